// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace halftone {

/// The finite decimal number that is all of `text`, with a point whatever the locale: "0.5",
/// "-1e-3". Empty for anything else: blanks around it, a comma, "nan", "inf", hexadecimal, an empty
/// text.
[[nodiscard]] std::optional<double> parseNumber(std::string_view text);

/// The whole number that is all of `text`; empty for anything else and beyond 64 bits.
[[nodiscard]] std::optional<std::int64_t> parseInteger(std::string_view text);

} // namespace halftone
