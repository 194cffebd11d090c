// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/log.h"
#include "core/base/progress.h"
#include "core/model/model.h"
#include "core/model/predictor.h"
#include "core/train/checkpoint.h"
#include "core/train/dataset_file.h"

#include <stop_token>

namespace halftone::train {

/// The model file's content from a checkpoint: float path, tables of all 64 integer precisions, and
/// Dice on the validation slices for FP32, every trained precision and W1A1, each computed exactly
/// as the application will, integers by `integerPredictor` (empty: exact fake quantization). Throws
/// Error{Cancelled}, Error{Unsupported}.
[[nodiscard]] model::Model exportTrainedNet(TrainedNet& trained, const Dataset& dataset,
                                            const model::MakePredictor& integerPredictor,
                                            const LogFn& log, const ProgressFn& progress,
                                            const std::stop_token& stop);

} // namespace halftone::train
