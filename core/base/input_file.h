// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>

namespace halftone {

/// "Cannot read 'scan.nii': Permission denied. ..." with what can be done about it:
/// Error{FileNotFound} where there is no such file, else Error{FileRead}.
[[nodiscard]] Error cannotRead(const std::filesystem::path& path, const std::error_code& reason);

/// A regular file to read bytes from, which says when the disk does not give them: what cannot be
/// read is never taken for the end of the file, nor for damage. One thread.
///
/// Every function throws cannotRead() with the system's reason.
class InputFile {
public:
    /// Anything but a regular file is refused: a pipe or a device could block for ever.
    explicit InputFile(std::filesystem::path path);

    /// Bytes of the file when it was opened.
    [[nodiscard]] std::uint64_t size() const noexcept { return m_size; }
    /// Where the next byte is read from.
    [[nodiscard]] std::uint64_t at() const noexcept { return m_at; }
    /// Goes to a byte, which may lie behind the end.
    void seek(std::uint64_t at);

    /// Copies the next bytes and returns how many: fewer than `count` at the end of the file only.
    [[nodiscard]] std::size_t read(void* to, std::size_t count);
    /// The next byte, or -1 at the end.
    [[nodiscard]] int get();

private:
    struct Closer {
        void operator()(std::FILE* file) const noexcept { std::fclose(file); }
    };

    std::filesystem::path m_path;
    std::unique_ptr<std::FILE, Closer> m_file;
    std::uint64_t m_size = 0;
    std::uint64_t m_at = 0;
};

/// All bytes of a file. Throws as InputFile does; the caller sees to it that the file is small.
[[nodiscard]] std::string readBytes(const std::filesystem::path& path);

/// The same; nothing where there is no such file.
[[nodiscard]] std::string readBytesIfAny(const std::filesystem::path& path);

/// The first bytes of a file; fewer where it is shorter. Throws as InputFile does.
[[nodiscard]] std::string firstBytes(const std::filesystem::path& path, std::size_t count);

} // namespace halftone
