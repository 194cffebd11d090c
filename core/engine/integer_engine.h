// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/parallel.h"
#include "core/engine/algorithm.h"
#include "core/engine/isa.h"
#include "core/model/model.h"
#include "core/model/predictor.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// The integer engine: from u8 input codes to int32 logits without a float. Results are bit-exact
/// for every ISA and thread count and equal referenceLogits().
namespace halftone::engine {

/// Figures of a prepared network; see shared memory terms in ARCHITECTURE.md.
struct PlanInfo {
    Isa isa = Isa::Portable;
    int threads = 1;
    std::size_t arenaBytes = 0;  ///< all activations of one run, for the last shape
    std::size_t packedBytes = 0; ///< weights in kernel layout
    std::size_t weightBytes = 0; ///< weights at rest at this precision
};

/// A value computed inside the network, for tests that compare layer by layer.
struct LayerTrace {
    int node = 0;
    std::string name;
    std::vector<std::uint8_t> codes; ///< [C,H,W]
};

/// What the planner expects of one algorithm.
struct AlgorithmEstimate {
    Algorithm algorithm = Algorithm::Direct;
    double milliseconds = 0; ///< on all threads of the engine
};

/// What one step of a run was and cost.
struct LayerCost {
    int node = 0;     ///< in Network::nodes; model::kInputValue for the packing of the input
    std::string name; ///< the node's, or "input"
    int channels = 0; ///< of what the step writes, as height and width
    int height = 0;
    int width = 0;
    std::optional<Algorithm> algorithm; ///< convolutions only
    double gmac = 0; ///< multiply-accumulates of the direct form / 1e9, whatever the algorithm; 0
                     ///< where nothing is multiplied
    double milliseconds = 0;                  ///< wall-clock time
    std::vector<AlgorithmEstimate> estimates; ///< convolutions: of every legal algorithm
};

/// Sees every step of a run when it is done. `codes` copies what the step wrote, [C,H,W], while the
/// call lasts: empty for the packing of the input and for the head, whose logits run() returns.
using CopyCodes = std::function<std::vector<std::uint8_t>()>;
using SeeStep = std::function<void(const LayerCost& cost, const CopyCodes& codes)>;

struct CostModel;

/// Options of an engine. `pool` is borrowed and must outlive it; null runs on the calling thread.
struct EngineOptions {
    const ThreadPool* pool = nullptr;
    Isa isa = Isa::Portable; ///< callers pass chooseIsa()
    /// For tests and comparisons: this algorithm wherever it is legal, else Direct. Without it
    /// every layer gets the legal algorithm that is the fastest by `costs` (planner.h).
    std::optional<Algorithm> forced = std::nullopt;
    const CostModel* costs = nullptr; ///< of `isa`, copied; null: builtInCosts(), cost_model.h
};

/// One model at one precision, packed once, run many times. One call at a time.
class IntegerEngine {
public:
    /// Packs the weights, for algorithms that suit an input of 512x512. Throws Error{Unsupported}
    /// if the model has no table for `precision` or the ISA is not available.
    IntegerEngine(std::shared_ptr<const model::Model> model, quant::Precision precision,
                  const EngineOptions& options);
    ~IntegerEngine();
    IntegerEngine(IntegerEngine&&) noexcept;
    IntegerEngine& operator=(IntegerEngine&&) noexcept;

    /// Input [1,H,W] codes to logits [classes,H,W] (acc + headBias). H, W multiples of the stride.
    /// When the shape changes, plans the arena and repacks layers for which another algorithm is
    /// now faster. Polls `stop` between bands of rows.
    void run(TensorView<const std::uint8_t> input, TensorView<std::int32_t> logits,
             const StopToken& stop = {});

    /// As run(), but `see` is told of every step, in order, on the calling thread; its own time is
    /// counted for no step.
    void observe(TensorView<const std::uint8_t> input, TensorView<std::int32_t> logits,
                 const StopToken& stop, const SeeStep& see);

    /// As run(), but also returns every hidden convolution's and pooling's output (slow, for
    /// tests).
    [[nodiscard]] std::vector<LayerTrace> trace(TensorView<const std::uint8_t> input,
                                                TensorView<std::int32_t> logits);

    /// As run(), but also returns what every step cost in this one run, in order. Their sum is the
    /// run's time, but for microseconds. For a quiet figure call it several times and take the
    /// least of each step.
    [[nodiscard]] std::vector<LayerCost> explain(TensorView<const std::uint8_t> input,
                                                 TensorView<std::int32_t> logits,
                                                 const StopToken& stop = {});

    /// What run() would cost for an input of height x width (multiples of the stride): arena and
    /// packed weights as it will report them, and the planner's estimate of the time of all
    /// convolutions together. Packs anew, and drops again, what this size takes another algorithm
    /// for. Throws Error{ShapeMismatch}.
    [[nodiscard]] model::RunForecast forecast(int height, int width) const;

    [[nodiscard]] PlanInfo info() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

/// The engine behind the Predictor interface.
[[nodiscard]] std::unique_ptr<model::Predictor>
makeIntegerPredictor(std::shared_ptr<const model::Model> model, quant::Precision precision,
                     const EngineOptions& options);

} // namespace halftone::engine
