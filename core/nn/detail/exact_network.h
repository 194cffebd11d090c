// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/stop_token.h"
#include "core/base/tensor_view.h"
#include "core/model/lowered_layer.h"
#include "core/model/model.h"
#include "core/model/predictor.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

/// Exact fake quantization: a model's integer network computed by LibTorch, bit for bit. Header
/// free of LibTorch.
namespace halftone::nn {

/// A hidden value, for comparison with the engine's reference layer by layer.
struct ExactValue {
    int node = 0;
    std::vector<std::uint8_t> codes; ///< [C,H,W]
};

class ExactNetwork {
public:
    /// Throws Error{Unsupported} if the model has no table for `precision`, and
    /// Error{InvalidArgument} unless the lowered layer can be.
    ExactNetwork(std::shared_ptr<const model::Model> model, quant::Precision precision,
                 std::optional<model::LoweredLayer> lowered = std::nullopt);
    ~ExactNetwork();
    ExactNetwork(ExactNetwork&&) noexcept;
    ExactNetwork& operator=(ExactNetwork&&) noexcept;

    /// Logits [classes,H,W] (accumulator + head bias) of codes [1,H,W]. Throws
    /// Error{ShapeMismatch}, Error{Cancelled}. `trace` and `peakBytes` may be null.
    [[nodiscard]] std::vector<std::int32_t> logits(TensorView<const std::uint8_t> codes,
                                                   const StopToken& stop,
                                                   std::vector<ExactValue>* trace,
                                                   std::size_t* peakBytes) const;
    [[nodiscard]] std::size_t weightBytesInMemory() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

/// TorchRuntime::makeFakeQuantPredictor.
[[nodiscard]] std::unique_ptr<model::Predictor>
makeExactPredictor(std::shared_ptr<const model::Model> model, quant::Precision precision,
                   std::optional<model::LoweredLayer> lowered = std::nullopt);

/// TorchRuntime::makeFloatPredictor.
[[nodiscard]] std::unique_ptr<model::Predictor>
makeFloatPredictor(std::shared_ptr<const model::Model> model, quant::Precision precision);

} // namespace halftone::nn
