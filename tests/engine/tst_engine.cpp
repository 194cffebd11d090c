// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// The engine equals the reference bit for bit, layer by layer, on every ISA and thread count.
#include "core/base/error.h"
#include "tests/engine/engine_cases.h"

#include <QtTest/QtTest>

#include <chrono>
#include <set>
#include <thread>

using namespace halftone;
using testing::EngineCase;
using testing::ReferenceRun;

class TestEngine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsReference_data();
    void equalsReference();
    void equalsReferenceAtExtremes_data();
    void equalsReferenceAtExtremes();
    void equalsReferenceOnOddGraphs_data();
    void equalsReferenceOnOddGraphs();
    void answersDependOnTheInput();
    void changesShapeBetweenRuns();
    void reportsItsPlan();
    void stopsWhenAsked();
    void stopsInTheMiddle();
    void refusesWrongShapesAndPrecisions();
};

void TestEngine::equalsReference_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("classes");
    QTest::addColumn<quant::Precision>("precision");
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("columns");
    const quant::Precision precisions[] = {{8, 8}, {4, 6}, {2, 4}, {1, 1},
                                           {8, 1}, {1, 8}, {3, 5}, {6, 2}};
    // The least, ragged on every level, and whole vectors of 16 beside ragged ones (136 = 8*16+8,
    // then 68, 34, 17).
    const std::pair<int, int> shapes[] = {{8, 8}, {16, 40}, {24, 136}};
    for (const int width : {4, 6, 16, 24}) {
        for (const quant::Precision precision : precisions) {
            for (const auto& [height, columns] : shapes) {
                const int classes = width == 6 ? 5 : (width == 24 ? 2 : 1);
                QTest::addRow("width %d, %s, %dx%d", width, toString(precision).c_str(), height,
                              columns)
                    << width << classes << precision << height << columns;
            }
        }
    }
}

void TestEngine::equalsReference()
{
    QFETCH(int, width);
    QFETCH(int, classes);
    QFETCH(quant::Precision, precision);
    QFETCH(int, height);
    QFETCH(int, columns);
    EngineCase engineCase;
    engineCase.network = model::makeUNet(width, 1, classes);
    engineCase.precision = precision;
    engineCase.height = height;
    engineCase.width = columns;
    engineCase.seed = static_cast<std::uint32_t>(width * 1000 + columns);
    const std::string difference = ReferenceRun(engineCase).compareAll();
    QVERIFY2(difference.empty(), difference.c_str());
}

void TestEngine::equalsReferenceAtExtremes_data()
{
    QTest::addColumn<int>("weights");
    QTest::addColumn<quant::Precision>("precision");
    for (const quant::Precision precision :
         {quant::kHighestInteger, quant::kBalanced, quant::kSmallest, quant::Precision{7, 8}}) {
        for (const auto weights :
             {testing::Weights::AllMax, testing::Weights::AllMin, testing::Weights::Alternating}) {
            QTest::addRow("weights %d, %s", static_cast<int>(weights), toString(precision).c_str())
                << static_cast<int>(weights) << precision;
        }
    }
}

void TestEngine::equalsReferenceAtExtremes()
{
    QFETCH(int, weights);
    QFETCH(quant::Precision, precision);
    EngineCase engineCase;
    engineCase.network = model::makeUNet(12, 1, 1);
    engineCase.precision = precision;
    engineCase.height = 16;
    engineCase.width = 24;
    engineCase.weights = static_cast<testing::Weights>(weights);
    engineCase.input = testing::Input::AllMax;
    const std::string difference = ReferenceRun(engineCase).compareAll();
    QVERIFY2(difference.empty(), difference.c_str());
}

void TestEngine::equalsReferenceOnOddGraphs_data()
{
    QTest::addColumn<int>("graph");
    QTest::newRow("1x1 only, head of 7 classes") << 0;
    QTest::newRow("3x3 head on an upsampled map") << 1;
    QTest::newRow("two upsampled inputs of 3 and 5 channels") << 2;
    QTest::newRow("the same value twice") << 3;
    QTest::newRow("upsampling read by pooling and upsampling") << 4;
    QTest::newRow("head alone") << 5;
    QTest::newRow("1x1 on an upsampled map and a skip") << 6;
}

