// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/figures.h"

#include <algorithm>
#include <cmath>

namespace halftone::ui {

SliceRecord toRecord(SeriesKey series, pipeline::SliceOutcome outcome)
{
    SliceRecord record;
    record.key = {series, outcome.precision, outcome.slice};
    record.labels = std::move(outcome.labels);
    record.cost = outcome.cost;
    record.latency = outcome.latency;
    record.warmMs = std::move(outcome.warmMs);
    record.forecast = outcome.forecast;
    record.engine = std::move(outcome.engine);
    return record;
}

namespace {

/// Counts of a mask against the reference, or, without one, against full precision.
const std::vector<eval::OverlapCounts>& countsOf(const SliceRecord& record,
                                                 const ActiveCase& active)
{
    return active.hasReference() ? record.reference : record.full;
}

/// Nothing until every slice that can be judged is.
std::optional<double> volumeScore(const ResultStore& store, const ActiveCase& active,
                                  const ResultKey& key)
{
    std::vector<eval::OverlapCounts> sum(active.structures().size());
    int missing = 0;
    for (int slice = 0; slice < active.slices(); ++slice) {
        missing += !active.hasReference() || active.isLabelled(slice) ? 1 : 0;
    }
    for (const SliceRecord* record : store.ofPrecision(key.series, key.precision)) {
        const std::vector<eval::OverlapCounts>& counts = countsOf(*record, active);
        missing -= counts.empty() ? 0 : 1;
        for (std::size_t n = 0; n < std::min(sum.size(), counts.size()); ++n) {
            sum[n] += counts[n];
        }
    }
    const double score = meanDice(sum);
    return missing > 0 || std::isnan(score) ? std::nullopt : std::optional(score);
}

} // namespace

std::vector<SliceScore> sliceScores(const ResultStore& store, const ActiveCase& active,
                                    SeriesKey series, quant::Precision precision)
{
    std::vector<SliceScore> scores(static_cast<std::size_t>(std::max(0, active.slices())));
    for (const SliceRecord* record : store.ofPrecision(series, precision)) {
        scores[static_cast<std::size_t>(record->key.slice)] = scoreOf(countsOf(*record, active));
    }
    for (int slice = 0; active.hasReference() && slice < active.slices(); ++slice) {
        if (!active.isLabelled(slice)) {
            scores[static_cast<std::size_t>(slice)] = {SliceScore::State::NotLabelled};
        }
    }
    return scores;
}

SliceFigures computeFigures(ResultStore& store, const ActiveCase& active,
                            const std::optional<ResultKey>& key, int slice, ColourBy colours)
{
    SliceFigures figures;
    figures.number = active.sliceNumbers().of(slice);
    figures.againstFull = !active.hasReference() || colours == ColourBy::ErrorAgainstFull;
    const SliceRecord* record = key ? store.findMask(*key) : nullptr;
    if (record == nullptr) {
        return figures;
    }
    if (figures.againstFull) {
        const SliceRecord* full = store.fullOf(*key);
        if (full != nullptr && full->labels != nullptr) {
            figures.errors = eval::countErrors(*record->labels, *full->labels);
            figures.score = scoreOf(record->full);
        }
    } else if (!active.isLabelled(key->slice)) {
        figures.score = {SliceScore::State::NotLabelled};
    } else if (!record->reference.empty()) {
        figures.errors = eval::countErrors(active.comparable(*record->labels),
                                           active.referenceSlice(key->slice));
        figures.score = scoreOf(record->reference);
    }
    if (figures.againstFull == !active.hasReference() && active.slices() > 1) {
        figures.volumeScore = volumeScore(store, active, *key);
    }
    return figures;
}

std::vector<pipeline::TradeoffPoint>
tradeoffPoints(const ResultStore& store, const model::Model& model, SeriesKey series, int slice)
{
    std::vector<pipeline::TradeoffPoint> points;
    for (const SliceRecord* record : store.ofSlice(series, slice)) {
        pipeline::TradeoffPoint point;
        point.precision = record->key.precision;
        if (const SliceScore score = scoreOf(record->reference); score.isScored()) {
            point.dice = score.dice;
        }
        if (const SliceScore score = scoreOf(record->full); score.isScored()) {
            point.agreement = score.dice;
        }
        point.latency = record->latency;
        point.weightBytes = record->cost.weightBytes;
        point.packedBytes = record->cost.packedBytes;
        point.arenaBytes = record->cost.arenaBytes;
        point.measured = !record->key.precision.isSimulated();
        if (const model::PrecisionTable* table = model.findTable(record->key.precision)) {
            point.trained = table->trained;
        }
        points.push_back(point);
    }
    return points;
}

Judgement judgementOf(const std::shared_ptr<const ActiveCase>& active, quant::Precision full)
{
    Judgement judgement{active->structures(), full, {}};
    if (active->hasReference()) {
        judgement.reference = [active](int slice) { return active->referenceSlice(slice); };
    }
    return judgement;
}

Domain domainOf(const model::Model& model, bool floatPath)
{
    Domain domain;
    domain.full = pipeline::fullPrecision(model);
    std::vector<quant::Precision>& offered = domain.offered;
    if (domain.full.isFloat() && floatPath) {
        offered = {quant::kFull, quant::kSimulated16};
    }
    for (const model::PrecisionTable& table : model.tables) {
        offered.push_back(table.precision);
    }
    if (std::find(offered.begin(), offered.end(), domain.full) == offered.end()
        && !offered.empty()) {
        domain.full = *std::max_element(offered.begin(), offered.end());
    }
    return domain;
}

} // namespace halftone::ui
