// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/detail/label_values.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/image/detail/source.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <type_traits>
#include <utility>

namespace halftone::image::detail {
namespace {

namespace fs = std::filesystem;

constexpr double kHighest = 255;

/// Which values occur.
struct Seen {
    std::array<bool, 256> small{};
    std::optional<double> large; ///< the one above 255
    bool severalLarge = false;
};

/// NaN has no digits.
std::string valueText(double value)
{
    return std::isfinite(value) ? formatSignificant(value, 7)
           : std::isnan(value)  ? "NaN"
                                : "infinity";
}

Error noLabel(const fs::path& path, std::size_t voxel, double value)
{
    return unreadable(path, Message{"not-labels",
                                    "it is not a label file: voxel {1} has the value {2}; expected "
                                    "whole numbers 0 to 255",
                                    {std::to_string(voxel), valueText(value)}});
}

/// The labels are numbered 0 to 255; `large` counts as 255 until it is known to be alone.
template <typename T>
Seen takeValues(const fs::path& path, const std::vector<T>& data, std::vector<std::uint8_t>& labels)
{
    constexpr double kRounding = 1e-3;
    Seen seen;
    for (std::size_t i = 0; i < data.size(); ++i) {
        const auto value = static_cast<double>(data[i]);
        const double whole = std::is_integral_v<T> ? value : std::floor(value + 0.5);
        if (!(whole >= 0) || !(std::abs(value - whole) <= kRounding)) {
            throw noLabel(path, i, value);
        }
        if (whole > kHighest) {
            seen.severalLarge = seen.severalLarge || (seen.large && *seen.large != whole);
            seen.large = seen.large.value_or(whole);
        }
        labels[i] = static_cast<std::uint8_t>(std::min(whole, kHighest));
        seen.small[labels[i]] = seen.small[labels[i]] || whole <= kHighest;
    }
    return seen;
}

/// A file of one large number beside 0 shows one structure, whatever the number.
void takeMaskOfLarge(const fs::path& path, const Seen& seen, LabelMap& labels)
{
    const bool others =
        std::any_of(seen.small.begin() + 1, seen.small.end(), [](bool occurs) { return occurs; });
    if (seen.severalLarge || others) {
        throw unreadable(path, Message{"labels-above-255",
                                       "it holds the label {1}, and labels are read up to 255. "
                                       "Number the structures of interest anew, from 1",
                                       {valueText(*seen.large)}});
    }
    for (std::uint8_t& voxel : labels.voxels) {
        voxel = voxel != 0 ? 1 : 0;
    }
    labels.labels = {Label{1, valueText(*seen.large)}};
    labels.findings.push_back({Severity::Note,
                               {"mask-of-large",
                                "The labels hold one value, {0}; it was read as 1.",
                                {valueText(*seen.large)}}});
}

} // namespace

LabelMap labelsOf(const fs::path& path, Image image, const std::vector<Label>& named)
{
    LabelMap labels;
    labels.geometry = image.geometry;
    labels.findings = std::move(image.findings);
    labels.files = std::move(image.files);
    labels.voxels.resize(image.geometry.voxels());
    const Seen seen = std::visit(
        [&](const auto& data) { return takeValues(path, data, labels.voxels); }, image.voxels);
    if (seen.large) {
        takeMaskOfLarge(path, seen, labels);
        return labels;
    }
    for (std::size_t value = 1; value < seen.small.size(); ++value) {
        if (!seen.small[value]) {
            continue;
        }
        const auto known = std::find_if(named.begin(), named.end(),
                                        [&](const Label& label) { return label.value == value; });
        labels.labels.push_back(
            known != named.end() ? *known
                                 : Label{static_cast<std::uint8_t>(value), std::to_string(value)});
    }
    return labels;
}

} // namespace halftone::image::detail
