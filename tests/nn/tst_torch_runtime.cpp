// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/float16.h"
#include "core/nn/torch_runtime.h"
#include "tests/support/expect_error.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <memory>
#include <vector>

using namespace halftone;

#ifdef HALFTONE_HAVE_MODULE
namespace {

// One 3x3 convolution and a head, small enough to compute by hand.
model::Model tinyModel()
{
    model::Network network;
    network.nodes = {
        {"conv", {model::kInputValue}, model::Conv{3, 1, 1}},
        {"head", {0}, model::Conv{1, 1, 1, false}},
    };
    model::Model tiny = model::makeRandomModel(network, 1);
    std::vector<float> kernel(9, 0.25F);
    for (std::size_t i = 0; i < kernel.size(); ++i) {
        tiny.convs[0].master[i] = model::floatToHalf(kernel[i]);
    }
    tiny.convs[0].floatScale = {2.0F};
    tiny.convs[0].floatOffset = {-1.0F};
    tiny.convs[1].master = {model::floatToHalf(3.0F)};
    tiny.convs[1].floatScale = {1.0F};
    tiny.convs[1].floatOffset = {-0.5F};
    return tiny;
}

// One channel, one pixel.
model::graph::Conv convOf(float weight)
{
    model::graph::Conv conv;
    conv.inChannels = 1;
    conv.outChannels = 1;
    conv.weights = {weight};
    return conv;
}

double sigmoid(double x)
{
    return 1.0 / (1.0 + std::exp(-x));
}

} // namespace
#endif

class TestTorchRuntime : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Before the module is loaded: once it is, it stays.
    void missingModuleIsAnError()
    {
        qputenv("HALFTONE_TORCH_MODULE", "/nowhere/halftone_torch.so");
        QVERIFY(!nn::TorchRuntime::isInstalled());
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "'/nowhere/halftone_torch.so'",
                              nn::TorchRuntime::load());
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "Install the package halftone-torch",
                              nn::TorchRuntime::load());
    }

    void damagedModuleIsAnError()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("halftone_torch.so"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("this is no library");
        file.close();
        qputenv("HALFTONE_TORCH_MODULE", path.toUtf8());
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "cannot be loaded", nn::TorchRuntime::load());
        qunsetenv("HALFTONE_TORCH_MODULE");
    }

