// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/phantom/detail/noise.h"
#include "core/phantom/detail/plane.h"
#include "core/phantom/detail/shapes.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace halftone;
using namespace halftone::phantom::detail;

class PlaneTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void distanceEqualsBruteForce()
    {
        constexpr int kSize = 37;
        for (const double density : {0.002, 0.02, 0.3}) {
            Plane<std::uint8_t> set(kSize);
            for (int y = 0; y < kSize; ++y) {
                for (int x = 0; x < kSize; ++x) {
                    set.at(x, y) = unitOf(hashOf(7, x, y)) < density ? 1 : 0;
                }
            }
            set.at(3, 30) = 1;
            const Plane<float> distance = squaredDistance(set);
            for (int y = 0; y < kSize; ++y) {
                for (int x = 0; x < kSize; ++x) {
                    int best = 1 << 30;
                    for (int v = 0; v < kSize; ++v) {
                        for (int u = 0; u < kSize; ++u) {
                            if (set.at(u, v) != 0) {
                                best = std::min(best, (u - x) * (u - x) + (v - y) * (v - y));
                            }
                        }
                    }
                    QCOMPARE(distance.at(x, y), static_cast<float>(best));
                }
            }
        }
    }

    void distanceOfAnEmptySetIsFar()
    {
        const Plane<float> distance = squaredDistance(Plane<std::uint8_t>(9));
        QVERIFY(*std::min_element(distance.data.begin(), distance.data.end()) > 1e6F);
    }

    void blurKeepsConstantsAndTheSum()
    {
        Plane<float> flat(16, 5.0F);
        blur(flat, 3);
        QVERIFY(std::all_of(flat.data.begin(), flat.data.end(), [](float v) { return v == 5.0F; }));
        Plane<float> point(17);
        point.at(8, 8) = 256;
        blur(point, 1);
        QCOMPARE(point.at(8, 8), 64.0F);
        QCOMPARE(point.at(7, 8), 32.0F);
        QCOMPARE(point.at(8, 9), 32.0F);
        QCOMPARE(point.at(9, 9), 16.0F);
        QCOMPARE(point.at(10, 8), 0.0F);
    }

    void noiseIsSmoothBoundedAndSeeded()
    {
        double largest = 0;
        for (int i = 0; i < 4000; ++i) {
            const double x = i * 0.037;
            const double a = noise2(5, x, 1.3);
            largest = std::max(largest, std::abs(a));
            QVERIFY(std::abs(a - noise2(5, x + 0.001, 1.3)) < 0.01);
        }
        QVERIFY(largest <= 1 && largest > 0.5);
        QVERIFY(noise2(5, 0.5, 0.5) != noise2(6, 0.5, 0.5));
        QCOMPARE(noise3(5, 0.25, 0.5, 2.0), noise3(5, 0.25, 0.5, 2.0));
    }

    void gaussianHasMeanZeroAndDeviationOne()
    {
        double sum = 0;
        double squares = 0;
        constexpr int kCount = 100000;
        for (int i = 0; i < kCount; ++i) {
            const double g = gaussian(hashOf(3, i));
            sum += g;
            squares += g * g;
        }
        QVERIFY(std::abs(sum / kCount) < 0.02);
        QVERIFY(std::abs(squares / kCount - 1) < 0.03);
    }

    void shapesAreExactOnTheirAxes()
    {
        QVERIFY(std::abs(ellipse(5, 0, 5, 2)) < 1e-9);
        QVERIFY(std::abs(ellipse(0, -2, 5, 2)) < 1e-9);
        QVERIFY(ellipse(0, 0, 5, 2) < 0 && ellipse(5.1, 0, 5, 2) > 0);
        const Joint a{{0, 0, 0}, 2};
        const Joint b{{10, 0, 0}, 4};
        QCOMPARE(rod({5, 3, 0}, a, b), 0.0);
        QCOMPARE(rod({-3, 0, 0}, a, b), 1.0);
        QCOMPARE(rod({10, 0, 9}, a, b), 5.0);
        QCOMPARE(coverage(0, 0.5), 0.5);
        QCOMPARE(coverage(-1, 0.5), 1.0);
        QCOMPARE(coverage(1, 0.5), 0.0);
    }
};

QTEST_GUILESS_MAIN(PlaneTest)
#include "tst_plane.moc"
