// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/eval/dice.h"
#include "core/eval/surface_distance.h"

#include <array>
#include <cmath>

namespace halftone::eval {
namespace {

std::string printSize(const std::array<int, 3>& size)
{
    return std::to_string(size[0]) + "x" + std::to_string(size[1]) + "x" + std::to_string(size[2]);
}

void requireSameSize(const LabelMap& prediction, const LabelMap& reference)
{
    const bool filled = prediction.voxels.size() == prediction.geometry.voxels()
                        && reference.voxels.size() == reference.geometry.voxels();
    if (!filled || prediction.geometry.size != reference.geometry.size) {
        throw Error(ErrorCode::ShapeMismatch,
                    "The mask is " + printSize(prediction.geometry.size) + " voxels and the "
                        + "reference " + printSize(reference.geometry.size)
                        + "; both must lie on the same grid. Was the reference drawn on another "
                          "image or resampled?");
    }
}

std::vector<std::uint8_t> binaryMask(const std::vector<std::uint8_t>& voxels,
                                     const Structure& structure)
{
    std::array<std::uint8_t, 256> member{};
    for (const std::uint8_t value : structure.values) {
        member[value] = 1;
    }
    std::vector<std::uint8_t> mask(voxels.size());
    for (std::size_t i = 0; i < voxels.size(); ++i) {
        mask[i] = member[voxels[i]];
    }
    return mask;
}

StructureReport evaluateStructure(const LabelMap& prediction, const LabelMap& reference,
                                  const Structure& structure)
{
    StructureReport report;
    report.name = structure.name;
    const Geometry& grid = reference.geometry;
    const std::size_t sliceVoxels = grid.sliceVoxels();
    OverlapCounts total;
    for (std::size_t z = 0; z < static_cast<std::size_t>(grid.size[2]); ++z) {
        const OverlapCounts counts = countOverlap(
            std::span(prediction.voxels).subspan(z * sliceVoxels, sliceVoxels),
            std::span(reference.voxels).subspan(z * sliceVoxels, sliceVoxels), structure);
        report.dicePerSlice.push_back(counts.dice());
        report.slicesEmptyInBoth += std::isnan(counts.dice()) ? 1U : 0U;
        total += counts;
    }
    report.dice = total.dice();
    const SurfaceDistances distances = surfaceDistances(
        binaryMask(prediction.voxels, structure), binaryMask(reference.voxels, structure), grid);
    report.hausdorff95Mm = distances.hausdorff95Mm;
    report.meanSurfaceMm = distances.meanMm;
    const double voxelMl = grid.spacingMm[0] * grid.spacingMm[1] * grid.spacingMm[2] / 1000;
    report.volumeMl = static_cast<double>(total.prediction) * voxelMl;
    report.referenceVolumeMl = static_cast<double>(total.reference) * voxelMl;
    return report;
}

} // namespace

EvaluationReport evaluate(const LabelMap& prediction, const LabelMap& reference,
                          std::span<const Structure> structures)
{
    requireSameSize(prediction, reference);
    EvaluationReport report;
    for (const Structure& structure : structures) {
        report.structures.push_back(evaluateStructure(prediction, reference, structure));
    }
    return report;
}

} // namespace halftone::eval
