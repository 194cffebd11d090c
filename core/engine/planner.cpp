// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/planner.h"

namespace halftone::engine {
namespace {

// Cycles on Zen 4 (one VPDPBUSD of 64 products a cycle), fitted to single layers of the U-Nets of
// width 16 to 64. On a CPU with two a cycle all shrink alike, so that the comparison holds.
constexpr double kCyclesPerProduct = 1.0;     ///< one VPDPBUSD
constexpr double kCyclesPerRequant = 4.5;     ///< 16 pixels of one output channel
constexpr double kCyclesPerTransform = 100.0; ///< 16 tiles of 4 input channels
constexpr double kCyclesPerInverse = 45.0;    ///< 16 tiles of one output channel, requantization
                                              ///< included
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

double estimateCycles(Algorithm algorithm, const ConvShape& shape, int height, int width)
{
    return algorithm == Algorithm::Winograd ? winogradCycles(shape, height, width)
                                            : directCycles(shape, height, width);
}

Algorithm chooseAlgorithm(const KernelSet& kernels, Planning planning, const ConvShape& shape,
                          bool winogradLegal, int height, int width)
{
    if (!winogradLegal || !kernels.hasWinograd() || planning == Planning::Direct) {
        return Algorithm::Direct;
    }
    const bool faster = estimateCycles(Algorithm::Winograd, shape, height, width)
                        < estimateCycles(Algorithm::Direct, shape, height, width);
    return planning == Planning::Winograd || faster ? Algorithm::Winograd : Algorithm::Direct;
}

} // namespace halftone::engine
