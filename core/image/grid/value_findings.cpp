// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/grid/detail/value_findings.h"

#include "core/base/statistics.h"
#include "core/base/text.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <type_traits>
#include <vector>

namespace halftone::image::detail {
namespace {

std::string number(double value)
{
    return formatSignificant(value, 5);
}

/// Ends of the values without a few odd voxels (metal) and without padding: the least value, where
/// many voxels have exactly that one.
struct RobustRange {
    double paddingShare = 0; ///< of all finite values
    double low = 0;
    double high = 0;

    explicit RobustRange(const Distribution& values)
    {
        constexpr double kOddShare = 0.005;
        const double least = values.percentile(0);
        const double equal =
            values.shareBelow(std::nextafter(least, std::numeric_limits<double>::infinity()));
        paddingShare = equal >= kOddShare && equal < 1 ? equal : 0;
        low = values.percentile(100 * (paddingShare + kOddShare * (1 - paddingShare)));
        high = values.percentile(100 * (1 - kOddShare));
    }
};

/// CT in Hounsfield units, air included, cut by a window of fixed values.
bool expectsHounsfield(const PreprocessSpec& spec)
{
    return spec.modality == Modality::CT && spec.window == WindowKind::Range
           && spec.expectedMin <= -500;
}

/// Soft tissue lies near 0 to 100 HU; with 1000 or 1024 added, where only dense bone lies else.
/// True CT has air or lung too, well below 0.
std::optional<Finding> offsetFinding(const Distribution& values, const RobustRange& range)
{
    constexpr double kTissueFrom = 880;
    constexpr double kTissueTo = 1200;
    constexpr double kAirBelow = -200;
    const double rest = 1 - range.paddingShare;
    const double below = values.shareBelow(kTissueFrom);
    const double tissue = values.shareBelow(kTissueTo) - below;
    const double padding = values.percentile(0) < kAirBelow ? range.paddingShare : 0;
    const double air = values.shareBelow(kAirBelow) - padding;
    if (tissue < 0.1 * rest || air > 0.01 * rest) {
        return std::nullopt;
    }
    return Finding{
        Severity::Severe,
        {"ct-offset",
         "Tissue has values of about {0}, as in CT that was stored with 1024 added; the "
         "model expects Hounsfield units, where it has about 50. Subtract what was "
         "added, or export the series again with its rescale intercept.",
         {std::to_string(10 * std::lround(values.percentile(100 * (below + tissue / 2)) / 10))}}};
}

/// Fractions, per cent or 8-bit levels instead of Hounsfield units.
std::optional<Finding> pictureFinding(const Image& image, const Distribution& values,
                                      const RobustRange& range, const PreprocessSpec& spec)
{
    const double least = values.percentile(0);
    const double greatest = values.percentile(100);
    // Slices published as pictures may well be Hounsfield units cut at the ends of such a window.
    const bool cutPictures = spec.low == 0 && spec.high == 255 && !image.geometry.spacingKnown;
    if (least < 0 || greatest > 255 || range.high - least < 0.5
        || (cutPictures && greatest > 100)) {
        return std::nullopt;
    }
    const char* const as = greatest <= 1     ? "fractions of one"
                           : greatest <= 100 ? "per cent"
                                             : "the grey levels of a picture";
    return Finding{Severity::Warning,
                   {"ct-as-picture",
                    "The values run from {0} to {1}, as {2} do; the model expects Hounsfield "
                    "units. Unless they are Hounsfield units that were cut there, export the "
                    "series again without a window.",
                    {number(least), number(greatest), as}}};
}

/// Values along the four edges of the slices, of at most about 32 of them.
std::vector<double> edgeValues(const Voxels& voxels, const VoxelOrder& order)
{
    std::vector<double> edge;
    const std::size_t stride = std::max<std::size_t>(1, order.size[2] / 32);
    std::visit(
        [&](const auto& data) {
            const auto take = [&](std::size_t i, std::size_t j, std::size_t k) {
                const auto at = order.row(j, k) + static_cast<std::ptrdiff_t>(i) * order.step[0];
                const auto value = static_cast<double>(data[static_cast<std::size_t>(at)]);
                if (std::isfinite(value)) {
                    edge.push_back(value);
                }
            };
            for (std::size_t k = 0; k < order.size[2]; k += stride) {
                for (std::size_t i = 0; i < order.size[0]; ++i) {
                    take(i, 0, k);
                    take(i, order.size[1] - 1, k);
                }
                for (std::size_t j = 0; j < order.size[1]; ++j) {
                    take(0, j, k);
                    take(order.size[0] - 1, j, k);
                }
            }
        },
        voxels);
    return edge;
}

/// Around a body is air, which is dark in CT and MR; inverted, it is the brightest there is, and
/// even. A body that fills the picture is not even along its edges.
std::optional<Finding> invertedFinding(const Image& image, const VoxelOrder& order,
                                       const Distribution& values, const RobustRange& range)
{
    const double span = range.high - range.low;
    const std::vector<double> edge = edgeValues(image.voxels, order);
    if (edge.empty() || !(span > 0)) {
        return std::nullopt;
    }
    const double middle = lowerPercentile(edge, 0.5);
    const bool even = lowerPercentile(edge, 0.75) - lowerPercentile(edge, 0.25) < 0.1 * span;
    const bool brightest = middle > range.high - 0.1 * span;
    const bool aroundTissue = values.percentile(10) < middle - 0.3 * span;
    const bool blanked = middle == 0 && range.low < 0; // set to 0 around an organ
    if (!even || !brightest || !aroundTissue || blanked) {
        return std::nullopt;
    }
    return Finding{Severity::Severe,
                   {"inverted",
                    "The air around the body is the brightest part of the image (about {0}): its "
                    "grey values look inverted, and the mask will mean nothing. Invert them, or "
                    "export the series again.",
                    {number(middle)}}};
}

/// Half the expected range of slack on each side. A fixed window also needs the values to use a
/// fair part of it. A percentile window adapts.
std::optional<Finding> rangeFinding(const RobustRange& values, const PreprocessSpec& spec)
{
    const double range = spec.expectedMax - spec.expectedMin;
    const bool outside = values.low < spec.expectedMin - 0.5 * range
                         || values.high > spec.expectedMax + 0.5 * range
                         || (spec.expectedMin >= 0 && values.low < 0);
    // What was cut at the model's own window is all that it sees.
    const bool cut = values.low >= spec.low && values.high <= spec.high
                     && values.high - values.low > 0.25 * (spec.high - spec.low);
    const bool unused =
        spec.window == WindowKind::Range && !cut && values.high - values.low < 0.1 * range;
    if (!outside && !unused) {
        return std::nullopt;
    }
    Message message{"unexpected-values",
                    "The values run from {0} to {1}; the model expects a range from {2} to {3}. "
                    "The mask may mean nothing.",
                    {number(values.low), number(values.high), number(spec.expectedMin),
                     number(spec.expectedMax)}};
    if (spec.modality == Modality::CT) {
        message.pattern = "The values run from {0} to {1}; the model expects a range from {2} to "
                          "{3} (Hounsfield units). The mask may mean nothing.";
    }
    return Finding{Severity::Warning, std::move(message)};
}

std::optional<Finding> unlikeFinding(const Image& image, const VoxelOrder& order,
                                     const Distribution& values, const PreprocessSpec& spec)
{
    const double least = values.percentile(0);
    if (least == values.percentile(100)) {
        return Finding{Severity::Severe,
                       {"constant",
                        "All voxels have the same value ({0}): there is nothing to segment.",
                        {number(least)}}};
    }
    if (!(spec.expectedMax > spec.expectedMin)) {
        return std::nullopt;
    }
    const RobustRange range(values);
    if (image.modality == Modality::Unknown || image.modality == spec.modality) {
        // Inverted first: the air of inverted CT lies where tissue with an offset does.
        if (spec.modality == Modality::CT || spec.modality == Modality::MR) {
            if (auto finding = invertedFinding(image, order, values, range)) {
                return finding;
            }
        }
        if (expectsHounsfield(spec)) {
            if (auto finding = offsetFinding(values, range)) {
                return finding;
            }
            if (auto finding = pictureFinding(image, values, range, spec)) {
                return finding;
            }
        }
    }
    return rangeFinding(range, spec);
}

std::size_t countNotFinite(const Voxels& voxels)
{
    return std::visit(
        [](const auto& data) -> std::size_t {
            using T = typename std::decay_t<decltype(data)>::value_type;
            if constexpr (std::is_floating_point_v<T>) {
                return static_cast<std::size_t>(std::count_if(
                    data.begin(), data.end(), [](T value) { return !std::isfinite(value); }));
            } else {
                return 0;
            }
        },
        voxels);
}

} // namespace

Findings valueFindings(const Image& image, const VoxelOrder& order, const Distribution& values,
                       const PreprocessSpec& spec)
{
    Findings findings;
    const std::size_t notFinite = countNotFinite(image.voxels);
    if (notFinite == image.geometry.voxels()) {
        findings.push_back(
            {Severity::Severe,
             {"no-values", "No voxel holds a finite number: there is nothing to segment.", {}}});
        return findings;
    }
    if (notFinite > 0) {
        findings.push_back(
            {Severity::Warning,
             {"not-finite",
              "{0} of {1} voxels hold no finite number (NaN or infinity); the model sees them as "
              "black or white.",
              {std::to_string(notFinite), std::to_string(image.geometry.voxels())}}});
    }
    if (auto finding = unlikeFinding(image, order, values, spec)) {
        findings.push_back(std::move(*finding));
    }
    return findings;
}

} // namespace halftone::image::detail
