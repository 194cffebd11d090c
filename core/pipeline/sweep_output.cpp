// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/pipeline/sweep.h"
#include "core/report/csv.h"
#include "core/report/table.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <set>

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

Json pointJson(const TradeoffPoint& point)
{
    Json perLabel = Json::object();
    for (const auto& [name, summary] : point.dicePerStructure) {
        perLabel[name] = {{"mean", optionalJson(summary.mean)},
                          {"sd", optionalJson(summary.sd)},
                          {"n", summary.n}};
    }
    return {{"precision", quant::toString(point.precision)},
            {"weight_bits", point.precision.weightBits},
            {"activation_bits", point.precision.activationBits},
            {"dice", optionalJson(point.dice)},
            {"dice_per_label", perLabel},
            {"agreement", optionalJson(point.agreement)},
            {"latency_ms_median", point.latency.medianMs},
            {"latency_ms_q1", point.latency.lowerQuartileMs},
            {"latency_ms_q3", point.latency.upperQuartileMs},
            {"latency_ms_low", point.latency.medianBetweenMs.low},
            {"latency_ms_high", point.latency.medianBetweenMs.high},
            {"latency_ms_p95", optionalJson(point.latency.p95Ms)},
            {"latency_runs", point.latency.runs},
            {"weight_bytes", point.weightBytes},
            {"packed_bytes", point.packedBytes},
            {"arena_bytes", point.arenaBytes},
            {"peak_rss_bytes", point.peakRssBytes ? Json(*point.peakRssBytes) : Json(nullptr)},
            {"bit_operations", point.bitOperations},
            {"measured", point.measured},
            {"trained", point.trained}};
}

Json caseJson(const TradeoffPoint& point, const std::string& name,
              const std::map<std::string, double>& dice)
{
    Json perLabel = Json::object();
    for (const auto& [structure, value] : dice) {
        perLabel[structure] = optionalJson(value);
    }
    const auto mean = point.meanDicePerCase.find(name);
    return {
        {"case", name},
        {"precision", quant::toString(point.precision)},
        {"weight_bits", point.precision.weightBits},
        {"activation_bits", point.precision.activationBits},
        {"dice", mean != point.meanDicePerCase.end() ? optionalJson(mean->second) : Json(nullptr)},
        {"dice_per_label", perLabel}};
}

} // namespace

std::string toCsv(std::span<const TradeoffPoint> points)
{
    const std::set<std::string> names = structureNames(points);
    std::vector<std::string> header{"precision", "weight_bits", "activation_bits", "dice"};
    for (const std::string& name : names) {
        header.insert(header.end(), {"dice_mean:" + name, "dice_sd:" + name});
    }
    header.insert(header.end(), {"agreement", "latency_ms_median", "latency_ms_q1", "latency_ms_q3",
                                 "latency_ms_low", "latency_ms_high", "latency_ms_p95",
                                 "latency_runs", "weight_bytes", "packed_bytes", "arena_bytes",
                                 "peak_rss_bytes", "bit_operations", "measured", "trained"});
    std::string text = report::csvLine(header);
    for (const TradeoffPoint& point : points) {
        std::vector<std::string> row{
            quant::toString(point.precision), std::to_string(point.precision.weightBits),
            std::to_string(point.precision.activationBits), csvNumber(point.dice, 6)};
        for (const std::string& name : names) {
            const auto found = point.dicePerStructure.find(name);
            const bool known = found != point.dicePerStructure.end() && found->second.n > 0;
            const Summary dice = known ? found->second : summarize({});
            row.insert(row.end(), {csvNumber(dice.mean, 6), csvNumber(dice.sd, 6)});
        }
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
        for (const auto& [name, dice] : point.dicePerCase) {
            cases.push_back(caseJson(point, name, dice));
        }
    }
    return Json{{"points", list}, {"cases", cases}}.dump(2, ' ', false,
                                                         Json::error_handler_t::replace);
}

std::string toTable(std::span<const TradeoffPoint> points)
{
    std::vector<std::vector<std::string>> rows{{"precision", "Dice", "agreement", "ms/slice",
                                                "middle half", "runs", "weights", "arena", "peak",
                                                "Gbitops", ""}};
    for (const TradeoffPoint& point : points) {
        const auto orDash = [](const std::string& text) { return text.empty() ? "-" : text; };
        const std::string note =
            !point.measured ? "simulated" : (point.trained ? "" : "not trained");
        rows.push_back({quant::toString(point.precision), orDash(csvNumber(point.dice, 4)),
                        orDash(csvNumber(point.agreement, 4)),
                        formatNumber(point.latency.medianMs, 1),
                        formatNumber(point.latency.lowerQuartileMs, 1) + "-"
                            + formatNumber(point.latency.upperQuartileMs, 1),
                        std::to_string(point.latency.runs), formatBytes(point.weightBytes),
                        formatBytes(point.arenaBytes),
                        point.peakRssBytes ? formatBytes(*point.peakRssBytes) : "-",
                        formatNumber(point.bitOperations / 1e9, 1), note});
    }
    return report::textTable(rows, report::ColumnAlign::Numbers);
}

} // namespace halftone::pipeline
