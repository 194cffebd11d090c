// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/results.h"

#include "core/base/error.h"
#include "core/base/parse_number.h"
#include "core/base/path_text.h"
#include "core/report/csv.h"

#include <algorithm>
#include <cmath>
#include <type_traits>

namespace halftone::pipeline {
namespace {

using report::csvNumber;

std::optional<double> goalOf(std::span<const data::Goal> goals, const std::string& label,
                             quant::Precision precision)
{
    const auto goal = std::find_if(goals.begin(), goals.end(),
                                   [&](const data::Goal& one) { return one.label == label; });
    if (goal == goals.end()) {
        return std::nullopt;
    }
    if (precision == quant::kFull) {
        return goal->full;
    }
    const auto found =
        std::find(data::kGoalPrecisions.begin(), data::kGoalPrecisions.end(), precision);
    return found == data::kGoalPrecisions.end()
               ? std::nullopt
               : std::optional(
                   goal->losses[static_cast<std::size_t>(found - data::kGoalPrecisions.begin())]);
}

/// Labels that any point scores: those with goals first, in the order of the goals.
std::vector<std::string> labelsOf(std::span<const data::Goal> goals,
                                  std::span<const TradeoffPoint> points)
{
    std::vector<std::string> labels;
    const auto scored = [&](const std::string& label) {
        return std::any_of(points.begin(), points.end(), [&](const TradeoffPoint& point) {
            const auto found = point.dicePerStructure.find(label);
            return found != point.dicePerStructure.end() && found->second.n > 0;
        });
    };
    for (const data::Goal& goal : goals) {
        if (scored(std::string(goal.label))) {
            labels.emplace_back(goal.label);
        }
    }
    for (const TradeoffPoint& point : points) {
        for (const auto& entry : point.dicePerStructure) {
            if (std::find(labels.begin(), labels.end(), entry.first) == labels.end()
                && scored(entry.first)) {
                labels.push_back(entry.first);
            }
        }
    }
    return labels;
}

constexpr const char* kRowsHeader =
    "precision,label,dice_mean,dice_sd,cases,loss,goal,weight_bytes,arena_bytes,peak_rss_bytes,"
    "latency_ms_median,latency_ms_p95,trained";

template <typename Number>
Number parse(const std::string& cell)
{
    std::optional<Number> value;
    if constexpr (std::is_floating_point_v<Number>) {
        value = parseNumber(cell);
    } else if (const auto whole = parseInteger(cell); whole && *whole >= 0) {
        value = static_cast<Number>(*whole);
    }
    if (!value) {
        throw Error(ErrorCode::FileFormat, "'" + cell + "' is not a number");
    }
    return *value;
}

template <typename Number>
std::optional<Number> parseOptional(const std::string& cell)
{
    return cell.empty() ? std::nullopt : std::optional(parse<Number>(cell));
}

ResultRow parseRow(const std::vector<std::string>& cells)
{
    constexpr std::size_t kCells = 13;
    if (cells.size() != kCells) {
        throw Error(ErrorCode::FileFormat,
                    std::to_string(cells.size()) + " cells instead of " + std::to_string(kCells));
    }
    ResultRow row;
    row.precision = quant::parsePrecision(cells[0]);
    row.label = cells[1];
    row.mean = parse<double>(cells[2]);
    row.sd = parseOptional<double>(cells[3]).value_or(std::nan(""));
    row.cases = parse<std::size_t>(cells[4]);
    row.loss = parseOptional<double>(cells[5]);
    row.goal = parseOptional<double>(cells[6]);
    row.weightBytes = parse<std::size_t>(cells[7]);
    row.arenaBytes = parse<std::size_t>(cells[8]);
    row.peakRssBytes = parseOptional<std::size_t>(cells[9]);
    row.latencyMsMedian = parse<double>(cells[10]);
    row.latencyMsP95 = parseOptional<double>(cells[11]);
    row.trained = cells[12] == "true";
    return row;
}

} // namespace

std::optional<bool> ResultRow::met() const
{
    if (!goal || (precision != quant::kFull && !loss)) {
        return std::nullopt;
    }
    return precision == quant::kFull ? mean >= *goal : *loss <= *goal;
}

std::vector<quant::Precision> comparedPrecisions()
{
    std::vector<quant::Precision> precisions{quant::kFull};
    precisions.insert(precisions.end(), data::kGoalPrecisions.begin(), data::kGoalPrecisions.end());
    precisions.push_back({1, 2});
    precisions.push_back({1, 1});
    return precisions;
}

Results resultsOf(std::span<const data::Goal> goals, std::span<const TradeoffPoint> points)
{
    Results results;
    for (const std::string& label : labelsOf(goals, points)) {
        for (const TradeoffPoint& point : points) {
            const auto found = point.dicePerStructure.find(label);
            if (found == point.dicePerStructure.end() || found->second.n == 0) {
                continue;
            }
            ResultRow row;
            row.precision = point.precision;
            row.label = label;
            row.mean = found->second.mean;
            row.sd = found->second.sd;
            row.cases = found->second.n;
            const auto loss = point.lossPerStructure.find(label);
            if (point.lossAgainst == quant::kFull && loss != point.lossPerStructure.end()) {
                row.loss = loss->second.mean;
            }
            row.goal = goalOf(goals, label, point.precision);
            row.weightBytes = point.weightBytes;
            row.arenaBytes = point.arenaBytes;
            row.peakRssBytes = point.peakRssBytes;
            row.latencyMsMedian = point.latency.medianMs;
            row.latencyMsP95 = point.latency.p95Ms;
            row.trained = point.trained;
            results.rows.push_back(std::move(row));
            for (const auto& [caseName, dice] : point.dicePerCase) {
                const auto value = dice.find(label);
                if (value != dice.end() && std::isfinite(value->second)) {
                    results.cases.push_back({caseName, point.precision, label, value->second});
                }
            }
        }
    }
    return results;
}

std::string rowsToCsv(const Results& results)
{
    std::string text = std::string(kRowsHeader) + "\n";
    for (const ResultRow& row : results.rows) {
        text +=
            report::csvLine({quant::toString(row.precision), row.label, csvNumber(row.mean, 6),
                             csvNumber(row.sd, 6), std::to_string(row.cases),
                             csvNumber(row.loss, 6), csvNumber(row.goal, 4),
                             std::to_string(row.weightBytes), std::to_string(row.arenaBytes),
                             row.peakRssBytes ? std::to_string(*row.peakRssBytes) : std::string{},
                             csvNumber(row.latencyMsMedian, 3), csvNumber(row.latencyMsP95, 3),
                             row.trained ? "true" : "false"});
    }
    return text;
}

std::string casesToCsv(const Results& results)
{
    std::string text = "case,precision,label,dice\n";
    for (const CaseResult& item : results.cases) {
        text += report::csvLine(
            {item.caseName, quant::toString(item.precision), item.label, csvNumber(item.dice, 6)});
    }
    return text;
}

std::vector<ResultRow> readRows(const std::filesystem::path& csv)
{
    report::CsvReader reader(report::readCsvText(csv, "table of results"));
    const std::optional<report::CsvRecord> header = reader.next();
    if (!header || report::csvLine(header->cells) != std::string(kRowsHeader) + "\n") {
        throw Error(ErrorCode::FileFormat,
                    "'" + toUtf8(csv) + "' has other columns than this version writes ("
                        + kRowsHeader + "). Remove the file to measure again.");
    }
    std::vector<ResultRow> rows;
    while (const std::optional<report::CsvRecord> record = reader.next()) {
        try {
            rows.push_back(parseRow(record->cells));
        } catch (const Error& fault) {
            throw Error(ErrorCode::FileFormat,
                        "'" + toUtf8(csv) + "', line " + std::to_string(record->line) + ": "
                            + fault.what() + ". Remove the file to measure again.");
        }
    }
    return rows;
}

std::vector<model::MeasuredDice> measuredOf(std::span<const ResultRow> rows)
{
    std::vector<model::MeasuredDice> measured;
    for (const ResultRow& row : rows) {
        auto point = std::find_if(measured.begin(), measured.end(),
                                  [&](const auto& one) { return one.precision == row.precision; });
        if (point == measured.end()) {
            point = measured.insert(point, model::MeasuredDice{row.precision, {}});
        }
        point->dicePerLabel[row.label] = row.mean;
        point->casesPerLabel[row.label] = static_cast<std::int64_t>(row.cases);
        if (row.cases > 1) { // one case has no deviation
            point->deviationPerLabel[row.label] = row.sd;
        }
    }
    return measured;
}

} // namespace halftone::pipeline
