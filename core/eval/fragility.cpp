// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/fragility.h"

#include "core/base/error.h"

#include <string>

namespace halftone::eval {

FragileCounts& FragileCounts::operator+=(const FragileCounts& other) noexcept
{
    changed += other.changed;
    foreground += other.foreground;
    return *this;
}

std::optional<double> FragileCounts::share() const noexcept
{
    return foreground == 0
               ? std::nullopt
               : std::optional(static_cast<double>(changed) / static_cast<double>(foreground));
}

FragileCounts countFragile(std::span<const std::uint8_t> mask, std::span<const std::uint8_t> other)
{
    if (mask.size() != other.size()) {
        throw Error(ErrorCode::ShapeMismatch,
                    "One mask has " + std::to_string(mask.size()) + " voxels and the other "
                        + std::to_string(other.size()) + "; they must lie on the same grid.");
    }
    FragileCounts counts;
    for (std::size_t i = 0; i < mask.size(); ++i) {
        counts.changed += static_cast<std::size_t>(mask[i] != other[i]);
        counts.foreground += static_cast<std::size_t>((mask[i] | other[i]) != 0);
    }
    return counts;
}

} // namespace halftone::eval
