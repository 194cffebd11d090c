// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/sweep_distances.h"

#include <algorithm>
#include <limits>

namespace halftone::pipeline {
namespace {

void put(DistancesPerCase& all, const std::string& caseName, const eval::EvaluationReport& report)
{
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    const bool isFirst = !all.contains(caseName);
    for (const eval::StructureReport& structure : report.structures) {
        eval::SurfaceDistances distances{structure.hausdorff95, structure.hausdorff95Monai,
                                         structure.meanSurface};
        all[caseName][structure.name] = {
            isFirst ? distances : eval::SurfaceDistances{kNone, kNone, kNone}, report.spacingKnown};
    }
}

// One slice of a volume as a volume of its own.
LabelMap sliceOf(const LabelMap& volume, int k)
{
    LabelMap slice;
    slice.geometry = volume.geometry;
    slice.geometry.size[2] = 1;
    const std::size_t plane = slice.geometry.sliceVoxels();
    const auto begin =
        volume.voxels.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(k) * plane);
    slice.voxels.assign(begin, begin + static_cast<std::ptrdiff_t>(plane));
    return slice;
}

} // namespace

SweepDistances::SweepDistances(const SweepCase& item, std::span<const eval::Structure> structures)
    : m_item(item)
{
    const auto has = [](const auto& list, const auto& value) {
        return std::find(list.begin(), list.end(), value) != list.end();
    };
    for (const eval::Structure& structure : structures) {
        const bool isScored = item.scored.empty() || has(item.scored, structure.name);
        if (isScored && !has(structure.values, 0)) { // the background's surface is theirs
            m_structures.push_back(structure);
        }
    }
    m_mask.geometry = item.image.orientedGeometry();
    m_mask.voxels.resize(m_mask.geometry.voxels());
}

void SweepDistances::add(int k, std::span<const std::uint8_t> mask)
{
    std::copy(mask.begin(), mask.end(),
              m_mask.voxels.begin()
                  + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(k) * mask.size()));
    m_slices.push_back(k);
}

void SweepDistances::measure(DistancesPerCase& all, const StopToken& stop) const
{
    LabelMap reference;
    reference.geometry = m_mask.geometry; // as masks are measured, whatever the labels' file says
    if (!m_item.sliceIsCase) {
        reference.voxels = m_item.reference->voxels;
        put(all, m_item.name, eval::evaluate(m_mask, reference, m_structures, m_slices, {}, stop));
        return;
    }
    for (const int k : m_slices) {
        LabelMap slice = sliceOf(*m_item.reference, k);
        const LabelMap mask = sliceOf(m_mask, k);
        slice.geometry = mask.geometry;
        put(all, m_item.caseOf(k), eval::evaluate(mask, slice, m_structures, {}, {}, stop));
    }
}

DistanceSummary summarizeDistances(const TradeoffPoint& point, const std::string& structure,
                                   bool inMm)
{
    std::vector<double> hausdorff;
    std::vector<double> monai;
    std::vector<double> mean;
    for (const auto& [caseName, structures] : point.distancesPerCase) {
        const auto found = structures.find(structure);
        if (found != structures.end() && found->second.inMm == inMm) {
            hausdorff.push_back(found->second.distances.hausdorff95);
            monai.push_back(found->second.distances.hausdorff95Monai);
            mean.push_back(found->second.distances.mean);
        }
    }
    return {summarize(hausdorff), summarize(monai), summarize(mean)};
}

} // namespace halftone::pipeline
