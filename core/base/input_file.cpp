// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/input_file.h"

#include "core/base/path_text.h"
#include "core/base/platform/files.h"

#include <cerrno>
#include <utility>

namespace halftone {
namespace {

namespace fs = std::filesystem;

std::error_code lastReadFault()
{
    return {errno != 0 ? errno : EIO, std::generic_category()};
}

} // namespace

Error cannotRead(const fs::path& path, const std::error_code& reason)
{
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

InputFile::InputFile(fs::path path) : m_path(std::move(path))
{
    std::error_code error;
    const fs::file_status status = fs::status(m_path, error);
    if (!error && !fs::is_regular_file(status)) {
        throw Error(ErrorCode::FileRead, Message{"no-regular-file",
                                                 "Cannot read '{0}': it is no regular file.",
                                                 {toUtf8(m_path)}});
    }
    errno = 0;
    m_file.reset(openForReading(m_path));
    if (!m_file) {
        throw cannotRead(m_path, lastReadFault());
    }
    m_size = fs::file_size(m_path, error);
    if (error) {
        throw cannotRead(m_path, error);
    }
}

void InputFile::seek(std::uint64_t at)
{
    errno = 0;
    if (!seekTo(m_file.get(), at)) {
        throw cannotRead(m_path, lastReadFault());
    }
    m_at = at;
}

std::size_t InputFile::read(void* to, std::size_t count)
{
    auto* const bytes = static_cast<char*>(to);
    std::size_t done = 0;
    while (done < count) {
        errno = 0;
        done += std::fread(bytes + done, 1, count - done, m_file.get());
        if (done == count || std::feof(m_file.get()) != 0) {
            break;
        }
        if (std::ferror(m_file.get()) != 0 && errno != EINTR) {
            throw cannotRead(m_path, lastReadFault());
        }
        std::clearerr(m_file.get()); // a signal came in between
    }
    m_at += done;
    return done;
}

int InputFile::get()
{
    unsigned char byte = 0;
    return read(&byte, 1) == 1 ? byte : -1;
}

std::string readBytes(const fs::path& path)
{
    InputFile file(path);
    std::string bytes(static_cast<std::size_t>(file.size()), '\0');
    bytes.resize(file.read(bytes.data(), bytes.size()));
    return bytes;
}

std::string readBytesIfAny(const fs::path& path)
{
    std::error_code error;
    const bool missing = fs::status(path, error).type() == fs::file_type::not_found;
    return missing ? std::string() : readBytes(path);
}

std::string firstBytes(const fs::path& path, std::size_t count)
{
    std::string bytes(count, '\0');
    bytes.resize(InputFile(path).read(bytes.data(), count));
    return bytes;
}

} // namespace halftone
