// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/engine/kernel_sweep.h"

#include "core/engine/cpu/kernel_registry.h"
#include "core/engine/map_layout.h"
#include "tests/engine/engine_cases.h"
#include "tests/engine/guarded_buffer.h"

#include <algorithm>
#include <random>

namespace halftone::testing {
namespace {

using engine::Algorithm;
using engine::Reading;

/// Largest codes and weights.
struct Limits {
    int maxInput;
    int maxWeight;
};
constexpr Limits kLimits[] = {{255, 127}, {255, 7}, {63, 127}, {63, 31}, {63, 14},
                              {63, 7},    {63, 1},  {15, 14},  {15, 7},  {15, 1},
                              {7, 127},   {3, 1},   {1, 127},  {1, 1}};

/// Of the first input and of the second, which may be missing.
struct Readings {
    Reading first;
    Reading second;
    bool hasSecond;
};
constexpr Readings kReadings[] = {
    {Reading::Direct, Reading::Direct, false},     {Reading::Direct, Reading::Direct, true},
    {Reading::Upsampled2, Reading::Direct, false}, {Reading::Upsampled2, Reading::Direct, true},
    {Reading::Direct, Reading::Upsampled2, true},  {Reading::Upsampled2, Reading::Upsampled2, true},
    {Reading::Windows, Reading::Direct, false},
};

/// Primes, and around vectors of 4 to 16 tiles of 1 to 4 pixels. Even sizes suit all readings.
struct Size {
    int height;
    int width;
    int first;
    int second;
    int out;
};
constexpr Size kSizes[] = {
    {1, 1, 1, 1, 1},   {2, 2, 3, 5, 4},   {3, 7, 4, 2, 5},    {4, 16, 8, 1, 3},
    {5, 17, 17, 4, 6}, {8, 34, 5, 9, 17}, {6, 66, 4, 4, 4},   {4, 20, 40, 3, 2},
    {12, 62, 9, 3, 7}, {2, 128, 1, 2, 3}, {10, 36, 2, 33, 4}, {7, 130, 3, 1, 1},
};

/// What the values of a case are drawn from.
enum class Draws { Anything, Limits, Largest, Least };
constexpr Draws kDraws[] = {Draws::Anything, Draws::Limits, Draws::Anything, Draws::Largest,
                            Draws::Least};

/// The case with number `index` of these.
ConvCase caseOf(Algorithm algorithm, const Limits& limits, const Readings& readings,
                std::size_t index)
{
    const Size& size = kSizes[index % std::size(kSizes)];
    const Draws draws = kDraws[index % std::size(kDraws)];
    const bool even =
        readings.first == Reading::Upsampled2 || readings.second == Reading::Upsampled2;
    ConvCase c;
    c.algorithm = algorithm;
    c.height = even ? (size.height + 1) / 2 * 2 : size.height;
    c.width = even ? (size.width + 1) / 2 * 2 : size.width;
    c.firstChannels = readings.first == Reading::Windows ? 1 : size.first;
    c.secondChannels = readings.hasSecond ? size.second : 0;
    c.reading = readings.first;
    c.secondReading = readings.second;
    c.outChannels = size.out;
    c.maxInput = limits.maxInput;
    c.maxWeight = limits.maxWeight;
    c.limitsOnly = draws == Draws::Limits;
    c.extremeSign = draws == Draws::Largest ? 1 : draws == Draws::Least ? -1 : 0;
    c.seed = static_cast<std::uint32_t>(index + 1);
    return c;
}

void check(const ConvCase& c, const engine::KernelSet& kernels, SweepResult& result)
{
    const bool windows = c.reading == Reading::Windows;
    if (result.fault.empty() && (!windows || (kernels.readsWindows && c.kernel == 3))
        && isLegal(c, kernels)) {
        result.fault = checkConv(c, kernels);
        ++result.cases;
    }
}

/// The first pixel that differs, or nothing.
std::string checkMaxPool(const engine::KernelSet& kernels, int channels, int width)
{
    constexpr int kHeight = 3;
    std::mt19937 random(static_cast<std::uint32_t>(100 * channels + width));
    std::vector<std::uint8_t> plain(static_cast<std::size_t>(4 * channels * kHeight * width));
    for (std::uint8_t& code : plain) {
        code = static_cast<std::uint8_t>(uniform(random, 0, 255));
    }
    const engine::MapLayout in(channels, 2 * kHeight, 2 * width);
    const engine::MapLayout out(channels, kHeight, width);
    GuardedBuffer<std::uint8_t> inStorage(in.bytes());
    GuardedBuffer<std::uint8_t> outStorage(out.bytes());
    inStorage.fill(kPattern);
    outStorage.fill(kPattern);
    in.pack({plain.data(), channels, 2 * kHeight, 2 * width}, inStorage.data(), 0, 2 * kHeight);
    kernels.maxPool2({inStorage.data() + in.origin(), in.rowStride(), in.groupStride(),
                      outStorage.data() + out.origin(), out.rowStride(), out.groupStride(),
                      out.groups(), width, 0, kHeight});
    std::vector<std::uint8_t> got(static_cast<std::size_t>(channels * kHeight * width));
    out.unpack(outStorage.data(), got.data());
    const std::string what = "; pooling to [" + std::to_string(channels) + ",3,"
                             + std::to_string(width) + "], " + kernels.title;
    for (std::size_t i = 0; i < got.size(); ++i) {
        const auto w = static_cast<std::size_t>(width);
        const std::uint8_t* corner = plain.data() + i / w * 4 * w + i % w * 2; // rows in pairs
        const int reference = std::max({corner[0], corner[1], corner[2 * w], corner[2 * w + 1]});
        if (got[i] != reference) {
            return "index " + std::to_string(i) + ": reference " + std::to_string(reference)
                   + ", got " + std::to_string(got[i]) + what;
        }
    }
    return outStorage[static_cast<std::size_t>(out.origin() + 4 * width)] == kPattern
               ? ""
               : "the border was written" + what;
}

} // namespace

std::string checkSweep(const ConvSweep& sweep, const ConvCase& base, engine::Isa isa)
{
    const bool even =
        base.reading == Reading::Upsampled2 || base.secondReading == Reading::Upsampled2;
    const int factor = even ? 2 : 1;
    ConvCase c = base;
    c.seed = 0;
    for (const int width : sweep.widths) {
        for (const int height : sweep.heights) {
            const auto& [first, second, out] = sweep.channels[c.seed % sweep.channels.size()];
            c.height = factor * height;
            c.width = factor * width;
            c.firstChannels = first;
            c.secondChannels = second;
            c.outChannels = out;
            ++c.seed;
            std::string fault = checkConv(c, isa);
            if (!fault.empty()) {
                return fault;
            }
        }
    }
    return {};
}

SweepResult sweepAlgorithm(const engine::KernelSet& kernels, engine::Algorithm algorithm)
{
    // Of the sizes as many as give every limit and reading a few; all sizes and draws take turns.
    constexpr std::size_t kSizesEach = 4;
    SweepResult result;
    std::size_t index = 0;
    for (const Limits& limits : kLimits) {
        for (const Readings& readings : kReadings) {
            for (std::size_t i = 0; i < kSizesEach; ++i, ++index) {
                ConvCase c = caseOf(algorithm, limits, readings, index);
                c.noZeroWeights = i % 2 != 0;
                check(c, kernels, result);
                if (algorithm == Algorithm::Direct && i == 0) {
                    c.kernel = 1;
                    check(c, kernels, result);
                }
            }
        }
    }
    return result;
}

SweepResult sweepMaxPool(const engine::KernelSet& kernels)
{
    SweepResult result;
    for (const int width : {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33}) {
        for (const int channels : {1, 4, 6}) {
            if (result.fault.empty()) {
                result.fault = checkMaxPool(kernels, channels, width);
                ++result.cases;
            }
        }
    }
    return result;
}

} // namespace halftone::testing
