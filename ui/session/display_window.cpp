// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/display_window.h"

#include "core/base/statistics.h"
#include "ui/document/window_presets.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace halftone::ui {

DisplayWindow automaticWindow(const Image& image, const model::Model* model)
{
    if (model != nullptr) {
        const PreprocessSpec& spec = model->card.preprocess;
        const bool range = spec.window == WindowKind::Range && spec.high > spec.low;
        if (range && spec.modality == image.modality && spec.modality != Modality::Unknown) {
            return {spec.low, spec.high};
        }
    }
    if (image.modality == Modality::CT) {
        return windowPresets().front().window(); // the usual abdomen window
    }
    constexpr std::size_t kMaxSamples = 200'000;
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

DisplayWindow firstWindow(const Image& image, const model::Model* model)
{
    return image.window ? DisplayWindow{image.window->low, image.window->high}
                        : automaticWindow(image, model);
}

} // namespace halftone::ui
