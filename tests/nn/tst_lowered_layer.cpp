// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/reference/reference.h"
#include "core/model/lowered_layer.h"
#include "core/model/model_file.h"
#include "core/nn/detail/exact_network.h"
#include "core/quant/weight_codes.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <vector>

using namespace halftone;
using Part = model::LoweredLayer::Part;

namespace {

constexpr int kHeight = 24;
constexpr int kWidth = 40;

std::vector<std::uint8_t> noise()
{
    std::vector<std::uint8_t> codes;
    std::uint32_t seed = 99;
    for (int i = 0; i < kHeight * kWidth; ++i) {
        seed = seed * 1664525U + 1013904223U;
        codes.push_back(static_cast<std::uint8_t>(seed >> 24));
    }
    return codes;
}

std::map<int, std::vector<std::uint8_t>> codesOf(const std::vector<nn::ExactValue>& trace)
{
    std::map<int, std::vector<std::uint8_t>> result;
    for (const nn::ExactValue& value : trace) {
        result[value.node] = value.codes;
    }
    return result;
}

} // namespace

class TestLoweredLayer : public QObject {
    Q_OBJECT

private:
    std::shared_ptr<const model::Model> m_model =
        std::make_shared<const model::Model>(model::makeRandomModel(model::makeUNet(6, 1, 2), 7));
    std::vector<std::uint8_t> m_codes = noise();
    TensorView<const std::uint8_t> m_view{m_codes.data(), 1, kHeight, kWidth};

private Q_SLOTS:
    /// The integer network with that layer's weights in the file, computed by the judge.
    void loweredWeightsAreThoseOfTheNestedCode_data()
    {
        QTest::addColumn<int>("bits");
        for (const int bits : {8, 5, 4, 3}) {
            QTest::addRow("%d bits", bits) << bits;
        }
    }
    void loweredWeightsAreThoseOfTheNestedCode()
    {
        QFETCH(int, bits);
        const quant::Precision precision{bits, 5};
        constexpr int kConv = 4;
        model::Model changed = *m_model;
        for (std::int8_t& code : changed.convs[kConv].codes) {
            // In the 8-bit codes themselves: what is left of them with a bit less.
            const int less = quant::nestedCode(code, bits - 1);
            code = static_cast<std::int8_t>(less * static_cast<int>(quant::nestedStep(bits - 1)));
        }
        std::vector<engine::LayerTrace> expected;
        const auto logits = engine::referenceLogits(changed, precision, m_view, &expected);
        const nn::ExactNetwork network(m_model, precision,
                                       model::LoweredLayer{kConv, Part::Weights});
        std::vector<nn::ExactValue> found;
        QVERIFY(network.logits(m_view, {}, &found, nullptr) == logits);
        for (std::size_t i = 0; i < expected.size(); ++i) {
            QVERIFY2(found[i].codes == expected[i].codes, expected[i].name.c_str());
        }
        // It does change something.
        QVERIFY(engine::referenceLogits(*m_model, precision, m_view, nullptr) != logits);
    }

    void loweredActivationsHaveHalfTheCodes()
    {
        const quant::Precision precision{4, 4};
        constexpr int kConv = 2;
        const int node = m_model->network.convNodes()[kConv];
        std::vector<nn::ExactValue> trace;
        static_cast<void>(nn::ExactNetwork(m_model, precision).logits(m_view, {}, &trace, nullptr));
        const auto before = codesOf(trace);
        trace.clear();
        const nn::ExactNetwork lowered(m_model, precision,
                                       model::LoweredLayer{kConv, Part::Activations});
        static_cast<void>(lowered.logits(m_view, {}, &trace, nullptr));
        const auto after = codesOf(trace);
        for (int n = 0; n < node; ++n) {
            QVERIFY(before.at(n) == after.at(n));
        }
        std::set<int> seen;
        for (std::size_t i = 0; i < before.at(node).size(); ++i) {
            const int code = before.at(node)[i];
            // To the nearest even code, ties up, but never above 14, as 16 is none.
            QCOMPARE(static_cast<int>(after.at(node)[i]), std::min((code + 1) / 2 * 2, 14));
            seen.insert(after.at(node)[i]);
        }
        QVERIFY(seen.size() > 2 && seen.size() <= 8);
        QVERIFY(before.at(node + 1) != after.at(node + 1));
    }

