// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/network_analysis.h"

#include "core/quant/weight_codes.h"

#include <algorithm>
#include <cstdlib>

namespace halftone::pipeline {
namespace {

std::vector<std::size_t> countCodes(std::span<const std::int8_t> codes, int bits)
{
    const std::int32_t largest = quant::maxWeightCode(bits);
    std::vector<std::size_t> counts(2 * static_cast<std::size_t>(largest) + 1);
    for (const std::int8_t code : codes) {
        ++counts[static_cast<std::size_t>(code + largest)];
    }
    return counts;
}

bool isClipped(std::int8_t code8, int bits)
{
    const int magnitude = std::abs(static_cast<int>(code8));
    if (bits == 8) {
        return magnitude == quant::maxWeightCode(8);
    }
    const int below = 8 - bits; // bits that are rounded away
    return ((magnitude + (1 << (below - 1))) >> below) > quant::maxWeightCode(bits);
}

void describeWeights(const model::Model& model, quant::Precision precision, LayerFigures& layer)
{
    const auto conv = static_cast<std::size_t>(layer.conv);
    layer.weightBits =
        precision.isInteger() ? model.weightBitsOf(conv, precision) : precision.weightBits;
    if (!precision.isInteger()) {
        return;
    }
    layer.weightCounts = countCodes(model.codesOf(conv, precision), layer.weightBits);
    const std::vector<std::int8_t>& stored = model.convs[conv].codes;
    // Codes of their own are not what 8-bit codes are rounded to.
    const bool has8 =
        (model.storedWeightBits == 8 && model.convs[conv].codesOfWidth.empty()) || layer.keeps8;
    if (has8 && layer.weightBits > 1 && !stored.empty()) {
        const auto clipped = std::count_if(stored.begin(), stored.end(), [&](std::int8_t code) {
            return isClipped(code, layer.weightBits);
        });
        layer.weightsClipped = static_cast<double>(clipped) / static_cast<double>(stored.size());
    }
}

} // namespace

std::vector<LayerFigures> describeLayers(const model::Model& model, quant::Precision precision,
                                         int height, int width)
{
    if (precision.isInteger()) {
        static_cast<void>(model.requireTable(precision));
    }
    const model::Network& network = model.network;
    std::vector<LayerFigures> layers;
    int convs = 0;
    for (std::size_t n = 0; n < network.nodes.size(); ++n) {
        const model::Node& node = network.nodes[n];
        LayerFigures layer;
        layer.node = static_cast<int>(n);
        layer.name = node.name;
        layer.channels = network.channelsOf(layer.node);
        layer.height = height >> network.levelOf(layer.node);
        layer.width = width >> network.levelOf(layer.node);
        if (node.isConv()) {
            layer.conv = convs++;
            layer.keeps8 = node.conv().fixed8 && precision.isInteger();
            const bool isHead = n + 1 == network.nodes.size();
            const bool keeps8 = precision.isInteger() && network.keepsEightBits(layer.node);
            layer.activationBits = isHead ? 0 : (keeps8 ? 8 : precision.activationBits);
            describeWeights(model, precision, layer);
        }
        layers.push_back(std::move(layer));
    }
    return layers;
}

} // namespace halftone::pipeline
