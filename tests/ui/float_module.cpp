// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/nn/detail/module_entry.h"

#include <chrono>
#include <thread>

/// Stands in for LibTorch's module, so that tests of the window have a float path that takes its
/// time and that fails when they want it: 16 bits of a model whose title begins with "failing".

namespace halftone::nn {
namespace {

constexpr std::chrono::milliseconds kStep{10};
constexpr int kSteps16 = 40;

class SlowPredictor : public model::Predictor {
public:
    SlowPredictor(quant::Precision precision, bool fails) : m_precision(precision), m_fails(fails)
    {
    }

    void predict(TensorView<const std::uint8_t> codes, bool, const StopToken& stop,
                 model::Prediction& result) override
    {
        for (int step = 0; m_precision.isSimulated() && step < kSteps16; ++step) {
            if (stop.stopRequested()) {
                throw Error(ErrorCode::Cancelled, "The run was stopped.");
            }
            std::this_thread::sleep_for(kStep);
        }
        if (m_fails) {
            throw Error(ErrorCode::OutOfMemory, "There is not enough memory for 16 bits.");
        }
        result.classes = 1;
        result.height = codes.height;
        result.width = codes.width;
        result.labels.resize(codes.size());
        for (std::size_t i = 0; i < codes.size(); ++i) {
            result.labels[i] = codes.data[i] < 100 ? 1 : 0;
        }
        result.probabilities.clear();
        result.cost = {1, 4000, m_precision.isFloat() ? std::size_t{64'000} : 32'000, 2000};
    }

    [[nodiscard]] quant::Precision precision() const override { return m_precision; }
    [[nodiscard]] std::string description() const override { return "float path of tests"; }

private:
    quant::Precision m_precision;
    bool m_fails;
};

class TestRuntime : public TorchRuntime {
public:
    std::unique_ptr<model::Predictor> makeFloatPredictor(std::shared_ptr<const model::Model> model,
                                                         quant::Precision precision) override
    {
        const bool fails = precision.isSimulated() && model->card.title.starts_with("failing");
        return std::make_unique<SlowPredictor>(precision, fails);
    }
    std::unique_ptr<model::Predictor>
    makeFakeQuantPredictor(std::shared_ptr<const model::Model>, quant::Precision,
                           std::optional<model::LoweredLayer>) override
    {
        throw Error(ErrorCode::Unsupported, "Tests of the window check no quantization.");
    }
    void train(const TrainRequest&, const LogFn&, const ProgressFn&, const StopToken&) override
    {
        throw Error(ErrorCode::Unsupported, "Tests of the window train nothing.");
    }
    void exportModel(const ExportRequest&, const LogFn&, const ProgressFn&,
                     const StopToken&) override
    {
        throw Error(ErrorCode::Unsupported, "Tests of the window export nothing.");
    }
    [[nodiscard]] std::string version() const override { return "tests"; }
};

} // namespace
} // namespace halftone::nn

#ifdef _WIN32
#define HALFTONE_TEST_EXPORT __declspec(dllexport)
#else
#define HALFTONE_TEST_EXPORT __attribute__((visibility("default")))
#endif

extern "C" HALFTONE_TEST_EXPORT halftone::nn::TorchRuntime*
halftoneCreateTorchRuntime(int interfaceVersion, int)
{
    return interfaceVersion == halftone::nn::kModuleInterface ? new halftone::nn::TestRuntime
                                                              : nullptr;
}
