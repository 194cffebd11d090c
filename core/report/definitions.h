// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace halftone::report {

/// What a word beside a number means: the one wording of window and reports. Plain text, English;
/// the window translates it.
struct Definition {
    std::string_view name; ///< "HD95", as it stands beside the number
    const char* text;      ///< one paragraph
};

/// The name of what every precision is explained by: "W3A6" and the like mean the same.
inline constexpr std::string_view kPrecisionTerm = "W4A6";

/// All of them, in the order in which figures stand.
[[nodiscard]] std::span<const Definition> definitions() noexcept;
/// By name; null where there is none.
[[nodiscard]] const Definition* findDefinition(std::string_view name) noexcept;

} // namespace halftone::report
