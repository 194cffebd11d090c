// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/progress.h"
#include "core/base/statistics.h"
#include "ui/document/document.h"
#include "ui/session/mask_pairs.h"

#include <QString>

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

namespace halftone::ui {

class Session;

/// One thing to be counted in a mask: a label, or a union that the reference knows no part of.
struct CountedPart {
    eval::Structure structure;
    QRgb colour = 0;
};

/// A visible layer with labels, whoever made them, as its slices are at one moment: a value, for
/// any thread. That a mask is not whole is told by `labels` alone.
struct MaskSource {
    enum class Kind { Prediction, Labels, Reference };

    LayerId layer = 0;
    Kind kind{};
    QString name;      ///< "CT pancreas, W4A6", "two.nii.gz", "reference (truth.nii.gz)"
    QString model;     ///< of a prediction; else empty, as is
    QString precision; ///< that it was made at
    LabelVolume labels;
    std::vector<CountedPart> parts;    ///< that are visible
    std::optional<MaskPairs> judgedBy; ///< with the reference; nothing: there is none, or it is it

    [[nodiscard]] int slices() const;
    [[nodiscard]] int slicesThere() const;
    [[nodiscard]] bool isWhole() const { return slicesThere() == slices(); }
    /// What is counted of both is the same.
    [[nodiscard]] bool isSameMask(const MaskSource& other) const;
};

/// The masks that are on the screen but for edited ones, of which no number is told, bottom first.
/// The one place that knows where slices come from. Pointers are copied, no voxels.
[[nodiscard]] std::vector<MaskSource> maskSources(const Document& document, Session& session);

/// What is told of a part of a whole mask.
struct PartStatistics {
    std::size_t voxels = 0;                      ///< on the mask's own grid
    Summary values;                              ///< of the image there, voxels as they are
    std::vector<std::size_t> pixels;             ///< by slice of the views
    std::optional<eval::StructureReport> scores; ///< nothing: nobody can judge it
};

struct MaskStatistics {
    std::vector<PartStatistics> parts; ///< of MaskSource::parts
    int judgedSlices = 0;              ///< that scores are of
};

/// Counts a whole mask: voxels and values on its grid, pixels on the slices of `views`. A
/// millisecond or two a slice of 512 x 512. Throws Error{Cancelled}, and as image::samplePlane().
[[nodiscard]] MaskStatistics countMask(const MaskSource& source, const Image& image,
                                       const Geometry& views, const ProgressFn& progress,
                                       const StopToken& stop);
/// Adds scores, as halftone-cli evaluate has them: a second or more for a volume. Throws
/// Error{Cancelled}.
void scoreMask(const MaskSource& source, MaskStatistics& statistics, const StopToken& stop);

/// Of one pixel of a slice of the grid, in mm2; 1 where the spacing is unknown.
[[nodiscard]] double pixelAreaMm2(const Geometry& grid);

} // namespace halftone::ui
