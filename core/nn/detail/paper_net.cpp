// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/paper_net.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

#include <cmath>

namespace halftone::nn {
namespace {

constexpr double kNormEpsilon = 1e-5; // batch norm, as PyTorch's default
constexpr int kKernel = 3;

struct Shape {
    const char* name;
    int in, out;
};

// Inputs and outputs of the convolutions in the order of execution, for a width of 1; the image has
// one channel whatever the width.
std::vector<Shape> shapesOf(int width)
{
    std::vector<Shape> shapes{{"down1.conv1", 0, 1},  {"down1.conv2", 1, 1},  {"down2.conv1", 1, 2},
                              {"down2.conv2", 2, 2},  {"down3.conv1", 2, 4},  {"down3.conv2", 4, 4},
                              {"bottom.conv1", 4, 4}, {"bottom.conv2", 4, 4}, {"up1.conv1", 8, 4},
                              {"up1.conv2", 4, 4},    {"up2.conv1", 6, 2},    {"up2.conv2", 2, 2},
                              {"up3.conv1", 3, 1},    {"up3.conv2", 1, 1},    {"head", 1, 0}};
    for (Shape& shape : shapes) {
        shape.in = shape.in == 0 ? 1 : shape.in * width;
        shape.out = shape.out == 0 ? 1 : shape.out * width;
    }
    return shapes;
}

torch::Tensor uniform(const std::vector<std::int64_t>& shape, double bound,
                      const at::Generator& generator)
{
    return (torch::rand(shape, generator) * 2.0 - 1.0) * bound;
}

void drawWeights(PaperNet::Conv& conv, const Shape& shape, PaperDesign::Start start,
                 const at::Generator& generator)
{
    const std::vector<std::int64_t> sizes{shape.out, shape.in, kKernel, kKernel};
    const double fanIn = static_cast<double>(shape.in) * kKernel * kKernel;
    conv.bias = torch::zeros({shape.out});
    if (start == PaperDesign::Start::He) {
        conv.weights = torch::randn(sizes, generator) * std::sqrt(2.0 / fanIn);
    } else if (conv.quantized) {
        conv.weights = uniform(sizes, 1.0, generator);
    } else {
        conv.weights = uniform(sizes, 1.0 / std::sqrt(fanIn), generator);
        conv.bias = uniform({shape.out}, 1.0 / std::sqrt(fanIn), generator);
    }
}

torch::Tensor normalise(const PaperNet::Conv& conv, const torch::Tensor& x,
                        const PaperNet::Forward& run)
{
    return at::batch_norm(x, conv.gamma, conv.beta, conv.mean, conv.variance, run.training,
                          run.momentum, kNormEpsilon, /*cudnn_enabled=*/true);
}

torch::Tensor activate(const PaperNet::Conv& conv, const torch::Tensor& x, double slope)
{
    return conv.ternaryTanh ? ternaryTanh(x, slope) : at::relu(x);
}

} // namespace

PaperNet::PaperNet(const PaperDesign& design, int width, std::uint64_t seed, torch::Device device)
    : m_design(design), m_device(device)
{
    const at::Generator generator = at::detail::createCPUGenerator(seed);
    const std::vector<Shape> shapes = shapesOf(width);
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        const bool head = i + 1 == shapes.size();
        const bool end = i < 2 || head;
        Conv conv;
        conv.name = shapes[i].name;
        conv.quantized = design.quantizer != PaperQuantizer::None && !(end && design.floatEnds);
        conv.ternaryTanh = design.quantizer == PaperQuantizer::Ternary && i >= 2 && !head;
        drawWeights(conv, shapes[i], design.start, generator);
        // LibTorch's CPU convolutions follow the weights' layout; channels last is faster.
        conv.weights =
            conv.weights.to(device).contiguous(torch::MemoryFormat::ChannelsLast).requires_grad_();
        conv.bias = conv.bias.to(device).requires_grad_();
        if (!head) {
            conv.gamma = torch::ones({shapes[i].out}, device).requires_grad_();
            conv.beta = torch::zeros({shapes[i].out}, device).requires_grad_();
            conv.mean = torch::zeros({shapes[i].out}, device);
            conv.variance = torch::ones({shapes[i].out}, device);
        }
        m_convs.push_back(conv);
    }
}

