// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/pipeline/sweep.h"
#include "core/pipeline/sweep_distances.h"
#include "core/report/csv.h"
#include "core/report/table.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <utility>

namespace halftone::pipeline {
namespace {

using Json = nlohmann::ordered_json;
using report::csvNumber;

Json optionalJson(const std::optional<double>& value)
{
    return value && std::isfinite(*value) ? Json(*value) : Json(nullptr);
}

// Loss and interval of `from`; null where there is none, or one case.
void putLoss(Json& to, const std::optional<PairedLoss>& from)
{
    const bool between = from && std::isfinite(from->between.low);
    to["loss"] = from ? Json(from->mean) : Json();
    to["loss_ci95"] = between ? Json{from->between.low, from->between.high} : Json();
    to["loss_n"] = from ? from->n : 0;
    to["loss_subjects"] = from ? from->subjects : 0;
}

std::optional<PairedLoss> lossOfStructure(const TradeoffPoint& point, const std::string& name)
{
    const auto found = point.lossPerStructure.find(name);
    return found == point.lossPerStructure.end() ? std::nullopt : std::optional(found->second);
}

Json pointJson(const TradeoffPoint& point)
{
    const Summary dice = caseSummary(point);
    Json perLabel = Json::object();
    for (const auto& [name, summary] : point.dicePerStructure) {
        perLabel[name] = {{"mean", optionalJson(summary.mean)},
                          {"sd", optionalJson(summary.sd)},
                          {"n", summary.n}};
        putLoss(perLabel[name], lossOfStructure(point, name));
    }
    Json whole;
    putLoss(whole, point.loss);
    return {{"precision", quant::toString(point.precision)},
            {"weight_bits", point.precision.weightBits},
            {"activation_bits", point.precision.activationBits},
            {"dice", optionalJson(point.dice)},
            {"mean", optionalJson(point.dice)},
            {"sd", optionalJson(dice.sd)},
            {"n", dice.n},
            {"loss", whole["loss"]},
            {"loss_ci95", whole["loss_ci95"]},
            {"loss_n", whole["loss_n"]},
            {"loss_subjects", whole["loss_subjects"]},
            {"dice_per_label", perLabel},
            {"agreement", optionalJson(point.agreement)},
            {"latency_ms_median", point.latency.medianMs},
            {"latency_ms_q1", point.latency.lowerQuartileMs},
            {"latency_ms_q3", point.latency.upperQuartileMs},
            {"latency_ms_low", point.latency.medianBetweenMs.low},
            {"latency_ms_high", point.latency.medianBetweenMs.high},
            {"latency_ms_p95", optionalJson(point.latency.p95Ms)},
            {"latency_runs", point.latency.runs},
            {"latency_busy", point.latency.busy},
            {"weight_bytes", point.weightBytes},
            {"packed_bytes", point.packedBytes},
            {"arena_bytes", point.arenaBytes},
            {"peak_rss_bytes", point.peakRssBytes ? Json(*point.peakRssBytes) : Json(nullptr)},
            {"bit_operations", point.bitOperations},
            {"measured", point.measured},
            {"trained", point.trained}};
}

Json volumeJson(const CaseVolume& volume)
{
    const auto ofReference = [&](const Json& value) { return volume.referenced ? value : Json(); };
    return {{"voxels", volume.voxels},
            {"ml", optionalJson(volume.ml)},
            {"reference_voxels", ofReference(volume.referenceVoxels)},
            {"reference_ml", ofReference(optionalJson(volume.referenceMl))}};
}

// The unit that does not apply is null.
Json distancesJson(const CaseDistances& of)
{
    Json json = Json::object();
    for (const char* unit : {"_mm", "_voxels"}) {
        const bool applies = of.inMm == (unit[1] == 'm');
        const auto put = [&](const char* name, double value) {
            json[std::string(name) + unit] = applies ? optionalJson(value) : Json();
        };
        put("hausdorff95", of.distances.hausdorff95);
        put("hausdorff95_monai", of.distances.hausdorff95Monai);
        put("mean_surface", of.distances.mean);
    }
    return json;
}

template <typename Value>
const Value* findIn(const std::map<std::string, Value>& map, const std::string& name)
{
    const auto found = map.find(name);
    return found == map.end() ? nullptr : &found->second;
}

// Every case has volumes; Dice only those with a reference.
Json caseJson(const TradeoffPoint& point, const std::string& name,
              const std::map<std::string, CaseVolume>& volumes)
{
    Json dicePerLabel = Json::object();
    if (const auto* dice = findIn(point.dicePerCase, name)) {
        for (const auto& [structure, value] : *dice) {
            dicePerLabel[structure] = optionalJson(value);
        }
    }
    Json volumePerLabel = Json::object();
    for (const auto& [structure, volume] : volumes) {
        volumePerLabel[structure] = volumeJson(volume);
    }
    Json distancesPerLabel = Json::object();
    if (const auto* distances = findIn(point.distancesPerCase, name)) {
        for (const auto& [structure, of] : *distances) {
            distancesPerLabel[structure] = distancesJson(of);
        }
    }
    const double* mean = findIn(point.meanDicePerCase, name);
    return {{"case", name},
            {"precision", quant::toString(point.precision)},
            {"weight_bits", point.precision.weightBits},
            {"activation_bits", point.precision.activationBits},
            {"dice", mean != nullptr ? optionalJson(*mean) : Json()},
            {"dice_per_label", dicePerLabel},
            {"volume_per_label", volumePerLabel},
            {"distances_per_label", distancesPerLabel}};
}

} // namespace

std::optional<quant::Precision> lossBaseline(std::span<const TradeoffPoint> points)
{
    for (const TradeoffPoint& point : points) {
        if (point.loss || !point.lossPerStructure.empty()) {
            return point.lossAgainst;
        }
    }
    return std::nullopt;
}

std::string lossText(const std::optional<PairedLoss>& loss)
{
    if (!loss) {
        return "-";
    }
    std::string between;
    if (std::isfinite(loss->between.low)) {
        between = formatNumber(loss->between.low, 4) + " to " + formatNumber(loss->between.high, 4)
                  + ", ";
    }
    return formatNumber(loss->mean, 4) + " (" + between + "n = " + std::to_string(loss->n)
           + (loss->subjects < loss->n ? " of " + std::to_string(loss->subjects)
                                             + (loss->subjects == 1 ? " subject" : " subjects")
                                       : "")
           + ")";
}

std::string toJson(std::span<const TradeoffPoint> points)
{
    Json list = Json::array();
    Json cases = Json::array();
    for (const TradeoffPoint& point : points) {
        list.push_back(pointJson(point));
        for (const auto& [name, volumes] : point.volumePerCase) {
            cases.push_back(caseJson(point, name, volumes));
        }
    }
    const std::optional<quant::Precision> against = lossBaseline(points);
    const Json baseline = against ? Json(quant::toString(*against)) : Json();
    return Json{{"points", list}, {"cases", cases}, {"loss_against", baseline}}.dump(
        2, ' ', false, Json::error_handler_t::replace);
}

std::string toTable(std::span<const TradeoffPoint> points)
{
    const std::optional<quant::Precision> against = lossBaseline(points);
    std::vector<std::vector<std::string>> rows{{"precision", "Dice"}};
    if (against) {
        rows[0].push_back("loss to " + quant::toString(*against) + " (95 %)");
    }
    rows[0].insert(rows[0].end(), {"agreement", "ms/slice", "middle half", "runs", "weights",
                                   "arena", "peak", "Gbitops", ""});
    for (const TradeoffPoint& point : points) {
        const auto orDash = [](const std::string& text) { return text.empty() ? "-" : text; };
        const std::string note =
            !point.measured ? "simulated" : (point.trained ? "" : "not trained");
        std::vector<std::string> row{quant::toString(point.precision),
                                     orDash(csvNumber(point.dice, 4))};
        if (against) {
            row.push_back(lossText(point.loss));
        }
        row.insert(row.end(),
                   {orDash(csvNumber(point.agreement, 4)), formatNumber(point.latency.medianMs, 1),
                    formatNumber(point.latency.lowerQuartileMs, 1) + "-"
                        + formatNumber(point.latency.upperQuartileMs, 1),
                    std::to_string(point.latency.runs) + (point.latency.busy ? ", busy" : ""),
                    formatBytes(point.weightBytes), formatBytes(point.arenaBytes),
                    point.peakRssBytes ? formatBytes(*point.peakRssBytes) : "-",
                    formatNumber(point.bitOperations / 1e9, 1), note});
        rows.push_back(std::move(row));
    }
    return report::textTable(rows, report::ColumnAlign::Numbers);
}

} // namespace halftone::pipeline
