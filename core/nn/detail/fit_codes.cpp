// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/fit_codes.h"

#include "core/base/progress.h"
#include "core/nn/detail/matrix_product.h"
#include "core/quant/weight_codes.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace halftone::nn {
namespace {

constexpr double kDamping = 0.01; // of the mean moment: few samples tell little of rare inputs
constexpr int kStepCandidates = 40;
constexpr double kLeastShare = 0.3; // of the largest step: ternary codes of a peaked distribution
constexpr int kSweeps = 4;
constexpr std::int64_t kBlock = 64; // coordinates whose effects on all others are summed up at once
constexpr double kFewChanges = 1e-3; // of the codes: then another sweep is not worth it

// Squared error of the nearest codes at `step`, inputs weighted by `weight`.
double roundingError(const float* row, const float* weight, std::int64_t count, double step,
                     double maxCode)
{
    double total = 0;
    for (std::int64_t i = 0; i < count; ++i) {
        const double code = std::clamp(std::nearbyint(row[i] / step), -maxCode, maxCode);
        const double error = step * code - row[i];
        total += weight[i] * error * error;
    }
    return total;
}

class Descent {
public:
    Descent(const torch::Tensor& weights, const torch::Tensor& moments, int bits,
            StepSharing sharing)
        : m_sharing(sharing), m_maxCode(static_cast<float>(quant::maxWeightCode(bits))),
          m_weights(weights.to(torch::kFloat).contiguous()), m_moments(damped(moments)),
          m_target(matrixProduct(m_weights, m_moments)),
          m_steps(torch::ones({weights.size(0), 1}, torch::kFloat))
    {
    }

    FittedCodes run(const StopToken& stop)
    {
        searchSteps();
        m_codes = at::round(m_weights / m_steps).clamp_(-m_maxCode, m_maxCode);
        torch::Tensor products = matrixProduct(m_codes, m_moments);
        for (int i = 0; i < kSweeps; ++i) {
            // Half the derivative of the error by the quantized weights, kept up to date.
            torch::Tensor slope = (products * m_steps).sub_(m_target);
            const std::int64_t changes = sweep(slope, stop);
            products = matrixProduct(m_codes, m_moments);
            refitSteps(products);
            if (static_cast<double>(changes) < kFewChanges * static_cast<double>(m_codes.numel())) {
                break;
            }
        }
        FittedCodes fitted;
        const float* codes = m_codes.data_ptr<float>();
        std::transform(codes, codes + m_codes.numel(), std::back_inserter(fitted.codes),
                       [](float code) { return static_cast<std::int8_t>(code); });
        const float* steps = m_steps.data_ptr<float>();
        fitted.steps.assign(steps, steps + m_steps.numel());
        return fitted;
    }

private:
    static torch::Tensor damped(const torch::Tensor& moments)
    {
        torch::Tensor result = moments.to(torch::kFloat).clone();
        const double mean = result.diagonal().mean().item<double>();
        result.diagonal().add_(mean > 0 ? kDamping * mean : 1.0);
        return result;
    }

    void searchSteps()
    {
        const std::int64_t rows = m_weights.size(0);
        const std::int64_t columns = m_weights.size(1);
        const torch::Tensor diagonal = m_moments.diagonal().contiguous();
        const torch::Tensor peaks = std::get<0>(m_weights.abs().max(1));
        const float* weights = m_weights.data_ptr<float>();
        const double shared = peaks.max().item<double>();
        const bool one = m_sharing == StepSharing::OneForAll;
        torch::Tensor errors = torch::zeros({rows, kStepCandidates}, torch::kDouble);
        const auto stepOf = [&](std::int64_t row, int candidate) {
            const double peak = one ? shared : peaks.data_ptr<float>()[row];
            const double ratio = 1 - (1 - kLeastShare) * candidate / (kStepCandidates - 1);
            return peak > 0 ? ratio * peak / m_maxCode : 1.0;
        };
        at::parallel_for(0, rows, 1, [&](std::int64_t first, std::int64_t last) {
            for (std::int64_t row = first; row < last; ++row) {
                for (int c = 0; c < kStepCandidates; ++c) {
                    errors.data_ptr<double>()[row * kStepCandidates + c] =
                        roundingError(weights + row * columns, diagonal.data_ptr<float>(), columns,
                                      stepOf(row, c), m_maxCode);
                }
            }
        });
        if (one) {
            errors = errors.sum(0, true).expand({rows, kStepCandidates});
        }
        const torch::Tensor best = errors.argmin(1);
        for (std::int64_t row = 0; row < rows; ++row) {
            m_steps.data_ptr<float>()[row] = static_cast<float>(
                stepOf(row, static_cast<int>(best.data_ptr<std::int64_t>()[row])));
        }
    }

