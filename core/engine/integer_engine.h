// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/parallel.h"
#include "core/model/model.h"
#include "core/model/predictor.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// The integer engine: from u8 input codes to int32 logits without a float. Results are bit-exact
/// for every ISA and thread count and equal referenceLogits().
namespace halftone::engine {

/// Kernel sets, best last. Portable always exists.
enum class Isa { Portable, Avx512Vnni };

[[nodiscard]] const char* toString(Isa isa) noexcept; ///< "portable", "avx512vnni"
/// Throws Error{InvalidArgument} listing the names.
[[nodiscard]] Isa parseIsa(std::string_view name);
/// Compiled into this binary and supported by this CPU and operating system.
[[nodiscard]] bool isAvailable(Isa isa) noexcept;
[[nodiscard]] std::vector<Isa> availableIsas();
/// The best available one, or what the environment variable HALFTONE_FORCE_ISA names. Throws
/// Error{Unsupported} if that is not available: never a silent fall-back.
[[nodiscard]] Isa chooseIsa();

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

/// Options of an engine. `pool` is borrowed and must outlive it; null runs on the calling thread.
struct EngineOptions {
    const ThreadPool* pool = nullptr;
    Isa isa = Isa::Portable; ///< callers pass chooseIsa()
};

/// One model at one precision, packed once, run many times. One call at a time.
class IntegerEngine {
public:
    /// Packs the weights. Throws Error{Unsupported} if the model has no table for `precision` or
    /// the ISA is not available.
    IntegerEngine(std::shared_ptr<const model::Model> model, quant::Precision precision,
                  const EngineOptions& options);
    ~IntegerEngine();
    IntegerEngine(IntegerEngine&&) noexcept;
    IntegerEngine& operator=(IntegerEngine&&) noexcept;

    /// Input [1,H,W] codes to logits [classes,H,W] (acc + headBias). H, W multiples of the stride.
    /// Plans the arena when the shape changes. Polls `stop` between layers.
    void run(TensorView<const std::uint8_t> input, TensorView<std::int32_t> logits,
             const std::stop_token& stop = {});

    /// As run(), but also returns every hidden convolution's and pooling's output (slow, for
    /// tests).
    [[nodiscard]] std::vector<LayerTrace> trace(TensorView<const std::uint8_t> input,
                                                TensorView<std::int32_t> logits);

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