void TestEngine::equalsReferenceOnOddGraphs()
{
    QFETCH(int, graph);
    testing::NetworkBuilder builder;
    EngineCase engineCase;
    const int first = graph == 5 ? model::kInputValue : builder.conv({model::kInputValue}, 3, 3);
    switch (graph) {
    case 0: engineCase.network = builder.finish({builder.conv({first}, 9, 1)}, 7, 1); break;
    case 1:
        engineCase.network = builder.finish({builder.upsample(builder.pool(first))}, 2, 3);
        break;
    case 2: {
        const int low = builder.pool(first);
        const int wide = builder.conv({low}, 5);
        const int join = builder.conv({builder.upsample(low), builder.upsample(wide)}, 17);
        engineCase.network = builder.finish({join, first}, 1, 3);
        break;
    }
    case 3: engineCase.network = builder.finish({builder.conv({first, first}, 4)}, 1); break;
    case 4: {
        const int up = builder.upsample(builder.pool(builder.pool(first)));
        const int again = builder.upsample(builder.pool(builder.upsample(up)));
        engineCase.network = builder.finish({again, first}, 3);
        break;
    }
    case 5: engineCase.network = builder.finish({first}, 3, 3); break;
    default: {
        const int up = builder.upsample(builder.pool(first));
        engineCase.network = builder.finish({builder.conv({up, first}, 6, 1)}, 1);
        break;
    }
    }
    for (const auto& [height, width] : {std::pair{4, 4}, {20, 36}, {12, 76}}) {
        engineCase.precision = quant::kBalanced;
        engineCase.height = height;
        engineCase.width = width;
        engineCase.seed = static_cast<std::uint32_t>(graph + 1);
        const std::string difference = ReferenceRun(engineCase).compareAll();
        QVERIFY2(difference.empty(), difference.c_str());
    }
}

/// Guards the comparisons above: random tables must not drive everything into saturation.
void TestEngine::answersDependOnTheInput()
{
    EngineCase engineCase;
    engineCase.network = model::makeUNet(16, 1, 1);
    engineCase.precision = quant::kBalanced;
    engineCase.height = 32;
    engineCase.width = 32;
    const ReferenceRun run(engineCase);
    const std::set<std::int32_t> values(run.logits().begin(), run.logits().end());
    QVERIFY2(values.size() > 200, qPrintable(QString::number(values.size())));
}

void TestEngine::changesShapeBetweenRuns()
{
    EngineCase small;
    small.network = model::makeUNet(4, 1, 1);
    small.precision = quant::kSmallest;
    const auto model = testing::makeModel(small);
    engine::IntegerEngine reused(model, small.precision, {nullptr, engine::chooseIsa()});
    for (const auto& [height, width] : {std::pair{8, 8}, {40, 24}, {8, 8}, {16, 136}}) {
        EngineCase shape = small;
        shape.height = height;
        shape.width = width;
        const std::vector<std::uint8_t> input = testing::makeInput(shape);
        std::vector<std::int32_t> got(input.size());
        reused.run({input.data(), 1, height, width}, {got.data(), 1, height, width});
        QCOMPARE(got, ReferenceRun(shape).logits());
    }
}

void TestEngine::reportsItsPlan()
{
    EngineCase engineCase;
    engineCase.network = model::makeUNet(16, 1, 1);
    engineCase.precision = quant::kBalanced;
    const auto model = testing::makeModel(engineCase);
    const ThreadPool pool(2);
    engine::IntegerEngine engine(model, engineCase.precision, {&pool, engine::Isa::Portable});
    QCOMPARE(engine.info().arenaBytes, std::size_t{0});
    const std::vector<std::uint8_t> input(256 * 256);
    std::vector<std::int32_t> logits(input.size());
    engine.run({input.data(), 1, 256, 256}, {logits.data(), 1, 256, 256});

    const engine::PlanInfo info = engine.info();
    QVERIFY(info.isa == engine::Isa::Portable);
    QCOMPARE(info.threads, 2);
    QCOMPARE(info.weightBytes, model->weightBytes(engineCase.precision));
    // Every weight is streamed as 16 bits here; the first layer's and head's padding adds little.
    std::size_t weights = 0;
    for (const auto& conv : model->convs) {
        weights += conv.codes.size();
    }
    QVERIFY(info.packedBytes >= 2 * weights && info.packedBytes < 2 * weights + weights / 4);
    // The last block needs its skip (16 channels), the upsampled map's source (32 at half size)
    // and its own result (16): 40 bytes a pixel. Borders and the rest stay below a tenth.
    const std::size_t pixels = input.size();
    QVERIFY2(info.arenaBytes >= 40 * pixels && info.arenaBytes < 44 * pixels,
             qPrintable(QString::number(info.arenaBytes / pixels)));
}

