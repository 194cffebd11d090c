// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/report_tables.h"

#include "core/base/text.h"
#include "core/image/grid/geometry_report.h"
#include "core/pipeline/sweep.h"
#include "core/report/definitions.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace halftone::pipeline {
namespace {

using report::Table;

template <typename Value>
const Value* findIn(const std::map<std::string, Value>& map, const std::string& name)
{
    const auto found = map.find(name);
    return found == map.end() ? nullptr : &found->second;
}

std::string orDash(const std::optional<double>& value)
{
    return value ? formatNumber(*value, 4) : "-";
}

std::string remarkOf(const TradeoffPoint& point)
{
    return !point.measured ? "simulated" : (point.trained ? "" : "table not trained");
}

std::string lossHead(quant::Precision against)
{
    return "loss to " + quant::toString(against) + " (95 % interval)";
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

Table qualityTable(std::span<const TradeoffPoint> points,
                   const std::optional<quant::Precision>& against)
{
    Table table{{"precision", "Dice", "sd", "n"}, {}, "Quality"};
    if (against) {
        table.head.push_back(lossHead(*against));
    }
    table.head.insert(table.head.end(), {"agreement", "remark"});
    for (const TradeoffPoint& point : points) {
        const Summary dice = caseSummary(point);
        std::vector<std::string> row{quant::toString(point.precision), orDash(point.dice),
                                     formatNumber(dice.sd, 4), std::to_string(dice.n)};
        if (against) {
            row.push_back(lossText(point.loss));
        }
        row.insert(row.end(), {orDash(point.agreement), remarkOf(point)});
        table.rows.push_back(std::move(row));
    }
    return table;
}

Table labelTable(std::span<const TradeoffPoint> points, const std::string& name,
                 const std::optional<quant::Precision>& against)
{
    Table table{{"precision", "mean", "sd", "n"}, {}, "Dice of " + name};
    if (against) {
        table.head.push_back(lossHead(*against));
    }
    for (const TradeoffPoint& point : points) {
        const Summary* summary = findIn(point.dicePerStructure, name);
        const Summary dice =
            summary != nullptr && summary->n > 0 ? *summary : summarize(std::vector<double>());
        std::vector<std::string> row{quant::toString(point.precision), formatNumber(dice.mean, 4),
                                     formatNumber(dice.n > 1 ? dice.sd : NAN, 4),
                                     std::to_string(dice.n)};
        if (against) {
            const PairedLoss* loss = findIn(point.lossPerStructure, name);
            row.push_back(lossText(loss != nullptr ? std::optional(*loss) : std::nullopt));
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

Table costTable(std::span<const TradeoffPoint> points)
{
    Table table{{"precision", "slice, ms", "quartiles, ms", "median within, ms", "runs", "p95, ms",
                 "weights", "activations", "peak memory", "bit operations, G"},
                {},
                "Costs"};
    const auto range = [](double low, double high) {
        return formatNumber(low, 2) + " to " + formatNumber(high, 2);
    };
    for (const TradeoffPoint& point : points) {
        const Latency& latency = point.latency;
        table.rows.push_back({quant::toString(point.precision), formatNumber(latency.medianMs, 2),
                              range(latency.lowerQuartileMs, latency.upperQuartileMs),
                              latency.isRanked()
                                  ? range(latency.medianBetweenMs.low, latency.medianBetweenMs.high)
                                  : "-",
                              std::to_string(latency.runs) + (latency.busy ? ", machine busy" : ""),
                              latency.p95Ms ? formatNumber(*latency.p95Ms, 2) : "-",
                              formatBytes(point.weightBytes), formatBytes(point.arenaBytes),
                              point.peakRssBytes ? formatBytes(*point.peakRssBytes) : "-",
                              formatNumber(point.bitOperations / 1e9, 1)});
    }
    return table;
}

struct LengthUnit {
    const char* name;
    double perMm;
};

// One for a whole table, so that its numbers can be compared at a glance: mm, but where all
// distances are far below it.
LengthUnit lengthUnit(std::span<const TradeoffPoint> points, const std::string& structure)
{
    constexpr double kSmall = 0.1;
    double largest = 0;
    for (const TradeoffPoint& point : points) {
        for (const auto& entry : point.distancesPerCase) {
            const CaseDistances* apart = findIn(entry.second, structure);
            for (const auto which :
                 {&eval::SurfaceDistances::hausdorff95, &eval::SurfaceDistances::hausdorff95Monai,
                  &eval::SurfaceDistances::mean}) {
                const double length = apart != nullptr ? apart->distances.*which : NAN;
                largest = std::isfinite(length) ? std::max(largest, length) : largest;
            }
        }
    }
    if (largest == 0 || largest >= kSmall) {
        return {"mm", 1};
    }
    return largest >= kSmall / 1e3 ? LengthUnit{"um", 1e3} : LengthUnit{"nm", 1e6};
}

std::string lengthText(const CaseDistances* of, double eval::SurfaceDistances::*which,
                       const LengthUnit& unit)
{
    const double length = of != nullptr ? of->distances.*which : NAN;
    if (!std::isfinite(length)) {
        return "-";
    }
    if (length == 0) {
        return of->inMm ? std::string("0 ") + unit.name : "0 voxels";
    }
    return of->inMm ? formatNumber(length * unit.perMm, 3) + " " + unit.name
                    : formatNumber(length, 2) + " voxels";
}

std::string volumeText(std::size_t voxels, double ml)
{
    return std::isnan(ml) ? std::to_string(voxels) + " voxels" : image::formatVolume(ml);
}

// One column a precision: the mean over the case's foreground labels.
Table caseDice(std::span<const TradeoffPoint> points)
{
    Table table{{"case"}, {}, "Dice, mean over foreground labels"};
    std::set<std::string> cases;
    for (const TradeoffPoint& point : points) {
        table.head.push_back(quant::toString(point.precision));
        for (const auto& entry : point.meanDicePerCase) {
            cases.insert(entry.first);
        }
    }
    for (const std::string& name : cases) {
        std::vector<std::string> row{name};
        for (const TradeoffPoint& point : points) {
            const double* dice = findIn(point.meanDicePerCase, name);
            row.push_back(dice != nullptr ? formatNumber(*dice, 4) : "-");
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

Table caseDetails(std::span<const TradeoffPoint> points, const std::string& structure)
{
    Table table{{"case", "precision", "Dice", "HD95", "HD95, MONAI's", "mean surface", "volume",
                 "of the reference"},
                {},
                structure + " in every case"};
    const LengthUnit unit = lengthUnit(points, structure);
    std::set<std::string> cases;
    for (const TradeoffPoint& point : points) {
        for (const auto& entry : point.volumePerCase) {
            cases.insert(entry.first);
        }
    }
    for (const std::string& name : cases) {
        for (const TradeoffPoint& point : points) {
            const auto* volumes = findIn(point.volumePerCase, name);
            const CaseVolume* volume = volumes != nullptr ? findIn(*volumes, structure) : nullptr;
            if (volume == nullptr) {
                continue;
            }
            const auto* scores = findIn(point.dicePerCase, name);
            const double* dice = scores != nullptr ? findIn(*scores, structure) : nullptr;
            const auto* distances = findIn(point.distancesPerCase, name);
            const CaseDistances* apart =
                distances != nullptr ? findIn(*distances, structure) : nullptr;
            table.rows.push_back(
                {name, quant::toString(point.precision),
                 dice != nullptr ? formatNumber(*dice, 4) : "-",
                 lengthText(apart, &eval::SurfaceDistances::hausdorff95, unit),
                 lengthText(apart, &eval::SurfaceDistances::hausdorff95Monai, unit),
                 lengthText(apart, &eval::SurfaceDistances::mean, unit),
                 volumeText(volume->voxels, volume->ml),
                 volume->referenced ? volumeText(volume->referenceVoxels, volume->referenceMl)
                                    : "-"});
        }
    }
    return table;
}

} // namespace

std::vector<Table> precisionTables(std::span<const TradeoffPoint> points)
{
    const std::optional<quant::Precision> against = lossBaseline(points);
    std::vector<Table> tables{qualityTable(points, against)};
    for (const std::string& name : structureNames(points)) {
        tables.push_back(labelTable(points, name, against));
    }
    tables.push_back(costTable(points));
    return tables;
}

std::vector<Table> caseTables(std::span<const TradeoffPoint> points)
{
    std::vector<Table> tables;
    std::set<std::string> structures;
    for (const TradeoffPoint& point : points) {
        for (const auto& [caseName, volumes] : point.volumePerCase) {
            for (const auto& entry : volumes) {
                structures.insert(entry.first);
            }
        }
    }
    tables.push_back(caseDice(points));
    for (const std::string& structure : structures) {
        tables.push_back(caseDetails(points, structure));
    }
    std::erase_if(tables, [](const Table& table) { return table.rows.empty(); });
    return tables;
}

namespace {

/// The wording of the window.
std::string meaningOf(std::string_view name)
{
    return report::findDefinition(name)->text; // tst_definitions: all names are there
}

} // namespace

report::Facts definitions()
{
    return {{
        {"precision",
         "W4A6: 4-bit weights, 6-bit activations, computed in integers. The first convolution's "
         "and the head's weights stay at 8 bits, and the image has 8 bits. FP32: 32-bit float. "
         "W16A16: the paper's Q8.8, simulated in float; its costs are not those of 16-bit "
         "hardware."},
        {"Dice", meaningOf("Dice")
                     + " Against the reference; over several cases the mean. sd: sample standard "
                       "deviation over the n cases; of one case there is none."},
        {"loss",
         "Dice of full precision (named in the heading) minus Dice of this precision, case by "
         "case: the mean over the cases that have both, and their number n. Negative: it gains."},
        {"95 % interval",
         "in brackets beside a loss: percentile bootstrap over cases, or over subjects where the "
         "list of cases names them, 10,000 seeded resamples. An interval that holds 0 shows no "
         "loss, and does not show that there is none. It speaks of cases like these alone, and is "
         "too narrow where they are few; of one there is none."},
        {"agreement",
         "the same measure as Dice, against the mask of full precision instead of a reference. It "
         "says how much the mask changes, not how right it is."},
        {"HD95", meaningOf("HD95") + " Of a case with several images there is none."},
        {"HD95, MONAI's", meaningOf("HD95 (MONAI)")},
        {"mean surface", meaningOf("ASSD") + " Volumes are in voxels there, too."},
        {"slice",
         "latency: wall time of one slice, the network and bringing the mask back to the image's "
         "grid. Median of the warm runs, with the quartiles between which the middle half of them "
         "lies and their number; the 95th percentile where there are at least 20. Times are "
         "compared by the interval that holds the median of such runs with 95 % confidence."},
        {"weights", "bytes of the weights at rest: packed codes and the requantization tables."},
        {"activations", "memory that holds all activations of one run at once."},
        {"peak memory",
         "largest resident memory of a fresh process that segments one slice, everything "
         "included."},
        {"bit operations",
         "computed, not measured: multiply-accumulates \xC3\x97 weight bits \xC3\x97 activation "
         "bits of one slice."},
    }};
}

} // namespace halftone::pipeline
