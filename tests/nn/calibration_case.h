// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/random.h"
#include "core/model/lower_graph.h"
#include "core/nn/calibrate_request.h"
#include "core/nn/detail/float_samples.h"

#include <ATen/ATen.h>
#include <torch/types.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>
#include <vector>

/// A float network that segments what it was made for, in well under a second: convolutions of
/// means and seeded noise, and a head fitted by least squares.
namespace halftone::test {

namespace graph = model::graph;

inline std::vector<float> noiseOf(int count, double deviation, std::uint64_t seed)
{
    Random random(seed, 0);
    std::vector<float> values(static_cast<std::size_t>(count));
    std::generate(values.begin(), values.end(),
                  [&] { return static_cast<float>(deviation * random.normal()); });
    return values;
}

/// Every output the mean of the windows of one input, disturbed by noise from all.
inline graph::Conv noisyMeans(int in, int out, int kernel, std::uint64_t seed)
{
    const int pad = (kernel - 1) / 2;
    const int taps = kernel * kernel;
    graph::Conv conv{in,
                     out,
                     {kernel, kernel},
                     {1, 1},
                     {1, 1},
                     {pad, pad, pad, pad},
                     1,
                     noiseOf(out * in * taps, 0.4 * std::sqrt(2.0 / (in * taps)), seed),
                     noiseOf(out, 0.3, seed + 100)};
    for (int o = 0; o < out; ++o) {
        const auto first = conv.weights.begin() + (o * in + o % in) * taps;
        std::for_each(first, first + taps, [&](float& w) { w += 1.0F / static_cast<float>(taps); });
    }
    return conv;
}

/// Three levels, normalized input; `residual` adds a sum, signed values, bilinear upsampling.
inline graph::Graph smallNet(int width, int classes, bool residual)
{
    const graph::Activation relu{graph::Curve::Relu, {}};
    const graph::Pool half{false, {2, 2}, {2, 2}, {}};
    graph::Graph net;
    const auto add = [&](const char* name, std::vector<int> inputs, graph::Op op) {
        net.nodes.push_back({name, std::move(inputs), std::move(op)});
        return static_cast<int>(net.nodes.size()) - 1;
    };
    const auto block = [&](const char* name, int input, int in, int out, std::uint64_t seed) {
        const int conv = add(name, {input}, noisyMeans(in, out, 3, seed));
        return add((std::string(name) + ".relu").c_str(), {conv}, relu);
    };
    const int x = add("norm", {graph::kInput}, graph::Affine{{5}, {-1}});
    const int a = block("a", x, 1, width, 1);
    const int half1 = add("pool1", {a}, half);
    int b = block("b", half1, width, 2 * width, 2);
    if (residual) {
        const int c = add("c", {b}, noisyMeans(2 * width, 2 * width, 3, 7));
        b = add("sum.relu", {add("sum", {b, c}, graph::Add{})}, relu);
    }
    const int half2 = add("pool2", {b}, half);
    const int d = block("d", half2, 2 * width, 2 * width, 3);
    graph::Resize twice;
    twice.mode = residual ? graph::Resize::Mode::Linear : graph::Resize::Mode::Nearest;
    const int up1 = add("up1", {d}, twice);
    const int join1 = add("join1", {up1, b}, graph::Concat{});
    // Without ReLU where signed values are wanted.
    const int e = residual ? add("e", {join1}, noisyMeans(4 * width, width, 3, 4))
                           : block("e", join1, 4 * width, width, 4);
    graph::ConvTranspose up;
    up.inChannels = up.outChannels = width;
    up.kernel = up.stride = {2, 2};
    up.weights = noiseOf(4 * width * width, std::sqrt(2.0 / width), 5);
    up.bias = noiseOf(width, 0.1, 6);
    const int up2 = add("up2", {e}, up);
    const int join2 = add("join2", {up2, a}, graph::Concat{});
    const int f = block("f", join2, 2 * width, width, 8);
    add("head", {f}, noisyMeans(width, classes, 1, 9));
    return net;
}

/// Bright blobs on a noisy ground, and where they are.
struct BlobImage {
    nn::CalibrationImage image;
    std::vector<float> truth; ///< 1 or -1
};

inline BlobImage blobImage(int side, std::uint64_t seed)
{
    Random random(seed, 1);
    std::vector<double> centres;
    for (int i = 0; i < 9; ++i) {
        centres.push_back(random.uniform(0, side));
    }
    BlobImage blobs;
    blobs.image.height = blobs.image.width = side;
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            bool inside = false;
            for (std::size_t i = 0; i + 2 < centres.size(); i += 3) {
                inside = inside
                         || std::hypot(y - centres[i], x - centres[i + 1])
                                < 4 + 8 * centres[i + 2] / side;
            }
            const double grey = (inside ? 170 : 90) + 12 * random.normal();
            blobs.image.codes.push_back(static_cast<std::uint8_t>(std::clamp(grey, 0.0, 255.0)));
            blobs.truth.push_back(inside ? 1.0F : -1.0F);
        }
    }
    return blobs;
}

