// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/image/grid/detail/orientation.h"
#include "core/image/grid/plane.h"
#include "core/image/grid/preprocess.h"

#include <cmath>
#include <utility>

namespace halftone::image {
namespace {

struct Counts {
    std::size_t labelled = 0;
    std::size_t outside = 0;
};

Counts countOutside(const LabelMap& labels, const Geometry& target)
{
    const std::array<double, 9> inverse = detail::indexFromMm(target);
    const auto& size = labels.geometry.size;
    Counts counts;
    std::size_t at = 0;
    for (int k = 0; k < size[2]; ++k) {
        for (int j = 0; j < size[1]; ++j) {
            for (int i = 0; i < size[0]; ++i, ++at) {
                if (labels.voxels[at] == 0) {
                    continue;
                }
                const Point mm = toMm(labels.geometry, {double(i), double(j), double(k)});
                bool inside = true;
                for (std::size_t a = 0; a < 3; ++a) {
                    double index = 0.5;
                    for (std::size_t row = 0; row < 3; ++row) {
                        index += inverse[a * 3 + row] * (mm[row] - target.originMm[row]);
                    }
                    inside = inside && index >= 0 && index < target.size[a];
                }
                ++counts.labelled;
                counts.outside += inside ? 0 : 1;
            }
        }
    }
    return counts;
}

} // namespace

PlacedLabels placeLabels(const LabelMap& labels, const Geometry& target)
{
    const Geometry& own = labels.geometry;
    const bool bothPlaced = own.orientationKnown && target.orientationKnown;
    if (!bothPlaced || own.sameGrid(target)) {
        return {labels, {}};
    }
    PlacedLabels placed{resampleTo(labels, target), {}};
    placed.labels.findings = labels.findings;
    const Counts counts = countOutside(labels, target);
    if (counts.outside > 0 && counts.outside == counts.labelled) {
        throw Error(ErrorCode::ShapeMismatch,
                    Message{"labels-outside",
                            "All {0} labelled voxels of the reference lie outside of the image: "
                            "the two do not overlap. Give the reference that was drawn on this "
                            "image.",
                            {std::to_string(counts.labelled)}});
    }
    if (!sameVoxels(own, target)) {
        placed.findings.push_back({Severity::Note,
                                   {"other-grid",
                                    "The reference lies on another grid; it was brought to the "
                                    "prediction's by nearest neighbour.",
                                    {}}});
    }
    if (counts.outside > 0) {
        placed.findings.push_back(
            {Severity::Warning,
             {"labels-partly-outside",
              "{0} of the {1} labelled voxels of the reference lie outside "
              "of the image and are not compared.",
              {std::to_string(counts.outside), std::to_string(counts.labelled)}}});
    }
    return placed;
}

} // namespace halftone::image
