// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/sweep.h"

#include "core/base/error.h"
#include "core/pipeline/sweep_scores.h"

#include <algorithm>
#include <chrono>

namespace halftone::pipeline {
namespace {

void checkCases(std::span<const SweepCase> cases)
{
    if (cases.empty()) {
        throw Error(ErrorCode::InvalidArgument, "A sweep needs at least one image.");
    }
    for (const SweepCase& item : cases) {
        const Geometry& grid = item.image.oriented().geometry;
        if (item.reference
            && (item.reference->geometry.size != grid.size
                || item.reference->voxels.size() != grid.voxels())) {
            throw Error(ErrorCode::ShapeMismatch, "The reference of case '" + item.name
                                                      + "' does not lie on its image's grid.");
        }
        for (const int slice : item.slices) {
            if (slice < 0 || slice >= item.image.slices()) {
                throw Error(ErrorCode::InvalidArgument,
                            "Case '" + item.name + "' has " + std::to_string(item.image.slices())
                                + " slices; slice " + std::to_string(slice) + " does not exist.");
            }
        }
    }
}

// Runs all precisions over all slices; owns what they share.
class SweepRun {
public:
    SweepRun(const Runtime& runtime, std::shared_ptr<const model::Model> model,
             std::span<const SweepCase> cases, const SweepOptions& options,
             const ProgressFn& progress, const StopToken& stop)
        : m_runtime(runtime), m_model(std::move(model)), m_cases(cases), m_options(options),
          m_progress(progress), m_stop(stop), m_reach(reachOf(m_model->network))
    {
        for (const SweepCase& item : cases) {
            m_slices += item.chosenSlices().size();
        }
    }

    std::vector<TradeoffPoint> run(const std::function<void(const TradeoffPoint&)>& onPoint)
    {
        const std::vector<quant::Precision>& asked = m_options.precisions;
        std::vector<quant::Precision> order = asked;
        const quant::Precision full = fullPrecision(*m_model);
        if (m_options.compareWithFull) {
            // Its masks are needed by all others.
            order.erase(std::remove(order.begin(), order.end(), full), order.end());
            order.insert(order.begin(), full);
        }
        m_totalSlices = m_slices * order.size();
        std::map<quant::Precision, TradeoffPoint> points;
        for (const quant::Precision precision : order) {
            const bool keepMasks = m_options.compareWithFull && precision == full;
            const bool wanted = std::find(asked.begin(), asked.end(), precision) != asked.end();
            TradeoffPoint point = measure(precision, keepMasks, wanted);
            if (wanted && onPoint) {
                onPoint(point);
            }
            points.insert_or_assign(precision, std::move(point));
        }
        std::vector<TradeoffPoint> result;
        for (const quant::Precision precision : asked) {
            result.push_back(points.at(precision));
        }
        report(m_progress, 1, "done");
        return result;
    }

private:
    TradeoffPoint measure(quant::Precision precision, bool keepMasks, bool wanted)
    {
        const std::unique_ptr<model::Predictor> predictor =
            makePredictor(m_runtime, m_model, precision);
        const ThreadPool* pool = m_runtime.pool.get();
        TradeoffPoint point = describe(precision);
        SweepScores scores(*m_model);
        std::vector<double> milliseconds;
        std::size_t index = 0; // over all slices of all cases
        for (const SweepCase& item : m_cases) {
            const std::size_t plane = item.image.oriented().geometry.sliceVoxels();
            for (const int k : item.chosenSlices()) {
                reportSlice(precision, index);
                const std::vector<std::uint8_t> codes = item.image.slice(k);
                if (index == 0) { // plans memory, fills caches: not what a slice costs
                    static_cast<void>(
                        segmentCodes(*predictor, item.image, m_reach, codes, false, m_stop, pool));
                }
                const auto start = std::chrono::steady_clock::now();
                SliceResult slice =
                    segmentCodes(*predictor, item.image, m_reach, codes, false, m_stop, pool);
                const std::chrono::duration<double, std::milli> elapsed =
                    std::chrono::steady_clock::now() - start;
                milliseconds.push_back(elapsed.count());
                point.arenaBytes = std::max(point.arenaBytes, slice.cost.arenaBytes);
                point.weightBytes = slice.cost.weightBytes;
                point.packedBytes = slice.cost.packedBytes;
                if (item.reference) {
                    const auto reference = std::span(item.reference->voxels)
                                               .subspan(static_cast<std::size_t>(k) * plane, plane);
                    scores.addReference(item.caseOf(k), slice.labels, reference, item.scored);
                }
                if (keepMasks) {
                    m_fullMasks.push_back(slice.labels);
                }
                if (!m_fullMasks.empty()) {
                    scores.addFull(item.caseOf(k), slice.labels, m_fullMasks.at(index));
                }
                ++index;
            }
        }
        m_doneSlices += m_slices;
        scores.fill(point);
        const LatencySummary latency = summarizeLatency(std::move(milliseconds));
        point.latencyMsMedian = latency.median;
        point.latencyMsP95 = latency.p95;
        if (wanted && m_options.peakRss) {
            throwIfStopped(m_stop);
            point.peakRssBytes = m_options.peakRss(precision);
        }
        return point;
    }

