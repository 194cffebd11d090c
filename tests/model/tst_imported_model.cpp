// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Models of other tools: their operations, zero points, sums, own codes and float graph.
#include "core/model/accumulator_bound.h"
#include "core/quant/weight_codes.h"
#include "tests/model/imported_example.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <functional>
#include <limits>
#include <numeric>

using namespace halftone;
using namespace halftone::model;

namespace {

using Change = std::function<void(Model&)>;
using NetworkChange = std::function<void(Network&)>;

} // namespace

class TestImportedModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void operationsHaveTheirShapes();
    void floatGraphsAreOneNode();
    void brokenNetworksAreRefused_data();
    void brokenNetworksAreRefused();
    void ownCodesArePreferred();
    void zeroIsTakenAway();
    void faultsAreNamed_data();
    void faultsAreNamed();
};

void TestImportedModel::operationsHaveTheirShapes()
{
    Network network = importedNetwork();
    validate(network);
    QCOMPARE(network.stride(), 2);
    QCOMPARE(network.levelOf(First), 1);
    QCOMPARE(network.levelOf(Shuffled), 0);
    QCOMPARE(network.channelsOf(Sum), 4);
    QCOMPARE(network.channelsOf(Shuffled), 2);
    QCOMPARE(network.classes(), 2);
    QCOMPARE(network.macsOf(First, 8, 8), 16.0 * 49 * 4);
    QCOMPARE(network.macsOf(Sum, 8, 8), 0.0);
    QVERIFY(network.addNodes() == std::vector<int>{Sum});
    QVERIFY(network.keepsEightBits(Branch));
    QVERIFY(!network.keepsEightBits(First)); // the branch reads it, too
    QVERIFY(!network.keepsEightBits(Sum));
    QVERIFY(!network.keepsEightBits(Head));
    // Two values of 2 and 2 channels, and the unfolded windows of the head.
    QCOMPARE(network.valuesKeptPerPixel(), 2.0 + 2 + 50);
    network.nodes[Shuffled].op = Bilinear2{};
    QCOMPARE(network.channelsOf(Shuffled), 8);
    QCOMPARE(network.levelOf(Shuffled), 0);
}

void TestImportedModel::floatGraphsAreOneNode()
{
    const Network network = makeOpaque({3, 16, 100, 5000, 64});
    validate(network);
    QVERIFY(!network.isInteger());
    QVERIFY(importedNetwork().isInteger());
    QCOMPARE(network.classes(), 3);
    QCOMPARE(network.stride(), 16);
    QCOMPARE(network.macs(32, 16), 5000.0 * 32 * 16);
    QCOMPARE(network.valuesKeptPerPixel(), 64.0);
    QVERIFY(network.convNodes().empty());
}

void TestImportedModel::brokenNetworksAreRefused_data()
{
    QTest::addColumn<NetworkChange>("change");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, const char* words, NetworkChange change) {
        QTest::newRow(name) << std::move(change) << QString::fromUtf8(words);
    };
    row("kernel 4", "1, 2, 3, 5 or 7", [](Network& n) { n.nodes[First].conv().kernel = 4; });
    row("kernel 9", "1, 2, 3, 5 or 7", [](Network& n) { n.nodes[First].conv().kernel = 9; });
    row("stride", "strides are 1 or 2", [](Network& n) { n.nodes[First].conv().stride = 3; });
    row("sum of one", "expected two inputs", [](Network& n) { n.nodes[Sum].inputs = {First}; });
    row("sum with the image", "network's input", [](Network& n) {
        n.nodes[Sum].inputs = {First, kInputValue};
    });
    row("sum of shapes", "one shape", [](Network& n) { n.nodes[Branch].conv().outChannels = 5; });
    row("sum of levels", "one shape", [](Network& n) { n.nodes[Branch].conv().stride = 2; });
    row("shuffle of 6", "one channel of four",
        [](Network& n) { n.nodes[Wide].conv().outChannels = 6; });
    row("window", "a window of its inputs", [](Network& n) {
        n.nodes[Wide].conv().outChannels = 4096;
        n.nodes[Shuffled].op = Upsample2{};
        n.nodes[Head].conv().inChannels = 4096;
    });
    row("graph among others", "the only node", [](Network& n) { n.nodes[Wide].op = Opaque{}; });
    row("name of a graph", "called 'float graph'", [](Network& n) {
        n = makeOpaque({});
        n.nodes[0].name = "graph";
    });
    row("classes of a graph", "1 to 255 classes", [](Network& n) { n = makeOpaque({256}); });
    row("stride of a graph", "1 to 255 classes", [](Network& n) { n = makeOpaque({1, 0}); });
    row("radius of a graph", "1 to 255 classes", [](Network& n) {
        n = makeOpaque({1, 1, Opaque::kWholeImage + 1});
    });
    row("costs of a graph", "finite costs", [](Network& n) {
        n = makeOpaque({1, 1, 1, std::numeric_limits<double>::infinity()});
    });
}

void TestImportedModel::brokenNetworksAreRefused()
{
    QFETCH(NetworkChange, change);
    QFETCH(QString, words);
    Network network = importedNetwork();
    change(network);
    HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, words.toUtf8().constData(),
                          (validate(network), 0));
}

