// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pipeline/sweep_case.h"
#include "core/pipeline/tradeoff.h"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace halftone::pipeline {

/// case -> structure -> distances
using DistancesPerCase = std::map<std::string, std::map<std::string, CaseDistances>>;

/// Takes the mask of one image at one precision slice by slice, and measures how far its surfaces
/// lie from those of the reference. Holds one byte a voxel of the image.
class SweepDistances {
public:
    /// `item` has a reference, and outlives this; `structures` are those of its model.
    SweepDistances(const SweepCase& item, std::span<const eval::Structure> structures);

    /// The mask of slice `k` [rows, columns] of the oriented grid.
    void add(int k, std::span<const std::uint8_t> mask);

    /// Adds those of the structures that the reference scores, without background, to `all`, as
    /// eval::evaluate() tells them of the slices that were added. An image of a case that has some
    /// already makes them NaN: surfaces in several images are not one surface. Takes seconds for a
    /// large volume. Throws Error{Cancelled}.
    void measure(DistancesPerCase& all, const StopToken& stop) const;

private:
    const SweepCase& m_item;
    std::vector<eval::Structure> m_structures; // that are scored
    LabelMap m_mask;
    std::vector<int> m_slices;
};

/// Means over the cases that are measured in one unit, and in how many of them there is a value.
struct DistanceSummary {
    Summary hausdorff95;
    Summary hausdorff95Monai;
    Summary meanSurface;
};
[[nodiscard]] DistanceSummary summarizeDistances(const TradeoffPoint& point,
                                                 const std::string& structure, bool inMm);

} // namespace halftone::pipeline
