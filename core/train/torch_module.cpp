// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/model/model_file.h"
#include "core/nn/detail/calibrate_graph.h"
#include "core/nn/detail/exact_network.h"
#include "core/nn/detail/float_graph_calls.h"
#include "core/nn/detail/module_entry.h"
#include "core/nn/detail/torchscript_file.h"
#include "core/train/checkpoint.h"
#include "core/train/config.h"
#include "core/train/export_model.h"
#include "core/train/paper_trainer.h"
#include "core/train/torch_export.h" // written by CMake
#include "core/train/trainer.h"

#include <ATen/Parallel.h>
#include <torch/version.h>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

#include <new>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <utility>
#include <vector>

/// The run-time module halftone_torch: core/nn and core/train behind the torch-free facade. It lies
/// in core/train because it needs both.
namespace halftone::train {
namespace {

// LibTorch's exceptions stop here: outside the module nobody knows them.
template <typename Call>
auto translated(const Call& call)
{
    try {
        return call();
    } catch (const Error&) {
        throw;
    } catch (const std::bad_alloc&) {
        throw Error(ErrorCode::OutOfMemory,
                    "There is not enough memory for the float path. Use a smaller tile or batch.");
    } catch (const c10::Error& error) {
        const std::string what = error.what_without_backtrace();
        const bool memory = what.find("allocate memory") != std::string::npos
                            || what.find("out of memory") != std::string::npos;
        throw Error(memory ? ErrorCode::OutOfMemory : ErrorCode::Internal, "LibTorch: " + what);
    } catch (const std::exception& error) {
        throw asError(error);
    }
}

class TranslatingPredictor final : public model::Predictor {
public:
    explicit TranslatingPredictor(std::unique_ptr<model::Predictor> inner)
        : m_inner(std::move(inner))
    {
    }
    void predict(TensorView<const std::uint8_t> codes, bool wantProbabilities,
                 const StopToken& stop, model::Prediction& result) override
    {
        translated([&] { m_inner->predict(codes, wantProbabilities, stop, result); });
    }
    [[nodiscard]] std::optional<model::RunForecast> forecast(int height, int width) const override
    {
        return m_inner->forecast(height, width);
    }
    void setObserver(model::PredictObserver* observer) override { m_inner->setObserver(observer); }
    [[nodiscard]] quant::Precision precision() const override { return m_inner->precision(); }
    [[nodiscard]] std::string description() const override { return m_inner->description(); }

private:
    std::unique_ptr<model::Predictor> m_inner;
};

class Runtime final : public nn::TorchRuntime {
public:
    explicit Runtime(int threads)
    {
        if (threads <= 0) { // LibTorch's own default can be 1
            threads = static_cast<int>(std::thread::hardware_concurrency());
        }
        at::set_num_threads(threads > 0 ? threads : 1);
    }

    std::unique_ptr<model::Predictor> makeFloatPredictor(std::shared_ptr<const model::Model> model,
                                                         quant::Precision precision) override
    {
        return translated([&]() -> std::unique_ptr<model::Predictor> {
            return std::make_unique<TranslatingPredictor>(
                nn::makeFloatPredictor(std::move(model), precision));
        });
    }

    std::unique_ptr<model::Predictor>
    makeFakeQuantPredictor(std::shared_ptr<const model::Model> model, quant::Precision precision,
                           std::optional<model::LoweredLayer> lowered) override
    {
        return translated([&]() -> std::unique_ptr<model::Predictor> {
            return std::make_unique<TranslatingPredictor>(
                nn::makeExactPredictor(std::move(model), precision, lowered));
        });
    }

    std::unique_ptr<model::Predictor>
    makeSimulatedPredictor(std::shared_ptr<const model::Model> model,
                           quant::Precision precision) override
    {
        return translated([&]() -> std::unique_ptr<model::Predictor> {
            return std::make_unique<TranslatingPredictor>(
                nn::makeGraphPredictor(std::move(model), precision));
        });
    }

    std::vector<float> runGraph(const model::graph::Graph& graph, std::span<const float> input,
                                int height, int width) override
    {
        return translated([&] { return nn::runGraphOnce(graph, input, height, width); });
    }

    std::vector<float> measureRanges(const model::graph::Graph& graph,
                                     std::span<const TensorView<const std::uint8_t>> images,
                                     const StopToken& stop) override
    {
        return translated([&] { return nn::measureGraphRanges(graph, images, stop); });
    }

    model::Model calibrate(const nn::CalibrateRequest& request, const ProgressFn& progress,
                           const StopToken& stop) override
    {
        return translated([&] { return nn::calibrateGraph(request, progress, stop); });
    }

    model::graph::Graph readTorchScript(const std::filesystem::path& path) override
    {
        return translated([&] { return nn::readTorchScript(path); });
    }

    void train(const nn::TrainRequest& request, const LogFn& log, const ProgressFn& progress,
               const StopToken& stop) override
    {
        translated([&] {
            keepFreedMemory();
            const std::optional<PaperConfig> paper = readPaperConfig(request.config);
            const TrainConfig config = paper ? paper->run : readConfig(request.config);
            const TrainOptions options{request.resume, request.device, request.config};
            useThreads(request.threads > 0 ? request.threads : config.threads);
            const data::Dataset dataset = data::readDataset(config.dataset, stop);
            if (paper) {
                trainPaperNet(*paper, dataset, options, log, progress, stop);
            } else {
                trainNet(config, dataset, options, log, progress, stop);
            }
        });
    }

    void exportModel(const nn::ExportRequest& request, const LogFn& log, const ProgressFn& progress,
                     const StopToken& stop) override
    {
        translated([&] {
            TrainedNet trained = readTrainedNet(request.checkpoint, stop);
            const data::Dataset dataset = data::readDataset(
                request.dataset.empty() ? trained.config.dataset : request.dataset, stop);
            const model::Model whole =
                exportTrainedNet(trained, dataset, request.integerPredictor, log, progress, stop);
            model::writeModel(request.output,
                              request.packed ? model::packedForPrecision(whole, *request.packed)
                                             : whole);
        });
    }

    [[nodiscard]] std::string version() const override
    {
        return std::string("LibTorch ") + TORCH_VERSION + ", "
               + std::to_string(at::get_num_threads()) + " threads";
    }

private:
    // A training step frees and takes back the same gigabyte; giving it to the system each time
    // costs a tenth of the step in page faults.
    static void keepFreedMemory()
    {
#if defined(__GLIBC__)
        constexpr int kKept = 1 << 30;
        mallopt(M_MMAP_MAX, 0);
        mallopt(M_TRIM_THRESHOLD, kKept);
        mallopt(M_TOP_PAD, kKept / 4);
#endif
    }

    static void useThreads(int threads)
    {
        if (threads > 0) {
            at::set_num_threads(threads);
        }
    }
};

} // namespace
} // namespace halftone::train

extern "C" HALFTONE_TORCH_EXPORT halftone::nn::TorchRuntime*
halftoneCreateTorchRuntime(int interfaceVersion, int threads)
{
    if (interfaceVersion != halftone::nn::kModuleInterface) {
        return nullptr;
    }
    return new halftone::train::Runtime(threads); // the facade owns it
}
