// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/statistics.h"
#include "core/eval/dice.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace halftone::eval {

/// Counts voxels by label, and what an image's values are where a label is: add() slice after
/// slice, in any order. A plain value.
class LabelValues {
public:
    /// As many values as labels; those that are not finite (outside of the image) are left out of
    /// mean and deviation, and label 0 is not counted. Throws Error{ShapeMismatch}.
    void add(std::span<const std::uint8_t> labels, std::span<const float> values);

    /// Of all labels of a structure but 0.
    [[nodiscard]] std::size_t voxels(const Structure& structure) const noexcept;
    /// Mean and sample standard deviation of the values within a structure.
    [[nodiscard]] Summary values(const Structure& structure) const noexcept;

private:
    /// Welford's sums: exact enough for values far from 0, in one pass.
    struct Sums {
        std::size_t voxels = 0;
        std::size_t counted = 0;
        double mean = 0;
        double squares = 0; ///< of the distances from the mean
    };

    std::array<Sums, 256> m_sums{};
};

} // namespace halftone::eval
