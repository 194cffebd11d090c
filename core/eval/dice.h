// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"
#include "core/base/progress.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace halftone::eval {

/// Voxel counts of one label; add them up to pool slices of a case.
struct OverlapCounts {
    std::size_t both = 0;
    std::size_t prediction = 0;
    std::size_t reference = 0;

    OverlapCounts& operator+=(const OverlapCounts& other) noexcept;
    /// 2*both / (prediction + reference) in [0,1]; NaN if the label is absent in both.
    [[nodiscard]] double dice() const noexcept;
};

/// Which voxels count as one scored structure: one label, the background, or a union.
struct Structure {
    std::string name;
    std::vector<std::uint8_t> values;
};

/// Counts of a structure over two label arrays of equal length. Throws Error{ShapeMismatch}.
[[nodiscard]] OverlapCounts countOverlap(std::span<const std::uint8_t> prediction,
                                         std::span<const std::uint8_t> reference,
                                         const Structure& structure);

/// Mean Dice of the structures present in either; NaN where the reference holds none of them: then
/// there is nothing that a mask could agree with.
[[nodiscard]] double meanDice(std::span<const OverlapCounts> counts);

/// Scores of one structure over a volume.
struct StructureReport {
    std::string name;
    double dice = 0; ///< counts pooled over the volume; NaN if absent in both
    /// As SurfaceDistances has them: in mm, or where EvaluationReport::spacingKnown is not, in
    /// voxels; NaN if absent in either.
    double hausdorff95 = 0;
    double hausdorff95Monai = 0;
    double meanSurface = 0;
    std::size_t volumeVoxels = 0; ///< of the prediction
    std::size_t referenceVolumeVoxels = 0;
    double volumeMl = 0; ///< NaN where the spacing is unknown
    double referenceVolumeMl = 0;
    std::vector<double> dicePerSlice; ///< of EvaluationReport::slices; NaN where empty in both
    std::size_t slicesEmptyInBoth = 0;
};

struct EvaluationReport {
    bool spacingKnown = false; ///< else there are no millimetres and millilitres
    std::vector<int> slices;   ///< along z, ascending
    std::vector<StructureReport> structures;
};

/// Compares two maps, all slices or those named: the others count nowhere, and the surfaces end at
/// them. Throws Error{ShapeMismatch} unless both lie on the same grid (sizes; spacing of the
/// reference is used for distances), Error{InvalidArgument} for a slice they do not have,
/// Error{Cancelled}.
[[nodiscard]] EvaluationReport evaluate(const LabelMap& prediction, const LabelMap& reference,
                                        std::span<const Structure> structures,
                                        std::span<const int> slices = {},
                                        const ProgressFn& progress = {},
                                        const StopToken& stop = {});

} // namespace halftone::eval
