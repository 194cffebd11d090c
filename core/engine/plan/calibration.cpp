// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/plan/calibration.h"

#include "core/base/progress.h"
#include "core/engine/cpu/kernel_registry.h"
#include "core/engine/plan/ceiling.h"
#include "core/engine/plan/synthetic_layer.h"

#include <algorithm>
#include <chrono>
#include <limits>

namespace halftone::engine {
namespace {

using Clock = std::chrono::steady_clock;

/// Of all layers of one algorithm: long enough to find a quiet moment for each, which takes less
/// than a millisecond.
constexpr double kBudgetNanoseconds = 100e6;
constexpr int kFewestRounds = 3;

/// The output of every layer measured: large enough to hide what a call costs, small enough for an
/// L2 cache.
constexpr int kHeight = 16;
constexpr int kWidth = 128;

/// Few and many channels in and out, so that products, outputs and transforms weigh differently.
constexpr int kChannels[][2] = {{16, 16}, {16, 64}, {64, 16}, {64, 64}, {256, 64}};

template <typename Run>
double nanosecondsOf(const Run& run)
{
    const Clock::time_point begin = Clock::now();
    run();
    return std::chrono::duration<double, std::nano>(Clock::now() - begin).count();
}

/// The layers of one algorithm, what they have to do and the least time that took.
struct Measurement {
    Algorithm algorithm;
    std::vector<SyntheticLayer> layers;
    std::vector<CostSample> samples;
};

/// Inputs of all readings that the form is meant for, which share `inputs` channels.
ConvShape typicalShape(const ConvForm& form, int inputs, int outputs, std::int32_t maxInputCode)
{
    ConvShape shape{3, {}, outputs, {}, maxInputCode};
    for (const Reading reading : form.typicalReadings) {
        shape.inputChannels.push_back(inputs / static_cast<int>(form.typicalReadings.size()));
        shape.readings.push_back(reading);
    }
    return shape;
}

Measurement prepare(const KernelSet& kernels, Algorithm algorithm)
{
    Measurement measurement{algorithm, {}, {}};
    const ConvForm& form = kernels.conv3x3[algorithm].form;
    for (const quant::Precision precision : form.typicalPrecisions) {
        const std::int32_t maxInputCode = quant::maxActivationCode(precision.activationBits);
        for (const auto& [inputs, outputs] : kChannels) {
            const ConvShape shape = typicalShape(form, inputs, outputs, maxInputCode);
            measurement.layers.emplace_back(kernels, algorithm, shape, kHeight, kWidth,
                                            precision.weightBits);
            const std::vector<std::int8_t> codes =
                makeSyntheticWeights(shape, precision.weightBits);
            measurement.samples.push_back(
                {countWork(kernels, algorithm, shape, form.countWeights(shape, codes), kHeight,
                           kWidth),
                 std::numeric_limits<double>::infinity()});
        }
    }
    return measurement;
}

/// All layers of all algorithms in turn, so that a disturbance does not fall on one of them alone.
void measureAll(std::vector<Measurement>& measurements, const StopToken& stop)
{
    const double budget = kBudgetNanoseconds * static_cast<double>(measurements.size());
    double spent = 0;
    for (int round = 0; round < kFewestRounds || spent < budget; ++round) {
        for (Measurement& measurement : measurements) {
            for (std::size_t i = 0; i < measurement.layers.size(); ++i) {
                throwIfStopped(stop);
                SyntheticLayer& layer = measurement.layers[i];
                layer.run(); // brings the layer back into the caches
                const double time = nanosecondsOf([&] { layer.run(); });
                double& least = measurement.samples[i].nanoseconds;
                least = std::min(least, time);
                spent += 2 * time;
            }
        }
    }
}

} // namespace

double measurePeakMacs(const Multiplication* multiplication, const StopToken& stop)
{
    constexpr std::int64_t kRounds = 2000; // a good millisecond
    constexpr int kRepeats = 15;
    double best = 0;
    if (multiplication != nullptr) {
        for (int i = 0; i < kRepeats; ++i) {
            throwIfStopped(stop);
            std::int64_t macs = 0;
            std::int32_t sink = 0;
            const double time =
                nanosecondsOf([&] { macs = multiplication->inRegisters(kRounds, &sink); });
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

CostModel measureCosts(Isa isa, const StopToken& stop)
{
    const KernelSet& kernels = requireKernels(isa);
    CostModel costs;
    costs.isa = isa;
    std::vector<Measurement> measurements;
    for (const Algorithm algorithm : kAlgorithms) {
        if (kernels.has(algorithm)) {
            measurements.push_back(prepare(kernels, algorithm));
        }
    }
    measureAll(measurements, stop);
    for (const Measurement& measurement : measurements) {
        costs.algorithms[measurement.algorithm] = fitCosts(measurement.samples);
    }
    if (!isPlausible(costs)) {
        costs.algorithms = builtInCosts(isa).algorithms;
    }
    return withCeilings(costs, stop); // none is known: built-in costs have none
}

} // namespace halftone::engine
