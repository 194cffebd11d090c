// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/job_runner.h"

#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <chrono>
#include <new>
#include <thread>

using namespace halftone;
using namespace halftone::ui;

namespace {

/// Works until it is told to stop, as the core's long calls do.
void workUntilStopped(const JobContext& context)
{
    for (;;) {
        throwIfStopped(context.stop());
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

} // namespace

class TestJobRunner : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void deliversTheResultOnTheOwningThread()
    {
        JobRunner runner;
        QSignalSpy finished(&runner, &JobRunner::finished);
        std::thread::id workThread;
        std::thread::id deliveryThread;
        int result = 0;
        runner.start(
            [&](const JobContext&) {
                workThread = std::this_thread::get_id();
                return 42;
            },
            [&](int value) {
                deliveryThread = std::this_thread::get_id();
                result = value;
            });
        QVERIFY(runner.isBusy());
        QVERIFY(finished.wait());
        QCOMPARE(result, 42);
        QVERIFY(deliveryThread == std::this_thread::get_id());
        QVERIFY(workThread != deliveryThread);
        QVERIFY(!runner.isBusy());
    }

    void lastRequestWins()
    {
        JobRunner runner;
        QSignalSpy finished(&runner, &JobRunner::finished);
        QSignalSpy cancelled(&runner, &JobRunner::cancelled);
        std::atomic<int> started = 0;
        QList<int> delivered;
        for (int request = 1; request <= 20; ++request) {
            runner.start(
                [&started, request](const JobContext& context) {
                    ++started;
                    if (request < 20) {
                        workUntilStopped(context);
                    }
                    return request;
                },
                [&](int value) { delivered.push_back(value); });
        }
        QVERIFY(finished.wait());
        QCOMPARE(delivered, QList<int>{20});
        QCOMPARE(finished.size(), 1);
        // Superseded jobs are dropped silently: nobody waits for them any more.
        QCOMPARE(cancelled.size(), 0);
        QVERIFY(started <= 20);
    }

    void aStaleResultIsDropped()
    {
        JobRunner runner;
        QSignalSpy finished(&runner, &JobRunner::finished);
        std::atomic<bool> firstDone = false;
        QList<int> delivered;
        runner.start(
            [&](const JobContext&) {
                firstDone = true;
                return 1;
            },
            [&](int value) { delivered.push_back(value); });
        // Finished on its thread, but its delivery is still queued here when the next one starts.
        while (!firstDone) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        runner.start([](const JobContext&) { return 2; },
                     [&](int value) { delivered.push_back(value); });
        QVERIFY(finished.wait());
        QCOMPARE(delivered, QList<int>{2});
    }

    void piecesArriveInOrderAndOnlyWhileCurrent()
    {
        JobRunner runner;
        QSignalSpy finished(&runner, &JobRunner::finished);
        QList<int> pieces;
        runner.start(
            [&pieces](const JobContext& context) {
                for (int i = 0; i < 5; ++i) {
                    context.post([&pieces, i] { pieces.push_back(i); });
                }
            },
            [&] { pieces.push_back(99); });
        QVERIFY(finished.wait());
        QCOMPARE(pieces, (QList<int>{0, 1, 2, 3, 4, 99}));

        pieces.clear();
        std::atomic<bool> posted = false;
        runner.start(
            [&](const JobContext& context) {
                context.post([&] { pieces.push_back(1); });
                posted = true;
                workUntilStopped(context);
            },
            [] {});
        while (!posted) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        runner.cancel();
        QTest::qWait(20);
        QVERIFY(pieces.isEmpty());
    }

    void cancelStopsTheWorkAndAnswersAtOnce()
    {
        JobRunner runner;
        QSignalSpy cancelled(&runner, &JobRunner::cancelled);
        QSignalSpy failed(&runner, &JobRunner::failed);
        std::atomic<bool> running = false;
        std::atomic<bool> left = false;
        bool delivered = false;
        runner.start(
            [&](const JobContext& context) {
                running = true;
                try {
                    workUntilStopped(context);
                } catch (...) {
                    left = true;
                    throw;
                }
            },
            [&] { delivered = true; });
        while (!running) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        runner.cancel();
        QCOMPARE(cancelled.size(), 1);
        QVERIFY(!runner.isBusy());
        QTRY_VERIFY(left);
        QTest::qWait(20);
        QVERIFY(!delivered);
        QCOMPARE(cancelled.size(), 1);
        QCOMPARE(failed.size(), 0);
    }

    void anErrorBecomesFailed_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("code");
        QTest::newRow("halftone") << 0 << static_cast<int>(ErrorCode::FileFormat);
        QTest::newRow("memory") << 1 << static_cast<int>(ErrorCode::OutOfMemory);
        QTest::newRow("other") << 2 << static_cast<int>(ErrorCode::Internal);
    }

