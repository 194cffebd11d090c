// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/integer_engine.h"
#include "core/engine/reference/reference.h"
#include "core/model/model_file.h"
#include "core/nn/detail/exact_network.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <cstdint>
#include <memory>
#include <vector>

using namespace halftone;

namespace {

// Codes with every value, in an order without structure.
std::vector<std::uint8_t> noise(int height, int width, std::uint32_t seed)
{
    std::vector<std::uint8_t> codes;
    for (int i = 0; i < height * width; ++i) {
        seed = seed * 1664525U + 1013904223U;
        codes.push_back(static_cast<std::uint8_t>(seed >> 24));
    }
    return codes;
}

} // namespace

class TestExactNetwork : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyLayerEqualsTheReference_data()
    {
        QTest::addColumn<int>("weightBits");
        QTest::addColumn<int>("activationBits");
        QTest::addColumn<int>("classes");
        const std::vector<std::pair<int, int>> pairs{{1, 1}, {1, 8}, {2, 4}, {3, 4},
                                                     {4, 6}, {7, 3}, {8, 1}, {8, 8}};
        for (const int classes : {1, 3}) {
            for (const auto& [w, a] : pairs) {
                QTest::addRow("W%dA%d, %d classes", w, a, classes) << w << a << classes;
            }
        }
    }
    void everyLayerEqualsTheReference()
    {
        QFETCH(int, weightBits);
        QFETCH(int, activationBits);
        QFETCH(int, classes);
        const quant::Precision precision{weightBits, activationBits};
        const auto model = std::make_shared<model::Model>(
            model::makeRandomModel(model::makeUNet(6, 1, classes), 7));
        const int height = 24;
        const int width = 40;
        const std::vector<std::uint8_t> codes = noise(height, width, 99);
        const TensorView<const std::uint8_t> view{codes.data(), 1, height, width};

        std::vector<engine::LayerTrace> expected;
        const std::vector<std::int32_t> expectedLogits =
            engine::referenceLogits(*model, precision, view, &expected);
        std::vector<nn::ExactValue> found;
        std::size_t peakBytes = 0;
        const nn::ExactNetwork network(model, precision);
        const std::vector<std::int32_t> logits = network.logits(view, {}, &found, &peakBytes);

        QCOMPARE(found.size(), expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i) {
            QCOMPARE(found[i].node, expected[i].node);
            QVERIFY2(found[i].codes == expected[i].codes, expected[i].name.c_str());
        }
        QVERIFY(logits == expectedLogits);
        QVERIFY(peakBytes > codes.size());
    }

    void wideAccumulatorsAreExactToo()
    {
        // 64 channels at W8A8 pass 2^24, where float32 stops being exact.
        const auto model =
            std::make_shared<model::Model>(model::makeRandomModel(model::makeUNet(32, 1, 1), 3));
        const std::vector<std::uint8_t> codes(8 * 8, 255);
        const TensorView<const std::uint8_t> view{codes.data(), 1, 8, 8};
        std::vector<engine::LayerTrace> expected;
        const auto logits = engine::referenceLogits(*model, {8, 8}, view, &expected);
        std::vector<nn::ExactValue> found;
        QVERIFY(nn::ExactNetwork(model, {8, 8}).logits(view, {}, &found, nullptr) == logits);
        for (std::size_t i = 0; i < expected.size(); ++i) {
            QVERIFY2(found[i].codes == expected[i].codes, expected[i].name.c_str());
        }
    }

    void predictorEqualsTheEnginesPredictor()
    {
        for (const int classes : {1, 3}) {
            const auto model = std::make_shared<model::Model>(
                model::makeRandomModel(model::makeUNet(5, 1, classes), 11));
            const std::vector<std::uint8_t> codes = noise(32, 32, 5);
            const TensorView<const std::uint8_t> view{codes.data(), 1, 32, 32};
            model::Prediction exact;
            model::Prediction integer;
            nn::makeExactPredictor(model, {4, 6})->predict(view, true, {}, exact);
            engine::makeIntegerPredictor(model, {4, 6}, {})->predict(view, true, {}, integer);
            QVERIFY(exact.labels == integer.labels);
            QCOMPARE(exact.probabilities.size(), integer.probabilities.size());
            for (std::size_t i = 0; i < exact.probabilities.size(); ++i) {
                QVERIFY(std::abs(exact.probabilities[i] - integer.probabilities[i]) < 1e-5F);
            }
            QVERIFY(exact.cost.arenaBytes > 0 && exact.cost.weightBytes > 0);
        }
    }

    void wrongInputsAndPrecisionsAreErrors()
    {
        const auto model =
            std::make_shared<model::Model>(model::makeRandomModel(model::makeUNet(2, 1, 1), 1));
        const std::vector<std::uint8_t> codes(20 * 20, 0);
        const nn::ExactNetwork network(model, {4, 6});
        HALFTONE_EXPECT_ERROR(ErrorCode::ShapeMismatch, "multiples of 8",
                              network.logits({codes.data(), 1, 20, 20}, {}, nullptr, nullptr));
        StopSource stop;
        stop.requestStop();
        HALFTONE_EXPECT_ERROR(
            ErrorCode::Cancelled, "",
            network.logits({codes.data(), 1, 16, 16}, stop.token(), nullptr, nullptr));
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "FP32",
                              nn::makeExactPredictor(model, quant::kFull));
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "W4A6",
                              nn::makeFloatPredictor(model, {4, 6}));
        const auto packed =
            std::make_shared<model::Model>(model::packedForPrecision(*model, {4, 6}));
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "no float weights",
                              nn::makeFloatPredictor(packed, quant::kFull));
    }
};

QTEST_GUILESS_MAIN(TestExactNetwork)
#include "tst_exact_network.moc"
