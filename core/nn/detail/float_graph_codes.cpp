// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/float_graph_codes.h"

#include "core/base/error.h"
#include "core/base/overloads.h"
#include "core/quant/q_format.h"
#include "core/quant/weight_codes.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace halftone::nn {
namespace {

namespace graph = model::graph;

bool isConvolution(const graph::Op& op)
{
    return std::holds_alternative<graph::Conv>(op)
           || std::holds_alternative<graph::ConvTranspose>(op);
}

// What is computed on the accumulator of a convolution, before it is written as codes.
bool isPointwise(const graph::Op& op)
{
    return std::holds_alternative<graph::Affine>(op)
           || std::holds_alternative<graph::Activation>(op);
}

// Sums up what it reads, so that the loss of its input's last bits would be one more.
bool gathers(const graph::Op& op)
{
    return std::holds_alternative<graph::Add>(op)
           || std::holds_alternative<graph::InstanceNorm>(op);
}

// Whether a value holds nothing but numbers of its inputs.
bool onlyMoves(const graph::Op& op)
{
    return std::visit(
        Overloads{
            [](const graph::Pool& pool) { return !pool.average; },
            [](const graph::Resize& to) { return to.mode == graph::Resize::Mode::Nearest; },
            [](const graph::ResizeLike& to) { return to.mode == graph::Resize::Mode::Nearest; },
            [](const graph::Concat&) { return true; }, [](const graph::Pad&) { return true; },
            [](const graph::Crop&) { return true; }, [](const graph::CropLike&) { return true; },
            [](const graph::Channels&) { return true; }, [](const graph::Shuffle&) { return true; },
            [](const auto&) { return false; }},
        op);
}

// Values that depend on the input pixel by pixel: not more of them than 8-bit codes of it. Norms
// count, whose factors are the same for all pixels of an image.
std::vector<bool> codedByInput(const graph::Graph& net)
{
    std::vector<bool> coded;
    for (const graph::Node& node : net.nodes) {
        const bool keeps = isPointwise(node.op) || onlyMoves(node.op)
                           || std::holds_alternative<graph::InstanceNorm>(node.op);
        coded.push_back(
            keeps && std::all_of(node.inputs.begin(), node.inputs.end(), [&](int input) {
                return input == graph::kInput || coded[static_cast<std::size_t>(input)];
            }));
    }
    return coded;
}

// Bits that each value is written with; 0: it is not rounded.
std::vector<int> bitsOfValues(const graph::Graph& net, int activationBits)
{
    std::vector<std::vector<const graph::Op*>> readers(net.nodes.size());
    for (const graph::Node& node : net.nodes) {
        for (const int input : node.inputs) {
            if (input != graph::kInput) {
                readers[static_cast<std::size_t>(input)].push_back(&node.op);
            }
        }
    }
    const std::vector<bool> byInput = codedByInput(net);
    std::vector<int> bits(net.nodes.size(), 0);
    for (std::size_t n = 0; n + 1 < net.nodes.size(); ++n) {
        const auto& read = readers[n];
        const bool goesOn = read.size() == 1 && isPointwise(*read.front());
        if (byInput[n] || onlyMoves(net.nodes[n].op) || goesOn) {
            continue;
        }
        const bool gathered =
            !read.empty()
            && std::all_of(read.begin(), read.end(), [](const auto* op) { return gathers(*op); });
        bits[n] = gathered ? std::max(8, activationBits) : activationBits;
    }
    return bits;
}

// Weights as [O, weights of an output channel].
torch::Tensor rowsOf(const graph::Op& op, const torch::Tensor& weights)
{
    if (const auto* up = std::get_if<graph::ConvTranspose>(&op); up != nullptr) {
        // [G, I/G, O/G, KH*KW] to [G, O/G, I/G, KH*KW]
        return weights
            .reshape({up->groups, up->inChannels / up->groups, up->outChannels / up->groups, -1})
            .transpose(1, 2)
            .reshape({up->outChannels, -1});
    }
    return weights.reshape({weights.size(0), -1});
}

torch::Tensor fromRows(const graph::Op& op, const torch::Tensor& rows, const torch::Tensor& like)
{
    torch::Tensor weights = rows;
    if (const auto* up = std::get_if<graph::ConvTranspose>(&op); up != nullptr) {
        weights = rows.reshape({up->groups, up->outChannels / up->groups,
                                up->inChannels / up->groups, -1})
                      .transpose(1, 2);
    }
    return torch::empty_like(like).copy_(weights.reshape(like.sizes()));
}

torch::Tensor codesAt(const torch::Tensor& rows, const torch::Tensor& step, int bits)
{
    if (bits == 1) {
        return at::where(rows >= 0, at::ones_like(rows), -at::ones_like(rows));
    }
    const double most = quant::maxWeightCode(bits);
    return at::round(rows / step).clamp_(-most, most);
}

torch::Tensor roundRows(const torch::Tensor& rows, int bits)
{
    const double most = quant::maxWeightCode(bits);
    const torch::Tensor widest = rows.abs().amax({1}, true).clamp_min(1e-30) / most;
    if (bits == 8) {
        return codesAt(rows, widest, bits) * widest;
    }
    torch::Tensor best = codesAt(rows, widest, bits);
    torch::Tensor leastError = (rows - best * widest).square_().sum(1, true);
    // Down to a tenth of the widest step. One bit has signs, whatever the step.
    for (double part = 0.93; bits > 1 && part > 0.1; part *= 0.93) {
        const torch::Tensor step = widest * part;
        const torch::Tensor codes = codesAt(rows, step, bits);
        const torch::Tensor error = (rows - codes * step).square_().sum(1, true);
        const torch::Tensor better = error < leastError;
        best = at::where(better, codes, best);
        leastError = at::where(better, error, leastError);
    }
    const torch::Tensor step =
        (rows.square().sum(1, true) / best.square().sum(1, true).clamp_min(1)).sqrt();
    return best * step;
}

void requireRanges(const graph::Graph& net, std::span<const float> ranges)
{
    if (ranges.size() != 2 * (net.nodes.size() + 1)) {
        throw Error(ErrorCode::InvalidArgument,
                    "A graph of " + std::to_string(net.nodes.size()) + " nodes has "
                        + std::to_string(2 * (net.nodes.size() + 1)) + " ends of ranges, not "
                        + std::to_string(ranges.size()) + ".");
    }
    for (std::size_t i = 0; i < ranges.size(); i += 2) {
        if (!std::isfinite(ranges[i]) || !std::isfinite(ranges[i + 1])
            || ranges[i] > ranges[i + 1]) {
            throw Error(ErrorCode::InvalidArgument,
                        "Range " + std::to_string(i / 2) + " of a graph is none.");
        }
    }
}

} // namespace

