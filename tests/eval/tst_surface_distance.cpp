// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/distance_transform.h"
#include "core/eval/nearest_point.h"
#include "core/eval/surface_distance.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <chrono>
#include <cmath>
#include <limits>
#include <random>
#include <thread>

using namespace halftone;
using namespace halftone::eval;

namespace {

struct Grid {
    Geometry geometry;
    std::vector<std::uint8_t> mask;

    Grid(std::array<int, 3> size, std::array<double, 3> spacing)
    {
        geometry.size = size;
        geometry.spacingMm = spacing;
        mask.resize(geometry.voxels(), 0);
    }
    std::uint8_t& at(int x, int y, int z)
    {
        return mask[static_cast<std::size_t>((z * geometry.size[1] + y) * geometry.size[0] + x)];
    }
    Grid& box(std::array<int, 3> low, std::array<int, 3> high)
    {
        for (int z = low[2]; z < high[2]; ++z) {
            for (int y = low[1]; y < high[1]; ++y) {
                for (int x = low[0]; x < high[0]; ++x) {
                    at(x, y, z) = 1;
                }
            }
        }
        return *this;
    }
};

double bruteForce(const Grid& grid, std::size_t index)
{
    const int nx = grid.geometry.size[0];
    const int ny = grid.geometry.size[1];
    const auto place = [&](std::size_t i, int axis) {
        const int flat = static_cast<int>(i);
        const int c[] = {flat % nx, flat / nx % ny, flat / nx / ny};
        return c[axis] * grid.geometry.spacingMm[static_cast<std::size_t>(axis)];
    };
    double best = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < grid.mask.size(); ++i) {
        if (grid.mask[i] != 0) {
            double square = 0;
            for (int axis = 0; axis < 3; ++axis) {
                square += std::pow(place(i, axis) - place(index, axis), 2);
            }
            best = std::min(best, square);
        }
    }
    return best;
}

NearestPoint::Point positionOf(const Grid& grid, std::size_t index)
{
    const auto nx = static_cast<std::size_t>(grid.geometry.size[0]);
    const auto ny = static_cast<std::size_t>(grid.geometry.size[1]);
    const auto& mm = grid.geometry.spacingMm;
    return {static_cast<double>(index % nx) * mm[0], static_cast<double>(index / nx % ny) * mm[1],
            static_cast<double>(index / nx / ny) * mm[2]};
}

} // namespace

