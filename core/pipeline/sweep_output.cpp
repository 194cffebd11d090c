// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/pipeline/sweep.h"
#include "core/report/csv.h"
#include "core/report/table.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>
#include <set>
#include <utility>

namespace halftone::pipeline {
namespace {

using Json = nlohmann::ordered_json;
using report::csvNumber;

std::set<std::string> structureNames(std::span<const TradeoffPoint> points)
{
    std::set<std::string> names;
    for (const TradeoffPoint& point : points) {
        for (const auto& entry : point.dicePerStructure) {
            names.insert(entry.first);
        }
    }
    return names;
}

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
    const double* mean = findIn(point.meanDicePerCase, name);
    return {{"case", name},
            {"precision", quant::toString(point.precision)},
            {"weight_bits", point.precision.weightBits},
            {"activation_bits", point.precision.activationBits},
            {"dice", mean != nullptr ? optionalJson(*mean) : Json()},
            {"dice_per_label", dicePerLabel},
            {"volume_per_label", volumePerLabel}};
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

std::string toCsv(std::span<const TradeoffPoint> points, const report::Provenance* provenance)
{
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    constexpr PairedLoss kNoLoss{kNone, {kNone, kNone}, 0, 0};
    const std::set<std::string> names = structureNames(points);
    std::vector<std::pair<std::string, std::string>> facts;
    if (provenance != nullptr) {
        facts = report::factsOf(*provenance);
    }
    std::vector<std::string> header{"precision", "weight_bits", "activation_bits", "dice"};
    for (const std::string& name : names) {
        header.insert(header.end(),
                      {"dice_mean:" + name, "dice_sd:" + name, "dice_n:" + name, "loss:" + name,
                       "loss_ci95_low:" + name, "loss_ci95_high:" + name, "loss_n:" + name,
                       "loss_subjects:" + name});
    }
    header.emplace_back("loss_against");
    header.insert(header.end(), {"agreement", "latency_ms_median", "latency_ms_q1", "latency_ms_q3",
                                 "latency_ms_low", "latency_ms_high", "latency_ms_p95",
                                 "latency_runs", "weight_bytes", "packed_bytes", "arena_bytes",
                                 "peak_rss_bytes", "bit_operations", "measured", "trained"});
    for (const auto& [name, value] : facts) {
        header.push_back(name);
    }
    std::string text = report::csvLine(header);
    for (const TradeoffPoint& point : points) {
        std::vector<std::string> row{
            quant::toString(point.precision), std::to_string(point.precision.weightBits),
            std::to_string(point.precision.activationBits), csvNumber(point.dice, 6)};
        for (const std::string& name : names) {
            const auto found = point.dicePerStructure.find(name);
            const bool known = found != point.dicePerStructure.end() && found->second.n > 0;
            const Summary dice = known ? found->second : summarize({});
            const PairedLoss loss = lossOfStructure(point, name).value_or(kNoLoss);
            row.insert(row.end(), {csvNumber(dice.mean, 6), csvNumber(dice.sd, 6),
                                   std::to_string(dice.n), csvNumber(loss.mean, 6),
                                   csvNumber(loss.between.low, 6), csvNumber(loss.between.high, 6),
                                   std::to_string(loss.n), std::to_string(loss.subjects)});
        }
        row.push_back(point.lossAgainst ? quant::toString(*point.lossAgainst) : std::string{});
        row.insert(row.end(),
                   {csvNumber(point.agreement, 6), csvNumber(point.latency.medianMs, 3),
                    csvNumber(point.latency.lowerQuartileMs, 3),
                    csvNumber(point.latency.upperQuartileMs, 3),
                    csvNumber(point.latency.medianBetweenMs.low, 3),
                    csvNumber(point.latency.medianBetweenMs.high, 3),
                    csvNumber(point.latency.p95Ms, 3), std::to_string(point.latency.runs),
                    std::to_string(point.weightBytes), std::to_string(point.packedBytes),
                    std::to_string(point.arenaBytes),
                    point.peakRssBytes ? std::to_string(*point.peakRssBytes) : std::string{},
                    csvNumber(point.bitOperations, 0), point.measured ? "true" : "false",
                    point.trained ? "true" : "false"});
        for (const auto& [name, value] : facts) {
            row.push_back(value);
        }
        text += report::csvLine(row);
    }
    return text;
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
