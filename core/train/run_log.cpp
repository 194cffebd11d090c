// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/train/run_log.h"

#include "core/base/error.h"
#include "core/train/run_facts.h"

namespace halftone::train {
namespace {

constexpr const char* kSteps = "log.csv";
constexpr const char* kScores = "evaluation.csv";

std::ofstream open(const std::filesystem::path& path, bool append, const char* header)
{
    const bool exists = append && std::filesystem::exists(path);
    std::ofstream file(path, exists ? std::ios::app : std::ios::trunc);
    if (!exists) {
        file << header << std::endl;
    }
    if (!file) {
        throw Error(ErrorCode::FileWrite,
                    "Cannot write '" + path.string() + "'. Check that the folder is writable.");
    }
    return file;
}

std::ofstream openSteps(const std::filesystem::path& folder, bool append)
{
    return open(folder / kSteps, append, "step,minutes,learning_rate,loss,pair_loss,gradient_norm");
}

std::ofstream openScores(const std::filesystem::path& folder, bool append)
{
    return open(folder / kScores, append, "step,minutes,precision,label,dice,foreground_fraction");
}

} // namespace

RunLog::RunLog(const std::filesystem::path& folder, bool append)
    : m_folder(folder), m_steps(openSteps(folder, append)), m_scores(openScores(folder, append))
{
}

void RunLog::goOnFrom(std::int64_t step)
{
    m_steps.close(); // the files are replaced
    m_scores.close();
    dropRowsAfter(m_folder / kSteps, step);
    dropRowsAfter(m_folder / kScores, step);
    m_steps = openSteps(m_folder, true);
    m_scores = openScores(m_folder, true);
}

void RunLog::addStep(const RunState& state, double learningRate, double loss, double pairLoss,
                     double gradientNorm)
{
    m_steps << state.step << ',' << state.seconds / 60 << ',' << learningRate << ',' << loss << ','
            << pairLoss << ',' << gradientNorm << std::endl;
}

void RunLog::addScore(const RunState& state, const PrecisionScore& score)
{
    for (const auto& [label, dice] : score.score.dice) {
        m_scores << state.step << ',' << state.seconds / 60 << ','
                 << quant::toString(score.precision) << ',' << label << ',' << dice << ','
                 << score.score.foregroundFraction << std::endl;
    }
}

} // namespace halftone::train
