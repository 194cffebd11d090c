// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/results.h"

#include "core/base/text.h"

#include <cmath>
#include <optional>

namespace halftone::cli {
namespace {

using pipeline::ResultRow;

constexpr quant::Precision kTernary{2, 4};

std::string lossText(const ResultRow& row)
{
    return row.loss ? formatNumber(*row.loss, 4) : "-";
}

std::string goalText(const ResultRow& row)
{
    if (!row.goal) {
        return "-";
    }
    return row.precision == quant::kFull ? ">= " + formatNumber(*row.goal, 3)
                                         : "<= " + formatNumber(*row.goal, 3);
}

std::string metText(const ResultRow& row)
{
    const std::optional<bool> met = row.met();
    if (!met) {
        return "-";
    }
    if (*met) {
        return "yes";
    }
    const double by = row.loss ? *row.loss - *row.goal : *row.goal - row.mean;
    return "no, by " + formatNumber(by, 4);
}

} // namespace

void printResults(std::span<const ResultRow> rows)
{
    for (std::size_t first = 0; first < rows.size();) {
        std::size_t last = first;
        std::vector<std::vector<std::string>> table{
            {"precision", "Dice", "sd", "loss", "goal", "met", "weights"}};
        for (; last < rows.size() && rows[last].label == rows[first].label; ++last) {
            const ResultRow& row = rows[last];
            table.push_back(
                {quant::toString(row.precision) + (row.precision == kTernary ? " (ternary)" : ""),
                 formatNumber(row.mean, 4), row.cases > 1 ? formatNumber(row.sd, 4) : "-",
                 lossText(row), goalText(row), metText(row),
                 std::to_string(row.weightBytes) + " B"});
        }
        printLine((first > 0 ? "\n" : "") + rows[first].label + ", mean over "
                  + std::to_string(rows[first].cases)
                  + (rows[first].cases == 1 ? " case" : " cases"));
        printTable(table);
        first = last;
    }
}

Json toJson(std::span<const ResultRow> rows)
{
    const auto optional = [](const auto& value) { return value ? Json(*value) : Json(nullptr); };
    Json list = Json::array();
    for (const ResultRow& row : rows) {
        list.push_back({{"precision", quant::toString(row.precision)},
                        {"label", row.label},
                        {"mean", row.mean},
                        {"sd", row.sd},
                        {"cases", row.cases},
                        {"loss", optional(row.loss)},
                        {"goal", optional(row.goal)},
                        {"met", optional(row.met())},
                        {"weight_bytes", row.weightBytes},
                        {"arena_bytes", row.arenaBytes},
                        {"peak_rss_bytes", optional(row.peakRssBytes)},
                        {"latency_ms_median", row.latencyMsMedian},
                        {"latency_ms_p95", optional(row.latencyMsP95)},
                        {"trained", row.trained}});
    }
    return list;
}

} // namespace halftone::cli
