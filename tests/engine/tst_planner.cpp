// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/cpu/kernel_registry.h"
#include "core/engine/packing/bit_serial.h"
#include "core/engine/packing/conv_packing.h"
#include "core/engine/packing/folded.h"
#include "core/engine/packing/winograd.h"
#include "core/engine/plan/planner.h"
#include "tests/engine/engine_cases.h"

#include <QtTest/QtTest>

#include <algorithm>

using namespace halftone;
using engine::Algorithm;
using engine::AlgorithmCosts;
using engine::ConvShape;
using engine::Reading;

namespace {

/// Fixed, whatever the built-in ones become, in cycles.
constexpr engine::CostModel kCosts{engine::Isa::Avx512Vnni,
                                   {{Algorithm::Direct, {1, 6, 0}},
                                    {Algorithm::Winograd, {1, 30, 65}},
                                    {Algorithm::BitSerial, {1.8, 100, 340}},
                                    {Algorithm::Folded, {1, 7, 1.5}}}};

/// As much of a kernel set as the planner looks at, on any machine.
constexpr engine::KernelSet kKernels{
    .isa = engine::Isa::Avx512Vnni,
    .lanes = 16,
    .conv1x1 = {nullptr, nullptr, engine::kCellsForm},
    .conv3x3 = {{Algorithm::Direct, {nullptr, nullptr, engine::kCellsForm}},
                {Algorithm::Winograd, {nullptr, nullptr, engine::kWinogradForm}},
                {Algorithm::BitSerial, {nullptr, nullptr, engine::kBitSerialForm}},
                {Algorithm::Folded, {nullptr, nullptr, engine::kFoldedForm}}}};

const engine::Planner kPlanner(kKernels, kCosts);

/// Direct and these.
engine::LegalAlgorithms allow(std::initializer_list<Algorithm> algorithms)
{
    engine::LegalAlgorithms legal;
    for (const Algorithm algorithm : algorithms) {
        legal.allowed[algorithm] = true;
    }
    return legal;
}

/// One explained run of a U-Net of width 16 at 64x64.
std::vector<engine::LayerCost> explain(quant::Precision precision,
                                       const engine::EngineOptions& options)
{
    testing::EngineCase engineCase;
    engineCase.network = model::makeUNet(16, 1, 2);
    engineCase.precision = precision;
    engineCase.height = 64;
    engineCase.width = 64;
    engine::IntegerEngine engine(testing::makeModel(engineCase), precision, options);
    const std::vector<std::uint8_t> input = testing::makeInput(engineCase);
    std::vector<std::int32_t> logits(2 * input.size());
    const TensorView<const std::uint8_t> view{input.data(), 1, 64, 64};
    std::vector<std::int32_t> plain(logits.size());
    engine.run(view, {plain.data(), 2, 64, 64});
    auto costs = engine.explain(view, {logits.data(), 2, 64, 64});
    return logits == plain ? costs : std::vector<engine::LayerCost>();
}

long countOf(const std::vector<engine::LayerCost>& costs, Algorithm algorithm)
{
    return std::count_if(costs.begin(), costs.end(), [&](const engine::LayerCost& cost) {
        return cost.algorithm == algorithm;
    });
}

} // namespace

class TestPlanner : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void widerLayersWin();
    void bitPlanesWinWhereTheyAreFull();
    void foldingWinsWhereFewSumsAreSplit();
    void illegalIsNeverChosen();
    void overridesAreKept();
    void algorithmsFollowTheShape();
    void scratchIsOneAThread();
    void explainsEveryStep();
    void explainsWhatRan();
};

void TestPlanner::widerLayersWin()
{
    const auto choose = [](const ConvShape& shape, int height, int width) {
        return kPlanner.choose({}, shape, allow({Algorithm::Winograd}), height, width);
    };
    QCOMPARE(choose({3, {64}, 64, {}}, 256, 256), Algorithm::Winograd);
    QCOMPARE(choose({3, {16}, 16, {}}, 512, 512), Algorithm::Winograd);
    // A map 4 pixels wide leaves 14 of 16 lanes empty, one row the lower half of the tiles.
    QCOMPARE(choose({3, {16}, 16, {}}, 1, 4), Algorithm::Direct);
    QCOMPARE(choose({3, {64}, 64, {}}, 1, 16), Algorithm::Direct);
    // Nine products instead of sixteen.
    const ConvShape upsampled{3, {64}, 64, {Reading::Upsampled2}};
    const ConvShape direct{3, {64}, 64, {}};
    QVERIFY(kPlanner.nanoseconds(Algorithm::Winograd, upsampled, 0, 64, 64)
            < kPlanner.nanoseconds(Algorithm::Winograd, direct, 0, 64, 64));
}

