// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/point_facts.h"
#include "ui/session/volume_scores.h"

#include <QTest>

#include <cmath>

using namespace halftone;
using namespace halftone::ui;

namespace {

constexpr TradeoffAxes kDiceAndTime{QualityAxis::Dice, CostAxis::SliceTime};

pipeline::TradeoffPoint pointOf(quant::Precision precision, double dice, double milliseconds,
                                std::size_t runs = kRunsToRank)
{
    pipeline::TradeoffPoint point;
    point.precision = precision;
    point.dice = dice;
    point.agreement = 0.99;
    point.latency = summarizeLatency(std::vector<double>(runs, milliseconds));
    point.weightBytes = 613'000;
    point.arenaBytes = 10'000'000;
    point.packedBytes = 600'000;
    point.bitOperations = 12.34e9;
    point.measured = !precision.isSimulated();
    return point;
}

TradeoffSubject subject(bool hasReference)
{
    TradeoffSubject result;
    result.isOpen = true;
    result.hasReference = hasReference;
    result.sliceName = QStringLiteral("slice 13");
    result.scored = QStringLiteral("pancreas");
    return result;
}

/// "name value (detail)" of every fact.
QStringList factsIn(const TradeoffTableModel& table, std::size_t row)
{
    QStringList result;
    for (const PointFact& fact : factsOf(table, row, kDiceAndTime).facts) {
        result << fact.name + QChar(u' ') + fact.value
                      + (fact.detail.isEmpty() ? QString()
                                               : QStringLiteral(" (%1)").arg(fact.detail));
    }
    return result;
}

eval::OverlapCounts counts(std::size_t both, std::size_t mask, std::size_t reference)
{
    return {both, mask, reference};
}

} // namespace

