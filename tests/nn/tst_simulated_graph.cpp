// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/float_graph_calls.h"
#include "core/nn/detail/float_graph_codes.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <random>
#include <string>
#include <vector>

using namespace halftone;
namespace graph = model::graph;

namespace {

graph::Conv conv(int in, int out, int kernel, std::vector<float> weights,
                 std::vector<float> bias = {})
{
    const int pad = kernel / 2;
    return {in,
            out,
            {kernel, kernel},
            {1, 1},
            {1, 1},
            {pad, pad, pad, pad},
            1,
            std::move(weights),
            std::move(bias)};
}

std::vector<float> randomWeights(std::size_t count, unsigned seed)
{
    std::mt19937 random(seed);
    std::normal_distribution<float> normal(0, 0.4F);
    std::vector<float> weights(count);
    std::generate(weights.begin(), weights.end(), [&] { return normal(random); });
    return weights;
}

std::shared_ptr<model::Model> modelOf(graph::Graph net, std::vector<float> ranges, int stride = 1)
{
    auto model = std::make_shared<model::Model>();
    model->card.name = "imported";
    model::Opaque opaque;
    opaque.stride = stride;
    model->network = model::makeOpaque(opaque);
    model->graph = std::make_shared<const graph::Graph>(std::move(net));
    model->ranges = std::move(ranges);
    return model;
}

// Twice the input, ReLU, and a head that takes half a unit off.
graph::Graph twoLayers()
{
    graph::Graph net;
    net.nodes = {{"first", {graph::kInput}, conv(1, 1, 1, {2})},
                 {"relu", {0}, graph::Activation{}},
                 {"head", {1}, conv(1, 1, 1, {1}, {-0.5F})}};
    return net;
}

graph::Graph smallUNet()
{
    graph::Graph net;
    const graph::Resize twice;
    net.nodes = {
        {"normalize", {graph::kInput}, graph::Affine{{4}, {-2}}},
        {"a", {0}, conv(1, 4, 3, randomWeights(36, 1))},
        {"a.relu", {1}, graph::Activation{}},
        {"pool", {2}, graph::Pool{false, {2, 2}, {2, 2}, {}}},
        {"b", {3}, conv(4, 4, 3, randomWeights(144, 2))},
        {"b.relu", {4}, graph::Activation{}},
        {"up", {5}, twice},
        {"join", {6, 2}, graph::Concat{}},
        {"c", {7}, conv(8, 4, 3, randomWeights(288, 3))},
        {"c.relu", {8}, graph::Activation{graph::Curve::LeakyRelu, {0.1F}}},
        {"head", {9}, conv(4, 2, 1, randomWeights(8, 4))},
    };
    return net;
}

std::vector<std::uint8_t> randomCodes(int count)
{
    std::mt19937 random(5);
    std::vector<std::uint8_t> codes(static_cast<std::size_t>(count));
    std::generate(codes.begin(), codes.end(), [&] { return std::uint8_t(random()); });
    return codes;
}

model::Prediction predict(const std::shared_ptr<const model::Model>& model,
                          quant::Precision precision, const std::vector<std::uint8_t>& codes,
                          int height, int width)
{
    model::Prediction result;
    nn::makeGraphPredictor(model, precision)
        ->predict({codes.data(), 1, height, width}, true, {}, result);
    return result;
}

double sigmoid(double x)
{
    return 1 / (1 + std::exp(-x));
}

std::vector<float> rounded(const graph::Op& op, int bits)
{
    nn::NodeTensors tensors = nn::tensorsOf(op);
    nn::roundWeights(op, tensors, bits);
    const at::Tensor dense = tensors.weights.contiguous();
    const auto* values = dense.data_ptr<float>();
    return {values, values + dense.numel()};
}

bool isClose(const std::vector<float>& found, const std::vector<double>& expected)
{
    return std::equal(found.begin(), found.end(), expected.begin(), expected.end(),
                      [](float a, double b) { return std::abs(double(a) - b) < 1e-6; });
}

class Names final : public model::PredictObserver {
public:
    void observed(const model::LayerObservation& layer, const model::LayerOutput& output) override
    {
        std::vector<float> values(std::size_t(layer.channels) * std::size_t(layer.height)
                                  * std::size_t(layer.width));
        output.copyTo(values);
        seen += layer.name + ' ' + std::to_string(values.size()) + ';';
    }
    std::string seen;
};

} // namespace

