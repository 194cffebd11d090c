// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/progress.h"
#include "core/base/stop_token.h"
#include "core/model/model.h"
#include "core/nn/calibrate_request.h"
#include "core/pipeline/calibration_images.h"
#include "core/pipeline/foreign_model.h"
#include "core/pipeline/input_scaling.h"
#include "core/pipeline/predictors.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// From a foreign network to a model of ours.
namespace halftone::pipeline {

/// What a file does not say. Everything may be left out.
struct ImportRequest {
    std::string name;  ///< of the card; empty: from the file's
    std::string title; ///< empty: the package's, or the file's name
    std::vector<std::string>
        labels; ///< of the foreground, in order; empty: "foreground", "class 1"
    Modality modality = Modality::Unknown; ///< Unknown: that of the calibration images
    double spacingMm = 0;                  ///< pixels that the network was trained on; 0: any
    std::optional<InputScaling> input;     ///< none: the package's steps, or the rule
    CalibrationImages images;              ///< none: the model runs at 16 and 32 bits alone
    std::vector<quant::Precision> precisions = nn::calibratedPrecisions();
    std::uint64_t seed = 1;
    int threads = 0; ///< 0: all
};

struct ImportedModel {
    model::Model model;
    /// What it was calibrated on: the codes that the model sees when it segments these slices.
    std::vector<nn::CalibrationImage> slices;
    std::string input;    ///< a sentence: how values of an image become its input
    std::string obstacle; ///< why 1 to 8 bits are simulated; empty: they are not
    Findings findings;    ///< those of the file, then those of the import
};

/// The result passes model::validate(); the same request gives the same model. Throws
/// Error{InvalidArgument} for a request that does not fit the network, Error{Unsupported} where
/// LibTorch is missing or a network cannot be taken, what reading the images throws, and
/// Error{Cancelled}.
[[nodiscard]] ImportedModel importModel(const ForeignModel& foreign, const ImportRequest& request,
                                        const ProgressFn& progress, const StopToken& stop);

/// An identifier made of a file's name: "My Net.v2.onnx" gives "my-net-v2".
[[nodiscard]] std::string identifierOf(const std::filesystem::path& file);

/// How much of the float network's mask is left at a precision.
struct Agreement {
    quant::Precision precision;
    bool isSimulated = false;
    std::optional<double> dice; ///< mean over labels, pixels of all slices together; none: the
                                ///< float mask is empty
};

/// Of the precisions, on the middle of each slice (256 x 256 at most). These are the slices that
/// the model was calibrated on: on others it is less.
[[nodiscard]] std::vector<Agreement>
measureAgreement(const Runtime& runtime, const std::shared_ptr<const model::Model>& model,
                 std::span<const nn::CalibrationImage> slices,
                 std::span<const quant::Precision> precisions, const ProgressFn& progress,
                 const StopToken& stop);

} // namespace halftone::pipeline
