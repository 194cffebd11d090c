// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/base/progress.h"
#include "core/base/stoppable_thread.h"

#include <QObject>
#include <QString>

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <type_traits>
#include <utility>
#include <vector>

namespace halftone::ui {

class JobRunner;

/// What a job sees of its runner while it runs on the worker thread.
class JobContext {
public:
    [[nodiscard]] const StopToken& stop() const noexcept { return m_stop; }
    /// For core calls: becomes JobRunner::progressed, at most every 30 ms.
    [[nodiscard]] ProgressFn progress() const;
    /// Runs `deliver` on the runner's thread, in order, unless the job is stale by then. For
    /// results that come in pieces.
    void post(std::function<void()> deliver) const;

private:
    friend class JobRunner;
    JobContext(JobRunner& runner, std::uint64_t job, StopToken stop)
        : m_runner(&runner), m_job(job), m_stop(std::move(stop))
    {
    }

    JobRunner* m_runner;
    std::uint64_t m_job;
    StopToken m_stop;
};

/// What becomes of a job when the next one is started.
enum class Lane {
    LatestWins, ///< it is stopped and forgotten, for what is looked at: files, slices
    Queued,     ///< it is finished first, for what must not be lost: saves, exports
};

/// One worker thread that runs one job at a time. In a lane where the latest wins, starting a job
/// stops the one that runs, forgets the one that waits, and makes whatever they still deliver
/// stale: stale results are dropped, never shown. In a queued lane every job comes to its end, in
/// order. All members belong to the thread that owns the runner; results arrive there through its
/// event loop. The destructor stops the job of a lane where the latest wins; a queued lane first
/// finishes what was started, and delivers nothing any more.
class JobRunner : public QObject {
    Q_OBJECT

public:
    explicit JobRunner(Lane lane = Lane::LatestWins, QObject* parent = nullptr);
    ~JobRunner() override;

    /// Runs `work(context)` on the worker thread, then `deliver(result)` on this thread. Both are
    /// copied. What `work` throws becomes failed() or, for Error{Cancelled}, cancelled(). Returns
    /// the job's number, which grows by one each time.
    template <typename Work, typename Deliver>
    std::uint64_t start(Work work, Deliver deliver)
    {
        using Result = std::invoke_result_t<Work&, const JobContext&>;
        return enqueue([work = std::move(work), deliver = std::move(deliver)](
                           const JobContext& context) mutable -> std::function<void()> {
            if constexpr (std::is_void_v<Result>) {
                work(context);
                return [deliver]() mutable { deliver(); };
            } else {
                auto result = std::make_shared<Result>(work(context));
                return [result, deliver]() mutable { deliver(std::move(*result)); };
            }
        });
    }

    /// Stops every job; cancelled() follows at once for each, although the worker may need a
    /// moment.
    void cancel();
    /// A job was started whose end was not delivered yet.
    [[nodiscard]] bool isBusy() const noexcept { return !m_alive.empty(); }

Q_SIGNALS:
    void progressed(quint64 job, double fraction, const QString& what);
    /// After the result was delivered.
    void finished(quint64 job);
    void failed(quint64 job, halftone::ErrorCode code, const QString& text);
    void cancelled(quint64 job);

private:
    friend class JobContext;
    using Body = std::function<std::function<void()>(const JobContext&)>;
    struct Pending {
        std::uint64_t number = 0;
        Body body;
        StopToken stop;
    };
    struct Posted {
        std::uint64_t job = 0;
        std::function<void()> call;
    };

    std::uint64_t enqueue(Body body);
    void work(const StopToken& quit);
    void execute(const Pending& job);
    /// From any thread: runs `call` here unless `job` is stale by then.
    void postIfAlive(std::uint64_t job, std::function<void()> call);
    Q_INVOKABLE void deliverNext();
    void end(std::uint64_t job) { m_alive.erase(job); }
    /// Stops and forgets all jobs; gives their numbers.
    std::vector<std::uint64_t> stopAll();

    Lane m_lane;
    std::uint64_t m_lastNumber = 0;
    std::map<std::uint64_t, StopSource> m_alive; ///< touched by the owning thread only
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Pending> m_pending; ///< guarded by m_mutex
    std::deque<Posted> m_posted;   ///< guarded by m_mutex
    StoppableThread m_thread;
};

} // namespace halftone::ui