    // Every coordinate once; how many codes changed.
    std::int64_t sweep(torch::Tensor& slope, const StopToken& stop)
    {
        const std::int64_t rows = m_codes.size(0);
        const std::int64_t columns = m_codes.size(1);
        std::int64_t changes = 0;
        for (std::int64_t begin = 0; begin < columns; begin += kBlock) {
            throwIfStopped(stop);
            const std::int64_t count = std::min(kBlock, columns - begin);
            const torch::Tensor moves = torch::zeros({rows, count}, torch::kFloat);
            at::parallel_for(0, rows, 8, [&](std::int64_t first, std::int64_t last) {
                for (std::int64_t row = first; row < last; ++row) {
                    descendRow(row, begin, count, slope, moves);
                }
            });
            changes += moves.count_nonzero().item<std::int64_t>();
            slope.add_(matrixProduct(moves, m_moments.narrow(0, begin, count)));
        }
        return changes;
    }

    void descendRow(std::int64_t row, std::int64_t begin, std::int64_t count,
                    const torch::Tensor& slope, const torch::Tensor& moves)
    {
        const std::int64_t columns = m_codes.size(1);
        const float step = m_steps.data_ptr<float>()[row];
        float* codes = m_codes.data_ptr<float>() + row * columns + begin;
        float* moved = moves.data_ptr<float>() + row * count;
        const float* from = slope.data_ptr<float>() + row * columns + begin;
        float slopes[kBlock];
        std::copy_n(from, count, slopes);
        for (std::int64_t i = 0; i < count; ++i) {
            const float* moments = m_moments.data_ptr<float>() + (begin + i) * columns + begin;
            const float best = codes[i] - slopes[i] / (step * moments[i]);
            const float code = std::clamp(std::nearbyint(best), -m_maxCode, m_maxCode);
            if (code == codes[i]) {
                continue;
            }
            moved[i] = (code - codes[i]) * step;
            codes[i] = code;
            for (std::int64_t k = 0; k < count; ++k) {
                slopes[k] += moved[i] * moments[k];
            }
        }
    }

    // Least squares, given the codes; `products` = codes * moments.
    void refitSteps(const torch::Tensor& products)
    {
        torch::Tensor across = (m_codes * m_target).sum(1, true);
        torch::Tensor own = (m_codes * products).sum(1, true);
        if (m_sharing == StepSharing::OneForAll) {
            across = across.sum().expand_as(m_steps);
            own = own.sum().expand_as(m_steps);
        }
        // Codes of zeros alone, or a fit that turns the sign, leave the step as it was.
        m_steps =
            at::where((own > 0).logical_and(across > 0), across / own.clamp_min(1e-30), m_steps)
                .contiguous();
    }

    StepSharing m_sharing;
    float m_maxCode;
    torch::Tensor m_weights; // [O,D]
    torch::Tensor m_moments; // [D,D]
    torch::Tensor m_target;  // weights * moments
    torch::Tensor m_steps;   // [O,1]
    torch::Tensor m_codes;   // [O,D], whole numbers
};

} // namespace

FittedCodes fitCodes(const torch::Tensor& weights, const torch::Tensor& moments, int bits,
                     StepSharing sharing, const StopToken& stop)
{
    return Descent(weights, moments, bits, sharing).run(stop);
}

} // namespace halftone::nn
