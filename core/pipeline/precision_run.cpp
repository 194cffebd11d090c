// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/precision_run.h"

#include "core/base/error.h"
#include "core/pipeline/predictors.h"
#include "core/pipeline/sweep_distances.h"

#include <algorithm>
#include <limits>
#include <span>

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
    m_point.measured = !isSimulated(model, precision);
    if (precision.isInteger()) {
        m_point.trained = m_point.measured && model.requireTable(precision).trained;
    } else {
        m_point.trained = true;
    }
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
    SliceProfile profile{item.name, slices, {}};
    for (std::size_t index = 0; index < slices.size(); ++index) {
        const int k = slices[index];
        const SliceRun run = untilLet(gate, index, [&](const StopToken& stop) {
            return runSlice(predictors, precision(), item.image, item.image.slice(k), stop);
        });
        profile.values.push_back(count(item, k, index, run, with));
        if (distances) {
            distances->add(k, run.slice.labels);
        }
        if (with.mask) {
            with.mask(k, run.slice.labels);
        }
    }
    m_point.profiles.push_back(std::move(profile));
    if (distances) {
        m_point.distancesPerCase = untilLet(gate, slices.size() - 1, [&](const StopToken& stop) {
            DistancesPerCase all = m_point.distancesPerCase; // of which a stop leaves nothing half
            distances->measure(all, stop);
            return all;
        });
    }
    m_bitOperations +=
        static_cast<double>(slices.size())
        * pipeline::bitOperations(m_model, precision(), item.image, predictors.reach());
    m_slices += slices.size();
}

void PrecisionRun::addTime(const SliceRun& run)
{
    if (run.warm) {
        m_milliseconds.push_back(run.milliseconds);
        m_waited.push_back(run.waited);
    }
}

double PrecisionRun::count(const SweepCase& item, int k, std::size_t index, const SliceRun& run,
                           const Comparison& with)
{
    addTime(run);
    const model::PredictionCost& cost = run.slice.cost;
    m_point.arenaBytes = std::max(m_point.arenaBytes, cost.arenaBytes);
    m_point.weightBytes = cost.weightBytes;
    m_point.packedBytes = cost.packedBytes;
    m_engine = run.engine;
    const std::vector<std::uint8_t>& mask = run.slice.labels;
    const std::string caseName = item.caseOf(k);
    m_point.subjectPerCase[caseName] = item.subjectOrName();
    const Geometry& grid = item.image.orientedGeometry();
    m_scores.addVolume(caseName, mask, grid);
    double quality = std::numeric_limits<double>::quiet_NaN();
    if (item.reference) {
        const auto reference = std::span(item.reference->voxels)
                                   .subspan(static_cast<std::size_t>(k) * mask.size(), mask.size());
        quality = m_scores.addReference(caseName, mask, reference, item.scored, grid);
    }
    if (with.full != nullptr) {
        if (with.isFull) {
            with.full->push_back(mask);
        }
        const double agreement = m_scores.addFull(caseName, mask, with.full->at(index));
        quality = item.reference ? quality : agreement;
    }
    return quality;
}

TradeoffPoint PrecisionRun::point() const
{
    TradeoffPoint point = m_point;
    m_scores.fill(point);
    point.latency = summarizeLatency(m_milliseconds);
    point.latency.busy = isBusy(m_waited);
    point.bitOperations = m_bitOperations / static_cast<double>(m_slices);
    return point;
}

} // namespace halftone::pipeline
