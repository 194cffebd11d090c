// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/latency.h"
#include "core/engine/plan/ceiling.h"
#include "core/model/model_file.h"
#include "core/nn/torch_runtime.h"
#include "core/phantom/phantom.h"
#include "core/pipeline/network_analysis.h"
#include "core/pipeline/sensitivity.h"
#include "core/quant/weight_codes.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <cmath>
#include <numeric>
#include <set>

using namespace halftone;
using pipeline::LayerFigures;
using pipeline::LayerLoss;
using pipeline::NetworkAnalysis;
using Part = model::LoweredLayer::Part;

namespace {

constexpr quant::Precision kPrecision{3, 4};

/// All that the engine puts out, by node.
std::map<int, std::vector<std::uint8_t>> traceOf(const std::shared_ptr<const model::Model>& model,
                                                 quant::Precision precision,
                                                 TensorView<const std::uint8_t> codes)
{
    engine::IntegerEngine engine(model, precision, {nullptr, engine::chooseIsa()});
    std::vector<std::int32_t> logits(codes.size()
                                     * static_cast<std::size_t>(model->network.classes()));
    std::map<int, std::vector<std::uint8_t>> result;
    for (engine::LayerTrace& trace : engine.trace(
             codes, {logits.data(), model->network.classes(), codes.height, codes.width})) {
        result[trace.node] = std::move(trace.codes);
    }
    return result;
}

/// The definition of LayerFigures::error, step by step.
double errorByDefinition(const std::vector<std::uint8_t>& x, const std::vector<std::uint8_t>& q)
{
    double xq = 0;
    double qq = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        xq += static_cast<double>(x[i]) * q[i];
        qq += static_cast<double>(q[i]) * q[i];
    }
    const double step = xq / qq;
    double noise = 0;
    double signal = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double left = x[i] - step * q[i];
        noise += left * left;
        signal += static_cast<double>(x[i]) * x[i];
    }
    return std::sqrt(noise / signal);
}

} // namespace

class TestNetworkAnalysis : public QObject {
    Q_OBJECT

private:
    pipeline::Runtime m_runtime = pipeline::makeRuntime(2);
    engine::CostModel m_costs = engine::builtInCosts(m_runtime.isa);
    std::shared_ptr<const model::Model> m_model;   ///< integers alone
    std::shared_ptr<const model::Model> m_floated; ///< the same with its float weights
    std::shared_ptr<const image::PreparedImage> m_image;
    std::vector<std::uint8_t> m_codes;

    NetworkAnalysis analyse(quant::Precision precision)
    {
        return pipeline::analyseSlice(m_runtime, m_model, *m_image, m_codes, precision, m_costs,
                                      {});
    }

private Q_SLOTS:
    void initTestCase()
    {
        model::Model model = model::makeRandomModel(model::makeUNet(8, 1, 1), 3);
        m_floated = std::make_shared<const model::Model>(model);
        for (model::ConvWeights& conv : model.convs) {
            conv.master.clear();
            conv.floatScale.clear();
            conv.floatOffset.clear();
        }
        m_model = std::make_shared<const model::Model>(model);
        phantom::Options options;
        options.size = 64;
        options.slices = 1;
        m_image = std::make_shared<const image::PreparedImage>(
            std::make_shared<const Image>(phantom::make(phantom::Kind::Em, options).image),
            m_model->card.preprocess);
        m_codes = m_image->slice(0);
    }

    void figuresAreThoseOfTheEngine()
    {
        const NetworkAnalysis analysis = analyse(kPrecision);
        const TensorView<const std::uint8_t> view{m_codes.data(), 1, 64, 64};
        const auto mine = traceOf(m_model, kPrecision, view);
        const auto full = traceOf(m_model, quant::kHighestInteger, view);
        QCOMPARE(analysis.layers.size(), m_model->network.nodes.size());
        QCOMPARE(analysis.runs, static_cast<int>(kFewestRuns));
        QCOMPARE(analysis.tiles, 1);
        QVERIFY(analysis.against == quant::kHighestInteger);
        QCOMPARE(analysis.whyNotFull, std::string("This model file holds no float weights."));
        QVERIFY(analysis.engine.starts_with("integer engine"));
        double clipped = 0;
        for (const LayerFigures& layer : analysis.layers) {
            const model::Node& node = m_model->network.nodes[static_cast<std::size_t>(layer.node)];
            QCOMPARE(layer.name, node.name);
            QCOMPARE(layer.height, 64 >> m_model->network.levelOf(layer.node));
            QCOMPARE(layer.milliseconds.has_value(),
                     !std::holds_alternative<model::Upsample2>(node.op));
            if (!node.isConv()) {
                QVERIFY(!layer.error && !layer.outputsClipped && layer.weightCounts.empty());
                continue;
            }
            QCOMPARE(std::accumulate(layer.weightCounts.begin(), layer.weightCounts.end(),
                                     std::size_t{0}),
                     node.conv().weightCount());
            QVERIFY(!layer.algorithm.empty());
            QVERIFY(layer.error);
            const auto& codes = mine.find(layer.node);
            if (codes == mine.end()) {
                QVERIFY(!layer.outputsClipped); // logits
                continue;
            }
            const auto top =
                static_cast<double>(std::count(codes->second.begin(), codes->second.end(), 15));
            QCOMPARE(*layer.outputsClipped, top / static_cast<double>(codes->second.size()));
            clipped += *layer.outputsClipped;
            const double expected = errorByDefinition(full.at(layer.node), codes->second);
            QVERIFY2(std::abs(*layer.error - expected) < 1e-6, layer.name.c_str());
            QVERIFY(*layer.error > 0 && *layer.error <= 1);
        }
        QVERIFY(clipped > 0);
        QVERIFY(analysis.milliseconds() > 0);
    }

