// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/cohort_views.h"

#include "ui/document/format.h"
#include "ui/document/words.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace halftone::ui {

namespace {

using pipeline::PairedLoss;
using pipeline::TradeoffPoint;

constexpr double kWhisker = 1.5; ///< in heights of the box, after Tukey

/// 0 where it is what adding up equal values leaves.
double deviationOf(const Summary& summary)
{
    constexpr double kNoise = 1e-9; // of the mean
    return summary.sd < kNoise * std::abs(summary.mean) ? 0 : summary.sd;
}

QString meanAndDeviation(const Summary& summary, QString (*format)(double))
{
    if (summary.n == 0) {
        return QString(QChar(0x2013));
    }
    const QString mean = format(summary.mean);
    return std::isfinite(summary.sd)
               ? mean + QStringLiteral(" \u00b1 ") + format(deviationOf(summary))
               : mean;
}

std::optional<PairedLoss> lossOf(const TradeoffPoint& point, const QString& structure)
{
    if (structure.isEmpty()) {
        return point.loss;
    }
    const auto found = point.lossPerStructure.find(structure.toStdString());
    return found != point.lossPerStructure.end() ? std::optional(found->second) : std::nullopt;
}

/// The values of a column, and whose they are.
struct Values {
    std::vector<double> values;
    std::size_t subjects = 0;
};

Values scoresOf(const CohortTableModel& table, const TradeoffPoint& point)
{
    Values all;
    std::set<QString> subjects;
    for (int row = 0; row < table.rowCount(); ++row) {
        const QString name = table.index(row, 0).data(CohortTableModel::kValueRole).toString();
        if (!point.subjectPerCase.contains(name.toStdString())) {
            continue; // of another model, or not counted yet
        }
        if (const auto score = table.score(row, point.precision)) {
            all.values.push_back(*score);
            subjects.insert(table.index(row, 1).data(CohortTableModel::kValueRole).toString());
        }
    }
    all.subjects = subjects.size();
    return all;
}

struct DistanceUnit {
    QString text;
    double factor = 1;
};

DistanceUnit unitOf(double distance, bool inMm)
{
    constexpr double kLeastMm = 0.01;
    constexpr double kLeastMicrometres = 1e-3;
    constexpr double kPerMm = 1e3;
    if (!inMm) {
        return {tr("%1 voxels"), 1};
    }
    if (distance >= kLeastMm || distance == 0) {
        return {tr("%1 mm"), 1};
    }
    return distance >= kLeastMicrometres ? DistanceUnit{tr("%1 \u00b5m"), kPerMm}
                                         : DistanceUnit{tr("%1 nm"), kPerMm * kPerMm};
}

// Of the cases that have one, and how many these are, where others have none.
QString surfaceText(const CohortTableModel& table, const TradeoffPoint& point)
{
    std::map<bool, std::vector<double>> values; // by unit, of which one case has one
    for (int row = 0; row < table.rowCount(); ++row) {
        const QString name = table.index(row, 0).data(CohortTableModel::kValueRole).toString();
        const auto apart = point.subjectPerCase.contains(name.toStdString())
                               ? table.distance(row, point.precision)
                               : std::nullopt;
        if (apart) {
            values[apart->inMm].push_back(apart->hausdorff95);
        }
    }
    if (values.empty()) {
        return QString(QChar(0x2013));
    }
    const auto& [inMm, all] = *values.rbegin(); // mm, if there are any
    const Summary surface = summarize(all);
    const QString text = formatDistances(surface, inMm);
    return surface.n < point.subjectPerCase.size() ? text + tr(" (n = %1)").arg(surface.n) : text;
}

} // namespace

std::optional<CaseDistance> distanceOf(const pipeline::CaseRecord& record, const QString& structure)
{
    if (record.point.distancesPerCase.empty()) {
        return std::nullopt;
    }
    const auto& surfaces = record.point.distancesPerCase.begin()->second;
    const auto isLabel = [&](const std::string& name) {
        return std::find(record.labels.begin(), record.labels.end(), name) != record.labels.end();
    };
    const bool anyLabel = std::any_of(surfaces.begin(), surfaces.end(),
                                      [&](const auto& each) { return isLabel(each.first); });
    std::vector<double> values;
    bool inMm = false;
    for (const auto& [name, surface] : surfaces) {
        if (structure.isEmpty() ? isLabel(name) == anyLabel : name == structure.toStdString()) {
            values.push_back(surface.distances.hausdorff95);
            inMm = surface.inMm;
        }
    }
    const Summary mean = summarize(values); // without NaN
    return mean.n > 0 ? std::optional(CaseDistance{mean.mean, inMm}) : std::nullopt;
}

QString cohortSize(const pipeline::Cohort& cohort)
{
    std::set<std::string> subjects;
    for (const pipeline::CohortCase& item : cohort.cases) {
        subjects.insert(item.subject);
    }
    const QString cases =
        cohort.cases.size() == 1 ? tr("1 case") : tr("%1 cases").arg(cohort.cases.size());
    return subjects.size() == cohort.cases.size() ? cases
           : subjects.size() == 1                 ? tr("%1 of one subject").arg(cases)
                                  : tr("%1 of %2 subjects").arg(cases).arg(subjects.size());
}

