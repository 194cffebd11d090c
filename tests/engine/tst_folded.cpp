// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Upsampling folded into convolutions: when there is something to fold, how many products the
// weights take, and that it equals the direct form bit for bit.
#include "core/engine/packing/conv_packing.h"
#include "core/engine/packing/folded.h"
#include "core/engine/plan/planner.h"
#include "tests/engine/algorithm_rows.h"
#include "tests/engine/engine_cases.h"
#include "tests/engine/kernel_cases.h"

#include <QtTest/QtTest>

#include <algorithm>

using namespace halftone;
using engine::Algorithm;
using engine::ConvShape;
using engine::Reading;
using testing::ConvCase;

namespace {

constexpr Reading kDirect = Reading::Direct;
constexpr Reading kUpsampled = Reading::Upsampled2;

ConvCase foldedCase(Reading first, Reading second)
{
    ConvCase c;
    c.algorithm = Algorithm::Folded;
    c.reading = first;
    c.secondReading = second;
    return c;
}

std::size_t extrasOf(std::vector<std::int8_t> codes)
{
    const auto inputs = static_cast<int>(codes.size()) / 9;
    return engine::countFoldedExtras({3, {inputs}, 1, {kUpsampled}}, codes);
}

} // namespace

class TestFolded : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void legalWhereSomethingIsUpsampled();
    void extrasFollowFromTheWeights();
    void extrasTakeRoomAndTime();
    void equalsDirect_data();
    void equalsDirect();
    void equalsDirectAtExtremes();
    void equalsDirectAtMixedSigns();
    void wholeNetworksAgree_data();
    void wholeNetworksAgree();
};

void TestFolded::initTestCase()
{
    if (testing::isasWith(Algorithm::Folded).empty()) {
        QSKIP("no kernel set of this machine folds upsampling into convolutions");
    }
}

void TestFolded::legalWhereSomethingIsUpsampled()
{
    QVERIFY(engine::isFoldedLegal({3, {5}, 1, {kUpsampled}}));
    QVERIFY(engine::isFoldedLegal({3, {5, 4}, 1, {kUpsampled, kDirect}}));
    QVERIFY(engine::isFoldedLegal({3, {5, 4}, 1, {kDirect, kUpsampled}}));
    QVERIFY(!engine::isFoldedLegal({3, {5, 4}, 1, {}}));
    QVERIFY(!engine::isFoldedLegal({3, {1}, 1, {Reading::Windows}}));
    QVERIFY(!engine::isFoldedLegal({1, {5}, 1, {kUpsampled}}));
}

void TestFolded::extrasFollowFromTheWeights()
{
    // Six bits never need any, seven at most one for each of the 4 sums of four taps.
    QCOMPARE(extrasOf(std::vector<std::int8_t>(9, 31)), std::size_t{0});
    QCOMPARE(extrasOf(std::vector<std::int8_t>(9, -32)), std::size_t{0});
    QCOMPARE(extrasOf(std::vector<std::int8_t>(9, 32)), std::size_t{4});
    QCOMPARE(extrasOf(std::vector<std::int8_t>(9, -63)), std::size_t{4});
    // Eight: one for each of the 8 sums of two, three for each of four; with 16, the direct form's
    // 36 products.
    QCOMPARE(extrasOf(std::vector<std::int8_t>(9, 127)), std::size_t{8 + 3 * 4});
    QCOMPARE(extrasOf(std::vector<std::int8_t>(9, -127)), std::size_t{8 + 3 * 4});
    // Four channels share a product, the fifth has its own; taps of both signs cancel.
    QCOMPARE(extrasOf(std::vector<std::int8_t>(4 * 9, 127)), std::size_t{20});
    QCOMPARE(extrasOf(std::vector<std::int8_t>(5 * 9, 127)), std::size_t{40});
    std::vector<std::int8_t> stripes(9, 100);
    for (std::size_t tap = 1; tap < stripes.size(); tap += 2) {
        stripes[tap] = -100;
    }
    QCOMPARE(extrasOf(stripes), std::size_t{0});
    // Of direct inputs nothing is summed up.
    const std::vector<std::int8_t> two(2 * 9, 127);
    QCOMPARE(engine::countFoldedExtras({3, {1, 1}, 1, {kUpsampled, kDirect}}, two),
             std::size_t{20});
}

/// What the planner counts is what the packer writes.
void TestFolded::extrasTakeRoomAndTime()
{
    const ConvShape shape{3, {8, 4}, 4, {kUpsampled, kDirect}};
    std::vector<std::int8_t> codes(4 * 12 * 9, 1);
    constexpr engine::WorkSize kSize{8, 64, 16};
    const auto countWork = [&] {
        return engine::countFoldedWork(shape, kSize, engine::countFoldedExtras(shape, codes));
    };
    const std::size_t bytes = engine::packFolded(shape, codes).size();
    const engine::LayerWork work = countWork();
    // Two groups of 16 forms, 4 counts, one group of 9 taps; 8x64 pixels are 8 tiles.
    QCOMPARE(bytes, std::size_t{(2 * 16 + 9) * 16 + 4 * 4});
    QCOMPARE(work.products, 8.0 * 4 * (2 * 16 + 4 * 9));
    QCOMPARE(work.transforms, 0.0);
    QVERIFY(work.products < engine::countDirectWork(shape, kSize, 0).products);
    std::fill_n(codes.begin(), 9, std::int8_t{127});
    QCOMPARE(engine::packFolded(shape, codes).size(), bytes + 20 * (4 + 16));
    QCOMPARE(countWork().products, work.products);
    QCOMPARE(countWork().transforms, 8.0 * 4 * 20);
}