    void theLastStepToOneBitIsSafeToo()
    {
        // Ternary weights become +-1: sums beyond what the tables were made for.
        const int convs = static_cast<int>(m_model->convs.size());
        for (int conv = 1; conv + 1 < convs; ++conv) {
            const nn::ExactNetwork network(m_model, {2, 8},
                                           model::LoweredLayer{conv, Part::Weights});
            QVERIFY(!network.logits(m_view, {}, nullptr, nullptr).empty());
        }
    }

    void whatCannotBeLoweredIsAnError()
    {
        const int head = static_cast<int>(m_model->convs.size()) - 1;
        const model::Model packed = model::packedForPrecision(*m_model, {4, 6});
        using L = model::LoweredLayer;
        QVERIFY(model::canLower(*m_model, {4, 6}, L{1, Part::Weights}));
        QVERIFY(model::canLower(*m_model, {4, 6}, L{0, Part::Activations}));
        QVERIFY(!model::canLower(*m_model, {4, 6}, L{0, Part::Weights})); // stays at 8 bits
        QVERIFY(!model::canLower(*m_model, {4, 6}, L{head, Part::Weights}));
        QVERIFY(!model::canLower(*m_model, {4, 6}, L{head, Part::Activations}));
        QVERIFY(!model::canLower(*m_model, {1, 6}, L{1, Part::Weights}));
        QVERIFY(!model::canLower(*m_model, {4, 1}, L{1, Part::Activations}));
        QVERIFY(!model::canLower(*m_model, {32, 32}, L{1, Part::Activations}));
        QVERIFY(!model::canLower(*m_model, {4, 6}, L{-1, Part::Weights}));
        QVERIFY(!model::canLower(*m_model, {4, 6}, L{head + 1, Part::Weights}));
        QVERIFY(!model::canLower(packed, {4, 6}, L{1, Part::Weights}));
        QVERIFY(model::canLower(packed, {4, 6}, L{1, Part::Activations}));
        HALFTONE_EXPECT_ERROR(
            ErrorCode::InvalidArgument, "cannot have a bit less at W4A6",
            nn::makeExactPredictor(m_model, {4, 6}, model::LoweredLayer{head, Part::Weights}));
    }

    void theFloatPathIsHeardLayerByLayer()
    {
        struct Listener : model::PredictObserver {
            void observed(const model::LayerObservation& layer,
                          const model::LayerOutput& output) override
            {
                layers.push_back(layer);
                last.resize(static_cast<std::size_t>(layer.channels * layer.height * layer.width));
                output.copyTo(last);
                if (layer.node + 1 < nodes) {
                    least = std::min(least, *std::min_element(last.begin(), last.end()));
                }
            }
            int nodes = 0;
            float least = 0; ///< of hidden values: behind ReLU
            std::vector<model::LayerObservation> layers;
            std::vector<float> last;
        };
        const auto one = std::make_shared<const model::Model>(
            model::makeRandomModel(model::makeUNet(6, 1, 1), 7));
        Listener listener;
        listener.nodes = static_cast<int>(one->network.nodes.size());
        const auto predictor = nn::makeFloatPredictor(one, quant::kFull);
        model::Prediction without;
        predictor->predict(m_view, false, {}, without);
        predictor->setObserver(&listener);
        model::Prediction with;
        predictor->predict(m_view, false, {}, with);
        QVERIFY(with.labels == without.labels);
        QCOMPARE(listener.layers.size(), one->network.nodes.size());
        QCOMPARE(listener.least, 0.0F);
        for (std::size_t n = 0; n < listener.layers.size(); ++n) {
            QCOMPARE(listener.layers[n].name, one->network.nodes[n].name);
        }
        // The head's are the logits, from which the labels come.
        QCOMPARE(listener.last.size(), with.labels.size());
        for (std::size_t i = 0; i < with.labels.size(); ++i) {
            QCOMPARE(with.labels[i] == 1, listener.last[i] >= 0);
        }
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "cannot be looked into",
                              nn::makeExactPredictor(one, {4, 6})->setObserver(&listener));
    }
};

QTEST_GUILESS_MAIN(TestLoweredLayer)
#include "tst_lowered_layer.moc"
