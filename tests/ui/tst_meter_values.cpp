// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "slice_records.h"

#include "ui/session/meter_values.h"

#include <QTest>

#include <algorithm>

using namespace halftone;
using namespace halftone::ui;
using quant::Precision;
using test::judgedBy;
using test::kSeries;
using test::Mask;
using test::sliceRecord;

namespace {

constexpr std::size_t kVoxels = 20;

/// 1 from `begin` up to `end`.
Mask strip(std::size_t begin, std::size_t end)
{
    Mask mask(kVoxels);
    std::fill(mask.begin() + static_cast<std::ptrdiff_t>(begin),
              mask.begin() + static_cast<std::ptrdiff_t>(end), std::uint8_t{1});
    return mask;
}

ResultKey at(Precision precision)
{
    return {kSeries, precision, 0};
}

ActiveCase membraneCase(bool reference)
{
    model::Model model;
    model.card.labels = {{1, "membrane", {255, 176, 74}}};
    pipeline::LoadedStudy loaded;
    loaded.model = std::make_shared<const model::Model>(model);
    loaded.reference = reference ? std::make_shared<const LabelMap>() : nullptr;
    return ActiveCase(loaded);
}

/// Dice 0.8 against the reference.
SliceRecord fullRecord()
{
    SliceRecord record = sliceRecord(quant::kFull, 0, strip(2, 12), true, 60);
    record.cost = {60, 1000, 800, 900};
    return record;
}

/// Dice 0.7 against the reference, 0.9 against full precision.
SliceRecord balancedRecord(bool timed, double milliseconds)
{
    SliceRecord record = sliceRecord(quant::kBalanced, 0, strip(3, 13), timed, milliseconds);
    record.cost = {10, 500, 100, 140};
    return record;
}

ResultStore storeOf(const SliceRecord& balanced)
{
    ResultStore store;
    store.judge(kSeries, judgedBy(strip(0, 10)), 0);
    store.insert(fullRecord());
    store.insert(balanced);
    return store;
}

} // namespace

