// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/script_graph.h"

#include <cmath>
#include <limits>
#include <map>

/// Layers of TorchScript: convolutions, norms, activations, pooling, resizing.
namespace halftone::nn {
namespace {

namespace graph = model::graph;
using graph::Curve;
using graph::Extent;

graph::Sides evenPad(const Extent& pad)
{
    return {pad.height, pad.width, pad.height, pad.width};
}

// [O,I/groups,KH,KW], or of a transposed convolution [I,O/groups,KH,KW].
std::vector<int> kernelSizes(const ScriptCall& call)
{
    const std::vector<int> sizes = call.sizes("weight");
    if (sizes.size() != 4) {
        throw call.refused("is none of two dimensions");
    }
    return sizes;
}

ScriptItem addTransposed(const ScriptCall& call, ScriptGraph& net)
{
    const std::vector<int> sizes = kernelSizes(call);
    graph::ConvTranspose conv;
    conv.groups = static_cast<int>(call.integer("groups", 1));
    conv.inChannels = sizes[0];
    conv.outChannels = sizes[1] * conv.groups;
    conv.kernel = {sizes[2], sizes[3]};
    conv.stride = call.extent("stride", {1, 1});
    conv.dilation = call.extent("dilation", {1, 1});
    conv.pad = evenPad(call.extent("padding", {0, 0}));
    conv.outputPad = call.extent("output_padding", {0, 0});
    conv.weights = call.values("weight");
    conv.bias = call.values("bias");
    requireChannels(net, call.map("input"), conv.inChannels);
    return itemOf(net.add(std::move(conv), {call.map("input")}));
}

// padding="same" and "valid": what is odd of the first goes below and to the right.
graph::Sides namedPad(const ScriptCall& call, const graph::Conv& conv)
{
    if (call.text("padding") == "valid") {
        return {};
    }
    const int height = conv.dilation.height * (conv.kernel.height - 1);
    const int width = conv.dilation.width * (conv.kernel.width - 1);
    return {height / 2, width / 2, height - height / 2, width - width / 2};
}

ScriptItem addConv(const ScriptCall& call, ScriptGraph& net)
{
    if (call.flag("transposed")) {
        return addTransposed(call, net);
    }
    const std::vector<int> sizes = kernelSizes(call);
    graph::Conv conv;
    conv.groups = static_cast<int>(call.integer("groups", 1));
    conv.inChannels = sizes[1] * conv.groups;
    conv.outChannels = sizes[0];
    conv.kernel = {sizes[2], sizes[3]};
    conv.stride = call.extent("stride", {1, 1});
    conv.dilation = call.extent("dilation", {1, 1});
    const ScriptItem* pad = call.find("padding");
    const bool named = pad != nullptr && pad->isKnown() && pad->known().isString();
    conv.pad = named ? namedPad(call, conv) : evenPad(call.extent("padding", {0, 0}));
    conv.weights = call.values("weight");
    conv.bias = call.values("bias");
    requireChannels(net, call.map("input"), conv.inChannels);
    return itemOf(net.add(std::move(conv), {call.map("input")}));
}

// Of a norm without learned factors.
std::vector<float> factors(const ScriptCall& call, const char* argument, int channels, float value)
{
    std::vector<float> factors = call.values(argument);
    return factors.empty() ? std::vector<float>(static_cast<std::size_t>(channels), value)
                           : factors;
}

ScriptItem addImageNorm(const ScriptCall& call, ScriptGraph& net, int groups)
{
    const ScriptMap input = call.map("input");
    const int channels = net.shapeOf(input).channels;
    graph::InstanceNorm norm;
    norm.groups = groups;
    norm.epsilon = call.number("eps", 1e-5);
    norm.scale = factors(call, "weight", channels, 1);
    norm.offset = factors(call, "bias", channels, 0);
    requireChannels(net, input, static_cast<int>(norm.scale.size()));
    return itemOf(net.add(std::move(norm), {input}));
}

// By mean and variance of training.
ScriptItem addStoredNorm(const ScriptCall& call, ScriptGraph& net)
{
    const ScriptMap input = call.map("input");
    const std::vector<float> mean = call.values("running_mean");
    const std::vector<float> variance = call.values("running_var");
    const auto channels = static_cast<int>(mean.size());
    requireChannels(net, input, channels);
    graph::Affine affine{factors(call, "weight", channels, 1), factors(call, "bias", channels, 0)};
    if (variance.size() != mean.size() || affine.scale.size() != mean.size()
        || affine.offset.size() != mean.size()) {
        throw call.refused("has factors, means and variances of different channels");
    }
    const double epsilon = call.number("eps", 1e-5);
    for (std::size_t c = 0; c < mean.size(); ++c) {
        const double scale = static_cast<double>(affine.scale[c])
                             / std::sqrt(static_cast<double>(variance[c]) + epsilon);
        affine.offset[c] = static_cast<float>(static_cast<double>(affine.offset[c])
                                              - scale * static_cast<double>(mean[c]));
        affine.scale[c] = static_cast<float>(scale);
    }
    return itemOf(net.add(std::move(affine), {input}));
}

ScriptItem addBatchNorm(const ScriptCall& call, ScriptGraph& net)
{
    if (call.find("running_mean") == nullptr) {
        return addImageNorm(call, net, 0); // over a batch of one image
    }
    if (call.flag("training")) {
        throw call.refused("was traced while training: call model.eval() before the export");
    }
    return addStoredNorm(call, net);
}

ScriptItem addInstanceNorm(const ScriptCall& call, ScriptGraph& net)
{
    return call.flag("use_input_stats") ? addImageNorm(call, net, 0) : addStoredNorm(call, net);
}

ScriptItem addGroupNorm(const ScriptCall& call, ScriptGraph& net)
{
    return addImageNorm(call, net, static_cast<int>(call.integer("num_groups", 1)));
}

ScriptItem activation(const ScriptCall& call, ScriptGraph& net, Curve curve,
                      std::vector<float> slopes)
{
    return itemOf(net.add(graph::Activation{curve, std::move(slopes)}, {call.map("self")}));
}

template <Curve curve>
ScriptItem addCurve(const ScriptCall& call, ScriptGraph& net)
{
    return activation(call, net, curve, {});
}

ScriptItem addLeakyRelu(const ScriptCall& call, ScriptGraph& net)
{
    return activation(call, net, Curve::LeakyRelu,
                      {static_cast<float>(call.number("negative_slope", 0.01))});
}

ScriptItem addPRelu(const ScriptCall& call, ScriptGraph& net)
{
    return activation(call, net, Curve::PRelu, call.values("weight"));
}

ScriptItem addElu(const ScriptCall& call, ScriptGraph& net)
{
    if (call.number("scale", 1) != 1 || call.number("input_scale", 1) != 1) {
        throw call.refused("is scaled");
    }
    return activation(call, net, Curve::Elu, {static_cast<float>(call.number("alpha", 1))});
}

ScriptItem addGelu(const ScriptCall& call, ScriptGraph& net)
{
    if (call.find("approximate") != nullptr && call.text("approximate") != "none") {
        throw call.refused("is approximated, where the exact one is known");
    }
    return activation(call, net, Curve::Gelu, {});
}

ScriptItem addHardSigmoid(const ScriptCall& call, ScriptGraph& net)
{
    return activation(call, net, Curve::HardSigmoid, {1.0F / 6.0F, 0.5F});
}

ScriptItem addHardSwish(const ScriptCall& call, ScriptGraph& net)
{
    const ScriptMap gate = addHardSigmoid(call, net).map();
    return itemOf(net.add(graph::Multiply{}, {call.map("self"), gate}));
}

ScriptItem addRelu6(const ScriptCall& call, ScriptGraph& net)
{
    return activation(call, net, Curve::Clip, {0, 6});
}

ScriptItem addClip(const ScriptCall& call, ScriptGraph& net)
{
    const float most = std::numeric_limits<float>::max();
    const bool hard = call.name().find("hardtanh") != std::string::npos;
    const auto low =
        static_cast<float>(call.number(hard ? "min_val" : "min", static_cast<double>(-most)));
    const auto high =
        static_cast<float>(call.number(hard ? "max_val" : "max", static_cast<double>(most)));
    return activation(call, net, Curve::Clip, {low, high});
}

ScriptItem addSoftmax(const ScriptCall& call, ScriptGraph& net)
{
    const std::int64_t axis = call.integer("dim", 1);
    if (axis != 1 && axis != -3) {
        throw call.refused("is not over the channels");
    }
    return activation(call, net, Curve::Softmax, {});
}

ScriptItem addPool(const ScriptCall& call, ScriptGraph& net)
{
    graph::Pool pool;
    pool.average = call.name().find("avg") != std::string::npos;
    pool.kernel = call.extent("kernel_size", {1, 1});
    pool.stride = call.extent("stride", pool.kernel);
    pool.pad = evenPad(call.extent("padding", {0, 0}));
    pool.ceil = call.flag("ceil_mode");
    pool.countsPad = call.flag("count_include_pad");
    if (call.extent("dilation", {1, 1}) != Extent{1, 1}
        || call.find("divisor_override") != nullptr) {
        throw call.refused("is dilated, or has a divisor of its own");
    }
    return itemOf(net.add(pool, {call.map("self")}));
}

ScriptItem addGlobalAverage(const ScriptCall& call, ScriptGraph& net)
{
    if (call.extent("output_size", {1, 1}) != Extent{1, 1}) {
        throw call.refused("averages over less than the whole map");
    }
    return itemOf(net.add(graph::GlobalAverage{}, {call.map("self")}));
}

// Factors as given, else as the sizes have them.
ScriptItem addResize(const ScriptCall& call, ScriptGraph& net, graph::Resize::Mode mode)
{
    const bool interpolates = call.name() == "aten::__interpolate";
    const char* const source = call.isMap("input") ? "input" : "self";
    graph::Resize resize;
    resize.mode = mode;
    resize.corners = call.flag("align_corners") ? graph::Resize::Corners::Aligned
                                                : graph::Resize::Corners::HalfPixel;
    std::vector<double> factors = call.numbers(interpolates ? "scale_factor" : "scale_factors");
    if (factors.empty()) {
        const graph::Shape from = net.shapeOf(call.map(source));
        std::vector<double> sizes = call.numbers(interpolates ? "size" : "output_size");
        if (sizes.empty()) {
            throw call.refused("tells neither a size nor a factor");
        }
        factors = {sizes.front() / from.height, sizes.back() / from.width};
    }
    resize.factorHeight = factors.front();
    resize.factorWidth = factors.back();
    return itemOf(net.add(resize, {call.map(source)}));
}

ScriptItem addNearest(const ScriptCall& call, ScriptGraph& net)
{
    return addResize(call, net, graph::Resize::Mode::Nearest);
}

ScriptItem addBilinear(const ScriptCall& call, ScriptGraph& net)
{
    return addResize(call, net, graph::Resize::Mode::Linear);
}

ScriptItem addInterpolation(const ScriptCall& call, ScriptGraph& net)
{
    const std::string mode = call.text("mode");
    if (call.flag("antialias") || (mode != "nearest" && mode != "bilinear")) {
        throw call.refused("resizes by the mode '" + mode
                           + "', where nearest and bilinear are known");
    }
    return mode == "nearest" ? addNearest(call, net) : addBilinear(call, net);
}

ScriptItem addShuffle(const ScriptCall& call, ScriptGraph& net)
{
    return itemOf(net.add(graph::Shuffle{static_cast<int>(call.integer("upscale_factor", 1))},
                          {call.map("self")}));
}

} // namespace

ScriptOp findScriptLayer(const std::string& name)
{
    static const std::map<std::string, ScriptOp, std::less<>> kLayers{
        {"conv2d", addConv},
        {"_convolution", addConv},
        {"convolution", addConv},
        {"conv_transpose2d", addTransposed},
        {"batch_norm", addBatchNorm},
        {"instance_norm", addInstanceNorm},
        {"group_norm", addGroupNorm},
        {"relu", addCurve<Curve::Relu>},
        {"leaky_relu", addLeakyRelu},
        {"prelu", addPRelu},
        {"sigmoid", addCurve<Curve::Sigmoid>},
        {"tanh", addCurve<Curve::Tanh>},
        {"silu", addCurve<Curve::Silu>},
        {"elu", addElu},
        {"gelu", addGelu},
        {"hardsigmoid", addHardSigmoid},
        {"hardswish", addHardSwish},
        {"relu6", addRelu6},
        {"hardtanh", addClip},
        {"clamp", addClip},
        {"softmax", addSoftmax},
        {"_softmax", addSoftmax},
        {"max_pool2d", addPool},
        {"max_pool2d_with_indices", addPool},
        {"avg_pool2d", addPool},
        {"adaptive_avg_pool2d", addGlobalAverage},
        {"upsample_nearest2d", addNearest},
        {"upsample_bilinear2d", addBilinear},
        {"__interpolate", addInterpolation},
        {"pixel_shuffle", addShuffle},
    };
    const auto found = kLayers.find(name);
    return found == kLayers.end() ? nullptr : found->second;
}

} // namespace halftone::nn
