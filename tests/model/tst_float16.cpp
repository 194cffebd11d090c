// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/float16.h"

#include <QTest>

#include <bit>
#include <cmath>
#include <limits>
#include <random>

using namespace halftone::model;

namespace {

// The value of a half by the definition of the format.
double definition(unsigned half)
{
    const double sign = (half & 0x8000U) != 0 ? -1 : 1;
    const int exponent = static_cast<int>(half >> 10 & 0x1FU);
    const double fraction = half & 0x3FFU;
    if (exponent == 31) {
        return fraction != 0 ? std::numeric_limits<double>::quiet_NaN()
                             : sign * std::numeric_limits<double>::infinity();
    }
    return sign
           * (exponent == 0 ? std::ldexp(fraction, -24)
                            : std::ldexp(1024 + fraction, exponent - 25));
}

} // namespace

class TestFloat16 : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyHalfRoundTrips()
    {
        for (unsigned bits = 0; bits < 65536; ++bits) {
            const auto half = static_cast<std::uint16_t>(bits);
            const float value = halfToFloat(half);
            if (std::isnan(definition(bits))) {
                QVERIFY(std::isnan(value) && std::isnan(halfToFloat(floatToHalf(value))));
            } else {
                QCOMPARE(static_cast<double>(value), definition(bits));
                QCOMPARE(floatToHalf(value), half);
            }
        }
    }

    void roundsToNearestTiesToEven()
    {
        // Between all neighbours: just below the middle, the middle, just above.
        for (unsigned bits = 0; bits < 0x7BFF; ++bits) {
            const double low = definition(bits);
            const auto middle = static_cast<float>((low + definition(bits + 1)) / 2);
            const auto even = static_cast<std::uint16_t>((bits & 1U) == 0 ? bits : bits + 1);
            QCOMPARE(floatToHalf(middle), even);
            QCOMPARE(floatToHalf(-middle), static_cast<std::uint16_t>(even | 0x8000U));
            QCOMPARE(unsigned{floatToHalf(std::nextafter(middle, 0.0F))}, bits);
            QCOMPARE(unsigned{floatToHalf(std::nextafter(middle, 1e6F))}, bits + 1);
        }
    }

    void largeAndSmall()
    {
        QCOMPARE(floatToHalf(65504.0F), std::uint16_t{0x7BFF});
        QCOMPARE(floatToHalf(65519.9F), std::uint16_t{0x7BFF});
        QCOMPARE(floatToHalf(65520.0F), std::uint16_t{0x7C00});
        QCOMPARE(floatToHalf(-1e30F), std::uint16_t{0xFC00});
        QCOMPARE(floatToHalf(1e-30F), std::uint16_t{0});
        QCOMPARE(floatToHalf(-0.0F), std::uint16_t{0x8000});
    }
};

QTEST_GUILESS_MAIN(TestFloat16)
#include "tst_float16.moc"
