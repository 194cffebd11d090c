// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/fixed_point.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

using namespace halftone;
using namespace halftone::quant;

namespace {

// The arithmetic once more, from its description alone: floor divisions in 64 bits.
std::int64_t floorShift(std::int64_t value, int shift)
{
    const std::int64_t divisor = std::int64_t{1} << shift;
    std::int64_t quotient = value / divisor;
    if (value % divisor != 0 && value < 0) {
        --quotient;
    }
    return quotient;
}

int slowRequantize(std::int64_t acc, const ChannelRequant& r, int maxCode)
{
    const std::int64_t t =
        floorShift(acc + (r.preShift == 0 ? 0 : 1LL << (r.preShift - 1)), r.preShift);
    const std::int64_t q = floorShift(t * r.multiplier + r.bias, r.shift);
    return static_cast<int>(std::clamp<std::int64_t>(q, 0, maxCode));
}

// A legal table entry and accumulator from a generator whose raw output the standard fixes.
struct Case {
    ChannelRequant r;
    std::int32_t acc = 0;
    int bits = 8;
};

Case randomCase(std::mt19937& random)
{
    Case c;
    const auto below = [&](std::uint32_t n) { return random() % n; };
    const int magnitude = static_cast<int>(below(28));
    const auto bound = static_cast<std::int64_t>(1) << magnitude;
    while (((bound + ((std::int64_t{1} << c.r.preShift) >> 1)) >> c.r.preShift) > kMaxRounded) {
        ++c.r.preShift;
    }
    c.acc = static_cast<std::int32_t>(
        static_cast<std::int64_t>(below(static_cast<std::uint32_t>(2 * bound + 1))) - bound);
    c.r.multiplier = static_cast<std::int16_t>(static_cast<int>(below(32767)) - 16383);
    c.r.shift = static_cast<std::uint8_t>(below(31));
    c.r.bias = static_cast<std::int32_t>(below(2000000001)) - 1000000000;
    c.bits = static_cast<int>(below(8)) + 1;
    return c;
}

} // namespace