    TradeoffPoint describe(quant::Precision precision) const
    {
        TradeoffPoint point;
        point.precision = precision;
        point.measured = !precision.isSimulated();
        point.trained = !precision.isInteger() || m_model->requireTable(precision).trained;
        double total = 0;
        for (const SweepCase& item : m_cases) {
            const int tile = item.image.spec().tile;
            const int height = planTiles(item.image.height(), tile, m_reach).paddedLength;
            const int width = planTiles(item.image.width(), tile, m_reach).paddedLength;
            total += static_cast<double>(item.chosenSlices().size())
                     * bitOperations(*m_model, precision, height, width);
        }
        point.bitOperations = total / static_cast<double>(m_slices);
        return point;
    }

    void reportSlice(quant::Precision precision, std::size_t index) const
    {
        throwIfStopped(m_stop);
        report(m_progress,
               static_cast<double>(m_doneSlices + index) / static_cast<double>(m_totalSlices),
               quant::toString(precision) + ", slice " + std::to_string(index + 1) + " of "
                   + std::to_string(m_slices));
    }

    const Runtime& m_runtime;
    std::shared_ptr<const model::Model> m_model;
    std::span<const SweepCase> m_cases;
    const SweepOptions& m_options;
    const ProgressFn& m_progress;
    StopToken m_stop;
    NetworkReach m_reach;
    std::size_t m_slices = 0;      // of one precision
    std::size_t m_totalSlices = 0; // of all
    std::size_t m_doneSlices = 0;
    std::vector<std::vector<std::uint8_t>> m_fullMasks; // by slice; empty: not compared
};

} // namespace

std::vector<quant::Precision> precisionProduct(std::span<const int> weights,
                                               std::span<const int> activations,
                                               std::vector<std::string>* skipped)
{
    std::vector<quant::Precision> precisions;
    for (const int weightBits : weights) {
        for (const int activationBits : activations) {
            const quant::Precision precision{weightBits, activationBits};
            if (!precision.isValid()) {
                if (skipped != nullptr) {
                    skipped->push_back("W" + std::to_string(weightBits) + "A"
                                       + std::to_string(activationBits)
                                       + " is skipped: 16 and 32 bits come only as pairs of their "
                                         "own, others have 1 to 8 bits.");
                }
            } else if (std::find(precisions.begin(), precisions.end(), precision)
                       == precisions.end()) {
                precisions.push_back(precision);
            }
        }
    }
    return precisions;
}

std::vector<TradeoffPoint> sweep(const Runtime& runtime, std::shared_ptr<const model::Model> model,
                                 std::span<const SweepCase> cases, const SweepOptions& options,
                                 const std::function<void(const TradeoffPoint&)>& onPoint,
                                 const ProgressFn& progress, const StopToken& stop)
{
    checkCases(cases);
    SweepRun run(runtime, std::move(model), cases, options, progress, stop);
    return run.run(onPoint);
}

} // namespace halftone::pipeline