class TestMeterValues : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void metersCompareWithFullPrecision()
    {
        const ActiveCase active = membraneCase(true);
        const ResultStore store = storeOf(balancedRecord(true, 10));
        const MeterValues meters = computeMeters(store, &active, at(quant::kBalanced));
        QCOMPARE(meters.quality.caption, QStringLiteral("Dice, membrane"));
        QCOMPARE(meters.quality.value, QStringLiteral("0.700"));
        QVERIFY(meters.quality.change.startsWith(QChar(0x2212) + QStringLiteral("0.1000")));
        QVERIFY(meters.quality.trend == Trend::Worse);
        QCOMPARE(meters.latency.value, QStringLiteral("10.0 ms"));
        QVERIFY(meters.latency.change.contains(QStringLiteral("6.0")));
        QVERIFY(meters.latency.trend == Trend::None); // five runs each
        QCOMPARE(meters.weights.value, QStringLiteral("100 B"));
        QVERIFY(meters.weights.change.contains(QStringLiteral("8.0")));
        QCOMPARE(meters.memory.value, QStringLiteral("640 B"));
        QVERIFY(meters.memory.trend == Trend::Better);

        const MeterValues atFull = computeMeters(store, &active, at(quant::kFull));
        QCOMPARE(atFull.quality.value, QStringLiteral("0.800"));
        QCOMPARE(atFull.latency.change, QStringLiteral("full precision"));
        QVERIFY(atFull.latency.trend == Trend::None);
    }

    // Whether a change is bad news depends on how much cases differ.
    void changesBelowTheSpreadHaveNoColour()
    {
        const ResultStore store = storeOf(balancedRecord(true, 10)); // 0.1 below full
        for (const double sd : {0.05, 0.2}) {
            model::Model model;
            model.card.labels = {{1, "membrane", {255, 176, 74}}};
            model.card.measured = {
                {quant::kFull, {{"membrane", 0.8}}, {{"membrane", sd}}, {{"membrane", 9}}}};
            pipeline::LoadedStudy loaded;
            loaded.model = std::make_shared<const model::Model>(model);
            loaded.reference = std::make_shared<const LabelMap>();
            const ActiveCase active(loaded);
            const Meter quality = computeMeters(store, &active, at(quant::kBalanced)).quality;
            QVERIFY(quality.change.startsWith(QChar(0x2212) + QStringLiteral("0.1000")));
            QVERIFY(quality.trend == (sd < 0.1 ? Trend::Worse : Trend::None));
            QVERIFY(quality.explanation.contains(sd < 0.1 ? QStringLiteral("0.038")
                                                          : QStringLiteral("0.154")));
        }
    }

    void timesThatOverlapAreNoNews()
    {
        const ActiveCase active = membraneCase(true);
        SliceRecord slow = balancedRecord(true, 62); // full takes 60
        slow.warmMs = {58, 60, 62, 64, 66};
        slow.latency = summarizeLatency(slow.warmMs);
        const Meter latency = computeMeters(storeOf(slow), &active, at(quant::kBalanced)).latency;
        QCOMPARE(latency.change, QStringLiteral("no difference told"));
        QVERIFY(latency.trend == Trend::None);
        QCOMPARE(latency.detail,
                 QStringLiteral("n 5\n60.0") + QChar(0x2013) + QStringLiteral("64.0"));
        SliceRecord slower = balancedRecord(true, 1062);
        slower.warmMs = {700, 755, 1062, 1537, 1600};
        slower.latency = summarizeLatency(slower.warmMs);
        const Meter seconds = computeMeters(storeOf(slower), &active, at(quant::kBalanced)).latency;
        QCOMPARE(seconds.value, QStringLiteral("1.06 s")); // both in seconds
        QVERIFY2(seconds.detail.endsWith(QChar(0x2013) + QStringLiteral("1.54")),
                 qPrintable(seconds.detail));
    }

    // Five runs of one moment say how long it took, and call nothing slower.
    void coloursTakeRankedTimes()
    {
        const ActiveCase active = membraneCase(true);
        ResultStore store = storeOf(balancedRecord(true, 90));
        Meter latency = computeMeters(store, &active, at(quant::kBalanced)).latency;
        QVERIFY(latency.change.contains(QStringLiteral("slower")));
        QVERIFY(latency.trend == Trend::None);
        store.insert(balancedRecord(true, 90)); // the second round
        store.insert(fullRecord());
        latency = computeMeters(store, &active, at(quant::kBalanced)).latency;
        QVERIFY(latency.change.contains(QStringLiteral("slower")));
        QVERIFY(latency.trend == Trend::Worse);
        QVERIFY(latency.detail.startsWith(QStringLiteral("n 10")));
    }

    void timesOfABusyMachineAreComparedWithNothing()
    {
        const ActiveCase active = membraneCase(true);
        SliceRecord busy = balancedRecord(true, 200);
        busy.latency.busy = true;
        ResultStore store = storeOf(busy);
        Meter latency = computeMeters(store, &active, at(quant::kBalanced)).latency;
        QCOMPARE(latency.caption, QStringLiteral("Slice time, machine busy"));
        QCOMPARE(latency.change, QStringLiteral("not compared: busy"));
        QVERIFY(latency.trend == Trend::None);
        QVERIFY(latency.explanation.contains(QStringLiteral("measured again later")));
        // In quiet: the busy runs are gone.
        store.insert(balancedRecord(true, 10));
        latency = computeMeters(store, &active, at(quant::kBalanced)).latency;
        QCOMPARE(latency.caption, QStringLiteral("Slice time, measured"));
        QCOMPARE(latency.value, QStringLiteral("10.0 ms"));
        QVERIFY(latency.detail.startsWith(QStringLiteral("n 5\n")));
        SliceRecord full = fullRecord(); // a busy round of another precision
        full.latency.busy = true;
        ResultStore other;
        other.judge(kSeries, judgedBy(strip(0, 10)), 0);
        other.insert(full);
        other.insert(balancedRecord(true, 10));
        QCOMPARE(computeMeters(other, &active, at(quant::kBalanced)).latency.change,
                 QStringLiteral("full was busy"));
    }

    void whatWasPredictedIsToldBesideWhatWasMeasured()
    {
        const ActiveCase active = membraneCase(true);
        SliceRecord record = balancedRecord(true, 10);
        record.forecast = pipeline::SliceForecast{1, 8, 8, 8.125, 500, 140};
        const MeterValues meters = computeMeters(storeOf(record), &active, at(quant::kBalanced));
        QVERIFY(meters.latency.explanation.contains(
            QStringLiteral("Predicted before the first run: 8.1 ms")));
        QVERIFY(
            meters.memory.explanation.contains(QStringLiteral("Predicted before the run: 640 B")));
        QVERIFY(meters.latency.explanation.contains(QStringLiteral("Machine: ")));
    }

    void whatIsNotKnownIsADash_data()
    {
        QTest::addColumn<bool>("hasKey");
        QTest::newRow("not computed yet") << true;
        QTest::newRow("no mask on the screen") << false;
    }

    void whatIsNotKnownIsADash()
    {
        QFETCH(bool, hasKey);
        const ActiveCase active = membraneCase(true);
        const ResultStore store = storeOf(balancedRecord(true, 10));
        const MeterValues unknown = computeMeters(
            store, &active, hasKey ? std::optional(at(quant::kSmallest)) : std::nullopt);
        for (const Meter* meter :
             {&unknown.quality, &unknown.latency, &unknown.weights, &unknown.memory}) {
            QCOMPARE(meter->value, QString(QChar(0x2013)));
            QVERIFY(meter->change.isEmpty());
            QVERIFY(meter->trend == Trend::None);
        }
        QCOMPARE(computeMeters(store, nullptr, std::nullopt).quality.value, QString(QChar(0x2013)));
    }

    // Chart and meter say the same before anything is open.
    void nothingOpenSaysWhatTheChartSays()
    {
        const Meter quality = computeMeters(ResultStore(), nullptr, std::nullopt).quality;
        QCOMPARE(quality.caption, QStringLiteral("Agreement with full"));
        QVERIFY(quality.change.isEmpty());
    }

    void resultsOfAnotherImageAreNotShown()
    {
        const ActiveCase active = membraneCase(true);
        const ResultStore store = storeOf(balancedRecord(true, 10));
        const MeterValues meters =
            computeMeters(store, &active, ResultKey{{2, 0}, quant::kBalanced, 0});
        QCOMPARE(meters.quality.value, QString(QChar(0x2013)));
        QCOMPARE(meters.weights.value, QString(QChar(0x2013)));
    }

    // It is shown as one, and compared with nothing.
    void aSingleRunIsNoMeasurement()
    {
        const ActiveCase active = membraneCase(true);
        const ResultStore once = storeOf(balancedRecord(false, 11));
        const MeterValues early = computeMeters(once, &active, at(quant::kBalanced));
        QCOMPARE(early.latency.caption, QStringLiteral("Slice time, one run"));
        QCOMPARE(early.latency.value, QStringLiteral("11.0 ms"));
        QVERIFY(early.latency.change.isEmpty());
    }

    void withoutReferenceItIsAgreement()
    {
        const ActiveCase active = membraneCase(false);
        ResultStore store = storeOf(balancedRecord(true, 10));
        store.judge(kSeries, test::withoutReference(), 0);
        const MeterValues agreement = computeMeters(store, &active, at(quant::kBalanced));
        QCOMPARE(agreement.quality.caption, QStringLiteral("Agreement with full"));
        QCOMPARE(agreement.quality.value, QStringLiteral("0.900"));
        const MeterValues simulated = computeMeters(store, &active, at(quant::kSimulated16));
        QCOMPARE(simulated.latency.caption, QStringLiteral("Slice time, simulated"));
    }
};

QTEST_GUILESS_MAIN(TestMeterValues)
#include "tst_meter_values.moc"
