// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/log.h"
#include "core/base/progress.h"
#include "core/data/dataset_file.h"
#include "core/model/model.h"
#include "core/model/predictor.h"
#include "core/train/checkpoint.h"

namespace halftone::train {

/// The model file's content from a checkpoint: float path, tables of all 64 integer precisions, and
/// Dice on the validation slices for FP32, every trained precision and W1A1, each computed exactly
/// as the application will, integers by `integerPredictor` (empty: exact fake quantization). Throws
/// Error{Cancelled}, Error{Unsupported}.
[[nodiscard]] model::Model exportTrainedNet(TrainedNet& trained, const data::Dataset& dataset,
                                            const model::MakePredictor& integerPredictor,
                                            const LogFn& log, const ProgressFn& progress,
                                            const StopToken& stop);

} // namespace halftone::train
