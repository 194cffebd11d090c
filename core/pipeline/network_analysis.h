// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/plan/cost_model.h"
#include "core/pipeline/segment.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// What few bits do inside a network: layer by layer, of one slice at one precision.
namespace halftone::pipeline {

/// One node of the layer graph.
struct LayerFigures {
    int node = 0;
    std::string name;
    int conv = -1;    ///< in Network::convNodes(); -1: pooling or upsampling
    int channels = 0; ///< of what it puts out for one tile, as height and width
    int height = 0;
    int width = 0;

    int weightBits = 0;     ///< of a convolution; 16 and 32 are no codes
    int activationBits = 0; ///< of what a hidden convolution puts out; 0: logits, no convolution
    bool keeps8 = false;    ///< weights of 8 bits whatever the slider says (first and last)
    /// How many weights have the code i - (size - 1) / 2; empty where weights are no codes.
    std::vector<std::size_t> weightCounts;
    /// Share of weights beyond their grid: those whose 8-bit code rounds to more than the largest
    /// of `weightBits`. At 8 bits: those at the largest code, where training clipped. Not told for
    /// 1 bit, which has a sign alone, and where the file holds no 8-bit codes.
    std::optional<double> weightsClipped;
    /// Share of outputs at the largest code, 2^a - 1: all that were clipped, and those few that
    /// reach it by themselves. Hidden convolutions of integer precisions.
    std::optional<double> outputsClipped;
    /// What differs from the output of the other network, as its share (relative root mean square):
    /// sqrt(sum (x - s q)^2 / sum x^2), x the other's values, q these, s the one step for the whole
    /// layer with which they fit best. 0: equal, 1: nothing in common. After ReLU, batch norm
    /// folded in both; over all tiles. Convolutions, where there is another network.
    std::optional<double> error;

    std::optional<double> milliseconds;   ///< median; none: done by the layer behind it
    double gmac = 0;                      ///< of the direct form / 1e9, all tiles
    std::string algorithm;                ///< "winograd"; empty: none, or not told
    std::string instruction;              ///< what multiplies in it; empty: unknown
    std::optional<double> shareOfCeiling; ///< of what `instruction` could do; above 1 where an
                                          ///< algorithm saves products
};

/// Signal to noise in decibel of LayerFigures::error; infinite where nothing differs.
[[nodiscard]] double decibelOf(double error);

struct NetworkAnalysis {
    quant::Precision precision;
    /// Whose outputs errors are told against: full precision (fullPrecision()), or W8A8 where that
    /// fails. None where it is this precision itself.
    std::optional<quant::Precision> against;
    std::string whyNotFull;           ///< why `against` is not FP32, a sentence; empty where it is
    std::string engine;               ///< Predictor::description()
    int runs = 0;                     ///< behind every time, after one that did not count
    int tiles = 0;                    ///< of the slice
    double inputMilliseconds = 0;     ///< bringing the input into place; median
    std::vector<LayerFigures> layers; ///< of every node, in the order of the graph

    [[nodiscard]] double milliseconds() const; ///< of all layers and the input
};

/// Runs a slice [height(),width()] of `image` at a precision: kFewestRuns times for times, and once
/// beside the other network for errors. `costs`: with what is known of ceilings (withCeilings()).
/// Holds the codes of all convolutions of a tile at once. On the calling thread and the runtime's
/// pool. Throws what makePredictor and segmentCodes throw, Error{Cancelled} within a layer.
[[nodiscard]] NetworkAnalysis
analyseSlice(const Runtime& runtime, const std::shared_ptr<const model::Model>& model,
             const image::PreparedImage& image, const std::vector<std::uint8_t>& codes,
             quant::Precision precision, const engine::CostModel& costs, const StopToken& stop);

/// Without running anything: names, bits and weights. Shapes are those for an input of height x
/// width. Throws Error{Unsupported} where the model has no such precision.
[[nodiscard]] std::vector<LayerFigures>
describeLayers(const model::Model& model, quant::Precision precision, int height, int width);

} // namespace halftone::pipeline
