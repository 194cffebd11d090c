// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/float16.h"
#include "core/model/model_file.h"
#include "core/model/number_grids.h"
#include "core/quant/weight_codes.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace halftone;
using namespace halftone::model;

class TestNumberGrids : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void formatsAreExactOnPowersOfTwoOnly()
    {
        NumberGrid grid;
        grid.bits = 4;
        QVERIFY(!nearestFormat(grid)); // no step, no format
        grid.step = 0.125;
        QVERIFY(nearestFormat(grid)->isExact);
        QCOMPARE(nearestFormat(grid)->format.fracBits, 3);
        QCOMPARE(nearestFormat(grid)->format.intBits, 1);
        grid.step = 0.13;
        QVERIFY(!nearestFormat(grid)->isExact);
        QCOMPARE(nearestFormat(grid)->format.fracBits, 3);
        grid.step = 4;
        QCOMPARE(nearestFormat(grid)->format.fracBits, -2);
        QCOMPARE(nearestFormat(grid)->format.intBits, 6);

        const NumberGrid input = inputNumbers();
        QCOMPARE(input.codes(), 256);
        QCOMPARE(*input.step, 1.0 / 255); // not the 1/256 of Q0.8
        QVERIFY(!nearestFormat(input)->isExact);
    }

    // The paper's dossier counts them: 33, 9, 127, 31 values.
    void thePapersFormatsHaveMoreValuesThanBits()
    {
        QCOMPARE(quant::publishedLevels(quant::paperWeights(4)), 33LL);
        QCOMPARE(quant::publishedLevels(quant::paperWeights(2)), 9LL);
        QCOMPARE(quant::publishedLevels(quant::paperActivations(6)), 127LL);
        QCOMPARE(quant::publishedLevels(quant::paperActivations(4)), 31LL);
        QCOMPARE(quant::publishedLargest(quant::paperWeights(4)), 1.0);
        QCOMPARE(quant::publishedLargest(quant::paperActivations(6)), 63.0);
    }

    void modelsWithoutFloatWeightsKeepTheirCodes()
    {
        Model model = makeRandomModel(makeUNet(4, 1, 2), 3);
        for (ConvWeights& conv : model.convs) {
            conv.master.clear();
        }
        const auto layers = layerNumbers(model, {2, 3});
        QCOMPARE(layers.size(), model.convs.size());
        for (const LayerNumbers& layer : layers) {
            QVERIFY(!layer.weights.step && !layer.activations.step);
            QCOMPARE(layer.weights.codes(), layer.fixed8 ? 255 : 3);
            QCOMPARE(layer.activations.codes(), 8);
        }
        QCOMPARE(layerNumbers(model, {1, 1})[1].weights.codes(), 2); // no 0
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "FP32",
                              static_cast<void>(layerNumbers(model, quant::kFull)));
    }

    void shippedModels_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"em-membrane", "cord-gray-matter", "ct-pancreas"}) {
            QTest::newRow(name) << QString::fromLatin1(name);
        }
    }
    // Codes times their step are the file's float weights; the estimated steps end where the exact
    // one is.
    void shippedModels()
    {
        QFETCH(QString, name);
        const Model model =
            readModel(std::string(HALFTONE_SHIPPED_MODELS "/") + name.toStdString() + ".halftone");
        for (const quant::Precision precision :
             {quant::kHighestInteger, quant::kBalanced, quant::kSmallest}) {
            const auto layers = layerNumbers(model, precision);
            for (std::size_t conv = 0; conv < layers.size(); ++conv) {
                const LayerNumbers& layer = layers[conv];
                const bool hidden = conv + 2 < layers.size();
                QVERIFY(layer.weights.step.has_value());
                // Of ternary weights the estimates end elsewhere, and are not told.
                QCOMPARE(layer.activations.step.has_value(),
                         !hidden || precision != quant::kSmallest);
                QVERIFY(layer.weights.lowestStep <= *layer.weights.step
                        && *layer.weights.step <= layer.weights.highestStep);
                QCOMPARE(layer.activations.isEstimate,
                         hidden && layer.activations.step.has_value());
                QVERIFY(layer.activations.estimateError < 0.25);
                if (layer.isHead) { // one step for all
                    const double step = *layer.weights.step;
                    for (std::size_t i = 0; i < model.convs[conv].codes.size(); ++i) {
                        const double weight =
                            static_cast<double>(halfToFloat(model.convs[conv].master[i]));
                        QVERIFY(std::abs(weight - step * model.convs[conv].codes[i]) < 0.6 * step);
                    }
                    QVERIFY(std::abs(*layer.activations.step * step / table(model, precision) - 1)
                            < 1e-9);
                }
            }
            qInfo("%s: estimates end %.1f %% from the exact step",
                  quant::toString(precision).c_str(),
                  100 * layers.front().activations.estimateError);
        }
    }

private:
    static double table(const Model& model, quant::Precision precision)
    {
        return model.requireTable(precision).logitScale;
    }
};

QTEST_GUILESS_MAIN(TestNumberGrids)
#include "tst_number_grids.moc"
