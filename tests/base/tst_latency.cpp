// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/latency.h"

#include <QTest>

#include <numeric>
#include <vector>

using namespace halftone;

class TestLatency : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsMeasuredFromNothing()
    {
        const Latency none = summarizeLatency({});
        QCOMPARE(none.runs, std::size_t{0});
        QCOMPARE(none.medianMs, 0.0);
        QVERIFY(!none.isMeasured() && !none.p95Ms);
    }

    void fiveRunsAreAMeasurement()
    {
        const std::vector<double> four{4, 1, 3, 2};
        QVERIFY(!summarizeLatency(four).isMeasured());
        QCOMPARE(summarizeLatency(four).medianMs, 2.5);
        const std::vector<double> five{5, 1, 4, 2, 3};
        const Latency latency = summarizeLatency(five);
        QVERIFY(latency.isMeasured());
        QCOMPARE(latency.medianMs, 3.0);
        QCOMPARE(latency.lowerQuartileMs, 2.0);
        QCOMPARE(latency.upperQuartileMs, 4.0);
    }

    void tenRunsCanBeRanked()
    {
        std::vector<double> runs(9);
        std::iota(runs.begin(), runs.end(), 1.0);
        QVERIFY(!summarizeLatency(runs).isRanked());
        runs.push_back(10);
        QVERIFY(summarizeLatency(runs).isRanked());
        QCOMPARE(summarizeLatency(runs).medianBetweenMs, (Interval{2, 9}));
    }

    void runsOfABusyMachineAreNotRanked()
    {
        const std::vector<double> runs(20, 5.0);
        Latency latency = summarizeLatency(runs);
        QVERIFY(latency.isRanked());
        latency.busy = true;
        QVERIFY(latency.isMeasured() && !latency.isRanked());

        QCOMPARE(waitedShare(0.5, 1, 2), 0.25);
        QCOMPARE(waitedShare(-0.5, 1, 2), 0.0); // a thread ended meanwhile
        QCOMPARE(waitedShare(0.5, 0, 2), 0.0);
        const std::vector<double> fewDisturbed{0, 0, 0.9, 0, 0.9};
        QVERIFY(!isBusy(fewDisturbed)); // the median does not feel them
        const std::vector<double> mostDisturbed{0.2, 0, 0.9, 0.3, 0};
        QVERIFY(isBusy(mostDisturbed));
        QVERIFY(!isBusy({}));
    }

    void a95thPercentileTakesTwentyRuns()
    {
        std::vector<double> runs(19);
        std::iota(runs.begin(), runs.end(), 1.0);
        QVERIFY(!summarizeLatency(runs).p95Ms);
        runs.push_back(20);
        QCOMPARE(summarizeLatency(runs).p95Ms.value(), 19.0);
        runs.resize(100);
        std::iota(runs.begin(), runs.end(), 1.0);
        QCOMPARE(summarizeLatency(runs).medianMs, 50.5);
        QCOMPARE(summarizeLatency(runs).p95Ms.value(), 95.0);
    }
};

QTEST_GUILESS_MAIN(TestLatency)
#include "tst_latency.moc"
