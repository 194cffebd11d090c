// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/tiling.h"

#include "core/base/error.h"
#include "core/base/overloads.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace halftone::pipeline {
namespace {

int roundUp(int value, int step)
{
    return (value + step - 1) / step * step;
}

// What an operation adds to the reach of its inputs, where a pixel of its output covers `footprint`
// pixels of the network's input.
int widening(const model::Op& op, int footprint)
{
    const auto ofConv = [&](const model::Conv& conv) {
        // Output pixel y reads stride * y - before, ... of an input whose pixels are so much
        // smaller, and covers stride of them.
        const int before = (conv.kernel - 1) / 2;
        const int after = conv.kernel - before - conv.stride;
        return std::max(before, after) * footprint / conv.stride;
    };
    return std::visit(Overloads{ofConv, [](const model::MaxPool2&) { return 0; },
                                [&](const model::Upsample2&) { return footprint; },
                                [&](const model::MaxPool3&) { return footprint / 2; },
                                // Also the pixel beside it, of twice its size.
                                [&](const model::Bilinear2&) { return 2 * footprint; },
                                [&](const model::Shuffle2&) { return footprint; },
                                [](const model::Add&) { return 0; },
                                [](const model::Opaque& opaque) { return opaque.radius; }},
                      op);
}

} // namespace

// A pixel of a value on level l covers 2^l input pixels per axis. reach[v] counts the input pixels
// beyond that footprint which influence it: a 3x3 convolution adds one neighbour's footprint; a
// pooling adds nothing, since its window is the footprint; an upsampled pixel reads a pixel of
// twice its size, half of which lies outside.
NetworkReach reachOf(const model::Network& network, double mostBytes)
{
    std::vector<int> reach(network.nodes.size(), 0);
    for (std::size_t i = 0; i < network.nodes.size(); ++i) {
        const model::Node& node = network.nodes[i];
        for (const int input : node.inputs) {
            if (input != model::kInputValue) {
                reach[i] = std::max(reach[i], reach[static_cast<std::size_t>(input)]);
            }
        }
        reach[i] += widening(node.op, 1 << network.levelOf(static_cast<int>(i)));
    }
    // Maps have a byte a value, of float graphs four; logits and probabilities, which follow, have
    // four each.
    const model::Node& last = network.nodes.back();
    const double bytes = last.isConv() ? std::max(network.valuesKeptPerPixel(),
                                                  last.conv().inChannels + 8.0 * network.classes())
                                       : 4 * network.valuesKeptPerPixel() + 8.0 * network.classes();
    const double side = std::sqrt(mostBytes / bytes);
    return {network.stride(), reach.back(), std::max(16, static_cast<int>(side))};
}

TilePlan planTiles(int length, int tile, const NetworkReach& reach)
{
    if (length < 1 || tile < 1 || reach.stride < 1 || reach.radius < 0) {
        throw Error(ErrorCode::InvalidArgument, "A slice of " + std::to_string(length)
                                                    + " pixels cannot be cut into tiles of "
                                                    + std::to_string(tile) + ".");
    }
    const bool isLimited = reach.largestTile > 0;
    tile = isLimited ? std::min(tile, reach.largestTile) : tile;
    TilePlan plan;
    plan.paddedLength = roundUp(length, reach.stride);
    const int margin = roundUp(reach.radius, reach.stride);
    const int smallest = 2 * margin + reach.stride;
    plan.tileSize = std::max(tile / reach.stride * reach.stride, smallest);
    if (isLimited
        && std::min(plan.paddedLength, plan.tileSize) / 2
               > std::max(reach.largestTile, reach.stride)) {
        throw Error(ErrorCode::OutOfMemory,
                    "The network needs pieces of " + std::to_string(plan.tileSize)
                        + " pixels, too large for its number of channels: at most "
                        + std::to_string(2 * reach.largestTile)
                        + " fit into the memory that one may take. Use a model of fewer channels "
                          "or layers.");
    }
    if (length <= tile || plan.paddedLength <= plan.tileSize) {
        plan.tileSize = plan.paddedLength;
        plan.spans.push_back({0, 0, plan.paddedLength});
        return plan;
    }
    const int last = plan.paddedLength - plan.tileSize;
    for (int start = 0, kept = 0; kept < plan.paddedLength; start += plan.tileSize - 2 * margin) {
        start = std::min(start, last);
        const int end = start == last ? plan.paddedLength : start + plan.tileSize - margin;
        plan.spans.push_back({start, kept, end});
        kept = end;
    }
    return plan;
}

} // namespace halftone::pipeline
