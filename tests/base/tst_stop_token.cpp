// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/base/progress.h"
#include "core/base/stop_token.h"
#include "core/base/stoppable_thread.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

using namespace halftone;

namespace {

static_assert(std::is_nothrow_move_constructible_v<StoppableThread>);
static_assert(!std::is_copy_constructible_v<StoppableThread>);

/// Works until it is asked to stop, then says so.
auto untilStopped(std::atomic<int>& ended)
{
    return [&ended](const StopToken& stop) {
        while (!stop.stopRequested()) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        ++ended;
    };
}

} // namespace

class TestStopToken : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tokenOfNobodyNeverStops()
    {
        const StopToken token;
        QVERIFY(!token.stopRequested());
        throwIfStopped(token);
    }

    void copiesLookAtTheSameSource()
    {
        StopSource source;
        const StopToken early = source.token();
        StopSource copy = source;
        copy.requestStop();
        QVERIFY(source.stopRequested());
        QVERIFY(early.stopRequested());
        QVERIFY(source.token().stopRequested());
        HALFTONE_EXPECT_ERROR(ErrorCode::Cancelled, "", (throwIfStopped(early), 0));
    }

    void otherSourcesAreLeftAlone()
    {
        StopSource one;
        const StopSource other;
        one.requestStop();
        QVERIFY(!other.stopRequested());
    }

    void tokenOutlivesItsSource()
    {
        StopToken token;
        {
            StopSource source;
            token = source.token();
            source.requestStop();
        }
        QVERIFY(token.stopRequested());
    }

    void movedFromSourceAsksNobody()
    {
        StopSource source;
        const StopToken token = source.token();
        StopSource taker = std::move(source);
        source.requestStop(); // NOLINT(bugprone-use-after-move): that it is harmless is the point
        QVERIFY(!source.stopRequested());
        QVERIFY(!source.token().stopRequested());
        QVERIFY(!token.stopRequested());
        taker.requestStop();
        QVERIFY(token.stopRequested());
    }

    void whatIsWrittenBeforeIsSeenAfter()
    {
        for (int round = 0; round < 200; ++round) {
            StopSource source;
            int written = 0; // no atomic: the request itself orders it
            int seen = -1;
            std::thread reader([&written, &seen, token = source.token()] {
                while (!token.stopRequested()) {
                    std::this_thread::yield();
                }
                seen = written;
            });
            written = round;
            source.requestStop();
            reader.join();
            QCOMPARE(seen, round);
        }
    }

    void destructorStopsAndJoins()
    {
        std::atomic<int> ended{0};
        {
            const StoppableThread thread(untilStopped(ended));
        }
        QCOMPARE(ended.load(), 1);
    }

    void joinsOnce()
    {
        std::atomic<int> ended{0};
        StoppableThread thread(untilStopped(ended));
        thread.join();
        QCOMPARE(ended.load(), 1);
        thread.join();
        thread.requestStop();
    }

    void noThreadIsHarmless()
    {
        StoppableThread thread;
        thread.requestStop();
        thread.join();
    }

    void movedThreadGoesOn()
    {
        std::atomic<int> ended{0};
        StoppableThread first(untilStopped(ended));
        StoppableThread second = std::move(first);
        first.requestStop(); // NOLINT(bugprone-use-after-move): no thread any more
        first.join();
        QTest::qSleep(20);
        QCOMPARE(ended.load(), 0);
        second.join();
        QCOMPARE(ended.load(), 1);
    }

    void assignmentEndsTheOldThread()
    {
        std::atomic<int> ended{0};
        StoppableThread thread(untilStopped(ended));
        thread = StoppableThread(untilStopped(ended));
        QCOMPARE(ended.load(), 1); // the new one runs
        thread.requestStop();
        thread.join();
        QCOMPARE(ended.load(), 2);
        thread = StoppableThread(); // one that is joined may be replaced by none
        thread.join();
    }

    void threadMayOutliveWhatStartedIt()
    {
        std::vector<StoppableThread> threads;
        std::atomic<int> ended{0};
        for (int i = 0; i < 8; ++i) {
            threads.emplace_back(untilStopped(ended)); // moves those before
        }
        threads.clear();
        QCOMPARE(ended.load(), 8);
    }

    // The owner's part of the bargain: requestStop() under the lock, then wake.
    void wakesFromACondition()
    {
        for (int round = 0; round < 200; ++round) {
            std::mutex mutex;
            std::condition_variable wake;
            StoppableThread thread([&](const StopToken& stop) {
                std::unique_lock lock(mutex);
                wake.wait(lock, [&] { return stop.stopRequested(); });
            });
            {
                const std::lock_guard lock(mutex);
                thread.requestStop();
            }
            wake.notify_one();
            thread.join();
        }
    }

    void joiningItselfIsAnError()
    {
        std::atomic<bool> refused{false};
        std::atomic<bool> ready{false};
        StoppableThread thread;
        thread = StoppableThread([&](const StopToken&) {
            while (!ready) {
                std::this_thread::yield();
            }
            try {
                thread.join();
            } catch (const std::system_error& error) {
                refused = error.code() == std::errc::resource_deadlock_would_occur;
            }
        });
        ready = true;
        while (!refused) {
            QTest::qSleep(1);
        }
        thread.join();
    }
};

QTEST_GUILESS_MAIN(TestStopToken)
#include "tst_stop_token.moc"
