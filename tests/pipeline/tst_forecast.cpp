// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/torch_runtime.h"
#include "core/phantom/phantom.h"
#include "core/pipeline/inference_session.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace halftone;
using namespace halftone::pipeline;

namespace {

std::shared_ptr<const Image> nativeOf(int size)
{
    phantom::Options options;
    options.size = size;
    options.slices = 1;
    return std::make_shared<const Image>(phantom::make(phantom::Kind::Em, options).image);
}

std::shared_ptr<const image::PreparedImage> sample(int size, const PreprocessSpec& spec)
{
    return std::make_shared<const image::PreparedImage>(nativeOf(size), spec);
}

PreprocessSpec withTile(int tile)
{
    PreprocessSpec spec;
    spec.tile = tile;
    return spec;
}

} // namespace

class TestForecast : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_model = std::make_shared<const model::Model>(
            model::makeRandomModel(model::makeUNet(8, 1, 2), 5));
        m_runtime = makeRuntime(2);
        m_runtime.waited = {};
    }

    // Told before the run, counted by it.
    void memoryIsThatOfTheRun_data()
    {
        QTest::addColumn<int>("weightBits");
        QTest::addColumn<int>("activationBits");
        QTest::addColumn<int>("size");
        for (const int size : {64, 200, 512}) {
            for (const auto& [w, a] :
                 {std::pair(8, 8), {4, 6}, {2, 4}, {1, 1}, {32, 32}, {16, 16}}) {
                if (w <= 8 || size < 512) { // floats take their time
                    QTest::addRow("W%dA%d, %d", w, a, size) << w << a << size;
                }
            }
        }
    }
    void memoryIsThatOfTheRun()
    {
        QFETCH(int, weightBits);
        QFETCH(int, activationBits);
        QFETCH(int, size);
        if (weightBits > 8 && !nn::TorchRuntime::isInstalled()) {
            QSKIP("The LibTorch module halftone_torch is not built: no float path.");
        }
        const auto image = sample(size, m_model->card.preprocess);
        InferenceSession session(m_runtime, m_model, image);
        const quant::Precision precision{weightBits, activationBits};
        const auto told = session.forecast(precision);
        QVERIFY(told);
        const SliceOutcome ran = session.segment(precision, 0, Timing::Measured, {});
        QCOMPARE(told->arenaBytes, ran.cost.arenaBytes);
        QCOMPARE(told->packedBytes, ran.cost.packedBytes);
        QVERIFY(ran.forecast && ran.forecast->arenaBytes == told->arenaBytes);
        QCOMPARE(told->milliseconds.has_value(), precision.isInteger());
        if (told->milliseconds) {
            QVERIFY(*told->milliseconds > 0);
            qInfo("forecast %.3f ms, took %.3f ms", *told->milliseconds, ran.latency.medianMs);
        }
    }

    // The engine keeps what it had: a forecast for another size changes no plan and no bit.
    void aForecastChangesNothing()
    {
        for (const quant::Precision precision : {quant::kHighestInteger, quant::kSmallest}) {
            const auto predictor = makePredictor(m_runtime, m_model, precision);
            const std::vector<std::uint8_t> codes(64 * 64, 100);
            model::Prediction before;
            predictor->predict({codes.data(), 1, 64, 64}, true, {}, before);
            for (const int side : {8, 512, 2048}) {
                QVERIFY(predictor->forecast(side, side)->arenaBytes > 0);
            }
            model::Prediction after;
            predictor->predict({codes.data(), 1, 64, 64}, true, {}, after);
            QVERIFY(after.labels == before.labels && after.probabilities == before.probabilities);
            QCOMPARE(after.cost.arenaBytes, before.cost.arenaBytes);
            QCOMPARE(after.cost.packedBytes, before.cost.packedBytes);
            HALFTONE_EXPECT_ERROR(ErrorCode::ShapeMismatch, "multiples of 8",
                                  static_cast<void>(predictor->forecast(12, 64)));
        }
    }

    // Large float convolutions are made in bands of rows, those of small tiles are not.
    void floatBandsLeaveNoSeams()
    {
        if (!nn::TorchRuntime::isInstalled()) {
            QSKIP("The LibTorch module halftone_torch is not built: no float path.");
        }
        const auto model = std::make_shared<const model::Model>(
            model::makeRandomModel(model::makeUNet(16, 1, 1), 3));
        // 1.8e9 products in the largest layer: two bands.
        const image::PreparedImage whole(nativeOf(512), withTile(1024));
        const image::PreparedImage tiled(nativeOf(512), withTile(256));
        const auto predictor = makePredictor(makeRuntime(2), model, quant::kFull);
        const NetworkReach reach = reachOf(model->network);
        const auto a = segmentSlice(*predictor, whole, reach, 0, true, {}).probabilities;
        const auto b = segmentSlice(*predictor, tiled, reach, 0, true, {}).probabilities;
        QCOMPARE(a.size(), b.size());
        const auto [low, high] = std::minmax_element(a.begin(), a.end());
        QVERIFY(*high - *low > 0.05F); // there is something to compare
        for (std::size_t i = 0; i < a.size(); ++i) {
            QVERIFY(std::abs(a[i] - b[i]) < 1e-3F);
        }
    }

    // Too little memory: a sentence before the run, tiles that fit, the same mask.
    void shortMemoryOffersSmallerTiles()
    {
        const auto image = sample(400, m_model->card.preprocess);
        InferenceSession plenty(m_runtime, m_model, image);
        const SliceOutcome whole = plenty.segment(quant::kBalanced, 0, Timing::Once, {});
        QCOMPARE(whole.forecast->tiles, 1);

        Runtime shortOf = m_runtime;
        shortOf.availableBytes = [bytes = whole.cost.arenaBytes / 2] {
            return std::optional(bytes);
        };
        InferenceSession refused(shortOf, m_model, image);
        HALFTONE_EXPECT_ERROR(
            ErrorCode::OutOfMemory, "slice of 400 x 400 pixels",
            static_cast<void>(refused.segment(quant::kBalanced, 0, Timing::Once, {})));
        QVERIFY(refused.offeredTileBytes() > 0);
        HALFTONE_EXPECT_ERROR(
            ErrorCode::OutOfMemory, "gives the same mask",
            static_cast<void>(refused.segment(quant::kBalanced, 0, Timing::Once, {})));

        shortOf.mostTileBytes = refused.offeredTileBytes();
        InferenceSession tiled(shortOf, m_model, image);
        const SliceOutcome parts = tiled.segment(quant::kBalanced, 0, Timing::Once, {});
        QVERIFY(parts.forecast->tiles > 1);
        QCOMPARE(parts.forecast->arenaBytes, parts.cost.arenaBytes);
        QVERIFY(parts.cost.arenaBytes <= whole.cost.arenaBytes / 2);
        QVERIFY(*parts.labels == *whole.labels);

        // No tile is small enough: said, and nothing offered.
        shortOf.mostTileBytes = kMostTileBytes;
        shortOf.availableBytes = [] { return std::optional(std::size_t{1}); };
        InferenceSession hopeless(shortOf, m_model, image);
        HALFTONE_EXPECT_ERROR(
            ErrorCode::OutOfMemory, "choose fewer bits",
            static_cast<void>(hopeless.segment(quant::kBalanced, 0, Timing::Once, {})));
        QCOMPARE(hopeless.offeredTileBytes(), 0.0);
    }

    void whatRunsTookMakesTheNextForecastBetter()
    {
        ForecastRatios ratios;
        QCOMPARE(ratios.corrected("a", 10.0, 100).value(), 10.0);
        QVERIFY(!ratios.corrected("float", std::nullopt, 100));
        ratios.learn("a", 10.0, 100, 20);
        QCOMPARE(ratios.corrected("a", 30.0, 100).value(), 60.0);
        QCOMPARE(ratios.corrected("b", 30.0, 100).value(), 30.0); // another model or engine
        ratios.learn("a", 10.0, 100, 10); // newer ones count more, none alone
        QCOMPARE(ratios.ratio("a"), 1.5);
        ratios.learn("float", std::nullopt, 100, 50); // by pixels, where there is no estimate
        QCOMPARE(ratios.corrected("float", std::nullopt, 400).value(), 200.0);

        const auto image = sample(128, m_model->card.preprocess);
        const auto shared = std::make_shared<ForecastRatios>();
        InferenceSession first(m_runtime, m_model, image, PredictorCache::kDefaultBudgetBytes,
                               shared);
        const double plain = first.forecast(quant::kBalanced)->milliseconds.value();
        static_cast<void>(first.segment(quant::kBalanced, 0, Timing::Measured, {}));
        InferenceSession second(m_runtime, m_model, image, PredictorCache::kDefaultBudgetBytes,
                                shared);
        const double learned = second.forecast(quant::kBalanced)->milliseconds.value();
        QVERIFY(learned != plain);
    }

    // Runs whose threads waited for processors are not told as those of a quiet machine.
    void aBusyMachineIsTold()
    {
        Runtime runtime = m_runtime;
        double waited = 0;
        double each = 0;
        runtime.waited = [&]() -> std::optional<double> { return waited += each; };
        const auto image = sample(64, m_model->card.preprocess);
        InferenceSession session(runtime, m_model, image);
        QVERIFY(!session.segment(quant::kBalanced, 0, Timing::Measured, {}).latency.busy);
        each = 1e3; // seconds: more than any run takes
        QVERIFY(session.segment(quant::kBalanced, 0, Timing::Measured, {}).latency.busy);
        each = 0;
        QVERIFY(!session.segment(quant::kBalanced, 0, Timing::Measured, {}).latency.busy);
        runtime.waited = [] { return std::optional<double>(); }; // a system that does not tell
        InferenceSession blind(runtime, m_model, image);
        QVERIFY(!blind.segment(quant::kBalanced, 0, Timing::Measured, {}).latency.busy);
    }

private:
    std::shared_ptr<const model::Model> m_model;
    Runtime m_runtime;
};

QTEST_GUILESS_MAIN(TestForecast)
#include "tst_forecast.moc"
