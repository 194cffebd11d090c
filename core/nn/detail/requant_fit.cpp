// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/requant_fit.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace halftone::nn {
namespace {

constexpr double kLargestCorrection = 4; // of a gain, and its inverse

struct Moments {
    std::vector<double> mean;     // [O]
    std::vector<double> variance; // [O]
};

Moments momentsOf(const torch::Tensor& rows)
{
    const torch::Tensor x = rows.to(torch::kDouble);
    const torch::Tensor mean = x.mean(1, true);
    const torch::Tensor variance = (x - mean).square_().mean(1).contiguous();
    const torch::Tensor flat = mean.flatten().contiguous();
    const auto count = static_cast<std::size_t>(rows.size(0));
    Moments moments;
    moments.mean.assign(flat.data_ptr<double>(), flat.data_ptr<double>() + count);
    moments.variance.assign(variance.data_ptr<double>(), variance.data_ptr<double>() + count);
    return moments;
}

double gainOf(double wanted, double found, double nominal)
{
    if (!(wanted > 0) || !(found > 0) || nominal == 0) {
        return nominal;
    }
    const double correction = std::sqrt(wanted / found) / std::abs(nominal);
    return nominal * std::clamp(correction, 1 / kLargestCorrection, kLargestCorrection);
}

} // namespace

std::vector<ChannelFit> matchMoments(const torch::Tensor& sums, const torch::Tensor& values,
                                     const std::vector<double>& nominal)
{
    const Moments found = momentsOf(sums);
    const Moments wanted = momentsOf(values);
    std::vector<ChannelFit> fits;
    for (std::size_t o = 0; o < nominal.size(); ++o) {
        const double gain = gainOf(wanted.variance[o], found.variance[o], nominal[o]);
        fits.push_back({gain, wanted.mean[o] - gain * found.mean[o]});
    }
    return fits;
}

std::vector<ChannelFit> matchMomentsTogether(const torch::Tensor& sums, const torch::Tensor& values,
                                             double nominal)
{
    const Moments found = momentsOf(sums);
    const Moments wanted = momentsOf(values);
    double foundVariance = 0;
    double wantedVariance = 0;
    for (std::size_t o = 0; o < found.mean.size(); ++o) {
        foundVariance += found.variance[o];
        wantedVariance += wanted.variance[o];
    }
    const double gain = gainOf(wantedVariance, foundVariance, nominal);
    std::vector<ChannelFit> fits;
    for (std::size_t o = 0; o < found.mean.size(); ++o) {
        fits.push_back({gain, wanted.mean[o] - gain * found.mean[o]});
    }
    return fits;
}

quant::ChannelRequant makeBoundedRequant(double scale, double offset, std::int64_t accBound)
{
    // Without a shift the multiplier is scale * 2^preShift; the product must stay in 31 bits.
    double rounded = static_cast<double>(accBound);
    double largest = quant::kMaxMultiplier;
    while (rounded > quant::kMaxRounded) {
        rounded /= 2;
        largest /= 2;
    }
    largest = std::floor(largest); // 0 cannot be: bounds stay below 2^28
    return quant::makeRequant(std::clamp(scale, -largest, largest), offset, accBound);
}

model::AddRequant makeAddRequant(const CodedValue& first, const CodedValue& second,
                                 const CodedValue& sum)
{
    constexpr double kLargest = std::numeric_limits<std::int16_t>::max();
    const double firstRatio = std::min(first.step / sum.step, kLargest);
    const double secondRatio = std::min(second.step / sum.step, kLargest);
    for (int shift = quant::kMaxShift; shift > 0; --shift) {
        const double a = std::nearbyint(std::ldexp(firstRatio, shift));
        const double b = std::nearbyint(std::ldexp(secondRatio, shift));
        const double bias = std::ldexp(sum.zeroPoint, shift) - first.zeroPoint * a
                            - second.zeroPoint * b + std::ldexp(1.0, shift - 1);
        const double bound = first.maxCode * a + second.maxCode * b + std::abs(bias);
        if (a <= kLargest && b <= kLargest && bound < std::ldexp(1.0, 31)) {
            return {static_cast<std::int32_t>(bias), static_cast<std::int16_t>(a),
                    static_cast<std::int16_t>(b), static_cast<std::uint8_t>(shift)};
        }
    }
    // More than 16383 codes of the sum for one of an input: whole ratios.
    const auto a = static_cast<std::int16_t>(firstRatio);
    const auto b = static_cast<std::int16_t>(secondRatio);
    return {sum.zeroPoint - first.zeroPoint * a - second.zeroPoint * b, a, b, 0};
}

} // namespace halftone::nn