void TestFolded::equalsDirect_data()
{
    QTest::addColumn<int>("isa");
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("second");
    QTest::addColumn<int>("maxWeight");
    for (const engine::Isa isa : testing::isasWith(Algorithm::Folded)) {
        for (const int maxWeight : {1, 31, 63, 127}) {
            const auto add = [&](const char* name, Reading first, Reading second) {
                QTest::addRow("%s, %s, weights to %d", engine::toString(isa), name, maxWeight)
                    << static_cast<int>(isa) << static_cast<int>(first) << static_cast<int>(second)
                    << maxWeight;
            };
            add("upsampled then direct", kUpsampled, kDirect);
            add("direct then upsampled", kDirect, kUpsampled);
            add("both upsampled", kUpsampled, kUpsampled);
        }
    }
}

void TestFolded::equalsDirect()
{
    QFETCH(int, isa);
    QFETCH(int, first);
    QFETCH(int, second);
    QFETCH(int, maxWeight);
    // Around tiles of 2 rows x 16 source pixels.
    testing::ConvSweep sweep{
        {1, 2, 3, 7, 8, 9, 15, 16, 17, 24, 31, 32, 33, 49},
        {1, 2, 3, 4, 5, 7},
        {{1, 1, 1}, {3, 5, 4}, {4, 2, 5}, {8, 1, 3}, {17, 4, 6}, {5, 9, 16}, {60, 20, 2}}};
    if (first == static_cast<int>(kUpsampled)) {
        sweep.channels.push_back({7, 0, 4});
    }
    ConvCase c = foldedCase(static_cast<Reading>(first), static_cast<Reading>(second));
    c.maxWeight = maxWeight;
    const std::string fault = testing::checkSweep(sweep, c, static_cast<engine::Isa>(isa));
    QVERIFY2(fault.empty(), fault.c_str());
}

void TestFolded::equalsDirectAtExtremes()
{
    for (const engine::Isa isa : testing::isasWith(Algorithm::Folded)) {
        for (const int channels : {1, 64, 512}) {
            for (const int maxWeight : {31, 32, 63, 64, 127}) {
                for (const int sign : {-1, 1}) {
                    ConvCase c = foldedCase(kUpsampled, kDirect);
                    c.height = 6;
                    c.width = 36;
                    c.firstChannels = channels;
                    c.outChannels = 2;
                    c.maxWeight = maxWeight;
                    c.extremeSign = sign;
                    const std::string fault = testing::checkConv(c, isa);
                    QVERIFY2(fault.empty(), fault.c_str());
                }
            }
        }
    }
}

/// Sums of every size, split into one to four terms.
void TestFolded::equalsDirectAtMixedSigns()
{
    for (const engine::Isa isa : testing::isasWith(Algorithm::Folded)) {
        ConvCase c = foldedCase(kUpsampled, kDirect);
        c.height = 6;
        c.width = 38;
        const std::string fault = testing::checkMixedSigns(c, isa);
        QVERIFY2(fault.empty(), fault.c_str());
    }
}

void TestFolded::wholeNetworksAgree_data()
{
    testing::addPrecisionRows({{6, 8}, {7, 8}, {8, 8}, {4, 7}, {1, 1}});
}

void TestFolded::wholeNetworksAgree()
{
    QFETCH(int, weightBits);
    QFETCH(int, activationBits);
    testing::EngineCase engineCase;
    engineCase.network = model::makeUNet(8, 1, 2);
    engineCase.precision = {weightBits, activationBits};
    engineCase.height = 40;
    engineCase.width = 72;
    const testing::ReferenceRun reference(engineCase);
    const ThreadPool pool(2);
    for (const engine::Isa isa : testing::isasWith(Algorithm::Folded)) {
        const engine::EngineOptions options{&pool, isa, Algorithm::Folded};
        const std::string fault = reference.compare(options);
        QVERIFY2(fault.empty(), fault.c_str());
        // The three decoder blocks' first convolutions.
        engine::IntegerEngine engine(testing::makeModel(engineCase), engineCase.precision, options);
        const std::vector<std::uint8_t> input = testing::makeInput(engineCase);
        std::vector<std::int32_t> logits(2 * input.size());
        const auto steps = engine.explain({input.data(), 1, 40, 72}, {logits.data(), 2, 40, 72});
        QCOMPARE(
            std::count_if(steps.begin(), steps.end(),
                          [](const auto& step) { return step.algorithm == Algorithm::Folded; }),
            3);
    }
}

QTEST_GUILESS_MAIN(TestFolded)
#include "tst_folded.moc"
