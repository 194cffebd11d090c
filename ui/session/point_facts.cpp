// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/point_facts.h"

#include "ui/document/format.h"
#include "ui/document/words.h"

#include <QStringList>

#include <algorithm>
#include <cmath>

namespace halftone::ui {

namespace {

QString scoreOr(const std::optional<double>& score)
{
    return score ? formatScore(*score) : QString(QChar(0x2013));
}

PointFact volumeFact(const QString& name, const pipeline::VolumeScore& score)
{
    PointFact fact{name, formatScore(score.value), {}};
    fact.detail = std::isnan(score.between.low)
                      ? tr("a single slice")
                      : tr("%1 to %2, 95 % bootstrap over %3 slices")
                            .arg(formatScore(score.between.low), formatScore(score.between.high))
                            .arg(score.slices);
    return fact;
}

PointFact timeFact(const Latency& latency)
{
    PointFact fact{tr("Slice time"), formatMilliseconds(latency.medianMs), {}};
    fact.detail = latency.busy         ? tr("the machine was busy: measured again in quiet")
                  : latency.isRanked() ? tr("%1 to %2 with 95 % confidence, %3 runs")
                                             .arg(formatMilliseconds(latency.medianBetweenMs.low),
                                                  formatMilliseconds(latency.medianBetweenMs.high))
                                             .arg(latency.runs)
                  : latency.runs > 1 ? tr("%1 runs: too few to compare").arg(latency.runs)
                                     : tr("one run: too few to compare");
    return fact;
}

QString kindOf(const pipeline::TradeoffPoint& point)
{
    return !point.measured             ? tr("simulated")
           : point.precision.isFloat() ? tr("float network, measured")
           : point.trained             ? tr("integer engine, measured")
                                       : tr("integer engine, measured, not trained");
}

QString standingOf(const TradeoffTableModel& table, std::size_t point, const TradeoffAxes& axes)
{
    const auto& points = table.points();
    const QString judged = nameOf(axes.quality);
    if (!pipeline::qualityOf(points[point], axes.quality)) {
        return tr("Not in the chart: its %1 is not known.").arg(judged);
    }
    const auto better = pipeline::beatenBy(points, point, axes.quality, axes.cost);
    if (!better.empty()) {
        // The best of them is on the front itself.
        const auto best =
            *std::max_element(better.begin(), better.end(), [&](std::size_t a, std::size_t b) {
                return pipeline::qualityOf(points[a], axes.quality)
                       < pipeline::qualityOf(points[b], axes.quality);
            });
        return tr("Beaten by %1: no worse in %2, and cheaper for sure.")
            .arg(formatPrecision(points[best].precision), judged);
    }
    if (axes.cost == CostAxis::SliceTime && !points[point].latency.isRanked()) {
        return points[point].latency.busy
                   ? tr("Not ranked: the machine was busy. It is measured again in quiet.")
                   : tr("Not ranked yet: %1 runs are needed.").arg(kRunsToRank);
    }
    return tr("On the front: none is known to beat it.");
}

/// The best of the points that only miss the limits because their times are not ranked.
std::optional<std::size_t> bestOnceRanked(const std::vector<pipeline::TradeoffPoint>& points,
                                          const TradeoffAxes& axes, const pipeline::Limits& limits)
{
    if (axes.cost != CostAxis::SliceTime || !limits.mostCost) {
        return std::nullopt;
    }
    std::vector<pipeline::TradeoffPoint> timed = points;
    for (pipeline::TradeoffPoint& point : timed) {
        if (!point.latency.isRanked() && point.latency.runs > 0) {
            const double median = point.latency.medianMs;
            point.latency = Latency();
            point.latency.medianMs = median;
            point.latency.runs = kRunsToRank;
            point.latency.medianBetweenMs = {median, median};
        }
    }
    return pipeline::bestWithin(timed, axes.quality, axes.cost, limits);
}

} // namespace

TradeoffAxes possibleAxes(TradeoffAxes wished, const TradeoffSubject& subject)
{
    if (!subject.hasReference && wished.quality == QualityAxis::Dice) {
        wished.quality = QualityAxis::Agreement;
    } else if (!subject.hasReference && wished.quality == QualityAxis::VolumeDice) {
        wished.quality = QualityAxis::VolumeAgreement;
    }
    return wished;
}

QString nameOf(QualityAxis axis)
{
    switch (axis) {
    case QualityAxis::Dice: return tr("Dice of the slice");
    case QualityAxis::VolumeDice: return tr("Dice of the volume");
    case QualityAxis::Agreement: return tr("agreement with full");
    case QualityAxis::VolumeAgreement: return tr("agreement, volume");
    }
    return {};
}

QString nameOf(CostAxis axis)
{
    switch (axis) {
    case CostAxis::SliceTime: return tr("slice time");
    case CostAxis::WeightBytes: return tr("weights");
    case CostAxis::Memory: return tr("memory of a run");
    case CostAxis::BitOperations: return tr("bit operations");
    }
    return {};
}

QString titleOf(CostAxis axis)
{
    switch (axis) {
    case CostAxis::SliceTime: return tr("ms a slice, logarithmic");
    case CostAxis::WeightBytes: return tr("weights at rest, logarithmic");
    case CostAxis::Memory: return tr("memory of a run, logarithmic");
    case CostAxis::BitOperations: return tr("bit operations a slice, computed, logarithmic");
    }
    return {};
}

QString formatCost(double cost, CostAxis axis)
{
    switch (axis) {
    case CostAxis::SliceTime: return formatMilliseconds(cost);
    case CostAxis::BitOperations:
        return cost >= 1e12 ? tr("%1 T").arg(formatValue(cost / 1e12, 3))
                            : tr("%1 G").arg(formatValue(cost / 1e9, 3));
    default: return formatBytes(static_cast<std::size_t>(cost));
    }
}

QString wordsOf(quant::Precision precision)
{
    return precision.isFloat()       ? tr("32-bit floating point")
           : precision.isSimulated() ? tr("16-bit fixed point")
                                     : tr("%1-bit weights, %2-bit activations")
                                           .arg(precision.weightBits)
                                           .arg(precision.activationBits);
}

PointFacts factsOf(const TradeoffTableModel& table, std::size_t index, const TradeoffAxes& axes)
{
    const pipeline::TradeoffPoint& point = table.points()[index];
    const TradeoffSubject& subject = table.subject();
    PointFacts facts;
    facts.title = formatPrecision(point.precision);
    facts.words =
        QStringList{wordsOf(point.precision), kindOf(point), subject.sliceName}.join(QChar(u'\n'));
    const QString scored = subject.scored.isEmpty() ? QString() : tr(" (%1)").arg(subject.scored);
    if (subject.hasReference) {
        facts.facts.push_back({tr("Dice with the reference") + scored, scoreOr(point.dice), {}});
        if (point.volumeDice) {
            facts.facts.push_back(volumeFact(tr("Dice of the volume"), *point.volumeDice));
        }
    }
    facts.facts.push_back({tr("Agreement with full"), scoreOr(point.agreement), {}});
    if (!subject.hasReference && point.volumeAgreement) {
        facts.facts.push_back(volumeFact(tr("Agreement, volume"), *point.volumeAgreement));
    }
    facts.facts.push_back(timeFact(point.latency));
    facts.facts.push_back({tr("Weights"), formatBytes(point.weightBytes), {}});
    facts.facts.push_back(
        {tr("Memory of a run"), formatBytes(point.arenaBytes + point.packedBytes), {}});
    if (point.bitOperations > 0) {
        facts.facts.push_back({tr("Bit operations, computed"),
                               formatCost(point.bitOperations, CostAxis::BitOperations),
                               {}});
    }
    facts.standing = standingOf(table, index, axes);
    return facts;
}

QString PointFacts::sentence() const
{
    QString words_ = words;
    QStringList texts{title + QStringLiteral(": ")
                      + words_.replace(QChar(u'\n'), QLatin1String(", "))};
    for (const PointFact& fact : facts) {
        texts << fact.name + QChar(u' ') + fact.value
                     + (fact.detail.isEmpty() ? QString() : tr(" (%1)").arg(fact.detail));
    }
    return texts.join(QStringLiteral("; ")) + QStringLiteral(". ") + standing;
}

QString limitsSentence(const TradeoffTableModel& table, const TradeoffAxes& axes,
                       const pipeline::Limits& limits)
{
    const auto& points = table.points();
    if (!limits.any() || points.empty()) {
        return {};
    }
    const auto best = pipeline::bestWithin(points, axes.quality, axes.cost, limits);
    if (!best) {
        QString none = tr("No measured precision is within these limits.");
        const auto almost = bestOnceRanked(points, axes, limits);
        if (!almost) {
            return none;
        }
        const pipeline::TradeoffPoint& point = points[*almost];
        return none + QChar(u' ')
               + (point.latency.busy ? tr("%1 would be, but its time was taken on a busy machine.")
                                     : tr("%1 would be, but its time has too few runs."))
                     .arg(formatPrecision(point.precision));
    }
    return tr("Best within the limits: %1, %2 at %3")
        .arg(formatPrecision(points[*best].precision),
             scoreOr(pipeline::qualityOf(points[*best], axes.quality)),
             formatCost(pipeline::costOf(points[*best], axes.cost), axes.cost));
}

} // namespace halftone::ui
