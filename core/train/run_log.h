// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/train/checkpoint.h"
#include "core/train/evaluation.h"

#include <cstdint>
#include <filesystem>
#include <fstream>

namespace halftone::train {

/// The two tables of a training folder: log.csv and evaluation.csv. A resumed run appends.
class RunLog {
public:
    /// Throws Error{FileWrite}.
    RunLog(const std::filesystem::path& folder, bool append);

    /// To be called when a resumed run has read its checkpoint: drops what was logged after `step`.
    void goOnFrom(std::int64_t step);

    void addStep(const RunState& state, double learningRate, double loss, double pairLoss,
                 double gradientNorm);
    /// One row a label.
    void addScore(const RunState& state, const PrecisionScore& score);

private:
    std::filesystem::path m_folder;
    std::ofstream m_steps;
    std::ofstream m_scores;
};

} // namespace halftone::train
