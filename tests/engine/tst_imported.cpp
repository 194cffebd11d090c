// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// What imported networks have: the reference against numbers by hand, and the engine against the
// reference, operation by operation, on every ISA, algorithm and thread count.
#include "core/base/error.h"
#include "core/engine/reference/reference.h"
#include "core/model/accumulator_bound.h"
#include "tests/engine/engine_cases.h"
#include "tests/support/expect_error.h"

#include <QtTest/QtTest>

#include <functional>

using namespace halftone;
using testing::EngineCase;
using testing::NetworkBuilder;
using testing::ReferenceRun;

namespace {

using Codes = std::vector<std::uint8_t>;

/// What a builder adds to a map of 5 channels on level 1, and gives on level 0.
using Build = std::function<int(NetworkBuilder&, int)>;

model::Conv convOf(int kernel, int outChannels, int stride = 1, bool relu = true)
{
    model::Conv conv;
    conv.kernel = kernel;
    conv.outChannels = outChannels;
    conv.stride = stride;
    conv.relu = relu;
    return conv;
}

/// A model whose first convolution is the identity on the input, with a head of weights 1.
model::Model identityModel(NetworkBuilder builder, int last)
{
    model::Model result;
    result.network = builder.finish({last}, 1, 1);
    result.card.name = "test";
    model::PrecisionTable table;
    table.precision = {8, 8};
    table.headBias = {0};
    for (const int node : result.network.convNodes()) {
        const model::Conv& conv = result.network.nodes[static_cast<std::size_t>(node)].conv();
        result.convs.push_back({{}, std::vector<std::int8_t>(conv.weightCount(), 1), {}, {}});
        table.requant.emplace_back(static_cast<std::size_t>(conv.outChannels),
                                   quant::ChannelRequant{0, 1, 0, 0});
    }
    table.requant.back().clear();
    result.tables = {table};
    return result;
}

/// Codes of node `node` for an input of 2x2 or 4x4.
Codes referenceCodes(const model::Model& model, const Codes& input, int node)
{
    const int side = input.size() == 4 ? 2 : 4;
    std::vector<engine::LayerTrace> trace;
    static_cast<void>(
        engine::referenceLogits(model, {8, 8}, {input.data(), 1, side, side}, &trace));
    return trace.at(static_cast<std::size_t>(node)).codes;
}

const Codes kSquare{10, 20, 30, 40};

} // namespace

class TestImported : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void referenceOfResizing();
    void referenceOfSums();
    void referencePadsWithZeroPoints();
    void operationsEqualTheReference_data();
    void operationsEqualTheReference();
    void randomNetworksEqualTheReference_data();
    void randomNetworksEqualTheReference();
    void zerosStayZerosAtBorders();
    void sumsReadEightBits();
    void forecastCountsWhatIsUnfolded();
    void refusesWhatItCannotRun();
};

void TestImported::referenceOfResizing()
{
    NetworkBuilder builder;
    const int in = builder.conv({model::kInputValue}, 1, 1);
    const int up = builder.apply(model::Bilinear2{}, in);
    const int down = builder.apply(model::MaxPool3{}, up);
    const int four = builder.conv({in}, 4, 1);
    const int shuffled = builder.apply(model::Shuffle2{}, four);
    model::Model model = identityModel(builder, shuffled);
    for (int c = 0; c < 4; ++c) { // channel c is the input plus c
        model.tables[0].requant[1][static_cast<std::size_t>(c)].bias = c;
    }
    // By hand: (9 * 10 + 3 * 20 + 3 * 30 + 40 + 8) / 16 = 18 and so on; edges repeat.
    QCOMPARE(referenceCodes(model, kSquare, up),
             (Codes{10, 13, 18, 20, 15, 18, 23, 25, 25, 28, 33, 35, 30, 33, 38, 40}));
    // Of rows and columns 0 and 1, then 1 to 3.
    QCOMPARE(referenceCodes(model, kSquare, down), (Codes{18, 25, 33, 40}));
    QCOMPARE(referenceCodes(model, kSquare, shuffled),
             (Codes{10, 11, 20, 21, 12, 13, 22, 23, 30, 31, 40, 41, 32, 33, 42, 43}));
}

void TestImported::referenceOfSums()
{
    NetworkBuilder builder;
    const int in = builder.conv({model::kInputValue}, 1, 1);
    const int other = builder.conv({in}, convOf(1, 1, 1, false));
    const int sum = builder.sum(in, other, false);
    model::Model model = identityModel(builder, sum);
    model.tables[0].adds = {{-100, 3, -1, 1}};
    // (3 a - a - 100) >> 1 = a - 50, clamped at 0.
    QCOMPARE(referenceCodes(model, {40, 51, 90, 255}, sum), (Codes{0, 1, 40, 205}));
}

