// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/engine/conv_data.h"

#include "tests/engine/engine_cases.h"

#include <algorithm>

namespace halftone::testing {
namespace {

using engine::Reading;

int drawInput(std::mt19937& random, const ConvCase& c)
{
    if (c.limitsOnly) {
        return c.maxInput * uniform(random, 0, 1);
    }
    return c.extremeSign != 0 || c.largestInputs ? c.maxInput : uniform(random, 0, c.maxInput);
}

int drawWeight(std::mt19937& random, const ConvCase& c)
{
    if (c.limitsOnly) {
        return c.maxWeight * (2 * uniform(random, 0, 1) - 1);
    }
    return c.extremeSign != 0 ? c.extremeSign * c.maxWeight
                              : uniform(random, -c.maxWeight, c.maxWeight);
}

/// Every input channel gets what the first one of its input has.
void makeChannelsAlike(ConvData& data)
{
    for (PlainInput& input : data.inputs) {
        const auto plane = static_cast<std::ptrdiff_t>(input.height) * input.width;
        for (int channel = 1; channel < input.channels; ++channel) {
            std::copy_n(input.codes.begin(), plane, input.codes.begin() + channel * plane);
        }
    }
    const std::ptrdiff_t taps = std::ptrdiff_t{data.shape.kernel} * data.shape.kernel;
    auto next = data.weights.begin();
    for (int out = 0; out < data.shape.outChannels; ++out) {
        for (const PlainInput& input : data.inputs) {
            for (int channel = 1; channel < input.channels; ++channel) {
                std::copy_n(next, taps, next + channel * taps);
            }
            next += input.channels * taps;
        }
    }
}

} // namespace

ConvData makeConvData(const ConvCase& c)
{
    std::mt19937 random(c.seed);
    ConvData data;
    const auto addInput = [&](int channels, Reading reading) {
        const int half = reading == Reading::Upsampled2 ? 2 : 1;
        data.inputs.push_back({channels, c.height / half, c.width / half, reading, {}});
    };
    addInput(c.firstChannels, c.reading);
    if (c.secondChannels > 0) {
        addInput(c.secondChannels, c.secondReading);
    }
    data.shape = {c.kernel, {}, c.outChannels, {}, c.maxInput};
    for (PlainInput& input : data.inputs) {
        input.codes.resize(static_cast<std::size_t>(input.channels * input.height * input.width));
        for (std::uint8_t& code : input.codes) {
            code = static_cast<std::uint8_t>(drawInput(random, c));
        }
        data.shape.inputChannels.push_back(input.channels);
        data.shape.readings.push_back(input.reading);
    }
    data.weights.resize(static_cast<std::size_t>(c.outChannels * data.shape.totalInputChannels()
                                                 * c.kernel * c.kernel));
    for (std::int8_t& weight : data.weights) {
        weight = static_cast<std::int8_t>(drawWeight(random, c));
        weight = weight == 0 && c.noZeroWeights ? std::int8_t{1} : weight;
    }
    if (c.channelsAlike) {
        makeChannelsAlike(data);
    }
    const std::int64_t bound = std::int64_t{c.maxInput} * c.maxWeight
                               * data.shape.totalInputChannels() * c.kernel * c.kernel;
    // These write no more bits than they read.
    const bool keepsBits =
        c.algorithm == engine::Algorithm::BitSerial || c.algorithm == engine::Algorithm::Lookup;
    const int mostBits = keepsBits ? (c.maxInput > 1 ? 2 : 1) : 8;
    data.maxCode = quant::maxActivationCode(uniform(random, 1, mostBits));
    for (int o = 0; o < c.outChannels; ++o) {
        const double scale =
            data.maxCode * uniform(random, -9, 30) / (2.0 * static_cast<double>(bound));
        data.table.push_back(
            quant::makeRequant(scale, uniform(random, -10, 90) / 100.0 * data.maxCode, bound));
    }
    return data;
}

std::int32_t naiveSum(const ConvData& data, int o, int y, int x)
{
    const int k = data.shape.kernel;
    std::int32_t sum = 0;
    const std::int8_t* weights =
        data.weights.data() + std::ptrdiff_t{o} * data.shape.totalInputChannels() * k * k;
    for (const PlainInput& input : data.inputs) {
        for (int tap = 0; tap < k * k; ++tap) {
            const std::uint8_t* code = input.find(y + tap / k - k / 2, x + tap % k - k / 2);
            for (int i = 0; code != nullptr && i < input.channels; ++i) {
                sum += *code * weights[i * k * k + tap];
                code += i + 1 < input.channels ? input.height * input.width : 0;
            }
        }
        weights += input.channels * k * k;
    }
    return sum;
}

} // namespace halftone::testing
