// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/log.h"
#include "core/nn/detail/unet.h"
#include "core/train/config.h"
#include "core/train/optimizer.h"
#include "core/train/run_loop.h"

#include <cstdint>
#include <filesystem>
#include <memory>

namespace halftone::train {

/// Exponential moving average of the parameters: smoother than the last step, and what is evaluated
/// and exported.
class MovingAverage {
public:
    /// decay = 0: follows the parameters exactly.
    MovingAverage(const std::vector<nn::NamedTensor>& parameters, double decay);

    void update();
    /// Sets the parameters to their averages.
    void adopt();
    /// Starts again from the parameters as they are.
    void restart();
    /// Exchanges the parameters' values with the averages; twice is nothing.
    void swap();

    [[nodiscard]] std::vector<nn::NamedTensor>& averages() { return m_averages; }
    [[nodiscard]] std::int64_t& updates() { return m_updates; }

private:
    std::vector<torch::Tensor> m_parameters;
    std::vector<nn::NamedTensor> m_averages;
    double m_decay;
    std::int64_t m_updates = 0;
};

/// Where a run stands.
struct RunState : RunProgress {
    double best = -1;      ///< best validation score so far
    int withoutBetter = 0; ///< evaluations since then
    bool pairsStarted = false;
};

/// Writes what export needs, config, state, averages and statistics, into one safetensors file,
/// atomically: 4 bytes a parameter, 5 MB at width 32. `classes`: outputs of the net. Throws
/// Error{FileWrite}.
void writeTrainedNet(const std::filesystem::path& path, const TrainConfig& config, int classes,
                     const RunState& state, const nn::UNet& net, MovingAverage& average);

/// The same with what training needs to go on to the same numbers, parameters and the optimiser's
/// two moments: 16 bytes a parameter, 20 MB at width 32, 11 MB at width 24.
void writeCheckpoint(const std::filesystem::path& path, const TrainConfig& config, int classes,
                     const RunState& state, const nn::UNet& net, AdamW& optimizer,
                     MovingAverage& average);

/// Reads back what writeCheckpoint wrote. Throws Error{FileNotFound}, Error{FileFormat}, and
/// Error{InvalidArgument} where it is of another run than `config` (same_run.h, which may warn in
/// `log`).
[[nodiscard]] RunState readCheckpoint(const std::filesystem::path& path, const TrainConfig& config,
                                      nn::UNet& net, AdamW& optimizer, MovingAverage& average,
                                      const LogFn& log);

/// A checkpoint opened for export: the net holds the averaged parameters.
struct TrainedNet {
    TrainConfig config;
    RunState state;
    std::unique_ptr<nn::UNet> net;
};
[[nodiscard]] TrainedNet readTrainedNet(const std::filesystem::path& path,
                                        const StopToken& stop = {});

} // namespace halftone::train
