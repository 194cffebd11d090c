// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/calibration.h"

#include "core/base/progress.h"
#include "core/engine/synthetic_layer.h"

#include <algorithm>
#include <chrono>
#include <limits>

namespace halftone::engine {
namespace {

using Clock = std::chrono::steady_clock;

/// Long enough to find a quiet moment for layers that take less than a millisecond.
constexpr double kBudgetNanoseconds = 80e6; ///< of one algorithm
constexpr int kFewestRounds = 3;
constexpr int kMostRounds = 500;

/// The output of every layer measured: large enough to hide what a call costs, small enough for an
/// L2 cache.
constexpr int kHeight = 16;
constexpr int kWidth = 128;

/// Few and many channels in and out, so that products, outputs and transforms weigh differently.
constexpr int kChannels[][2] = {{16, 16}, {16, 64}, {64, 16}, {64, 64}};

template <typename Run>
double nanosecondsOf(const Run& run)
{
    const Clock::time_point begin = Clock::now();
    run();
    return std::chrono::duration<double, std::nano>(Clock::now() - begin).count();
}

std::vector<CostSample> measureLayers(const KernelSet& kernels, Algorithm algorithm,
                                      const std::stop_token& stop)
{
    std::vector<SyntheticLayer> layers;
    std::vector<CostSample> samples;
    const quant::Precision precision = typicalPrecision(algorithm);
    const std::int32_t maxInputCode = quant::maxActivationCode(precision.activationBits);
    for (const auto& [inputs, outputs] : kChannels) {
        const ConvShape shape{3, {inputs}, outputs, {}, maxInputCode};
        layers.emplace_back(kernels, algorithm, shape, kHeight, kWidth, precision.weightBits);
        samples.push_back({countWork(kernels.isa, algorithm, shape, kHeight, kWidth),
                           std::numeric_limits<double>::infinity()});
    }
    // In turn, so that a disturbance does not fall on all runs of one layer.
    double spent = 0;
    for (int round = 0; round < kMostRounds; ++round) {
        if (round >= kFewestRounds && spent > kBudgetNanoseconds) {
            break;
        }
        for (std::size_t i = 0; i < layers.size(); ++i) {
            throwIfStopped(stop);
            const double time = nanosecondsOf([&] { layers[i].run(); });
            samples[i].nanoseconds = std::min(samples[i].nanoseconds, time);
            spent += time;
        }
    }
    return samples;
}

} // namespace

double measurePeakMacs(const KernelSet& kernels, const std::stop_token& stop)
{
    constexpr std::int64_t kRounds = 2000; // a good millisecond
    constexpr int kRepeats = 15;
    double best = 0;
    if (kernels.multiplyInRegisters != nullptr) {
        for (int i = 0; i < kRepeats; ++i) {
            throwIfStopped(stop);
            std::int64_t macs = 0;
            std::int32_t sink = 0;
            const double time =
                nanosecondsOf([&] { macs = kernels.multiplyInRegisters(kRounds, &sink); });
            best = std::max(best, static_cast<double>(macs) / time);
        }
    }
    return best;
}

AlgorithmCosts fitCosts(std::span<const CostSample> samples)
{
    // Least squares of estimate / time - 1 by coordinate descent: slow, but the problem is convex
    // and tiny.
    constexpr int kSweeps = 2000;
    constexpr double AlgorithmCosts::*kCosts[] = {&AlgorithmCosts::product, &AlgorithmCosts::output,
                                                  &AlgorithmCosts::transform};
    constexpr double LayerWork::*kWork[] = {&LayerWork::products, &LayerWork::outputs,
                                            &LayerWork::transforms};
    AlgorithmCosts costs;
    for (int sweep = 0; sweep < kSweeps; ++sweep) {
        for (std::size_t unknown = 0; unknown < std::size(kCosts); ++unknown) {
            costs.*kCosts[unknown] = 0;
            double explained = 0;
            double weight = 0;
            for (const CostSample& sample : samples) {
                const double share = sample.work.*kWork[unknown] / sample.nanoseconds;
                double others = 0;
                for (std::size_t i = 0; i < std::size(kCosts); ++i) {
                    others += sample.work.*kWork[i] * costs.*kCosts[i] / sample.nanoseconds;
                }
                explained += share * (1 - others);
                weight += share * share;
            }
            costs.*kCosts[unknown] = weight > 0 ? std::max(0.0, explained / weight) : 0;
        }
    }
    return costs;
}

CostModel measureCosts(Isa isa, const std::stop_token& stop)
{
    const KernelSet& kernels = requireKernels(isa);
    CostModel costs;
    costs.isa = isa;
    costs.peakMacs = measurePeakMacs(kernels, stop);
    for (const Algorithm algorithm : kAlgorithms) {
        if (kernels.has(algorithm)) {
            costs.of(algorithm) = fitCosts(measureLayers(kernels, algorithm, stop));
        }
    }
    if (!isPlausible(costs)) {
        costs.algorithms = builtInCosts(isa).algorithms;
    }
    return costs;
}

} // namespace halftone::engine
