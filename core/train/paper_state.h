// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/log.h"
#include "core/base/statistics.h"
#include "core/nn/detail/paper_net.h"
#include "core/train/optimizer.h"
#include "core/train/paper_config.h"
#include "core/train/run_loop.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace halftone::train {

/// Validation Dice of the labels a net can tell: counts pooled over a case, then over cases.
struct PaperScore {
    std::int64_t step = 0;
    double minutes = 0;
    std::map<std::string, Summary> labels;
    double foregroundFraction = 0; ///< of all predicted pixels: 0 or 1 shows a collapse
};

/// Where a run stands.
struct PaperState : RunProgress {
    std::optional<PaperScore> best, last;
};

/// What a row's weights take, by its name and in truth. Without the running statistics, which fold
/// into batch norm's two numbers a channel.
struct PaperStorage {
    std::int64_t parameters = 0;
    int nominalBits = 32;    ///< what the row's name says, of every parameter
    int codeBits = 32;       ///< what telling a quantized weight's values apart takes, whole bits
    std::int64_t levels = 0; ///< how many values that is; 0: full precision
    std::int64_t nominalBytes = 0;
    /// Quantized weights at codeBits, a scale per channel where they have one, the rest as float.
    std::int64_t honestBytes = 0;
};

/// Of FixedPoint and Sane the values they can give count; of PowerOfTwo, whose small exponents have
/// no end, those between the largest and the smallest one in use.
[[nodiscard]] PaperStorage storageOf(const nn::PaperNet& net);

/// Everything a run needs to go on, or (without `optimizer`) a trained net, in one safetensors
/// file. Atomic. Throws Error{FileWrite}.
void writePaperCheckpoint(const std::filesystem::path& path, const PaperConfig& config,
                          const PaperState& state, const nn::PaperNet& net, AdamW* optimizer);

/// Reads back what writePaperCheckpoint wrote with an optimiser. Throws Error{FileNotFound},
/// Error{FileFormat}, and Error{InvalidArgument} where it is of another run than `config`
/// (same_run.h, which may warn in `log`).
[[nodiscard]] PaperState readPaperCheckpoint(const std::filesystem::path& path,
                                             const PaperConfig& config, nn::PaperNet& net,
                                             AdamW& optimizer, const LogFn& log);

/// result.json of a finished run: row, that it is simulated, bits, bytes, Dice. Atomic. Throws
/// Error{FileWrite}.
void writePaperResult(const std::filesystem::path& path, const PaperConfig& config,
                      const std::string& dataset, const PaperState& state,
                      const PaperStorage& storage);

} // namespace halftone::train