void TestPlanner::bitPlanesWinWhereTheyAreFull()
{
    // So many of a hundred weights add a plane.
    const auto choose = [](int channels, int maxCode, int height, int width, int percent = 53) {
        const ConvShape shape{3, {channels}, channels, {}, maxCode};
        engine::LegalAlgorithms legal = allow({Algorithm::Winograd, Algorithm::BitSerial});
        legal.counted[Algorithm::BitSerial] =
            static_cast<std::size_t>(9 * channels * channels * percent / 100);
        return kPlanner.choose({}, shape, legal, height, width);
    };
    QCOMPARE(choose(64, 1, 256, 256), Algorithm::BitSerial);
    QCOMPARE(choose(64, 3, 256, 256), Algorithm::BitSerial);
    // A map 64 pixels wide leaves half of a tile empty, one of 8 nearly all.
    QCOMPARE(choose(256, 1, 64, 64), Algorithm::BitSerial);
    QCOMPARE(choose(256, 3, 64, 64), Algorithm::Winograd);
    QVERIFY(choose(64, 1, 8, 8) != Algorithm::BitSerial);
    // Weights 0 add nothing.
    QCOMPARE(choose(256, 3, 64, 64, 40), Algorithm::BitSerial);
    QCOMPARE(choose(64, 3, 256, 256, 100), Algorithm::Winograd);
    // Twice the bits, twice the work.
    constexpr std::size_t kPlanes = 9 * 64 * 64 / 2;
    const ConvShape one{3, {64}, 64, {}, 1};
    const ConvShape two{3, {64}, 64, {}, 3};
    QCOMPARE(2 * kPlanner.nanoseconds(Algorithm::BitSerial, one, kPlanes, 64, 64),
             kPlanner.nanoseconds(Algorithm::BitSerial, two, kPlanes, 64, 64));
}

/// 16 products instead of 36 for every upsampled group, and those of sums that do not fit.
void TestPlanner::foldingWinsWhereFewSumsAreSplit()
{
    const ConvShape shape{3, {64, 64}, 64, {Reading::Upsampled2, Reading::Direct}};
    const auto choose = [&](std::size_t extras, int height, int width) {
        engine::LegalAlgorithms legal = allow({Algorithm::Folded});
        legal.counted[Algorithm::Folded] = extras;
        return kPlanner.choose({}, shape, legal, height, width);
    };
    // 16 groups of outputs times 16 upsampled ones have 20 products to lose.
    QCOMPARE(choose(0, 128, 128), Algorithm::Folded);
    QCOMPARE(choose(10 * 16 * 16, 128, 128), Algorithm::Folded);
    QCOMPARE(choose(15 * 16 * 16, 128, 128), Algorithm::Direct);
    // 16 pixels of the low resolution make a vector: half of it is empty.
    QCOMPARE(choose(0, 16, 16), Algorithm::Direct);
}

void TestPlanner::illegalIsNeverChosen()
{
    const ConvShape shape{3, {64}, 64, {}};
    QCOMPARE(kPlanner.choose({}, shape, {}, 64, 64), Algorithm::Direct);
    for (const Algorithm forced : engine::kAlgorithms) {
        QCOMPARE(kPlanner.choose(forced, shape, {}, 64, 64), Algorithm::Direct);
        QCOMPARE(kPlanner.choose(forced, shape, allow({forced}), 64, 64), forced);
    }
    // Seven bits of activations: everything is direct, whatever is asked for.
    const auto costs = explain({4, 7}, {nullptr, engine::chooseIsa(), Algorithm::Winograd});
    QCOMPARE(countOf(costs, Algorithm::Winograd), 0);
    QCOMPARE(countOf(costs, Algorithm::Direct), 15);
    // Four bits of activations: no bit planes.
    const auto small =
        explain(quant::kSmallest, {nullptr, engine::chooseIsa(), Algorithm::BitSerial});
    QCOMPARE(countOf(small, Algorithm::BitSerial), 0);
}

void TestPlanner::overridesAreKept()
{
    for (const engine::Isa isa : engine::availableIsas()) {
        const engine::KernelSet& kernels = engine::requireKernels(isa);
        const auto direct = explain(quant::kBalanced, {nullptr, isa, Algorithm::Direct});
        QCOMPARE(countOf(direct, Algorithm::Direct), 15);
        for (const Algorithm algorithm : {Algorithm::Narrow, Algorithm::Winograd}) {
            // All but the first (8 bits) and the head (1x1).
            const auto forced = explain(quant::kBalanced, {nullptr, isa, algorithm});
            QCOMPARE(countOf(forced, algorithm), kernels.has(algorithm) ? 13 : 0);
        }
        for (const Algorithm algorithm : {Algorithm::Words4, Algorithm::Bytes4}) {
            // All 3x3 ones of 8 bits, the first too unless it reads windows; of 4 bits all but
            // that.
            const bool words = algorithm == Algorithm::Words4;
            const auto forced = explain(words ? quant::kHighestInteger : quant::kSmallest,
                                        {nullptr, isa, algorithm});
            const int legal = words && !kernels.readsWindows ? 14 : 13;
            QCOMPARE(countOf(forced, algorithm), kernels.has(algorithm) ? legal : 0);
        }
        const auto mixed = explain(quant::kBalanced, {nullptr, isa, Algorithm::Mixed4});
        QCOMPARE(countOf(mixed, Algorithm::Mixed4), kernels.has(Algorithm::Mixed4) ? 3 : 0);
        // Few bits are for something.
        const auto fastest = explain(quant::kBalanced, {nullptr, isa, {}});
        QVERIFY(!kernels.has(Algorithm::Winograd) || countOf(fastest, Algorithm::Direct) < 11);
        for (const quant::Precision precision : {quant::Precision{1, 1}, {2, 2}}) {
            const auto forced = explain(precision, {nullptr, isa, Algorithm::BitSerial});
            QCOMPARE(countOf(forced, Algorithm::BitSerial),
                     kernels.has(Algorithm::BitSerial) ? 13 : 0);
        }
    }
}

