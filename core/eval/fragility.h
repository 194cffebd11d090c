// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

/// Fragile voxels are those whose label changes between two precisions of one model: W8A8 (or the
/// highest integer precision there is) and the smallest stop of the dial. That is all they are: how
/// far they tell where a mask is wrong is measured by bench_fragile (tests/bench/README.md).
namespace halftone::eval {

/// Voxels of one slice, or added up over several.
struct FragileCounts {
    std::size_t changed = 0;    ///< the two masks have different labels
    std::size_t foreground = 0; ///< either mask has a label other than 0

    FragileCounts& operator+=(const FragileCounts& other) noexcept;
    /// changed / foreground in [0,1]; empty where both masks are.
    [[nodiscard]] std::optional<double> share() const noexcept;
    friend bool operator==(const FragileCounts&, const FragileCounts&) = default;
};

/// Throws Error{ShapeMismatch} unless the lengths are equal.
[[nodiscard]] FragileCounts countFragile(std::span<const std::uint8_t> mask,
                                         std::span<const std::uint8_t> other);

} // namespace halftone::eval
