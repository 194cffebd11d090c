// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/log.h"
#include "core/base/progress.h"
#include "core/base/stop_token.h"
#include "core/base/tensor_view.h"
#include "core/model/float_graph.h"
#include "core/model/lowered_layer.h"
#include "core/model/model.h"
#include "core/model/predictor.h"
#include "core/nn/calibrate_request.h"
#include "core/quant/precision.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

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

    /// FP32 or W16A16 (simulated) predictor of a model with float weights or a float graph. Throws
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

    /// A model's float graph with its numbers rounded to the precision, 1..8 bits each: what
    /// integers would compute, in floats, where no engine has the operations. Weights are rounded
    /// for each output channel, values by Model::ranges; the first convolutions and the last keep
    /// 8-bit weights. Its description says that it is simulated: its times are no integers'. Throws
    /// Error{Unsupported} where the model has no graph or was not calibrated.
    [[nodiscard]] virtual std::unique_ptr<model::Predictor>
    makeSimulatedPredictor(std::shared_ptr<const model::Model> model,
                           quant::Precision precision) = 0;

    /// Logits [classes,H,W] of a graph for one input [C,H,W] of real numbers, to check an import.
    /// Throws Error{ShapeMismatch}.
    [[nodiscard]] virtual std::vector<float> runGraph(const model::graph::Graph& graph,
                                                      std::span<const float> input, int height,
                                                      int width) = 0;

    /// model::Model::ranges, from images of codes [C,H,W]: the least and the largest number of each
    /// value. Throws Error{ShapeMismatch} where an image does not go through the graph,
    /// Error{Unsupported} where a value is not finite, and Error{Cancelled}.
    [[nodiscard]] virtual std::vector<float>
    measureRanges(const model::graph::Graph& graph,
                  std::span<const TensorView<const std::uint8_t>> images,
                  const StopToken& stop) = 0;

    /// Codes, tables and ranges for a graph that was trained in floats: post-training quantization
    /// on unlabeled images. The same request gives the same model; it passes model::validate() and
    /// runs on the integer engine. Throws Error{InvalidArgument} for images or precisions that
    /// cannot be, Error{Unsupported} where a value is not finite, and Error{Cancelled}.
    [[nodiscard]] virtual model::Model calibrate(const CalibrateRequest& request,
                                                 const ProgressFn& progress,
                                                 const StopToken& stop) = 0;

    /// The float graph of a TorchScript archive (torch.jit.save), whose forward() takes one tensor
    /// [N,C,H,W]. Not checked (model::graph::check). The archive is a program: LibTorch reads its
    /// pickles, and it is walked for its operations on two sizes of images, so call it in a process
    /// of its own. Throws Error{Unsupported} naming the operation that stands in the way,
    /// Error{FileFormat} where it is no such archive, with the way to export one.
    [[nodiscard]] virtual model::graph::Graph
    readTorchScript(const std::filesystem::path& path) = 0;

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
