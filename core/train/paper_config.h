// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/nn/detail/paper_net.h"
#include "core/train/config.h"
#include "core/train/paper_loss.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace halftone::train {

/// A run of paper mode (SIMULATED: quantized values in float arithmetic), read from JSON with
/// "mode": "paper" (resources/training/paper/*.json). What both kinds of training know has the keys
/// of TrainConfig (by default Adam at 1e-3 without decay and clipping); the rest is in the member
/// "paper":
///   quantizer          "none", "power-of-two", "fixed-point", "sane", "bnn", "ternary"
///   activations        "Q6.0": integer and fraction bits, for the middle three quantizers
///   weights            "Q0.4"
///   block_order        "conv-relu-bn" (the paper's) or "conv-bn-relu"
///   upsampling         "bilinear" (the paper's) or "nearest"
///   initialisation     "published" (quantized convolutions uniform in +-1) or "he"
///   float_ends         true: the first block and the head keep float weights
///   loss               "bce+dice" (EM) or "dice" (GM, NIH)
///   double_sigmoid     true: as the code for EM does it
///   schedule           "multi-step" (times 0.1 at each of `milestones`), "cosine", "constant"
///   milestones         shares of the run; [0.2, 0.4, 0.6, 0.8] is the paper's on EM
///   input              "unit": code / 255; "instance": mean 0, deviation 1 for every crop or slice
///   target             the label, or the name of the background, that the net learns to find
///   statistics         of batch norm where the net is measured: "estimated" on unvaried training
///                      crops, as for Halftone's own models, or "running" from training
///   evaluate_steps     how often the validation slices are scored
/// Length: "steps", "minutes" or "epochs" (as many crops as there are training slices each).
struct PaperConfig {
    enum class Schedule { MultiStep, Cosine, Constant };
    enum class Input { Unit, Instance };
    enum class Statistics { Running, Estimated };

    TrainConfig run; ///< steps is 1 where epochs is given; see totalSteps
    std::int64_t epochs = 0;
    nn::PaperDesign design;
    PaperLoss loss;
    Schedule schedule = Schedule::MultiStep;
    std::vector<double> milestones{0.2, 0.4, 0.6, 0.8};
    Input input = Input::Unit;
    std::string target; ///< empty: the first label
    Statistics statistics = Statistics::Estimated;
    std::int64_t evaluateSteps = 250;

    /// 0 where the run is limited by minutes.
    [[nodiscard]] std::int64_t totalSteps(std::size_t trainingSlices) const;
};

/// "FP", "Q6.0/Q0.4" (activations/weights), "Q8.8" where both are alike, "BNN", "Ternary"; with
/// " sane" behind it for that quantizer.
[[nodiscard]] std::string rowName(const nn::PaperDesign& design);

/// Nothing if the JSON has no "mode": "paper".
/// Throws what parseConfig throws.
[[nodiscard]] std::optional<PaperConfig> parsePaperConfig(const std::string& json,
                                                          const std::string& origin);

/// The same from a file. Throws what readBytes throws, too.
[[nodiscard]] std::optional<PaperConfig> readPaperConfig(const std::filesystem::path& path);

/// The JSON that parsePaperConfig reads back to an equal configuration.
[[nodiscard]] std::string toJson(const PaperConfig& config);

} // namespace halftone::train
