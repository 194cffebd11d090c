// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/message.h"

#include <exception>
#include <memory>
#include <stdexcept>
#include <string>

namespace halftone {

/// What kind of fault an Error reports; callers branch on this, people read the message.
enum class ErrorCode {
    InvalidArgument, ///< a caller's value is outside its documented domain
    ShapeMismatch,   ///< two tensors or images that must agree do not
    FileNotFound,    ///< a named file or folder does not exist or cannot be opened
    FileRead,        ///< a file is there but cannot be read (permission, failing disk)
    FileFormat,      ///< a file is corrupt, truncated, empty or of an unsupported kind
    FileWrite,       ///< a file could not be written (permission, disk full)
    Unsupported,     ///< valid, but this build, machine or model cannot do it
    OutOfMemory,     ///< the request would not fit in memory
    Cancelled,       ///< a stop token was triggered; not a fault
    Internal,        ///< a broken invariant of Halftone itself
};

/// Stable lower-case name of a code ("file-format"), used in JSON output and logs.
[[nodiscard]] const char* toString(ErrorCode code) noexcept;

/// The one exception type of Halftone. The message is a sentence for the user: which file or
/// layer, what was expected, what was found, what to do. Untranslated English.
class Error : public std::runtime_error {
public:
    Error(ErrorCode code, const std::string& message);
    /// A sentence that can be translated.
    Error(ErrorCode code, Message message);

    [[nodiscard]] ErrorCode code() const noexcept { return m_code; }
    /// Kind and arguments of the sentence; of one that was given as a text: the code's name and the
    /// text as pattern.
    [[nodiscard]] Message message() const;

private:
    ErrorCode m_code;
    std::shared_ptr<const Message> m_message; ///< shared: copies of exceptions must not throw
};

/// What a caught exception, of whatever library, means to the user: an Error is itself; else memory
/// that is not there, what the system refuses with its reason, or a fault of Halftone.
[[nodiscard]] Error asError(const std::exception& fault);

} // namespace halftone
