// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/precision_run.h"

#include "core/base/error.h"
#include "core/pipeline/sweep_distances.h"

#include <algorithm>

namespace halftone::pipeline {
namespace {

// What `call` gives, called until nobody stops it: whoever stops it for good throws in `gate`.
template <typename Call>
auto untilLet(const SliceGate& gate, std::size_t index, const Call& call)
{
    for (;;) {
        const StopToken stop = gate(index);
        try {
            return call(stop);
        } catch (const Error& error) {
            if (error.code() != ErrorCode::Cancelled || !stop.stopRequested()) {
                throw;
            }
        }
    }
}

} // namespace

PrecisionRun::PrecisionRun(const model::Model& model, quant::Precision precision)
    : m_model(model), m_structures(structuresOf(model)), m_scores(model)
{
    m_point.precision = precision;
    m_point.measured = !precision.isSimulated();
    m_point.trained = !precision.isInteger() || model.requireTable(precision).trained;
}

void PrecisionRun::addImage(PredictorCache& predictors, const SweepCase& item,
                            const Comparison& with, const SliceGate& gate)
{
    const std::vector<int> slices = item.chosenSlices();
    requireWorkInProportion(item.image, predictors.reach(), slices.size());
    std::optional<SweepDistances> distances;
    if (with.distances && item.reference) {
        distances.emplace(item, m_structures);
    }
    for (std::size_t index = 0; index < slices.size(); ++index) {
        SliceRun run = untilLet(gate, index, [&](const StopToken& stop) {
            return runSlice(predictors, precision(), item.image, item.image.slice(slices[index]),
                            stop);
        });
        if (distances) {
            distances->add(slices[index], run.slice.labels);
        }
        count(item, slices[index], index, std::move(run), with);
    }
    if (distances) {
        m_point.distancesPerCase = untilLet(gate, slices.size() - 1, [&](const StopToken& stop) {
            DistancesPerCase all = m_point.distancesPerCase; // of which a stop leaves nothing half
            distances->measure(all, stop);
            return all;
        });
    }
    const int tile = std::min(item.image.spec().tile, predictors.reach().largestTile);
    const int height = planTiles(item.image.height(), tile, predictors.reach()).paddedLength;
    const int width = planTiles(item.image.width(), tile, predictors.reach()).paddedLength;
    m_bitOperations += static_cast<double>(slices.size())
                       * pipeline::bitOperations(m_model, precision(), height, width);
    m_slices += slices.size();
    ++m_images;
}

void PrecisionRun::count(const SweepCase& item, int k, std::size_t index, SliceRun run,
                         const Comparison& with)
{
    if (run.warm) {
        m_milliseconds.push_back(run.milliseconds);
    }
    const model::PredictionCost& cost = run.slice.cost;
    m_point.arenaBytes = std::max(m_point.arenaBytes, cost.arenaBytes);
    m_point.weightBytes = cost.weightBytes;
    m_point.packedBytes = cost.packedBytes;
    m_engine = std::move(run.engine);
    const std::vector<std::uint8_t>& mask = run.slice.labels;
    const std::string caseName = item.caseOf(k);
    m_point.subjectPerCase[caseName] = item.subjectOrName();
    const Geometry& grid = item.image.orientedGeometry();
    m_scores.addVolume(caseName, mask, grid);
    if (item.reference) {
        const auto reference = std::span(item.reference->voxels)
                                   .subspan(static_cast<std::size_t>(k) * mask.size(), mask.size());
        m_scores.addReference(caseName, mask, reference, item.scored, grid);
        noteWorst(item, k, mask, reference);
    }
    if (with.full == nullptr) {
        return;
    }
    if (with.isFull) {
        m_scores.addFull(caseName, mask, mask);
        with.full->push_back(std::move(run.slice.labels));
    } else {
        m_scores.addFull(caseName, mask, with.full->at(index));
        if (!item.reference) {
            noteWorst(item, k, mask, with.full->at(index));
        }
    }
}

void PrecisionRun::noteWorst(const SweepCase& item, int k, std::span<const std::uint8_t> mask,
                             std::span<const std::uint8_t> judge)
{
    std::vector<double> values;
    for (const eval::Structure& structure : m_structures) {
        const auto& values0 = structure.values;
        const bool isBackground = std::find(values0.begin(), values0.end(), 0) != values0.end();
        const auto& scored = item.scored;
        const bool isScored =
            scored.empty()
            || std::find(scored.begin(), scored.end(), structure.name) != scored.end();
        if (!isBackground && isScored) {
            values.push_back(eval::countOverlap(mask, judge, structure).dice());
        }
    }
    const Summary dice = summarize(values);
    if (dice.n > 0 && (!m_worst || dice.mean < m_worst->dice)) {
        m_worst = WorstSlice{m_images, k, dice.mean};
    }
}

TradeoffPoint PrecisionRun::point() const
{
    TradeoffPoint point = m_point;
    m_scores.fill(point);
    point.latency = summarizeLatency(m_milliseconds);
    point.bitOperations = m_bitOperations / static_cast<double>(m_slices);
    return point;
}

} // namespace halftone::pipeline
