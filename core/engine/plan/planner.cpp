// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/plan/planner.h"

#include "core/engine/packing/bit_serial.h"
#include "core/engine/packing/folded.h"
#include "core/engine/packing/winograd.h"

#include <limits>

namespace halftone::engine {
namespace {

int lanesOf(Isa isa)
{
    switch (isa) {
    case Isa::Avx512Vnni: return 16;
    case Isa::AvxVnni:
    case Isa::Avx2: return 8;
    case Isa::Portable: break; // one pixel at a time
    }
    return 1;
}

double vectorsOf(Isa isa, int height, int width)
{
    const int lanes = lanesOf(isa);
    return 1.0 * height * ((width + lanes - 1) / lanes);
}

double outLanesOf(const ConvShape& shape)
{
    return shape.outGroups() * kCellChannels;
}

LayerWork directWork(Isa isa, const ConvShape& shape, int height, int width)
{
    // A cell of a window holds the three taps of a row.
    const bool windows = shape.readingOf(0) == Reading::Windows;
    const int taps = windows ? shape.kernel : shape.kernel * shape.kernel;
    LayerWork work;
    work.outputs = vectorsOf(isa, height, width) * outLanesOf(shape);
    work.products = work.outputs * shape.inputGroups() * taps;
    if (isa == Isa::Portable) {
        work.transforms = vectorsOf(isa, height, width) * shape.inputGroups() * taps;
    }
    return work;
}

LayerWork winogradWork(Isa isa, const ConvShape& shape, int height, int width)
{
    const double vectors = vectorsOf(isa, (height + 1) / 2, (width + 1) / 2);
    LayerWork work;
    work.outputs = vectors * outLanesOf(shape);
    for (std::size_t i = 0; i < shape.inputChannels.size(); ++i) {
        const double groups = (shape.inputChannels[i] + kCellChannels - 1) / kCellChannels;
        const double products = shape.readingOf(i) == Reading::Upsampled2 ? 9.0 : 16.0;
        work.products += work.outputs * groups * products;
        work.transforms += vectors * groups * products / 16.0;
    }
    return work;
}

LayerWork foldedWork(Isa isa, const ConvShape& shape, const WeightCounts& counts, int height,
                     int width)
{
    constexpr double kVectors = 4; // of a tile: 2 rows x 2 vectors, or 4 phases
    const double tiles = vectorsOf(isa, height / 2, width / 2);
    LayerWork work;
    work.outputs = tiles * kVectors * outLanesOf(shape);
    for (std::size_t i = 0; i < shape.inputChannels.size(); ++i) {
        const double groups = (shape.inputChannels[i] + kCellChannels - 1) / kCellChannels;
        const double products = shape.readingOf(i) == Reading::Upsampled2 ? 4.0 : 9.0;
        work.products += work.outputs * groups * products;
    }
    work.transforms = tiles * kCellChannels * static_cast<double>(counts.foldedExtras);
    return work;
}

LayerWork bitSerialWork(const ConvShape& shape, const WeightCounts& counts, int height, int width)
{
    constexpr int kRows = 4;
    constexpr int kColumns = 128;
    const double tiles = 1.0 * ((height + kRows - 1) / kRows) * ((width + kColumns - 1) / kColumns);
    const double bits = bitSerialInputBits(shape);
    LayerWork work;
    work.outputs = tiles * outLanesOf(shape) * bits;
    work.products = tiles * bits * static_cast<double>(counts.bitSerialPlanes);
    work.transforms = tiles * shape.inputGroups() * bits;
    return work;
}

} // namespace

bool LegalAlgorithms::allows(Algorithm algorithm) const
{
    switch (algorithm) {
    case Algorithm::Narrow: return narrow;
    case Algorithm::Winograd: return winograd;
    case Algorithm::BitSerial: return bitSerial;
    case Algorithm::Folded: return folded;
    case Algorithm::Direct: break;
    }
    return true;
}

LegalAlgorithms findLegalAlgorithms(const KernelSet& kernels, const ConvShape& shape,
                                    std::span<const std::int8_t> codes)
{
    if (shape.kernel != 3) {
        return {};
    }
    LegalAlgorithms legal{kernels.has(Algorithm::Narrow) && narrowGroupsPerSum(shape, codes) > 0,
                          kernels.has(Algorithm::Winograd) && isWinogradLegal(shape, codes),
                          kernels.has(Algorithm::BitSerial) && isBitSerialLegal(shape, codes),
                          kernels.has(Algorithm::Folded) && isFoldedLegal(shape)};
    if (legal.bitSerial) {
        legal.counts.bitSerialPlanes = countBitSerialPlanes(shape, codes);
    }
    if (legal.folded) {
        legal.counts.foldedExtras = countFoldedExtras(shape, codes);
    }
    return legal;
}

LayerWork countWork(Isa isa, Algorithm algorithm, const ConvShape& shape,
                    const WeightCounts& counts, int height, int width)
{
    switch (algorithm) {
    case Algorithm::Winograd: return winogradWork(isa, shape, height, width);
    case Algorithm::BitSerial: return bitSerialWork(shape, counts, height, width);
    case Algorithm::Folded: return foldedWork(isa, shape, counts, height, width);
    case Algorithm::Narrow: // the same products, each cheaper
    case Algorithm::Direct: break;
    }
    return directWork(isa, shape, height, width);
}

double estimateNanoseconds(const CostModel& costs, Algorithm algorithm, const ConvShape& shape,
                           const WeightCounts& counts, int height, int width)
{
    const LayerWork work = countWork(costs.isa, algorithm, shape, counts, height, width);
    const AlgorithmCosts& unit = costs.of(algorithm);
    return work.products * unit.product + work.outputs * unit.output
           + work.transforms * unit.transform;
}

std::vector<AlgorithmEstimate> estimateLegal(const CostModel& costs, const ConvShape& shape,
                                             LegalAlgorithms legal, int height, int width,
                                             int threads)
{
    constexpr double kMillisecondsPerNanosecond = 1e-6;
    std::vector<AlgorithmEstimate> estimates;
    for (const Algorithm algorithm : kAlgorithms) {
        if (legal.allows(algorithm)) {
            const double one =
                estimateNanoseconds(costs, algorithm, shape, legal.counts, height, width);
            estimates.push_back({algorithm, one * kMillisecondsPerNanosecond / threads});
        }
    }
    return estimates;
}

Algorithm chooseAlgorithm(Planning planning, const CostModel& costs, const ConvShape& shape,
                          LegalAlgorithms legal, int height, int width)
{
    switch (planning) {
    case Planning::Direct: return Algorithm::Direct;
    case Planning::Narrow: return legal.narrow ? Algorithm::Narrow : Algorithm::Direct;
    case Planning::Winograd: return legal.winograd ? Algorithm::Winograd : Algorithm::Direct;
    case Planning::BitSerial: return legal.bitSerial ? Algorithm::BitSerial : Algorithm::Direct;
    case Planning::Folded: return legal.folded ? Algorithm::Folded : Algorithm::Direct;
    case Planning::Fastest: break;
    }
    Algorithm best = Algorithm::Direct;
    double least = std::numeric_limits<double>::infinity();
    for (const Algorithm algorithm : kAlgorithms) {
        if (!legal.allows(algorithm)) {
            continue;
        }
        const double time =
            estimateNanoseconds(costs, algorithm, shape, legal.counts, height, width);
        if (time < least) {
            best = algorithm;
            least = time;
        }
    }
    return best;
}

} // namespace halftone::engine
