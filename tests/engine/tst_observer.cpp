// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/engine/integer_engine.h"
#include "core/engine/reference/reference.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <map>
#include <stdexcept>
#include <vector>

using namespace halftone;

namespace {

constexpr int kHeight = 40;
constexpr int kWidth = 56;
constexpr quant::Precision kPrecision{3, 5};

std::vector<std::uint8_t> noise()
{
    std::vector<std::uint8_t> codes;
    std::uint32_t seed = 17;
    for (int i = 0; i < kHeight * kWidth; ++i) {
        seed = seed * 1664525U + 1013904223U;
        codes.push_back(static_cast<std::uint8_t>(seed >> 24));
    }
    return codes;
}

/// Remembers all it hears.
class Listener : public model::PredictObserver {
public:
    void observed(const model::LayerObservation& layer, const model::LayerOutput& output) override
    {
        layers.push_back(layer);
        std::vector<float> copy(
            static_cast<std::size_t>(layer.channels * layer.height * layer.width));
        output.copyTo(copy);
        values[layer.node] = copy;
        std::vector<float> wrong(copy.size() + 1);
        HALFTONE_EXPECT_ERROR(ErrorCode::ShapeMismatch, "was asked for", output.copyTo(wrong));
    }

    std::vector<model::LayerObservation> layers;
    std::map<int, std::vector<float>> values;
};

class Thrower : public model::PredictObserver {
public:
    void observed(const model::LayerObservation&, const model::LayerOutput&) override
    {
        throw Error(ErrorCode::Internal, "enough");
    }
};

} // namespace

class TestObserver : public QObject {
    Q_OBJECT

private:
    std::shared_ptr<const model::Model> m_model =
        std::make_shared<const model::Model>(model::makeRandomModel(model::makeUNet(8, 1, 3), 4));
    std::vector<std::uint8_t> m_codes = noise();
    TensorView<const std::uint8_t> m_view{m_codes.data(), 1, kHeight, kWidth};
    ThreadPool m_pool{2};

    std::unique_ptr<model::Predictor> makePredictor()
    {
        return engine::makeIntegerPredictor(m_model, kPrecision, {&m_pool, engine::chooseIsa()});
    }

private Q_SLOTS:
    void hearsOfEveryNodeThatIsComputed()
    {
        Listener listener;
        const auto predictor = makePredictor();
        predictor->setObserver(&listener);
        model::Prediction prediction;
        predictor->predict(m_view, false, {}, prediction);

        std::vector<std::string> names{"input"};
        for (const model::Node& node : m_model->network.nodes) {
            if (!std::holds_alternative<model::Upsample2>(node.op)) { // folded
                names.push_back(node.name);
            }
        }
        QCOMPARE(listener.layers.size(), names.size());
        double sum = 0;
        double gmac = 0;
        for (std::size_t i = 0; i < names.size(); ++i) {
            const model::LayerObservation& layer = listener.layers[i];
            QCOMPARE(layer.name, names[i]);
            const bool conv =
                layer.node >= 0
                && m_model->network.nodes[static_cast<std::size_t>(layer.node)].isConv();
            QCOMPARE(std::string(layer.algorithm).empty(), !conv);
            QVERIFY(layer.milliseconds >= 0);
            sum += layer.milliseconds;
            gmac += layer.gmac;
        }
        QVERIFY(sum > 0 && sum <= prediction.cost.milliseconds);
        QVERIFY(std::abs(gmac - m_model->network.macs(kHeight, kWidth) / 1e9) < 1e-12);
    }

    void outputsAreThoseOfTheReference()
    {
        Listener listener;
        const auto predictor = makePredictor();
        predictor->setObserver(&listener);
        model::Prediction prediction;
        predictor->predict(m_view, true, {}, prediction);

        std::vector<engine::LayerTrace> expected;
        const std::vector<std::int32_t> logits =
            engine::referenceLogits(*m_model, kPrecision, m_view, &expected);
        for (const engine::LayerTrace& trace : expected) {
            const auto found = listener.values.find(trace.node);
            if (found == listener.values.end()) {
                continue; // an upsampling
            }
            const std::vector<float> codes(trace.codes.begin(), trace.codes.end());
            QVERIFY2(found->second == codes, trace.name.c_str());
        }
        const std::vector<float>& head =
            listener.values.at(static_cast<int>(m_model->network.nodes.size()) - 1);
        const double scale = m_model->requireTable(kPrecision).logitScale;
        QCOMPARE(head.size(), logits.size());
        for (std::size_t i = 0; i < logits.size(); ++i) {
            QCOMPARE(head[i], static_cast<float>(scale * logits[i]));
        }
        QVERIFY(listener.values.at(model::kInputValue)
                == std::vector<float>(m_codes.begin(), m_codes.end()));
    }

    void masksAreTheSameWithAndWithout()
    {
        const auto predictor = makePredictor();
        model::Prediction without;
        predictor->predict(m_view, true, {}, without);
        Listener listener;
        predictor->setObserver(&listener);
        model::Prediction with;
        predictor->predict(m_view, true, {}, with);
        QVERIFY(with.labels == without.labels);
        QVERIFY(with.probabilities == without.probabilities);

        const std::size_t heard = listener.layers.size();
        predictor->setObserver(nullptr);
        predictor->predict(m_view, true, {}, with);
        QCOMPARE(listener.layers.size(), heard);
    }

    void whatItThrowsEndsThePredictionAndLeavesThePredictorWhole()
    {
        const auto predictor = makePredictor();
        model::Prediction before;
        predictor->predict(m_view, false, {}, before);
        Thrower thrower;
        predictor->setObserver(&thrower);
        model::Prediction prediction;
        HALFTONE_EXPECT_ERROR(ErrorCode::Internal, "enough",
                              predictor->predict(m_view, false, {}, prediction));
        predictor->setObserver(nullptr);
        predictor->predict(m_view, false, {}, prediction);
        QVERIFY(prediction.labels == before.labels);
    }
};

QTEST_GUILESS_MAIN(TestObserver)
#include "tst_observer.moc"
