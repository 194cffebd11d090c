// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/progress.h"

#include <cstdint>
#include <string>

namespace halftone::train {

/// Where a run stands, whatever it trains.
struct RunProgress {
    std::int64_t step = 0;      ///< steps done
    double seconds = 0;         ///< of training so far, over all resumptions
    std::int64_t evaluated = 0; ///< the step that was evaluated last
};

/// How long a run is, and how often something happens in it.
struct RunLength {
    std::int64_t steps = 0; ///< 0: `minutes` limit it
    double minutes = 0;
    std::int64_t evaluateSteps = 1;
    double checkpointMinutes = 1;
};

/// What happens around the steps of a training. Evaluations go by steps and not by the clock, so
/// that the net that scores best is the same in every run of one seed. Free of LibTorch.
class RunLoop {
public:
    virtual ~RunLoop() = default;
    RunLoop(const RunLoop&) = delete;
    RunLoop& operator=(const RunLoop&) = delete;

    /// To the end of the run. Throws Error{Cancelled} on a stop; then what save() wrote is where
    /// the run goes on: an evaluation that was interrupted is made again.
    void run(const ProgressFn& progress, const StopToken& stop);

protected:
    explicit RunLoop(const RunLength& length) : m_length(length) {}

    [[nodiscard]] virtual RunProgress& state() = 0;
    /// Begins what is said of the progress.
    [[nodiscard]] virtual std::string title() const { return {}; }
    /// Ends with countStep().
    virtual void trainStep() = 0;
    virtual void evaluate(const StopToken& stop) = 0;
    virtual void save() = 0;
    [[nodiscard]] virtual bool endsEarly() { return false; }

    /// Finished share of the run.
    [[nodiscard]] double fraction();
    /// Learning rate at the finished share, from 1 at the start to 0 at the end.
    [[nodiscard]] double cosine();
    /// A step whose loss and gradient were `finite` or not, and which then must have changed no
    /// parameter. True where it is one to be logged. Throws Error{Internal} after too many bad
    /// ones.
    bool countStep(double loss, bool finite);

private:
    void reportProgress(const ProgressFn& progress);

    RunLength m_length;
    double m_loss = 0;
    int m_badSteps = 0; // in a row
};

} // namespace halftone::train
