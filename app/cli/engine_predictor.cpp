// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/engine_predictor.h"

#include "core/base/parallel.h"
#include "core/engine/integer_engine.h"
#include "core/engine/plan/cost_file.h"

#include <memory>
#include <utility>

namespace halftone::cli {

model::MakePredictor integerEngine(int threads)
{
    const auto pool = std::make_shared<const ThreadPool>(threads);
    const engine::Isa isa = engine::chooseIsa();
    const auto costs = engine::readCosts(engine::costFolder(), isa);
    return
        [pool, isa, costs](std::shared_ptr<const model::Model> model, quant::Precision precision) {
            engine::EngineOptions options;
            options.pool = pool.get();
            options.isa = isa;
            options.costs = costs ? &*costs : nullptr;
            return engine::makeIntegerPredictor(std::move(model), precision, options);
        };
}

} // namespace halftone::cli
