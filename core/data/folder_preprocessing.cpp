// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/statistics.h"
#include "core/base/text.h"
#include "core/data/folder_survey.h"
#include "core/image/grid/preprocess.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace halftone::data::detail {
namespace {

constexpr double kLowPercentile = 0.5;
constexpr double kHighPercentile = 99.5;
constexpr double kAnisotropic = 1.5; // how much thicker slices are than pixels are wide

/// Axes of the body, and the orientation in which slices are taken across each.
struct BodyAxis {
    const char* letters;
    const char* slices;
    const char* orientation;
};
constexpr std::array<BodyAxis, 3> kAxes{
    {{"LR", "sagittal", "PIL"}, {"AP", "coronal", "LIP"}, {"SI", "axial", "LPS"}}};
constexpr std::size_t kAxial = 2;

/// The axis of the body that is nearest to each axis of a grid.
std::array<std::size_t, 3> bodyAxes(const Geometry& geometry)
{
    const std::string code = image::orientationCode(geometry);
    std::array<std::size_t, 3> axes{};
    for (std::size_t i = 0; i < axes.size(); ++i) {
        const auto found = std::find_if(kAxes.begin(), kAxes.end(), [&](const BodyAxis& axis) {
            return std::string(axis.letters).find(code[i]) != std::string::npos;
        });
        axes[i] = static_cast<std::size_t>(found - kAxes.begin()) % kAxes.size();
    }
    return axes;
}

Modality chooseModality(const std::vector<CaseSurvey>& images, Modality told)
{
    if (told != Modality::Unknown) {
        return told;
    }
    const Modality first = images.front().modality;
    const bool alike = std::all_of(images.begin(), images.end(), [&](const CaseSurvey& image) {
        return image.modality == first;
    });
    return alike ? first : Modality::Unknown;
}

void chooseOrientation(const std::vector<CaseSurvey>& images, ChosenPreprocessing& chosen)
{
    const bool known = std::all_of(images.begin(), images.end(), [](const CaseSurvey& image) {
        return image.geometry.orientationKnown;
    });
    if (!known) {
        chosen.reasons.emplace_back(
            "Slices are taken as stored: some image does not say how it lies in the body.");
        return;
    }
    std::array<std::vector<double>, 3> spacings;
    for (const CaseSurvey& image : images) {
        const std::array<std::size_t, 3> axes = bodyAxes(image.geometry);
        for (std::size_t i = 0; i < axes.size(); ++i) {
            spacings[axes[i]].push_back(image.geometry.spacingMm[i]);
        }
    }
    std::array<double, 3> typical{};
    for (std::size_t axis = 0; axis < typical.size(); ++axis) {
        typical[axis] = spacings[axis].empty() ? 0 : median(spacings[axis]);
    }
    std::array<double, 3> sorted = typical;
    std::sort(sorted.begin(), sorted.end());
    const bool thick = sorted[2] >= kAnisotropic * sorted[1];
    const std::size_t axis = thick ? static_cast<std::size_t>(
                                 std::max_element(typical.begin(), typical.end()) - typical.begin())
                                   : kAxial;
    chosen.spec.orientation = kAxes[axis].orientation;
    chosen.reasons.push_back(std::string("Slices are ") + kAxes[axis].slices
                             + (thick ? ": voxels are thickest across them ("
                                            + formatSignificant(typical[axis], 3) + " mm)."
                                      : ": voxels are about as thick as wide."));
}

/// Mean width of a pixel in the slices of an image.
double inPlaneSpacing(const Geometry& geometry, const std::string& orientation)
{
    std::size_t across = 2;
    if (!orientation.empty() && geometry.orientationKnown) {
        const std::array<std::size_t, 3> axes = bodyAxes(geometry);
        for (std::size_t i = 0; i < axes.size(); ++i) {
            if (orientation == kAxes[axes[i]].orientation) {
                across = i;
            }
        }
    }
    double sum = 0;
    for (std::size_t i = 0; i < geometry.spacingMm.size(); ++i) {
        sum += i == across ? 0 : geometry.spacingMm[i];
    }
    return sum / 2;
}

void chooseSpacing(const std::vector<CaseSurvey>& images, const std::optional<double>& wanted,
                   ChosenPreprocessing& chosen)
{
    const bool known = std::all_of(images.begin(), images.end(), [](const CaseSurvey& image) {
        return image.geometry.spacingKnown;
    });
    std::vector<double> spacings;
    for (const CaseSurvey& image : images) {
        spacings.push_back(inPlaneSpacing(image.geometry, chosen.spec.orientation));
    }
    chosen.spec.trainedSpacingMm = known ? median(spacings) : 0;
    chosen.spec.inPlaneSpacingMm = wanted.value_or(chosen.spec.trainedSpacingMm);
    const std::string mm = formatSignificant(chosen.spec.inPlaneSpacingMm, 4) + " mm";
    if (wanted) {
        chosen.reasons.push_back(*wanted > 0 ? "Pixels are brought to " + mm + ", as asked for."
                                             : "Pixels are taken as they are, as asked for.");
    } else {
        chosen.reasons.push_back(
            known ? "Pixels are brought to " + mm + ", the median of the training images."
                  : "Pixels are taken as they are: some image does not say how large they are.");
    }
}

void chooseWindow(const std::vector<CaseSurvey>& images, const WantedPreprocessing& wanted,
                  ChosenPreprocessing& chosen)
{
    PreprocessSpec& spec = chosen.spec;
    std::vector<double> foreground;
    double low = images.front().low;
    double high = images.front().high;
    for (const CaseSurvey& image : images) {
        foreground.insert(foreground.end(), image.foreground.begin(), image.foreground.end());
        low = std::min(low, image.low);
        high = std::max(high, image.high);
    }
    spec.expectedMin = low;
    spec.expectedMax = std::max(high, low + 1);
    if (wanted.window) {
        spec.window = WindowKind::Range;
        std::tie(spec.low, spec.high) = *wanted.window;
        chosen.reasons.push_back("Values from " + formatSignificant(spec.low, 5) + " to "
                                 + formatSignificant(spec.high, 5)
                                 + " become grey levels, as asked for.");
        return;
    }
    if (spec.modality == Modality::CT && !foreground.empty()) {
        const double from = std::floor(lowerPercentile(foreground, kLowPercentile / 100));
        const double to = std::ceil(lowerPercentile(foreground, kHighPercentile / 100));
        if (from < to) {
            spec.window = WindowKind::Range;
            spec.low = from;
            spec.high = to;
            chosen.reasons.push_back("Values from " + formatNumber(from, 0) + " to "
                                     + formatNumber(to, 0)
                                     + " HU become grey levels: the percentiles 0.5 and 99.5 of "
                                       "labelled voxels of the training images.");
            return;
        }
    }
    spec.window = WindowKind::Percentile;
    spec.low = kLowPercentile;
    spec.high = kHighPercentile;
    if (low >= 0) { // the window adapts to any scale, as long as values mean brightness
        spec.expectedMax = std::max(spec.expectedMax, 65535.0);
    }
    chosen.reasons.emplace_back("Values between the percentiles 0.5 and 99.5 of each image become "
                                "grey levels.");
}

} // namespace

ChosenPreprocessing choosePreprocessing(const std::vector<CaseSurvey>& images, Modality modality,
                                        const WantedPreprocessing& wanted)
{
    ChosenPreprocessing chosen;
    chosen.spec.tile = 1024;
    chosen.spec.modality = chooseModality(images, modality);
    chosen.reasons.push_back(std::string("Modality: ") + toString(chosen.spec.modality) + ".");
    chooseOrientation(images, chosen);
    chooseSpacing(images, wanted.spacingMm, chosen);
    chooseWindow(images, wanted, chosen);
    return chosen;
}

} // namespace halftone::data::detail
