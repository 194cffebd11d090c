// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/quant/precision.h"
#include "core/train/augment.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace halftone::train {

/// An integer precision that gets gradient steps, and how often relative to the others.
struct TrainedPair {
    quant::Precision precision;
    double weight = 1;
};

enum class Arithmetic { Auto, Float32, BFloat16 };

/// A training run, read from JSON (resources/training/*.json; keys are those of the fields in
/// snake_case). Relative paths are relative to the current folder. Free of LibTorch. A run of
/// `steps` gives the same net every time; one of `minutes` goes by the clock. "evaluate_minutes" of
/// older files is read and means nothing.
struct TrainConfig {
    std::filesystem::path dataset; ///< file made by `halftone-cli prepare`
    std::filesystem::path output;  ///< folder of this run, created if absent
    int width = 16;                ///< channels of the first block; the paper's net has 64
    int crop = 224;                ///< side of a training crop, pixels, a multiple of 8
    int batch = 4;
    double minutes = 0;          ///< time limit of the run, over all resumptions; or
    std::int64_t steps = 0;      ///< number of steps; exactly one of the two is given
    double floatFraction = 0.35; ///< share of the run before the integer precisions join
    int pairsPerStep = 2;        ///< integer precisions drawn at every later step
    std::vector<TrainedPair> pairs;
    double learningRate = 2e-3;
    double diceWeight = 0.5; ///< of the Dice loss, beside cross-entropy
    double weightDecay = 1e-2;
    double clipNorm = 5;              ///< largest norm of a gradient step
    double average = 0.998;           ///< moving average of the parameters; 0: none
    std::int64_t evaluateSteps = 250; ///< how often the validation slices are scored
    double checkpointMinutes = 2;
    std::uint64_t seed = 1;
    int threads = 0; ///< of LibTorch; 0: as the runtime was started
    /// Evaluations without a better one, once the integer precisions have joined, after which the
    /// run ends early; 0: never.
    int patience = 0;
    /// Of convolutions in training: Auto is bfloat16 where the processor multiplies it (AVX-512
    /// BF16, CUDA), which halves the time of a step. Whatever is measured is computed in float32.
    Arithmetic arithmetic = Arithmetic::Auto;
    AugmentOptions augmentation;
};

/// Throws Error{FileFormat} or Error{InvalidArgument}, each a sentence naming `origin`, the key,
/// what was expected and what was found. Unknown keys are errors.
[[nodiscard]] TrainConfig parseConfig(const std::string& json, const std::string& origin);

/// No configuration is longer.
inline constexpr std::size_t kMostConfigBytes = std::size_t{1} << 20;

/// Throws what readBytes and parseConfig throw.
[[nodiscard]] TrainConfig readConfig(const std::filesystem::path& path);

/// The JSON that parseConfig reads back to an equal configuration.
[[nodiscard]] std::string toJson(const TrainConfig& config);

} // namespace halftone::train