/// Gives the last convolution weights that tell blobs from the ground.
inline void fitHead(graph::Graph& net, const std::vector<BlobImage>& blobs)
{
    const model::Lowering lowering = model::lowerGraph(net);
    const nn::GraphPlan plan = nn::planGraph(lowering.lowered->network);
    const nn::FloatNetwork network(*lowering.lowered, plan);
    std::vector<torch::Tensor> features;
    std::vector<torch::Tensor> targets;
    for (const BlobImage& blob : blobs) {
        const int side = blob.image.height;
        const nn::Places all{at::arange(side * side, torch::kLong), at::arange(1, torch::kLong),
                             at::arange(1, torch::kLong)};
        std::vector<std::vector<torch::Tensor>> samples(lowering.lowered->network.nodes.size());
        const torch::Tensor codes = torch::from_blob(
            const_cast<std::uint8_t*>(blob.image.codes.data()), {1, 1, side, side}, torch::kByte);
        network.run(codes, &all, &samples, {});
        const torch::Tensor read = samples[samples.size() - 2].front().clamp_min(0); // before head
        features.push_back(at::cat({read, at::ones({1, read.size(1)})}, 0).t());
        targets.push_back(torch::tensor(at::ArrayRef<float>(blob.truth)).view({-1, 1}));
    }
    // Blobs count as much as the ground, though they are smaller.
    const torch::Tensor y = at::cat(targets).to(torch::kDouble);
    const double share = (y > 0).to(torch::kDouble).mean().item<double>();
    const torch::Tensor weight =
        at::where(y > 0, at::full_like(y, (1 - share) / share), at::ones_like(y));
    const torch::Tensor x = at::cat(features).to(torch::kDouble);
    const torch::Tensor weighted = (x * weight).t();
    // Small weights, lest rounding errors of features that cancel each other decide.
    const double damping = 1e-5 * at::matmul(weighted, x).diagonal().mean().item<double>();
    const torch::Tensor gram =
        at::matmul(weighted, x) + damping * at::eye(x.size(1), torch::kDouble);
    const torch::Tensor fitted = at::linalg_solve(gram, at::matmul(weighted, y)).flatten();
    auto& head = std::get<graph::Conv>(net.nodes.back().op);
    for (int c = 0; c < head.inChannels; ++c) {
        head.weights[static_cast<std::size_t>(c)] = static_cast<float>(fitted[c].item<double>());
    }
    head.bias[0] = static_cast<float>(fitted[head.inChannels].item<double>());
}

inline nn::CalibrateRequest requestFor(const graph::Graph& net,
                                       std::vector<quant::Precision> precisions)
{
    nn::CalibrateRequest request;
    request.graph = std::make_shared<graph::Graph>(net);
    request.lowered = model::lowerGraph(net).lowered.value();
    request.card.name = "small";
    request.card.title = "Small";
    request.card.labels = {{1, "blob", {}}};
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        request.images.push_back(blobImage(64, seed).image);
    }
    request.precisions = std::move(precisions);
    return request;
}

} // namespace halftone::test
