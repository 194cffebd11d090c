// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/input_file.h"

#include "core/base/path_text.h"

#include <algorithm>
#include <cstring>

namespace halftone {
namespace {

constexpr std::size_t kBufferBytes = std::size_t{1} << 14;

} // namespace

std::size_t InputFile::Buffer::readAt(std::uint64_t offset, char* to, std::size_t count)
{
    const std::size_t got = m_file.read(offset, to, count, m_error);
    if (m_error) {
        throw std::system_error(m_error); // the stream makes badbit of it
    }
    return got;
}

InputFile::Buffer::int_type InputFile::Buffer::underflow()
{
    m_bytes.resize(kBufferBytes);
    const std::size_t got = readAt(m_end, m_bytes.data(), m_bytes.size());
    m_end += got;
    setg(m_bytes.data(), m_bytes.data(), m_bytes.data() + got);
    return got == 0 ? traits_type::eof() : traits_type::to_int_type(m_bytes.front());
}

std::streamsize InputFile::Buffer::xsgetn(char* to, std::streamsize count)
{
    std::streamsize done = 0;
    while (done < count) {
        const std::streamsize buffered = std::min(count - done, egptr() - gptr());
        if (buffered > 0) {
            std::memcpy(to + done, gptr(), static_cast<std::size_t>(buffered));
            setg(eback(), gptr() + buffered, egptr());
            done += buffered;
        } else if (count - done >= static_cast<std::streamsize>(kBufferBytes)) {
            const std::size_t got =
                readAt(m_end, to + done, static_cast<std::size_t>(count - done));
            m_end += got;
            setg(nullptr, nullptr, nullptr);
            done += static_cast<std::streamsize>(got);
            if (got == 0) {
                break;
            }
        } else if (traits_type::eq_int_type(underflow(), traits_type::eof())) {
            break;
        }
    }
    return done;
}

InputFile::Buffer::pos_type InputFile::Buffer::seekoff(off_type offset, std::ios::seekdir from,
                                                       std::ios::openmode which)
{
    const auto end = static_cast<off_type>(m_end);
    const off_type here = end - (egptr() - gptr());
    if (from == std::ios::cur && offset == 0) {
        return here; // tellg() keeps what is buffered
    }
    const off_type start = from == std::ios::beg   ? 0
                           : from == std::ios::cur ? here
                                                   : static_cast<off_type>(m_file.size());
    return seekpos(start + offset, which);
}

InputFile::Buffer::pos_type InputFile::Buffer::seekpos(pos_type position, std::ios::openmode)
{
    const off_type wanted = position;
    if (wanted < 0) {
        return off_type{-1};
    }
    const auto end = static_cast<off_type>(m_end);
    if (wanted <= end && wanted >= end - (egptr() - eback())) {
        setg(eback(), egptr() - (end - wanted), egptr());
    } else {
        setg(nullptr, nullptr, nullptr);
        m_end = static_cast<std::uint64_t>(wanted);
    }
    return wanted;
}

InputFile::InputFile(const std::filesystem::path& path) : std::istream(nullptr), m_buffer(path)
{
    rdbuf(&m_buffer);
    if (m_buffer.m_error) {
        setstate(std::ios::failbit);
    }
}

std::string readWholeFile(const std::filesystem::path& path, std::size_t maxBytes)
{
    constexpr std::size_t kBlock = std::size_t{1} << 16;
    InputFile file(path);
    std::string text;
    while (file && text.size() <= maxBytes) { // not by its size, which may change or be unknown
        const std::size_t before = text.size();
        text.resize(before + kBlock);
        file.read(text.data() + before, static_cast<std::streamsize>(kBlock));
        text.resize(before + static_cast<std::size_t>(file.gcount()));
    }
    if (file.error()) {
        throw cannotRead(path, file.error());
    }
    if (text.size() > maxBytes) {
        throw Error(ErrorCode::FileFormat,
                    Message{"file-too-large",
                            "'{0}' has more than the {1} bytes that a file of its kind may have. "
                            "Check that it is the right file.",
                            {toUtf8(path), std::to_string(maxBytes)}});
    }
    return text;
}

std::string readFileIfThere(const std::filesystem::path& path, std::size_t maxBytes)
{
    std::error_code ignored;
    return std::filesystem::exists(path, ignored) ? readWholeFile(path, maxBytes) : std::string();
}

Error cannotRead(const std::filesystem::path& path, const std::error_code& reason)
{
    const std::string name = toUtf8(path);
    if (reason == std::errc::not_supported) {
        return Error(ErrorCode::FileFormat,
                     Message{"no-regular-file",
                             "Cannot read '{0}': it is no regular file but a folder, a pipe, a "
                             "socket or a device. Give a file.",
                             {name}});
    }
    if (reason == std::errc::no_such_file_or_directory || reason == std::errc::not_a_directory) {
        return Error(ErrorCode::FileNotFound,
                     Message{"no-such-file", "'{0}' does not exist. Check the name.", {name}});
    }
    return Error(ErrorCode::FileNotFound,
                 Message{"cannot-read",
                         "Cannot read '{0}': {1}. Check that the file may be read and that its "
                         "disk is in order.",
                         {name, reason.message()}});
}

} // namespace halftone
