// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/job_runner.h"

#include "ui/document/finding_text.h"

#include <QMetaObject>

#include <chrono>
#include <exception>
#include <new>
#include <string>

namespace halftone::ui {

ProgressFn JobContext::progress() const
{
    using Clock = std::chrono::steady_clock;
    // Core may report every tile; a progress bar needs no more than thirty pictures a second.
    auto last = std::make_shared<Clock::time_point>();
    return [runner = m_runner, job = m_job, last](double fraction, std::string_view what) {
        const Clock::time_point now = Clock::now();
        if (fraction < 1.0 && now - *last < std::chrono::milliseconds(30)) {
            return;
        }
        *last = now;
        const QString text = coreText(std::string(what));
        runner->postIfAlive(
            job, [runner, job, fraction, text] { Q_EMIT runner->progressed(job, fraction, text); });
    };
}

void JobContext::post(std::function<void()> deliver) const
{
    m_runner->postIfAlive(m_job, std::move(deliver));
}

JobRunner::JobRunner(Lane lane, QObject* parent) : QObject(parent), m_lane(lane)
{
    m_thread = StoppableThread([this](const StopToken& quit) { work(quit); });
}

JobRunner::~JobRunner()
{
    if (m_lane == Lane::LatestWins) {
        stopAll();
    }
    {
        const std::lock_guard lock(m_mutex); // not between the worker's look and its wait
        m_thread.requestStop();
    }
    m_wake.notify_one();
    // Joined here, not by the member's destructor: the worker uses the other members until its end.
    m_thread.join();
}

std::vector<std::uint64_t> JobRunner::stopAll()
{
    std::vector<std::uint64_t> numbers;
    for (auto& [number, stop] : m_alive) {
        stop.requestStop();
        numbers.push_back(number);
    }
    m_alive.clear();
    const std::lock_guard lock(m_mutex);
    m_pending.clear();
    return numbers;
}

std::uint64_t JobRunner::enqueue(Body body)
{
    if (m_lane == Lane::LatestWins) {
        stopAll();
    }
    const std::uint64_t number = ++m_lastNumber;
    const StopToken stop = m_alive[number].token();
    {
        const std::lock_guard lock(m_mutex);
        m_pending.push_back({number, std::move(body), stop});
    }
    m_wake.notify_one();
    return number;
}

void JobRunner::cancel()
{
    for (const std::uint64_t number : stopAll()) {
        Q_EMIT cancelled(number);
    }
}

void JobRunner::work(const StopToken& quit)
{
    for (;;) {
        Pending job;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [&] { return !m_pending.empty() || quit.stopRequested(); });
            if (m_pending.empty()) {
                return; // a queued lane ends when everything is done
            }
            job = std::move(m_pending.front());
            m_pending.pop_front();
        }
        execute(job);
    }
}

void JobRunner::execute(const Pending& job)
{
    const std::uint64_t number = job.number;
    const auto fail = [this, number](ErrorCode code, const QString& text) {
        postIfAlive(number, [this, number, code, text] {
            end(number);
            Q_EMIT failed(number, code, text);
        });
    };
    try {
        std::function<void()> deliver = job.body(JobContext(*this, number, job.stop));
        postIfAlive(number, [this, number, deliver = std::move(deliver)] {
            // Ended first, so that `deliver` may start the next job.
            end(number);
            deliver();
            Q_EMIT finished(number);
        });
    } catch (const std::exception& fault) {
        const Error error = asError(fault);
        if (error.code() == ErrorCode::Cancelled) {
            postIfAlive(number, [this, number] {
                end(number);
                Q_EMIT cancelled(number);
            });
        } else {
            fail(error.code(), textOf(error));
        }
    }
}

void JobRunner::postIfAlive(std::uint64_t job, std::function<void()> call)
{
    // What passes between the threads passes under our mutex, and Qt's queue carries no values: the
    // thread sanitizer does not see the locks of QtCore, which is built without it.
    {
        const std::lock_guard lock(m_mutex);
        m_posted.push_back({job, std::move(call)});
    }
    // `this` outlives the worker (the destructor joins), and Qt drops calls queued to a dead
    // object.
    QMetaObject::invokeMethod(this, "deliverNext", Qt::QueuedConnection);
}

void JobRunner::deliverNext()
{
    Posted next;
    {
        const std::lock_guard lock(m_mutex);
        next = std::move(m_posted.front()); // one for each call that is queued
        m_posted.pop_front();
    }
    if (m_alive.contains(next.job)) {
        next.call();
    }
}

} // namespace halftone::ui
