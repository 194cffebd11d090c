// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/sweep.h"

#include "core/base/error.h"
#include "core/pipeline/precision_run.h"

#include <algorithm>

namespace halftone::pipeline {
namespace {

void check(const SweepCase& item)
{
    const Geometry& grid = item.image.orientedGeometry();
    if (item.reference
        && (item.reference->geometry.size != grid.size
            || item.reference->voxels.size() != grid.voxels())) {
        throw Error(ErrorCode::ShapeMismatch,
                    "The reference of case '" + item.name + "' does not lie on its image's grid.");
    }
    for (const int slice : item.slices) {
        if (slice < 0 || slice >= item.image.slices()) {
            throw Error(ErrorCode::InvalidArgument,
                        "Case '" + item.name + "' has " + std::to_string(item.image.slices())
                            + " slices; slice " + std::to_string(slice) + " does not exist.");
        }
    }
}

// What one precision has done so far.
struct Running {
    PrecisionRun run;
    bool wanted = true; // false: run for the others to be compared with
};

// Runs all precisions over one image after the other; owns what they share.
class SweepRun {
public:
    SweepRun(const Runtime& runtime, std::shared_ptr<const model::Model> model,
             const CaseSource& cases, const SweepOptions& options, const ProgressFn& progress,
             StopToken stop)
        : m_model(std::move(model)), m_cases(cases), m_options(options), m_progress(progress),
          m_stop(std::move(stop)), m_full(fullPrecision(*m_model)),
          m_predictors(runtime, m_model, options.predictorBudgetBytes)
    {
        const std::vector<quant::Precision>& asked = options.precisions;
        if (options.compareWithFull) { // its masks are needed by all others
            start(m_full, std::find(asked.begin(), asked.end(), m_full) != asked.end());
        }
        for (const quant::Precision precision : asked) {
            if (find(precision) == nullptr) {
                start(precision, true);
            }
        }
    }

    std::vector<TradeoffPoint> run()
    {
        for (std::size_t n = 0; n < count(); ++n) {
            throwIfStopped(m_stop);
            reportProgress(m_progress, static_cast<double>(n) / static_cast<double>(count()),
                           "reading " + m_cases.names[n]);
            const SweepCase item = m_cases.load(n, m_stop);
            check(item);
            runCase(item, n);
            if (n + 1 == count()) {
                repeatLastSlice(item);
            }
        }
        std::vector<TradeoffPoint> points;
        for (const Running& running : m_running) {
            points.push_back(finish(running));
        }
        fillLosses(points);
        std::vector<TradeoffPoint> result;
        for (const quant::Precision precision : m_options.precisions) {
            result.push_back(*std::find_if(points.begin(), points.end(), [&](const auto& point) {
                return point.precision == precision;
            }));
        }
        reportProgress(m_progress, 1, "done");
        return result;
    }

private:
    [[nodiscard]] std::size_t count() const { return m_cases.names.size(); }

    void start(quant::Precision precision, bool wanted)
    {
        m_running.push_back({PrecisionRun(*m_model, precision), wanted});
    }

    Running* find(quant::Precision precision)
    {
        const auto found =
            std::find_if(m_running.begin(), m_running.end(), [&](const Running& running) {
                return running.run.precision() == precision;
            });
        return found != m_running.end() ? &*found : nullptr;
    }

