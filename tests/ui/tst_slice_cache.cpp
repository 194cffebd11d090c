// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/background_plan.h"
#include "ui/session/meter_values.h"
#include "ui/session/result_store.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>

using namespace halftone;
using namespace halftone::ui;
using quant::Precision;

namespace {

const std::vector<eval::Structure> kMembrane{{"membrane", {1}}};

SliceRecord record(Precision precision, int slice, std::vector<std::uint8_t> labels,
                   bool timed = false, double milliseconds = 10)
{
    SliceRecord result;
    result.precision = precision;
    result.slice = slice;
    result.labels = std::make_shared<const std::vector<std::uint8_t>>(std::move(labels));
    result.latency.medianMs = milliseconds;
    result.latency.runs = timed ? kFewestRuns : 1;
    return result;
}

} // namespace

class TestSliceCache : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsAgreementWhicheverComesFirst()
    {
        SliceCache cache;
        cache.reset(kMembrane, quant::kFull);
        cache.insert(record(quant::kBalanced, 3, {1, 1, 0, 0}));
        QVERIFY(cache.find(quant::kBalanced, 3)->full.empty());
        cache.insert(record(quant::kFull, 3, {1, 0, 0, 0}));
        // 2 * 1 common / (2 + 1).
        QCOMPARE(meanDice(cache.find(quant::kBalanced, 3)->full), 2.0 / 3.0);
        QCOMPARE(meanDice(cache.find(quant::kFull, 3)->full), 1.0);
        cache.insert(record(quant::kSmallest, 3, {0, 1, 0, 0}));
        QCOMPARE(meanDice(cache.find(quant::kSmallest, 3)->full), 0.0);
        cache.insert(record(quant::kBalanced, 4, {1, 1, 0, 0}));
        QVERIFY(cache.find(quant::kBalanced, 4)->full.empty());
    }

    void meanDiceIgnoresAbsentLabels()
    {
        QCOMPARE(meanDice({{1, 2, 2}, {0, 0, 0}}), 0.5);
        QVERIFY(std::isnan(meanDice({{0, 0, 0}})));
        QVERIFY(std::isnan(meanDice({})));
    }

    void timedRunsAreKept()
    {
        SliceCache cache;
        cache.reset(kMembrane, quant::kFull);
        cache.insert(record(quant::kBalanced, 0, {0}, true, 20));
        cache.insert(record(quant::kBalanced, 0, {0}, false, 99));
        QCOMPARE(cache.find(quant::kBalanced, 0)->latency.medianMs, 20.0);
        QVERIFY(cache.find(quant::kBalanced, 0)->latency.isMeasured());
        cache.insert(record(quant::kBalanced, 0, {0}, true, 6));
        QCOMPARE(cache.find(quant::kBalanced, 0)->latency.medianMs, 6.0);
    }

    void masksAreDroppedOldestFirstButFiguresStay()
    {
        SliceCache cache(250); // two masks of 100 voxels
        cache.reset(kMembrane, quant::kFull);
        for (int slice = 0; slice < 2; ++slice) {
            cache.insert(record(quant::kBalanced, slice, std::vector<std::uint8_t>(100)));
        }
        QVERIFY(cache.findMask(quant::kBalanced, 0) != nullptr); // now the one used last
        cache.insert(record(quant::kBalanced, 2, std::vector<std::uint8_t>(100)));
        QVERIFY(cache.findMask(quant::kBalanced, 0) != nullptr);
        QVERIFY(cache.findMask(quant::kBalanced, 1) == nullptr);
        QVERIFY(cache.find(quant::kBalanced, 1) != nullptr);
        QVERIFY(cache.findMask(quant::kBalanced, 2) != nullptr);
        QCOMPARE(cache.maskBytes(), std::size_t{200});
    }

    void replacingAMaskDoesNotCountItTwice()
    {
        SliceCache cache;
        cache.reset(kMembrane, quant::kFull);
        cache.insert(record(quant::kBalanced, 0, std::vector<std::uint8_t>(100)));
        cache.insert(record(quant::kBalanced, 0, std::vector<std::uint8_t>(100)));
        QCOMPARE(cache.maskBytes(), std::size_t{100});
        cache.reset(kMembrane, quant::kFull);
        QCOMPARE(cache.maskBytes(), std::size_t{0});
        QVERIFY(cache.find(quant::kBalanced, 0) == nullptr);
    }

    void thePlanComparesFirstThenGoesOutwards()
    {
        SliceCache cache;
        cache.reset(kMembrane, quant::kFull);
        Wanted wanted;
        wanted.precision = {3, 4};
        wanted.slice = 2;
        wanted.slices = 5;
        wanted.hasReference = true;
        wanted.sweep = {quant::kFull, quant::kBalanced, quant::kSmallest};
        const Precision shown = wanted.precision;
        const std::vector<WorkItem> expected{{quant::kFull, 2, true},     {shown, 2, true},
                                             {shown, 3, false},           {shown, 1, false},
                                             {quant::kBalanced, 2, true}, {shown, 4, false},
                                             {quant::kSmallest, 2, true}, {shown, 0, false}};
        QVERIFY(backgroundPlan(cache, wanted) == expected);
        QCOMPARE(sweepDone(cache, wanted), 0);
    }

    void thePlanEndsWhenAllIsKnown_data()
    {
        QTest::addColumn<bool>("hasReference");
        QTest::newRow("with reference") << true;
        QTest::newRow("without: every slice also at full precision") << false;
    }

    void thePlanEndsWhenAllIsKnown()
    {
        QFETCH(bool, hasReference);
        SliceCache cache;
        cache.reset(kMembrane, quant::kFull);
        Wanted wanted;
        wanted.precision = quant::kBalanced;
        wanted.slice = 0;
        wanted.slices = 4;
        wanted.hasReference = hasReference;
        wanted.sweep = {quant::kFull, quant::kBalanced, {8, 8}};
        const std::vector<WorkItem> plan = backgroundPlan(cache, wanted);
        std::set<std::pair<Precision, int>> seen;
        for (const WorkItem& item : plan) {
            QVERIFY(seen.insert({item.precision, item.slice}).second); // nothing twice
            cache.insert(record(item.precision, item.slice, {1, 0}, item.timed));
        }
        QVERIFY(backgroundPlan(cache, wanted).empty());
        QCOMPARE(sweepDone(cache, wanted), 3);
        QCOMPARE(seen.contains({quant::kFull, 3}), !hasReference);
        QVERIFY(seen.contains({quant::kBalanced, 3}));
    }

    void theSweepTakesOnlyWhatIsOffered()
    {
        const std::vector<Precision> offered{{8, 8}, {4, 6}, {1, 2}, {7, 7}};
        const std::vector<Precision> expected{{8, 8}, {4, 6}, {1, 2}};
        QVERIFY(sweepPrecisions(offered, quant::kHighestInteger) == expected);
    }

    void metersCompareWithFullPrecision()
    {
        SliceCache cache;
        cache.reset(kMembrane, quant::kFull);
        Study study;
        model::Model model;
        model.card.labels = {{1, "membrane", {255, 176, 74}}};
        study.model = std::make_shared<const model::Model>(model);
        study.reference = std::make_shared<const LabelMap>();
        SliceRecord full = record(quant::kFull, 0, {1, 1}, true, 60);
        full.reference = {{8, 10, 10}};
        full.cost = {60, 1000, 800, 900};
        SliceRecord balanced = record(quant::kBalanced, 0, {1, 0}, true, 10);
        balanced.reference = {{7, 10, 10}};
        balanced.cost = {10, 500, 100, 140};
        cache.insert(full);
        cache.insert(balanced);

        const MeterValues meters = computeMeters(cache, study, quant::kBalanced, 0);
        QCOMPARE(meters.quality.caption, QStringLiteral("Dice, membrane"));
        QCOMPARE(meters.quality.value, QStringLiteral("0.700"));
        QVERIFY(meters.quality.change.startsWith(QChar(0x2212) + QStringLiteral("0.1000")));
        QVERIFY(meters.quality.trend == Trend::Worse);
        QCOMPARE(meters.latency.value, QStringLiteral("10.0 ms"));
        QVERIFY(meters.latency.change.contains(QStringLiteral("6.0")));
        QVERIFY(meters.latency.trend == Trend::Better);
        QCOMPARE(meters.weights.value, QStringLiteral("100 B"));
        QVERIFY(meters.weights.change.contains(QStringLiteral("8.0")));
        QCOMPARE(meters.memory.value, QStringLiteral("640 B"));
        QVERIFY(meters.memory.trend == Trend::Better);

        const MeterValues atFull = computeMeters(cache, study, quant::kFull, 0);
        QCOMPARE(atFull.latency.change, QStringLiteral("full precision"));
        QVERIFY(atFull.latency.trend == Trend::None);

        const MeterValues unknown = computeMeters(cache, study, quant::kSmallest, 0);
        QCOMPARE(unknown.quality.value, QString(QChar(0x2013)));

        // A single run is no measurement: it is shown as one, and compared with nothing.
        SliceCache once;
        once.reset(kMembrane, quant::kFull);
        once.insert(full);
        once.insert(record(quant::kBalanced, 0, {1, 0}, false, 11));
        const MeterValues early = computeMeters(once, study, quant::kBalanced, 0);
        QCOMPARE(early.latency.caption, QStringLiteral("Slice time, one run"));
        QCOMPARE(early.latency.value, QStringLiteral("11.0 ms"));
        QVERIFY(early.latency.change.isEmpty());

        study.reference = nullptr;
        const MeterValues agreement = computeMeters(cache, study, quant::kBalanced, 0);
        QCOMPARE(agreement.quality.caption, QStringLiteral("Agreement with full"));
        QCOMPARE(agreement.quality.value, QStringLiteral("0.667"));
        const MeterValues simulated = computeMeters(cache, study, quant::kSimulated16, 0);
        QCOMPARE(simulated.latency.caption, QStringLiteral("Slice time, simulated"));
    }
};

QTEST_GUILESS_MAIN(TestSliceCache)
#include "tst_slice_cache.moc"
