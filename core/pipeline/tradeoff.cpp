// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/tradeoff.h"

#include "core/base/pareto_front.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <tuple>

namespace halftone::pipeline {
namespace {

// Pairs of what both scored under one name of a case; empty where there is none.
std::optional<PairedLoss> lossOf(const std::map<std::string, double>& full,
                                 const std::map<std::string, double>& here,
                                 const std::map<std::string, std::string>& subjectPerCase)
{
    std::vector<double> differences;
    std::vector<std::string> subjects;
    for (const auto& [name, value] : full) {
        const auto other = here.find(name);
        if (other != here.end() && std::isfinite(value) && std::isfinite(other->second)) {
            const auto subject = subjectPerCase.find(name);
            differences.push_back(value - other->second);
            subjects.push_back(subject == subjectPerCase.end() ? name : subject->second);
        }
    }
    if (differences.empty()) {
        return std::nullopt;
    }
    const Summary summary = summarize(differences);
    return PairedLoss{summary.mean, bootstrapMeanInterval(differences, subjects), summary.n,
                      std::set<std::string>(subjects.begin(), subjects.end()).size()};
}

// structure -> case -> Dice
std::map<std::string, std::map<std::string, double>> byStructure(const TradeoffPoint& point)
{
    std::map<std::string, std::map<std::string, double>> structures;
    for (const auto& [caseName, dice] : point.dicePerCase) {
        for (const auto& [structure, value] : dice) {
            structures[structure][caseName] = value;
        }
    }
    return structures;
}

std::vector<CostAndQuality> plainPoints(std::span<const TradeoffPoint> points, QualityAxis quality,
                                        CostAxis cost)
{
    std::vector<CostAndQuality> plain;
    for (const TradeoffPoint& point : points) {
        plain.push_back(
            {costOf(point, cost),
             qualityOf(point, quality).value_or(std::numeric_limits<double>::quiet_NaN()),
             costBetween(point, cost)});
    }
    return plain;
}

} // namespace

void fillLosses(std::span<TradeoffPoint> points)
{
    const auto full =
        std::max_element(points.begin(), points.end(), [](const auto& a, const auto& b) {
            return a.precision < b.precision; // weight bits first
        });
    if (full == points.end()) {
        return;
    }
    const auto ofFull = byStructure(*full);
    for (TradeoffPoint& point : points) {
        if (point.precision == full->precision) {
            continue;
        }
        point.lossAgainst = full->precision;
        point.loss = lossOf(full->meanDicePerCase, point.meanDicePerCase, point.subjectPerCase);
        for (const auto& [structure, dice] : byStructure(point)) {
            const auto found = ofFull.find(structure);
            const auto loss = found == ofFull.end()
                                  ? std::nullopt
                                  : lossOf(found->second, dice, point.subjectPerCase);
            if (loss) {
                point.lossPerStructure[structure] = *loss;
            }
        }
    }
}

Summary caseSummary(const TradeoffPoint& point)
{
    std::vector<double> means;
    for (const auto& entry : point.meanDicePerCase) {
        means.push_back(entry.second);
    }
    return summarize(means);
}

std::optional<double> qualityOf(const TradeoffPoint& point, QualityAxis axis)
{
    const auto valueOf = [](const std::optional<VolumeScore>& score) {
        return score ? std::optional(score->value) : std::nullopt;
    };
    switch (axis) {
    case QualityAxis::Dice: return point.dice;
    case QualityAxis::VolumeDice: return valueOf(point.volumeDice);
    case QualityAxis::Agreement: return point.agreement;
    case QualityAxis::VolumeAgreement: return valueOf(point.volumeAgreement);
    }
    return std::nullopt;
}

Interval qualityBetween(const TradeoffPoint& point, QualityAxis axis)
{
    const std::optional<VolumeScore>& score =
        axis == QualityAxis::VolumeDice ? point.volumeDice : point.volumeAgreement;
    const bool isOfVolume = axis == QualityAxis::VolumeDice || axis == QualityAxis::VolumeAgreement;
    if (isOfVolume && score && !std::isnan(score->between.low)) {
        return score->between;
    }
    const double value = qualityOf(point, axis).value_or(std::numeric_limits<double>::quiet_NaN());
    return {value, value};
}

double smallestTold(const model::ModelCard& card, std::span<const eval::Structure> structures)
{
    for (const model::MeasuredDice& measured : card.measured) { // full precision comes first
        std::vector<double> widths;
        for (const eval::Structure& structure : structures) {
            const auto sd = measured.deviationPerLabel.find(structure.name);
            const auto cases = measured.casesPerLabel.find(structure.name);
            if (sd != measured.deviationPerLabel.end() && cases != measured.casesPerLabel.end()) {
                widths.push_back(
                    halfWidthOfMean({0, sd->second, static_cast<std::size_t>(cases->second)}));
            }
        }
        const Summary summary = summarize(widths);
        if (summary.n > 0 && summary.n == structures.size()) {
            return summary.mean;
        }
    }
    return kSmallestTold;
}

double costOf(const TradeoffPoint& point, CostAxis axis)
{
    switch (axis) {
    case CostAxis::SliceTime: return point.latency.medianMs;
    case CostAxis::WeightBytes: return static_cast<double>(point.weightBytes);
    case CostAxis::Memory: return static_cast<double>(point.arenaBytes + point.packedBytes);
    case CostAxis::BitOperations: return point.bitOperations;
    }
    return 0;
}

Interval costBetween(const TradeoffPoint& point, CostAxis axis)
{
    if (axis != CostAxis::SliceTime) {
        return {costOf(point, axis), costOf(point, axis)};
    }
    return point.latency.isRanked() ? point.latency.medianBetweenMs
                                    : Interval{0, std::numeric_limits<double>::infinity()};
}

std::vector<std::size_t> paretoFront(std::span<const TradeoffPoint> points, QualityAxis quality,
                                     CostAxis cost)
{
    return halftone::paretoFront(plainPoints(points, quality, cost));
}

std::vector<std::size_t> beatenBy(std::span<const TradeoffPoint> points, std::size_t point,
                                  QualityAxis quality, CostAxis cost)
{
    const std::vector<CostAndQuality> plain = plainPoints(points, quality, cost);
    std::vector<std::size_t> better;
    for (std::size_t i = 0; i < plain.size(); ++i) {
        if (dominates(plain[i], plain[point])) {
            better.push_back(i);
        }
    }
    std::stable_sort(better.begin(), better.end(),
                     [&](std::size_t a, std::size_t b) { return plain[a].cost < plain[b].cost; });
    return better;
}

bool isWithin(const TradeoffPoint& point, QualityAxis quality, CostAxis cost, const Limits& limits)
{
    const std::optional<double> value = qualityOf(point, quality);
    return point.measured && value && !(*value < limits.leastQuality.value_or(*value))
           && (!limits.mostCost || costBetween(point, cost).high <= *limits.mostCost);
}

std::optional<std::size_t> bestWithin(std::span<const TradeoffPoint> points, QualityAxis quality,
                                      CostAxis cost, const Limits& limits)
{
    const auto rank = [&](const TradeoffPoint& point) {
        return std::tuple(-*qualityOf(point, quality), costOf(point, cost), point.precision);
    };
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (isWithin(points[i], quality, cost, limits)
            && (!best || rank(points[i]) < rank(points[*best]))) {
            best = i;
        }
    }
    return best;
}

} // namespace halftone::pipeline
