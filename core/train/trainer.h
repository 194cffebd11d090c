// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/log.h"
#include "core/base/progress.h"
#include "core/data/dataset_file.h"
#include "core/train/config.h"

#include <string>

namespace halftone::train {

/// How a run begins and where it computes.
struct TrainOptions {
    bool resume = false;              ///< continue from <output>/last.checkpoint
    std::string device = "cpu";       ///< "cpu" or "cuda"
    std::filesystem::path configFile; ///< noted in run.json
};

/// Any-precision training (paper.md 3.3 in its simplest honest form): a float phase, then every
/// step a float pass and some integer precisions drawn by weight, which learn from the labels and
/// from the float pass. Leaves in config.output:
///   config.json, last.checkpoint (resume), best.checkpoint (export), log.csv (loss per 10 steps),
///   evaluation.csv (validation Dice per precision), curves.svg (both), run.json (each start).
/// Throws Error{Cancelled} on a stop after writing last.checkpoint, Error{FileWrite},
/// Error{InvalidArgument} (data), Error{Unsupported} (device), Error{Internal} if the loss stays
/// not finite. Without `resume` a folder that holds a training is refused, with it a configuration
/// of another run (same_run.h): Error{InvalidArgument}, and the folder stays as it was. Equal seeds
/// give equal checkpoints on one machine's processor with one number of threads, also of a resumed
/// run, if `steps` limit it; for CUDA see deviceNamed.
void trainNet(const TrainConfig& config, const data::Dataset& dataset, const TrainOptions& options,
              const LogFn& log, const ProgressFn& progress, const StopToken& stop);

} // namespace halftone::train
