// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Convolutions by tables: when they are legal, how small their weights are, and that they equal the
// direct form bit for bit.
#include "core/engine/packing/lookup.h"
#include "tests/engine/algorithm_rows.h"

#include <QtTest/QtTest>

using namespace halftone;
using engine::Algorithm;
using engine::ConvShape;
using engine::Reading;
using testing::ConvCase;

namespace {

ConvCase oneBit()
{
    ConvCase c;
    c.algorithm = Algorithm::Lookup;
    c.maxInput = 1;
    c.maxWeight = 1;
    c.noZeroWeights = true;
    return c;
}

} // namespace

class TestLookup : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void legalityFollowsFromRanges();
    void weightsTakeAByteForFour();
    void equalsDirect_data() { testing::addAlgorithmRows(Algorithm::Lookup); }
    void equalsDirect();
    void equalsDirectInManyChannels_data() { testing::addAlgorithmRows(Algorithm::Lookup); }
    void equalsDirectInManyChannels();
    void equalsDirectAtExtremes_data() { testing::addAlgorithmRows(Algorithm::Lookup); }
    void equalsDirectAtExtremes();
};

void TestLookup::legalityFollowsFromRanges()
{
    std::vector<std::int8_t> codes(18, 1);
    codes[17] = -1;
    const auto isLegal = [&](int kernel, int inputs, int maxInput) {
        return engine::isLookupLegal(ConvShape{kernel, {inputs}, 1, {}, maxInput}, codes);
    };
    QVERIFY(isLegal(3, 2, 1));
    QVERIFY(!isLegal(3, 2, 2));
    QVERIFY(!isLegal(1, 18, 1));
    QVERIFY(!engine::isLookupLegal(ConvShape{3, {1}, 2, {Reading::Windows}, 1}, codes));
    ConvShape shape{3, {2}, 1, {}, 1};
    shape.keepsRange = false; // it writes bits alone
    QVERIFY(!engine::isLookupLegal(shape, codes));
    shape = {3, {2}, 1, {}, 1};
    shape.blankBorders = false; // channels that do not exist have weight -1
    QVERIFY(!engine::isLookupLegal(shape, codes));
    for (const int code : {-2, 0, 2}) {
        codes[3] = static_cast<std::int8_t>(code);
        QVERIFY(!isLegal(3, 2, 1));
    }
    // 18 a group, in 16 bits.
    for (const auto& [channels, legal] : {std::pair{7280, true}, {7281, false}}) {
        const std::vector<std::int8_t> many(static_cast<std::size_t>(9 * channels), 1);
        QCOMPARE(engine::isLookupLegal(ConvShape{3, {channels}, 1, {}, 1}, many), legal);
    }
}

void TestLookup::weightsTakeAByteForFour()
{
    const std::vector<std::int8_t> codes(9 * 64 * 64, 1);
    QCOMPARE(engine::packLookup(ConvShape{3, {64}, 64, {}, 1}, codes).size(),
             codes.size() / 4 + 256 + 3 * 64 * sizeof(std::int32_t));
}

void TestLookup::equalsDirect()
{
    QFETCH(int, isa);
    QFETCH(int, reading);
    // Around blocks (32 x 4), tiles (32 x 2), vectors of cells (8), primes, and one.
    const testing::ConvSweep sweep{
        {1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 97},
        {1, 2, 3, 4, 5, 6, 7, 9},
        {{1, 0, 1}, {3, 5, 4}, {4, 0, 5}, {8, 1, 3}, {17, 4, 6}, {5, 0, 17}, {9, 9, 18}}};
    ConvCase c = oneBit();
    for (const Reading second : {Reading::Direct, Reading::Upsampled2}) {
        c.reading = static_cast<Reading>(reading);
        c.secondReading = second;
        const std::string fault = testing::checkSweep(sweep, c, static_cast<engine::Isa>(isa));
        QVERIFY2(fault.empty(), fault.c_str());
    }
}

/// One chunk of 7 groups of channels, just more, many.
void TestLookup::equalsDirectInManyChannels()
{
    QFETCH(int, isa);
    QFETCH(int, reading);
    const testing::ConvSweep sweep{
        {7, 34},
        {4, 5},
        {{28, 0, 5}, {29, 0, 5}, {56, 1, 3}, {60, 140, 2}, {97, 5, 17}, {512, 0, 1}}};
    for (const bool largestInputs : {false, true}) {
        ConvCase c = oneBit();
        c.reading = static_cast<Reading>(reading);
        c.largestInputs = largestInputs;
        const std::string fault = testing::checkSweep(sweep, c, static_cast<engine::Isa>(isa));
        QVERIFY2(fault.empty(), fault.c_str());
    }
}

/// The largest sums of either sign, and inputs and weights at random.
void TestLookup::equalsDirectAtExtremes()
{
    QFETCH(int, isa);
    QFETCH(int, reading);
    for (const int channels : {1, 4, 28, 29, 260}) {
        for (const int sign : {-1, 0, 1}) {
            ConvCase c = oneBit();
            c.reading = static_cast<Reading>(reading);
            c.height = 6;
            c.width = 20;
            c.firstChannels = channels;
            c.outChannels = 3;
            c.extremeSign = sign;
            c.limitsOnly = sign == 0;
            const std::string fault = testing::checkConv(c, static_cast<engine::Isa>(isa));
            QVERIFY2(fault.empty(), fault.c_str());
        }
    }
}

QTEST_GUILESS_MAIN(TestLookup)
#include "tst_lookup.moc"
