// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/model.h"
#include "core/quant/q_format.h"

#include <optional>
#include <string>
#include <vector>

/// Which numbers the layers of a model can hold at a precision: for people who want to see the
/// grids behind the dial. Display alone; nothing computes with these.
namespace halftone::model {

/// Equally spaced numbers: code * step, for every code from lowest to highest.
struct NumberGrid {
    int bits = 8;
    int lowest = 0; ///< -highest for weights, 0 for activations
    int highest = 255;
    /// Real value of a code, the median over channels; empty where the model's file does not tell.
    std::optional<double> step;
    double lowestStep = 0; ///< over channels; both are the step where there is one for all
    double highestStep = 0;
    /// A ratio of the tables to the float path gave the step, not a number of the file.
    bool isEstimate = false;
    double estimateError = 0; ///< relative, at the last layer, where the exact step is known

    [[nodiscard]] int codes() const noexcept
    {
        return bits == 1 && lowest < 0 ? 2 : highest - lowest + 1; // one bit has no 0
    }
};

/// The Qi.f nearest to a grid: f = -log2(step), rounded; i + f are its bits, the sign among them.
struct NearestFormat {
    quant::QFormat format;
    bool isExact = false; ///< the step is that power of two
};
/// Empty where the step is not known.
[[nodiscard]] std::optional<NearestFormat> nearestFormat(const NumberGrid& grid);

/// What one convolution multiplies and writes.
struct LayerNumbers {
    std::string name;
    bool isHead = false; ///< writes int32 logits: `activations` are those it reads
    bool fixed8 = false; ///< its weights keep 8 bits
    NumberGrid weights;
    NumberGrid activations; ///< of its output
};

/// In Network::convNodes() order, at an integer precision that the model has a table for; throws
/// Error{Unsupported} else.
///
/// Weight steps are fitted to the file's float weights (unknown without them): code 127 is 2.5 root
/// mean squares of a channel's weights at 8 bits, and a narrower code is worth 2^(8-w) of these
/// steps. The step of the last activations is exact: the head's logit scale is made of it. Those
/// before it are estimates (NumberGrid::isEstimate), since a table holds only their product with
/// batch norm; where the estimate of the last one is off by more than a quarter (few weight bits),
/// none is told. Some milliseconds.
[[nodiscard]] std::vector<LayerNumbers> layerNumbers(const Model& model,
                                                     quant::Precision precision);

/// Codes of the network's input, step 1/255.
[[nodiscard]] NumberGrid inputNumbers();

} // namespace halftone::model
