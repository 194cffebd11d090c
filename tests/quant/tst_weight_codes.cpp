// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/weight_codes.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace halftone;
using namespace halftone::quant;

class TestWeightCodes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nestedCodesAreSymmetricAndKeepZero()
    {
        for (int bits = 2; bits <= 8; ++bits) {
            QCOMPARE(int(nestedCode(0, bits)), 0);
            for (int w = 1; w <= 127; ++w) {
                const int code = nestedCode(static_cast<std::int8_t>(w), bits);
                QCOMPARE(int(nestedCode(static_cast<std::int8_t>(-w), bits)), -code);
                QVERIFY(code >= 0 && code <= maxWeightCode(bits));
                QVERIFY(code >= nestedCode(static_cast<std::int8_t>(w - 1), bits)); // monotone
            }
            QCOMPARE(int(nestedCode(127, bits)), maxWeightCode(bits)); // the full range is used
        }
    }

    void nestedCodeIsTheNearestStep()
    {
        for (int bits = 2; bits <= 7; ++bits) {
            for (int w = 0; w <= 127; ++w) {
                const double exact = w / nestedStep(bits);
                const double nearest =
                    std::min(std::floor(exact + 0.5), double(maxWeightCode(bits)));
                QCOMPARE(double(nestedCode(static_cast<std::int8_t>(w), bits)), nearest);
            }
        }
    }

    void narrowWidths()
    {
        QCOMPARE(maxWeightCode(2), 1); // ternary
        QCOMPARE(int(nestedCode(31, 2)), 0);
        QCOMPARE(int(nestedCode(32, 2)), 1);
        QCOMPARE(int(nestedCode(-32, 2)), -1);
        QCOMPARE(int(nestedCode(0, 1)), 1); // one bit has no zero
        QCOMPARE(int(nestedCode(-1, 1)), -1);
        QCOMPARE(int(nestedCode(-127, 8)), -127);
        const std::vector<std::int8_t> w8{127, -127, 8, -8, 7};
        const std::vector<std::int8_t> w4{7, -7, 1, -1, 0};
        QVERIFY(nestedCodes(w8, 4) == w4);
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "1 to 8 bits", nestedCodes(w8, 9));
    }

    void packRoundTrip_data()
    {
        QTest::addColumn<int>("bits");
        for (int bits = 1; bits <= 8; ++bits) {
            QTest::addRow("%d bits", bits) << bits;
        }
    }
    void packRoundTrip()
    {
        QFETCH(int, bits);
        std::mt19937 random(static_cast<unsigned>(bits));
        for (const std::size_t count : {0U, 1U, 2U, 3U, 7U, 8U, 9U, 31U, 144U, 1009U}) {
            std::vector<std::int8_t> codes(count);
            for (std::int8_t& code : codes) {
                const int top = maxWeightCode(bits);
                const int value =
                    static_cast<int>(random() % static_cast<unsigned>(2 * top + 1)) - top;
                code = static_cast<std::int8_t>(bits == 1 ? (value >= 0 ? 1 : -1) : value);
            }
            const std::vector<std::uint8_t> packed = packCodes(codes, bits);
            QCOMPARE(packed.size(), (count * static_cast<std::size_t>(bits) + 7) / 8);
            QVERIFY(unpackCodes(packed, count, bits) == codes);
        }
    }

    void bitOrder()
    {
        // 1, -1, 2 in 3 bits: 001, 111, 010 from the lowest bit up = 0b0'10'111'001.
        const std::vector<std::int8_t> codes{1, -1, 2};
        QVERIFY((packCodes(codes, 3) == std::vector<std::uint8_t>{0b10111001, 0b0}));
        const std::vector<std::int8_t> signs{1, -1, -1, 1, 1, 1, 1, 1, 1};
        QVERIFY((packCodes(signs, 1) == std::vector<std::uint8_t>{0b11111001, 0b1}));
    }

    void refusesWhatDoesNotFit()
    {
        const std::vector<std::int8_t> eight{8};
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "does not fit", packCodes(eight, 4));
        const std::vector<std::int8_t> zero{0};
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "does not fit", packCodes(zero, 1));
        const std::vector<std::int8_t> lowest{-128};
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "does not fit", packCodes(lowest, 8));
        const std::vector<std::uint8_t> minusEight{0x08}; // -8 in 4 bits: outside -7..7
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "does not fit",
                              unpackCodes(minusEight, 1, 4));
        HALFTONE_EXPECT_ERROR(ErrorCode::ShapeMismatch, "2 bytes", unpackCodes(minusEight, 3, 4));
    }
};

QTEST_GUILESS_MAIN(TestWeightCodes)
#include "tst_weight_codes.moc"
