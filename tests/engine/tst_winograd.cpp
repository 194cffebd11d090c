// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Integer Winograd: when it is legal, and that it equals the direct form bit for bit wherever it
// is, up to the last legal code.
#include "core/engine/packing/winograd.h"
#include "tests/engine/algorithm_rows.h"
#include "tests/engine/engine_cases.h"

#include <QtTest/QtTest>

using namespace halftone;
using engine::ConvShape;
using engine::Reading;
using testing::ConvCase;

namespace {

/// A case within the ranges of W4A6.
ConvCase smallCodes()
{
    ConvCase c;
    c.algorithm = engine::Algorithm::Winograd;
    c.maxInput = 63;
    c.maxWeight = 7;
    return c;
}

bool isLegal(std::vector<std::int8_t> codes, int maxInput, int kernel = 3)
{
    const auto inputs = static_cast<int>(codes.size()) / (kernel * kernel);
    return engine::isWinogradLegal(ConvShape{kernel, {inputs}, 1, {}, maxInput}, codes);
}

} // namespace

class TestWinograd : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void legalityFollowsFromRanges_data();
    void legalityFollowsFromRanges();
    void legalityDependsOnTheWeights();
    void equalsDirect_data();
    void equalsDirect();
    void equalsDirectAtTheLastLegalCodes();
    void equalsDirectAtMixedSigns();
};

void TestWinograd::legalityFollowsFromRanges_data()
{
    QTest::addColumn<int>("weightBits");
    QTest::addColumn<int>("activationBits");
    QTest::addColumn<bool>("legal");
    const auto add = [](int w, int a, bool legal) {
        QTest::addRow("W%dA%d", w, a) << w << a << legal;
    };
    for (const int a : {1, 2, 4, 5, 6}) {
        for (const int w : {1, 2, 3, 4}) {
            add(w, a, true);
        }
        add(5, a, false); // nine times 15
        add(8, a, false);
    }
    for (const int a : {7, 8}) {
        for (const int w : {1, 2, 3, 4, 8}) {
            add(w, a, false); // differences of 127
        }
    }
}

/// All weights at their limit, the worst there is.
void TestWinograd::legalityFollowsFromRanges()
{
    QFETCH(int, weightBits);
    QFETCH(int, activationBits);
    QFETCH(bool, legal);
    const int maxWeight = weightBits == 1 ? 1 : (1 << (weightBits - 1)) - 1;
    const int maxInput = quant::maxActivationCode(activationBits);
    for (const int sign : {-1, 1}) {
        const std::vector<std::int8_t> codes(18, static_cast<std::int8_t>(sign * maxWeight));
        QCOMPARE(isLegal(codes, maxInput), legal);
    }
}

void TestWinograd::legalityDependsOnTheWeights()
{
    std::vector<std::int8_t> codes(9, 0);
    codes[4] = 127; // reaches 127 itself: only the middle tap has factor 1
    QVERIFY(isLegal(codes, 63));
    codes[1] = 1; // 127 + 1
    QVERIFY(!isLegal(codes, 63));
    codes[1] = -1; // 127 + 1 with the signs of row 2
    QVERIFY(!isLegal(codes, 63));
    std::fill(codes.begin(), codes.end(), std::int8_t{0});
    codes[0] = 31; // corners count four times
    QVERIFY(isLegal(codes, 63));
    codes[0] = 32;
    QVERIFY(!isLegal(codes, 63));
    codes[0] = -32; // -128 still fits
    QVERIFY(isLegal(codes, 63));
    QVERIFY(!isLegal(codes, 64));
    QVERIFY(!isLegal({1}, 1, 1)); // 1x1
    // The last pair of channels counts as the first does.
    std::vector<std::int8_t> two(18, 1);
    QVERIFY(isLegal(two, 63));
    std::fill(two.begin() + 9, two.end(), std::int8_t{15});
    QVERIFY(!isLegal(two, 63));
}

void TestWinograd::equalsDirect_data()
{
    testing::addAlgorithmRows(engine::Algorithm::Winograd);
}

void TestWinograd::equalsDirect()
{
    QFETCH(int, isa);
    QFETCH(int, reading);
    // Around vectors of tiles (32 pixels), blocks of up to four of them, bands of 4 rows. 80
    // channels leave room for one vector a block, 136 for all passes of none.
    const testing::ConvSweep sweep{
        {1, 2, 3, 5, 15, 17, 31, 32, 33, 34, 63, 65, 97, 127, 128, 129, 161},
        {1, 2, 3, 4, 5, 6, 7, 8, 13},
        {{1, 0, 1},
         {3, 5, 4},
         {4, 0, 5},
         {8, 1, 3},
         {17, 4, 6},
         {5, 0, 16},
         {60, 20, 2},
         {100, 36, 3}}};
    ConvCase c = smallCodes();
    c.reading = static_cast<Reading>(reading);
    const std::string fault = testing::checkSweep(sweep, c, static_cast<engine::Isa>(isa));
    QVERIFY2(fault.empty(), fault.c_str());
}

void TestWinograd::equalsDirectAtTheLastLegalCodes()
{
    for (const engine::Isa isa : testing::isasWith(engine::Algorithm::Winograd)) {
        for (const int channels : {1, 64, 260, 512}) {
            for (const int sign : {-1, 1}) {
                for (const Reading reading : {Reading::Direct, Reading::Upsampled2}) {
                    ConvCase c = smallCodes();
                    c.maxWeight = 14; // 9 * 14 = 126
                    c.height = 6;
                    c.width = 36;
                    c.firstChannels = channels;
                    c.reading = reading;
                    c.outChannels = 3;
                    c.extremeSign = sign;
                    const std::string fault = testing::checkConv(c, isa);
                    QVERIFY2(fault.empty(), fault.c_str());
                }
            }
        }
    }
}

/// Checkerboards of signs and of codes reach the limits of the differences.
void TestWinograd::equalsDirectAtMixedSigns()
{
    for (const engine::Isa isa : testing::isasWith(engine::Algorithm::Winograd)) {
        ConvCase c = smallCodes();
        c.maxWeight = 14;
        c.height = 7;
        c.width = 37;
        const std::string fault = testing::checkMixedSigns(c, isa);
        QVERIFY2(fault.empty(), fault.c_str());
    }
}

QTEST_GUILESS_MAIN(TestWinograd)
#include "tst_winograd.moc"
