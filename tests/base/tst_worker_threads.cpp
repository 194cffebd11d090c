// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// The pool of builds without oneTBB, whether this one has it or not.
#include "core/base/worker_threads.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <atomic>
#include <set>
#include <thread>
#include <vector>

using namespace halftone;

class TestWorkerThreads : public QObject {
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
        WorkerThreads pool(threads);
        QCOMPARE(pool.threads(), threads);
        for (const std::size_t count : {0U, 1U, 2U, 3U, 1009U}) {
            std::vector<std::atomic<int>> visits(count);
            pool.parallelFor(count, [&](std::size_t i) { ++visits[i]; });
            for (const std::atomic<int>& visited : visits) {
                QCOMPARE(visited.load(), 1);
            }
        }
    }

    /// Bodies that wait for each other end only where they really run at once.
    void allThreadsTakePart()
    {
        constexpr int kThreads = 4;
        WorkerThreads pool(kThreads);
        std::atomic<int> arrived{0};
        std::mutex mutex;
        std::set<std::thread::id> ids;
        pool.parallelFor(kThreads, [&](std::size_t) {
            {
                const std::lock_guard lock(mutex);
                ids.insert(std::this_thread::get_id());
            }
            ++arrived;
            while (arrived.load() < kThreads) {
                std::this_thread::yield();
            }
        });
        QCOMPARE(ids.size(), std::size_t{kThreads});
        QVERIFY(ids.count(std::this_thread::get_id()) == 1);
    }

    void exceptionReachesTheCaller_data() { everyIndexOnce_data(); }
    void exceptionReachesTheCaller()
    {
        QFETCH(int, threads);
        WorkerThreads pool(threads);
        std::atomic<std::size_t> begun{0};
        const auto fail = [&](std::size_t i) {
            ++begun;
            if (i >= 3) {
                throw Error(ErrorCode::OutOfMemory, "index three or more");
            }
        };
        constexpr std::size_t kMany = 1000000;
        HALFTONE_EXPECT_ERROR(ErrorCode::OutOfMemory, "index three or more",
                              (pool.parallelFor(kMany, fail), 0));
        // What had not begun was skipped: every thread can fail once.
        QVERIFY(begun.load() <= 3 + static_cast<std::size_t>(threads));
        std::atomic<int> after{0};
        pool.parallelFor(10, [&](std::size_t) { ++after; }); // the pool still works
        QCOMPARE(after.load(), 10);
    }

    /// Many short calls, in which threads come late and leave early.
    void severalCallers()
    {
        WorkerThreads pool(3);
        std::atomic<int> sum{0};
        std::vector<std::thread> callers;
        for (int n = 0; n < 4; ++n) {
            callers.emplace_back([&] {
                for (int call = 0; call < 500; ++call) {
                    int own = 0; // a body that runs after its call would write to a dead frame
                    std::mutex mutex;
                    pool.parallelFor(5, [&](std::size_t) {
                        const std::lock_guard lock(mutex);
                        ++own;
                    });
                    sum += own;
                }
            });
        }
        for (std::thread& caller : callers) {
            caller.join();
        }
        QCOMPARE(sum.load(), 4 * 500 * 5);
    }

    void bodiesMayCallToo()
    {
        WorkerThreads pool(3);
        std::atomic<int> sum{0};
        pool.parallelFor(6, [&](std::size_t) {
            pool.parallelFor(
                7, [&](std::size_t) { pool.parallelFor(2, [&](std::size_t) { ++sum; }); });
        });
        QCOMPARE(sum.load(), 6 * 7 * 2);
    }

    /// A fault of an inner call is one of the body that made it.
    void innerExceptionsPass()
    {
        WorkerThreads pool(3);
        const auto outer = [&](std::size_t) {
            pool.parallelFor(4, [](std::size_t i) {
                if (i == 2) {
                    throw Error(ErrorCode::OutOfMemory, "inside");
                }
            });
        };
        HALFTONE_EXPECT_ERROR(ErrorCode::OutOfMemory, "inside", (pool.parallelFor(4, outer), 0));
    }

    void unusedPoolsEnd()
    {
        for (int threads = 1; threads < 20; ++threads) {
            const WorkerThreads pool(threads);
            QCOMPARE(pool.threads(), threads);
        }
    }
};

QTEST_GUILESS_MAIN(TestWorkerThreads)
#include "tst_worker_threads.moc"
