// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/grid/plane.h"

#include "core/image/grid/preprocess.h"
#include "tests/image/test_images.h"
#include "tests/support/expect_error.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace halftone;
using namespace halftone::image;
using namespace halftone::test;

namespace {

double coordinate(const Point& index, std::size_t a, const Geometry& g)
{
    return std::clamp(index[a], 0.0, g.size[a] - 1.0);
}

/// Written down from the definition: weights of the eight voxels around.
double naiveLinear(const Image& image, const Point& mm)
{
    const Geometry& g = image.geometry;
    const Point index = toIndex(g, mm);
    for (std::size_t a = 0; a < 3; ++a) {
        if (index[a] < -0.5 || index[a] >= g.size[a] - 0.5) {
            return std::numeric_limits<double>::quiet_NaN();
        }
    }
    double sum = 0;
    std::size_t n = 0;
    for (int k = 0; k < g.size[2]; ++k) {
        for (int j = 0; j < g.size[1]; ++j) {
            for (int i = 0; i < g.size[0]; ++i, ++n) {
                const double weight = std::max(0.0, 1 - std::abs(coordinate(index, 0, g) - i))
                                      * std::max(0.0, 1 - std::abs(coordinate(index, 1, g) - j))
                                      * std::max(0.0, 1 - std::abs(coordinate(index, 2, g) - k));
                sum += weight * image.value(n);
            }
        }
    }
    return sum;
}

/// The voxel whose box holds a place.
double naiveNearest(const Image& image, const Point& mm)
{
    const Geometry& g = image.geometry;
    const Point index = toIndex(g, mm);
    std::size_t n = 0;
    for (int k = 0; k < g.size[2]; ++k) {
        for (int j = 0; j < g.size[1]; ++j) {
            for (int i = 0; i < g.size[0]; ++i, ++n) {
                if (index[0] >= i - 0.5 && index[0] < i + 0.5 && index[1] >= j - 0.5
                    && index[1] < j + 0.5 && index[2] >= k - 0.5 && index[2] < k + 0.5) {
                    return image.value(n);
                }
            }
        }
    }
    return std::numeric_limits<double>::quiet_NaN();
}

bool same(double found, double expected)
{
    return std::isnan(expected) ? std::isnan(found) : std::abs(found - expected) < 1e-3;
}

/// Pixels like those of another study of the same patient: tilted, finer, partly beside the image.
PlaneGrid foreignGrid()
{
    PlaneGrid grid;
    grid.columns = 23;
    grid.rows = 17;
    grid.originMm = {-16.3, 18.1, 3.7};
    grid.columnMm = {0.41, 0.17, 0.23};
    grid.rowMm = {-0.11, 0.52, 0.31};
    return grid;
}

LabelMap labelsOf(const Geometry& geometry)
{
    LabelMap labels{geometry, std::vector<std::uint8_t>(geometry.voxels()), {}};
    for (std::size_t i = 0; i < labels.voxels.size(); ++i) {
        labels.voxels[i] = static_cast<std::uint8_t>(1 + i % 250);
    }
    return labels;
}

std::vector<std::span<const std::uint8_t>> slicesOf(const LabelMap& labels)
{
    std::vector<std::span<const std::uint8_t>> slices;
    const std::size_t plane = labels.geometry.sliceVoxels();
    for (std::size_t k = 0; k < static_cast<std::size_t>(labels.geometry.size[2]); ++k) {
        slices.push_back(std::span(labels.voxels).subspan(k * plane, plane));
    }
    return slices;
}

} // namespace

class PlaneSamplingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void foreignPlanesAreInterpolated()
    {
        const Image image = distinctImage(obliqueGeometry());
        const PlaneGrid grid = foreignGrid();
        const auto linear = samplePlane(image, grid, Sampling::Linear);
        const auto nearest = samplePlane(image, grid, Sampling::Nearest);
        LabelMap labels = labelsOf(image.geometry);
        const auto labelled = samplePlane(labels, grid);
        Image asImage{labels.geometry, labels.voxels, {}, {}, {}};
        int inside = 0;
        for (int n = 0; n < grid.columns * grid.rows; ++n) {
            const auto pixel = static_cast<std::size_t>(n);
            const Point mm = grid.at(n % grid.columns, n / grid.columns);
            QVERIFY(same(double(linear[pixel]), naiveLinear(image, mm)));
            QVERIFY(same(double(nearest[pixel]), naiveNearest(image, mm)));
            const double label = naiveNearest(asImage, mm);
            QCOMPARE(int(labelled[pixel]), std::isnan(label) ? 0 : int(label));
            inside += std::isnan(label) ? 0 : 1;
        }
        QVERIFY(inside > 100 && inside < grid.columns * grid.rows - 20);
    }

    void planesBesideTheImageAreEmpty()
    {
        const Geometry geometry = obliqueGeometry();
        const Image image = distinctImage(geometry);
        PlaneGrid grid = planeGrid(geometry, Plane::Axial, geometry.originMm);
        // Voxel for voxel, but two columns and a row too early, and far away.
        grid.originMm = grid.at(-2, -1);
        grid.columns = 4;
        const auto values = samplePlane(image, grid, Sampling::Linear);
        for (std::size_t n = 0; n < values.size(); ++n) {
            const bool outside = n < 4 || n % 4 < 2;
            QCOMPARE(std::isnan(values[n]), outside);
        }
        QCOMPARE(values[6], -500.0F);
        for (const double away : {100.0, -1e5, 1e12, 1e300}) {
            grid.originMm[2] = away;
            const auto none = samplePlane(image, grid, Sampling::Nearest);
            QVERIFY(std::all_of(none.begin(), none.end(), [](float v) { return std::isnan(v); }));
        }
    }

    void aNeighbourWithoutValueDoesNotSpread()
    {
        Image image;
        image.geometry.size = {3, 1, 1};
        image.voxels = std::vector<float>{1, std::numeric_limits<float>::quiet_NaN(), 3};
        PlaneGrid grid;
        grid.columns = 5;
        grid.rows = 1;
        grid.columnMm = {0.5, 0, 0};
        const auto values = samplePlane(image, grid, Sampling::Linear);
        QCOMPARE(values[0], 1.0F);
        QVERIFY(std::isnan(values[1]) && std::isnan(values[2]) && std::isnan(values[3]));
        QCOMPARE(values[4], 3.0F);
    }

    void slicesShowTheSameLabels()
    {
        const LabelMap labels = labelsOf(obliqueGeometry());
        const Geometry& geometry = labels.geometry;
        std::vector<PlaneGrid> grids{foreignGrid()};
        for (const Plane plane : kPlanes) {
            grids.push_back(planeGrid(geometry, plane, toMm(geometry, {3, 2, 1})));
        }
        auto slices = slicesOf(labels);
        LabelMap partly = labels;
        std::fill_n(partly.voxels.begin() + 35, 35, std::uint8_t{0});
        for (const PlaneGrid& grid : grids) {
            const auto expected = samplePlane(labels, grid);
            QVERIFY(std::count(expected.begin(), expected.end(), 0) < 300);
            QVERIFY(samplePlane(geometry, slices, grid) == expected);
            // Slice 1 has no labels yet.
            slices[1] = {};
            const auto without = samplePlane(partly, grid);
            QVERIFY(without != expected);
            QVERIFY(samplePlane(geometry, slices, grid) == without);
            slices[1] = slicesOf(labels)[1];
        }
        slices[1] = slices[1].subspan(1);
        HALFTONE_EXPECT_ERROR(ErrorCode::ShapeMismatch, "its grid has",
                              samplePlane(geometry, slices, grids[0]));
        slices.resize(1);
        HALFTONE_EXPECT_ERROR(ErrorCode::ShapeMismatch, "its grid has",
                              samplePlane(geometry, slices, grids[0]));
    }

    void axesThatSpanNoSpace()
    {
        LabelMap labels = labelsOf(obliqueGeometry());
        labels.geometry.direction = {1, 0, 0, 0, 1, 0, 0, 0, 0};
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "span a space",
                              samplePlane(labels, foreignGrid()));
    }

    void aSingleSliceIsAsThickAsItsSpacing()
    {
        // 3 mm: seen 1.4 mm above and below, not 1.6 mm.
        const Image slice = distinctImage(obliqueGeometry({5, 4, 1}));
        PlaneGrid grid = planeGrid(slice.geometry, Plane::Axial, slice.geometry.originMm);
        const auto at = samplePlane(slice, grid, Sampling::Linear);
        for (const double away : {-1.6, -1.4, 1.4, 1.6}) {
            grid.originMm[2] = slice.geometry.originMm[2] + away;
            for (const Sampling sampling : {Sampling::Nearest, Sampling::Linear}) {
                const auto values = samplePlane(slice, grid, sampling);
                for (std::size_t n = 0; n < values.size(); ++n) {
                    QVERIFY(same(double(values[n]),
                                 std::abs(away) > 1.5 ? std::nan("") : double(at[n])));
                }
            }
        }
    }

    void howLongAPlaneTakes_data()
    {
        QTest::addColumn<QString>("code");
        for (const char* code : {"LPS", "PSR", "SLA"}) {
            QTest::addRow("%s", code) << QString::fromLatin1(code);
        }
    }
    /// Planes not seen before, as when somebody scrolls: their voxels are in no cache.
    void howLongAPlaneTakes()
    {
        QFETCH(QString, code);
        Geometry upright;
        upright.size = {1, 1, 1};
        upright.orientationKnown = true;
        Image image;
        image.geometry = reorient(LabelMap{upright, {0}, {}}, code.toStdString()).geometry;
        image.geometry.size = {512, 512, 300};
        QCOMPARE(orientationCode(image.geometry), code.toStdString());
        image.voxels = std::vector<std::int16_t>(image.geometry.voxels(), 7);
        for (const Plane plane : kPlanes) {
            std::array<double, 3> best{1e9, 1e9, 1e9};
            PlaneGrid grid;
            for (int number = 10; number < 250; number += 20) {
                const Point mm = movedToPlane(image.geometry, plane, {0, 0, 0}, number);
                grid = planeGrid(image.geometry, plane, mm);
                PlaneGrid between = grid;
                between.originMm = grid.at(0.3, 0.4);
                for (std::size_t n = 0; n < 3; ++n) {
                    QElapsedTimer clock;
                    clock.start();
                    const auto values = samplePlane(image, n == 0 ? grid : between,
                                                    n == 1 ? Sampling::Nearest : Sampling::Linear);
                    best[n] = std::min(best[n], static_cast<double>(clock.nsecsElapsed()) / 1e6);
                    QCOMPARE(values[grid.pixels() / 2], 7.0F);
                }
            }
            qInfo("benchmark: %s plane of %dx%d: %.2f ms; between voxels %.2f ms nearest, "
                  "%.2f ms linear",
                  std::array{"axial", "sagittal", "coronal"}[std::size_t(plane)], grid.columns,
                  grid.rows, best[0], best[1], best[2]);
        }
    }
};

QTEST_GUILESS_MAIN(PlaneSamplingTest)
#include "tst_plane_sampling.moc"
