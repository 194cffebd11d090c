// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/definitions.h"

#include <algorithm>
#include <array>

namespace halftone::report {

namespace {

// Equal to what core/eval computes (dice.h, error_map.h, surface_distance.h).
constexpr std::array kDefinitions{
    Definition{
        "Dice",
        "2 |A and B| / (|A| + |B|): 1 where mask A and mask B are equal, 0 where they share no "
        "voxel. Of several labels the mean of those that are in either mask. Of a volume the "
        "voxels of all its slices are counted together."},
    Definition{"Agreement",
               "Dice between two masks of which neither is a reference. It says how alike they "
               "are, not which is right."},
    Definition{"Only here",
               "Voxels that the mask labels and the other one does not, or labels otherwise: false "
               "positives (fp) where the other one is a reference."},
    Definition{"Missed", "Voxels that the other mask labels and this one does not: false negatives "
                         "(fn) where the other one is a reference."},
    Definition{
        "HD95",
        "Hausdorff distance, 95th percentile. A surface voxel has a neighbour across a face "
        "outside of the mask. From each surface voxel of one mask the distance to the nearest "
        "of the other is taken, in both directions; 95 % of all these distances together are "
        "no larger than HD95. In millimetres, or in voxels where the spacing is unknown. Of "
        "several labels the mean; none where a label is in one mask alone."},
    Definition{"HD95 (MONAI)",
               "The larger of the 95th percentiles of either direction, as MONAI's "
               "compute_hausdorff_distance(percentile=95) has it; never much below HD95, and "
               "above it where the surfaces differ in size."},
    Definition{"ASSD",
               "Average symmetric surface distance: the mean of the same distances, of both "
               "surfaces together. In millimetres, or in voxels where the spacing is unknown."},
    Definition{kPrecisionTerm,
               "A precision: weights of 4 bits, activations of 6, computed in integers. The first "
               "and the last layer keep weights of 8 bits. FP32 is floating point of 32 bits; "
               "W16A16, fixed point of 16 bits, is simulated in floating point."},
    Definition{"Weights",
               "The numbers that the network has learned. With fewer bits each of them has fewer "
               "values to choose from, and all of them together take less memory."},
    Definition{"Activations",
               "The numbers that pass from layer to layer while a slice is segmented. With fewer "
               "bits they are coarser, take less memory and are multiplied faster."},
    Definition{"Slice time",
               "Latency: the time from a slice's input to its mask on the image, by the clock on "
               "the wall. The median of several runs; how far these lie apart stands beside it."},
    Definition{"Latency", "How long one has to wait for the mask of one slice: its slice time."},
    Definition{"Memory of a run",
               "The most memory that one run holds at once: activations, and the weights in the "
               "form that is multiplied. Counted; the program itself is not part of it."},
    Definition{"Peak memory",
               "The most memory that is held at once: by one run, or, where a report says so, by a "
               "fresh process that segments one slice."},
    Definition{"Bit operations",
               "Multiplications of one slice times the bits of their weights times those of their "
               "activations: work that hardware for few bits could save. Computed, not measured."},
    Definition{"Sweep",
               "The background segments the visible slice at many precisions and times each of "
               "them: these are the points of the chart."},
    Definition{"Pareto front",
               "The precisions that no other one beats in both, quality and cost. All others are "
               "worse and no cheaper, or dearer and no better."},
    Definition{"Fragile",
               "A voxel is fragile where its label differs between 8 bits and the smallest "
               "precision: the bits, and not the image alone, decide there."},
    Definition{"Output error",
               "What the outputs of a layer differ by from those of the other network, as a share "
               "of these: 0 where they are equal, 1 where they have nothing in common."},
    Definition{"Sensitivity",
               "What the mask loses where this layer alone has one bit less and all others keep "
               "theirs."},
    Definition{
        "Clipped share",
        "The share of weights or outputs that are larger than the largest value which so few "
        "bits can say, and are set to that."},
};

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
