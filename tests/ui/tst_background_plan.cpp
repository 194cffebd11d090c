// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "slice_records.h"

#include "ui/session/background_plan.h"
#include "ui/session/further_masks.h"

#include <QTest>

#include <set>

using namespace halftone;
using namespace halftone::ui;
using quant::Precision;
using test::judgedBy;
using test::kSeries;
using test::Mask;
using test::sliceRecord;
using test::withoutReference;

namespace {

constexpr Precision kShown{3, 4};

/// The third of five slices, and a short sweep.
Wanted fiveSlices()
{
    Wanted wanted;
    wanted.series = kSeries;
    wanted.precision = kShown;
    wanted.slice = 2;
    wanted.slices = 5;
    wanted.sweep = {quant::kFull, quant::kBalanced, quant::kSmallest};
    return wanted;
}

} // namespace

class TestBackgroundPlan : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void thePlanComparesFirstThenGoesOutwards()
    {
        ResultStore store;
        store.judge(kSeries, judgedBy({1, 0}), 2);
        const Wanted wanted = fiveSlices();
        const std::vector<WorkItem> expected{{quant::kFull, 2, true},
                                             {kShown, 2, true},
                                             {kShown, 3, false},
                                             {kShown, 1, false},
                                             {quant::kBalanced, 2, true},
                                             {kShown, 4, false},
                                             {quant::kSmallest, 2, true},
                                             {kShown, 0, false},
                                             // At another moment, before any is ranked.
                                             {quant::kFull, 2, true},
                                             {kShown, 2, true},
                                             {quant::kBalanced, 2, true},
                                             {quant::kSmallest, 2, true}};
        QVERIFY(backgroundPlan(store, wanted) == expected);
        QCOMPARE(sweepDone(store, wanted), 0);
    }

    // Again, but not for ever.
    void whatABusyMachineTimedIsTimedAgain()
    {
        ResultStore store;
        store.judge(kSeries, judgedBy({1, 0}), 2);
        Wanted wanted = fiveSlices();
        wanted.slices = 1;
        wanted.slice = 0;
        wanted.sweep = {quant::kFull};
        wanted.precision = quant::kFull;
        const WorkItem again{quant::kFull, 0, true};
        QCOMPARE(vainRounds(store, wanted), 0);
        for (int round = 1; round < kMostBusyRounds; ++round) {
            ui::SliceRecord record = sliceRecord(quant::kFull, 0, {1, 0}, true);
            record.latency.busy = true;
            store.insert(record);
            QCOMPARE(vainRounds(store, wanted), round);
            QCOMPARE(sweepDone(store, wanted), 1); // there, but not ranked
            QVERIFY(backgroundPlan(store, wanted) == std::vector<WorkItem>{again});
        }
        ui::SliceRecord record = sliceRecord(quant::kFull, 0, {1, 0}, true);
        record.latency.busy = true;
        store.insert(record);
        QVERIFY(backgroundPlan(store, wanted).empty());
        QCOMPARE(vainRounds(store, wanted), 0);
        QCOMPARE(sweepDone(store, wanted), kSweepRounds); // given up
        QVERIFY(!store.find({kSeries, quant::kFull, 0})->latency.isRanked());
    }

    void planesAcrossTheSlicesComeBeforeTheChart()
    {
        ResultStore store;
        store.judge(kSeries, judgedBy({1, 0}), 2);
        Wanted wanted = fiveSlices();
        wanted.acrossSlices = true;
        const std::vector<WorkItem> expected{
            {quant::kFull, 2, true},     {kShown, 2, true},           {kShown, 3, false},
            {kShown, 1, false},          {kShown, 4, false},          {kShown, 0, false},
            {quant::kBalanced, 2, true}, {quant::kSmallest, 2, true}, {quant::kFull, 2, true},
            {kShown, 2, true},           {quant::kBalanced, 2, true}, {quant::kSmallest, 2, true}};
        QVERIFY(backgroundPlan(store, wanted) == expected);
    }

    void whatElseIsWantedComesOnThisSliceFirstAndThenEverywhere()
    {
        ResultStore store;
        store.judge(kSeries, judgedBy({1, 0}), 2);
        Wanted wanted = fiveSlices();
        wanted.slices = 3;
        wanted.also = {quant::kSmallest, quant::kHighestInteger};
        const std::vector<WorkItem> expected{{quant::kFull, 2, true},
                                             {kShown, 2, true},
                                             {quant::kSmallest, 2, true},
                                             {quant::kHighestInteger, 2, true},
                                             {kShown, 1, false},
                                             {kShown, 0, false},
                                             {quant::kBalanced, 2, true},
                                             {quant::kSmallest, 1, false},
                                             {quant::kHighestInteger, 1, false},
                                             {quant::kSmallest, 0, false},
                                             {quant::kHighestInteger, 0, false},
                                             // At another moment, before any is ranked.
                                             {quant::kFull, 2, true},
                                             {kShown, 2, true},
                                             {quant::kBalanced, 2, true},
                                             {quant::kSmallest, 2, true}};
        QVERIFY(backgroundPlan(store, wanted) == expected);
    }

    void furtherMasksReachAsFarAsTheyFit()
    {
        ResultStore store;
        store.judge(kSeries, judgedBy({1, 0}), 2);
        Wanted wanted = fiveSlices();
        wanted.also = {quant::kSmallest};
        const auto slicesOf = [&] {
            std::set<int> slices;
            for (const WorkItem& item : backgroundPlan(store, wanted)) {
                if (item.precision == quant::kSmallest) {
                    slices.insert(item.slice);
                }
            }
            return slices;
        };
        QVERIFY(slicesOf() == (std::set<int>{0, 1, 2, 3, 4}));
        wanted.alsoSlices = 3;
        QVERIFY(slicesOf() == (std::set<int>{1, 2, 3}));
        // Room for 100 slices: 2 x 30 are taken, and 20 are left for each of two.
        QCOMPARE(furtherSlices(2, 30, 10, 1000), 20);
        QCOMPARE(furtherSlices(1, 30, 10, 1000), 30);
        QCOMPARE(furtherSlices(2, 300, 10, 1000), 9); // nothing is left: a few all the same
        QCOMPARE(furtherSlices(2, 4, 10, 0), 4);
        QCOMPARE(furtherSlices(0, 0, 0, 1000), 0);
    }

    void scoresAreComputedOnce()
    {
        ResultStore store(150); // one mask of 100 voxels
        store.judge(kSeries, judgedBy(Mask(100, 1)), 1);
        Wanted wanted = fiveSlices();
        wanted.slice = 1;
        wanted.slices = 3;
        wanted.sweep.clear();
        wanted.scored = {quant::kSmallest};
        const auto isPlanned = [&](int slice) {
            const std::vector<WorkItem> plan = backgroundPlan(store, wanted);
            return std::count(plan.begin(), plan.end(), WorkItem{quant::kSmallest, slice, false});
        };
        for (const int slice : {0, 1, 2}) {
            QCOMPARE(isPlanned(slice), 1);
            store.insert(sliceRecord(quant::kSmallest, slice, Mask(100, 1)));
            QCOMPARE(isPlanned(slice), 0);
        }
        store.insert(sliceRecord(kShown, 1, Mask(100, 1)));
        for (const int slice : {0, 1, 2}) {
            QCOMPARE(isPlanned(slice), 0); // its mask is gone, its score is not
        }
    }

    void masksThatWereDroppedAreMadeAgainForPlanesAcross()
    {
        ResultStore store(350); // three masks of 100 voxels
        store.judge(kSeries, judgedBy(Mask(100)), 2);
        Wanted wanted = fiveSlices();
        wanted.sweep.clear();
        wanted.slices = 4;
        const auto timeTwice = [&](Precision precision) {
            for (int round = 0; round < kSweepRounds; ++round) {
                store.insert(sliceRecord(precision, 2, Mask(100), true));
            }
        };
        timeTwice(quant::kFull);
        for (const int slice : {0, 1, 3}) {
            store.insert(sliceRecord(kShown, slice, Mask(100)));
        }
        timeTwice(kShown);
        QVERIFY(store.find({kSeries, kShown, 0})->labels == nullptr);
        // Figures are enough for the ribbon.
        QVERIFY(backgroundPlan(store, wanted).empty());
        wanted.acrossSlices = true;
        const std::vector<WorkItem> expected{{kShown, 0, false}};
        QVERIFY(backgroundPlan(store, wanted) == expected);
    }

    void thePlanEndsWhenAllIsKnown_data()
    {
        QTest::addColumn<bool>("hasReference");
        QTest::addColumn<bool>("acrossSlices");
        QTest::newRow("with reference") << true << false;
        QTest::newRow("without: every slice also at full precision") << false << false;
        QTest::newRow("planes across, with reference") << true << true;
        QTest::newRow("planes across, without") << false << true;
    }

    void thePlanEndsWhenAllIsKnown()
    {
        QFETCH(bool, hasReference);
        QFETCH(bool, acrossSlices);
        ResultStore store;
        store.judge(kSeries, hasReference ? judgedBy({1, 0}) : withoutReference(), 0);
        Wanted wanted;
        wanted.series = kSeries;
        wanted.precision = quant::kBalanced;
        wanted.slice = 0;
        wanted.slices = 4;
        wanted.acrossSlices = acrossSlices;
        wanted.sweep = {quant::kFull, quant::kBalanced, {8, 8}};
        const std::vector<WorkItem> plan = backgroundPlan(store, wanted);
        std::set<std::pair<Precision, int>> seen;
        std::multiset<std::pair<Precision, int>> done;
        for (const WorkItem& item : plan) {
            seen.insert({item.precision, item.slice});
            done.insert({item.precision, item.slice});
            store.insert(sliceRecord(item.precision, item.slice, {1, 0}, item.timed));
        }
        QVERIFY(backgroundPlan(store, wanted).empty());
        for (const auto& item : seen) { // nothing more often than it must be
            QCOMPARE(done.count(item), std::size_t{item.second == 0 ? 2U : 1U});
        }
        QCOMPARE(sweepDone(store, wanted), 3 * kSweepRounds);
        QCOMPARE(seen.contains({quant::kFull, 3}), !hasReference);
        QVERIFY(seen.contains({quant::kBalanced, 3}));
    }

    void whatIsKnownOfAnotherImageIsNotKnownHere()
    {
        constexpr SeriesKey kOther{2, 0};
        ResultStore store;
        store.judge(kSeries, judgedBy({1, 0}), 2);
        const Wanted wanted = fiveSlices();
        const std::vector<WorkItem> before = backgroundPlan(store, wanted);
        store.judge(kOther, judgedBy({1, 0}), 2);
        for (const WorkItem& item : before) {
            store.insert(test::ofSeries(
                kOther, sliceRecord(item.precision, item.slice, {1, 0}, item.timed)));
        }
        QVERIFY(backgroundPlan(store, wanted) == before);
        QCOMPARE(sweepDone(store, wanted), 0);
    }

    void nothingIsPlannedForWhatIsNotOpen()
    {
        QVERIFY(backgroundPlan(ResultStore(), fiveSlices()).empty());
    }

    void theSweepTakesOnlyWhatIsOffered()
    {
        const std::vector<Precision> offered{{8, 8}, {4, 6}, {1, 2}, {7, 7}};
        const std::vector<Precision> expected{{8, 8}, {4, 6}, {1, 2}};
        QVERIFY(sweepPrecisions(offered, quant::kHighestInteger) == expected);
    }
};

QTEST_GUILESS_MAIN(TestBackgroundPlan)
#include "tst_background_plan.moc"
