// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "tests/engine/engine_cases.h"

#include <QtTest/QtTest>

#include <cmath>

using namespace halftone;

namespace {

/// A single 1x1 head on the input: logit of class c = weights[c] * code + bias[c].
std::shared_ptr<const model::Model> makeLinear(std::vector<std::int8_t> weights,
                                               std::vector<std::int32_t> bias, double logitScale)
{
    testing::NetworkBuilder builder;
    auto result = std::make_shared<model::Model>();
    result->network = builder.finish({model::kInputValue}, static_cast<int>(weights.size()));
    result->convs.push_back({{}, std::move(weights), {}, {}});
    model::PrecisionTable table;
    table.precision = quant::kBalanced;
    table.requant.resize(1);
    table.headBias = std::move(bias);
    table.logitScale = logitScale;
    result->tables.push_back(std::move(table));
    return result;
}

model::Prediction predict(const std::shared_ptr<const model::Model>& model,
                          const std::vector<std::uint8_t>& codes, bool wantProbabilities)
{
    const auto predictor =
        engine::makeIntegerPredictor(model, quant::kBalanced, {nullptr, engine::chooseIsa()});
    model::Prediction prediction;
    predictor->predict({codes.data(), 1, 1, static_cast<int>(codes.size())}, wantProbabilities, {},
                       prediction);
    return prediction;
}

} // namespace

class TestPredictor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneChannelIsForegroundFromZeroOn();
    void tiesGoToTheLowestClass();
    void probabilitiesAreSigmoidOrSoftmax();
    void probabilitiesSurviveLargeLogits();
    void reportsCostAndDescription();
    void threadCountChangesNothing();
    void cancels();
};

void TestPredictor::oneChannelIsForegroundFromZeroOn()
{
    const auto model = makeLinear({2}, {-10}, 1.0);
    const model::Prediction prediction = predict(model, {4, 5, 6, 0}, false);
    QCOMPARE(prediction.labels, (std::vector<std::uint8_t>{0, 1, 1, 0}));
    QCOMPARE(prediction.classes, 1);
    QCOMPARE(prediction.height, 1);
    QCOMPARE(prediction.width, 4);
    QVERIFY(prediction.probabilities.empty());
}

void TestPredictor::tiesGoToTheLowestClass()
{
    // Logits: 7, code, code, 2 * code - 12.
    const auto model = makeLinear({0, 1, 1, 2}, {7, 0, 0, -12}, 1.0);
    const model::Prediction prediction = predict(model, {6, 7, 8, 12, 13}, false);
    QCOMPARE(prediction.labels, (std::vector<std::uint8_t>{0, 0, 1, 1, 3}));
}

void TestPredictor::probabilitiesAreSigmoidOrSoftmax()
{
    const model::Prediction one = predict(makeLinear({1}, {-4}, 0.5), {4, 6, 0}, true);
    QCOMPARE(one.probabilities.size(), std::size_t{3});
    QCOMPARE(one.probabilities.at(0), 0.5F);
    QVERIFY(std::abs(one.probabilities.at(1) - 1.0 / (1.0 + std::exp(-1.0))) < 1e-6);
    QVERIFY(std::abs(one.probabilities.at(2) - 1.0 / (1.0 + std::exp(2.0))) < 1e-6);

    // Logits 0, code/4, -code/4 for codes 0 and 4; layout is [classes,H,W].
    const model::Prediction three = predict(makeLinear({0, 1, -1}, {0, 0, 0}, 0.25), {0, 4}, true);
    const double sum = 1.0 + std::exp(1.0) + std::exp(-1.0);
    const double expected[] = {1.0 / 3, 1.0 / sum,           1.0 / 3, std::exp(1.0) / sum,
                               1.0 / 3, std::exp(-1.0) / sum};
    QCOMPARE(three.probabilities.size(), std::size_t{6});
    for (std::size_t i = 0; i < 6; ++i) {
        QVERIFY2(std::abs(three.probabilities[i] - expected[i]) < 1e-6,
                 qPrintable(QString::number(i)));
    }
}

void TestPredictor::probabilitiesSurviveLargeLogits()
{
    const auto model = makeLinear({127, -127}, {2'000'000'000, -2'000'000'000}, 1e6);
    const model::Prediction prediction = predict(model, {0, 255}, true);
    QCOMPARE(prediction.probabilities, (std::vector<float>{1.0F, 1.0F, 0.0F, 0.0F}));
    const model::Prediction one = predict(makeLinear({-127}, {-2'000'000'000}, 1e6), {9}, true);
    QCOMPARE(one.probabilities.at(0), 0.0F);
}

void TestPredictor::reportsCostAndDescription()
{
    testing::EngineCase engineCase;
    engineCase.network = model::makeUNet(4, 1, 1);
    engineCase.precision = quant::kBalanced;
    engineCase.height = 64;
    engineCase.width = 64;
    const auto model = testing::makeModel(engineCase);
    const ThreadPool pool(2);
    const auto predictor =
        engine::makeIntegerPredictor(model, quant::kBalanced, {&pool, engine::Isa::Portable});
    QCOMPARE(predictor->description(), std::string("integer engine, portable, 2 threads"));
    QVERIFY(predictor->precision() == quant::kBalanced);
    const std::vector<std::uint8_t> codes = testing::makeInput(engineCase);
    model::Prediction prediction;
    predictor->predict({codes.data(), 1, 64, 64}, false, {}, prediction);
    QVERIFY(prediction.cost.milliseconds > 0);
    QVERIFY(prediction.cost.arenaBytes > 0);
    QCOMPARE(prediction.cost.weightBytes, model->weightBytes(quant::kBalanced));
    QVERIFY(prediction.cost.packedBytes > prediction.cost.weightBytes);
}

void TestPredictor::threadCountChangesNothing()
{
    testing::EngineCase engineCase;
    engineCase.network = model::makeUNet(8, 1, 3);
    engineCase.precision = quant::kSmallest;
    engineCase.height = 72;
    engineCase.width = 56;
    const auto model = testing::makeModel(engineCase);
    const std::vector<std::uint8_t> codes = testing::makeInput(engineCase);
    model::Prediction first;
    for (const int threads : {1, 2, 3}) {
        const ThreadPool pool(threads);
        const auto predictor =
            engine::makeIntegerPredictor(model, quant::kSmallest, {&pool, engine::chooseIsa()});
        model::Prediction prediction;
        predictor->predict({codes.data(), 1, 72, 56}, true, {}, prediction);
        if (threads == 1) {
            first = prediction;
        }
        QCOMPARE(prediction.labels, first.labels);
        QCOMPARE(prediction.probabilities, first.probabilities);
    }
}

void TestPredictor::cancels()
{
    const auto model = makeLinear({1}, {0}, 1.0);
    const auto predictor =
        engine::makeIntegerPredictor(model, quant::kBalanced, {nullptr, engine::Isa::Portable});
    StopSource source;
    source.requestStop();
    const std::vector<std::uint8_t> codes(4);
    model::Prediction prediction;
    try {
        predictor->predict({codes.data(), 1, 1, 4}, false, source.token(), prediction);
        QFAIL("the stop was ignored");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::Cancelled);
    }
}

QTEST_GUILESS_MAIN(TestPredictor)
#include "tst_predictor.moc"
