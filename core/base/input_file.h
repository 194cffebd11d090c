// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/base/platform/files.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <istream>
#include <streambuf>
#include <string>
#include <system_error>
#include <vector>

namespace halftone {

/// The one way in which files from outside are opened: as std::ifstream reads bytes, but regular
/// files alone, be it through links. A pipe, a socket or a device could make the reader wait for
/// ever; it fails to open, without a wait, even if it took the place of a file just looked at.
/// What cannot be read sets badbit, the end of the file eofbit, as streams do. One thread.
class InputFile final : public std::istream {
public:
    /// Opens it; a stream that is false where that fails, for the reason in error().
    explicit InputFile(const std::filesystem::path& path);
    InputFile(const InputFile&) = delete;
    InputFile& operator=(const InputFile&) = delete;

    /// Why it could not be opened or, later, be read; std::errc::not_supported where it is no
    /// regular file.
    [[nodiscard]] const std::error_code& error() const noexcept { return m_buffer.m_error; }
    /// Bytes that it had when it was opened; 0 of files that do not tell (in /proc).
    [[nodiscard]] std::uint64_t size() const noexcept { return m_buffer.m_file.size(); }

private:
    class Buffer final : public std::streambuf {
    public:
        explicit Buffer(const std::filesystem::path& path) : m_file(path, m_error) {}

        std::error_code m_error; // before m_file, which sets it
        RegularFile m_file;

    protected:
        int_type underflow() override;
        std::streamsize xsgetn(char* to, std::streamsize count) override;
        pos_type seekoff(off_type offset, std::ios::seekdir from,
                         std::ios::openmode which) override;
        pos_type seekpos(pos_type position, std::ios::openmode which) override;

    private:
        std::size_t readAt(std::uint64_t offset, char* to, std::size_t count);

        std::vector<char> m_bytes;
        std::uint64_t m_end = 0; ///< offset in the file of what follows the buffered bytes
    };

    Buffer m_buffer;
};

/// "Cannot read 'image.nii': Permission denied. ..." with what can be done about it:
/// Error{FileNotFound} for what is not there or may not be read, Error{FileFormat} for what is no
/// regular file. `reason` is not empty.
[[nodiscard]] Error cannotRead(const std::filesystem::path& path, const std::error_code& reason);

/// All bytes of a file. Throws cannotRead(), and Error{FileFormat} where it has more than
/// `maxBytes`.
[[nodiscard]] std::string readWholeFile(const std::filesystem::path& path, std::size_t maxBytes);

/// The same; nothing where no file has that name.
[[nodiscard]] std::string readFileIfThere(const std::filesystem::path& path, std::size_t maxBytes);

} // namespace halftone
