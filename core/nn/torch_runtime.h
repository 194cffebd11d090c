// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/log.h"
#include "core/base/progress.h"
#include "core/model/lowered_layer.h"
#include "core/model/model.h"
#include "core/model/predictor.h"
#include "core/quant/precision.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

/// Torch-free door to the run-time module `halftone_torch` (core/nn + core/train), which brings in
/// LibTorch. Nothing of LibTorch is loaded before TorchRuntime::load().
namespace halftone::nn {

/// What `halftone-cli train` asks for.
struct TrainRequest {
    std::filesystem::path config; ///< JSON, see resources/training/
    bool resume = false;          ///< continue from the checkpoint in the output folder
    std::string device = "cpu";   ///< "cpu" or "cuda"
    int threads = 0;              ///< 0: all
};

/// What `halftone-cli export` asks for. Calibration images come from the dataset the checkpoint
/// names.
struct ExportRequest {
    std::filesystem::path checkpoint;
    std::filesystem::path dataset; ///< empty: as the checkpoint says
    std::filesystem::path output;
    std::optional<quant::Precision> packed; ///< for this one alone; none: for all
    /// What measures the integer precisions of the new model; empty: the module's own exact fake
    /// quantization, equal bit for bit and many times slower.
    model::MakePredictor integerPredictor;
};

/// The loaded module. Thread-safe; loading twice returns the same module.
class TorchRuntime {
public:
    /// Loads the module from beside the executable or the library folder of the installation (or
    /// HALFTONE_TORCH_MODULE). `threads` sets LibTorch's thread count, once. Throws
    /// Error{Unsupported} with the reason and the package to install where it is missing.
    [[nodiscard]] static std::shared_ptr<TorchRuntime> load(int threads = 0);
    /// True if load() could find a module file; cheap, loads nothing.
    [[nodiscard]] static bool isInstalled() noexcept;

    virtual ~TorchRuntime() = default;

    /// FP32 or W16A16 (simulated) predictor of a model with float weights. Throws
    /// Error{Unsupported}.
    [[nodiscard]] virtual std::unique_ptr<model::Predictor>
    makeFloatPredictor(std::shared_ptr<const model::Model> model, quant::Precision precision) = 0;

    /// Exact fake quantization: the float net computing with integer-valued tensors, requantized by
    /// fixed_point.h. Equals the integer engine bit for bit; slow; for checks. With a `lowered`
    /// layer it simulates what no table is made for: the others keep their codes, and the tables
    /// are those of `precision`, batch norm not estimated anew. Throws Error{Unsupported}, and
    /// Error{InvalidArgument} unless model::canLower().
    [[nodiscard]] virtual std::unique_ptr<model::Predictor>
    makeFakeQuantPredictor(std::shared_ptr<const model::Model> model, quant::Precision precision,
                           std::optional<model::LoweredLayer> lowered) = 0;

    /// Trains to the end, a stop, or the configured limit; writes the folder named in the config.
    virtual void train(const TrainRequest& request, const LogFn& log, const ProgressFn& progress,
                       const StopToken& stop) = 0;

    /// Builds a model file from a checkpoint: tables of all 64 pairs, Dice per precision.
    virtual void exportModel(const ExportRequest& request, const LogFn& log,
                             const ProgressFn& progress, const StopToken& stop) = 0;

    /// "LibTorch 1.13.1, 2 threads".
    [[nodiscard]] virtual std::string version() const = 0;
};

} // namespace halftone::nn