void TestImportedModel::ownCodesArePreferred()
{
    const Model model = importedModel();
    QVERIFY(model.codesOf(1, {4, 6}) == model.convs[1].codesOfWidth.at(4));
    QVERIFY(model.codesOf(1, {1, 6}) == model.convs[1].codesOfWidth.at(1));
    QVERIFY(model.codesOf(1, {3, 6}) == quant::nestedCodes(model.convs[1].codes, 3));
    QVERIFY(model.codesOf(1, {8, 6}) == model.convs[1].codes);
    QVERIFY(model.hasFloatWeights());
    // 18 weights and a bias of 2, a slope.
    QCOMPARE(model.weightBytes(quant::kFull), std::size_t{4 * (18 + 2 + 1)});
    QCOMPARE(model.weightBytes(quant::kSimulated16), std::size_t{2 * (18 + 2 + 1)});
    // 4 bits: 98 and 20 weights at 8, 144 and 32 at 4; tables of 4+4+8 channels and 2 classes; a
    // sum, 6 zero points.
    QCOMPARE(model.weightBytes({4, 6}),
             std::size_t{49 * 4 + 25 * 2 * 2 + (144 + 32) / 2 + 8 * 16 + 4 * 2 + 9 + 6});
    Model opaque = model;
    opaque.network = makeOpaque({2});
    QCOMPARE(opaque.weightBytes({4, 4}), std::size_t{9 + 4 * 3}); // simulated: weights of 4 bits
}

void TestImportedModel::zeroIsTakenAway()
{
    const Model model = importedModel();
    const PrecisionTable& table = model.requireTable({8, 6});
    QCOMPARE(int{table.zeroPointOf(kInputValue)}, 0);
    QCOMPARE(int{table.zeroPointOf(Branch)}, 128); // it keeps 8 bits
    QCOMPARE(int{table.zeroPointOf(Sum)}, 32);
    QCOMPARE(int{table.zeroPointOf(Shuffled)}, int{table.zeroPointOf(Wide)});
    QCOMPARE(model.maxCodeOf(Branch, {8, 6}), 255);
    QCOMPARE(model.maxCodeOf(Sum, {8, 6}), 63);
    const auto codes = model.codesOf(2, {8, 6});
    const std::int64_t sum = std::accumulate(codes.begin(), codes.begin() + 4, std::int64_t{0});
    QCOMPARE(accumulatorsOfZero(model, 2, table).at(0), 32 * sum);
}

void TestImportedModel::faultsAreNamed_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, const char* words, Change change) {
        QTest::newRow(name) << std::move(change) << QString::fromUtf8(words);
    };
    row("zero points missing", "6 zero points, found 5",
        [](Model& m) { m.tables[3].zeroPoints.pop_back(); });
    row("zero point after ReLU", "'first': its value has no zero point",
        [](Model& m) { m.tables[3].zeroPoints[First] = 1; });
    row("zero point of the head", "'head': its value has no zero point",
        [](Model& m) { m.tables[3].zeroPoints[Head] = 1; });
    row("zero point beyond codes", "'sum': zero point 32",
        [](Model& m) { m.tables[3].zeroPoints[Sum] = 32; }); // W8A5
    row("zero point not inherited", "zero point of its input",
        [](Model& m) { m.tables[3].zeroPoints[Shuffled] = 3; });
    row("sum missing", "1 requantizations of sums, found 0",
        [](Model& m) { m.tables[3].adds.clear(); });
    row("sum too many", "found 2", [](Model& m) { m.tables[3].adds.push_back({}); });
    row("sum overflows", "node 'sum': a sum could overflow",
        [](Model& m) { m.tables[3].adds[0].bias = std::numeric_limits<std::int32_t>::min(); });
    row("sum shifted", "shifted by more than 30", [](Model& m) { m.tables[3].adds[0].shift = 31; });
    row("own codes of 8 bits", "1 to 7 bits",
        [](Model& m) { m.convs[1].codesOfWidth[8] = m.convs[1].codes; });
    row("own codes of the head", "1 to 7 bits",
        [](Model& m) { m.convs[3].codesOfWidth[4] = m.convs[3].codes; });
    row("own code beyond its bits", "outside the symmetric range of 4 bits",
        [](Model& m) { m.convs[1].codesOfWidth[4][0] = 8; });
    row("own codes missing", "weight codes",
        [](Model& m) { m.convs[1].codesOfWidth[4].pop_back(); });
    row("ranges missing", "8 ends of ranges", [](Model& m) { m.ranges.pop_back(); });
    row("range reversed", "ranges [low, high]", [](Model& m) { m.ranges[2] = 6; });
    row("range not finite", "ranges [low, high]",
        [](Model& m) { m.ranges[3] = std::numeric_limits<float>::infinity(); });
    row("ranges of nothing", "without a float graph", [](Model& m) { m.graph = nullptr; });
    row("classes", "2 classes, but the network 1", [](Model& m) { m.network = makeOpaque({}); });
    row("stride", "too small for it", [](Model& m) { m.network = makeOpaque({2, 1, 0}); });
    row("tables of a graph", "0 convolutions", [](Model& m) { m.network = makeOpaque({2, 1, 5}); });
    row("tables without codes", "without weight codes", [](Model& m) { m.convs.clear(); });
    row("graph missing", "which is missing", [](Model& m) {
        m.network = makeOpaque({2, 1, 5});
        m.graph = nullptr;
        m.ranges.clear();
    });
}

void TestImportedModel::faultsAreNamed()
{
    QFETCH(Change, change);
    QFETCH(QString, words);
    Model model = importedModel();
    validate(model);
    QVERIFY(model.tables[3].precision == (quant::Precision{8, 5}));
    change(model);
    HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, words.toUtf8().constData(), (validate(model), 0));
}

QTEST_GUILESS_MAIN(TestImportedModel)
#include "tst_imported_model.moc"
