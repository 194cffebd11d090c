// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// Texts of files as a terminal or a window may show them. A model, an image or a description may
/// come from anyone; a control character in it would steer the terminal it is printed on.
namespace halftone {

/// True where `text` is valid UTF-8 without characters that steer instead of being seen: C0 and C1
/// controls, delete, line and paragraph separators, and what turns the direction of writing.
[[nodiscard]] bool isVisible(std::string_view text) noexcept;

/// The same text on one line, with U+FFFD in place of each such character and each byte that is no
/// UTF-8; at most `mostBytes`, and "..." where that cut it.
[[nodiscard]] std::string visible(std::string_view text, std::size_t mostBytes = 4096);

/// The same for a text of several lines, however long: its line feeds stay, tabs become blanks.
[[nodiscard]] std::string visibleLines(std::string_view text);

} // namespace halftone
