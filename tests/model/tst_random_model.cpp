// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/reference/reference.h"
#include "core/model/model.h"
#include "core/quant/fixed_point.h"

#include <QTest>

#include <algorithm>

using namespace halftone;
using quant::Precision;

// A random model stands in for a trained one in benchmarks and tests, so its activations must look
// alive: neither all zero nor all saturated, at every one of the 64 precisions.
class TestRandomModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void activationsStayInAUsefulRange_data()
    {
        QTest::addColumn<int>("activationBits");
        for (int bits = 1; bits <= 8; ++bits) {
            QTest::addRow("A%d", bits) << bits;
        }
    }
    void activationsStayInAUsefulRange()
    {
        QFETCH(int, activationBits);
        const model::Model model = model::makeRandomModel(model::makeUNet(8, 1, 1), 4);
        std::vector<std::uint8_t> image(32 * 32);
        for (std::size_t i = 0; i < image.size(); ++i) {
            image[i] = static_cast<std::uint8_t>((i * 7 + i / 32 * 13 + i * i % 61) % 200);
        }
        const TensorView<const std::uint8_t> input{image.data(), 1, 32, 32};
        for (int weightBits = 1; weightBits <= 8; ++weightBits) {
            std::vector<engine::LayerTrace> trace;
            const Precision precision{weightBits, activationBits};
            const auto logits = engine::referenceLogits(model, precision, input, &trace);
            QVERIFY(!trace.empty());
            for (const engine::LayerTrace& layer : trace) {
                const int top = quant::maxActivationCode(activationBits);
                const auto zero = std::count(layer.codes.begin(), layer.codes.end(), 0);
                const auto full = std::count(layer.codes.begin(), layer.codes.end(), top);
                const auto all = static_cast<double>(layer.codes.size());
                const QString where = QStringLiteral("%1 %2: %3 zero, %4 saturated")
                                          .arg(QString::fromStdString(quant::toString(precision)),
                                               QString::fromStdString(layer.name))
                                          .arg(static_cast<double>(zero) / all)
                                          .arg(static_cast<double>(full) / all);
                QVERIFY2(static_cast<double>(zero) < 0.95 * all, qPrintable(where));
                QVERIFY2(static_cast<double>(full) < 0.9 * all, qPrintable(where));
            }
            const auto positive =
                std::count_if(logits.begin(), logits.end(), [](std::int32_t v) { return v >= 0; });
            QVERIFY(positive > 0 && positive < static_cast<std::ptrdiff_t>(logits.size()));
        }
    }
};

QTEST_GUILESS_MAIN(TestRandomModel)
#include "tst_random_model.moc"
