// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/planner.h"

#include "core/engine/winograd.h"

namespace halftone::engine {
namespace {

// Cycles on Zen 4 (one VPDPBUSD of 64 products a cycle), fitted to single layers of the U-Nets of
// width 16 to 64. On a CPU with two a cycle all shrink alike, so that the comparison holds.
constexpr double kCyclesPerProduct = 1.0;    ///< one VPDPBUSD
constexpr double kCyclesPerRequant = 6.0;    ///< 16 pixels of one output channel
constexpr double kCyclesPerTransform = 65.0; ///< 16 tiles of 4 input channels
constexpr double kCyclesPerInverse = 30.0;   ///< 16 tiles of one output channel, requantization
                                             ///< included
constexpr double kNarrowShare = 0.55;        ///< of the wide form, on AVX2
constexpr int kLanes = 16;

int vectorsOf(int lanes)
{
    return (lanes + kLanes - 1) / kLanes;
}

double directCycles(const ConvShape& shape, int height, int width)
{
    const double vectors = 1.0 * height * vectorsOf(width);
    const double outChannels = shape.outGroups() * kCellChannels;
    const double products = shape.inputGroups() * shape.kernel * shape.kernel;
    return vectors * outChannels * (products * kCyclesPerProduct + kCyclesPerRequant);
}

double winogradCycles(const ConvShape& shape, int height, int width)
{
    const double vectors = 1.0 * ((height + 1) / 2) * vectorsOf((width + 1) / 2);
    const double outChannels = shape.outGroups() * kCellChannels;
    double products = 0;
    double transforms = 0;
    for (std::size_t i = 0; i < shape.inputChannels.size(); ++i) {
        const double groups = (shape.inputChannels[i] + kCellChannels - 1) / kCellChannels;
        const double share = shape.readingOf(i) == Reading::Upsampled2 ? 9.0 : 16.0;
        products += groups * share;
        transforms += groups * share / 16.0;
    }
    return vectors
           * (transforms * kCyclesPerTransform
              + outChannels * (products * kCyclesPerProduct + kCyclesPerInverse));
}

} // namespace

LegalAlgorithms findLegalAlgorithms(const KernelSet& kernels, const ConvShape& shape,
                                    std::span<const std::int8_t> codes)
{
    if (shape.kernel != 3) {
        return {};
    }
    return {kernels.has(Algorithm::Narrow) && narrowGroupsPerSum(shape, codes) > 0,
            kernels.has(Algorithm::Winograd) && isWinogradLegal(shape, codes)};
}

double estimateCycles(Algorithm algorithm, const ConvShape& shape, int height, int width)
{
    switch (algorithm) {
    case Algorithm::Winograd: return winogradCycles(shape, height, width);
    case Algorithm::Narrow: return directCycles(shape, height, width) * kNarrowShare;
    case Algorithm::Direct: break;
    }
    return directCycles(shape, height, width);
}

Algorithm chooseAlgorithm(Planning planning, const ConvShape& shape, LegalAlgorithms legal,
                          int height, int width)
{
    switch (planning) {
    case Planning::Direct: return Algorithm::Direct;
    case Planning::Narrow: return legal.narrow ? Algorithm::Narrow : Algorithm::Direct;
    case Planning::Winograd: return legal.winograd ? Algorithm::Winograd : Algorithm::Direct;
    case Planning::Fastest: break;
    }
    Algorithm best = Algorithm::Direct;
    double bestCycles = estimateCycles(best, shape, height, width);
    const auto consider = [&](Algorithm algorithm, bool isLegal) {
        const double cycles = estimateCycles(algorithm, shape, height, width);
        if (isLegal && cycles < bestCycles) {
            best = algorithm;
            bestCycles = cycles;
        }
    };
    consider(Algorithm::Narrow, legal.narrow);
    consider(Algorithm::Winograd, legal.winograd);
    return best;
}

} // namespace halftone::engine
