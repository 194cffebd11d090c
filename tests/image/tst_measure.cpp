// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/grid/measure.h"

#include "tests/image/test_images.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>
#include <vector>

using namespace halftone;
using namespace halftone::image;
using namespace halftone::test;

namespace {

/// Slices shifted against each other as by a gantry tilted about the axis from right to left.
Geometry tiltedGeometry(double degrees)
{
    const double tilt = degrees * std::numbers::pi / 180;
    Geometry geometry;
    geometry.size = {21, 25, 19};
    geometry.spacingMm = {0.8, 0.8, 2.5};
    geometry.originMm = {-8, -10, 100};
    geometry.direction = {1, 0, 0, 0, 1, std::sin(tilt), 0, 0, std::cos(tilt)};
    geometry.spacingKnown = geometry.orientationKnown = true;
    return geometry;
}

double along(const Point& a, const Point& b)
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/// The values in an ellipse, by the definitions alone: every voxel of the plane is asked.
std::vector<double> valuesIn(const Image& image, Plane plane, const Ellipse& ellipse)
{
    const Geometry& g = image.geometry;
    const int number = planeNumber(g, plane, ellipse.centreMm);
    std::vector<double> values;
    std::size_t flat = 0;
    std::array<int, 3> v{};
    for (v[2] = 0; v[2] < g.size[2]; ++v[2]) {
        for (v[1] = 0; v[1] < g.size[1]; ++v[1]) {
            for (v[0] = 0; v[0] < g.size[0]; ++v[0], ++flat) {
                const Point mm = positionOf(g, v[0], v[1], v[2]);
                if (planeNumber(g, plane, mm) != number) {
                    continue;
                }
                Point from{};
                for (std::size_t n = 0; n < 3; ++n) {
                    from[n] = mm[n] - ellipse.centreMm[n];
                }
                const double u = along(from, ellipse.columnRadiusMm)
                                 / along(ellipse.columnRadiusMm, ellipse.columnRadiusMm);
                const double w = along(from, ellipse.rowRadiusMm)
                                 / along(ellipse.rowRadiusMm, ellipse.rowRadiusMm);
                if (u * u + w * w <= 1 + 1e-9) {
                    values.push_back(image.value(flat));
                }
            }
        }
    }
    return values;
}

bool isClose(double a, double b, double tolerance = 1e-9)
{
    return std::abs(a - b) <= tolerance * std::max(1.0, std::abs(b));
}

} // namespace

class MeasureTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void distancesAndAnglesInSpace()
    {
        QCOMPARE(distanceMm({1, 2, 3}, {4, 6, 15}), 13.0);
        QCOMPARE(angleDegrees({5, 0, 0}, {0, 0, 0}, {0, 0, 2}), 90.0);
        QCOMPARE(angleDegrees({5, 1, 1}, {0, 1, 1}, {9, 1, 1}), 0.0);
        QCOMPARE(angleDegrees({5, 1, 1}, {0, 1, 1}, {-1e-3, 1, 1}), 180.0);
        QVERIFY(isClose(angleDegrees({1, 0, 0}, {0, 0, 0}, {1, std::sqrt(3.0), 0}), 60));
        // Where the arc cosine has no digits left.
        QVERIFY(isClose(angleDegrees({1, 0, 0}, {0, 0, 0}, {1, 1e-9, 0}),
                        1e-9 * 180 / std::numbers::pi, 1e-15));
        QVERIFY(std::isnan(angleDegrees({1, 2, 3}, {1, 2, 3}, {4, 5, 6})));
    }

    void lengthsOfTiltedGridsAreThoseOfThePatient()
    {
        // Ten slices up: 25 mm along the slanted axis, whose foot moves back with the tilt.
        const Geometry geometry = tiltedGeometry(20);
        const Point low = positionOf(geometry, 10, 3, 2);
        const Point high = positionOf(geometry, 10, 15, 12);
        const double tilt = 20 * std::numbers::pi / 180;
        const double expected = std::hypot(12 * 0.8 + 25 * std::sin(tilt), 25 * std::cos(tilt));
        const PlaneGrid grid = planeGrid(geometry, Plane::Sagittal, low);
        const auto there = [&](const Point& mm) { // by way of the pixels of a screen
            const auto [column, row] = grid.project(mm);
            return grid.at(column, row);
        };
        QVERIFY(isClose(distanceMm(there(low), there(high)), expected));
        // The edges of a slice and of the stack meet at the angle of the tilt.
        const Point behind = positionOf(geometry, 10, 20, 2);
        const Point above = positionOf(geometry, 10, 3, 18);
        QVERIFY(isClose(angleDegrees(there(behind), there(low), there(above)), 70));
    }

    void regionsCountTheVoxelsOfTheirPlane_data()
    {
        QTest::addColumn<int>("grid");
        QTest::addColumn<int>("plane");
        for (const int grid : {0, 1, 2, 3}) {
            for (const Plane plane : kPlanes) {
                QTest::addRow("grid %d plane %d", grid, static_cast<int>(plane))
                    << grid << static_cast<int>(plane);
            }
        }
    }
    void regionsCountTheVoxelsOfTheirPlane()
    {
        QFETCH(int, grid);
        QFETCH(int, plane);
        const auto which = static_cast<Plane>(plane);
        Geometry geometry = tiltedGeometry(0);
        if (grid == 1) {
            geometry = obliqueGeometry({21, 25, 19});
        } else if (grid >= 2) {
            geometry = tiltedGeometry(grid == 2 ? 17 : -23);
        }
        const Image image = distinctImage(geometry);
        const Point middle = positionOf(geometry, 9, 12, 10);
        const PlaneGrid pixels = planeGrid(geometry, which, middle);
        const auto [column, row] = pixels.project(middle);
        const Ellipse ellipse = ellipseIn(pixels, pixels.at(column - 6.3, row - 4.2),
                                          pixels.at(column + 5.1, row + 5.7));
        std::vector<double> values = valuesIn(image, which, ellipse);
        const RegionStatistics found = regionStatistics(image, which, ellipse);
        QVERIFY(values.size() > 40);
        QCOMPARE(found.voxels, values.size());
        double sum = 0;
        for (const double value : values) {
            sum += value;
        }
        const double mean = sum / static_cast<double>(values.size());
        double squares = 0;
        for (const double value : values) {
            squares += (value - mean) * (value - mean);
        }
        QVERIFY(isClose(found.mean, mean));
        QVERIFY(isClose(found.sd, std::sqrt(squares / static_cast<double>(values.size() - 1))));
        QCOMPARE(found.lowest, *std::min_element(values.begin(), values.end()));
        QCOMPARE(found.highest, *std::max_element(values.begin(), values.end()));
        // As many voxels as the area has room for, whatever the shear.
        const double voxelMm2 = geometry.voxelMm3() / std::abs(spacingAcross(geometry, which));
        const double counted = static_cast<double>(found.voxels) * voxelMm2;
        QVERIFY2(isClose(counted, ellipse.areaMm2(), 0.12),
                 qPrintable(QString::number(counted / ellipse.areaMm2())));
    }

    void theEllipseFillsItsBox()
    {
        PlaneGrid grid;
        grid.columns = grid.rows = 50;
        grid.columnMm = {0, 0.5, 0};
        grid.rowMm = {0, 0, -2};
        // However it was drawn.
        for (const auto& [a, b] : {std::pair(grid.at(4, 6), grid.at(24, 16)),
                                   std::pair(grid.at(24, 6), grid.at(4, 16))}) {
            const Ellipse ellipse = ellipseIn(grid, a, b);
            QVERIFY(distanceMm(ellipse.centreMm, grid.at(14, 11)) < 1e-12);
            QVERIFY(isClose(ellipse.areaMm2(), std::numbers::pi * 5 * 10));
        }
    }

    void oddRegions()
    {
        Image image;
        image.geometry.size = {5, 5, 1};
        std::vector<double> voxels(25, 1e9);
        voxels[12] = 1e9 + 1;
        voxels[11] = std::numeric_limits<double>::quiet_NaN();
        image.voxels = voxels;
        const auto within = [&](double radius) {
            return regionStatistics(image, Plane::Axial,
                                    {{2, 2, 0}, {radius, 0, 0}, {0, radius, 0}});
        };
        QCOMPARE(within(0.5).voxels, std::size_t{1});
        QCOMPARE(within(0.5).mean, 1e9 + 1);
        QCOMPARE(within(0.5).sd, 0.0);
        // The middle and three of its neighbours: the fourth is no number.
        const RegionStatistics cross = within(1);
        QCOMPARE(cross.voxels, std::size_t{4});
        QCOMPARE(cross.mean, 1e9 + 0.25);
        QVERIFY(isClose(cross.sd, 0.5)); // large values keep their digits
        QCOMPARE(within(100).voxels, std::size_t{24});
        for (const RegionStatistics& none :
             {regionStatistics(image, Plane::Axial, {{90, 90, 0}, {1, 0, 0}, {0, 1, 0}}),
              regionStatistics(image, Plane::Axial, {{2, 2, 0}, {0, 0, 0}, {0, 1, 0}})}) {
            QCOMPARE(none.voxels, std::size_t{0});
            QVERIFY(std::isnan(none.mean) && std::isnan(none.sd));
        }
    }

private:
    /// From one plane to the next, at a right angle.
    static double spacingAcross(const Geometry& geometry, Plane plane)
    {
        const PlaneGrid grid = planeGrid(geometry, plane, geometry.originMm);
        const Point& c = grid.columnMm;
        const Point& r = grid.rowMm;
        const Point normal{c[1] * r[2] - c[2] * r[1], c[2] * r[0] - c[0] * r[2],
                           c[0] * r[1] - c[1] * r[0]};
        const auto axis = static_cast<std::size_t>(normalAxis(geometry, plane));
        Point step{};
        for (std::size_t n = 0; n < 3; ++n) {
            step[n] = geometry.direction[n * 3 + axis] * geometry.spacingMm[axis];
        }
        return along(step, normal) / std::sqrt(along(normal, normal));
    }
};

QTEST_GUILESS_MAIN(MeasureTest)
#include "tst_measure.moc"
