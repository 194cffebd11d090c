// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/fake_quant.h"

#include "core/nn/detail/quantizer_loops.h"
#include "core/quant/weight_codes.h"

#include <ATen/Parallel.h>
#include <torch/autograd.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace halftone::nn {
namespace {

constexpr double kMaxCode8 = 127.0;
// Elements per independent piece of work. Partial sums are taken per piece and added in order, so
// that gradients do not depend on the thread count.
constexpr std::int64_t kPiece = 1 << 15;

// Calls loop(pointer type tag) for the two types that the fast loops know.
template <typename Loop>
void forBits(const torch::Tensor& x, const Loop& loop)
{
    if (x.scalar_type() == torch::kBFloat16) {
        loop(std::uint16_t{});
    } else {
        loop(float{});
    }
}

bool hasFastLoop(const torch::Tensor& x)
{
    return x.device().is_cpu()
           && (x.scalar_type() == torch::kFloat || x.scalar_type() == torch::kBFloat16);
}

class FakeQuantRelu : public torch::autograd::Function<FakeQuantRelu> {
public:
    static torch::Tensor forward(torch::autograd::AutogradContext* context, const torch::Tensor& x,
                                 const torch::Tensor& step, std::int64_t maxCode)
    {
        const torch::Tensor dense = x.is_non_overlapping_and_dense() ? x : x.contiguous();
        context->save_for_backward({dense, step});
        context->saved_data["maxCode"] = maxCode;
        const auto stepValue = step.item<float>();
        if (!hasFastLoop(dense)) {
            return quantizeTensor(dense, stepValue, maxCode);
        }
        torch::Tensor y = torch::empty_like(dense);
        forBits(dense, [&](auto tag) {
            using Value = decltype(tag);
            const auto* in = static_cast<const Value*>(dense.data_ptr());
            auto* out = static_cast<Value*>(y.data_ptr());
            at::parallel_for(0, dense.numel(), kPiece, [&](std::int64_t begin, std::int64_t end) {
                quantizeRun(in + begin, out + begin, end - begin, stepValue,
                            static_cast<float>(maxCode));
            });
        });
        return y;
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   torch::autograd::variable_list gradients)
    {
        const auto saved = context->get_saved_variables();
        const torch::Tensor& x = saved[0];
        const torch::Tensor gradient = gradients[0].to(x.scalar_type());
        const std::int64_t maxCode = context->saved_data["maxCode"].toInt();
        const auto step = saved[1].item<float>();
        const double scale =
            1.0 / std::sqrt(static_cast<double>(x.numel()) * static_cast<double>(maxCode));
        torch::Tensor gradX;
        torch::Tensor gradStep;
        if (hasFastLoop(x)) {
            double total = 0.0;
            gradX = backwardOnCpu(x, gradient, step, static_cast<float>(maxCode), total);
            gradStep = torch::full({}, total * scale, saved[1].options());
        } else {
            const QuantizerGradients found = differentiateTensor(x, gradient, step, maxCode);
            gradX = found.x;
            gradStep = found.step * scale;
        }
        return {gradX, gradStep, torch::Tensor()};
    }

private:
    static torch::Tensor backwardOnCpu(const torch::Tensor& x, const torch::Tensor& gradient,
                                       float step, float maxCode, double& total)
    {
        torch::Tensor grad = gradient;
        if (grad.strides() != x.strides()) { // same order of elements in memory
            grad = torch::empty_like(x).copy_(gradient);
        }
        torch::Tensor gradX = torch::empty_like(x);
        const std::int64_t pieces = (x.numel() + kPiece - 1) / kPiece;
        std::vector<double> sums(static_cast<std::size_t>(pieces), 0.0);
        forBits(x, [&](auto tag) {
            using Value = decltype(tag);
            const auto* in = static_cast<const Value*>(x.data_ptr());
            const auto* gradIn = static_cast<const Value*>(grad.data_ptr());
            auto* gradOut = static_cast<Value*>(gradX.data_ptr());
            at::parallel_for(0, pieces, 1, [&](std::int64_t first, std::int64_t last) {
                for (std::int64_t piece = first; piece < last; ++piece) {
                    const std::int64_t begin = piece * kPiece;
                    const std::int64_t count = std::min(kPiece, x.numel() - begin);
                    sums[static_cast<std::size_t>(piece)] = differentiateRun(
                        in + begin, gradIn + begin, gradOut + begin, count, step, maxCode);
                }
            });
        });
        for (const double sum : sums) {
            total += sum;
        }
        return gradX;
    }
};

// As the fast loops: multiplied by the inverse, in float.
torch::Tensor inSteps(const torch::Tensor& x, float step)
{
    return x.to(torch::kFloat) * static_cast<double>(1.0F / step);
}

torch::Tensor codesOf(const torch::Tensor& scaled, std::int64_t maxCode)
{
    return torch::floor(scaled.clamp(0.0, static_cast<double>(maxCode)) + 0.5);
}

double squaredError(std::span<const float> samples, float step, float maxCode)
{
    const float inverse = 1.0F / step;
    double total = 0.0;
    for (const float sample : samples) {
        const float value = std::max(sample, 0.0F);
        const float code = std::floor(std::min(value * inverse, maxCode) + 0.5F);
        const float error = value - code * step;
        total += static_cast<double>(error) * static_cast<double>(error);
    }
    return total;
}

} // namespace