    void runCase(const SweepCase& item, std::size_t n)
    {
        const std::size_t slices = item.chosenSlices().size();
        const int tile = std::min(item.image.spec().tile, m_predictors.reach().largestTile);
        m_peakHeight = std::max(m_peakHeight, std::min(item.image.height(), tile));
        m_peakWidth = std::max(m_peakWidth, std::min(item.image.width(), tile));
        FullMasks fullMasks;
        std::optional<ExampleSlice> example;
        if (m_options.example && n < m_options.examples) {
            example = beginExample(item);
        }
        for (std::size_t p = 0; p < m_running.size(); ++p) {
            Running& running = m_running[p];
            const quant::Precision precision = running.run.precision();
            const SliceGate gate = [&](std::size_t index) {
                throwIfStopped(m_stop);
                const auto done = static_cast<double>(p * slices + index);
                const auto all = static_cast<double>(m_running.size() * slices);
                reportProgress(m_progress,
                               (static_cast<double>(n) + done / all) / static_cast<double>(count()),
                               progressText(n, precision, index, slices));
                return m_stop;
            };
            MaskFn keep;
            if (example && running.wanted) {
                keep = [&](int k, const std::vector<std::uint8_t>& mask) {
                    if (k == example->slice) {
                        example->masks.push_back({precision, mask});
                    }
                };
            }
            running.run.addImage(m_predictors, item,
                                 {m_options.distances && running.wanted,
                                  m_options.compareWithFull ? &fullMasks : nullptr,
                                  precision == m_full, keep},
                                 gate);
        }
        if (example) {
            m_options.example(std::move(*example));
        }
    }

    // For few slices: until there are enough warm runs to say how long one takes, and whether it
    // takes longer than another. In rounds over all precisions, so that each runs at two moments.
    void repeatLastSlice(const SweepCase& item)
    {
        const std::vector<std::uint8_t> codes = item.image.slice(item.chosenSlices().back());
        for (const std::size_t enough : {kFewestRuns, kRunsToRank}) {
            for (Running& running : m_running) {
                while (running.wanted && running.run.milliseconds().size() < enough) {
                    throwIfStopped(m_stop);
                    const SliceRun run =
                        runSlice(m_predictors, running.run.precision(), item.image, codes, m_stop);
                    running.run.addTime(run);
                }
            }
        }
    }

    TradeoffPoint finish(const Running& running) const
    {
        TradeoffPoint point = running.run.point();
        if (m_options.peakRss && running.wanted) {
            throwIfStopped(m_stop);
            point.peakRssBytes = m_options.peakRss(point.precision, m_peakHeight, m_peakWidth);
        }
        return point;
    }

    [[nodiscard]] std::string progressText(std::size_t n, quant::Precision precision,
                                           std::size_t index, std::size_t slices) const
    {
        const std::string slice = quant::toString(precision) + ", slice "
                                  + std::to_string(index + 1) + " of " + std::to_string(slices);
        return count() == 1 ? slice
                            : m_cases.names[n] + " (" + std::to_string(n + 1) + " of "
                                  + std::to_string(count()) + "), " + slice;
    }

    std::shared_ptr<const model::Model> m_model;
    const CaseSource& m_cases;
    const SweepOptions& m_options;
    const ProgressFn& m_progress;
    StopToken m_stop;
    quant::Precision m_full;
    PredictorCache m_predictors;
    std::vector<Running> m_running; // full precision first, where all are compared with it
    int m_peakHeight = 1;           // of the largest slice or tile
    int m_peakWidth = 1;
};

} // namespace

std::vector<quant::Precision> precisionProduct(std::span<const int> weights,
                                               std::span<const int> activations, Findings* skipped)
{
    std::vector<quant::Precision> precisions;
    for (const int weightBits : weights) {
        for (const int activationBits : activations) {
            const quant::Precision precision{weightBits, activationBits};
            if (!precision.isValid()) {
                if (skipped != nullptr) {
                    skipped->push_back(
                        {Severity::Note,
                         {"precision-skipped",
                          "W{0}A{1} is skipped: 16 and 32 bits come only as pairs of their own, "
                          "others have 1 to 8 bits.",
                          {std::to_string(weightBits), std::to_string(activationBits)}}});
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
                                 const CaseSource& cases, const SweepOptions& options,
                                 const ProgressFn& progress, const StopToken& stop)
{
    if (cases.names.empty()) {
        throw Error(ErrorCode::InvalidArgument, "A sweep needs at least one image.");
    }
    return SweepRun(runtime, std::move(model), cases, options, progress, stop).run();
}

} // namespace halftone::pipeline