class TestSurfaceDistance : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void transformEqualsBruteForce_data()
    {
        QTest::addColumn<int>("sites");
        QTest::addColumn<double>("z");
        QTest::newRow("one site, isotropic") << 1 << 1.0;
        QTest::newRow("few sites, thick slices") << 5 << 5.0;
        QTest::newRow("many sites, thin slices") << 60 << 0.25;
    }
    void transformEqualsBruteForce()
    {
        QFETCH(int, sites);
        QFETCH(double, z);
        Grid grid({13, 9, 7}, {1.0, 0.7, z});
        std::mt19937 random(static_cast<unsigned>(sites));
        for (int n = 0; n < sites; ++n) {
            grid.mask[random() % grid.mask.size()] = 1;
        }
        const std::vector<float> found =
            squaredDistances(grid.mask, grid.geometry.size, grid.geometry.spacingMm);
        for (std::size_t i = 0; i < found.size(); ++i) {
            const double expected = bruteForce(grid, i);
            QVERIFY2(std::abs(static_cast<double>(found[i]) - expected) <= 1e-5 * (1 + expected),
                     qPrintable(QStringLiteral("voxel %1: %2, expected %3")
                                    .arg(i)
                                    .arg(static_cast<double>(found[i]))
                                    .arg(expected)));
        }
    }

    void noSiteIsInfinitelyFar()
    {
        const Grid grid({4, 3, 2}, {1, 1, 1});
        for (const float d : squaredDistances(grid.mask, {4, 3, 2}, {1, 1, 1})) {
            QVERIFY(std::isinf(d));
        }
        HALFTONE_EXPECT_ERROR(ErrorCode::ShapeMismatch, "fill its grid",
                              squaredDistances(grid.mask, {4, 3, 3}, {1, 1, 1}));
    }

    void equalMasksTouchEverywhere()
    {
        Grid a({20, 20, 5}, {0.5, 0.5, 3});
        a.box({4, 4, 1}, {15, 12, 4});
        const SurfaceDistances d = surfaceDistances(a.mask, a.mask, a.geometry);
        QCOMPARE(d.hausdorff95, 0.0);
        QCOMPARE(d.mean, 0.0);
    }

    // Two single voxels apart: every distance is the same and known.
    void anisotropicPoints_data()
    {
        QTest::addColumn<int>("dx");
        QTest::addColumn<int>("dy");
        QTest::addColumn<int>("dz");
        QTest::addColumn<double>("expected");
        QTest::newRow("along x") << 4 << 0 << 0 << 2.0;
        QTest::newRow("along y") << 0 << 3 << 0 << 2.4;
        QTest::newRow("along z") << 0 << 0 << 2 << 10.0;
        QTest::newRow("diagonal") << 4 << 0 << 2 << std::sqrt(4.0 + 100.0);
    }
    void anisotropicPoints()
    {
        QFETCH(int, dx);
        QFETCH(int, dy);
        QFETCH(int, dz);
        QFETCH(double, expected);
        Grid a({12, 12, 6}, {0.5, 0.8, 5.0});
        Grid b = a;
        a.at(3, 3, 2) = 1;
        b.at(3 + dx, 3 + dy, 2 + dz) = 1;
        const SurfaceDistances d = surfaceDistances(a.mask, b.mask, a.geometry);
        QVERIFY(std::abs(d.hausdorff95 - expected) < 1e-5);
        QVERIFY(std::abs(d.mean - expected) < 1e-5);
    }

    // y moves with z: voxels over each other lie apart, and a diagonal neighbour may be the nearer.
    void shearedAxes()
    {
        Grid a({12, 12, 6}, {1, 1, std::sqrt(2.0)});
        const double c = std::sqrt(0.5);
        a.geometry.direction = {1, 0, 0, 0, 1, c, 0, 0, c}; // a slice is 1 up and 1 along y
        Grid b = a;
        a.at(3, 5, 2) = 1;
        b.at(3, 4, 3) = 1; // straight above it
        b.at(3, 5, 4) = 1; // 2 up, 2 along
        const SurfaceDistances d = surfaceDistances(a.mask, b.mask, a.geometry);
        QVERIFY(std::abs(d.mean - (1 + 1 + std::sqrt(8.0)) / 3) < 1e-6);
        QVERIFY(std::abs(a.geometry.voxelMm3() - 1) < 1e-9);
    }

    // The tree for sheared grids gives what the transform gives where both can be used.
    void treeEqualsTransform()
    {
        Grid a({14, 11, 7}, {0.5, 0.8, 5.0});
        Grid b = a;
        std::mt19937 random(3);
        for (std::size_t i = 0; i < a.mask.size(); ++i) {
            a.mask[i] = random() % 40 == 0 ? 1 : 0;
            b.mask[i] = random() % 40 == 0 ? 1 : 0;
        }
        std::vector<NearestPoint::Point> points;
        for (std::size_t i = 0; i < b.mask.size(); ++i) {
            if (b.mask[i] != 0) {
                points.push_back(positionOf(b, i));
            }
        }
        const NearestPoint tree(points);
        const auto squared = squaredDistances(b.mask, b.geometry.size, b.geometry.spacingMm);
        for (std::size_t i = 0; i < a.mask.size(); ++i) {
            const double expected = std::sqrt(static_cast<double>(squared[i]));
            QVERIFY(std::abs(tree.distance(positionOf(a, i)) - expected) < 1e-5);
        }
        QVERIFY(std::isinf(NearestPoint({}).distance({0, 0, 0})));
    }

    // A filled 10x10 square against the same one shifted by 2 in x, in one slice of 0.5 mm pixels.
    // Each outline has 36 pixels. Their distances to the other outline: two columns 10 pixels high
    // and the rows between them, by hand below.
    void shiftedSquareInOneSlice()
    {
        Grid a({30, 30, 1}, {0.5, 0.5, 7.0});
        Grid b = a;
        a.box({5, 5, 0}, {15, 15, 1});
        b.box({7, 5, 0}, {17, 15, 1});
        const SurfaceDistances d = surfaceDistances(a.mask, b.mask, a.geometry);
        // Left column of a: ten pixels 2 away. Next column's top and bottom pixel: 1 away. Right
        // column of a lies inside b: its eight middle pixels are 1..2 from b's outline: rows 6 and
        // 13 are 1 from the top or bottom row, the six between are 2 from b's right column.
        // Everything else coincides. b sees a the same way.
        const double sum = 2 * (10 * 2.0 + 2 * 1.0 + 2 * 1.0 + 6 * 2.0) * 0.5;
        QVERIFY(std::abs(d.mean - sum / 72) < 1e-6);
        QVERIFY(std::abs(d.hausdorff95 - 1.0) < 1e-6);
    }

    // One far outlier pixel among many must not move the 95th percentile.
    void percentileIgnoresRareOutliers()
    {
        Grid a({60, 60, 1}, {1, 1, 1});
        a.box({5, 5, 0}, {25, 25, 1});
        Grid b = a;
        b.at(55, 55, 0) = 1;
        QCOMPARE(surfaceDistances(a.mask, b.mask, a.geometry).hausdorff95, 0.0);
    }

    // With rank interpolation: 0 and 3 in equal numbers give 0 + ... at rank 0.95 * (n - 1).
    void percentileInterpolates()
    {
        Grid a({8, 1, 1}, {1, 1, 1});
        Grid b = a;
        a.at(0, 0, 0) = 1;
        b.at(0, 0, 0) = 1;
        b.at(3, 0, 0) = 1;
        // Distances 0 (a), 0 and 3 (b): rank 1.9 lies between 0 and 3.
        const SurfaceDistances d = surfaceDistances(a.mask, b.mask, a.geometry);
        QVERIFY(std::abs(d.hausdorff95 - 2.7) < 1e-6);
        QVERIFY(std::abs(d.mean - 1.0) < 1e-6);
    }

    void monaiTakesTheLargerDirection()
    {
        Grid a({9, 1, 11}, {1, 1, 1});
        Grid b = a;
        a.box({0, 0, 0}, {1, 1, 11});
        b.at(0, 0, 5) = 1;
        b.at(8, 0, 5) = 1;
        // From a's 11: |z - 5|: 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5. From b: 0 and 8.
        const SurfaceDistances d = surfaceDistances(a.mask, b.mask, a.geometry);
        QVERIFY(std::abs(d.hausdorff95 - (5 + 0.4 * 3)) < 1e-6); // rank 0.95 * 12 = 11.4 of 13
        QVERIFY(std::abs(d.hausdorff95Monai - 0.95 * 8) < 1e-6); // rank 0.95 of b's 2; a: 5
        QVERIFY(std::abs(d.mean - 38.0 / 13) < 1e-6);
        const SurfaceDistances swapped = surfaceDistances(b.mask, a.mask, a.geometry);
        QCOMPARE(swapped.hausdorff95Monai, d.hausdorff95Monai);
    }

    void surfaceAtTheBorderOfTheImage()
    {
        // b is the whole image: its surface is the image border, not nothing.
        Grid a({9, 9, 1}, {1, 1, 1});
        Grid b = a;
        a.at(4, 4, 0) = 1;
        b.box({0, 0, 0}, {9, 9, 1});
        QVERIFY(std::isfinite(surfaceDistances(a.mask, b.mask, a.geometry).hausdorff95));
    }

    void aLongComparisonIsStoppedSoon()
    {
        Grid a({400, 400, 60}, {1, 1, 1});
        a.box({0, 0, 0}, {400, 400, 60});
        StopSource source;
        std::chrono::steady_clock::time_point asked;
        std::jthread stopper([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(60));
            asked = std::chrono::steady_clock::now();
            source.requestStop();
        });
        HALFTONE_EXPECT_ERROR(ErrorCode::Cancelled, "cancelled",
                              surfaceDistances(a.mask, a.mask, a.geometry, source.token()));
        const auto answered = std::chrono::steady_clock::now();
        stopper.join();
        const auto delay = std::chrono::duration_cast<std::chrono::milliseconds>(answered - asked);
        qInfo("answered a stop after %d ms", static_cast<int>(delay.count()));
        QVERIFY(delay.count() < 1000); // generous: the machine may be busy
    }

    void emptyMaskHasNoDistance()
    {
        Grid a({4, 4, 1}, {1, 1, 1});
        const Grid empty = a;
        a.at(1, 1, 0) = 1;
        QVERIFY(std::isnan(surfaceDistances(a.mask, empty.mask, a.geometry).mean));
        HALFTONE_EXPECT_ERROR(ErrorCode::ShapeMismatch, "do not fill",
                              surfaceDistances(a.mask, {}, a.geometry));
    }
};

QTEST_GUILESS_MAIN(TestSurfaceDistance)
#include "tst_surface_distance.moc"