torch::Tensor weightStep(const torch::Tensor& weights, bool shared)
{
    const torch::NoGradGuard noGrad;
    const torch::Tensor square = weights.detach().square();
    const torch::Tensor mean =
        shared ? square.mean().view({1, 1, 1, 1}) : square.mean({1, 2, 3}, /*keepdim=*/true);
    return (mean.sqrt() * (kWeightRange / kMaxCode8)).clamp_min(1e-8);
}

torch::Tensor scaledWeights(const torch::Tensor& weights, const torch::Tensor& step)
{
    return (weights / step).clamp(-kMaxCode8, kMaxCode8);
}

torch::Tensor nestedCodes(const torch::Tensor& codes8, int bits)
{
    if (bits >= 8) {
        return codes8;
    }
    if (bits == 1) {
        return torch::where(codes8 >= 0, torch::ones_like(codes8), -torch::ones_like(codes8));
    }
    const double divisor = quant::nestedStep(bits);
    const torch::Tensor magnitude = torch::floor((codes8.abs() + divisor / 2) / divisor)
                                        .clamp_max(static_cast<double>(quant::maxWeightCode(bits)));
    return magnitude * codes8.sign();
}

torch::Tensor fakeQuantWeights(const torch::Tensor& weights, int bits, bool shared)
{
    const torch::Tensor step = weightStep(weights, shared);
    const torch::Tensor scaled = scaledWeights(weights, step);
    torch::Tensor correction;
    {
        const torch::NoGradGuard noGrad;
        correction = nestedCodes(torch::round(scaled), bits) * quant::nestedStep(bits) - scaled;
    }
    return (scaled + correction) * step;
}

torch::Tensor clampedWeights(const torch::Tensor& weights, bool shared)
{
    const torch::Tensor step = weightStep(weights, shared);
    return scaledWeights(weights, step) * step;
}

torch::Tensor quantizeTensor(const torch::Tensor& x, float step, std::int64_t maxCode)
{
    const torch::Tensor y = codesOf(inSteps(x, step), maxCode) * static_cast<double>(step);
    return y.to(x.scalar_type());
}

QuantizerGradients differentiateTensor(const torch::Tensor& x, const torch::Tensor& gradient,
                                       float step, std::int64_t maxCode)
{
    const torch::Tensor scaled = inSteps(x, step);
    const torch::Tensor code = codesOf(scaled, maxCode);
    const torch::Tensor inside = (scaled > 0).logical_and(scaled < static_cast<double>(maxCode));
    const torch::Tensor slope = torch::where(inside, code - scaled, code);
    return {gradient * inside, (gradient.to(torch::kFloat) * slope).sum()};
}

torch::Tensor fakeQuantRelu(const torch::Tensor& x, const torch::Tensor& step, std::int64_t maxCode)
{
    return FakeQuantRelu::apply(x, step, maxCode);
}

double searchStep(std::span<const float> samples, int maxCode)
{
    float top = 0.0F;
    for (const float sample : samples) {
        top = std::max(top, sample);
    }
    if (!(top > 0.0F)) {
        return 1.0 / maxCode; // nothing is active: any step codes zeros
    }
    double best = std::numeric_limits<double>::infinity();
    float bestStep = top / static_cast<float>(maxCode);
    for (float range = top; range > 0.05F * top; range *= 0.95F) {
        const float step = range / static_cast<float>(maxCode);
        const double error = squaredError(samples, step, static_cast<float>(maxCode));
        if (error < best) {
            best = error;
            bestStep = step;
        }
    }
    return static_cast<double>(bestStep);
}

} // namespace halftone::nn
