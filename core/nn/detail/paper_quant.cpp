// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/paper_quant.h"

#include "core/nn/detail/paper_quant_loops.h"

#include "core/base/error.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <torch/autograd.h>

#include <cmath>

namespace halftone::nn {
namespace {

constexpr std::int64_t kPiece = 1 << 15; // elements per piece of parallel work
constexpr double kTernaryThreshold = 0.7;

bool passesEverywhere(PaperQuantizer kind)
{
    return kind == PaperQuantizer::PowerOfTwo || kind == PaperQuantizer::FixedPoint;
}

// Gradients pass up to here.
double gradientLimit(PaperQuantizer kind, quant::QFormat format)
{
    return kind == PaperQuantizer::Binary ? 1.0 : paperLargest(kind, format);
}

void quantizeRun(const float* x, float* y, std::int64_t count, PaperQuantizer kind,
                 quant::QFormat format)
{
    switch (kind) {
    case PaperQuantizer::PowerOfTwo:
        powerOfTwoRun(x, y, count, static_cast<float>(paperLargest(kind, format)));
        return;
    case PaperQuantizer::FixedPoint:
        fixedPointRun(x, y, count, format.intBits, format.fracBits);
        return;
    case PaperQuantizer::Sane:
        saneRun(x, y, count, static_cast<float>(format.step()),
                static_cast<float>(1.0 / format.step()), static_cast<float>(format.maxCode()));
        return;
    case PaperQuantizer::Binary: signRun(x, y, count); return;
    case PaperQuantizer::None:
    case PaperQuantizer::Ternary: break;
    }
    throw Error(ErrorCode::Internal, "paperQuantize was asked for a quantizer without values.");
}

// The same with LibTorch's operators: other devices and types.
torch::Tensor quantizeAnywhere(const torch::Tensor& x, PaperQuantizer kind, quant::QFormat format)
{
    const torch::Tensor magnitude = x.abs();
    const double scale = std::ldexp(1.0, format.fracBits);
    switch (kind) {
    case PaperQuantizer::PowerOfTwo:
        return x.sign()
               * at::exp2(at::round(at::log2(magnitude))).clamp_max(paperLargest(kind, format));
    case PaperQuantizer::FixedPoint: {
        const torch::Tensor whole = magnitude.floor();
        const torch::Tensor cut = whole.clamp_max(std::ldexp(1.0, format.intBits) - 1.0);
        return x.sign()
               * (format.fracBits > 0 ? cut + at::round((magnitude - whole) * scale) / scale : cut);
    }
    case PaperQuantizer::Sane: {
        const torch::Tensor bounded = (magnitude * scale).clamp_max(format.maxCode());
        const torch::Tensor whole = bounded.floor();
        return x.sign() * (whole + (bounded - whole).ge(0.5)) / scale;
    }
    case PaperQuantizer::Binary: return x.sign();
    case PaperQuantizer::None:
    case PaperQuantizer::Ternary: break;
    }
    throw Error(ErrorCode::Internal, "paperQuantize was asked for a quantizer without values.");
}

bool hasFastLoop(const torch::Tensor& x)
{
    return x.device().is_cpu() && x.scalar_type() == torch::kFloat;
}

// `gradient` where x lies within +-limit.
torch::Tensor maskGradient(const torch::Tensor& x, const torch::Tensor& gradient, double limit)
{
    if (!hasFastLoop(x)) {
        return gradient * x.abs().le(limit);
    }
    torch::Tensor grad = gradient;
    if (grad.strides() != x.strides()) { // same order of elements in memory
        grad = torch::empty_like(x).copy_(gradient);
    }
    torch::Tensor gradX = torch::empty_like(x);
    const float* in = x.data_ptr<float>();
    const float* gradIn = grad.data_ptr<float>();
    auto* gradOut = gradX.data_ptr<float>();
    at::parallel_for(0, x.numel(), kPiece, [&](std::int64_t begin, std::int64_t end) {
        maskRun(in + begin, gradIn + begin, gradOut + begin, end - begin,
                static_cast<float>(limit));
    });
    return gradX;
}

class PaperQuantize : public torch::autograd::Function<PaperQuantize> {
public:
    static torch::Tensor forward(torch::autograd::AutogradContext* context, const torch::Tensor& x,
                                 std::int64_t kindNumber, std::int64_t intBits,
                                 std::int64_t fracBits)
    {
        const auto kind = static_cast<PaperQuantizer>(kindNumber);
        const quant::QFormat format{static_cast<int>(intBits), static_cast<int>(fracBits)};
        const torch::Tensor dense = x.is_non_overlapping_and_dense() ? x : x.contiguous();
        const bool everywhere = passesEverywhere(kind);
        context->saved_data["everywhere"] = everywhere;
        if (!everywhere) {
            context->saved_data["limit"] = gradientLimit(kind, format);
            context->save_for_backward({dense});
        }
        if (!hasFastLoop(dense)) {
            return quantizeAnywhere(dense, kind, format);
        }
        torch::Tensor y = torch::empty_like(dense);
        const float* in = dense.data_ptr<float>();
        auto* out = y.data_ptr<float>();
        at::parallel_for(0, dense.numel(), kPiece, [&](std::int64_t begin, std::int64_t end) {
            quantizeRun(in + begin, out + begin, end - begin, kind, format);
        });
        return y;
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   torch::autograd::variable_list gradients)
    {
        torch::Tensor gradX = gradients[0];
        if (!context->saved_data["everywhere"].toBool()) {
            gradX = maskGradient(context->get_saved_variables()[0], gradX,
                                 context->saved_data["limit"].toDouble());
        }
        return {gradX, torch::Tensor(), torch::Tensor(), torch::Tensor()};
    }
};

class TernaryWeights : public torch::autograd::Function<TernaryWeights> {
public:
    static torch::Tensor forward(torch::autograd::AutogradContext* /*context*/,
                                 const torch::Tensor& weights)
    {
        const torch::Tensor magnitude = weights.abs();
        const torch::Tensor threshold =
            kTernaryThreshold * magnitude.mean({1, 2, 3}, /*keepdim=*/true);
        const torch::Tensor kept = magnitude.gt(threshold).to(weights.scalar_type());
        const torch::Tensor count = kept.sum({1, 2, 3}, /*keepdim=*/true).clamp_min(1.0);
        const torch::Tensor scale = (magnitude * kept).sum({1, 2, 3}, /*keepdim=*/true) / count;
        return weights.sign() * kept * scale;
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* /*context*/,
                                                   torch::autograd::variable_list gradients)
    {
        return {gradients[0]};
    }
};

} // namespace

torch::Tensor paperQuantize(const torch::Tensor& x, PaperQuantizer kind, quant::QFormat format)
{
    return PaperQuantize::apply(x, static_cast<std::int64_t>(kind),
                                static_cast<std::int64_t>(format.intBits),
                                static_cast<std::int64_t>(format.fracBits));
}

double paperLargest(PaperQuantizer kind, quant::QFormat format)
{
    const double fraction = 1.0 - format.step(); // 0 without fraction bits
    switch (kind) {
    case PaperQuantizer::PowerOfTwo:
        return (format.intBits > 0 ? std::ldexp(1.0, format.intBits - 1) : 0.0) + fraction;
    case PaperQuantizer::FixedPoint: // the fraction can round up to 1
        return quant::publishedLargest(format);
    case PaperQuantizer::Sane: return format.maxCode() * format.step();
    case PaperQuantizer::None:
    case PaperQuantizer::Binary:
    case PaperQuantizer::Ternary: break;
    }
    throw Error(ErrorCode::Internal, "paperLargest was asked about a quantizer without a format.");
}

std::int64_t paperLevels(PaperQuantizer kind, quant::QFormat format)
{
    if (kind != PaperQuantizer::FixedPoint && kind != PaperQuantizer::Sane) {
        throw Error(ErrorCode::Internal,
                    "paperLevels was asked about a quantizer that is not fixed point.");
    }
    // Multiples of the step from -largest to +largest.
    return 2 * std::llround(paperLargest(kind, format) / format.step()) + 1;
}

torch::Tensor ternaryWeights(const torch::Tensor& weights)
{
    return TernaryWeights::apply(weights);
}

torch::Tensor ternaryTanh(const torch::Tensor& x, double slope)
{
    const torch::Tensor scaled = x * (2.0 * slope);
    return (at::tanh(scaled - slope) + at::tanh(scaled + slope)) * 0.5;
}

} // namespace halftone::nn
