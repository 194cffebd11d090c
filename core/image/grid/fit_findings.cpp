// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/grid/detail/fit_findings.h"

#include "core/image/grid/detail/value_findings.h"
#include "core/image/grid/geometry_report.h"

#include <optional>
#include <utility>

namespace halftone::image::detail {
namespace {

std::optional<Finding> modalityFinding(Modality modality, const PreprocessSpec& spec)
{
    if (modality == Modality::Unknown || spec.modality == Modality::Unknown
        || modality == spec.modality) {
        return std::nullopt;
    }
    return Finding{Severity::Severe,
                   {"wrong-modality",
                    "This is a {0} image; the model was trained on {1} and its mask will mean "
                    "nothing here.",
                    {toString(modality), toString(spec.modality)}}};
}

std::optional<Finding> orientationFinding(const Geometry& geometry, const PreprocessSpec& spec)
{
    if (spec.orientation.empty() || geometry.orientationKnown) {
        return std::nullopt;
    }
    return Finding{Severity::Warning,
                   {"orientation-unknown",
                    "The file does not say how the patient lies in it; the model expects {0} and "
                    "may be shown the slices turned or mirrored.",
                    {spec.orientation}}};
}

std::optional<Finding> spacingFinding(const Geometry& geometry, const PreprocessSpec& spec)
{
    const double trained = spec.trainedSpacingMm;
    if (trained <= 0) {
        return std::nullopt;
    }
    if (!geometry.spacingKnown && spec.assumedSpacingMm > 0) {
        return Finding{Severity::Warning,
                       {"spacing-assumed",
                        "The file does not state its pixel size; {0} is assumed. Expect a poor "
                        "mask if its pixels have another size.",
                        {formatLength(spec.assumedSpacingMm)}}};
    }
    if (!geometry.spacingKnown) {
        return Finding{Severity::Warning,
                       {"spacing-unknown",
                        "The file does not state its pixel size; the model was trained at {0} and "
                        "is reliable only near it.",
                        {formatLength(trained)}}};
    }
    for (std::size_t axis = 0; axis < 2; ++axis) {
        const double ratio = geometry.spacingMm[axis] / trained;
        if (ratio > 2.001 || ratio < 0.499) {
            return Finding{Severity::Warning,
                           {"spacing-untrained",
                            "The pixels are {0} wide; the model was trained at {1}. Expect a poor "
                            "mask.",
                            {formatLength(geometry.spacingMm[axis]), formatLength(trained)}}};
        }
    }
    return std::nullopt;
}

} // namespace

Findings fitFindings(const Image& image, const Geometry& oriented, const VoxelOrder& order,
                     const Distribution& values, const PreprocessSpec& spec)
{
    Findings findings;
    for (auto& finding : {modalityFinding(image.modality, spec), orientationFinding(oriented, spec),
                          spacingFinding(oriented, spec)}) {
        if (finding) {
            findings.push_back(*finding);
        }
    }
    Findings found = valueFindings(image, order, values, spec);
    findings.insert(findings.end(), std::make_move_iterator(found.begin()),
                    std::make_move_iterator(found.end()));
    return findings;
}

} // namespace halftone::image::detail
