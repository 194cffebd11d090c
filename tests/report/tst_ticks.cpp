// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/ticks.h"

#include <QTest>

#include <cmath>

using namespace halftone::report;

class TestTicks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void linear()
    {
        const std::vector<double> ticks = linearTicks(0.52, 0.81, 4);
        QCOMPARE(ticks.size(), std::size_t{3});
        QCOMPARE(ticks.front(), 0.6);
        QCOMPARE(ticks.back(), 0.8);
        QCOMPARE(linearTicks(0, 100, 5), (std::vector<double>{0, 20, 40, 60, 80, 100}));
        QCOMPARE(linearTicks(3, 3, 5), (std::vector<double>{3}));
        for (const double tick : linearTicks(-1, 1, 4)) {
            QVERIFY(tick != 0 || !std::signbit(tick)); // "-0" is no tick
        }
    }

    void logarithmic()
    {
        QCOMPARE(logarithmicTicks(8, 120), (std::vector<double>{10, 20, 50, 100}));
        QCOMPARE(logarithmicTicks(1, 1e4), (std::vector<double>{1, 10, 100, 1000, 10000}));
        QCOMPARE(logarithmicTicks(1, 1e4, 20).size(), std::size_t{13});
        QCOMPARE(logarithmicTicks(6, 9), (std::vector<double>{6, 7, 8, 9})); // too few of 1-2-5
    }

    void everyTickIsInRange()
    {
        for (double low = 1e-6; low < 1e6; low *= 3.7) {
            for (const double factor : {1.01, 1.5, 7.0, 300.0, 1e7}) {
                const double high = low * factor;
                for (const auto& ticks : {logarithmicTicks(low, high), linearTicks(low, high, 5)}) {
                    QVERIFY(!ticks.empty() && ticks.size() <= 12);
                    for (const double tick : ticks) {
                        QVERIFY(tick >= low * (1 - 1e-6) && tick <= high * (1 + 1e-6));
                    }
                }
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestTicks)
#include "tst_ticks.moc"
