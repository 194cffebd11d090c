// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/log.h"
#include "core/base/progress.h"
#include "core/data/dataset_file.h"
#include "core/train/paper_config.h"
#include "core/train/trainer.h"

namespace halftone::train {

/// Paper mode (SIMULATED): trains one row of the paper's tables by its own method, so that it can
/// be set against Halftone's models on the same dataset and split, measured the same way. Leaves in
/// config.run.output:
///   config.json, run.json (version, commit, machine of every start), log.csv (loss per 10 steps),
///   evaluation.csv (validation Dice), curves.svg, last.checkpoint (resume), best.checkpoint (the
///   net with the best Dice of its target), result.json (when the run is over).
/// Equal seeds give equal numbers on one machine; so does a resumed run of "steps" or "epochs".
/// Throws as trainNet.
void trainPaperNet(const PaperConfig& config, const data::Dataset& dataset,
                   const TrainOptions& options, const LogFn& log, const ProgressFn& progress,
                   const StopToken& stop);

} // namespace halftone::train
