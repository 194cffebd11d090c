// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"

#include <utility>

namespace halftone {

Error::Error(ErrorCode code, Message message)
    : std::runtime_error(message.text()), m_code(code),
      m_message(std::make_shared<const Message>(std::move(message)))
{
}

Message Error::message() const
{
    return m_message ? *m_message : Message{toString(m_code), what(), {}};
}

const char* toString(ErrorCode code) noexcept
{
    switch (code) {
    case ErrorCode::InvalidArgument: return "invalid-argument";
    case ErrorCode::ShapeMismatch: return "shape-mismatch";
    case ErrorCode::FileNotFound: return "file-not-found";
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
