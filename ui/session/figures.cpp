// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/figures.h"

#include "core/pipeline/sweep_scores.h"
#include "ui/document/words.h"
#include "ui/session/meter_values.h"

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

ColourBy judgedBy(const ActiveCase& active, ColourBy colours)
{
    if (colours == ColourBy::ErrorAgainstOther) {
        return colours;
    }
    return !active.hasReference() || colours == ColourBy::ErrorAgainstFull
               ? ColourBy::ErrorAgainstFull
               : ColourBy::ErrorAgainstReference;
}

SliceFigures computeFigures(ResultStore& store, const ActiveCase& active,
                            const std::optional<ResultKey>& key, int slice, ColourBy colours)
{
    SliceFigures figures;
    figures.number = active.sliceNumbers().of(slice);
    figures.against = judgedBy(active, colours);
    figures.grid = active.grid();
    const SliceRecord* record = key ? store.findMask(*key) : nullptr;
    if (record == nullptr || figures.against == ColourBy::ErrorAgainstOther) {
        return figures;
    }
    const bool againstFull = figures.against == ColourBy::ErrorAgainstFull;
    if (againstFull) {
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
    if (againstFull == !active.hasReference() && active.slices() > 1) {
        const auto against = active.hasReference() ? Against::Reference : Against::Full;
        const double score =
            meanDice(pooled(sliceCounts(store, active, key->series, key->precision, against)));
        figures.volumeScore = std::isnan(score) ? std::nullopt : std::optional(score);
    }
    return figures;
}

std::vector<pipeline::TradeoffPoint> tradeoffPoints(const ResultStore& store,
                                                    const ActiveCase& active, SeriesKey series,
                                                    int slice, VolumeScores& volumes)
{
    const model::Model& model = *active.model();
    const pipeline::NetworkReach reach = pipeline::reachOf(model.network);
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
        if (active.slices() > 1) {
            const auto volume = [&](Against against) {
                return volumes.of(store, active, series, point.precision, against);
            };
            if (active.hasReference()) {
                point.volumeDice = volume(Against::Reference);
            }
            point.volumeAgreement = volume(Against::Full);
        }
        point.latency = record->latency;
        point.weightBytes = record->cost.weightBytes;
        point.packedBytes = record->cost.packedBytes;
        point.arenaBytes = record->cost.arenaBytes;
        point.bitOperations =
            pipeline::bitOperations(model, point.precision, active.prepared(), reach);
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

void fillTradeoff(TradeoffTableModel& table, const ResultStore& store, const ActiveCase* active,
                  const std::optional<ResultKey>& key, VolumeScores& volumes)
{
    if (active == nullptr || !key) {
        table.assign({}, {});
        return;
    }
    const int number = active->sliceNumbers().of(key->slice);
    table.assign(tradeoffPoints(store, *active, key->series, key->slice, volumes),
                 {true, active->hasReference(), key->series, key->slice, tr("slice %1").arg(number),
                  scoredName(*active)});
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