void TestEngine::stopsWhenAsked()
{
    EngineCase engineCase;
    engineCase.network = model::makeUNet(4, 1, 1);
    engineCase.precision = quant::kBalanced;
    engine::IntegerEngine engine(testing::makeModel(engineCase), engineCase.precision,
                                 {nullptr, engine::Isa::Portable});
    const std::vector<std::uint8_t> input(64);
    std::vector<std::int32_t> logits(64);
    StopSource source;
    source.requestStop();
    try {
        engine.run({input.data(), 1, 8, 8}, {logits.data(), 1, 8, 8}, source.token());
        QFAIL("the stop was ignored");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::Cancelled);
    }
    // The engine survives and still answers right.
    const std::vector<std::uint8_t> codes = testing::makeInput(engineCase);
    engine.run({codes.data(), 1, 8, 8}, {logits.data(), 1, 8, 8});
    QCOMPARE(logits, ReferenceRun(engineCase).logits());
}

/// A stop ends a run long before its end, whatever the machine and the build need for the whole.
void TestEngine::stopsInTheMiddle()
{
    constexpr int kSize = 512;
    EngineCase engineCase;
    engineCase.network = model::makeUNet(24, 1, 1);
    engineCase.precision = quant::kBalanced;
    const ThreadPool pool(2);
    engine::IntegerEngine engine(testing::makeModel(engineCase), engineCase.precision,
                                 {&pool, engine::Isa::Portable});
    const std::vector<std::uint8_t> input(kSize * kSize);
    std::vector<std::int32_t> logits(input.size());
    const auto run = [&](const StopToken& stop) {
        engine.run({input.data(), 1, kSize, kSize}, {logits.data(), 1, kSize, kSize}, stop);
    };
    using Clock = std::chrono::steady_clock;
    const Clock::time_point start = Clock::now();
    run({});
    const Clock::duration whole = Clock::now() - start;

    StopSource source;
    Clock::time_point asked;
    std::jthread stopper([&] {
        std::this_thread::sleep_for(whole / 10);
        asked = Clock::now();
        source.requestStop();
    });
    QVERIFY_THROWS_EXCEPTION(Error, run(source.token()));
    stopper.join();
    const Clock::duration delay = Clock::now() - asked;
    QVERIFY2(delay < whole / 4,
             qPrintable(QStringLiteral("%1 of %2 ns").arg(delay.count()).arg(whole.count())));
}

void TestEngine::refusesWrongShapesAndPrecisions()
{
    EngineCase engineCase;
    engineCase.network = model::makeUNet(4, 1, 2);
    engineCase.precision = quant::kBalanced;
    const auto model = testing::makeModel(engineCase);
    engine::IntegerEngine engine(model, engineCase.precision, {nullptr, engine::Isa::Portable});
    const std::vector<std::uint8_t> input(1024);
    std::vector<std::int32_t> logits(2048);
    const auto codeOf = [&](TensorView<const std::uint8_t> in, TensorView<std::int32_t> out) {
        try {
            engine.run(in, out);
        } catch (const Error& error) {
            return error.code();
        }
        return ErrorCode::Internal;
    };
    QCOMPARE(codeOf({input.data(), 1, 12, 8}, {logits.data(), 2, 12, 8}), ErrorCode::ShapeMismatch);
    QCOMPARE(codeOf({input.data(), 1, 0, 8}, {logits.data(), 2, 0, 8}), ErrorCode::ShapeMismatch);
    QCOMPARE(codeOf({input.data(), 2, 8, 8}, {logits.data(), 2, 8, 8}), ErrorCode::ShapeMismatch);
    QCOMPARE(codeOf({input.data(), 1, 8, 8}, {logits.data(), 1, 8, 8}), ErrorCode::ShapeMismatch);
    QCOMPARE(codeOf({input.data(), 1, 8, 8}, {logits.data(), 2, 8, 16}), ErrorCode::ShapeMismatch);
    try {
        engine::IntegerEngine other(model, quant::kHighestInteger,
                                    {nullptr, engine::Isa::Portable});
        QFAIL("the model has no table for W8A8");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::Unsupported);
    }
}

QTEST_GUILESS_MAIN(TestEngine)
#include "tst_engine.moc"
