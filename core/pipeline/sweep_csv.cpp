// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/sweep.h"
#include "core/pipeline/sweep_distances.h"
#include "core/report/csv.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

namespace halftone::pipeline {
namespace {

using report::csvNumber;
using Row = std::vector<std::pair<std::string, std::string>>; // heading and cell

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

// What all rows have columns of, whether or not a point knows it.
struct Columns {
    std::set<std::string> structures;
    std::set<std::string> withVolume;
    std::set<bool> units; // of distances: whether in mm
    std::vector<std::pair<std::string, std::string>> facts;
};

Columns columnsOf(std::span<const TradeoffPoint> points, const report::Provenance* provenance)
{
    Columns columns;
    for (const TradeoffPoint& point : points) {
        for (const auto& entry : point.dicePerStructure) {
            columns.structures.insert(entry.first);
        }
        for (const auto& [caseName, volumes] : point.volumePerCase) {
            for (const auto& entry : volumes) {
                columns.withVolume.insert(entry.first);
            }
        }
        for (const auto& [caseName, distances] : point.distancesPerCase) {
            for (const auto& entry : distances) {
                columns.units.insert(entry.second.inMm);
            }
        }
    }
    if (provenance != nullptr) {
        columns.facts = report::factsOf(*provenance);
    }
    return columns;
}

void putLoss(Row& row, const std::optional<PairedLoss>& from, const std::string& of)
{
    const PairedLoss loss = from.value_or(PairedLoss{kNone, {kNone, kNone}, 0, 0});
    row.insert(row.end(), {{"loss" + of, csvNumber(loss.mean, 6)},
                           {"loss_ci95_low" + of, csvNumber(loss.between.low, 6)},
                           {"loss_ci95_high" + of, csvNumber(loss.between.high, 6)},
                           {"loss_n" + of, std::to_string(loss.n)},
                           {"loss_subjects" + of, std::to_string(loss.subjects)}});
}

void putStructure(Row& row, const TradeoffPoint& point, const std::string& name,
                  const Columns& columns)
{
    const std::string of = ":" + name;
    const auto found = point.dicePerStructure.find(name);
    const bool known = found != point.dicePerStructure.end() && found->second.n > 0;
    const Summary dice = known ? found->second : summarize({});
    row.insert(row.end(), {{"dice_mean" + of, csvNumber(dice.mean, 6)},
                           {"dice_sd" + of, csvNumber(dice.sd, 6)},
                           {"dice_n" + of, std::to_string(dice.n)}});
    const auto loss = point.lossPerStructure.find(name);
    putLoss(row, loss == point.lossPerStructure.end() ? std::nullopt : std::optional(loss->second),
            of);
    for (const bool inMm : columns.units) {
        const std::string unit = (inMm ? "_mm" : "_voxels") + of;
        const DistanceSummary distances = summarizeDistances(point, name, inMm);
        row.insert(row.end(),
                   {{"hausdorff95" + unit, csvNumber(distances.hausdorff95.mean, 6)},
                    {"hausdorff95_monai" + unit, csvNumber(distances.hausdorff95Monai.mean, 6)},
                    {"mean_surface" + unit, csvNumber(distances.meanSurface.mean, 6)},
                    {"distance_n" + unit, std::to_string(distances.hausdorff95.n)}});
    }
}

// Means over cases; no millilitres where one of the cases has none.
void putVolume(Row& row, const TradeoffPoint& point, const std::string& name)
{
    std::vector<double> voxels;
    std::vector<double> ml;
    for (const auto& [caseName, volumes] : point.volumePerCase) {
        if (const auto found = volumes.find(name); found != volumes.end()) {
            voxels.push_back(static_cast<double>(found->second.voxels));
            ml.push_back(found->second.ml);
        }
    }
    const bool inMl = std::none_of(ml.begin(), ml.end(), [](double v) { return std::isnan(v); });
    row.insert(row.end(), {{"volume_voxels:" + name, csvNumber(summarize(voxels).mean, 1)},
                           {"volume_ml:" + name, csvNumber(inMl ? summarize(ml).mean : kNone, 9)}});
}

Row rowOf(const TradeoffPoint& point, const Columns& columns)
{
    const Summary dice = caseSummary(point);
    Row row{{"precision", quant::toString(point.precision)},
            {"weight_bits", std::to_string(point.precision.weightBits)},
            {"activation_bits", std::to_string(point.precision.activationBits)},
            {"dice", csvNumber(point.dice, 6)},
            {"dice_sd", csvNumber(dice.sd, 6)},
            {"dice_n", std::to_string(dice.n)}};
    putLoss(row, point.loss, "");
    for (const std::string& name : columns.structures) {
        putStructure(row, point, name, columns);
    }
    for (const std::string& name : columns.withVolume) {
        putVolume(row, point, name);
    }
    row.insert(
        row.end(),
        {{"loss_against", point.lossAgainst ? quant::toString(*point.lossAgainst) : std::string{}},
         {"agreement", csvNumber(point.agreement, 6)},
         {"latency_ms_median", csvNumber(point.latency.medianMs, 3)},
         {"latency_ms_q1", csvNumber(point.latency.lowerQuartileMs, 3)},
         {"latency_ms_q3", csvNumber(point.latency.upperQuartileMs, 3)},
         {"latency_ms_low", csvNumber(point.latency.medianBetweenMs.low, 3)},
         {"latency_ms_high", csvNumber(point.latency.medianBetweenMs.high, 3)},
         {"latency_ms_p95", csvNumber(point.latency.p95Ms, 3)},
         {"latency_runs", std::to_string(point.latency.runs)},
         {"weight_bytes", std::to_string(point.weightBytes)},
         {"packed_bytes", std::to_string(point.packedBytes)},
         {"arena_bytes", std::to_string(point.arenaBytes)},
         {"peak_rss_bytes",
          point.peakRssBytes ? std::to_string(*point.peakRssBytes) : std::string{}},
         {"bit_operations", csvNumber(point.bitOperations, 0)},
         {"measured", point.measured ? "true" : "false"},
         {"trained", point.trained ? "true" : "false"}});
    row.insert(row.end(), columns.facts.begin(), columns.facts.end());
    return row;
}

} // namespace

std::string toCsv(std::span<const TradeoffPoint> points, const report::Provenance* provenance)
{
    const Columns columns = columnsOf(points, provenance);
    std::vector<std::string> cells;
    for (auto& [heading, cell] : rowOf({}, columns)) {
        cells.push_back(heading);
    }
    std::string text = report::csvLine(cells);
    for (const TradeoffPoint& point : points) {
        cells.clear();
        for (auto& [heading, cell] : rowOf(point, columns)) {
            cells.push_back(std::move(cell));
        }
        text += report::csvLine(cells);
    }
    return text;
}

} // namespace halftone::pipeline
