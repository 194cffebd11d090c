// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/float_graph.h"

#include <algorithm>
#include <functional>
#include <random>
#include <utility>
#include <vector>

/// Float graphs of four input channels: each operation, and a network of each family.
namespace halftone::test {

namespace graph = model::graph;
using graph::Curve;
using graph::Resize;
using graph::ResizeLike;

inline constexpr int kIn = graph::kInput;

inline std::vector<float> numbers(int count, unsigned seed)
{
    std::mt19937 random(seed);
    std::normal_distribution<float> normal(0, 0.5F);
    std::vector<float> values(static_cast<std::size_t>(count));
    std::generate(values.begin(), values.end(), [&] { return normal(random); });
    return values;
}

inline graph::Conv conv(int in, int out, graph::Extent kernel, graph::Extent stride,
                        graph::Sides pad, int groups = 1, graph::Extent dilation = {1, 1})
{
    const int count = out * in / groups * kernel.height * kernel.width;
    return {in, out, kernel, stride, dilation, pad, groups, numbers(count, 1), numbers(out, 2)};
}

inline graph::Conv same(int in, int out, int kernel, int stride = 1)
{
    const int pad = kernel / 2;
    return conv(in, out, {kernel, kernel}, {stride, stride}, {pad, pad, pad, pad});
}

inline graph::ConvTranspose up(int in, int out, graph::Extent kernel, graph::Extent stride,
                               graph::Sides pad, graph::Extent outputPad, int groups = 1)
{
    graph::ConvTranspose op;
    op.inChannels = in;
    op.outChannels = out;
    op.kernel = kernel;
    op.stride = stride;
    op.pad = pad;
    op.outputPad = outputPad;
    op.groups = groups;
    op.weights = numbers(in * out / groups * kernel.height * kernel.width, 3);
    op.bias = numbers(out, 4);
    return op;
}

inline graph::InstanceNorm norm(int channels, int groups = 0)
{
    return {groups, 1e-5, numbers(channels, 5), numbers(channels, 6)};
}

inline graph::Activation curve(Curve kind, std::vector<float> slopes = {})
{
    return {kind, std::move(slopes)};
}

inline graph::Graph of(std::vector<graph::Node> nodes)
{
    graph::Graph net;
    net.inputChannels = 4;
    net.nodes = std::move(nodes);
    return net;
}

// One operation on the input of four channels; names are made up.
inline graph::Graph one(graph::Op op, int inputs = 1)
{
    return of({{"op", std::vector<int>(static_cast<std::size_t>(inputs), kIn), std::move(op)}});
}

// A second input that is smaller: the input without some pixels.
inline graph::Graph withSmaller(graph::Op op, bool smallerFirst)
{
    const graph::Crop crop{{1, 2, 2, 1}};
    return of({{"small", {kIn}, crop},
               {"op", smallerFirst ? std::vector<int>{0, kIn} : std::vector<int>{kIn, 0},
                std::move(op)}});
}

inline graph::Graph plainUNet()
{
    return of({{"a", {kIn}, same(4, 6, 3)},
               {"a.norm", {0}, graph::Affine{numbers(6, 7), numbers(6, 8)}},
               {"a.relu", {1}, curve(Curve::Relu)},
               {"pool", {2}, graph::Pool{false, {2, 2}, {2, 2}, {}}},
               {"b", {3}, same(6, 8, 3)},
               {"b.relu", {4}, curve(Curve::Relu)},
               {"up", {5}, up(8, 6, {2, 2}, {2, 2}, {}, {0, 0})},
               {"join", {6, 2}, graph::Concat{}},
               {"c", {7}, same(12, 6, 3)},
               {"c.relu", {8}, curve(Curve::Relu)},
               {"head", {9}, same(6, 2, 1)}});
}

inline graph::Graph residualEncoder()
{
    Resize twice;
    twice.mode = Resize::Mode::Linear;
    return of({{"stem", {kIn}, same(4, 6, 7, 2)},
               {"stem.relu", {0}, curve(Curve::Relu)},
               {"pool", {1}, graph::Pool{false, {3, 3}, {2, 2}, {1, 1, 1, 1}}},
               {"a", {2}, same(6, 6, 3)},
               {"a.relu", {3}, curve(Curve::Relu)},
               {"b", {4}, same(6, 6, 3)},
               {"sum", {5, 2}, graph::Add{}},
               {"sum.relu", {6}, curve(Curve::Relu)},
               {"mean", {7}, graph::GlobalAverage{}},
               {"gate", {8}, same(6, 6, 1)},
               {"gate.sigmoid", {9}, curve(Curve::Sigmoid)},
               {"gated", {7, 10}, graph::Multiply{}},
               {"up", {11}, twice},
               {"join", {12, 1}, graph::Concat{}},
               {"c", {13}, same(12, 6, 3)},
               {"up2", {14}, twice},
               {"head", {15}, same(6, 1, 1)}});
}

inline graph::Graph stridedNormNet()
{
    return of({{"a", {kIn}, same(4, 6, 3)},
               {"a.norm", {0}, norm(6)},
               {"a.leaky", {1}, curve(Curve::LeakyRelu, {0.01F})},
               {"down", {2}, same(6, 8, 3, 2)},
               {"down.norm", {3}, norm(8)},
               {"down.prelu", {4}, curve(Curve::PRelu, {0.2F})},
               {"up", {5}, up(8, 6, {3, 3}, {2, 2}, {1, 1, 1, 1}, {1, 1})},
               {"up.norm", {6}, norm(6, 2)},
               {"join", {2, 7}, graph::Concat{}},
               {"head", {8}, same(12, 3, 1)}});
}

// The skipped map is read again after what overwrites its successors.
inline graph::Graph unpaddedUNet()
{
    return of({{"a", {kIn}, conv(4, 6, {3, 3}, {1, 1}, {})},
               {"a.relu", {0}, curve(Curve::Relu)},
               {"pool", {1}, graph::Pool{false, {2, 2}, {2, 2}, {}}},
               {"b", {2}, conv(6, 6, {3, 3}, {1, 1}, {})},
               {"b.elu", {3}, curve(Curve::Elu, {1})},
               {"up", {4}, Resize{}},
               {"skip", {1, 5}, graph::CropLike{}},
               {"join", {6, 5}, graph::Concat{}},
               {"unused", {1}, curve(Curve::Tanh)},
               {"again", {1}, curve(Curve::Clip, {0.1F, 0.4F})},
               {"again.fit", {9, 7}, graph::CropLike{}},
               {"sum", {10, 5}, graph::Add{}},
               {"joined", {7, 11}, graph::Concat{}},
               {"head", {12}, same(18, 2, 1)},
               {"back", {13, kIn}, graph::CropLike{}}});
}

struct Case {
    const char* name;
    std::function<graph::Graph()> net;
};

inline graph::Pool pool(bool average, int kernel, int stride, graph::Sides pad, bool ceil,
                        bool counts)
{
    return {average, {kernel, kernel}, {stride, stride}, pad, ceil, counts};
}

inline Resize resize(Resize::Mode mode, Resize::Corners corners, double height, double width)
{
    return {mode, corners, height, width};
}

inline constexpr auto kNearest = Resize::Mode::Nearest;
inline constexpr auto kLinear = Resize::Mode::Linear;
inline constexpr auto kHalf = Resize::Corners::HalfPixel;
inline constexpr auto kAligned = Resize::Corners::Aligned;
inline constexpr auto kAsymmetric = Resize::Corners::Asymmetric;

inline const std::vector<Case>& cases()
{
    using graph::Pad;
    static const std::vector<Case> kCases{
        {"conv 3x3", [] { return one(same(4, 5, 3)); }},
        {"conv strided, dilated, uneven",
         [] {
             return one(conv(4, 6, {3, 2}, {2, 3}, {0, 1, 2, 3}, 2, {2, 1}));
         }},
        {"conv depthwise",
         [] {
             return one(conv(4, 4, {5, 5}, {1, 1}, {2, 2, 2, 2}, 4));
         }},
        {"transposed 2x2",
         [] {
             return one(up(4, 3, {2, 2}, {2, 2}, {}, {0, 0}));
         }},
        {"transposed 3x3",
         [] {
             return one(up(4, 6, {3, 3}, {2, 2}, {1, 1, 1, 1}, {1, 1}, 2));
         }},
        {"transposed, uneven",
         [] {
             return one(up(4, 3, {3, 4}, {2, 3}, {1, 0, 0, 2}, {0, 0}));
         }},
        {"affine",
         [] {
             return one(graph::Affine{numbers(4, 1), numbers(4, 2)});
         }},
        {"instance norm", [] { return one(norm(4)); }},
        {"group norm", [] { return one(norm(4, 2)); }},
        {"layer norm", [] { return one(norm(4, 1)); }},
        {"relu", [] { return one(curve(Curve::Relu)); }},
        {"leaky relu", [] { return one(curve(Curve::LeakyRelu, {0.1F})); }},
        {"prelu of one", [] { return one(curve(Curve::PRelu, {0.3F})); }},
        {"prelu by channel",
         [] {
             return one(curve(Curve::PRelu, {0.1F, 0.2F, -1, 2}));
         }},
        {"sigmoid", [] { return one(curve(Curve::Sigmoid)); }},
        {"softmax", [] { return one(curve(Curve::Softmax)); }},
        {"tanh", [] { return one(curve(Curve::Tanh)); }},
        {"elu", [] { return one(curve(Curve::Elu, {0.7F})); }},
        {"silu", [] { return one(curve(Curve::Silu)); }},
        {"gelu", [] { return one(curve(Curve::Gelu)); }},
        {"hard sigmoid",
         [] {
             return one(curve(Curve::HardSigmoid, {0.2F, 0.5F}));
         }},
        {"clip",
         [] {
             return one(curve(Curve::Clip, {-0.2F, 0.6F}));
         }},
        {"add three", [] { return one(graph::Add{}, 3); }},
        {"multiply", [] { return one(graph::Multiply{}, 2); }},
        {"multiply by a map of one channel",
         [] {
             return of({{"one", {kIn}, same(4, 1, 1)}, {"op", {0, kIn}, graph::Multiply{}}});
         }},
        {"add a vector",
         [] {
             return of({{"mean", {kIn}, graph::GlobalAverage{}}, {"op", {0, kIn}, graph::Add{}}});
         }},
        {"concat", [] { return one(graph::Concat{}, 2); }},
        {"pool 2", [] { return one(pool(false, 2, 2, {}, false, false)); }},
        {"pool 3, ceil",
         [] {
             return one(pool(false, 3, 2, {1, 1, 1, 1}, true, false));
         }},
        {"pool 3, uneven",
         [] {
             return one(pool(false, 3, 2, {0, 2, 1, 0}, true, false));
         }},
        {"average",
         [] {
             return one(pool(true, 3, 2, {1, 1, 1, 1}, false, false));
         }},
        {"average, counts",
         [] {
             return one(pool(true, 3, 1, {1, 1, 1, 1}, true, true));
         }},
        {"average, uneven",
         [] {
             return one(pool(true, 3, 2, {2, 0, 1, 1}, true, false));
         }},
        {"average, uneven, counts",
         [] {
             return one(pool(true, 4, 3, {1, 2, 2, 0}, true, true));
         }},
        {"global average", [] { return one(graph::GlobalAverage{}); }},
        {"nearest 2", [] { return one(resize(kNearest, kHalf, 2, 2)); }},
        {"nearest, odd factors", [] { return one(resize(kNearest, kAsymmetric, 1.7, 3)); }},
        {"nearest, smaller", [] { return one(resize(kNearest, kHalf, 0.5, 0.4)); }},
        {"nearest, aligned", [] { return one(resize(kNearest, kAligned, 2, 3)); }},
        {"linear 2", [] { return one(resize(kLinear, kHalf, 2, 2)); }},
        {"linear, odd factors", [] { return one(resize(kLinear, kHalf, 1.7, 2.6)); }},
        {"linear, smaller", [] { return one(resize(kLinear, kHalf, 0.5, 0.4)); }},
        {"linear, aligned", [] { return one(resize(kLinear, kAligned, 2, 1.6)); }},
        {"linear, asymmetric", [] { return one(resize(kLinear, kAsymmetric, 2, 1.5)); }},
        {"resize like",
         [] {
             return withSmaller(ResizeLike{kLinear, kHalf}, true);
         }},
        {"resize like, nearest",
         [] {
             return withSmaller(ResizeLike{kNearest, kHalf}, false);
         }},
        {"pad",
         [] {
             return one(Pad{Pad::Mode::Constant, {1, 2, 3, 0}, -1.5F});
         }},
        {"pad by reflection",
         [] {
             return one(Pad{Pad::Mode::Reflect, {1, 2, 3, 0}});
         }},
        {"pad by edges",
         [] {
             return one(Pad{Pad::Mode::Edge, {1, 2, 3, 0}});
         }},
        {"pad by nothing", [] { return one(Pad{}); }},
        {"crop",
         [] {
             return one(graph::Crop{{1, 0, 2, 3}});
         }},
        {"crop like", [] { return withSmaller(graph::CropLike{}, false); }},
        {"pad like", [] { return withSmaller(graph::CropLike{}, true); }},
        {"channels",
         [] {
             return one(graph::Channels{1, 3});
         }},
        {"shuffle", [] { return one(graph::Shuffle{2}); }},
        {"U-Net", plainUNet},
        {"residual encoder", residualEncoder},
        {"strided, with norms", stridedNormNet},
        {"U-Net without padding", unpaddedUNet},
    };
    return kCases;
}

} // namespace halftone::test
