// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace halftone::eval {

/// How a mask and a reference relate in one voxel; the values index a viewer's colour table.
enum class Agreement : std::uint8_t {
    Neither = 0,  ///< background in both
    Agree = 1,    ///< the same foreground label in both
    OnlyHere = 2, ///< the mask has a label that the reference has not
    Missed = 3,   ///< the reference has a label where the mask has background
};

/// Agreement of one voxel. Where both have foreground labels that differ, the mask's label is
/// wrong: OnlyHere.
[[nodiscard]] constexpr Agreement agreementOf(std::uint8_t mask, std::uint8_t reference) noexcept
{
    if (mask == reference) {
        return mask == 0 ? Agreement::Neither : Agreement::Agree;
    }
    return mask != 0 ? Agreement::OnlyHere : Agreement::Missed;
}

/// Voxels by how mask and reference relate.
struct ErrorCounts {
    std::size_t agree = 0;
    std::size_t onlyHere = 0;
    std::size_t missed = 0;
};

/// Throws Error{ShapeMismatch} unless the lengths are equal.
[[nodiscard]] ErrorCounts countErrors(std::span<const std::uint8_t> mask,
                                      std::span<const std::uint8_t> reference);

} // namespace halftone::eval
