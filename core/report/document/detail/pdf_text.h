// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

/// Texts in the letters of the fonts that every PDF reader has.
namespace halftone::report::detail {

/// UTF-8 in Windows-1252. What that has not but a common sign stands for becomes that sign (">=",
/// "-"); any other character is named, "<U+4E2D>", so that different names stay different. What
/// would steer a terminal or is no UTF-8 becomes "?".
[[nodiscard]] std::string toWindows1252(const std::string& utf8);

/// Lines no wider than `width`, broken at blanks, and inside of words that are wider than that. At
/// least one line; no line is empty but that of an empty text.
[[nodiscard]] std::vector<std::string>
wrapped(const std::string& text, double width,
        const std::function<double(const std::string&)>& widthOf);

} // namespace halftone::report::detail