torch::Tensor PaperNet::effectiveWeights(const Conv& conv) const
{
    if (!conv.quantized) {
        return conv.weights;
    }
    return m_design.quantizer == PaperQuantizer::Ternary
               ? ternaryWeights(conv.weights)
               : paperQuantize(conv.weights, m_design.quantizer, m_design.weights);
}

torch::Tensor PaperNet::quantizeActivations(const torch::Tensor& x) const
{
    if (m_design.quantizer == PaperQuantizer::None
        || m_design.quantizer == PaperQuantizer::Ternary) {
        return x;
    }
    return paperQuantize(x, m_design.quantizer, m_design.activations);
}

torch::Tensor PaperNet::convolve(const Conv& conv, const torch::Tensor& x, const Forward& run) const
{
    return at::conv2d(x, effectiveWeights(conv).to(run.arithmetic), conv.bias.to(run.arithmetic),
                      /*stride=*/1, /*padding=*/kKernel / 2);
}

torch::Tensor PaperNet::block(std::size_t first, torch::Tensor x, const Forward& run) const
{
    for (std::size_t i = first; i < first + 2; ++i) {
        const Conv& conv = m_convs[i];
        const torch::Tensor y = convolve(conv, x, run);
        const torch::Tensor out =
            m_design.order == PaperDesign::Order::ConvReluNorm
                ? normalise(conv, activate(conv, y, run.tanhSlope).to(torch::kFloat), run)
                : activate(conv, normalise(conv, y.to(torch::kFloat), run), run.tanhSlope);
        x = quantizeActivations(out).to(run.arithmetic);
    }
    return x;
}

torch::Tensor PaperNet::upBlock(std::size_t first, const torch::Tensor& deep,
                                const torch::Tensor& skip, const Forward& run) const
{
    const std::vector<std::int64_t> size{2 * deep.size(2), 2 * deep.size(3)};
    // LibTorch 1.13 interpolates linearly in float only.
    const torch::Tensor up =
        m_design.upsampling == PaperDesign::Upsampling::Bilinear
            ? at::upsample_bilinear2d(deep.to(torch::kFloat), size, /*align_corners=*/false)
                  .to(run.arithmetic)
            : at::upsample_nearest2d(deep, size);
    return block(first, at::cat({up, skip}, 1), run);
}

torch::Tensor PaperNet::forward(const torch::Tensor& x, const Forward& run)
{
    const torch::Tensor level1 = block(0, x.to(run.arithmetic), run);
    const torch::Tensor level2 = block(2, at::max_pool2d(level1, 2), run);
    const torch::Tensor level3 = block(4, at::max_pool2d(level2, 2), run);
    torch::Tensor y = block(6, at::max_pool2d(level3, 2), run);
    y = upBlock(8, y, level3, run);
    y = upBlock(10, y, level2, run);
    y = upBlock(12, y, level1, run);
    return convolve(m_convs.back(), y, run).to(torch::kFloat);
}

std::vector<NamedTensor> PaperNet::parameters() const
{
    std::vector<NamedTensor> result;
    for (const Conv& conv : m_convs) {
        result.push_back({conv.name + ".weight", conv.weights, true});
        result.push_back({conv.name + ".bias", conv.bias, false});
        if (conv.gamma.defined()) {
            result.push_back({conv.name + ".gamma", conv.gamma, false});
            result.push_back({conv.name + ".beta", conv.beta, false});
        }
    }
    return result;
}

std::vector<NamedTensor> PaperNet::buffers() const
{
    std::vector<NamedTensor> result;
    for (const Conv& conv : m_convs) {
        if (conv.mean.defined()) {
            result.push_back({conv.name + ".mean", conv.mean, false});
            result.push_back({conv.name + ".variance", conv.variance, false});
        }
    }
    return result;
}

} // namespace halftone::nn
