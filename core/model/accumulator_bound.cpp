// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/accumulator_bound.h"

#include <cstdlib>
#include <numeric>

namespace halftone::model {

std::int32_t maxInputCode(const Network& network, std::size_t conv, quant::Precision precision)
{
    const int index = network.convNodes().at(conv);
    const Node& node = network.nodes[static_cast<std::size_t>(index)];
    // No convolution reads a value that keeps 8 bits (Network::keepsEightBits).
    return node.inputs.at(0) == kInputValue ? 255
                                            : quant::maxActivationCode(precision.activationBits);
}

std::vector<std::int64_t> sumOfMagnitudes(std::span<const std::int8_t> codes, int outChannels)
{
    const auto channels = static_cast<std::size_t>(outChannels);
    const std::size_t perChannel = codes.size() / channels;
    std::vector<std::int64_t> sums(channels, 0);
    for (std::size_t o = 0; o < channels; ++o) {
        for (const std::int8_t code : codes.subspan(o * perChannel, perChannel)) {
            sums[o] += std::abs(static_cast<int>(code));
        }
    }
    return sums;
}

std::vector<std::int64_t> accumulatorBounds(const Model& model, std::size_t conv,
                                            quant::Precision precision)
{
    const int index = model.network.convNodes().at(conv);
    const Node& node = model.network.nodes[static_cast<std::size_t>(index)];
    std::vector<std::int64_t> bounds =
        sumOfMagnitudes(model.codesOf(conv, precision), node.conv().outChannels);
    for (std::int64_t& bound : bounds) {
        bound *= maxInputCode(model.network, conv, precision);
    }
    return bounds;
}

std::vector<std::int64_t> accumulatorsOfZero(const Model& model, std::size_t conv,
                                             const PrecisionTable& table)
{
    const int index = model.network.convNodes().at(conv);
    const Node& node = model.network.nodes[static_cast<std::size_t>(index)];
    std::vector<std::int64_t> sums(static_cast<std::size_t>(node.conv().outChannels), 0);
    if (table.zeroPoints.empty() && table.inputZeroPoint == 0) {
        return sums;
    }
    const std::vector<std::int8_t> codes = model.codesOf(conv, table.precision);
    const auto taps = static_cast<std::size_t>(node.conv().kernel * node.conv().kernel);
    auto code = codes.begin();
    for (std::int64_t& sum : sums) {
        for (const int input : node.inputs) {
            const auto weights = static_cast<std::ptrdiff_t>(
                static_cast<std::size_t>(model.network.channelsOf(input)) * taps);
            sum += std::int64_t{table.zeroPointOf(input)}
                   * std::accumulate(code, code + weights, std::int64_t{0});
            code += weights;
        }
    }
    return sums;
}

} // namespace halftone::model
