// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace halftone::report {

enum class ColumnAlign {
    Left,   ///< all columns
    Numbers ///< the first to the left, all others to the right
};

/// Rows of UTF-8 cells as lines of text, aligned in columns two blanks apart; rows may differ in
/// length. No blanks at the ends of lines. Empty for no rows.
[[nodiscard]] std::string textTable(const std::vector<std::vector<std::string>>& rows,
                                    ColumnAlign align);

} // namespace halftone::report
