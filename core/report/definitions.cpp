// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/definitions.h"

#include <algorithm>
#include <array>

namespace halftone::report {

namespace {

// Equal to what core/eval computes (dice.h, error_map.h, surface_distance.h).
constexpr std::array<Definition, 7> kDefinitions{{
    {"Dice",
     "2 |A and B| / (|A| + |B|): 1 where mask A and mask B are equal, 0 where they share no "
     "voxel. Of several labels the mean of those that are in either mask. Of a volume the "
     "voxels of all its slices are counted together."},
    {"Agreement", "Dice between two masks of which neither is a reference. It says how alike they "
                  "are, not which is right."},
    {"Only here", "Voxels that the mask labels and the other one does not, or labels otherwise."},
    {"Missed", "Voxels that the other mask labels and this one does not."},
    {"HD95", "Hausdorff distance, 95th percentile. A surface voxel has a neighbour across a face "
             "outside of the mask. From each surface voxel of one mask the distance to the nearest "
             "of the other is taken, in both directions; 95 % of all these distances together are "
             "no larger than HD95. In millimetres, or in voxels where the spacing is unknown. Of "
             "several labels the mean; none where a label is in one mask alone."},
    {"HD95 (MONAI)", "The larger of the 95th percentiles of either direction, as MONAI's "
                     "compute_hausdorff_distance(percentile=95) has it; never much below HD95, and "
                     "above it where the surfaces differ in size."},
    {"ASSD", "Average symmetric surface distance: the mean of the same distances, of both surfaces "
             "together. In millimetres, or in voxels where the spacing is unknown."},
}};

} // namespace

std::span<const Definition> definitions() noexcept
{
    return kDefinitions;
}

const Definition* findDefinition(std::string_view name) noexcept
{
    const auto found =
        std::find_if(kDefinitions.begin(), kDefinitions.end(),
                     [&](const Definition& definition) { return definition.name == name; });
    return found != kDefinitions.end() ? &*found : nullptr;
}

} // namespace halftone::report
