// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/study.h"

#include "core/base/statistics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace halftone::ui {

QString Study::title() const
{
    return image ? QString::fromStdString(image->name) : QString();
}

std::vector<eval::Structure> Study::structures() const
{
    std::vector<eval::Structure> result;
    if (!model) {
        return result;
    }
    const auto isScored = [&](const std::string& name) {
        return scored.empty() || std::find(scored.begin(), scored.end(), name) != scored.end();
    };
    for (const Label& label : model->card.labels) {
        if (isScored(label.name)) {
            result.push_back({label.name, {label.value}});
        }
    }
    if (!result.empty()) {
        return result;
    }
    for (const model::LabelUnion& joined : model->card.unions) {
        const bool hasBackground =
            std::find(joined.values.begin(), joined.values.end(), 0) != joined.values.end();
        if (isScored(joined.name) && !hasBackground) {
            result.push_back({joined.name, joined.values});
        }
    }
    return result;
}

std::vector<std::uint8_t> Study::comparable(std::span<const std::uint8_t> mask) const
{
    std::array<std::uint8_t, 256> table{};
    for (const eval::Structure& structure : structures()) {
        const std::uint8_t lowest =
            *std::min_element(structure.values.begin(), structure.values.end());
        for (const std::uint8_t value : structure.values) {
            table[value] = lowest;
        }
    }
    std::vector<std::uint8_t> result(mask.size());
    std::transform(mask.begin(), mask.end(), result.begin(),
                   [&](std::uint8_t value) { return table[value]; });
    return result;
}

std::span<const std::uint8_t> Study::referenceSlice(int slice) const
{
    if (!reference || slice < 0 || slice >= slices()) {
        return {};
    }
    const std::size_t voxels = reference->geometry.sliceVoxels();
    return std::span<const std::uint8_t>(reference->voxels)
        .subspan(static_cast<std::size_t>(slice) * voxels, voxels);
}

DisplayWindow automaticWindow(const Study& study)
{
    if (!study.isOpen()) {
        return {};
    }
    if (study.model) {
        const PreprocessSpec& spec = study.model->card.preprocess;
        const bool range = spec.window == WindowKind::Range && spec.high > spec.low;
        if (range && spec.modality == study.image->modality && spec.modality != Modality::Unknown) {
            return {spec.low, spec.high};
        }
    }
    if (study.image->modality == Modality::CT) {
        return {-135, 215}; // the usual abdomen window, 350 wide around 40 HU
    }
    constexpr std::size_t kMaxSamples = 200'000;
    const Image& image = study.prepared->oriented();
    const std::size_t voxels = image.geometry.voxels();
    const std::size_t step = std::max<std::size_t>(1, voxels / kMaxSamples);
    std::vector<double> values;
    values.reserve(voxels / step + 1);
    for (std::size_t i = 0; i < voxels; i += step) {
        const double value = image.value(i);
        if (std::isfinite(value)) {
            values.push_back(value);
        }
    }
    if (values.empty()) {
        return {};
    }
    DisplayWindow window{lowerPercentile(values, 0.005), lowerPercentile(values, 0.995)};
    if (window.high <= window.low) {
        window.high = window.low + 1;
    }
    return window;
}

} // namespace halftone::ui
