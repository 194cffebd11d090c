// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/sweep.h"
#include "core/report/quality_chart.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <set>

namespace halftone::pipeline {
namespace {

using Json = nlohmann::ordered_json;

std::string optionalNumber(const std::optional<double>& value, int decimals)
{
    return value && std::isfinite(*value) ? report::formatNumber(*value, decimals) : std::string{};
}

std::string quoted(const std::string& cell)
{
    if (cell.find_first_of(",\"\r\n") == std::string::npos) {
        return cell;
    }
    std::string text = "\"";
    for (const char c : cell) {
        text += c == '"' ? std::string("\"\"") : std::string(1, c);
    }
    return text + "\"";
}

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

// Lines of cells, the first left-aligned, the others right-aligned.
std::string aligned(const std::vector<std::vector<std::string>>& rows)
{
    std::vector<std::size_t> widths(rows.front().size(), 0);
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], row[i].size());
        }
    }
    std::string text;
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string gap(widths[i] - row[i].size(), ' ');
            text += i == 0 ? row[i] + gap : "  " + gap + row[i];
        }
        text += '\n';
    }
    return text;
}

std::string mebibytes(std::size_t bytes)
{
    return report::formatNumber(static_cast<double>(bytes) / (1024.0 * 1024.0), 2);
}

} // namespace

std::string toCsv(std::span<const TradeoffPoint> points)
{
    const std::set<std::string> names = structureNames(points);
    std::string text = "precision,weight_bits,activation_bits,dice";
    for (const std::string& name : names) {
        text += "," + quoted("dice_mean:" + name) + "," + quoted("dice_sd:" + name);
    }
    text += ",agreement,latency_ms_median,latency_ms_q1,latency_ms_q3,latency_ms_p95,latency_runs,"
            "weight_bytes,packed_bytes,arena_bytes,"
            "peak_rss_bytes,bit_operations,measured,trained\n";
    for (const TradeoffPoint& point : points) {
        text += quant::toString(point.precision) + "," + std::to_string(point.precision.weightBits)
                + "," + std::to_string(point.precision.activationBits) + ","
                + optionalNumber(point.dice, 6);
        for (const std::string& name : names) {
            const auto found = point.dicePerStructure.find(name);
            const bool known = found != point.dicePerStructure.end() && found->second.n > 0;
            text += known ? "," + report::formatNumber(found->second.mean, 6) + ","
                                + report::formatNumber(found->second.sd, 6)
                          : std::string(",,");
        }
        text += "," + optionalNumber(point.agreement, 6) + ","
                + report::formatNumber(point.latency.medianMs, 3) + ","
                + report::formatNumber(point.latency.lowerQuartileMs, 3) + ","
                + report::formatNumber(point.latency.upperQuartileMs, 3) + ","
                + optionalNumber(point.latency.p95Ms, 3) + "," + std::to_string(point.latency.runs)
                + "," + std::to_string(point.weightBytes) + "," + std::to_string(point.packedBytes)
                + "," + std::to_string(point.arenaBytes) + ","
                + (point.peakRssBytes ? std::to_string(*point.peakRssBytes) : std::string{}) + ","
                + report::formatNumber(point.bitOperations, 0) + ","
                + (point.measured ? "true" : "false") + "," + (point.trained ? "true" : "false")
                + "\n";
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
                                                "middle half", "runs", "weights MiB", "arena MiB",
                                                "peak MiB", "Gbitops", ""}};
    for (const TradeoffPoint& point : points) {
        const auto orDash = [](std::string text) { return text.empty() ? "-" : text; };
        const std::string note =
            !point.measured ? "simulated" : (point.trained ? "" : "not trained");
        rows.push_back({quant::toString(point.precision), orDash(optionalNumber(point.dice, 4)),
                        orDash(optionalNumber(point.agreement, 4)),
                        report::formatNumber(point.latency.medianMs, 1),
                        report::formatNumber(point.latency.lowerQuartileMs, 1) + "-"
                            + report::formatNumber(point.latency.upperQuartileMs, 1),
                        std::to_string(point.latency.runs), mebibytes(point.weightBytes),
                        mebibytes(point.arenaBytes),
                        point.peakRssBytes ? mebibytes(*point.peakRssBytes) : "-",
                        report::formatNumber(point.bitOperations / 1e9, 1), note});
    }
    std::string text = aligned(rows);
    // No blanks at the ends of lines, where the note is empty.
    for (std::size_t at = text.find(" \n"); at != std::string::npos; at = text.find(" \n")) {
        text.erase(at, 1);
    }
    return text;
}

} // namespace halftone::pipeline