QString formatDistance(double distance, bool inMm)
{
    const DistanceUnit unit = unitOf(distance, inMm);
    return unit.text.arg(formatValue(distance * unit.factor, 3));
}

QString formatDistances(const Summary& summary, bool inMm)
{
    const DistanceUnit unit = unitOf(std::max(summary.mean, deviationOf(summary)), inMm);
    const QString mean = unit.text.arg(formatValue(summary.mean * unit.factor, 3));
    return std::isfinite(summary.sd)
               ? mean + QStringLiteral(" \u00b1 ")
                     + unit.text.arg(formatValue(deviationOf(summary) * unit.factor, 3))
               : mean;
}

QString sliceTimeText(const Latency& latency)
{
    if (latency.runs == 0) {
        return QString(QChar(0x2013));
    }
    const QString time = formatMilliseconds(latency.medianMs);
    return latency.busy ? tr("%1, machine busy").arg(time) : time;
}

Box boxOf(const std::vector<double>& values)
{
    Box box{interpolatedPercentile(values, 0.25), interpolatedPercentile(values, 0.5),
            interpolatedPercentile(values, 0.75)};
    const double reach = kWhisker * (box.upper - box.lower);
    box.lowWhisker = box.lower;
    box.highWhisker = box.upper;
    for (const double value : values) {
        if (value >= box.lower - reach) {
            box.lowWhisker = std::min(box.lowWhisker, value);
        }
        if (value <= box.upper + reach) {
            box.highWhisker = std::max(box.highWhisker, value);
        }
    }
    return box;
}

std::vector<SpreadColumn> scoreSpread(const CohortTableModel& table)
{
    std::vector<SpreadColumn> columns;
    for (const quant::Precision precision : table.precisions()) {
        SpreadColumn column{precision, {}, {}, {}};
        std::vector<double> values;
        for (int row = 0; row < table.rowCount(); ++row) {
            if (const auto score = table.score(row, precision)) {
                column.marks.push_back({row, *score});
                values.push_back(*score);
            }
        }
        if (!values.empty()) {
            column.box = boxOf(values);
        }
        columns.push_back(std::move(column));
    }
    return columns;
}

std::vector<SpreadColumn> lossSpread(const CohortTableModel& table,
                                     const std::vector<TradeoffPoint>& points)
{
    std::vector<SpreadColumn> columns;
    for (const TradeoffPoint& point : points) {
        const std::optional<PairedLoss> loss = lossOf(point, table.structure());
        SpreadColumn column{point.precision, {}, {}, {}};
        for (int row = 0; row < table.rowCount(); ++row) {
            if (const auto value = table.loss(row, point.precision)) {
                column.marks.push_back({row, *value});
            }
        }
        if (loss) {
            column.mean = loss->mean;
            if (std::isfinite(loss->between.low)) {
                column.between = loss->between;
            }
        }
        if (!column.marks.empty()) {
            columns.push_back(std::move(column));
        }
    }
    return columns;
}

QString lossSentence(const PairedLoss& loss)
{
    if (loss.n == 1) {
        return tr("one case: it says nothing of others");
    }
    if (!std::isfinite(loss.between.low)) {
        return tr("one subject: it says nothing of others");
    }
    const auto number = [](double value) { return formatFixed(std::abs(value), 4); };
    if (loss.between.low > 0) {
        return tr("loses, by %1 to %2").arg(number(loss.between.low), number(loss.between.high));
    }
    if (loss.between.high < 0) {
        return tr("gains, by %1 to %2").arg(number(loss.between.high), number(loss.between.low));
    }
    return loss.between.high > 0
               ? tr("no loss shown; up to %1 not ruled out").arg(number(loss.between.high))
               : tr("no loss shown");
}

std::vector<SummaryLine> summaryLines(const CohortTableModel& table,
                                      const std::vector<TradeoffPoint>& points)
{
    std::vector<SummaryLine> lines;
    for (const TradeoffPoint& point : points) {
        const Values scores = scoresOf(table, point);
        const std::size_t n = scores.values.size();
        SummaryLine line;
        line.precision = point.precision;
        line.cases = scores.subjects == n   ? QString::number(n)
                     : scores.subjects == 1 ? tr("%1 of one subject").arg(n)
                                            : tr("%1 of %2 subjects").arg(n).arg(scores.subjects);
        line.score = meanAndDeviation(summarize(scores.values), formatScore);
        if (const auto loss = lossOf(point, table.structure())) {
            line.loss = formatScoreChange(loss->mean);
            if (std::isfinite(loss->between.low)) {
                line.loss += tr(" (%1 to %2)")
                                 .arg(formatScoreChange(loss->between.low),
                                      formatScoreChange(loss->between.high));
            }
            line.sentence = lossSentence(*loss);
        }
        line.surface = surfaceText(table, point);
        line.time = sliceTimeText(point.latency);
        lines.push_back(std::move(line));
    }
    return lines;
}

} // namespace halftone::ui
