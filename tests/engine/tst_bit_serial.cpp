// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Convolutions on bit planes: when they are legal, and that they equal the direct form bit for bit
// with weights of both kinds and codes of one and two bits.
#include "core/engine/packing/bit_serial.h"
#include "tests/engine/algorithm_rows.h"
#include "tests/engine/engine_cases.h"

#include <QtTest/QtTest>

#include <algorithm>

using namespace halftone;
using engine::Algorithm;
using engine::ConvShape;
using engine::Reading;
using testing::ConvCase;

namespace {

/// Calls check(case) for W1A1, W2A1, W1A2 and W2A2.
template <typename Check>
void forAllPrecisions(Check check)
{
    for (const int bits : {1, 2}) {
        for (const bool ternary : {false, true}) {
            ConvCase c;
            c.algorithm = Algorithm::BitSerial;
            c.maxInput = quant::maxActivationCode(bits);
            c.maxWeight = 1;
            c.noZeroWeights = !ternary;
            check(c);
        }
    }
}

} // namespace

class TestBitSerial : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void legalityFollowsFromRanges();
    void whatIsNotSelectedTakesNoRoom();
    void countsWhatIsListed();
    void equalsDirect_data();
    void equalsDirect();
    void equalsDirectInManyChannels();
    void equalsDirectAtExtremes();
    void paddedChannelsAreZero();
    void wholeNetworksAgree_data();
    void wholeNetworksAgree();
};

void TestBitSerial::legalityFollowsFromRanges()
{
    std::vector<std::int8_t> codes(18, 0);
    codes[3] = 1;
    codes[17] = -1;
    const auto isLegal = [&](int kernel, int inputs, int maxInput) {
        return engine::isBitSerialLegal(ConvShape{kernel, {inputs}, 1, {}, maxInput}, codes);
    };
    QVERIFY(isLegal(3, 2, 1));
    QVERIFY(isLegal(3, 2, 3));
    QVERIFY(!isLegal(3, 2, 4));
    QVERIFY(!isLegal(3, 2, 255));
    QVERIFY(!isLegal(1, 18, 1));
    ConvShape shape{3, {2}, 1, {}, 3};
    shape.keepsRange = false; // it writes as many bits as it reads
    QVERIFY(!engine::isBitSerialLegal(shape, codes));
    shape = {3, {2}, 1, {}, 3};
    shape.blankBorders = false;
    QVERIFY(engine::isBitSerialLegal(shape, codes));
    const std::vector<std::int8_t> binary(18, 1); // channels that do not exist are counted, too
    QVERIFY(!engine::isBitSerialLegal(shape, binary));
    codes[17] = -2;
    QVERIFY(!isLegal(3, 2, 1));
    codes[17] = 2;
    QVERIFY(!isLegal(3, 2, 1));
}

/// Two bytes for every plane that is added: half of those of +-1, none for a weight 0.
void TestBitSerial::whatIsNotSelectedTakesNoRoom()
{
    const std::size_t weights = 9 * 64 * 64;
    const std::size_t rest = 8 * 1024; // ranges, lengths, what fills lists up
    const auto bytes = [&](auto codeAt) {
        std::vector<std::int8_t> codes(weights);
        for (std::size_t i = 0; i < weights; ++i) {
            codes[i] = static_cast<std::int8_t>(codeAt(i));
        }
        return engine::packBitSerial(ConvShape{3, {64}, 64, {}, 1}, codes).size();
    };
    QVERIFY(bytes([](std::size_t i) { return i % 2 == 0 ? 1 : -1; }) < weights + rest);
    QVERIFY(bytes([](std::size_t i) { return i % 2 == 0 ? -1 : 0; }) < weights + rest);
    QVERIFY(bytes([](std::size_t i) { return i % 16 == 0 ? 1 : 0; }) < weights / 8 + rest);
}

/// What the planner counts is what the packer lists.
void TestBitSerial::countsWhatIsListed()
{
    const auto roundUp = [](std::size_t number, std::size_t unit) {
        return (number + unit - 1) / unit * unit;
    };
    // 48 planes of 1 fill a list; of those of -1, 3 times 9 are filled up to 32; a channel without
    // weights adds 8 zeros.
    std::vector<std::int8_t> few(4 * 9 * 16);
    std::fill_n(few.begin(), 48, std::int8_t{1});
    std::fill_n(few.begin() + 2 * 9 * 16, 27, std::int8_t{-1});
    QCOMPARE(engine::countBitSerialPlanes({3, {16}, 4, {}, 1}, few),
             std::size_t{48 + 8 + 8 + 32 + 8});
    std::mt19937 random(1);
    for (const ConvShape& shape : {ConvShape{3, {16}, 16, {}, 1}, ConvShape{3, {5, 130}, 7, {}, 3},
                                   ConvShape{3, {1}, 1, {}, 1}, ConvShape{3, {65}, 5, {}, 3}}) {
        const auto outLanes = static_cast<std::size_t>(4 * shape.outGroups());
        const auto chunks = roundUp(static_cast<std::size_t>(shape.inputGroups()), 16) / 16;
        for (const int percent : {0, 5, 50, 100}) { // of zeros; 0: binary
            std::vector<std::int8_t> codes(
                static_cast<std::size_t>(9 * shape.outChannels * shape.totalInputChannels()));
            for (std::int8_t& code : codes) {
                code = static_cast<std::int8_t>(2 * testing::uniform(random, 0, 1) - 1);
                code = testing::uniform(random, 0, 99) < percent ? std::int8_t{0} : code;
            }
            codes.back() = percent == 0 ? std::int8_t{1} : std::int8_t{0};
            const std::size_t numbers = chunks * (3 * outLanes + (percent == 0 ? 1 : 0))
                                        + engine::countBitSerialPlanes(shape, codes);
            QCOMPARE(engine::packBitSerial(shape, codes).size(),
                     roundUp(64 + 12 * outLanes + 2 * numbers, 64));
        }
    }
}

