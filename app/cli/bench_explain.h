// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/output.h"
#include "core/base/progress.h"
#include "core/engine/integer_engine.h"
#include "core/engine/plan/planner.h"

#include <filesystem>
#include <optional>
#include <string>

/// bench --explain and --calibrate: what a run spends its time on, and what the planner went by.
namespace halftone::cli {

/// What the planner goes by, and where it is from.
struct PlannerCosts {
    std::optional<engine::CostModel> model; ///< none: the engine's built-in costs
    bool measuredNow = false;
    std::filesystem::path file; ///< where the measurement is kept; empty: nowhere
    std::string notKept;        ///< why a measurement could not be kept

    [[nodiscard]] const engine::CostModel* get() const { return model ? &*model : nullptr; }
};

enum class Calibrate {
    Never,    ///< take what is there
    IfNeeded, ///< measure where nothing is kept
    Anew      ///< measure and replace
};

/// A folder that cannot be written is no fault: the measurement then serves this run alone.
[[nodiscard]] PlannerCosts findCosts(engine::Isa isa, Calibrate calibrate, const StopToken& stop);

[[nodiscard]] Json costsJson(const PlannerCosts& costs, engine::Isa isa);
[[nodiscard]] std::string costsText(const Json& costs);

/// Explains `runs` runs after a first one that does not count.
[[nodiscard]] Json explainJson(engine::IntegerEngine& engine, const engine::CostModel& costs,
                               TensorView<const std::uint8_t> input, int classes, int runs,
                               const StopToken& stop, const ProgressFn& progress);
void printExplanation(const Json& explanation);

} // namespace halftone::cli
