// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/stop_token.h"
#include "core/model/lower_graph.h"
#include "core/model/model.h"
#include "core/nn/detail/float_samples.h"
#include "core/nn/detail/graph_plan.h"

#include <torch/types.h>

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

/// Post-training quantization: tables and codes of a network that was trained in floats, layer by
/// layer on what the engine computes up to there.
namespace halftone::nn {

/// What calibration looks at. Values are those of the equalized network.
struct CalibrationData {
    std::vector<torch::Tensor> images; ///< codes uint8 [1,1,H,W]
    std::vector<Places> places;        ///< of each image
    /// Of every convolution and sum, the float values before its ReLU at all places: [C,P]; other
    /// nodes: undefined.
    std::vector<torch::Tensor> values;
};

/// How activations are coded at one width, and so what codes are worth.
struct ActivationCoding {
    std::vector<double> steps;            ///< [nodes], of the values' codes
    std::vector<std::uint8_t> zeroPoints; ///< [nodes]
};

class PostTraining {
public:
    /// `graph` and `data` are borrowed; the graph is equalized already.
    PostTraining(const model::LoweredGraph& graph, const CalibrationData& data);

    /// Finds codes of `precision.weightBits` with activations of `precision.activationBits`, and
    /// the table of the two.
    model::PrecisionTable fit(quant::Precision precision, const StopToken& stop);
    /// The table of codes that fit() found, or, for a width that it was not asked for, of those
    /// nested in the 8-bit ones, which have to be there.
    model::PrecisionTable tableOf(quant::Precision precision, const StopToken& stop);

    /// Without tables, card and graph.
    [[nodiscard]] const model::Model& model() const { return m_model; }

private:
    struct Layer;
    using Values = std::vector<torch::Tensor>; // of each image

    model::PrecisionTable pass(quant::Precision precision, bool fitsCodes, const StopToken& stop);
    const ActivationCoding& codingOf(int activationBits);
    void fitLayer(const Layer& layer, const Values& inputs, const StopToken& stop);
    Values convolve(const Layer& layer, const Values& inputs, model::PrecisionTable& table,
                    const StopToken& stop) const;
    void finishHead(const Layer& layer, const torch::Tensor& sums,
                    const std::vector<std::int64_t>& bounds, model::PrecisionTable& table) const;
    [[nodiscard]] model::AddRequant addOf(int node, const ActivationCoding& coding,
                                          quant::Precision precision) const;
    [[nodiscard]] torch::Tensor targetWeights(const Layer& layer) const;

    const model::LoweredGraph& m_graph;
    const CalibrationData& m_data;
    GraphPlan m_plan;
    model::Model m_model;                                                     // network and codes
    std::map<std::pair<int, std::size_t>, std::vector<double>> m_weightSteps; // by width and conv
    std::map<int, ActivationCoding> m_codings;                                // by activation bits
};

} // namespace halftone::nn
