// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <initializer_list>
#include <limits>
#include <optional>

/// Sizes of what files describe: numbers that nobody has bounded yet must not wrap around.
namespace halftone {

/// The product; nothing where it exceeds `most`.
[[nodiscard]] constexpr std::optional<std::uint64_t>
checkedProduct(std::initializer_list<std::uint64_t> factors,
               std::uint64_t most = std::numeric_limits<std::uint64_t>::max()) noexcept
{
    std::uint64_t product = 1;
    bool fits = true;
    for (const std::uint64_t factor : factors) {
        if (factor == 0) {
            return 0;
        }
        fits = fits && product <= most / factor;
        product = fits ? product * factor : product;
    }
    return fits ? std::optional(product) : std::nullopt;
}

} // namespace halftone
