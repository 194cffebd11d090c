// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Convolutions, poolings and norms.
#include "core/import/detail/operations.h"

#include <algorithm>
#include <cmath>

namespace halftone::import::detail {
namespace {

namespace graph = model::graph;

constexpr std::int64_t kMostStep = 4096;

int small(const Call& call, std::int64_t value, std::int64_t least)
{
    call.require(value >= least && value <= kMostStep,
                 "has a kernel, a stride, a dilation or a padding that is none");
    return static_cast<int>(value);
}

graph::Extent extentOf(const Call& call, std::string_view name, std::int64_t otherwise,
                       std::int64_t least = 1)
{
    const auto list = call.integers(name).value_or(std::vector<std::int64_t>{});
    call.require(list.size() != 3, "is three-dimensional; 2-D models are imported");
    call.require(list.empty() || list.size() == 2, "is not two-dimensional");
    return list.empty()
               ? graph::Extent{small(call, otherwise, least), small(call, otherwise, least)}
               : graph::Extent{small(call, list[0], least), small(call, list[1], least)};
}

/// Padding before and after along one axis, where the file asks for an output as large as the input
/// divided by the stride.
std::pair<int, int> samePads(const Call& call, const Sample& length, int kernel, int stride,
                             int dilation)
{
    Sample total{};
    for (std::size_t s = 0; s < kSamples; ++s) {
        const double windows = std::ceil(length[s] / stride);
        total[s] = std::max(0.0, (windows - 1) * stride + dilation * (kernel - 1) + 1 - length[s]);
    }
    const std::optional<int> pads = pixels(call, total);
    call.require(pads.has_value(), "pads differently for images of different sizes");
    const bool upper = call.text("auto_pad", "") == "SAME_UPPER";
    const int less = *pads / 2;
    return upper ? std::pair(less, *pads - less) : std::pair(*pads - less, less);
}

graph::Sides padsOf(const Call& call, const Map& map, const graph::Extent& kernel,
                    const graph::Extent& stride, const graph::Extent& dilation)
{
    const std::string_view automatic = call.text("auto_pad", "NOTSET");
    if (automatic == "SAME_UPPER" || automatic == "SAME_LOWER") {
        const auto [top, bottom] =
            samePads(call, map.length(2), kernel.height, stride.height, dilation.height);
        const auto [left, right] =
            samePads(call, map.length(3), kernel.width, stride.width, dilation.width);
        return {top, left, bottom, right};
    }
    call.require(automatic == "NOTSET" || automatic == "VALID" || automatic.empty(),
                 "has an auto_pad that is unknown");
    const auto pads = call.integers("pads").value_or(std::vector<std::int64_t>(4, 0));
    call.require(pads.size() == 4, "has pads that are not those of four sides");
    return automatic == "VALID" ? graph::Sides{}
                                : graph::Sides{small(call, pads[0], 0), small(call, pads[1], 0),
                                               small(call, pads[2], 0), small(call, pads[3], 0)};
}

/// Sides of weights of four dimensions, the first two of which count channels.
std::vector<int> weightDims(const Call& call)
{
    const std::vector<std::int64_t> dims = call.dims(1);
    call.require(dims.size() != 5, "is three-dimensional; 2-D models are imported");
    call.require(dims.size() == 4, "has weights that are not two-dimensional");
    std::vector<int> sides;
    for (const std::int64_t dim : dims) {
        call.require(dim >= 1 && dim <= 65536, "has weights of an impossible shape");
        sides.push_back(static_cast<int>(dim));
    }
    return sides;
}

template <typename Convolution>
void readWeights(const Call& call, const std::vector<int>& dims, Convolution& op)
{
    const graph::Extent kernel{dims[2], dims[3]};
    const auto stated = call.integers("kernel_shape");
    call.require(!stated
                     || (stated->size() == 2 && (*stated)[0] == kernel.height
                         && (*stated)[1] == kernel.width),
                 "has weights of another shape than its kernel");
    op.kernel = kernel;
    op.stride = extentOf(call, "strides", 1);
    op.dilation = extentOf(call, "dilations", 1);
    op.groups = small(call, call.integer("group", 1), 1);
    op.weights = call.floats(1);
    if (call.has(2)) {
        op.bias = call.floats(2);
    }
}

graph::InstanceNorm normOf(const Call& call, int groups)
{
    graph::InstanceNorm norm;
    norm.groups = groups;
    norm.epsilon = call.number("epsilon", 1e-5);
    return norm;
}

/// Each value `times` over.
std::vector<float> repeated(const std::vector<float>& values, std::size_t times)
{
    std::vector<float> all;
    for (const float value : values) {
        all.insert(all.end(), times, value);
    }
    return all;
}

} // namespace

Values translateConv(const Call& call)
{
    const Map map = call.plainMap(0);
    const std::vector<int> dims = weightDims(call);
    graph::Conv op;
    readWeights(call, dims, op);
    op.inChannels = map.channels();
    op.outChannels = dims[0];
    call.require(std::int64_t{dims[1]} * op.groups == op.inChannels,
                 "reads another number of channels than its input has");
    op.pad = padsOf(call, map, op.kernel, op.stride, op.dilation);
    return {call.add(std::move(op), {map})};
}

Values translateConvTranspose(const Call& call)
{
    const Map map = call.plainMap(0);
    const std::vector<int> dims = weightDims(call);
    graph::ConvTranspose op;
    readWeights(call, dims, op);
    op.inChannels = map.channels();
    op.outChannels = small(call, std::int64_t{dims[1]} * op.groups, 1);
    call.require(dims[0] == op.inChannels, "reads another number of channels than its input has");
    op.outputPad = extentOf(call, "output_padding", 0, 0);
    call.require(!call.integers("output_shape"), "has a fixed output size (output_shape)");
    const std::string_view automatic = call.text("auto_pad", "NOTSET");
    if (automatic == "SAME_UPPER" || automatic == "SAME_LOWER") {
        // Output = input * stride.
        const auto sides = [&](int kernel, int stride, int dilation, int outputPad) {
            const int total = dilation * (kernel - 1) + 1 + outputPad - stride;
            call.require(total >= 0, "has a stride larger than its kernel and padding of its own");
            const int less = total / 2;
            return automatic == "SAME_UPPER" ? std::pair(less, total - less)
                                             : std::pair(total - less, less);
        };
        const auto [top, bottom] =
            sides(op.kernel.height, op.stride.height, op.dilation.height, op.outputPad.height);
        const auto [left, right] =
            sides(op.kernel.width, op.stride.width, op.dilation.width, op.outputPad.width);
        op.pad = {top, left, bottom, right};
    } else {
        op.pad = padsOf(call, map, op.kernel, op.stride, op.dilation);
    }
    return {call.add(std::move(op), {map})};
}

Values translatePool(const Call& call)
{
    const Map map = call.plainMap(0);
    graph::Pool op;
    op.average = call.node().type == "AveragePool";
    call.require(call.attribute("kernel_shape") != nullptr, "has no kernel");
    op.kernel = extentOf(call, "kernel_shape", 1);
    op.stride = extentOf(call, "strides", 1);
    op.pad = padsOf(call, map, op.kernel, op.stride, {});
    op.ceil = call.integer("ceil_mode", 0) != 0;
    op.countsPad = call.integer("count_include_pad", 0) != 0;
    call.require(extentOf(call, "dilations", 1) == graph::Extent{}, "pools with a dilation");
    return {call.add(op, {map})};
}

Values translateGlobalAverage(const Call& call)
{
    const Map map = call.plainMap(0);
    Map mean = map;
    if (call.node().type == "ReduceMean") {
        auto axes = call.integers("axes").value_or(std::vector<std::int64_t>{});
        if (call.has(1)) {
            axes = call.constants(1);
        }
        call.require(axes.size() == 2 && call.axis(axes[0], 4) + call.axis(axes[1], 4) == 5
                         && call.axis(axes[0], 4) >= 2 && call.axis(axes[1], 4) >= 2,
                     "takes the mean of other axes than rows and columns");
    }
    mean = call.add(graph::GlobalAverage{}, {map});
    if (call.node().type == "ReduceMean" && call.integer("keepdims", 1) == 0) {
        mean.axes = {0, 1};
    }
    return {mean};
}

Values translateBatchNorm(const Call& call)
{
    const Map map = call.plainMap(0);
    call.require(call.integer("training_mode", 0) == 0,
                 "normalizes by batch as in training; export the model in evaluation mode");
    const std::vector<float> scale = call.floats(1);
    const std::vector<float> offset = call.floats(2);
    const std::vector<float> mean = call.floats(3);
    const std::vector<float> variance = call.floats(4);
    const double epsilon = call.number("epsilon", 1e-5);
    const auto channels = static_cast<std::size_t>(map.channels());
    call.require(scale.size() == channels && offset.size() == channels && mean.size() == channels
                     && variance.size() == channels,
                 "has other numbers of values than its input has channels");
    graph::Affine op;
    for (std::size_t c = 0; c < channels; ++c) {
        const double spread = variance[c] + epsilon;
        call.require(spread > 0, "has a variance that is not positive");
        const double factor = scale[c] / std::sqrt(spread);
        op.scale.push_back(static_cast<float>(factor));
        op.offset.push_back(static_cast<float>(offset[c] - mean[c] * factor));
    }
    return {call.add(std::move(op), {map})};
}

Values translateInstanceNorm(const Call& call)
{
    Map map = call.map(0);
    const int groups = map.groups;
    if (groups == 0) {
        map = call.plainMap(0);
    }
    graph::InstanceNorm norm = normOf(call, groups);
    norm.scale = call.floats(1);
    norm.offset = call.floats(2);
    const int expected = groups > 0 ? groups : map.channels();
    call.require(norm.scale.size() == static_cast<std::size_t>(expected)
                     && norm.offset.size() == norm.scale.size(),
                 "has other numbers of values than its input has channels");
    const auto each = static_cast<std::size_t>(map.channels() / expected);
    norm.scale = repeated(norm.scale, each);
    norm.offset = repeated(norm.offset, each);
    Map normed = call.add(std::move(norm), {map});
    normed.groups = groups;
    return {normed};
}

Values translateGroupNorm(const Call& call)
{
    const Map map = call.plainMap(0);
    const int groups = small(call, call.integer("num_groups", 0), 1);
    call.require(map.channels() % groups == 0, "has groups of different numbers of channels");
    graph::InstanceNorm norm = normOf(call, groups);
    norm.scale = call.floats(1);
    norm.offset = call.floats(2);
    call.require(norm.scale.size() == norm.offset.size(), "has scales and offsets that differ");
    if (norm.scale.size() == static_cast<std::size_t>(groups)) { // before opset 21
        const auto each = static_cast<std::size_t>(map.channels() / groups);
        norm.scale = repeated(norm.scale, each);
        norm.offset = repeated(norm.offset, each);
    }
    return {call.add(std::move(norm), {map})};
}

} // namespace halftone::import::detail