/// One engine on small and large inputs in turn: layers are repacked, answers stay right.
void TestPlanner::algorithmsFollowTheShape()
{
    if (!engine::isAvailable(engine::Isa::Avx512Vnni)) {
        QSKIP("no AVX512-VNNI here, whose Winograd convolution small maps leave empty");
    }
    engine::CostModel costs = kCosts;
    for (const Algorithm algorithm : engine::kAlgorithms) { // direct or Winograd, or illegal here
        AlgorithmCosts& unit = costs.algorithms[algorithm];
        unit.product = unit.product > 0 ? 1 : 1e3;
    }
    testing::EngineCase engineCase;
    engineCase.network = model::makeUNet(16, 1, 1);
    engineCase.precision = quant::kBalanced;
    engine::IntegerEngine engine(testing::makeModel(engineCase), engineCase.precision,
                                 {nullptr, engine::Isa::Avx512Vnni, {}, &costs});
    std::vector<std::size_t> bytes{engine.info().packedBytes}; // first for 512x512
    for (const int side : {8, 64, 8, 64}) {
        engineCase.height = side;
        engineCase.width = side;
        const std::vector<std::uint8_t> input = testing::makeInput(engineCase);
        std::vector<std::int32_t> logits(input.size());
        const auto steps =
            engine.explain({input.data(), 1, side, side}, {logits.data(), 1, side, side});
        // At 8x8 no map fills a vector of 16 tiles; the deepest has a single pixel.
        const long count = countOf(steps, Algorithm::Winograd);
        QVERIFY2(side == 64 ? count > 4 : count < 4, qPrintable(QString::number(count)));
        bytes.push_back(engine.info().packedBytes);
        QCOMPARE(logits, testing::ReferenceRun(engineCase).logits());
    }
    // Weights for Winograd take 16/9 of the room.
    QVERIFY(bytes[1] < bytes[2] && bytes[2] < bytes[0]);
    QVERIFY(bytes[3] == bytes[1] && bytes[4] == bytes[2]);
}

void TestPlanner::scratchIsOneAThread()
{
    testing::EngineCase engineCase;
    engineCase.network = model::makeUNet(16, 1, 1);
    engineCase.precision = quant::kBalanced;
    const auto model = testing::makeModel(engineCase);
    const std::vector<std::uint8_t> input(256 * 256);
    std::vector<std::int32_t> logits(input.size());
    const auto arenaBytes = [&](int threads, std::optional<Algorithm> forced) {
        const ThreadPool pool(threads);
        engine::IntegerEngine engine(model, engineCase.precision,
                                     {&pool, engine::chooseIsa(), forced});
        engine.run({input.data(), 1, 256, 256}, {logits.data(), 1, 256, 256});
        return engine.info().arenaBytes;
    };
    // The largest scratch: 16 KB of sums and 48 KB of slab would be plenty for 64 channels.
    const std::size_t least = arenaBytes(1, Algorithm::Direct);
    QVERIFY(arenaBytes(1, Algorithm::Winograd) <= least + 64 * 1024);
    QVERIFY(arenaBytes(3, Algorithm::Winograd) <= least + 3 * 64 * 1024);
}

void TestPlanner::explainsEveryStep()
{
    const model::Network network = model::makeUNet(16, 1, 2);
    const auto costs = explain(quant::kBalanced, {nullptr, engine::chooseIsa(), {}});
    // The input, 15 convolutions, 3 poolings; upsamplings are folded.
    QCOMPARE(costs.size(), std::size_t{19});
    QCOMPARE(costs.front().name, std::string("input"));
    QCOMPARE(costs.front().node, model::kInputValue);
    QCOMPARE(costs.back().name, std::string("head"));
    double gmac = 0;
    for (const engine::LayerCost& cost : costs) {
        gmac += cost.gmac;
        QVERIFY(cost.milliseconds > 0);
        QCOMPARE(cost.algorithm.has_value(), cost.gmac > 0);
    }
    QVERIFY(std::abs(gmac - network.macs(64, 64) / 1e9) < 1e-9);
}

/// Times of the steps add up to the run's.
void TestPlanner::explainsWhatRan()
{
    QElapsedTimer timer;
    timer.start();
    const auto costs = explain(quant::kBalanced, {nullptr, engine::Isa::Portable, {}});
    double sum = 0;
    for (const engine::LayerCost& cost : costs) {
        sum += cost.milliseconds;
    }
    QVERIFY(sum > 0.1 && sum < 1e-6 * static_cast<double>(timer.nsecsElapsed()));
}

QTEST_GUILESS_MAIN(TestPlanner)
#include "tst_planner.moc"
