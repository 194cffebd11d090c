// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/surface/detail/surface.h"
#include "tests/image/test_images.h"

#include <QTest>

#include <cmath>
#include <map>
#include <utility>

using namespace halftone;
using namespace halftone::image::detail;
using namespace halftone::test;

namespace {

/// A ball of that radius in mm, in the middle of a grid.
LabelMap ball(Geometry geometry, double radius)
{
    LabelMap labels;
    labels.geometry = geometry;
    labels.labels = {{3, "ball"}};
    const auto& size = geometry.size;
    const auto centre = positionOf(geometry, size[0] / 2, size[1] / 2, size[2] / 2);
    for (int k = 0; k < size[2]; ++k) {
        for (int j = 0; j < size[1]; ++j) {
            for (int i = 0; i < size[0]; ++i) {
                const auto at = positionOf(geometry, i, j, k);
                const double distance =
                    std::hypot(at[0] - centre[0], at[1] - centre[1], at[2] - centre[2]);
                labels.voxels.push_back(distance < radius ? 3 : 1);
            }
        }
    }
    return labels;
}

/// What a closed surface encloses, negative where its triangles look inwards.
double volumeOf(const std::vector<Triangle>& triangles)
{
    double volume = 0;
    for (const auto& [a, b, c] : triangles) {
        volume += (double(a[0]) * (double(b[1]) * c[2] - double(b[2]) * c[1])
                   - double(a[1]) * (double(b[0]) * c[2] - double(b[2]) * c[0])
                   + double(a[2]) * (double(b[0]) * c[1] - double(b[1]) * c[0]))
                  / 6;
    }
    return volume;
}

/// Every edge is run along as often in one direction as in the other.
bool isClosed(const std::vector<Triangle>& triangles)
{
    std::map<std::pair<Corner, Corner>, int> runs;
    for (const Triangle& triangle : triangles) {
        for (std::size_t n = 0; n < 3; ++n) {
            const Corner& from = triangle[n];
            const Corner& to = triangle[(n + 1) % 3];
            from < to ? ++runs[{from, to}] : --runs[{to, from}];
        }
    }
    return std::all_of(runs.begin(), runs.end(), [](const auto& run) { return run.second == 0; });
}

} // namespace

class SurfaceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aBallIsClosedAndAsLargeAsItsVoxels_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("turned") << 0;
        QTest::newRow("mirrored") << 1;
        QTest::newRow("sheared") << 2;
    }
    void aBallIsClosedAndAsLargeAsItsVoxels()
    {
        QFETCH(int, kind);
        Geometry geometry = obliqueGeometry({41, 25, 13});
        if (kind == 1) {
            for (const std::size_t i : {0U, 3U, 6U}) {
                geometry.direction[i] = -geometry.direction[i];
            }
        } else if (kind == 2) {
            geometry.direction[5] = 0.3;
            geometry.direction[8] = std::sqrt(1 - 0.09);
        }
        const LabelMap labels = ball(geometry, 11);
        const double voxels =
            double(std::count(labels.voxels.begin(), labels.voxels.end(), 3)) * geometry.voxelMm3();
        const std::vector<Triangle> triangles = surfaceOf(labels, 3);
        QVERIFY(isClosed(triangles));
        QVERIFY2(std::abs(volumeOf(triangles) / voxels - 1) < 0.03,
                 qPrintable(QString::number(volumeOf(triangles) / voxels)));
        const auto centre = positionOf(geometry, 20, 12, 6);
        for (const Triangle& triangle : triangles) {
            for (const Corner& corner : triangle) {
                const double distance =
                    std::hypot(corner[0] - centre[0], corner[1] - centre[1], corner[2] - centre[2]);
                QVERIFY(distance > 11 - 2.6 && distance < 11 + 2.6); // a voxel's diagonal
            }
        }
        QVERIFY(surfaceOf(labels, 2).empty());
    }

    void theEdgeOfTheGridIsClosed()
    {
        LabelMap labels;
        labels.geometry = obliqueGeometry({2, 3, 1});
        labels.voxels.assign(6, 1);
        const std::vector<Triangle> triangles = surfaceOf(labels, 1);
        QVERIFY(isClosed(triangles));
        QVERIFY(volumeOf(triangles) > 0);
        QCOMPARE(triangles.size(), std::size_t{2 * (2 * 6 + 2 * 2 + 2 * 3)});
    }
};

QTEST_GUILESS_MAIN(SurfaceTest)
#include "tst_surface.moc"
