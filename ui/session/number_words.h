// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/number_grids.h"
#include "ui/session/result_store.h"

#include <QString>

#include <optional>
#include <vector>

/// What the grids behind the dial are called, in words and numbers.
namespace halftone::ui {

/// Of all layers, and the two that stand for them.
struct DialNumbers {
    std::vector<model::LayerNumbers> layers; ///< empty at FP32 and W16A16
    model::NumberGrid weights; ///< of hidden layers that follow the dial, over all their channels
    model::NumberGrid activations; ///< of hidden layers
};
/// Empty layers where `precision` is none of the integer engine's. Some milliseconds.
[[nodiscard]] DialNumbers dialNumbers(const model::Model& model, quant::Precision precision);

/// The paper's values for so many bits, by the formula of its code.
[[nodiscard]] model::NumberGrid paperGrid(quant::QFormat format);

/// "15 codes, -7 to 7. A step is 0.0123 (0.0041 to 0.031 over the channels), the range +-0.086."
[[nodiscard]] QString gridSentence(const model::NumberGrid& grid);
/// "Q0.4: 33 values from -1 to 1, a step is 1/16; to tell them apart takes 5.04 bits."
[[nodiscard]] QString paperSentence(quant::QFormat format);
/// "0.0123", or "about 0.0123" where it is an estimate, or an en dash.
[[nodiscard]] QString stepText(const model::NumberGrid& grid);
/// "Q-2.6 exactly", "nearest Q-2.6", for activations "UQ-1.7"; an en dash where the step is not
/// known. `hasSign`: weights.
[[nodiscard]] QString formatText(const model::NumberGrid& grid, bool hasSign);
/// "code 5 = 0.0615"; without a step "code 5".
[[nodiscard]] QString codeText(const model::NumberGrid& grid, int code);
/// The value of a code alone, or the code where the value is not known.
[[nodiscard]] QString valueOfCode(const model::NumberGrid& grid, int code);
/// What differs between the paper's fixed point and ours, as HTML paragraphs.
[[nodiscard]] QString differencesText();
/// "This slice: predicted 8.1 ms, measured 6.9 ms (n 10). ..." of the mask on the screen; empty
/// where nothing was predicted.
[[nodiscard]] QString forecastText(const SliceRecord* record, int slices);

} // namespace halftone::ui
