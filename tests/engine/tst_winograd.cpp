// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Convolutions by transformed tiles (winograd.h, tile_form.h): when they are legal, and that they
// equal the direct form bit for bit wherever they are, up to the last legal code.
#include "core/engine/packing/tile_form.h"
#include "core/engine/packing/winograd.h"
#include "tests/engine/algorithm_rows.h"
#include "tests/engine/engine_cases.h"

#include <QtTest/QtTest>

using namespace halftone;
using engine::ConvShape;
using engine::Reading;
using testing::ConvCase;

namespace {

using engine::Algorithm;
using engine::TileSums;

constexpr TileSums kAllSums[] = {TileSums::Pairs16, TileSums::Lanes16, TileSums::Cells32,
                                 TileSums::CellPairs32};

/// The last codes that are legal whatever the weights, by form and reading.
struct Form {
    const char* name;
    Algorithm algorithm;
    Reading reading;       ///< of the first input
    Reading secondReading; ///< of the second
    int maxInput;
    int maxWeight;
};

constexpr Form kForms[] = {
    {"winograd, direct", Algorithm::Winograd, Reading::Direct, Reading::Direct, 63, 7},
    {"winograd, upsampled", Algorithm::Winograd, Reading::Upsampled2, Reading::Direct, 63, 7},
    {"words4, direct", Algorithm::Words4, Reading::Direct, Reading::Direct, 255, 127},
    {"words4, upsampled", Algorithm::Words4, Reading::Upsampled2, Reading::Direct, 255, 127},
    {"words4, both upsampled", Algorithm::Words4, Reading::Upsampled2, Reading::Upsampled2, 255,
     127},
    {"bytes4, direct", Algorithm::Bytes4, Reading::Direct, Reading::Direct, 15, 7},
    {"bytes4, upsampled", Algorithm::Bytes4, Reading::Upsampled2, Reading::Direct, 15, 7},
    {"bytes4, second upsampled", Algorithm::Bytes4, Reading::Direct, Reading::Upsampled2, 15, 7},
    {"bytes4, both upsampled", Algorithm::Bytes4, Reading::Upsampled2, Reading::Upsampled2, 63, 7},
    {"mixed4, upsampled", Algorithm::Mixed4, Reading::Upsampled2, Reading::Direct, 63, 7},
    {"mixed4, second upsampled", Algorithm::Mixed4, Reading::Direct, Reading::Upsampled2, 63, 7},
};

void addFormRows()
{
    QTest::addColumn<int>("isa");
    QTest::addColumn<int>("form");
    bool any = false;
    for (std::size_t form = 0; form < std::size(kForms); ++form) {
        for (const engine::Isa isa : testing::isasWith(kForms[form].algorithm)) {
            QTest::addRow("%s, %s", engine::toString(isa), kForms[form].name)
                << static_cast<int>(isa) << static_cast<int>(form);
            any = true;
        }
    }
    if (!any) {
        QSKIP("no kernel set of this machine has these algorithms");
    }
}

/// A case within the ranges of the row's form.
ConvCase caseOf(int index)
{
    const Form& form = kForms[static_cast<std::size_t>(index)];
    ConvCase c;
    c.algorithm = form.algorithm;
    c.reading = form.reading;
    c.secondReading = form.secondReading;
    c.maxInput = form.maxInput;
    c.maxWeight = form.maxWeight;
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
    void legalityOfTiles_data();
    void legalityOfTiles();
    void legalityOfTilesDependsOnTheWeights();
    void equalsDirect_data() { addFormRows(); }
    void equalsDirect();
    void equalsDirectAtTheLastLegalCodes_data() { addFormRows(); }
    void equalsDirectAtTheLastLegalCodes();
    void equalsDirectAtMixedSigns_data() { addFormRows(); }
    void equalsDirectAtMixedSigns();
    void equalsDirectAtTheLastLegalSums();
    void equalsDirectWhereChannelsAddUp_data() { addFormRows(); }
    void equalsDirectWhereChannelsAddUp();
    void equalsDirectWhereSumsWrap();
    void equalsDirectInManyChunks();
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

void TestWinograd::legalityOfTiles_data()
{
    QTest::addColumn<int>("weightBits");
    QTest::addColumn<int>("activationBits");
    QTest::addColumn<bool>("bytes2");
    QTest::addColumn<bool>("bytes4");
    QTest::addColumn<bool>("bytes4Upsampled");
    QTest::addColumn<bool>("mixed4");
    for (int w = 1; w <= 8; ++w) {
        for (int a = 1; a <= 8; ++a) {
            const bool six = w <= 4 && a <= 6;
            QTest::addRow("W%dA%d", w, a) << w << a << six << (w <= 4 && a <= 4) << six << six;
        }
    }
}

/// All weights at their limit, the worst there is; words take everything.
void TestWinograd::legalityOfTiles()
{
    QFETCH(int, weightBits);
    QFETCH(int, activationBits);
    const int maxWeight = weightBits == 1 ? 1 : (1 << (weightBits - 1)) - 1;
    const int maxInput = quant::maxActivationCode(activationBits);
    for (const int sign : {-1, 1}) {
        const std::vector<std::int8_t> codes(36, static_cast<std::int8_t>(sign * maxWeight));
        const auto shapeOf = [&](Reading first, Reading second) {
            return ConvShape{3, {2, 2}, 1, {first, second}, maxInput};
        };
        const ConvShape direct = shapeOf(Reading::Direct, Reading::Direct);
        const ConvShape upsampled = shapeOf(Reading::Upsampled2, Reading::Upsampled2);
        const ConvShape both = shapeOf(Reading::Upsampled2, Reading::Direct);
        for (const TileSums sums : kAllSums) {
            QTEST(engine::isTileBytes2Legal(sums, direct, codes), "bytes2");
            QTEST(engine::isTileBytes2Legal(sums, both, codes), "bytes2");
            QTEST(engine::isTileBytes4Legal(sums, direct, codes), "bytes4");
            QTEST(engine::isTileBytes4Legal(sums, both, codes), "bytes4");
            QTEST(engine::isTileBytes4Legal(sums, upsampled, codes), "bytes4Upsampled");
            QTEST(engine::isTileMixedLegal(sums, both, codes), "mixed4");
            QVERIFY(!engine::isTileMixedLegal(sums, direct, codes));
            QVERIFY(!engine::isTileMixedLegal(sums, upsampled, codes));
        }
        for (const ConvShape& shape : {direct, upsampled, both}) {
            QVERIFY(engine::isTileWordsLegal(shape, codes));
        }
    }
}

void TestWinograd::legalityOfTilesDependsOnTheWeights()
{
    const auto legal = [](TileSums sums, int first, int second) {
        std::vector<std::int8_t> codes(18, 0);
        codes[4] = static_cast<std::int8_t>(first);
        codes[13] = static_cast<std::int8_t>(second);
        return engine::isTileBytes4Legal(sums, ConvShape{3, {2}, 1, {}, 15}, codes);
    };
    // Of two channels that share a sum only what has one sign adds up: 248 * 132 fits, 248 * 133
    // does not. Where no two share one, any weights do that fit a byte.
    for (const TileSums sums : kAllSums) {
        const bool hasPairs = sums == TileSums::Pairs16;
        QVERIFY(legal(sums, 127, 5));
        QCOMPARE(legal(sums, 127, 6), !hasPairs);
        QVERIFY(legal(sums, 127, -127));
        QVERIFY(legal(sums, 66, 66));
        QCOMPARE(legal(sums, 67, 66), !hasPairs);
        const std::vector<std::int8_t> fits(18, 14); // 9 * 14 = 126
        const std::vector<std::int8_t> exceeds(18, 15);
        const ConvShape shape{3, {2}, 1, {}, 15};
        QCOMPARE(engine::isTileBytes4Legal(sums, shape, fits), !hasPairs);
        QVERIFY(!engine::isTileBytes4Legal(sums, shape, exceeds));
    }
    // Words: 64 times the largest sum of one sign, of any output channel, must fit 32 bits.
    std::vector<std::int8_t> codes(2 * 9 * 128, 127);
    std::fill(codes.begin(), codes.begin() + 9 * 64, std::int8_t{-127});
    const ConvShape shape{3, {128}, 2, {}, 255};
    QVERIFY(!engine::isTileWordsLegal(shape, codes)); // the second channel
    std::fill(codes.begin() + 9 * 128, codes.begin() + 9 * 192, std::int8_t{-127});
    QVERIFY(engine::isTileWordsLegal(shape, codes));
}

void TestWinograd::equalsDirect()
{
    QFETCH(int, isa);
    QFETCH(int, form);
    // Around vectors of tiles (16 or 32 pixels), blocks of up to four of them, bands of 4 rows. 80
    // channels leave AVX-512 room for one vector a block, 136 for all passes of none.
    testing::ConvSweep sweep{{1, 2, 3, 5, 15, 17, 31, 32, 33, 34, 63, 65, 97, 127, 128, 129},
                             {1, 2, 3, 4, 5, 7, 8},
                             {{1, 0, 1},
                              {3, 5, 4},
                              {4, 0, 5},
                              {8, 1, 3},
                              {17, 4, 6},
                              {5, 0, 16},
                              {60, 20, 2},
                              {100, 36, 3},
                              {2, 3, 23}}};
    const ConvCase base = caseOf(form);
    if (base.algorithm == Algorithm::Mixed4) { // it is for two inputs
        std::erase_if(sweep.channels, [](const auto& channels) { return channels[1] == 0; });
    }
    const std::string fault = testing::checkSweep(sweep, base, static_cast<engine::Isa>(isa));
    QVERIFY2(fault.empty(), fault.c_str());
}

/// All codes at their limits: of words, as many channels as fit the sums.
void TestWinograd::equalsDirectAtTheLastLegalCodes()
{
    QFETCH(int, isa);
    QFETCH(int, form);
    ConvCase c = caseOf(form);
    c.height = 6;
    c.width = 36;
    c.outChannels = 3;
    for (const int channels : {1, 64, 115, 260, 512}) {
        if (c.algorithm == Algorithm::Words4 && channels > 115) {
            continue;
        }
        for (const int sign : {-1, 1}) {
            c.firstChannels = channels;
            c.secondChannels = channels == 512 || c.algorithm == Algorithm::Mixed4 ? 5 : 0;
            c.extremeSign = sign;
            const std::string fault = testing::checkConv(c, static_cast<engine::Isa>(isa));
            QVERIFY2(fault.empty(), fault.c_str());
        }
    }
}

/// AVX-512 needs no pairs of products to fit 16 bits.
void TestWinograd::equalsDirectAtTheLastLegalSums()
{
    if (!engine::isAvailable(engine::Isa::Avx512Vnni)) {
        QSKIP("AVX-512 VNNI");
    }
    for (const int channels : {1, 64, 260, 512}) {
        for (const int sign : {-1, 0, 1}) {
            for (const Reading reading : {Reading::Direct, Reading::Upsampled2}) {
                ConvCase c = caseOf(0);
                c.maxWeight = 14; // 9 * 14 = 126
                c.height = 6;
                c.width = 36;
                c.firstChannels = channels;
                c.reading = reading;
                c.outChannels = 3;
                c.extremeSign = sign;
                c.limitsOnly = sign == 0;
                const std::string fault = testing::checkConv(c, engine::Isa::Avx512Vnni);
                QVERIFY2(fault.empty(), fault.c_str());
            }
        }
    }
}

/// Checkerboards of signs and of codes reach the limits of the differences.
void TestWinograd::equalsDirectAtMixedSigns()
{
    QFETCH(int, isa);
    QFETCH(int, form);
    ConvCase c = caseOf(form);
    c.height = 8;
    c.width = 38;
    const std::string fault = testing::checkMixedSigns(c, static_cast<engine::Isa>(isa));
    QVERIFY2(fault.empty(), fault.c_str());
}

/// Elements and weights near their limits here and there, alike in all channels: sums of 16 bits.
void TestWinograd::equalsDirectWhereChannelsAddUp()
{
    QFETCH(int, isa);
    QFETCH(int, form);
    for (std::uint32_t seed = 1; seed <= 12; ++seed) {
        ConvCase c = caseOf(form);
        c.height = 8;
        c.width = 36;
        c.firstChannels = c.algorithm == Algorithm::Words4 ? 60 : 200;
        c.secondChannels = c.algorithm == Algorithm::Words4 ? 50 : 100;
        c.outChannels = 8;
        c.limitsOnly = true;
        c.channelsAlike = true;
        c.seed = seed;
        const std::string fault = testing::checkConv(c, static_cast<engine::Isa>(isa));
        QVERIFY2(fault.empty(), fault.c_str());
    }
}

/// Words: weights of 8 bits over about all channels there may be, random ones and limits.
void TestWinograd::equalsDirectWhereSumsWrap()
{
    for (const engine::Isa isa : testing::isasWith(Algorithm::Words4)) {
        for (const bool limitsOnly : {false, true}) {
            ConvCase c;
            c.algorithm = Algorithm::Words4;
            c.height = 5;
            c.width = 70;
            c.firstChannels = c.secondChannels = limitsOnly ? 95 : 190;
            c.outChannels = 9;
            c.limitsOnly = limitsOnly;
            const std::string fault = testing::checkConv(c, isa);
            QVERIFY2(fault.empty(), fault.c_str());
        }
    }
}

/// Bytes: sums of 16 bits that just fit, by weights of every size.
void TestWinograd::equalsDirectInManyChunks()
{
    for (const Algorithm algorithm : {Algorithm::Winograd, Algorithm::Bytes4, Algorithm::Mixed4}) {
        for (const engine::Isa isa : testing::isasWith(algorithm)) {
            for (int maxWeight = 1; maxWeight <= 7; ++maxWeight) {
                ConvCase c;
                c.algorithm = algorithm;
                c.reading = Reading::Upsampled2;
                c.maxInput = algorithm == Algorithm::Bytes4 ? 15 : 63;
                c.maxWeight = maxWeight;
                c.height = 4;
                c.width = 34;
                c.firstChannels = 150;
                c.secondChannels = 130;
                c.outChannels = 18;
                c.largestInputs = maxWeight % 2 == 0;
                const std::string fault = testing::checkConv(c, isa);
                QVERIFY2(fault.empty(), fault.c_str());
            }
        }
    }
}

QTEST_GUILESS_MAIN(TestWinograd)
#include "tst_winograd.moc"
