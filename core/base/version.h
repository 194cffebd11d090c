// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

/// What was built: the library halftone_version, apart from halftone_base so that a new commit
/// relinks the programs that tell it and nothing else.
namespace halftone {

/// "0.1.0".
[[nodiscard]] std::string_view version() noexcept;

/// Abbreviated hash of the commit that was built, with "-dirty" behind it where tracked files had
/// been changed since; "unknown" where the sources were no git checkout.
[[nodiscard]] std::string_view commit() noexcept;

} // namespace halftone