class TestFixedPoint : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Ties go upward (towards +infinity) on both signs: -2.5 becomes -2, not -3.
    void tiesOfBothSigns_data()
    {
        QTest::addColumn<int>("acc");
        QTest::addColumn<int>("shift");
        QTest::addColumn<int>("expected");
        QTest::newRow("2.5 up") << 10 << 2 << 3;
        QTest::newRow("-2.5 up") << -10 << 2 << -2;
        QTest::newRow("0.5 up") << 1 << 1 << 1;
        QTest::newRow("-0.5 up") << -1 << 1 << 0;
        QTest::newRow("-1.5 up") << -3 << 1 << -1;
        QTest::newRow("2.25 down") << 9 << 2 << 2;
        QTest::newRow("-2.75 down") << -11 << 2 << -3;
        QTest::newRow("no shift") << -7 << 0 << -7;
        QTest::newRow("largest shift") << (1 << 14) << 15 << 1;
    }
    void tiesOfBothSigns()
    {
        QFETCH(int, acc);
        QFETCH(int, shift);
        QFETCH(int, expected);
        QCOMPARE(roundingShift(acc, shift), expected);
    }

    void requantizeTies()
    {
        const ChannelRequant half{1, 1, 0, 1}; // acc / 2, rounded half up
        QCOMPARE(int(requantize(5, half, 255)), 3);
        QCOMPARE(int(requantize(4, half, 255)), 2);
        const ChannelRequant minusHalf{1, -1, 0, 1}; // a negative gamma: -acc / 2
        QCOMPARE(int(requantize(-5, minusHalf, 255)), 3);
        QCOMPARE(int(requantize(5, minusHalf, 255)), 0); // ReLU
    }

    void saturation()
    {
        const ChannelRequant identity{0, 1, 0, 0};
        for (int bits = 1; bits <= 8; ++bits) {
            const int top = maxActivationCode(bits);
            QCOMPARE(top, (1 << bits) - 1);
            QCOMPARE(int(requantize(top, identity, top)), top);
            QCOMPARE(int(requantize(top + 1, identity, top)), top);
            QCOMPARE(int(requantize(60000, identity, top)), top);
            QCOMPARE(int(requantize(-1, identity, top)), 0);
            QCOMPARE(int(requantize(-60000, identity, top)), 0);
        }
    }

    // The static bound of an accumulator is wider than what it really reaches. Up to eight output
    // ranges fit between the bounds at full accuracy; beyond, the pre-shift's step shows.
    void makeRequantFollowsRealScaling_data()
    {
        QTest::addColumn<double>("smallestSpan"); // output ranges between 0 and the bound
        QTest::addColumn<int>("octaves");
        QTest::addColumn<double>("largestError"); // codes; 0.5 is ideal
        QTest::newRow("usual") << 1.0 / 16 << 7 << 0.54;
        QTest::newRow("wide") << 8.0 << 3 << 0.8;
        QTest::newRow("extreme") << 64.0 << 4 << 4.5;
    }
    void makeRequantFollowsRealScaling()
    {
        QFETCH(double, smallestSpan);
        QFETCH(int, octaves);
        QFETCH(double, largestError);
        std::mt19937 random(20261121);
        const auto below = [&](unsigned n) { return static_cast<int>(random() % n); };
        double worst = 0;
        for (int n = 0; n < 4000; ++n) {
            const std::int64_t bound = 100000 + below(146000000);
            const double span = std::ldexp(smallestSpan * (1 + below(1000) / 1000.0),
                                           below(static_cast<unsigned>(octaves)));
            const double sign = below(4) == 0 ? -1 : 1;
            const double limit = static_cast<double>(bound);
            const double scale = sign * span * 255 / limit;
            const double offset = (below(1024) - 512) / 3.0;
            const ChannelRequant r = makeRequant(scale, offset, bound);
            QVERIFY(isSafe(r, bound));
            for (int k = 0; k < 64; ++k) {
                // Where the code is inside its range: that is where errors show.
                const double at = std::clamp((below(2560) / 10.0 - offset) / scale, -limit, limit);
                const auto acc = static_cast<std::int32_t>(std::lround(at));
                const double real = std::clamp(scale * acc + offset, 0.0, 255.0);
                worst = std::max(worst, std::abs(requantize(acc, r, 255) - real));
            }
        }
        QVERIFY2(worst <= largestError, qPrintable(QString::number(worst, 'f', 4)));
        QVERIFY2(worst >= 0.49, "rounding cannot be better than half a step: the sweep is broken");
    }

    void extremesOfMakeRequant()
    {
        const ChannelRequant constant = makeRequant(0, 17.4, 5000);
        QCOMPARE(int(requantize(-5000, constant, 255)), 17);
        QCOMPARE(int(requantize(5000, constant, 255)), 17);
        QCOMPARE(int(requantize(0, makeRequant(0.001, 1e30, 5000), 255)), 255);
        QCOMPARE(int(requantize(0, makeRequant(0.001, -1e30, 5000), 255)), 0);
        QCOMPARE(int(requantize(0, makeRequant(1, 0, 0), 255)), 0);
        const double nan = std::numeric_limits<double>::quiet_NaN();
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "finite", makeRequant(nan, 0, 10));
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "finite", makeRequant(1, nan, 10));
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "bound", makeRequant(1, 0, -1));
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "bound", makeRequant(1, 0, 1LL << 28));
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "too large", makeRequant(1e6, 0, 1000));
    }

    void isSafeRejectsEachBrokenLimit()
    {
        const std::int64_t bound = 1 << 16;
        const ChannelRequant good{0, kMaxMultiplier, 0, 20};
        QVERIFY(isSafe(good, bound));
        QVERIFY(!isSafe(good, bound + 1)); // t beyond 2^16
        QVERIFY(!isSafe(good, -1));
        QVERIFY(!isSafe(good, std::int64_t{1} << 28));
        QVERIFY(!isSafe({0, kMaxMultiplier + 1, 0, 20}, bound));
        QVERIFY(!isSafe({0, -kMaxMultiplier - 1, 0, 20}, bound));
        QVERIFY(!isSafe({0, 1, kMaxPreShift + 1, 20}, bound));
        QVERIFY(!isSafe({0, 1, 0, kMaxShift + 1}, bound));
        QVERIFY(!isSafe({std::numeric_limits<std::int32_t>::max(), 1, 0, 0}, bound));
        QVERIFY(!isSafe({std::numeric_limits<std::int32_t>::min(), -1, 0, 0}, bound));
    }

    void agreesWithPlainDivision()
    {
        std::mt19937 random(7);
        for (int n = 0; n < 200000; ++n) {
            const Case c = randomCase(random);
            const int top = maxActivationCode(c.bits);
            QCOMPARE(int(requantize(c.acc, c.r, top)), slowRequantize(c.acc, c.r, top));
        }
    }

    // Frozen: shipped models depend on every one of these bits.
    void goldenHash()
    {
        std::mt19937 random(1);
        std::uint64_t hash = 14695981039346656037ULL; // FNV-1a
        for (int n = 0; n < 1000000; ++n) {
            const Case c = randomCase(random);
            hash ^= requantize(c.acc, c.r, maxActivationCode(c.bits));
            hash *= 1099511628211ULL;
        }
        QCOMPARE(QString::number(hash, 16), QStringLiteral("d420ad48f0efb48"));
    }
};

QTEST_GUILESS_MAIN(TestFixedPoint)
#include "tst_fixed_point.moc"