    void weightsAreCountedOnTheirGrid()
    {
        const std::vector<LayerFigures> layers =
            pipeline::describeLayers(*m_model, kPrecision, 64, 64);
        QCOMPARE(layers.front().weightBits, 8); // first and last keep 8 bits
        QVERIFY(layers.front().keeps8 && layers.back().keeps8);
        QCOMPARE(layers.front().weightCounts.size(), std::size_t{255});
        QCOMPARE(layers.back().activationBits, 0);
        const LayerFigures& second = layers[1];
        QCOMPARE(second.weightBits, 3);
        QCOMPARE(second.activationBits, 4);
        QCOMPARE(second.weightCounts.size(), std::size_t{7}); // -3 to 3
        // By hand: 8-bit codes of 112 and more are 3.5 steps of 32 and would be 4.
        std::size_t beyond = 0;
        std::size_t atThree = 0;
        for (const std::int8_t code : m_model->convs[1].codes) {
            beyond += std::abs(static_cast<int>(code)) >= 112 ? 1 : 0;
            atThree += code >= 80 ? 1 : 0;
        }
        QVERIFY(beyond > 0);
        QCOMPARE(*second.weightsClipped,
                 static_cast<double>(beyond) / static_cast<double>(m_model->convs[1].codes.size()));
        QCOMPARE(second.weightCounts.back(), atThree);
        const auto one = pipeline::describeLayers(*m_model, {1, 4}, 64, 64);
        QVERIFY(!one[1].weightsClipped);
        QCOMPARE(one[1].weightCounts.size(), std::size_t{3});
        QCOMPARE(one[1].weightCounts[1], std::size_t{0}); // +-1 alone
        const auto packed = model::packedForPrecision(*m_model, kPrecision);
        const auto few = pipeline::describeLayers(packed, kPrecision, 64, 64);
        QVERIFY(!few[1].weightsClipped);
        QVERIFY(few[1].weightCounts == second.weightCounts);
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "W5A5",
                              pipeline::describeLayers(packed, {5, 5}, 64, 64));
    }

    void fullPrecisionIsComparedWithNothing()
    {
        const NetworkAnalysis analysis = analyse(quant::kHighestInteger);
        QVERIFY(!analysis.against);
        for (const LayerFigures& layer : analysis.layers) {
            QVERIFY(!layer.error);
        }
    }

    void sharesOfTheCeilingFollowItsDefinition()
    {
        engine::CostModel costs = m_costs;
        for (const engine::Algorithm algorithm : engine::kAlgorithms) {
            costs.algorithms[algorithm].peakMacs = 50;
        }
        const NetworkAnalysis analysis =
            pipeline::analyseSlice(m_runtime, m_model, *m_image, m_codes, kPrecision, costs, {});
        for (const LayerFigures& layer : analysis.layers) {
            if (layer.shareOfCeiling) {
                const double rate = layer.gmac / (*layer.milliseconds / 1000);
                QVERIFY(std::abs(*layer.shareOfCeiling - rate / (50.0 * 2)) < 1e-9);
            }
        }
    }

    void aStopEndsIt()
    {
        StopSource stop;
        stop.requestStop();
        HALFTONE_EXPECT_ERROR(ErrorCode::Cancelled, "",
                              pipeline::analyseSlice(m_runtime, m_model, *m_image, m_codes,
                                                     kPrecision, m_costs, stop.token()));
    }

    void everyPartThatCanBeLoweredIsWanted()
    {
        const std::vector<LayerLoss> losses = pipeline::lossesToFind(*m_model, kPrecision);
        const int convs = static_cast<int>(m_model->convs.size());
        // Weights of all but the first and the last, outputs of all but the last.
        QCOMPARE(losses.size(), static_cast<std::size_t>((convs - 2) + (convs - 1)));
        for (const LayerLoss& each : losses) {
            QCOMPARE(each.bits, each.layer.part == Part::Weights ? 2 : 3);
        }
        QCOMPARE(pipeline::lossesToFind(*m_model, {1, 1}).size(), std::size_t{0});
        QCOMPARE(pipeline::lossesToFind(*m_model, quant::kFull).size(), std::size_t{0});
    }

    void ranksFollowTheLargerLoss()
    {
        const auto loss = [](int conv, Part part, std::optional<double> value) {
            return LayerLoss{{conv, part}, 3, value, std::nullopt};
        };
        const std::vector<LayerLoss> losses{
            loss(0, Part::Activations, 0.01), loss(1, Part::Weights, 0.002),
            loss(1, Part::Activations, 0.05), loss(2, Part::Weights, 0.01),
            loss(3, Part::Weights, -0.01),    loss(4, Part::Weights, std::nullopt)};
        QCOMPARE(pipeline::rankOf(losses, 1), std::optional(1));
        QCOMPARE(pipeline::rankOf(losses, 0), std::optional(2));
        QCOMPARE(pipeline::rankOf(losses, 2), std::optional(2));
        QCOMPARE(pipeline::rankOf(losses, 3), std::optional(4));
        QVERIFY(!pipeline::rankOf(losses, 4));
        QVERIFY(!pipeline::rankOf(losses, 5));
        QCOMPARE(pipeline::largestLoss(losses, 1), std::optional(0.05));
    }

    void lossesAreThoseOfTheLoweredNetwork()
    {
        if (!nn::TorchRuntime::isInstalled()) {
            QSKIP("built without LibTorch");
        }
        const auto mask = [&](model::Predictor& predictor) {
            return pipeline::segmentCodes(predictor, *m_image, pipeline::reachOf(m_model->network),
                                          m_codes, false, {})
                .labels;
        };
        const auto full = mask(*pipeline::makePredictor(m_runtime, m_model, {8, 8}));
        const auto present = mask(*pipeline::makePredictor(m_runtime, m_model, kPrecision));
        std::vector<std::uint8_t> reference = present;
        std::fill(reference.begin(), reference.begin() + 500, std::uint8_t{1});
        std::vector<eval::Structure> structures = pipeline::structuresOf(*m_model);
        structures.resize(1);
        const auto dice = [&](const std::vector<std::uint8_t>& labels,
                              const std::vector<std::uint8_t>& other) {
            return eval::countOverlap(labels, other, structures.front()).dice();
        };
        std::vector<LayerLoss> wanted = pipeline::lossesToFind(*m_model, kPrecision);
        wanted.resize(4);
        std::vector<LayerLoss> given;
        const pipeline::SliceJudge judge{structures, full, reference};
        pipeline::findLosses(m_runtime, m_model, *m_image, m_codes, kPrecision, judge, wanted,
                             [&](const LayerLoss& loss) { given.push_back(loss); }, {}, {});
        QCOMPARE(given.size(), wanted.size());
        const auto torch = nn::TorchRuntime::load();
        for (std::size_t i = 0; i < given.size(); ++i) {
            QVERIFY(given[i].layer == wanted[i].layer);
            const auto lowered =
                mask(*torch->makeFakeQuantPredictor(m_model, kPrecision, given[i].layer));
            QCOMPARE(*given[i].agreementLoss, dice(present, full) - dice(lowered, full));
            QCOMPARE(*given[i].diceLoss, dice(present, reference) - dice(lowered, reference));
        }
        // Stopped from within: what was given by then was given.
        given.clear();
        StopSource stop;
        HALFTONE_EXPECT_ERROR(ErrorCode::Cancelled, "",
                              pipeline::findLosses(
                                  m_runtime, m_model, *m_image, m_codes, kPrecision, judge, wanted,
                                  [&](const LayerLoss& loss) {
                                      given.push_back(loss);
                                      stop.requestStop();
                                  },
                                  {}, stop.token()));
        QCOMPARE(given.size(), std::size_t{1});
    }

    void errorsAreToldAgainstFloatWhereItIsThere()
    {
        if (!nn::TorchRuntime::isInstalled()) {
            QSKIP("built without LibTorch");
        }
        const NetworkAnalysis fine = pipeline::analyseSlice(m_runtime, m_floated, *m_image, m_codes,
                                                            quant::kHighestInteger, m_costs, {});
        QVERIFY(fine.against == quant::kFull);
        QVERIFY(fine.whyNotFull.empty());
        for (const LayerFigures& layer : fine.layers) {
            QCOMPARE(layer.error.has_value(), layer.conv >= 0);
        }
        const NetworkAnalysis floats = pipeline::analyseSlice(m_runtime, m_floated, *m_image,
                                                              m_codes, quant::kFull, m_costs, {});
        QVERIFY(!floats.against);
        for (const LayerFigures& layer : floats.layers) {
            QVERIFY(layer.weightCounts.empty() && !layer.weightsClipped && !layer.outputsClipped);
            QVERIFY(layer.milliseconds);
            QVERIFY(layer.algorithm.empty() && !layer.shareOfCeiling);
        }
    }
};

QTEST_GUILESS_MAIN(TestNetworkAnalysis)
#include "tst_network_analysis.moc"
