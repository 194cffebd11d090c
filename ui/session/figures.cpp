// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/figures.h"

#include "core/base/statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace halftone::ui {

SliceRecord toRecord(SeriesKey series, pipeline::SliceOutcome outcome)
{
    SliceRecord record;
    record.key = {series, outcome.precision, outcome.slice};
    record.labels = std::move(outcome.labels);
    record.cost = outcome.cost;
    record.latency = outcome.latency;
    record.engine = std::move(outcome.engine);
    return record;
}

std::vector<double> sliceScores(const ResultStore& store, const ActiveCase& active,
                                SeriesKey series, quant::Precision precision)
{
    std::vector<double> scores(static_cast<std::size_t>(std::max(0, active.slices())),
                               std::numeric_limits<double>::quiet_NaN());
    for (const SliceRecord* record : store.ofPrecision(series, precision)) {
        const auto& counts = active.hasReference() ? record->reference : record->full;
        if (!counts.empty()) {
            scores[static_cast<std::size_t>(record->key.slice)] = meanDice(counts);
        }
    }
    return scores;
}

SliceFigures computeFigures(ResultStore& store, const ActiveCase& active,
                            const std::optional<ResultKey>& key, int slice, ColourBy colours)
{
    SliceFigures figures;
    figures.slice = slice;
    figures.againstFull = !active.hasReference() || colours == ColourBy::ErrorAgainstFull;
    const SliceRecord* record = key ? store.findMask(*key) : nullptr;
    if (record == nullptr) {
        return figures;
    }
    if (figures.againstFull) {
        const SliceRecord* full = store.fullOf(*key);
        figures.known = full != nullptr && full->labels != nullptr;
        if (figures.known) {
            figures.errors = eval::countErrors(*record->labels, *full->labels);
            figures.score = meanDice(record->full);
        }
    } else if (!record->reference.empty()) {
        figures.known = true;
        figures.errors = eval::countErrors(active.comparable(*record->labels),
                                           active.referenceSlice(key->slice));
        figures.score = meanDice(record->reference);
    }
    if (figures.againstFull == !active.hasReference()) {
        const std::vector<double> scores = sliceScores(store, active, key->series, key->precision);
        const bool all = std::none_of(scores.begin(), scores.end(),
                                      [](double score) { return std::isnan(score); });
        if (all && scores.size() > 1) {
            figures.volumeScore = summarize(scores).mean;
        }
    }
    return figures;
}

std::vector<pipeline::TradeoffPoint>
tradeoffPoints(const ResultStore& store, const model::Model& model, SeriesKey series, int slice)
{
    std::vector<pipeline::TradeoffPoint> points;
    for (const SliceRecord* record : store.ofSlice(series, slice)) {
        if (!record->latency.isMeasured()) {
            continue;
        }
        pipeline::TradeoffPoint point;
        point.precision = record->key.precision;
        if (!record->reference.empty()) {
            point.dice = meanDice(record->reference);
        }
        if (!record->full.empty()) {
            point.agreement = meanDice(record->full);
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