void TestImported::referencePadsWithZeroPoints()
{
    NetworkBuilder builder;
    const int in = builder.conv({model::kInputValue}, 1, 1);
    const int strided = builder.conv({in}, convOf(3, 1, 2));
    const int large = builder.conv({in}, convOf(2, 1));
    model::Model model = identityModel(builder, in);
    model.network.nodes[0].conv().relu = false;
    model.tables[0].zeroPoints = {7, 0, 0, 0};
    const Codes input{1, 2, 3, 4};
    // 5 of 9 taps lie outside.
    QCOMPARE(referenceCodes(model, input, strided), (Codes{1 + 2 + 3 + 4 + 5 * 7}));
    QCOMPARE(referenceCodes(model, input, large),
             (Codes{10, 2 + 4 + 2 * 7, 3 + 4 + 2 * 7, 4 + 3 * 7}));
}

void TestImported::operationsEqualTheReference_data()
{
    QTest::addColumn<Build>("build");
    QTest::addColumn<quant::Precision>("precision");
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("width");
    const auto row = [](const std::string& name, const Build& build) {
        for (const quant::Precision precision : {quant::Precision{8, 8}, {4, 6}, {2, 2}, {1, 1}}) {
            for (const auto& [height, width] : {std::pair{2, 2}, {10, 38}, {34, 66}}) {
                QTest::addRow("%s, %s, %dx%d", name.c_str(), toString(precision).c_str(), height,
                              width)
                    << build << precision << height << width;
            }
        }
    };
    const auto up = [](NetworkBuilder& b, int value) { return b.upsample(value); };
    for (const int kernel : {1, 2, 3, 5, 7}) {
        const std::string size = std::to_string(kernel);
        row("kernel " + size,
            [=](NetworkBuilder& b, int v) { return up(b, b.conv({v}, convOf(kernel, 6))); });
        row("of both signs, kernel " + size, [=](NetworkBuilder& b, int v) {
            return b.conv({up(b, b.conv({v}, convOf(kernel, 5, 1, false)))}, convOf(3, 4));
        });
        row("stride 2, kernel " + size, [=](NetworkBuilder& b, int v) {
            return b.conv({b.conv({up(b, v), up(b, v)}, convOf(kernel, 7, 2))}, convOf(1, 6));
        });
    }
    row("pooling 3x3", [=](NetworkBuilder& b, int v) {
        return up(b, b.apply(model::MaxPool3{}, b.conv({up(b, v)}, convOf(3, 3, 1, false))));
    });
    row("bilinear", [](NetworkBuilder& b, int v) {
        return b.conv({b.apply(model::Bilinear2{}, b.conv({v}, convOf(3, 5, 1, false)))},
                      convOf(3, 8));
    });
    row("shuffle", [](NetworkBuilder& b, int v) {
        return b.conv({b.apply(model::Shuffle2{}, b.conv({v}, convOf(1, 24, 1, false)))},
                      convOf(3, 8));
    });
    row("sum", [=](NetworkBuilder& b, int v) {
        const int branch = b.conv({b.conv({v}, convOf(3, 9))}, convOf(3, 5, 1, false));
        return up(b, b.conv({b.sum(v, branch, true)}, convOf(3, 4)));
    });
    row("sum of both signs, joined", [=](NetworkBuilder& b, int v) {
        const int a = b.conv({v}, convOf(3, 8, 1, false));
        const int sum = b.sum(a, b.conv({v}, convOf(1, 8, 1, false)), false);
        const int other = b.conv({v}, convOf(3, 4, 1, false));
        return b.conv({up(b, sum), b.apply(model::Bilinear2{}, other)}, convOf(3, 8));
    });
}

void TestImported::operationsEqualTheReference()
{
    QFETCH(Build, build);
    QFETCH(quant::Precision, precision);
    QFETCH(int, height);
    QFETCH(int, width);
    NetworkBuilder builder;
    const int first = builder.pool(builder.conv({model::kInputValue}, 5));
    int value = build(builder, first);
    while (builder.network().levelOf(value) > 0) {
        value = builder.upsample(value);
    }
    EngineCase check;
    check.network = builder.finish({value}, 2, 3);
    check.precision = precision;
    check.height = height;
    check.width = width;
    check.zeroPoints = true;
    model::validate(*testing::makeModel(check));
    const std::string difference = ReferenceRun(check).compareAll();
    QVERIFY2(difference.empty(), difference.c_str());
}

void TestImported::randomNetworksEqualTheReference_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 24; ++seed) {
        QTest::addRow("seed %d", seed) << seed;
    }
}

void TestImported::randomNetworksEqualTheReference()
{
    QFETCH(int, seed);
    std::mt19937 random(static_cast<std::uint32_t>(seed));
    EngineCase check;
    check.network = testing::randomImportedNetwork(random, 10, 20);
    check.precision = {testing::uniform(random, 1, 8), testing::uniform(random, 1, 8)};
    check.height = check.network.stride() * testing::uniform(random, 1, 4);
    check.width = check.network.stride() * testing::uniform(random, 1, 10);
    check.zeroPoints = true;
    check.seed = static_cast<std::uint32_t>(seed);
    model::validate(*testing::makeModel(check));
    const std::string difference = ReferenceRun(check).compareAll();
    QVERIFY2(difference.empty(), difference.c_str());
}