torch::Tensor roundToGrid(torch::Tensor x, const CodeGrid& grid)
{
    if (grid.step == 0) {
        return x;
    }
    return x.div_(grid.step).round_().clamp_(grid.lowest, grid.highest).mul_(grid.step);
}

CodeGrid gridOfRange(double low, double high, int bits)
{
    const double lowest = std::min(low, 0.0);
    const double most = std::ldexp(1.0, bits) - 1;
    const double step = (std::max(high, 0.0) - lowest) / most;
    if (!(step > 0)) {
        return {1.0, 0.0, 0.0}; // nothing but zeros was seen
    }
    const double zero = std::round(-lowest / step);
    return {step, -zero, most - zero};
}

CodeGrid fixedPointOf(double largest)
{
    quant::QFormat format = quant::kQ8Dot8;
    while (largest > format.step() * format.maxCode()) {
        ++format.intBits;
        --format.fracBits;
    }
    return {format.step(), -format.maxCode(), format.maxCode()};
}

std::vector<CodeGrid> gridsOfValues(const graph::Graph& net, std::span<const float> ranges,
                                    quant::Precision precision)
{
    if (!ranges.empty() || !precision.isSimulated()) {
        requireRanges(net, ranges);
    }
    const std::vector<int> bits = bitsOfValues(net, precision.activationBits);
    std::vector<CodeGrid> grids(net.nodes.size());
    for (std::size_t n = 0; n < grids.size(); ++n) {
        if (bits[n] == 0) {
            continue;
        }
        const double low = ranges.empty() ? 0.0 : static_cast<double>(ranges[2 * n + 2]);
        const double high = ranges.empty() ? 0.0 : static_cast<double>(ranges[2 * n + 3]);
        grids[n] = precision.isSimulated() ? fixedPointOf(std::max(-low, high))
                                           : gridOfRange(low, high, bits[n]);
    }
    return grids;
}

std::vector<int> bitsOfWeights(const graph::Graph& net, quant::Precision precision)
{
    const std::vector<bool> byInput = codedByInput(net);
    std::vector<int> bits;
    std::size_t last = 0;
    for (std::size_t n = 0; n < net.nodes.size(); ++n) {
        const graph::Node& node = net.nodes[n];
        bits.push_back(0);
        if (isConvolution(node.op)) {
            last = n;
            const int input = node.inputs.front();
            const bool first = input == graph::kInput || byInput[static_cast<std::size_t>(input)];
            bits[n] = first ? std::max(8, precision.weightBits) : precision.weightBits;
        }
    }
    if (!bits.empty() && bits[last] > 0) {
        bits[last] = std::max(8, bits[last]);
    }
    return bits;
}

void roundWeights(const graph::Op& op, NodeTensors& tensors, int bits)
{
    if (bits == 16) {
        // The most fractional bits with which the largest fits.
        const auto largest = tensors.weights.abs().max().item<double>();
        const int exponent = largest > 0 ? std::ilogb(largest) + 1 : 0;
        const double step = std::ldexp(1.0, exponent - 15);
        const double most = quant::kQ8Dot8.maxCode();
        tensors.weights = roundToGrid(tensors.weights.clone(), {step, -most, most});
        return;
    }
    tensors.weights = fromRows(op, roundRows(rowsOf(op, tensors.weights), bits), tensors.weights);
}

} // namespace halftone::nn
