// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/accumulator_bound.h"
#include "core/model/float16.h"
#include "core/model/model.h"
#include "core/quant/weight_codes.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <functional>
#include <limits>

using namespace halftone;
using namespace halftone::model;
using quant::Precision;

namespace {

using Change = std::function<void(Model&)>;

Model smallModel()
{
    return makeRandomModel(makeUNet(4, 1, 1), 1);
}

} // namespace

class TestModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void randomModelIsValidAndOffersEverything()
    {
        const Model model = makeRandomModel(makeUNet(4, 1, 3), 5);
        validate(model);
        QCOMPARE(model.tables.size(), std::size_t{64});
        QVERIFY(model.hasFloatWeights());
        QVERIFY(model.requireTable({4, 6}).precision == (Precision{4, 6}));
        QVERIFY(model.findTable(quant::kFull) == nullptr);
        QCOMPARE(model.card.labels.size(), std::size_t{2});
        QVERIFY(makeRandomModel(makeUNet(4, 1, 3), 5).convs[3].codes == model.convs[3].codes);
        QVERIFY(makeRandomModel(makeUNet(4, 1, 3), 6).convs[3].codes != model.convs[3].codes);
    }

    void masterAndCodesAgree()
    {
        const Model model = smallModel();
        for (const ConvWeights& conv : model.convs) {
            for (std::size_t i = 0; i < conv.codes.size(); ++i) {
                QCOMPARE(halfToFloat(conv.master[i]), static_cast<float>(conv.codes[i]) / 128);
            }
        }
    }

    void codesFollowThePrecision()
    {
        const Model model = smallModel();
        for (int w = 1; w <= 8; ++w) {
            QVERIFY(model.codesOf(0, {w, 4}) == model.convs[0].codes); // first layer: fixed at 8
            QCOMPARE(model.weightBitsOf(0, {w, 4}), 8);
            QCOMPARE(model.weightBitsOf(1, {w, 4}), w);
            QVERIFY(model.codesOf(1, {w, 4}) == quant::nestedCodes(model.convs[1].codes, w));
        }
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "FP32", model.codesOf(1, quant::kFull));
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "no number 99",
                              model.codesOf(99, {4, 4}));
    }

    void weightBytesAreThoseOfThePackedCodes()
    {
        const Model model = smallModel();
        std::size_t fixedWeights = 0;
        std::size_t weights = 0;
        std::size_t channels = 0;
        for (const int index : model.network.convNodes()) {
            const Conv& conv = model.network.nodes[static_cast<std::size_t>(index)].conv();
            const auto count = static_cast<std::size_t>(conv.outChannels * conv.inChannels
                                                        * conv.kernel * conv.kernel);
            (conv.fixed8 ? fixedWeights : weights) += count;
            channels += static_cast<std::size_t>(conv.outChannels);
        }
        const std::size_t tables = (channels - 1) * 8 + 4;
        QCOMPARE(model.weightBytes({8, 4}), fixedWeights + weights + tables);
        QCOMPARE(model.weightBytes({4, 6}), fixedWeights + weights / 2 + tables);
        QCOMPARE(model.weightBytes({1, 1}), fixedWeights + weights / 8 + tables);
        QCOMPARE(model.weightBytes(quant::kFull), 4 * (fixedWeights + weights) + 8 * channels);
        QCOMPARE(model.weightBytes(quant::kSimulated16),
                 2 * (fixedWeights + weights) + 4 * channels);
    }

    void boundsAreReachedByTheWorstInput()
    {
        const Model model = smallModel();
        const auto codes = model.codesOf(1, {3, 5});
        const std::size_t perChannel = codes.size() / 4;
        std::int64_t worst = 0;
        for (std::size_t i = 0; i < perChannel; ++i) {
            worst += 31 * std::abs(int(codes[i]));
        }
        QCOMPARE(accumulatorBounds(model, 1, {3, 5}).at(0), worst);
        QCOMPARE(maxInputCode(model.network, 0, {3, 5}), 255); // the image has 8 bits always
        QCOMPARE(maxInputCode(model.network, 1, {3, 5}), 31);
    }

    void unknownPrecisionListsWhatThereIs()
    {
        Model model = smallModel();
        model.tables = {model.requireTable({4, 6}), model.requireTable({2, 4})};
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "W4A6, W2A4", model.requireTable({8, 8}));
    }

    void faultsAreNamed_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const char* words, Change change) {
            QTest::newRow(name) << std::move(change) << QString::fromUtf8(words);
        };
        const double nan = std::numeric_limits<double>::quiet_NaN();
        row("convolution missing", "15 convolutions, found 14",
            [](Model& m) { m.convs.pop_back(); });
        row("codes missing", "Layer 'down1.b'", [](Model& m) { m.convs[1].codes.pop_back(); });
        row("code -128", "-128", [](Model& m) { m.convs[1].codes[0] = -128; });
        row("master missing", "Layer 'down1.b'", [](Model& m) { m.convs[1].master.clear(); });
        row("master infinite", "infinite", [](Model& m) { m.convs[1].master[0] = 0x7C00; });
        row("scale short", "float scales", [](Model& m) { m.convs[2].floatScale.pop_back(); });
        row("offset not finite", "infinite",
            [nan](Model& m) { m.convs[2].floatOffset[0] = static_cast<float>(nan); });
        row("stored bits", "1 to 8 bits", [](Model& m) { m.storedWeightBits = 9; });
        row("no tables", "no precision table", [](Model& m) { m.tables.clear(); });
        row("table twice", "twice", [](Model& m) { m.tables.push_back(m.tables[0]); });
        row("float table", "1 to 8 bits only",
            [](Model& m) { m.tables[0].precision = quant::kFull; });
        row("lists missing", "Table W8A8", [](Model& m) { m.tables[0].requant.pop_back(); });
        row("channel missing", "layer 'down1.b'",
            [](Model& m) { m.tables[0].requant[1].pop_back(); });
        row("table for the head", "layer 'head'",
            [](Model& m) { m.tables[0].requant.back().resize(1); });
        row("unsafe shift", "layer 'down2.a': channel 2", [](Model& m) {
            m.tables[0].requant[2][2].preShift = 0;
            m.tables[0].requant[2][2].bias = std::numeric_limits<std::int32_t>::max();
        });
        row("head bias overflows", "layer 'head'",
            [](Model& m) { m.tables[0].headBias[0] = std::numeric_limits<std::int32_t>::max(); });
        row("head bias missing", "layer 'head'", [](Model& m) { m.tables[0].headBias.clear(); });
        row("logit scale", "logit scale", [](Model& m) { m.tables[0].logitScale = 0; });
        row("no name", "name ''", [](Model& m) { m.card.name.clear(); });
        row("window", "low < high", [](Model& m) { m.card.preprocess.high = 0; });
        row("window not finite", "low < high", [nan](Model& m) { m.card.preprocess.low = nan; });
        row("percentile", "0..100", [](Model& m) {
            m.card.preprocess.window = WindowKind::Percentile;
            m.card.preprocess.high = 101;
        });
        row("tile", "tile", [](Model& m) { m.card.preprocess.tile = 0; });
        row("label value", "'class-1'", [](Model& m) { m.card.labels[0].value = 2; });
        row("label twice", "'class-1'",
            [](Model& m) { m.card.labels.push_back(m.card.labels[0]); });
        row("union", "union 'x'", [](Model& m) { m.card.unions = {{"x", {1, 7}}}; });
        row("measured", "'membrane'", [](Model& m) {
            m.card.measured = {{{4, 6}, {{"membrane", 81}}}};
        });
        row("measured deviation", "standard deviation", [](Model& m) {
            m.card.measured = {{{4, 6}, {{"membrane", 0.8}}, {{"membrane", -0.1}}}};
        });
    }
    void faultsAreNamed()
    {
        QFETCH(Change, change);
        QFETCH(QString, words);
        Model model = smallModel();
        change(model);
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, words.toUtf8().constData(),
                              (validate(model), 0));
    }
};

QTEST_GUILESS_MAIN(TestModel)
#include "tst_model.moc"
