// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"

#include "core/base/path_text.h"

#include <algorithm>
#include <filesystem>
#include <new>
#include <string_view>
#include <system_error>
#include <utility>

namespace halftone {
namespace {

/// what() ends at the first zero byte, which names in files may have.
std::string withoutZeros(std::string text)
{
    std::replace(text.begin(), text.end(), '\0', ' ');
    return text;
}

Error refusedBySystem(const std::system_error& fault)
{
    const std::string reason = fault.code().message();
    if (const auto* file = dynamic_cast<const std::filesystem::filesystem_error*>(&fault)) {
        return Error(ErrorCode::FileRead,
                     Message{"file-refused",
                             "The system refuses the use of '{0}': {1}. Check that you may read "
                             "the file and its folder.",
                             {toUtf8(file->path1()), reason}});
    }
    if (fault.code() == std::errc::resource_unavailable_try_again) {
        return Error(ErrorCode::Unsupported,
                     Message{"no-threads",
                             "The system gives no more threads ({0}). End other programs or raise "
                             "the limit of processes (ulimit -u).",
                             {reason}});
    }
    return Error(ErrorCode::Internal,
                 Message{"system-refuses", "The system refuses a service: {0}.", {reason}});
}

} // namespace

Error::Error(ErrorCode code, const std::string& message)
    : std::runtime_error(withoutZeros(message)), m_code(code)
{
}

Error::Error(ErrorCode code, Message message)
    : std::runtime_error(withoutZeros(message.text())), m_code(code),
      m_message(std::make_shared<const Message>(std::move(message)))
{
}

Message Error::message() const
{
    return m_message ? *m_message : Message{toString(m_code), what(), {}};
}

Error asError(const std::exception& fault)
{
    if (const auto* error = dynamic_cast<const Error*>(&fault)) {
        return *error;
    }
    if (dynamic_cast<const std::bad_alloc*>(&fault) != nullptr
        || dynamic_cast<const std::length_error*>(&fault) != nullptr) {
        return Error(ErrorCode::OutOfMemory,
                     Message{"no-memory",
                             "There is not enough memory for this. Close other programs, or use a "
                             "smaller image or fewer threads.",
                             {}});
    }
    if (const auto* refused = dynamic_cast<const std::system_error*>(&fault)) {
        return refusedBySystem(*refused);
    }
    const std::error_code busy = std::make_error_code(std::errc::resource_unavailable_try_again);
    if (std::string_view(fault.what()).find(busy.message()) != std::string_view::npos) {
        return refusedBySystem(std::system_error(busy)); // as oneTBB says it
    }
    return Error(
        ErrorCode::Internal,
        Message{"unexpected", "Unexpected failure: {0}. Please report it.", {fault.what()}});
}

const char* toString(ErrorCode code) noexcept
{
    switch (code) {
    case ErrorCode::InvalidArgument: return "invalid-argument";
    case ErrorCode::ShapeMismatch: return "shape-mismatch";
    case ErrorCode::FileNotFound: return "file-not-found";
    case ErrorCode::FileRead: return "file-read";
    case ErrorCode::FileFormat: return "file-format";
    case ErrorCode::FileWrite: return "file-write";
    case ErrorCode::Unsupported: return "unsupported";
    case ErrorCode::OutOfMemory: return "out-of-memory";
    case ErrorCode::Cancelled: return "cancelled";
    case ErrorCode::Internal: return "internal";
    }
    return "unknown";
}

} // namespace halftone
