// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/grid/plane.h"

#include "core/image/grid/preprocess.h"
#include "tests/image/test_images.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <cmath>
#include <cstdint>
#include <numeric>
#include <optional>
#include <vector>

using namespace halftone;
using namespace halftone::image;
using namespace halftone::test;

namespace {

bool isNear(const Point& a, const Point& b, double tolerance = 1e-9)
{
    return std::abs(a[0] - b[0]) < tolerance && std::abs(a[1] - b[1]) < tolerance
           && std::abs(a[2] - b[2]) < tolerance;
}

/// Value of the voxel whose centre lies at a place.
std::optional<double> voxelAt(const Image& image, const Point& mm)
{
    const Geometry& g = image.geometry;
    std::size_t n = 0;
    for (int k = 0; k < g.size[2]; ++k) {
        for (int j = 0; j < g.size[1]; ++j) {
            for (int i = 0; i < g.size[0]; ++i, ++n) {
                if (isNear(positionOf(g, i, j, k), mm)) {
                    return image.value(n);
                }
            }
        }
    }
    return std::nullopt;
}

/// Every pixel of a plane is the voxel at its place.
bool showsItsVoxels(const Image& image, const PlaneGrid& grid)
{
    for (const Sampling sampling : {Sampling::Nearest, Sampling::Linear}) {
        const std::vector<float> values = samplePlane(image, grid, sampling);
        if (values.size() != grid.pixels()) {
            return false;
        }
        std::size_t n = 0;
        for (int r = 0; r < grid.rows; ++r) {
            for (int c = 0; c < grid.columns; ++c, ++n) {
                const auto expected = voxelAt(image, grid.at(c, r));
                if (!expected || static_cast<double>(values[n]) != *expected) {
                    return false;
                }
            }
        }
    }
    return true;
}

} // namespace

class PlaneTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void millimetresAndIndices()
    {
        const Geometry geometry = obliqueGeometry();
        QVERIFY(isNear(toMm(geometry, {2, 3, 1}), positionOf(geometry, 2, 3, 1)));
        const Point place{1.25, -3.5, 9};
        QVERIFY(isNear(toIndex(geometry, toMm(geometry, place)), place));
        Geometry flat = geometry;
        flat.direction = {1, 0, 0, 0, 1, 0, 0, 0, 0};
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "span a space", toIndex(flat, place));
    }

    void everyOrderShowsItsVoxels_data()
    {
        QTest::addColumn<QString>("code");
        for (const std::string& code : allCodes()) {
            QTest::addRow("%s", code.c_str()) << QString::fromStdString(code);
        }
    }
    /// Whatever order a file has, a plane shows the same patient: the same places, the same values.
    void everyOrderShowsItsVoxels()
    {
        QFETCH(QString, code);
        const Image lps = distinctImage(obliqueGeometry({5, 4, 3}));
        const Image image = reorient(lps, code.toStdString());
        for (const Plane plane : kPlanes) {
            const int count = planeCount(lps.geometry, plane);
            QCOMPARE(planeCount(image.geometry, plane), count);
            for (int number = 0; number < count; ++number) {
                const Point mm = movedToPlane(image.geometry, plane, {0, 22, 8}, number);
                QVERIFY(isNear(mm, movedToPlane(lps.geometry, plane, {0, 22, 8}, number)));
                const PlaneGrid grid = planeGrid(image.geometry, plane, mm);
                const PlaneGrid expected = planeGrid(lps.geometry, plane, mm);
                QCOMPARE(grid.columns, expected.columns);
                QCOMPARE(grid.rows, expected.rows);
                QVERIFY(isNear(grid.originMm, expected.originMm));
                QVERIFY(isNear(grid.columnMm, expected.columnMm));
                QVERIFY(isNear(grid.rowMm, expected.rowMm));
                QVERIFY(showsItsVoxels(image, grid));
                QVERIFY(samplePlane(image, grid, Sampling::Linear)
                        == samplePlane(lps, expected, Sampling::Linear));
                QVERIFY(showsItsVoxels(image, expected)); // and through another image's planes
            }
        }
    }

    void anatomicalSidesOfTheScreen()
    {
        const Geometry lps = obliqueGeometry({5, 4, 3});
        for (const std::string& code : allCodes()) {
            const Geometry geometry = reorient(distinctImage(lps), code).geometry;
            const auto grid = [&](Plane plane) { return planeGrid(geometry, plane, {0, 22, 8}); };
            const PlaneGrid axial = grid(Plane::Axial);
            QVERIFY(axial.columnMm[0] > 0.5 && axial.rowMm[1] > 1); // L right, P down
            QCOMPARE(axial.columns, 5);
            QCOMPARE(axial.rows, 4);
            QVERIFY(std::abs(axial.columnSpacingMm() - 0.7) < 1e-12);
            QVERIFY(std::abs(axial.rowSpacingMm() - 1.25) < 1e-12);
            const PlaneGrid coronal = grid(Plane::Coronal);
            QVERIFY(coronal.columnMm[0] > 0.5 && coronal.rowMm[2] < -2.9); // L right, I down
            QCOMPARE(coronal.columns, 5);
            QCOMPARE(coronal.rows, 3);
            const PlaneGrid sagittal = grid(Plane::Sagittal);
            QVERIFY(sagittal.columnMm[1] > 1 && sagittal.rowMm[2] < -2.9); // P right, I down
            QCOMPARE(sagittal.columns, 4);
            QCOMPARE(sagittal.rows, 3);
            QVERIFY(axial.spacingKnown && axial.orientationKnown);
        }
    }

    void slicesLieInTheirPlane()
    {
        Geometry geometry = obliqueGeometry();
        QCOMPARE(planeOfSlices(geometry), Plane::Axial);
        QCOMPARE(normalAxis(geometry, Plane::Sagittal), 0);
        geometry.direction = {0, 0, -1, 1, 0, 0, 0, 1, 0}; // PSR
        QCOMPARE(planeOfSlices(geometry), Plane::Sagittal);
        QCOMPARE(normalAxis(geometry, Plane::Axial), 1);
        QCOMPARE(normalAxis(geometry, Plane::Coronal), 0);
        geometry.direction = {1, 0, 0, 0, 0, 1, 0, -1, 0}; // LIP
        QCOMPARE(planeOfSlices(geometry), Plane::Coronal);
    }

    void unknownOrientationsGrowRightAndDown()
    {
        Geometry geometry = obliqueGeometry({5, 4, 3});
        geometry.direction = {-1, 0, 0, 0, 0, 1, 0, 1, 0};
        geometry.orientationKnown = false;
        geometry.spacingKnown = false;
        const Image image = distinctImage(geometry);
        const std::array<std::array<std::size_t, 3>, 3> axes{{{0, 1, 2}, {1, 2, 0}, {0, 2, 1}}};
        for (std::size_t p = 0; p < 3; ++p) {
            const auto [column, row, normal] = axes[p];
            QCOMPARE(std::size_t(normalAxis(geometry, kPlanes[p])), normal);
            QCOMPARE(planeCount(geometry, kPlanes[p]), geometry.size[normal]);
            for (int number = 0; number < geometry.size[normal]; ++number) {
                Point index{1, 1, 1};
                index[normal] = number;
                const Point mm = toMm(geometry, index);
                QCOMPARE(planeNumber(geometry, kPlanes[p], mm), number);
                const PlaneGrid grid = planeGrid(geometry, kPlanes[p], mm);
                QVERIFY(!grid.spacingKnown && !grid.orientationKnown);
                index[column] = 3;
                index[row] = 2;
                QVERIFY(isNear(grid.at(3, 2), toMm(geometry, index)));
                QVERIFY(showsItsVoxels(image, grid));
            }
        }
    }

    void numbersGoToTheirPlaneAndBack()
    {
        for (const std::string& code : allCodes()) {
            const Geometry geometry =
                reorient(distinctImage(obliqueGeometry({5, 4, 3})), code).geometry;
            const Point mm{0.3, 22.1, 8.4};
            for (const Plane plane : kPlanes) {
                const int count = planeCount(geometry, plane);
                for (int number = 0; number < count; ++number) {
                    const Point moved = movedToPlane(geometry, plane, mm, number);
                    QCOMPARE(planeNumber(geometry, plane, moved), number);
                    // The place in the plane stays.
                    const PlaneGrid grid = planeGrid(geometry, plane, mm);
                    const auto before = grid.project(mm);
                    const auto after = grid.project(moved);
                    QVERIFY(std::abs(before[0] - after[0]) < 1e-9);
                    QVERIFY(std::abs(before[1] - after[1]) < 1e-9);
                }
                const Point last = movedToPlane(geometry, plane, mm, count - 1);
                QVERIFY(isNear(movedToPlane(geometry, plane, mm, count + 7), last));
                QVERIFY(isNear(movedToPlane(geometry, plane, mm, -7),
                               movedToPlane(geometry, plane, mm, 0)));
            }
            // Towards L, P and S, however the voxels are stored, and clamped far outside.
            QCOMPARE(planeNumber(geometry, Plane::Sagittal, {1e9, 0, 0}), 4);
            QCOMPARE(planeNumber(geometry, Plane::Sagittal, {-1e9, 0, 0}), 0);
            QCOMPARE(planeNumber(geometry, Plane::Coronal, {0, 1e300, 0}), 3);
            QCOMPARE(planeNumber(geometry, Plane::Axial, {0, 0, 1e300}), 2);
            QCOMPARE(planeNumber(geometry, Plane::Axial, {0, 0, -1e300}), 0);
        }
    }

    void projectionIsTheWayBack()
    {
        PlaneGrid square;
        square.originMm = {-16.3, 18.1, 3.7};
        square.columnMm = {0.4, -0.3, 0};
        square.rowMm = {0.6, 0.8, 0.7};
        PlaneGrid skewed = square;
        skewed.rowMm = {0.3, 0.4, 0.2};
        for (const PlaneGrid& grid : {square, skewed}) {
            const Point& u = grid.columnMm;
            const Point& v = grid.rowMm;
            const Point normal{u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2],
                               u[0] * v[1] - u[1] * v[0]};
            for (const double away : {0.0, 4.0, -7.5}) {
                Point mm = grid.at(3.25, -8.5);
                for (std::size_t n = 0; n < 3; ++n) {
                    mm[n] += away * normal[n];
                }
                const auto pixel = grid.project(mm);
                QVERIFY(std::abs(pixel[0] - 3.25) < 1e-9 && std::abs(pixel[1] + 8.5) < 1e-9);
            }
        }
    }

    // A tilted gantry: slices lie where they lie, and a right angle in the patient is one on the
    // screen, whichever way the tilt goes and the axes run.
    void planesAcrossTiltedSlicesHaveRightAngles_data()
    {
        QTest::addColumn<double>("degrees");
        for (const double degrees : {15.0, -15.0, 28.0}) {
            QTest::addRow("%g", degrees) << degrees;
        }
    }
    void planesAcrossTiltedSlicesHaveRightAngles()
    {
        QFETCH(const double, degrees);
        const double tilt = degrees * std::acos(-1.0) / 180;
        Image image;
        image.geometry.size = {5, 7, 9};
        image.geometry.spacingMm = {0.7, 0.8, 3};
        image.geometry.originMm = {-3, 5, 20};
        image.geometry.direction = {1, 0, 0, 0, 1, std::sin(tilt), 0, 0, std::cos(tilt)};
        image.geometry.spacingKnown = true;
        image.geometry.orientationKnown = true;
        std::vector<std::int16_t> values(image.geometry.voxels());
        std::iota(values.begin(), values.end(), std::int16_t{1});
        image.voxels = values;
        const Geometry& g = image.geometry;
        const PlaneGrid grid = planeGrid(g, Plane::Sagittal, positionOf(g, 2, 3, 4));
        QVERIFY(std::abs(grid.columnMm[1] * grid.rowMm[1] + grid.columnMm[2] * grid.rowMm[2])
                < 1e-9);
        QVERIFY(std::abs(grid.rowSpacingMm() - 3 * std::cos(tilt)) < 1e-9);
        const std::vector<float> shown = samplePlane(image, grid, Sampling::Nearest);
        for (int k = 0; k < g.size[2]; ++k) {
            for (int j = 0; j < g.size[1]; ++j) {
                const auto [column, row] = grid.project(positionOf(g, 2, j, k));
                QVERIFY(isNear(grid.at(column, row), positionOf(g, 2, j, k)));
                const auto c = std::lround(column);
                const auto r = std::lround(row);
                QVERIFY(c >= 0 && c < grid.columns && r >= 0 && r < grid.rows);
                const auto pixel =
                    static_cast<std::size_t>(r) * static_cast<std::size_t>(grid.columns)
                    + static_cast<std::size_t>(c);
                const auto voxel = static_cast<std::size_t>((k * g.size[1] + j) * g.size[0] + 2);
                QCOMPARE(shown[pixel], static_cast<float>(values[voxel]));
            }
        }
        // Slices themselves are not tilted.
        const PlaneGrid axial = planeGrid(g, Plane::Axial, positionOf(g, 2, 3, 4));
        QCOMPARE(axial.columns, 5);
        QCOMPARE(axial.rows, 7);
        QVERIFY(showsItsVoxels(image, axial));
    }

    void singleVoxelsAlongAnAxis()
    {
        for (const std::array<int, 3> size :
             {std::array{1, 4, 3}, {5, 1, 3}, {5, 4, 1}, {1, 1, 3}, {5, 1, 1}, {1, 1, 1}}) {
            const Image image = distinctImage(obliqueGeometry(size));
            for (const Plane plane : kPlanes) {
                const int count = planeCount(image.geometry, plane);
                for (int number = 0; number < count; ++number) {
                    const Point mm =
                        movedToPlane(image.geometry, plane, image.geometry.originMm, number);
                    QCOMPARE(planeNumber(image.geometry, plane, mm), number);
                    QVERIFY(showsItsVoxels(image, planeGrid(image.geometry, plane, mm)));
                }
            }
        }
    }
};

QTEST_GUILESS_MAIN(PlaneTest)
#include "tst_plane.moc"
