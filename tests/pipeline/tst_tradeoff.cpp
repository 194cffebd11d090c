// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/tradeoff.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace halftone;
using namespace halftone::pipeline;

namespace {

TradeoffPoint pointOf(std::optional<double> dice, double milliseconds, std::size_t weightBytes)
{
    TradeoffPoint point;
    point.dice = dice;
    point.agreement = 1;
    point.latency = summarizeLatency(std::vector<double>(kRunsToRank, milliseconds));
    point.weightBytes = weightBytes;
    point.arenaBytes = 7;
    point.packedBytes = 5;
    return point;
}

// One point with a Dice of "organ" for each case, and the same as the mean of its case.
TradeoffPoint scoredPoint(quant::Precision precision, const std::map<std::string, double>& dice)
{
    TradeoffPoint point;
    point.precision = precision;
    point.meanDicePerCase = dice;
    for (const auto& [name, value] : dice) {
        point.dicePerCase[name]["organ"] = value;
    }
    return point;
}

} // namespace

class TestTradeoff : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // The cases differ by far more than the precisions do: only pairs tell these apart.
    void pairedLossesTellWhatMeansHide()
    {
        std::vector<TradeoffPoint> points{
            scoredPoint({4, 6}, {{"a", 0.31}, {"b", 0.52}, {"c", 0.73}, {"d", 0.94}}),
            scoredPoint({32, 32}, {{"a", 0.32}, {"b", 0.54}, {"c", 0.74}, {"d", 0.95}})};
        fillLosses(points);
        QVERIFY(!points[1].lossAgainst && !points[1].loss && points[1].lossPerStructure.empty());
        QVERIFY(points[0].lossAgainst == quant::kFull);
        const PairedLoss loss = points[0].lossPerStructure.at("organ");
        QCOMPARE(loss.n, std::size_t{4});
        QVERIFY(std::abs(loss.mean - 0.0125) < 1e-12);
        QVERIFY(loss.between.low >= 0.01 - 1e-12 && loss.between.high <= 0.02 + 1e-12);
        QVERIFY(points[0].loss && points[0].loss->between == loss.between);
        // Unpaired, each mean is known within a quarter: no difference could be told.
        std::vector<double> full;
        for (const auto& [name, value] : points[1].meanDicePerCase) {
            full.push_back(value);
        }
        const Interval unpaired = bootstrapMeanInterval(full);
        QVERIFY(unpaired.high - unpaired.low > 20 * loss.mean);
    }

    void oneCaseHasALossButNoInterval()
    {
        std::vector<TradeoffPoint> points{scoredPoint({32, 32}, {{"a", 0.9}}),
                                          scoredPoint({2, 4}, {{"a", 0.85}})};
        fillLosses(points);
        QVERIFY(std::abs(points[1].loss->mean - 0.05) < 1e-12);
        QCOMPARE(points[1].loss->n, std::size_t{1});
        QVERIFY(std::isnan(points[1].loss->between.low)
                && std::isnan(points[1].loss->between.high));
    }

    void casesOfOneSubjectAreDrawnTogether()
    {
        std::vector<TradeoffPoint> points{
            scoredPoint({32, 32}, {{"a1", 0.9}, {"a2", 0.9}, {"b", 0.9}}),
            scoredPoint({2, 4}, {{"a1", 0.8}, {"a2", 0.7}, {"b", 0.9}})};
        points[1].subjectPerCase = {{"a1", "a"}, {"a2", "a"}};
        fillLosses(points);
        const PairedLoss loss = *points[1].loss;
        QCOMPARE(loss.n, std::size_t{3});
        QCOMPARE(loss.subjects, std::size_t{2});
        QVERIFY(std::abs(loss.mean - 0.1) < 1e-12);
        QVERIFY(std::abs(loss.between.low) < 1e-12 && std::abs(loss.between.high - 0.15) < 1e-12);
    }

    void onlyCasesWithBothDiceArePairs()
    {
        const double none = std::nan("");
        std::vector<TradeoffPoint> points{
            scoredPoint({2, 4}, {{"a", 0.8}, {"b", none}, {"c", 0.6}, {"e", 0.1}}),
            scoredPoint({8, 8}, {{"a", 0.9}, {"b", 0.9}, {"c", none}, {"d", 0.2}}),
            scoredPoint({8, 4}, {{"x", 0.5}})};
        fillLosses(points); // without float: against the largest
        QVERIFY(points[0].lossAgainst == (quant::Precision{8, 8}));
        QCOMPARE(points[0].loss->n, std::size_t{1});
        QVERIFY(std::abs(points[0].loss->mean - 0.1) < 1e-12);
        QVERIFY(points[2].lossAgainst && !points[2].loss && points[2].lossPerStructure.empty());
    }

    void theFrontHoldsWhatNothingBeats()
    {
        const std::vector<TradeoffPoint> points{pointOf(0.9, 100, 4), pointOf(0.8, 10, 3),
                                                pointOf({}, 1, 1),    pointOf(0.85, 20, 9),
                                                pointOf(0.5, 5, 2),   pointOf(0.9, 120, 4)};
        QCOMPARE(paretoFront(points, QualityAxis::Dice, CostAxis::SliceTime),
                 (std::vector<std::size_t>{4, 1, 3, 0}));
        QCOMPARE(paretoFront(points, QualityAxis::Dice, CostAxis::WeightBytes),
                 (std::vector<std::size_t>{4, 1, 0, 5})); // equals stand beside each other
        QCOMPARE(paretoFront(points, QualityAxis::Agreement, CostAxis::WeightBytes),
                 (std::vector<std::size_t>{2}));
        QVERIFY(paretoFront({}, QualityAxis::Dice, CostAxis::Memory).empty());
    }

    void timesThatCannotBeToldApartBeatNothing()
    {
        std::vector<TradeoffPoint> points{pointOf(0.9, 100, 4), pointOf(0.8, 110, 4),
                                          pointOf(0.7, 150, 4)};
        for (std::size_t n = 0; n < points.size(); ++n) {
            std::vector<double> runs;
            for (int run = 0; run < 12; ++run) {
                runs.push_back(costOf(points[n], CostAxis::SliceTime) + 3 * run);
            }
            points[n].latency = summarizeLatency(runs);
        }
        const auto front = [&] {
            return paretoFront(points, QualityAxis::Dice, CostAxis::SliceTime);
        };
        QCOMPARE(front(), (std::vector<std::size_t>{0, 1}));
        QCOMPARE(paretoFront(points, QualityAxis::Dice, CostAxis::WeightBytes),
                 (std::vector<std::size_t>{0}));
        // Nor does what ran too seldom, nor is it beaten.
        points[2].latency.runs = kRunsToRank - 1;
        QCOMPARE(front(), (std::vector<std::size_t>{0, 1, 2}));
        points[0].latency.runs = 1;
        points[2].latency.runs = kRunsToRank;
        QCOMPARE(front(), (std::vector<std::size_t>{0, 1}));
    }

    void whatBeatsAPointIsNamed()
    {
        const std::vector<TradeoffPoint> points{pointOf(0.9, 20, 4), pointOf(0.8, 30, 3),
                                                pointOf(0.95, 25, 9), pointOf({}, 1, 1)};
        const auto better = [&](std::size_t n) {
            return beatenBy(points, n, QualityAxis::Dice, CostAxis::SliceTime);
        };
        QCOMPARE(better(1), (std::vector<std::size_t>{0, 2})); // the cheapest first
        QVERIFY(better(0).empty() && better(2).empty() && better(3).empty());
        for (const std::size_t n : paretoFront(points, QualityAxis::Dice, CostAxis::SliceTime)) {
            QVERIFY(better(n).empty());
        }
    }

    void withinLimitsIsWhatIsSureToBe()
    {
        TradeoffPoint point = pointOf(0.9, 0, 4);
        point.latency.medianMs = 40;
        point.latency.medianBetweenMs = {35, 48};
        const auto isIn = [&](const Limits& limits) {
            return isWithin(point, QualityAxis::Dice, CostAxis::SliceTime, limits);
        };
        QVERIFY(isIn({}));
        QVERIFY(isIn({48.0, {}}) && !isIn({47.9, {}})); // the median alone would do
        QVERIFY(isIn({{}, 0.9}) && !isIn({{}, 0.901}));
        QVERIFY(!isIn({48.0, 0.95}));
        QVERIFY(isWithin(point, QualityAxis::Dice, CostAxis::WeightBytes, {4.0, {}}));
        QVERIFY(!isWithin(point, QualityAxis::VolumeDice, CostAxis::WeightBytes, {}));
        point.latency.runs = kRunsToRank - 1; // of which nothing is known
        QVERIFY(!isIn({1e9, {}}) && isIn({{}, 0.9}));
        point.measured = false;
        QVERIFY(!isIn({}));
    }

    void theBestWithinLimits()
    {
        std::vector<TradeoffPoint> points{pointOf(0.95, 60, 9), pointOf(0.93, 40, 7),
                                          pointOf(0.93, 30, 8), pointOf(0.80, 10, 2),
                                          pointOf({}, 1, 1)};
        const auto best = [&](const Limits& limits, CostAxis cost = CostAxis::SliceTime) {
            return bestWithin(points, QualityAxis::Dice, cost, limits);
        };
        QVERIFY(best({}) == 0U);
        QVERIFY(best({50.0, {}}) == 2U); // of equals the cheapest
        QVERIFY(best({8.0, {}}, CostAxis::WeightBytes) == 1U);
        QVERIFY(best({20.0, {}}) == 3U);
        QVERIFY(!best({20.0, 0.9}) && !best({5.0, {}}));
        points[1] = points[2]; // equal in all but bits
        points[1].precision = {2, 4};
        points[2].precision = {4, 4};
        QVERIFY(best({50.0, {}}) == 1U);
        QVERIFY(!bestWithin({}, QualityAxis::Dice, CostAxis::SliceTime, {}));
    }

    void theSmallestChangeIsThatOfTheCases()
    {
        model::ModelCard card;
        const std::vector<eval::Structure> membrane{{"membrane", {1}}};
        QCOMPARE(smallestTold(card, membrane), kSmallestTold);
        card.measured = {{quant::kFull, {{"membrane", 0.8}}, {}, {}},
                         {{4, 6}, {{"membrane", 0.8}}, {{"membrane", 0.02}}, {{"membrane", 4}}}};
        QVERIFY(std::abs(smallestTold(card, membrane) - 3.182 * 0.02 / 2) < 1e-12);
        const std::vector<eval::Structure> both{{"membrane", {1}}, {"other", {2}}};
        QCOMPARE(smallestTold(card, both), kSmallestTold);
    }

    void costs()
    {
        const TradeoffPoint point = pointOf(0.9, 100, 4);
        QCOMPARE(costOf(point, CostAxis::SliceTime), 100.0);
        QCOMPARE(costOf(point, CostAxis::WeightBytes), 4.0);
        QCOMPARE(costOf(point, CostAxis::Memory), 12.0);
        QCOMPARE(qualityOf(point, QualityAxis::Dice), std::optional(0.9));
        QCOMPARE(qualityOf(point, QualityAxis::Agreement), std::optional(1.0));
        QVERIFY(!qualityOf(point, QualityAxis::VolumeDice));
        QCOMPARE(qualityBetween(point, QualityAxis::Dice), (Interval{0.9, 0.9}));
    }

    void aVolumeIsKnownWithinItsSlices()
    {
        TradeoffPoint point = pointOf(0.9, 100, 4);
        point.bitOperations = 6e9;
        point.volumeDice = VolumeScore{0.8, {0.7, 0.85}, 12};
        const double nan = std::numeric_limits<double>::quiet_NaN();
        point.volumeAgreement = VolumeScore{0.97, {nan, nan}, 1};
        QCOMPARE(costOf(point, CostAxis::BitOperations), 6e9);
        QCOMPARE(qualityOf(point, QualityAxis::VolumeDice), std::optional(0.8));
        QCOMPARE(qualityBetween(point, QualityAxis::VolumeDice), (Interval{0.7, 0.85}));
        QCOMPARE(qualityBetween(point, QualityAxis::VolumeAgreement), (Interval{0.97, 0.97}));
    }
};

QTEST_GUILESS_MAIN(TestTradeoff)
#include "tst_tradeoff.moc"
