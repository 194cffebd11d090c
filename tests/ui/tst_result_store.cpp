// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "slice_records.h"

#include <QTest>

#include <cmath>

using namespace halftone;
using namespace halftone::ui;
using namespace std::chrono_literals;
using test::judgedBy;
using test::kSeries;
using test::Mask;
using test::ofSeries;
using test::sliceRecord;
using test::withoutReference;

namespace {

constexpr SeriesKey kOtherImage{2, 0};
constexpr SeriesKey kOtherModel{1, 1};

ResultKey balanced(int slice, SeriesKey series = kSeries)
{
    return {series, quant::kBalanced, slice};
}

ResultKey full(int slice, SeriesKey series = kSeries)
{
    return {series, quant::kFull, slice};
}

ResultStore judgedStore(std::size_t budget = ResultStore::kDefaultBudgetBytes)
{
    ResultStore store(budget);
    store.judge(kSeries, withoutReference(), 0);
    return store;
}

} // namespace

class TestResultStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsAgreementWhicheverComesFirst()
    {
        ResultStore store = judgedStore();
        store.insert(sliceRecord(quant::kBalanced, 3, {1, 1, 0, 0}));
        QVERIFY(store.find(balanced(3))->full.empty());
        QVERIFY(store.fullOf(balanced(3)) == nullptr);
        store.insert(sliceRecord(quant::kFull, 3, {1, 0, 0, 0}));
        // 2 * 1 common / (2 + 1).
        QCOMPARE(meanDice(store.find(balanced(3))->full), 2.0 / 3.0);
        QCOMPARE(meanDice(store.find(full(3))->full), 1.0);
        QVERIFY(store.fullOf(balanced(3)) == store.find(full(3)));
        store.insert(sliceRecord(quant::kSmallest, 3, {0, 1, 0, 0}));
        QCOMPARE(meanDice(store.find({kSeries, quant::kSmallest, 3})->full), 0.0);
        store.insert(sliceRecord(quant::kBalanced, 4, {1, 1, 0, 0}));
        QVERIFY(store.find(balanced(4))->full.empty());
        QCOMPARE(store.ofSlice(kSeries, 3).size(), std::size_t{3});
        const std::vector<const SliceRecord*> slices = store.ofPrecision(kSeries, quant::kBalanced);
        QCOMPARE(slices.size(), std::size_t{2});
        QCOMPARE(slices.front()->key.slice, 3);
        QCOMPARE(slices.back()->key.slice, 4);
    }

    void meanDiceIgnoresAbsentLabels()
    {
        using Counts = std::vector<eval::OverlapCounts>;
        QCOMPARE(meanDice(Counts{{1, 2, 2}, {0, 0, 0}}), 0.5);
        QVERIFY(std::isnan(meanDice(Counts{{0, 0, 0}})));
        QVERIFY(std::isnan(meanDice(Counts{})));
    }

    void timedRunsAreKept()
    {
        ResultStore store = judgedStore();
        store.insert(sliceRecord(quant::kBalanced, 0, {0}, true, 20));
        store.insert(sliceRecord(quant::kBalanced, 0, {0}, false, 99));
        QCOMPARE(store.find(balanced(0))->latency.medianMs, 20.0);
        QVERIFY(store.find(balanced(0))->latency.isMeasured());
        // Those of another moment count as much.
        store.insert(sliceRecord(quant::kBalanced, 0, {0}, true, 6));
        QCOMPARE(store.find(balanced(0))->latency.medianMs, 13.0);
        QVERIFY(store.find(balanced(0))->latency.isRanked());
    }

    // What a busy machine took never stands beside what a quiet one did.
    void quietRunsReplaceBusyOnes()
    {
        const auto busy = [](double milliseconds) {
            SliceRecord record = sliceRecord(quant::kBalanced, 0, {0}, true, milliseconds);
            record.latency.busy = true;
            return record;
        };
        ResultStore other = judgedStore(); // a busy measurement says more than a quiet single run
        SliceRecord once = sliceRecord(quant::kBalanced, 0, {0}, false, 30);
        once.warmMs = {30};
        other.insert(once);
        other.insert(busy(50));
        QVERIFY(other.find(balanced(0))->latency.isMeasured());

        ResultStore store = judgedStore();
        const auto latency = [&] { return store.find(balanced(0))->latency; };
        store.insert(busy(50));
        store.insert(busy(70));
        QVERIFY(latency().busy && !latency().isRanked());
        QCOMPARE(latency().runs, std::size_t{10});
        QCOMPARE(store.find(balanced(0))->busyRounds, 2);
        store.insert(sliceRecord(quant::kBalanced, 0, {0}, false, 1)); // a single run is no round
        QVERIFY(latency().busy && latency().isMeasured());
        store.insert(sliceRecord(quant::kBalanced, 0, {0}, true, 20));
        QVERIFY(!latency().busy);
        QCOMPARE(latency().runs, std::size_t{5});
        QCOMPARE(latency().medianMs, 20.0);
        store.insert(busy(90));
        QCOMPARE(latency().medianMs, 20.0);
        QVERIFY(!latency().busy);
        QCOMPARE(store.find(balanced(0))->busyRounds, 3);
        store.insert(sliceRecord(quant::kBalanced, 0, {0}, true, 22));
        QVERIFY(latency().isRanked());
    }

    void masksAreDroppedOldestFirstButFiguresStay()
    {
        ResultStore store = judgedStore(250); // two masks of 100 voxels
        for (int slice = 0; slice < 2; ++slice) {
            store.insert(sliceRecord(quant::kBalanced, slice, Mask(100)));
        }
        QVERIFY(store.findMask(balanced(0)) != nullptr); // now the one used last
        store.insert(sliceRecord(quant::kBalanced, 2, Mask(100)));
        QVERIFY(store.findMask(balanced(0)) != nullptr);
        QVERIFY(store.findMask(balanced(1)) == nullptr);
        QVERIFY(store.find(balanced(1)) != nullptr);
        QVERIFY(store.findMask(balanced(2)) != nullptr);
        QCOMPARE(store.maskBytes(), std::size_t{200});
    }

    void theBudgetIsOneForAllImages()
    {
        ResultStore store = judgedStore(250);
        store.insert(sliceRecord(quant::kBalanced, 0, Mask(100)));
        store.insert(ofSeries(kOtherImage, sliceRecord(quant::kBalanced, 0, Mask(100))));
        store.insert(ofSeries(kOtherModel, sliceRecord(quant::kBalanced, 0, Mask(100))));
        QVERIFY(store.findMask(balanced(0)) == nullptr);
        QCOMPARE(store.maskBytes(), std::size_t{200});
        // What is needed now stays, even where it is too large.
        store.insert(sliceRecord(quant::kBalanced, 1, Mask(300)));
        QVERIFY(store.findMask(balanced(1)) != nullptr);
        QCOMPARE(store.maskBytes(), std::size_t{300});
    }

    void replacingAMaskDoesNotCountItTwice()
    {
        ResultStore store = judgedStore();
        store.insert(sliceRecord(quant::kBalanced, 0, Mask(100)));
        store.insert(sliceRecord(quant::kBalanced, 0, Mask(100)));
        QCOMPARE(store.maskBytes(), std::size_t{100});
    }

    void anImageIsForgottenAlone()
    {
        ResultStore store(250);
        for (const SeriesKey series : {kSeries, kOtherModel, kOtherImage}) {
            store.judge(series, withoutReference(), 0);
            store.insert(ofSeries(series, sliceRecord(quant::kBalanced, 0, Mask(100))));
        }
        store.forgetImage(kSeries.image);
        // One of the three had lost its mask to the budget before.
        QCOMPARE(store.maskBytes(), std::size_t{100});
        QVERIFY(store.find(balanced(0)) == nullptr);
        QVERIFY(store.find(balanced(0, kOtherModel)) == nullptr);
        QVERIFY(store.judgementOf(kSeries) == nullptr);
        QVERIFY(store.judgementOf(kOtherModel) == nullptr);
        QVERIFY(store.findMask(balanced(0, kOtherImage)) != nullptr);
        QVERIFY(store.judgementOf(kOtherImage) != nullptr);
    }

    void imagesAndModelsDoNotMix()
    {
        ResultStore store = judgedStore();
        store.judge(kOtherImage, judgedBy({0, 0, 0, 1}), 0);
        store.judge(kOtherModel, judgedBy({1, 1, 0, 0}), 0);
        // The one full-precision mask is of another image and of another model.
        store.insert(sliceRecord(quant::kFull, 0, {1, 0, 0, 0}));
        for (const SeriesKey series : {kOtherImage, kOtherModel}) {
            store.insert(ofSeries(series, sliceRecord(quant::kBalanced, 0, {1, 1, 0, 0})));
            QVERIFY(store.find(balanced(0, series))->full.empty());
            QVERIFY(store.fullOf(balanced(0, series)) == nullptr);
        }
        QVERIFY(store.find(balanced(0)) == nullptr);
        QVERIFY(store.findMask(balanced(0)) == nullptr);
        // Each by its own reference.
        QCOMPARE(meanDice(store.find(balanced(0, kOtherImage))->reference), 0.0);
        QCOMPARE(meanDice(store.find(balanced(0, kOtherModel))->reference), 1.0);
        QCOMPARE(store.ofSlice(kOtherImage, 0).size(), std::size_t{1});
        QCOMPARE(store.ofPrecision(kOtherModel, quant::kBalanced).size(), std::size_t{1});
        QVERIFY(store.ofPrecision(kOtherModel, quant::kFull).empty());
        // Full precision that comes later is counted where it belongs.
        store.insert(ofSeries(kOtherImage, sliceRecord(quant::kFull, 0, {1, 1, 0, 0})));
        QCOMPARE(meanDice(store.find(balanced(0, kOtherImage))->full), 1.0);
        QVERIFY(store.find(balanced(0, kOtherModel))->full.empty());
        // Another reference of one says nothing about the other.
        store.judge(kOtherImage, withoutReference(), 0);
        QCOMPARE(meanDice(store.find(balanced(0, kOtherModel))->reference), 1.0);
    }

    void anotherReferenceCountsAnew()
    {
        ResultStore store;
        store.judge(kSeries, judgedBy({1, 1, 0, 0}), 0);
        for (const int slice : {0, 1}) {
            store.insert(sliceRecord(quant::kFull, slice, {1, 1, 0, 0}));
            store.insert(sliceRecord(quant::kBalanced, slice, {1, 0, 0, 0}, true, 7));
            QCOMPARE(meanDice(store.find(balanced(slice))->reference), 2.0 / 3.0);
        }
        store.judge(kSeries, judgedBy({1, 0, 0, 0}), 1);
        // The visible slice at once; of the others nothing untrue is left.
        QCOMPARE(meanDice(store.find(balanced(1))->reference), 1.0);
        QCOMPARE(meanDice(store.find(full(1))->reference), 2.0 / 3.0);
        QCOMPARE(meanDice(store.find(balanced(1))->full), 2.0 / 3.0);
        QVERIFY(store.find(balanced(0))->reference.empty());
        QVERIFY(store.find(balanced(0))->full.empty());
        QVERIFY(store.findMask(balanced(0)) != nullptr);
        // No time, no count.
        QVERIFY(store.countSome(0ms));
        QVERIFY(store.find(balanced(0))->reference.empty());
        while (store.countSome(1000ms)) {
        }
        QCOMPARE(meanDice(store.find(balanced(0))->reference), 1.0);
        QCOMPARE(meanDice(store.find(balanced(0))->full), 2.0 / 3.0);
        QVERIFY(!store.countSome(0ms)); // none are left
        // Time does not depend on who judges.
        QCOMPARE(store.find(balanced(0))->latency.medianMs, 7.0);

        store.judge(kSeries, withoutReference(), 1);
        QVERIFY(store.find(balanced(1))->reference.empty());
        QCOMPARE(meanDice(store.find(balanced(1))->full), 2.0 / 3.0);
    }

    void otherStructuresAndAnotherFullPrecisionToo()
    {
        ResultStore store = judgedStore();
        store.insert(sliceRecord(quant::kFull, 0, {1, 1, 0, 0}));
        store.insert(sliceRecord(quant::kHighestInteger, 0, {1, 2, 2, 0}));
        store.insert(sliceRecord(quant::kBalanced, 0, {1, 2, 0, 0}));
        store.judge(kSeries, {{{"a", {1}}, {"b", {2}}}, quant::kHighestInteger, {}}, 0);
        const SliceRecord* record = store.find(balanced(0));
        QCOMPARE(record->full.size(), std::size_t{2});
        QCOMPARE(record->full[0].dice(), 1.0);
        QCOMPARE(record->full[1].dice(), 2.0 / 3.0);
        QVERIFY(store.fullOf(balanced(0))->key.precision == quant::kHighestInteger);
    }

    void whatLostItsMaskCannotBeJudgedAnew()
    {
        ResultStore store(250);
        store.judge(kSeries, judgedBy(Mask(100)), 0);
        store.insert(ofSeries(kOtherModel, sliceRecord(quant::kBalanced, 0, Mask(100))));
        for (const int slice : {0, 1, 2}) {
            store.insert(sliceRecord(quant::kBalanced, slice, Mask(100)));
        }
        QVERIFY(store.find(balanced(0)) != nullptr);
        store.judge(kSeries, judgedBy(Mask(100, 1)), 2);
        QVERIFY(store.find(balanced(0)) == nullptr);
        QVERIFY(store.find(balanced(1)) != nullptr);
        QVERIFY(store.find(balanced(2)) != nullptr);
        // Of another series nothing is judged anew.
        QVERIFY(store.find(balanced(0, kOtherModel)) != nullptr);
        QCOMPARE(store.maskBytes(), std::size_t{200});
    }

    void nothingIsToldWhereNobodyJudges()
    {
        ResultStore store;
        store.insert(sliceRecord(quant::kFull, 0, {1}));
        QVERIFY(store.judgementOf(kSeries) == nullptr);
        QVERIFY(store.find(full(0))->reference.empty());
        QVERIFY(store.find(full(0))->full.empty());
        QVERIFY(store.fullOf(full(0)) == nullptr);
    }
};

QTEST_GUILESS_MAIN(TestResultStore)
#include "tst_result_store.moc"