/// What the chart says in words.
class TestPointFacts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPointIsToldWithAllItsNumbers()
    {
        TradeoffTableModel table;
        pipeline::TradeoffPoint point = pointOf({4, 6}, 0.94, 6.9);
        point.volumeDice = pipeline::VolumeScore{0.937, {0.92, 0.95}, 24};
        table.assign({point}, subject(true));
        const PointFacts facts = factsOf(table, 0, kDiceAndTime);
        QCOMPARE(facts.title, QStringLiteral("W4A6"));
        QCOMPARE(
            facts.words,
            QStringLiteral("4-bit weights, 6-bit activations\ninteger engine, measured\nslice 13"));
        const QStringList expected{
            QStringLiteral("Dice with the reference (pancreas) 0.940"),
            QStringLiteral(
                "Dice of the volume 0.937 (0.920 to 0.950, 95 % bootstrap over 24 slices)"),
            QStringLiteral("Agreement with full 0.990"),
            QStringLiteral("Slice time 6.9 ms (6.9 ms to 6.9 ms with 95 % confidence, 10 runs)"),
            QStringLiteral("Weights 613 kB"),
            QStringLiteral("Memory of a run 10.6 MB"),
            QStringLiteral("Bit operations, computed 12.3 G")};
        QCOMPARE(factsIn(table, 0), expected);
        QVERIFY(facts.sentence().startsWith(
            QStringLiteral("W4A6: 4-bit weights, 6-bit activations, integer engine, measured, "
                           "slice 13; Dice with")));
    }

    void withoutAReferenceNothingIsCalledDice()
    {
        TradeoffTableModel table;
        pipeline::TradeoffPoint point = pointOf({16, 16}, 0.94, 6.9, 1);
        point.dice.reset();
        table.assign({point}, subject(false));
        const QString all =
            factsOf(table, 0, possibleAxes(kDiceAndTime, table.subject())).sentence();
        QVERIFY2(!all.contains(QStringLiteral("Dice")), qPrintable(all));
        QVERIFY(all.contains(QStringLiteral("Agreement with full 0.990")));
        QVERIFY(all.contains(QStringLiteral("16-bit fixed point, simulated")));
        QVERIFY(all.contains(QStringLiteral("one run: too few to compare")));
        QVERIFY(all.contains(QStringLiteral("Not ranked yet: 10 runs are needed.")));
    }

    void axesAreWhatTheyCanBe()
    {
        const TradeoffAxes volume{QualityAxis::VolumeDice, CostAxis::Memory};
        QVERIFY(possibleAxes(volume, subject(true)) == volume);
        QVERIFY((possibleAxes(volume, subject(false))
                 == TradeoffAxes{QualityAxis::VolumeAgreement, CostAxis::Memory}));
        QVERIFY(possibleAxes(kDiceAndTime, {}).quality == QualityAxis::Agreement);
        for (const CostAxis axis : {CostAxis::SliceTime, CostAxis::WeightBytes, CostAxis::Memory,
                                    CostAxis::BitOperations}) {
            QVERIFY(titleOf(axis).endsWith(QStringLiteral("logarithmic")));
        }
        QVERIFY(titleOf(CostAxis::BitOperations).contains(QStringLiteral("computed")));
        QCOMPARE(formatCost(2.5e12, CostAxis::BitOperations), QStringLiteral("2.5 T"));
    }

    void standing()
    {
        TradeoffTableModel table;
        table.assign({pointOf({8, 8}, 0.95, 20), pointOf({4, 4}, 0.95, 5), pointOf({4, 6}, 0.94, 7),
                      pointOf({2, 4}, 0.90, 4), pointOf({2, 2}, 0.5, 3, 4)},
                     subject(true)); // in this order, by bits
        const auto standingOf = [&](quant::Precision precision) {
            for (std::size_t i = 0; i < table.points().size(); ++i) {
                if (table.points()[i].precision == precision) {
                    return factsOf(table, i, kDiceAndTime).standing;
                }
            }
            return QString();
        };
        QVERIFY(standingOf({4, 4}).startsWith(QStringLiteral("On the front")));
        QVERIFY(standingOf({8, 8}).startsWith(QStringLiteral("Beaten by W4A4:")));
        QVERIFY(standingOf({4, 6}).startsWith(QStringLiteral("Beaten by W4A4:")));
        QVERIFY(standingOf({2, 2}).startsWith(QStringLiteral("Not ranked yet")));
    }

    void limitsAreAnsweredInASentence()
    {
        TradeoffTableModel table;
        const auto sentence = [&](const pipeline::Limits& limits) {
            return limitsSentence(table, kDiceAndTime, limits);
        };
        table.assign({}, subject(true));
        QCOMPARE(sentence({50.0, 0.9}), QString()); // nothing is known yet
        table.assign({pointOf({8, 8}, 0.961, 20), pointOf({4, 4}, 0.952, 4.1)}, subject(true));
        QCOMPARE(sentence({}), QString());
        QCOMPARE(sentence({10.0, 0.9}),
                 QStringLiteral("Best within the limits: W4A4, 0.952 at 4.1 ms"));
        QCOMPARE(sentence({1.0, 0.9}),
                 QStringLiteral("No measured precision is within these limits."));
        // What would be within, were its time one to go by, is named with what is wrong with it.
        pipeline::TradeoffPoint busy = pointOf({4, 4}, 0.952, 4.1, 2 * kRunsToRank);
        busy.latency.busy = true;
        table.assign({pointOf({8, 8}, 0.961, 20), busy}, subject(true));
        QCOMPARE(sentence({10.0, 0.9}),
                 QStringLiteral("No measured precision is within these limits. W4A4 would be, but "
                                "its time was taken on a busy machine."));
        QCOMPARE(sentence({10.0, 0.96}),
                 QStringLiteral("No measured precision is within these limits."));
        table.assign({pointOf({8, 8}, 0.961, 20), pointOf({4, 4}, 0.952, 4.1, 1)}, subject(true));
        QCOMPARE(sentence({10.0, 0.9}),
                 QStringLiteral("No measured precision is within these limits. W4A4 would be, but "
                                "its time has too few runs."));
    }

    void aBusyMachineIsSaidToBeTheReason()
    {
        TradeoffTableModel table;
        pipeline::TradeoffPoint busy = pointOf({4, 4}, 0.952, 4.1, 2 * kRunsToRank);
        busy.latency.busy = true;
        table.assign({busy}, subject(true));
        const QString all = factsOf(table, 0, kDiceAndTime).sentence();
        QVERIFY2(all.contains(QStringLiteral("4.1 ms (the machine was busy: measured again in "
                                             "quiet)")),
                 qPrintable(all));
        QVERIFY2(all.endsWith(QStringLiteral("Not ranked: the machine was busy. It is measured "
                                             "again in quiet.")),
                 qPrintable(all));
        QVERIFY2(!all.contains(QStringLiteral("too few")), qPrintable(all));
    }

    void volumesHaveAnIntervalOverTheirSlices()
    {
        std::vector<StructureCounts> slices;
        for (std::size_t n = 0; n < 20; ++n) {
            slices.push_back({counts(80 - n, 100, 100)});
        }
        const auto score = volumeScore(slices);
        QVERIFY(score.has_value());
        QVERIFY(std::abs(score->value - 0.705) < 1e-12); // pooled: sum of 61..80 over 2000
        QCOMPARE(score->slices, std::size_t{20});
        // The mean of 20 values with a deviation of 0.059 is known within about 2 * 0.013.
        QVERIFY(score->between.low < 0.69 && score->between.low > 0.67);
        QVERIFY(score->between.high > 0.72 && score->between.high < 0.74);
        QVERIFY(volumeScore(slices)->between == score->between); // seeded
        // Large slices count more, as in the volume they do.
        QVERIFY(std::abs(volumeScore({{counts(900, 1000, 1000)}, {counts(0, 10, 10)}})->value
                         - 900.0 / 1010)
                < 1e-12);
        const auto alone = volumeScore({slices.front()});
        QVERIFY(alone && std::isnan(alone->between.low));
        QVERIFY(!volumeScore({{counts(0, 5, 0)}}) && !volumeScore({}));
    }
};

QTEST_GUILESS_MAIN(TestPointFacts)
#include "tst_point_facts.moc"
