// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace halftone {

/// What a terminal may be shown of a text that comes from a file: names in it can hold commands
/// that recolour, erase or retitle it, or turn the order of letters round. Control characters of
/// ASCII and Unicode and what is not UTF-8 become "?"; line feeds and tabs become blanks.
[[nodiscard]] std::string printable(std::string_view text);
/// The same for a text of several lines, whose line feeds stay.
[[nodiscard]] std::string printableLines(std::string_view text);

} // namespace halftone
