// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/accumulator_bound.h"

#include <cstdlib>

namespace halftone::model {

std::int32_t maxInputCode(const Network& network, std::size_t conv, quant::Precision precision)
{
    const int index = network.convNodes().at(conv);
    const Node& node = network.nodes[static_cast<std::size_t>(index)];
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

} // namespace halftone::model
