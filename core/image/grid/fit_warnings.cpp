// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/grid/detail/fit_warnings.h"

#include "core/base/text.h"
#include "core/image/grid/geometry_report.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace halftone::image::detail {
namespace {

std::string number(double value)
{
    return formatSignificant(value, 5);
}

std::optional<std::string> modalityWarning(Modality modality, const PreprocessSpec& spec)
{
    if (modality == Modality::Unknown || spec.modality == Modality::Unknown
        || modality == spec.modality) {
        return std::nullopt;
    }
    return std::string("This is a ") + toString(modality) + " image; the model was trained on "
           + toString(spec.modality) + " and its mask will mean nothing here.";
}

std::optional<std::string> orientationWarning(const Geometry& geometry, const PreprocessSpec& spec)
{
    if (spec.orientation.empty() || geometry.orientationKnown) {
        return std::nullopt;
    }
    return "The file does not say how the patient lies in it; the model expects " + spec.orientation
           + " and may be shown the slices turned or mirrored.";
}

std::optional<std::string> spacingWarning(const Geometry& geometry, const PreprocessSpec& spec)
{
    const double trained = spec.trainedSpacingMm;
    if (trained <= 0) {
        return std::nullopt;
    }
    if (!geometry.spacingKnown && spec.assumedSpacingMm > 0) {
        return "The file does not state its pixel size; " + formatLength(spec.assumedSpacingMm)
               + " is assumed. Expect a poor mask if its pixels have another size.";
    }
    if (!geometry.spacingKnown) {
        return "The file does not state its pixel size; the model was trained at "
               + formatLength(trained) + " and is reliable only near it.";
    }
    for (std::size_t axis = 0; axis < 2; ++axis) {
        const double ratio = geometry.spacingMm[axis] / trained;
        if (ratio > 2.001 || ratio < 0.499) {
            return "The pixels are " + formatLength(geometry.spacingMm[axis])
                   + " wide; the model was trained at " + formatLength(trained)
                   + ". Expect a poor mask.";
        }
    }
    return std::nullopt;
}

/// Robust ends of the values, so that a few odd voxels (metal, padding) do not raise a warning.
std::optional<std::string> valueWarning(const Distribution& values, const PreprocessSpec& spec)
{
    const double low = values.percentile(0.5);
    const double high = values.percentile(99.5);
    if (low == values.percentile(0) && high == values.percentile(100) && low == high) {
        return "All voxels have the same value (" + number(low) + "): there is nothing to segment.";
    }
    if (!(spec.expectedMax > spec.expectedMin)) {
        return std::nullopt;
    }
    // Half the expected range of slack on each side. A fixed window also needs the values to use
    // a fair part of it: 8-bit grey levels are not Hounsfield units. A percentile window adapts.
    const double range = spec.expectedMax - spec.expectedMin;
    const bool outside = low < spec.expectedMin - 0.5 * range
                         || high > spec.expectedMax + 0.5 * range
                         || (spec.expectedMin >= 0 && low < 0);
    const bool unused = spec.window == WindowKind::Range && high - low < 0.1 * range;
    if (!outside && !unused) {
        return std::nullopt;
    }
    return "The values run from " + number(low) + " to " + number(high)
           + "; the model expects a range from " + number(spec.expectedMin) + " to "
           + number(spec.expectedMax) + (spec.modality == Modality::CT ? " (Hounsfield units)" : "")
           + ". The mask may mean nothing.";
}

} // namespace

std::vector<std::string> fitWarnings(Modality modality, const Geometry& oriented,
                                     const Distribution& values, const PreprocessSpec& spec)
{
    std::vector<std::string> warnings;
    for (const auto& warning : {modalityWarning(modality, spec), orientationWarning(oriented, spec),
                                spacingWarning(oriented, spec), valueWarning(values, spec)}) {
        if (warning) {
            warnings.push_back(*warning);
        }
    }
    return warnings;
}

} // namespace halftone::image::detail
