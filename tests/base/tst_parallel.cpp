// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/parallel.h"
#include "core/base/progress.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace halftone;

class TestParallel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyIndexOnce_data()
    {
        QTest::addColumn<int>("threads");
        QTest::newRow("calling thread") << 1;
        QTest::newRow("two") << 2;
        QTest::newRow("more than cores") << 7;
    }
    void everyIndexOnce()
    {
        QFETCH(int, threads);
        const ThreadPool pool(threads);
        QCOMPARE(pool.threads(), threads);
        std::vector<std::atomic<int>> visits(1009);
        pool.parallelFor(visits.size(), [&](std::size_t i) { ++visits[i]; });
        for (const std::atomic<int>& count : visits) {
            QCOMPARE(count.load(), 1);
        }
        pool.parallelFor(0, [](std::size_t) { QFAIL("no index to visit"); });
    }

    void exceptionReachesTheCaller_data() { everyIndexOnce_data(); }
    void exceptionReachesTheCaller()
    {
        QFETCH(int, threads);
        const ThreadPool pool(threads);
        const auto fail = [](std::size_t i) {
            if (i == 3) {
                throw Error(ErrorCode::OutOfMemory, "index three");
            }
        };
        HALFTONE_EXPECT_ERROR(ErrorCode::OutOfMemory, "index three",
                              (pool.parallelFor(100, fail), 0));
        std::atomic<int> after{0};
        pool.parallelFor(10, [&](std::size_t) { ++after; }); // the pool still works
        QCOMPARE(after.load(), 10);
    }

    void severalCallers()
    {
        const ThreadPool pool(2);
        std::atomic<int> sum{0};
        {
            std::vector<std::jthread> callers;
            for (int n = 0; n < 4; ++n) {
                callers.emplace_back([&] { pool.parallelFor(250, [&](std::size_t) { ++sum; }); });
            }
        }
        QCOMPARE(sum.load(), 1000);
    }

    void zeroMeansAllCores() { QVERIFY(ThreadPool(0).threads() >= 1); }

    void stopTokenThrows()
    {
        StopSource source;
        throwIfStopped(source.token());
        source.requestStop();
        HALFTONE_EXPECT_ERROR(ErrorCode::Cancelled, "cancelled",
                              (throwIfStopped(source.token()), 0));
    }

    void progressIsClampedAndOptional()
    {
        double seen = -1;
        reportProgress([&](double fraction, std::string_view) { seen = fraction; }, 1.5);
        QCOMPARE(seen, 1.0);
        reportProgress({}, 0.5, "nobody listens");
    }
};

QTEST_GUILESS_MAIN(TestParallel)
#include "tst_parallel.moc"