class TestSimulatedGraph : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void gridsHoldZeroAndTheRange()
    {
        QVERIFY((nn::gridOfRange(-1, 2, 2) == nn::CodeGrid{1, -1, 2}));
        QVERIFY((nn::gridOfRange(0.5, 3, 2) == nn::CodeGrid{1, 0, 3}));
        QVERIFY((nn::gridOfRange(-15, -2, 4) == nn::CodeGrid{1, -15, 0}));
        QVERIFY((nn::gridOfRange(0, 0, 8) == nn::CodeGrid{1, 0, 0}));
        QCOMPARE(nn::fixedPointOf(127).step, 1.0 / 256);
        QCOMPARE(nn::fixedPointOf(128).step, 1.0 / 128);
        QCOMPARE(nn::fixedPointOf(-1).highest, 32767.0);
        const at::Tensor x = at::tensor({-9.F, -0.6F, 0.4F, 1.6F, 9.F});
        QVERIFY(at::equal(nn::roundToGrid(x.clone(), {1, -1, 2}),
                          at::tensor({-1.F, -1.F, 0.F, 2.F, 2.F})));
        QVERIFY(at::equal(nn::roundToGrid(x.clone(), {}), x));
    }

    void weightsAreRoundedByChannel()
    {
        // Ternary: the two small ones are zeros, and the sum of squares is kept.
        const double step = std::sqrt((0.81 + 1.21 + 0.0025) / 2);
        QVERIFY(isClose(rounded(conv(4, 1, 1, {0.9F, -1.1F, 0.05F, 0}), 2), {step, -step, 0, 0}));
        const double root = std::sqrt((9.0 + 1.0) / 2);
        QVERIFY(isClose(rounded(conv(2, 1, 1, {-3, 1}), 1), {-root, root}));
        // Channels of their own: each has its largest weight exactly.
        QVERIFY(isClose(rounded(conv(2, 2, 1, {127, 1.4F, 1.27F, 0.1F}), 8), {127, 1, 1.27, 0.1}));
        QVERIFY(isClose(rounded(conv(2, 1, 1, {0.75F, 1.0F / 65536}), 16), {0.75, 0}));
        // Of a transposed convolution the second axis are the output channels.
        graph::ConvTranspose up;
        up.inChannels = 2;
        up.outChannels = 2;
        up.weights = {1, 10, -1, -10};
        QVERIFY(isClose(rounded(up, 1), {1, 10, -1, -10}));
        QVERIFY(isClose(rounded(conv(2, 1, 1, {0, 0}), 3), {0, 0}));
    }

    void valuesAreRoundedOnceBehindEachLayer()
    {
        const graph::Graph net = smallUNet();
        const std::vector<float> ranges(2 * (net.nodes.size() + 1), 1.0F);
        const std::vector<nn::CodeGrid> grids = nn::gridsOfValues(net, ranges, {2, 3});
        for (std::size_t n = 0; n < grids.size(); ++n) {
            const bool isLayer = net.nodes[n].name.find("relu") != std::string::npos;
            QCOMPARE(grids[n].highest, isLayer ? 7.0 : 0.0);
        }
        const std::vector<int> bits = nn::bitsOfWeights(net, {2, 3});
        QVERIFY((bits == std::vector<int>{0, 8, 0, 0, 2, 0, 0, 0, 2, 0, 8}));
    }

    void whatIsSummedKeepsEightBits()
    {
        graph::Graph net;
        net.nodes = {{"a", {graph::kInput}, conv(1, 1, 1, {1})},
                     {"b", {0}, conv(1, 1, 1, {1})},
                     {"c", {0}, conv(1, 1, 1, {1})},
                     {"sum", {1, 2}, graph::Add{}},
                     {"relu", {3}, graph::Activation{}},
                     {"head", {4}, conv(1, 1, 1, {1})}};
        const std::vector<float> ranges(14, 1.0F);
        const std::vector<nn::CodeGrid> grids = nn::gridsOfValues(net, ranges, {4, 4});
        QCOMPARE(grids[0].highest, 15.0);
        QCOMPARE(grids[1].highest, 255.0);
        QCOMPARE(grids[2].highest, 255.0);
        QCOMPARE(grids[3].step, 0.0);
        QCOMPARE(grids[4].highest, 15.0);
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "14 ends of ranges, not 2",
                              nn::gridsOfValues(net, std::vector<float>{0, 1}, {4, 4}));
    }

    void oneCaseByHand()
    {
        // 102/255 = 0.4, twice that is 0.8, which 2 bits in [0,3] write as 1. What comes before the
        // ReLU is not written, whatever its range.
        const auto model = modelOf(twoLayers(), {0, 1, 0, 0.01F, 0, 3, 0, 1});
        const std::vector<std::uint8_t> codes(6, 102);
        const auto simulated = predict(model, {4, 2}, codes, 2, 3);
        QVERIFY(std::abs(double(simulated.probabilities[3]) - sigmoid(1 - 0.5)) < 1e-6);
        QCOMPARE(simulated.labels[3], std::uint8_t{1});
        const auto full = predict(model, quant::kFull, codes, 2, 3);
        QVERIFY(std::abs(double(full.probabilities[3]) - sigmoid(0.8 - 0.5)) < 1e-6);
        // Q8.8: 205/256.
        const auto fixed = predict(model, quant::kSimulated16, codes, 2, 3);
        QVERIFY(std::abs(double(fixed.probabilities[3]) - sigmoid(205.0 / 256 - 0.5)) < 1e-6);
    }

    void manyBitsAreCloseToFloat()
    {
        const graph::Graph net = smallUNet();
        const std::vector<std::uint8_t> codes = randomCodes(32 * 48);
        const TensorView<const std::uint8_t> image{codes.data(), 1, 32, 48};
        const auto ranges = nn::measureGraphRanges(net, {&image, 1}, {});
        QCOMPARE(ranges.size(), 2 * (net.nodes.size() + 1));
        QCOMPARE(ranges[2], -2.0F); // of the normalization, whose input has 0 and 255
        QCOMPARE(ranges[3], 2.0F);
        const auto model = modelOf(net, ranges, 2);
        const auto full = predict(model, quant::kFull, codes, 32, 48);
        const auto errorAt = [&](quant::Precision precision) {
            const auto simulated = predict(model, precision, codes, 32, 48);
            double most = 0;
            for (std::size_t i = 0; i < full.probabilities.size(); ++i) {
                most = std::max(
                    most, std::abs(double(full.probabilities[i] - simulated.probabilities[i])));
            }
            return most;
        };
        const double at16 = errorAt(quant::kSimulated16);
        const double at8 = errorAt({8, 8});
        const double at4 = errorAt({4, 4});
        QVERIFY2(at16 > 0 && at16 < 0.01, qPrintable(QString::number(at16)));
        QVERIFY2(at8 > at16 && at8 < 0.05, qPrintable(QString::number(at8)));
        QVERIFY2(at4 > at8, qPrintable(QString::number(at4)));
    }

    void costsAreForetoldAndObserversHear()
    {
        const auto model = modelOf(smallUNet(), {}, 2);
        const auto predictor = nn::makeGraphPredictor(model, quant::kFull);
        const std::vector<std::uint8_t> codes = randomCodes(16 * 24);
        Names names;
        predictor->setObserver(&names);
        model::Prediction result;
        predictor->predict({codes.data(), 1, 16, 24}, false, {}, result);
        // Most where maps are joined: input, skipped maps, those from below, and the joined.
        QCOMPARE(result.cost.arenaBytes, sizeof(float) * 16 * 24 * (1 + 4 + 4 + 8));
        const auto told = predictor->forecast(16, 24);
        QCOMPARE(told->arenaBytes, result.cost.arenaBytes);
        QCOMPARE(told->packedBytes, result.cost.packedBytes);
        QCOMPARE(result.cost.packedBytes, sizeof(float) * (36 + 144 + 288 + 8 + 2));
        QCOMPARE(result.cost.weightBytes, model->weightBytes(quant::kFull));
        QCOMPARE(QString::fromStdString(names.seen), QStringLiteral("float graph 768;"));
        HALFTONE_EXPECT_ERROR(
            ErrorCode::ShapeMismatch, "multiples of 2",
            (predictor->predict({codes.data(), 1, 15, 24}, false, {}, result), 0));
        StopSource source;
        source.requestStop();
        HALFTONE_EXPECT_ERROR(
            ErrorCode::Cancelled, "",
            (predictor->predict({codes.data(), 1, 16, 24}, false, source.token(), result), 0));
    }

    void whatRunsIsSaid()
    {
        const auto description = [](std::vector<float> ranges, quant::Precision precision) {
            return QString::fromStdString(
                nn::makeGraphPredictor(modelOf(twoLayers(), std::move(ranges)), precision)
                    ->description());
        };
        QVERIFY(description({}, quant::kFull).contains(QStringLiteral("float")));
        QVERIFY(description({}, quant::kSimulated16).contains(QStringLiteral("simulated Q8.8")));
        QVERIFY(description({0, 1, 0, 500, 0, 500, 0, 1}, quant::kSimulated16)
                    .contains(QStringLiteral("simulated 16-bit fixed point with a range")));
        QVERIFY(description({0, 1, 0, 1, 0, 1, 0, 1}, {4, 6})
                    .contains(QStringLiteral("simulated W4A6")));
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "was not calibrated",
                              nn::makeGraphPredictor(modelOf(twoLayers(), {}), {4, 6}));
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "has no float graph",
                              nn::makeGraphPredictor(std::make_shared<model::Model>(), {4, 6}));
    }

    void rangesNeedFittingImages()
    {
        const graph::Graph net = smallUNet();
        const std::vector<std::uint8_t> codes = randomCodes(15 * 16);
        const TensorView<const std::uint8_t> odd{codes.data(), 1, 15, 16};
        const TensorView<const std::uint8_t> coloured{codes.data(), 3, 5, 16};
        HALFTONE_EXPECT_ERROR(ErrorCode::ShapeMismatch, "'join'",
                              nn::measureGraphRanges(net, {&odd, 1}, {}));
        HALFTONE_EXPECT_ERROR(ErrorCode::ShapeMismatch, "the image has 3",
                              nn::measureGraphRanges(net, {&coloured, 1}, {}));
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "one image or more",
                              nn::measureGraphRanges(net, {}, {}));
        HALFTONE_EXPECT_ERROR(ErrorCode::ShapeMismatch, "7 numbers are no such image",
                              nn::runGraphOnce(net, std::vector<float>(7), 2, 4));
    }
};

QTEST_GUILESS_MAIN(TestSimulatedGraph)
#include "tst_simulated_graph.moc"