    void anErrorBecomesFailed()
    {
        QFETCH(int, kind);
        QFETCH(int, code);
        JobRunner runner;
        QSignalSpy failed(&runner, &JobRunner::failed);
        bool delivered = false;
        const std::uint64_t job = runner.start(
            [kind](const JobContext&) -> int {
                if (kind == 0) {
                    throw Error(ErrorCode::FileFormat, "a.nii is truncated.");
                }
                if (kind == 1) {
                    throw std::bad_alloc();
                }
                throw std::runtime_error("odd");
            },
            [&](int) { delivered = true; });
        QVERIFY(failed.wait());
        QCOMPARE(failed.front()[0].toULongLong(), job);
        QCOMPARE(static_cast<int>(failed.front()[1].value<ErrorCode>()), code);
        if (kind == 0) {
            QCOMPARE(failed.front()[2].toString(), QStringLiteral("a.nii is truncated."));
        }
        QVERIFY(!delivered);
        QVERIFY(!runner.isBusy());
    }

    void progressIsReported()
    {
        JobRunner runner;
        QSignalSpy progressed(&runner, &JobRunner::progressed);
        QSignalSpy finished(&runner, &JobRunner::finished);
        runner.start(
            [](const JobContext& context) {
                const ProgressFn progress = context.progress();
                for (int i = 0; i <= 1000; ++i) {
                    progress(i / 1000.0, "slices");
                }
            },
            [] {});
        QVERIFY(finished.wait());
        QVERIFY(progressed.size() >= 2);
        QVERIFY(progressed.size() < 100); // a flood would block the event loop
        QCOMPARE(progressed.back()[1].toDouble(), 1.0);
        QCOMPARE(progressed.back()[2].toString(), QStringLiteral("slices"));
    }

    void aQueuedLaneLosesNothing()
    {
        JobRunner runner(Lane::Queued);
        QSignalSpy finished(&runner, &JobRunner::finished);
        QList<int> delivered;
        for (int request = 1; request <= 5; ++request) {
            runner.start(
                [request](const JobContext& context) {
                    std::this_thread::sleep_for(std::chrono::milliseconds(5));
                    throwIfStopped(context.stop());
                    return request;
                },
                [&](int value) { delivered.push_back(value); });
        }
        QVERIFY(runner.isBusy());
        QTRY_COMPARE(finished.size(), 5);
        QCOMPARE(delivered, (QList<int>{1, 2, 3, 4, 5}));
        QVERIFY(!runner.isBusy());
    }

    void aFaultInAQueueEndsThatJobAlone()
    {
        JobRunner runner(Lane::Queued);
        QSignalSpy finished(&runner, &JobRunner::finished);
        QSignalSpy failed(&runner, &JobRunner::failed);
        const std::uint64_t bad = runner.start(
            [](const JobContext&) { throw Error(ErrorCode::FileWrite, "The disk is full."); },
            [] {});
        const std::uint64_t good = runner.start([](const JobContext&) {}, [] {});
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(finished.front()[0].toULongLong(), good);
        QCOMPARE(failed.size(), 1);
        QCOMPARE(failed.front()[0].toULongLong(), bad);
    }

    void cancellingAQueueAnswersForEachJob()
    {
        JobRunner runner(Lane::Queued);
        QSignalSpy cancelled(&runner, &JobRunner::cancelled);
        std::atomic<bool> running = false;
        bool delivered = false;
        runner.start(
            [&](const JobContext& context) {
                running = true;
                workUntilStopped(context);
            },
            [&] { delivered = true; });
        runner.start([](const JobContext&) {}, [&] { delivered = true; });
        while (!running) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        runner.cancel();
        QCOMPARE(cancelled.size(), 2);
        QVERIFY(!runner.isBusy());
        QTest::qWait(20);
        QVERIFY(!delivered);
    }

    void theEndOfAQueueWaitsForItsJobs()
    {
        std::atomic<int> done = 0;
        {
            JobRunner runner(Lane::Queued);
            for (int request = 0; request < 3; ++request) {
                runner.start(
                    [&done](const JobContext& context) {
                        std::this_thread::sleep_for(std::chrono::milliseconds(5));
                        throwIfStopped(context.stop());
                        ++done;
                    },
                    [] {});
            }
        }
        QCOMPARE(done.load(), 3);
    }

    void theDestructorStopsAndJoins()
    {
        std::atomic<bool> running = false;
        std::atomic<bool> left = false;
        bool delivered = false;
        {
            JobRunner runner;
            runner.start(
                [&](const JobContext& context) {
                    running = true;
                    try {
                        workUntilStopped(context);
                    } catch (...) {
                        left = true;
                        throw;
                    }
                },
                [&] { delivered = true; });
            while (!running) {
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            }
        }
        QVERIFY(left);
        QTest::qWait(20);
        QVERIFY(!delivered);
    }
};

QTEST_GUILESS_MAIN(TestJobRunner)
#include "tst_job_runner.moc"
