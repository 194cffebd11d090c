// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/model_file.h"
#include "core/pipeline/predictors.h"
#include "tests/support/expect_error.h"

#include <QTemporaryFile>
#include <QTest>

#include <algorithm>

using namespace halftone;
using namespace halftone::pipeline;

namespace {

model::Model cordModel()
{
    model::Model model = model::makeRandomModel(model::makeUNet(4, 1, 3), 2);
    model.card.labels = {{1, "white-matter", {255, 255, 255}}, {2, "grey-matter", {128, 128, 128}}};
    model.card.backgroundName = "other";
    model.card.unions = {{"cord", {1, 2}}};
    return model;
}

} // namespace

class TestPredictors : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // The float path is not under test here: without its module, W8A8 is full precision.
    void initTestCase() { qputenv("HALFTONE_TORCH_MODULE", "no-such-module.so"); }

    void integerPredictorOutlivesItsRuntime()
    {
        const auto model = std::make_shared<const model::Model>(cordModel());
        std::unique_ptr<model::Predictor> predictor;
        {
            const Runtime runtime = makeRuntime(2);
            predictor = makePredictor(runtime, model, {4, 6});
        }
        QVERIFY((predictor->precision() == quant::Precision{4, 6}));
        QVERIFY(predictor->description().find("2 threads") != std::string::npos);
        const std::vector<std::uint8_t> codes(16 * 16, 90);
        model::Prediction prediction;
        predictor->predict({codes.data(), 1, 16, 16}, true, {}, prediction);
        QCOMPARE(prediction.labels.size(), codes.size());
        QCOMPARE(prediction.probabilities.size(), 3 * codes.size());
        QCOMPARE(prediction.cost.weightBytes, model->weightBytes({4, 6}));
        QVERIFY(prediction.cost.arenaBytes > 0 && prediction.cost.milliseconds > 0);
    }

    // Of an imported model, the engine runs what it has the operations and a table for.
    void whatTheEngineLacksIsSimulated()
    {
        model::Model imported = cordModel();
        QVERIFY(!isSimulated(imported, {4, 6}) && !isSimulated(imported, quant::kFull));
        QVERIFY(isSimulated(imported, quant::kSimulated16));
        imported.graph = std::make_shared<const model::graph::Graph>();
        QVERIFY(!isSimulated(imported, {4, 6}));
        std::erase_if(imported.tables, [](const model::PrecisionTable& table) {
            return table.precision == quant::Precision{4, 6};
        });
        QVERIFY(isSimulated(imported, {4, 6}) && !isSimulated(imported, {4, 5}));
        QVERIFY(!isSimulated(imported, quant::kFull));
        imported.network = model::makeOpaque({});
        QVERIFY(isSimulated(imported, {4, 5}));
        const auto model = std::make_shared<const model::Model>(imported);
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "LibTorch",
                              makePredictor(makeRuntime(1), model, {4, 5}));
    }

    void resultsDoNotDependOnThreads()
    {
        const auto model = std::make_shared<const model::Model>(cordModel());
        std::vector<std::uint8_t> codes(40 * 32);
        for (std::size_t i = 0; i < codes.size(); ++i) {
            codes[i] = static_cast<std::uint8_t>(i * 37 % 256);
        }
        model::Prediction one;
        model::Prediction three;
        makePredictor(makeRuntime(1), model, {3, 5})
            ->predict({codes.data(), 1, 40, 32}, true, {}, one);
        makePredictor(makeRuntime(3), model, {3, 5})
            ->predict({codes.data(), 1, 40, 32}, true, {}, three);
        QVERIFY(one.labels == three.labels);
        QVERIFY(one.probabilities == three.probabilities);
    }

    void unavailablePrecisionsAreExplained()
    {
        const Runtime runtime = makeRuntime(1);
        const auto full = std::make_shared<const model::Model>(cordModel());
        const auto packed =
            std::make_shared<const model::Model>(model::packedForPrecision(*full, {4, 6}));
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "W16A8",
                              makePredictor(runtime, full, {16, 8}));
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "LibTorch",
                              makePredictor(runtime, full, quant::kFull));
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "packed",
                              makePredictor(runtime, packed, quant::kFull));
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "W4A6",
                              makePredictor(runtime, packed, {8, 8}));
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "thread count", makeRuntime(-1));
    }

    void fullPrecisionIsTheBestThereIs()
    {
        const model::Model model = cordModel();
        QVERIFY(fullPrecision(model) == quant::kHighestInteger);
        QVERIFY(
            (fullPrecision(model::packedForPrecision(model, {4, 6})) == quant::Precision{4, 6}));
        // A module file that exists is enough: nothing is loaded.
        QTemporaryFile module;
        QVERIFY(module.open());
        qputenv("HALFTONE_TORCH_MODULE", module.fileName().toUtf8());
        QVERIFY(fullPrecision(model) == quant::kFull);
        QVERIFY(
            (fullPrecision(model::packedForPrecision(model, {4, 6})) == quant::Precision{4, 6}));
        qputenv("HALFTONE_TORCH_MODULE", "no-such-module.so");
    }

    void structuresInCardOrder()
    {
        const auto structures = structuresOf(cordModel());
        QCOMPARE(structures.size(), std::size_t{4});
        QCOMPARE(structures[0].name, std::string("white-matter"));
        QCOMPARE(structures[2].name, std::string("other"));
        QVERIFY(structures[2].values == std::vector<std::uint8_t>{0});
        QVERIFY((structures[3].values == std::vector<std::uint8_t>{1, 2}));
    }
};

QTEST_GUILESS_MAIN(TestPredictors)
#include "tst_predictors.moc"