#ifdef HALFTONE_HAVE_MODULE
    void moduleIsFoundBesideTheProgram()
    {
        QVERIFY(nn::TorchRuntime::isInstalled());
        const auto runtime = nn::TorchRuntime::load(1);
        QVERIFY(QString::fromStdString(runtime->version()).startsWith(QStringLiteral("LibTorch ")));
        QVERIFY(runtime == nn::TorchRuntime::load());
        QCOMPARE(qgetenv("OMP_WAIT_POLICY"), QByteArray("passive"));
    }

    void floatPredictorComputesTheNetwork()
    {
        const auto tiny = std::make_shared<const model::Model>(tinyModel());
        const std::vector<std::uint8_t> codes(4 * 4, 102); // 0.4
        const auto predictor = nn::TorchRuntime::load()->makeFloatPredictor(tiny, quant::kFull);
        model::Prediction result;
        predictor->predict({codes.data(), 1, 4, 4}, true, {}, result);
        // Inside: nine taps; at a corner four, the rest is zero padding.
        const double inside = std::max(0.0, 2 * 9 * 0.25 * 0.4 - 1);
        const double corner = std::max(0.0, 2 * 4 * 0.25 * 0.4 - 1);
        QVERIFY(std::abs(result.probabilities[5] - sigmoid(3 * inside - 0.5)) < 1e-4);
        QVERIFY(std::abs(result.probabilities[0] - sigmoid(3 * corner - 0.5)) < 1e-4);
        QCOMPARE(result.labels[5], std::uint8_t{1});
        QCOMPARE(result.labels[0], std::uint8_t{0});
        // Input, hidden value and logits are alive together.
        QCOMPARE(result.cost.arenaBytes, std::size_t{3 * 4 * 4 * sizeof(float)});
        QCOMPARE(result.cost.weightBytes, tiny->weightBytes(quant::kFull));
    }

    void simulated16BitsAreCloseToFloat()
    {
        const auto tiny = std::make_shared<const model::Model>(tinyModel());
        const std::vector<std::uint8_t> codes(4 * 4, 101);
        const auto runtime = nn::TorchRuntime::load();
        model::Prediction full;
        model::Prediction simulated;
        runtime->makeFloatPredictor(tiny, quant::kFull)
            ->predict({codes.data(), 1, 4, 4}, true, {}, full);
        const auto predictor = runtime->makeFloatPredictor(tiny, quant::kSimulated16);
        predictor->predict({codes.data(), 1, 4, 4}, true, {}, simulated);
        QVERIFY(
            QString::fromStdString(predictor->description()).contains(QStringLiteral("simulated")));
        QVERIFY(std::abs(full.probabilities[5] - simulated.probabilities[5]) < 0.01F);
        QVERIFY(full.probabilities[5] != simulated.probabilities[5]); // Q8.8 rounds 101/255
    }

    // Of imported models: full precision, ranges from an image, and then any other.
    void graphsRunAndAreSimulated()
    {
        model::graph::Graph net;
        net.nodes = {{"first", {model::graph::kInput}, convOf(2)},
                     {"relu", {0}, model::graph::Activation{}},
                     {"head", {1}, convOf(3)}};
        const auto runtime = nn::TorchRuntime::load();
        const std::vector<float> input{0.25F, -1};
        QVERIFY((runtime->runGraph(net, input, 1, 2) == std::vector<float>{1.5F, 0}));
        const std::vector<std::uint8_t> codes{0, 51, 255};
        const TensorView<const std::uint8_t> image{codes.data(), 1, 1, 3};
        const std::vector<float> ranges = runtime->measureRanges(net, {&image, 1}, {});
        QVERIFY((ranges == std::vector<float>{0, 1, 0, 2, 0, 2, 0, 6}));

        auto imported = std::make_shared<model::Model>();
        imported->network = model::makeOpaque({});
        imported->graph = std::make_shared<const model::graph::Graph>(net);
        imported->ranges = ranges;
        const auto logitOf = [&](const std::unique_ptr<model::Predictor>& predictor) {
            model::Prediction result;
            predictor->predict(image, true, {}, result);
            const auto probability = static_cast<double>(result.probabilities[1]);
            return std::log(probability / (1 - probability));
        };
        QVERIFY(std::abs(logitOf(runtime->makeFloatPredictor(imported, quant::kFull)) - 1.2)
                < 1e-5);
        // One bit: 0.4 is the lower half of [0,2].
        QVERIFY(std::abs(logitOf(runtime->makeSimulatedPredictor(imported, {8, 1}))) < 1e-5);
        HALFTONE_EXPECT_ERROR(ErrorCode::FileNotFound, "'/nowhere/net.pt'",
                              runtime->readTorchScript("/nowhere/net.pt"));
    }

    void errorsCrossTheModulesEdge()
    {
        const auto runtime = nn::TorchRuntime::load();
        const auto tiny = std::make_shared<const model::Model>(tinyModel());
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "W4A6",
                              runtime->makeFloatPredictor(tiny, {4, 6}));
        nn::TrainRequest request;
        request.config = "/nowhere/config.json";
        HALFTONE_EXPECT_ERROR(ErrorCode::FileNotFound, "'/nowhere/config.json'",
                              (runtime->train(request, {}, {}, {}), 0));
        nn::ExportRequest exported;
        exported.checkpoint = "/nowhere/best.checkpoint";
        HALFTONE_EXPECT_ERROR(ErrorCode::FileNotFound, "best.checkpoint",
                              (runtime->exportModel(exported, {}, {}, {}), 0));
    }
#endif
};

QTEST_GUILESS_MAIN(TestTorchRuntime)
#include "tst_torch_runtime.moc"
