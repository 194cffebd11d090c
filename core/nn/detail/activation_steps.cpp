// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/activation_steps.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace halftone::nn {
namespace {

constexpr int kCandidates = 48;
constexpr double kLeastRatio = 0.04; // of the step that holds all samples
constexpr int kRefinements = 8;      // candidates between the best and each of its neighbours
constexpr int kZeroCandidates = 5;

struct Range {
    float low = 0;
    float high = 0; // 0 is always in it: padding needs a code
};

Range rangeOf(const ValueSamples& samples)
{
    Range range;
    for (const float value : samples.values) {
        range.low = std::min(range.low, value);
        range.high = std::max(range.high, value);
    }
    if (samples.rectified) {
        range.low = 0;
    }
    return range;
}

double squaredError(const ValueSamples& samples, double step, int zeroPoint, int maxCode)
{
    const auto inverse = static_cast<float>(1 / step);
    const auto width = static_cast<float>(step);
    const auto zero = static_cast<float>(zeroPoint);
    const auto most = static_cast<float>(maxCode);
    double total = 0;
    for (const float sample : samples.values) {
        const float value = samples.rectified ? std::max(sample, 0.0F) : sample;
        const float code = std::floor(std::clamp(value * inverse + zero, 0.0F, most) + 0.5F);
        const float error = value - (code - zero) * width;
        total += static_cast<double>(error) * error;
    }
    return total;
}

struct Found {
    double error = std::numeric_limits<double>::infinity();
    int zeroPoint = 0;
};

// Between codes that reach the lowest and the highest sample.
Found bestZero(const ValueSamples& samples, const Range& range, double step, int maxCode)
{
    if (samples.rectified) {
        return {squaredError(samples, step, 0, maxCode), 0};
    }
    const double most = maxCode;
    const double atLow = std::clamp(-range.low / step, 0.0, most);
    const double atHigh = std::clamp(most - range.high / step, 0.0, most);
    Found best;
    int before = -1;
    for (int i = 0; i < kZeroCandidates; ++i) {
        const double share = static_cast<double>(i) / (kZeroCandidates - 1);
        const int zero = static_cast<int>(std::lround(atLow + (atHigh - atLow) * share));
        if (zero == before) {
            continue;
        }
        before = zero;
        const double error = squaredError(samples, step, zero, maxCode);
        if (error < best.error) {
            best = {error, zero};
        }
    }
    return best;
}

} // namespace

StepChoice chooseStep(std::span<const ValueSamples> values, int maxCode)
{
    std::vector<Range> ranges;
    double widest = 0;
    for (const ValueSamples& samples : values) {
        ranges.push_back(rangeOf(samples));
        widest = std::max(widest, static_cast<double>(ranges.back().high) - ranges.back().low);
    }
    StepChoice best{1, std::vector<int>(values.size(), 0)};
    if (!(widest
          > 0)) { // what is always cut off, which no step changes, tells how large it would be
        for (const ValueSamples& samples : values) {
            for (const float value : samples.values) {
                widest = std::max(widest, std::abs(static_cast<double>(value)));
            }
        }
    }
    const double largest = widest / maxCode;
    if (!(static_cast<float>(largest) > std::numeric_limits<float>::min())) {
        return best; // nothing but zeros, which every step holds
    }
    double least = std::numeric_limits<double>::infinity();
    const auto attempt = [&](double step) {
        double error = 0;
        std::vector<int> zeros;
        for (std::size_t i = 0; i < values.size(); ++i) {
            const Found found = bestZero(values[i], ranges[i], step, maxCode);
            error += found.error;
            zeros.push_back(found.zeroPoint);
        }
        if (error < least) {
            least = error;
            best = {step, std::move(zeros)};
        }
    };
    const double ratio = std::pow(kLeastRatio, 1.0 / (kCandidates - 1));
    for (int i = 0; i < kCandidates; ++i) {
        attempt(largest * std::pow(ratio, i));
    }
    const double coarse = best.step;
    for (int i = -kRefinements + 1; i < kRefinements; ++i) {
        attempt(coarse * std::pow(ratio, static_cast<double>(i) / kRefinements));
    }
    return best;
}

} // namespace halftone::nn
