// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/train/run_loop.h"

#include "core/base/error.h"
#include "core/base/text.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace halftone::train {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kMaxBadSteps = 20;       // in a row without a finite loss
constexpr std::int64_t kLogEvery = 10; // steps

} // namespace

void RunLoop::run(const ProgressFn& progress, const StopToken& stop)
{
    RunProgress& now = state();
    const double before = now.seconds;
    const Clock::time_point start = Clock::now();
    const auto readClock = [&] {
        now.seconds = before + std::chrono::duration<double>(Clock::now() - start).count();
    };
    double saved = before;
    while (true) {
        const bool over = fraction() >= 1.0 || endsEarly();
        if (now.evaluated < now.step && (over || now.step % m_length.evaluateSteps == 0)) {
            save(); // while this is measured, a stop, even a rough one, loses nothing
            evaluate(stop);
            now.evaluated = now.step;
            readClock();
            saved = now.seconds;
            continue; // the run may end early now
        }
        if (over) {
            break;
        }
        if (stop.stopRequested()) {
            save();
            throwIfStopped(stop);
        }
        trainStep();
        readClock();
        reportProgress(progress);
        if (now.seconds - saved > 60 * m_length.checkpointMinutes) {
            save();
            saved = now.seconds;
        }
    }
    save();
}

double RunLoop::fraction()
{
    return m_length.steps > 0
               ? static_cast<double>(state().step) / static_cast<double>(m_length.steps)
               : state().seconds / (60 * m_length.minutes);
}

double RunLoop::cosine()
{
    constexpr double kPi = 3.141592653589793;
    return 0.5 * (1.0 + std::cos(kPi * std::min(1.0, fraction())));
}

bool RunLoop::countStep(double loss, bool finite)
{
    m_loss = loss;
    m_badSteps = finite ? 0 : m_badSteps + 1;
    if (m_badSteps >= kMaxBadSteps) {
        throw Error(ErrorCode::Internal,
                    "Training diverged: the loss was not finite for " + std::to_string(kMaxBadSteps)
                        + " steps up to step " + std::to_string(state().step)
                        + ". Lower 'learning_rate'; the last checkpoint is whole.");
    }
    ++state().step;
    return state().step % kLogEvery == 0;
}

void RunLoop::reportProgress(const ProgressFn& progress)
{
    const double done = std::min(1.0, fraction());
    const double left = done > 0 ? state().seconds * (1.0 - done) / done : 0.0;
    halftone::reportProgress(progress, done,
                             title() + "step " + std::to_string(state().step) + ", loss "
                                 + formatNumber(m_loss, 4) + ", about "
                                 + std::to_string(std::lround(left / 60)) + " min left");
}

} // namespace halftone::train
