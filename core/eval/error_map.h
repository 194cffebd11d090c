// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace halftone::eval {

/// How a mask and a reference relate in one voxel; the values index a viewer's colour table.
enum class Agreement : std::uint8_t {
    Neither = 0,  ///< background in both
    Agree = 1,    ///< the same foreground label in both
    OnlyHere = 2, ///< the mask has a label that the reference has not
    Missed = 3,   ///< the reference has a label where the mask has background
};

/// Agreement of every voxel. Where both have foreground labels that differ, the mask's label is
/// wrong: OnlyHere. Throws Error{ShapeMismatch} unless the lengths are equal.
[[nodiscard]] std::vector<Agreement> errorMap(std::span<const std::uint8_t> mask,
                                              std::span<const std::uint8_t> reference);

} // namespace halftone::eval
