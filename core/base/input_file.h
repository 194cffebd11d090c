// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/base/platform/files.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

namespace halftone {

/// "Cannot read 'scan.nii': Permission denied. ..." with what can be done about it:
/// Error{FileNotFound} where there is no such file, else Error{FileRead}. std::errc::not_supported
/// is what is no regular file.
[[nodiscard]] Error cannotRead(const std::filesystem::path& path, const std::error_code& reason);

/// The one way in which files from outside are opened, to read bytes from. It says when the disk
/// does not give them: what cannot be read is never taken for the end of the file, nor for damage.
/// Regular files alone, be it through links: a pipe, a socket or a device could make the reader
/// wait for ever; it is refused, without a wait, even if it took the place of a file just looked
/// at. One thread.
///
/// Every function that may fail throws cannotRead() with the system's reason.
class InputFile {
public:
    explicit InputFile(std::filesystem::path path);

    /// Bytes of the file when it was opened; 0 of files that do not tell (in /proc).
    [[nodiscard]] std::uint64_t size() const noexcept { return m_file.size(); }
    /// Where the next byte is read from.
    [[nodiscard]] std::uint64_t at() const noexcept { return m_at; }
    /// Goes to a byte, which may lie behind the end.
    void seek(std::uint64_t at) noexcept { m_at = at; }

    /// Copies the next bytes and returns how many: fewer than `count` at the end of the file only.
    [[nodiscard]] std::size_t read(void* to, std::size_t count);
    /// The next byte, or -1 at the end.
    [[nodiscard]] int get();

private:
    /// Of what the system gives at once; 0 at the end of the file only.
    std::size_t readSome(char* to, std::size_t count);

    std::filesystem::path m_path;
    std::error_code m_error; // before m_file, which sets it
    RegularFile m_file;
    std::uint64_t m_at = 0;
    std::vector<char> m_buffer;
    std::uint64_t m_bufferAt = 0; ///< offset in the file of what is buffered
    std::size_t m_buffered = 0;
};

/// All bytes of a file, whatever size it tells. Throws as InputFile does, and Error{FileFormat}
/// where it has more than `maxBytes`.
[[nodiscard]] std::string readBytes(const std::filesystem::path& path, std::size_t maxBytes);

/// The same; nothing where there is no such file.
[[nodiscard]] std::string readBytesIfAny(const std::filesystem::path& path, std::size_t maxBytes);

/// The first bytes of a file; fewer where it is shorter. Throws as InputFile does.
[[nodiscard]] std::string firstBytes(const std::filesystem::path& path, std::size_t count);

} // namespace halftone
