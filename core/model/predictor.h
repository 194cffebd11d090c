// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/base/stop_token.h"
#include "core/base/tensor_view.h"
#include "core/model/model.h"
#include "core/model/predict_observer.h"
#include "core/quant/precision.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace halftone::model {

/// What a prediction really cost; every field measured or counted, none estimated.
struct PredictionCost {
    double milliseconds = 0;     ///< wall time of the network alone, this call
    std::size_t arenaBytes = 0;  ///< activation memory held at once
    std::size_t weightBytes = 0; ///< weights at rest (packed codes and tables, or floats)
    std::size_t packedBytes = 0; ///< weights in the form the kernels stream, in RAM

    /// Adds a call of the same predictor: times add up, of the memory the largest counts.
    PredictionCost& operator+=(const PredictionCost& other) noexcept
    {
        milliseconds += other.milliseconds;
        arenaBytes = std::max(arenaBytes, other.arenaBytes);
        weightBytes = other.weightBytes;
        packedBytes = other.packedBytes;
        return *this;
    }
};

/// Result for one slice or tile.
struct Prediction {
    int classes = 0;
    int height = 0;
    int width = 0;
    std::vector<std::uint8_t> labels; ///< [H,W] class index; one-channel heads: logit >= 0 -> 1
    std::vector<float>
        probabilities; ///< [classes,H,W] sigmoid (1 class) or softmax; empty unless asked
    PredictionCost cost;
};

/// What a call will cost, told before it. Memory is planned or counted by the same rules as that of
/// the call itself, so it is equal; the time is an estimate.
struct RunForecast {
    /// From the planner's costs (core/engine/plan/cost_model.h), of the network alone; empty where
    /// there are none, as for float nets.
    std::optional<double> milliseconds;
    std::size_t arenaBytes = 0;  ///< as PredictionCost has it
    std::size_t packedBytes = 0; ///< the same
};

/// Runs one model at one precision on u8 input codes. The integer engine and the float net are the
/// two implementations; pipeline and ui know no more.
/// One call at a time per instance; different instances may run on different threads.
class Predictor {
public:
    virtual ~Predictor() = default;

    /// `codes` is [1,H,W] with H and W multiples of the network's stride. Reuses the vectors of
    /// `result`. Polls `stop` between layers. Throws Error{ShapeMismatch}, Error{Cancelled}.
    virtual void predict(TensorView<const std::uint8_t> codes, bool wantProbabilities,
                         const StopToken& stop, Prediction& result) = 0;

    /// Of a call with codes [1,height,width], whose sides are multiples of the stride; computes
    /// nothing of it and allocates no maps. Empty where it cannot be told.
    [[nodiscard]] virtual std::optional<RunForecast> forecast(int height, int width) const
    {
        static_cast<void>(height);
        static_cast<void>(width);
        return std::nullopt;
    }

    /// Tells `observer`, which is borrowed, of every node of the predictions that follow, until
    /// null is set; null at first. Labels and probabilities are the same with and without, and
    /// nothing is spent without. Not while predict() runs. Throws Error{Unsupported} where a
    /// predictor cannot be looked into.
    virtual void setObserver(PredictObserver* observer)
    {
        if (observer != nullptr) {
            throw Error(ErrorCode::Unsupported, "'" + description() + "' cannot be looked into.");
        }
    }

    [[nodiscard]] virtual quant::Precision precision() const = 0;
    /// What computes, for the status bar: "integer engine, AVX-512 VNNI, 2 threads".
    [[nodiscard]] virtual std::string description() const = 0;
};

/// Makes the predictor of a model at a precision.
using MakePredictor = std::function<std::unique_ptr<Predictor>(std::shared_ptr<const Model> model,
                                                               quant::Precision precision)>;

} // namespace halftone::model