void TestBitSerial::equalsDirect_data()
{
    testing::addAlgorithmRows(Algorithm::BitSerial);
}

void TestBitSerial::equalsDirect()
{
    QFETCH(int, isa);
    QFETCH(int, reading);
    // Around vectors of cells (16), halves of a tile (64), tiles (128 x 4), primes, and one.
    const testing::ConvSweep sweep{
        {1, 2, 3, 15, 16, 17, 63, 64, 65, 80, 97, 127, 128, 129, 193, 257},
        {1, 2, 3, 4, 5, 9},
        {{1, 0, 1}, {3, 5, 4}, {4, 0, 5}, {8, 1, 3}, {17, 4, 6}, {5, 0, 17}, {9, 9, 18}}};
    forAllPrecisions([&](ConvCase c) {
        c.reading = static_cast<Reading>(reading);
        const std::string fault = testing::checkSweep(sweep, c, static_cast<engine::Isa>(isa));
        QVERIFY2(fault.empty(), fault.c_str());
    });
}

/// One chunk of channels, just more, many; chunks that hold the end of one input and the start of
/// the other.
void TestBitSerial::equalsDirectInManyChannels()
{
    const int channels[][3] = {{64, 0, 5}, {65, 0, 5}, {30, 40, 3}, {60, 140, 2}, {97, 5, 17}};
    for (const engine::Isa isa : testing::isasWith(Algorithm::BitSerial)) {
        for (const auto& [first, second, out] : channels) {
            const testing::ConvSweep sweep{{65, 7}, {5}, {{first, second, out}}};
            for (const Reading reading : {Reading::Direct, Reading::Upsampled2}) {
                forAllPrecisions([&](ConvCase c) {
                    c.reading = reading;
                    const std::string fault = testing::checkSweep(sweep, c, isa);
                    QVERIFY2(fault.empty(), fault.c_str());
                });
            }
        }
    }
}

/// All codes and weights at their limits: the largest sums of either sign.
void TestBitSerial::equalsDirectAtExtremes()
{
    for (const engine::Isa isa : testing::isasWith(Algorithm::BitSerial)) {
        for (const int channels : {1, 4, 56, 57, 260}) {
            for (const int sign : {-1, 0, 1}) {
                forAllPrecisions([&](ConvCase c) {
                    c.height = 5;
                    c.width = 19;
                    c.firstChannels = channels;
                    c.outChannels = 3;
                    c.extremeSign = sign;
                    c.limitsOnly = sign == 0;
                    const std::string fault = testing::checkConv(c, isa);
                    QVERIFY2(fault.empty(), fault.c_str());
                });
            }
        }
    }
}

/// Where all inputs are set, their sum exceeds that of any channel with weights of both signs.
void TestBitSerial::paddedChannelsAreZero()
{
    for (const engine::Isa isa : testing::isasWith(Algorithm::BitSerial)) {
        forAllPrecisions([&](ConvCase c) {
            c.largestInputs = true;
            const testing::ConvSweep sweep{{3, 130}, {2, 5}, {{14, 0, 2}, {33, 30, 1}, {7, 7, 5}}};
            const std::string fault = testing::checkSweep(sweep, c, isa);
            QVERIFY2(fault.empty(), fault.c_str());
        });
    }
}

void TestBitSerial::wholeNetworksAgree_data()
{
    testing::addPrecisionRows({{1, 1}, {1, 2}, {2, 1}, {2, 2}});
}

void TestBitSerial::wholeNetworksAgree()
{
    QFETCH(int, weightBits);
    QFETCH(int, activationBits);
    testing::EngineCase engineCase;
    engineCase.network = model::makeUNet(6, 1, 2);
    engineCase.precision = {weightBits, activationBits};
    engineCase.height = 40;
    engineCase.width = 136;
    const std::string fault = testing::ReferenceRun(engineCase).compareAll();
    QVERIFY2(fault.empty(), fault.c_str());
}

QTEST_GUILESS_MAIN(TestBitSerial)
#include "tst_bit_serial.moc"
