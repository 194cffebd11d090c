// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/parallel.h"
#include "core/engine/integer_engine.h"
#include "core/engine/plan/cost_model.h"
#include "core/eval/dice.h"
#include "core/model/model.h"
#include "core/model/predictor.h"
#include "core/pipeline/tiling.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// The only place where predictors meet images.
namespace halftone::pipeline {

/// What a prediction runs on. Plain handles, shared freely.
struct Runtime {
    std::shared_ptr<const ThreadPool> pool;
    engine::Isa isa = engine::Isa::Portable;
    std::optional<engine::CostModel> costs{}; ///< of this machine; none: built-in ones
    /// waitedForCpuSeconds(), by which runs on a busy machine are told; empty: none is.
    std::function<std::optional<double>()> waited{};
    /// availableMemoryBytes(), by which runs that would not fit are refused; empty: none is.
    std::function<std::optional<std::size_t>()> availableBytes{};
    /// Most bytes that the maps of one tile may take (tiling.h): less where memory is short. The
    /// masks are the same.
    double mostTileBytes = kMostTileBytes;
};

/// A runtime with `threads` (0: all), the best ISA (or the forced one), and what the planner knows
/// of this machine if it was ever measured (halftone-cli bench --calibrate).
[[nodiscard]] Runtime makeRuntime(int threads = 0);

/// Whether makePredictor() computes a precision in floats that are rounded, so that its times are
/// not those of that precision: W16A16, and 1..8 bits of an imported model where the engine lacks
/// the operations or the model a table.
[[nodiscard]] bool isSimulated(const model::Model& model, quant::Precision precision);

/// The integer engine for 1..8 bits; the float net (halftone_torch, loaded on first use) for
/// FP32 and W16A16, and for what isSimulated(). Throws Error{Unsupported}.
[[nodiscard]] std::unique_ptr<model::Predictor>
makePredictor(const Runtime& runtime, std::shared_ptr<const model::Model> model,
              quant::Precision precision);

/// FP32 if the model has float weights and halftone_torch is installed, else W8A8.
[[nodiscard]] quant::Precision fullPrecision(const model::Model& model);

/// What is scored for a model: its labels, the named background, its unions, in card order.
[[nodiscard]] std::vector<eval::Structure> structuresOf(const model::Model& model);

} // namespace halftone::pipeline
