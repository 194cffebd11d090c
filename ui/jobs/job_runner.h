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
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <type_traits>
#include <utility>

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

/// One worker thread that runs one job at a time; the last request wins. Starting a job stops the
/// one that runs, forgets the one that waits, and makes whatever they still deliver stale: stale
/// results are dropped, never shown. All members belong to the thread that owns the runner; results
/// arrive there through its event loop. The destructor stops the job and waits for it.
class JobRunner : public QObject {
    Q_OBJECT

public:
    explicit JobRunner(QObject* parent = nullptr);
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

    /// Stops the current job; cancelled() follows at once, although the worker may need a moment.
    void cancel();
    /// A job was started whose end was not delivered yet.
    [[nodiscard]] bool isBusy() const noexcept { return m_current != 0; }

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

    std::uint64_t enqueue(Body body);
    void work(const StopToken& quit);
    void execute(const Pending& job);
    /// From any thread: runs `call` here unless `job` is stale by then.
    void postIfCurrent(std::uint64_t job, std::function<void()> call);
    void end(std::uint64_t job);

    std::uint64_t m_lastNumber = 0;
    std::uint64_t m_current = 0; ///< 0: none; touched by the owning thread only
    StopSource m_stop;           ///< of the current job
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::optional<Pending> m_pending; ///< guarded by m_mutex
    StoppableThread m_thread;
};

} // namespace halftone::ui