/// Padding is real 0: where a map is 0 everywhere, a convolution gives one value everywhere.
void TestImported::zerosStayZerosAtBorders()
{
    for (const int kernel : {3, 5}) {
        NetworkBuilder builder;
        const int in = builder.conv({model::kInputValue}, convOf(1, 3, 1, false));
        const int out = builder.conv({in}, convOf(kernel, 6, 1, false));
        const auto shared =
            std::make_shared<model::Model>(model::makeRandomModel(builder.finish({out}, 1, 3), 3));
        model::PrecisionTable table = shared->requireTable({4, 6});
        for (quant::ChannelRequant& entry : table.requant[0]) {
            entry.multiplier = 0;
            entry.bias = table.zeroPoints[0] << entry.shift;
        }
        shared->tables = {table};
        const Codes input(64, 100);
        std::vector<std::int32_t> logits(64);
        engine::IntegerEngine engine(shared, {4, 6}, {nullptr, engine::chooseIsa()});
        const auto traces = engine.trace({input.data(), 1, 8, 8}, {logits.data(), 1, 8, 8});
        const Codes& codes = traces.at(1).codes;
        QCOMPARE(codes.size(), std::size_t{6 * 64});
        for (std::size_t i = 0; i < codes.size(); ++i) { // 0 again, as it has no offset
            QCOMPARE(int{codes[i]}, int{table.zeroPoints[1]});
        }
    }
}

void TestImported::sumsReadEightBits()
{
    NetworkBuilder builder;
    const int in = builder.conv({model::kInputValue}, 4);
    const int branch = builder.conv({in}, convOf(3, 4, 1, false));
    const int sum = builder.sum(in, branch, true);
    EngineCase check;
    check.network = builder.finish({sum}, 1);
    check.precision = {4, 2};
    check.zeroPoints = true;
    QVERIFY(!check.network.keepsEightBits(in)); // a convolution reads it, too
    QVERIFY(check.network.keepsEightBits(branch));
    std::vector<engine::LayerTrace> trace;
    const Codes input = testing::makeInput(check);
    static_cast<void>(engine::referenceLogits(*testing::makeModel(check), check.precision,
                                              {input.data(), 1, 8, 8}, &trace));
    const auto largest = [&](int node) {
        const Codes& codes = trace.at(static_cast<std::size_t>(node)).codes;
        return int{*std::max_element(codes.begin(), codes.end())};
    };
    QVERIFY(largest(in) <= 3);
    QVERIFY(largest(branch) > 3);
    QVERIFY(largest(sum) <= 3);
}

void TestImported::forecastCountsWhatIsUnfolded()
{
    NetworkBuilder builder;
    const int in = builder.conv({model::kInputValue}, convOf(7, 8, 2));
    const auto model = std::make_shared<const model::Model>(
        model::makeRandomModel(builder.finish({builder.upsample(in)}, 1, 5), 1));
    const ThreadPool pool(2);
    engine::IntegerEngine engine(model, {8, 8}, {&pool, engine::chooseIsa()});
    const model::RunForecast forecast = engine.forecast(64, 96);
    const Codes input(64 * 96, 9);
    std::vector<std::int32_t> logits(64 * 96);
    engine.run({input.data(), 1, 64, 96}, {logits.data(), 1, 64, 96});
    QCOMPARE(engine.info().arenaBytes, forecast.arenaBytes);
    QVERIFY(forecast.milliseconds > 0);
}

void TestImported::refusesWhatItCannotRun()
{
    const engine::EngineOptions options{nullptr, engine::chooseIsa()};
    const auto make = [&](const model::Model& model) {
        return engine::IntegerEngine(std::make_shared<const model::Model>(model), {8, 8}, options);
    };
    model::Model model;
    model.card.name = "foreign";
    model.network = model::makeOpaque({2, 4, 30, 1000, 100});
    HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "'foreign' has operations", make(model));
    const Codes input(64);
    HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "offers: nothing",
                          engine::referenceLogits(model, {8, 8}, {input.data(), 1, 8, 8}, nullptr));
    NetworkBuilder builder;
    const int in = builder.conv({model::kInputValue}, 4);
    const int sum = builder.sum(in, builder.conv({in}, 4), true);
    model.network = builder.finish({sum}, 1);
    HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "offers: nothing", make(model)); // not calibrated
    model = model::makeRandomModel(model.network, 1);
    model.tables.front().adds.clear();
    HALFTONE_EXPECT_ERROR(ErrorCode::ShapeMismatch, "do not fit", make(model));
}

QTEST_GUILESS_MAIN(TestImported)
#include "tst_imported.moc"
