// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Convolutions in sums of 16 bits: how much fits, and that nothing saturates at what just fits.
#include "core/engine/packing/conv_packing.h"
#include "core/quant/fixed_point.h"
#include "tests/engine/algorithm_rows.h"

#include <QtTest/QtTest>

using namespace halftone;
using engine::ConvShape;
using engine::Reading;
using testing::ConvCase;

namespace {

/// Groups per sum of `channels` inputs when all weights have this magnitude.
int groupsPerSum(int weight, int maxInput, int channels)
{
    const std::vector<std::int8_t> codes(static_cast<std::size_t>(9 * channels),
                                         static_cast<std::int8_t>(weight));
    return engine::narrowGroupsPerSum(ConvShape{3, {channels}, 1, {}, maxInput}, codes);
}

} // namespace

class TestNarrow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rangesDecideHowMuchFits();
    void rangesCountPairsOfChannels();
    void equalsReference_data();
    void equalsReference();
    void nothingSaturates_data();
    void nothingSaturates();
};

void TestNarrow::rangesDecideHowMuchFits()
{
    QCOMPARE(groupsPerSum(127, 255, 64), 0); // W8A8: one product more than fits
    QCOMPARE(groupsPerSum(127, 63, 64), 0);
    QCOMPARE(groupsPerSum(7, 255, 64), 1); // 9 * 2 * 7 * 255 = 32130
    QCOMPARE(groupsPerSum(-7, 255, 64), 1);
    QCOMPARE(groupsPerSum(8, 255, 64), 0);
    QCOMPARE(groupsPerSum(14, 63, 64), 2); // 9 * 2 * 14 * 63 = 15876
    QCOMPARE(groupsPerSum(7, 63, 64), 4);  // W4A6
    QCOMPARE(groupsPerSum(1, 15, 64), 16); // all there are
    QCOMPARE(groupsPerSum(0, 255, 9), 3);
}

void TestNarrow::rangesCountPairsOfChannels()
{
    // Channels 0 and 1 share a sum, 2 and 3 another; a missing channel counts nothing.
    std::vector<std::int8_t> codes(9 * 5, 0);
    const auto fill = [&](int channel, int value) {
        std::fill_n(codes.begin() + 9 * channel, 9, static_cast<std::int8_t>(value));
    };
    const auto groups = [&](std::vector<int> inputs) {
        return engine::narrowGroupsPerSum(ConvShape{3, std::move(inputs), 1, {}, 255}, codes);
    };
    fill(1, 10);
    fill(2, 10);
    fill(4, 14);
    QCOMPARE(groups({5}), 1); // 9 * 14 * 255 = 32130 alone, 22950 in the other sums
    fill(0, 5);
    QCOMPARE(groups({5}), 0);
    // As the last channel of the first input and the first of the second they share nothing.
    QCOMPARE(groups({1, 4}), 0); // channel 1 and 2 now do: 20
    fill(2, 0);
    QCOMPARE(groups({1, 4}), 1);
}

void TestNarrow::equalsReference_data()
{
    testing::addAlgorithmRows(engine::Algorithm::Narrow);
}

void TestNarrow::equalsReference()
{
    QFETCH(int, isa);
    QFETCH(int, reading);
    // Around the tiles (8 pixels, 2 rows, 4 channels), primes, and one.
    const testing::ConvSweep sweep{{1, 2, 3, 7, 8, 9, 15, 16, 17, 31},
                                   {1, 2, 3, 4, 5, 9},
                                   {{1, 0, 1}, {3, 5, 4}, {4, 0, 5}, {8, 1, 3}, {17, 20, 6}}};
    ConvCase c;
    c.algorithm = engine::Algorithm::Narrow;
    c.maxInput = 63;
    c.maxWeight = 7;
    c.reading = static_cast<Reading>(reading);
    const std::string fault = testing::checkSweep(sweep, c, static_cast<engine::Isa>(isa));
    QVERIFY2(fault.empty(), fault.c_str());
}

void TestNarrow::nothingSaturates_data()
{
    QTest::addColumn<int>("maxWeight");
    QTest::addColumn<int>("maxInput");
    if (testing::isasWith(engine::Algorithm::Narrow).empty()) {
        QSKIP("no kernel set of this machine has a narrow convolution");
    }
    QTest::newRow("W4A8, one group a sum") << 7 << 255;
    QTest::newRow("W4A6, four groups a sum") << 7 << 63;
    QTest::newRow("14 * 63, two groups a sum") << 14 << 63;
    QTest::newRow("W8A3, two groups a sum") << 127 << 7;
    QTest::newRow("W1A8") << 1 << 255;
    QTest::newRow("W2A4, all groups in one sum") << 1 << 15;
}

void TestNarrow::nothingSaturates()
{
    QFETCH(int, maxWeight);
    QFETCH(int, maxInput);
    QVERIFY(groupsPerSum(maxWeight, maxInput, 4) > 0);
    for (const engine::Isa isa : testing::isasWith(engine::Algorithm::Narrow)) {
        for (const int channels : {1, 4, 9, 36, 512}) {
            for (const int sign : {-1, 0, 1}) {
                ConvCase c;
                c.algorithm = engine::Algorithm::Narrow;
                c.maxInput = maxInput;
                c.maxWeight = maxWeight;
                c.height = 3;
                c.width = 11;
                c.firstChannels = channels;
                c.outChannels = 2;
                c.extremeSign = sign;
                c.limitsOnly = sign == 0;
                const std::string fault = testing::checkConv(c, isa);
                QVERIFY2(fault.empty(), fault.c_str());
            }
        }
    }
}

QTEST_GUILESS_MAIN(TestNarrow)
#include "tst_narrow.moc"
