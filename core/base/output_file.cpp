// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/output_file.h"

#include "core/base/path_text.h"
#include "core/base/platform/files.h"

#include <cerrno>
#include <utility>

namespace halftone {
namespace {

std::error_code lastFault()
{
    return {errno != 0 ? errno : EIO, std::generic_category()};
}

bool isFull(const std::error_code& reason)
{
    bool quota = false;
#ifdef EDQUOT
    quota = reason.value() == EDQUOT;
#endif
    return reason == std::errc::no_space_on_device || reason == std::errc::file_too_large || quota;
}

} // namespace

Error cannotWrite(const std::filesystem::path& path, const std::string& reason)
{
    return Error(ErrorCode::FileWrite,
                 Message{"cannot-write", "Cannot write '{0}': {1}.", {toUtf8(path), reason}});
}

Error cannotWrite(const std::filesystem::path& path, const std::error_code& reason)
{
    std::string pattern = "Cannot write '{0}': {1}. Check that the folder may be written to.";
    if (isFull(reason)) {
        pattern = "Cannot write '{0}': {1}. Make room or choose another disk; a file that had the "
                  "name before is unchanged.";
    } else if (reason == std::errc::filename_too_long) {
        pattern = "Cannot write '{0}': {1}. Give a shorter name.";
    }
    return Error(ErrorCode::FileWrite,
                 Message{"cannot-write", pattern, {toUtf8(path), reason.message()}});
}

OutputFile::OutputFile(const std::filesystem::path& file, std::filesystem::path shown, Start start)
    : m_shown(std::move(shown)),
      m_file(start == Start::Empty ? openForWriting(file) : openForAppending(file))
{
    if (!m_file) {
        throw cannotWrite(m_shown, lastFault());
    }
}

void OutputFile::write(std::span<const std::byte> bytes)
{
    errno = 0;
    if (bytes.empty()) {
        return; // std::fwrite takes no null pointer, not even for nothing
    }
    if (std::fwrite(bytes.data(), 1, bytes.size(), m_file.get()) != bytes.size()) {
        throw cannotWrite(m_shown, lastFault());
    }
}

void OutputFile::write(std::string_view text)
{
    write(std::as_bytes(std::span(text.data(), text.size())));
}

void OutputFile::flush()
{
    errno = 0;
    if (std::fflush(m_file.get()) != 0) {
        throw cannotWrite(m_shown, lastFault());
    }
}

void OutputFile::close()
{
    errno = 0;
    if (std::fclose(m_file.release()) != 0) {
        throw cannotWrite(m_shown, lastFault());
    }
}

} // namespace halftone
