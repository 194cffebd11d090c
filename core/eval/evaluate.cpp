// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/eval/dice.h"
#include "core/eval/surface_distance.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

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

// The slices to compare, ascending and each once.
std::vector<int> chosenSlices(std::span<const int> asked, int depth)
{
    std::vector<int> slices(asked.begin(), asked.end());
    if (slices.empty()) {
        slices.resize(static_cast<std::size_t>(depth));
        std::iota(slices.begin(), slices.end(), 0);
        return slices;
    }
    std::sort(slices.begin(), slices.end());
    slices.erase(std::unique(slices.begin(), slices.end()), slices.end());
    if (slices.front() < 0 || slices.back() >= depth) {
        throw Error(ErrorCode::InvalidArgument,
                    "Slice " + std::to_string(slices.front() < 0 ? slices.front() : slices.back())
                        + " does not exist; the masks have " + std::to_string(depth) + " ("
                        + "0 to " + std::to_string(depth - 1) + ").");
    }
    return slices;
}

// The structure in the chosen slices; nothing in the others. One slice alone is a plane: as a part
// of the volume, each of its voxels would lie on a surface.
std::vector<std::uint8_t> binaryMask(const LabelMap& map, std::span<const int> slices,
                                     const Structure& structure, const StopToken& stop)
{
    std::array<std::uint8_t, 256> member{};
    for (const std::uint8_t value : structure.values) {
        member[value] = 1;
    }
    const std::size_t plane = map.geometry.sliceVoxels();
    const bool isPlane = slices.size() == 1;
    std::vector<std::uint8_t> mask(isPlane ? plane : map.voxels.size());
    for (const int slice : slices) {
        throwIfStopped(stop);
        const std::size_t start = static_cast<std::size_t>(slice) * plane;
        const std::size_t to = isPlane ? 0 : start;
        for (std::size_t i = 0; i < plane; ++i) {
            mask[to + i] = member[map.voxels[start + i]];
        }
    }
    return mask;
}

StructureReport evaluateStructure(const LabelMap& prediction, const LabelMap& reference,
                                  const Structure& structure, std::span<const int> slices,
                                  const StopToken& stop)
{
    StructureReport report;
    report.name = structure.name;
    Geometry grid = reference.geometry;
    if (!grid.spacingKnown) { // what stands in its place must not count
        grid.spacingMm = {1, 1, 1};
        grid.direction = Geometry().direction;
    }
    const std::size_t sliceVoxels = grid.sliceVoxels();
    OverlapCounts total;
    for (const int slice : slices) {
        throwIfStopped(stop);
        const std::size_t start = static_cast<std::size_t>(slice) * sliceVoxels;
        const OverlapCounts counts =
            countOverlap(std::span(prediction.voxels).subspan(start, sliceVoxels),
                         std::span(reference.voxels).subspan(start, sliceVoxels), structure);
        report.dicePerSlice.push_back(counts.dice());
        report.slicesEmptyInBoth += std::isnan(counts.dice()) ? 1U : 0U;
        total += counts;
    }
    report.dice = total.dice();
    Geometry extent = grid;
    extent.size[2] = slices.size() == 1 ? 1 : extent.size[2];
    const SurfaceDistances distances =
        surfaceDistances(binaryMask(prediction, slices, structure, stop),
                         binaryMask(reference, slices, structure, stop), extent, stop);
    report.hausdorff95 = distances.hausdorff95;
    report.hausdorff95Monai = distances.hausdorff95Monai;
    report.meanSurface = distances.mean;
    report.volumeVoxels = total.prediction;
    report.referenceVolumeVoxels = total.reference;
    const double voxelMl = grid.spacingKnown ? grid.voxelMm3() / 1000 : NAN;
    report.volumeMl = static_cast<double>(total.prediction) * voxelMl;
    report.referenceVolumeMl = static_cast<double>(total.reference) * voxelMl;
    return report;
}

} // namespace

EvaluationReport evaluate(const LabelMap& prediction, const LabelMap& reference,
                          std::span<const Structure> structures, std::span<const int> slices,
                          const ProgressFn& progress, const StopToken& stop)
{
    requireSameSize(prediction, reference);
    EvaluationReport result;
    result.spacingKnown = reference.geometry.spacingKnown;
    result.slices = chosenSlices(slices, reference.geometry.size[2]);
    for (const Structure& structure : structures) {
        reportProgress(progress,
                       static_cast<double>(result.structures.size())
                           / static_cast<double>(structures.size()),
                       "comparing " + structure.name);
        result.structures.push_back(
            evaluateStructure(prediction, reference, structure, result.slices, stop));
    }
    reportProgress(progress, 1, "done");
    return result;
}

} // namespace halftone::eval
