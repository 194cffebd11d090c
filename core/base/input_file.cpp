// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/input_file.h"

#include "core/base/path_text.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace halftone {
namespace {

namespace fs = std::filesystem;

} // namespace

Error cannotRead(const fs::path& path, const std::error_code& reason)
{
    if (reason == std::errc::not_supported) {
        return Error(ErrorCode::FileRead,
                     Message{"no-regular-file",
                             "Cannot read '{0}': it is no regular file but a folder, a pipe, a "
                             "socket or a device. Give a file.",
                             {toUtf8(path)}});
    }
    const bool missing =
        reason == std::errc::no_such_file_or_directory || reason == std::errc::not_a_directory;
    std::string pattern = "Cannot read '{0}': {1}.";
    if (missing) {
        pattern += " Check the name.";
    } else if (reason == std::errc::permission_denied
               || reason == std::errc::operation_not_permitted) {
        pattern += " Check that you may read the file and its folder.";
    } else if (reason == std::errc::io_error) {
        pattern += " The disk or the network that it lies on fails; copy it from elsewhere.";
    }
    return Error(missing ? ErrorCode::FileNotFound : ErrorCode::FileRead,
                 Message{"cannot-read", pattern, {toUtf8(path), reason.message()}});
}

InputFile::InputFile(fs::path path) : m_path(std::move(path)), m_file(m_path, m_error)
{
    if (m_error) {
        throw cannotRead(m_path, m_error);
    }
}

std::size_t InputFile::readSome(char* to, std::size_t count)
{
    constexpr std::size_t kBufferBytes = std::size_t{1} << 14;
    const bool isBuffered = m_at >= m_bufferAt && m_at - m_bufferAt < m_buffered;
    if (!isBuffered && count >= kBufferBytes) {
        const std::size_t got = m_file.read(m_at, to, count, m_error);
        if (m_error) {
            throw cannotRead(m_path, m_error);
        }
        return got;
    }
    if (!isBuffered) {
        m_buffer.resize(kBufferBytes);
        m_buffered = 0; // should reading fail
        m_bufferAt = m_at;
        m_buffered = m_file.read(m_at, m_buffer.data(), m_buffer.size(), m_error);
        if (m_error) {
            throw cannotRead(m_path, m_error);
        }
    }
    const auto from = static_cast<std::size_t>(m_at - m_bufferAt);
    const std::size_t got = std::min(count, m_buffered - from);
    std::memcpy(to, m_buffer.data() + from, got);
    return got;
}

std::size_t InputFile::read(void* to, std::size_t count)
{
    auto* const bytes = static_cast<char*>(to);
    std::size_t done = 0;
    while (done < count) {
        const std::size_t got = readSome(bytes + done, count - done);
        if (got == 0) {
            break;
        }
        done += got;
        m_at += got;
    }
    return done;
}

int InputFile::get()
{
    unsigned char byte = 0;
    return read(&byte, 1) == 1 ? byte : -1;
}

std::string readBytes(const fs::path& path, std::size_t maxBytes)
{
    constexpr std::size_t kBlock = std::size_t{1} << 16;
    InputFile file(path);
    std::string bytes;
    // By its size at first, which may change or be unknown; one byte more tells that it ends.
    auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(file.size(), maxBytes)) + 1;
    for (bool ended = false; !ended && bytes.size() <= maxBytes; wanted = kBlock) {
        const std::size_t before = bytes.size();
        bytes.resize(before + wanted);
        const std::size_t got = file.read(bytes.data() + before, wanted);
        bytes.resize(before + got);
        ended = got < wanted;
    }
    if (bytes.size() > maxBytes) {
        throw Error(ErrorCode::FileFormat,
                    Message{"file-too-large",
                            "'{0}' has more than the {1} bytes that a file of its kind may have. "
                            "Check that it is the right file.",
                            {toUtf8(path), std::to_string(maxBytes)}});
    }
    return bytes;
}

std::string readBytesIfAny(const fs::path& path, std::size_t maxBytes)
{
    std::error_code error;
    const bool missing = fs::status(path, error).type() == fs::file_type::not_found;
    return missing ? std::string() : readBytes(path, maxBytes);
}

std::string firstBytes(const fs::path& path, std::size_t count)
{
    std::string bytes(count, '\0');
    bytes.resize(InputFile(path).read(bytes.data(), count));
    return bytes;
}

} // namespace halftone
