// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/progress.h"
#include "core/image/grid/preprocess.h"
#include "core/pipeline/predictors.h"
#include "core/pipeline/tiling.h"

#include <memory>
#include <vector>

namespace halftone::pipeline {

/// Mask of one slice on the oriented grid, and what it cost.
struct SliceResult {
    int slice = 0;
    std::vector<std::uint8_t> labels; ///< [rows, columns] of orientedGeometry()
    std::vector<float> probabilities; ///< [classes, rows, columns]; empty unless asked
    model::PredictionCost cost;       ///< summed over tiles; arenaBytes is the largest
};

/// Segments slice k: prepares, pads to the network's stride by edge replication, cuts into tiles
/// that overlap by the network's reach (reachOf()) where the slice exceeds the spec's tile,
/// predicts, restores; the joined mask equals that of the whole slice, bit for bit. Where the model
/// works on another pixel grid, the class of a pixel is that of the probabilities interpolated
/// there; else the predictor's labels are taken as they are. `pool` speeds the way back up and
/// changes nothing.
[[nodiscard]] SliceResult segmentSlice(model::Predictor& predictor,
                                       const image::PreparedImage& image, const NetworkReach& reach,
                                       int k, bool wantProbabilities, const StopToken& stop,
                                       const ThreadPool* pool = nullptr);

/// The same for a slice whose input codes [height(), width()] are at hand: what is
/// timed (measure.h).
[[nodiscard]] SliceResult segmentCodes(model::Predictor& predictor,
                                       const image::PreparedImage& image, const NetworkReach& reach,
                                       const std::vector<std::uint8_t>& codes,
                                       bool wantProbabilities, const StopToken& stop,
                                       const ThreadPool* pool = nullptr);

/// Throws Error{Unsupported} where segmenting so many slices is out of proportion to the files of
/// the image: below 1 MB together they get 20 s of computing, as reading them does, on two cores by
/// a network of the shipped models' size. Images of no file have no such limit.
void requireWorkInProportion(const image::PreparedImage& image, const NetworkReach& reach,
                             std::size_t slices);

/// A whole volume, slice after slice.
struct VolumeResult {
    LabelMap mask;                    ///< native grid, labels of the model, findings of the image
    std::vector<float> probabilities; ///< [classes, D, H, W] oriented grid; empty unless asked
    /// Of each slice, once, from codes to mask; the first is not warm (measure.h).
    std::vector<double> sliceMilliseconds;
    model::PredictionCost cost; ///< milliseconds summed over slices, arenaBytes the largest
};
/// `mostTileBytes`: Runtime::mostTileBytes, which changes no mask.
/// Throws Error{Cancelled}, Error{OutOfMemory} where the probabilities do not fit, and as
/// requireWorkInProportion().
[[nodiscard]] VolumeResult segmentVolume(model::Predictor& predictor, const model::Model& model,
                                         const image::PreparedImage& image, bool wantProbabilities,
                                         const ProgressFn& progress, const StopToken& stop,
                                         const ThreadPool* pool = nullptr,
                                         double mostTileBytes = kMostTileBytes);

} // namespace halftone::pipeline
