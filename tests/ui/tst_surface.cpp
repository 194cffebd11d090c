// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/render/surface.h"

#include "core/base/error.h"

#include <vtkFeatureEdges.h>
#include <vtkMassProperties.h>
#include <vtkNew.h>

#include <QTest>

#include <array>
#include <cmath>
#include <numbers>

using namespace halftone;
using namespace halftone::ui;

namespace {

/// A ball of `value` in a volume, with another label beside it.
struct Ball {
    LabelMap map;
    LabelSlices labels;

    Ball(std::array<int, 3> size, std::array<double, 3> centre, double radius, std::uint8_t value)
    {
        map.geometry.size = size;
        map.voxels.resize(map.geometry.voxels());
        std::size_t n = 0;
        for (int k = 0; k < size[2]; ++k) {
            for (int j = 0; j < size[1]; ++j) {
                for (int i = 0; i < size[0]; ++i, ++n) {
                    const double away = std::hypot(i - centre[0], j - centre[1], k - centre[2]);
                    map.voxels[n] = away <= radius ? value : std::uint8_t{9};
                }
            }
        }
        look();
    }

    void look()
    {
        labels = {map.geometry, {}, {}};
        const std::size_t each = map.geometry.sliceVoxels();
        for (std::size_t at = 0; at < map.voxels.size(); at += each) {
            labels.slices.push_back(std::span(map.voxels).subspan(at, each));
        }
    }
};

double volumeOf(vtkPolyData* mesh)
{
    vtkNew<vtkMassProperties> mass;
    mass->SetInputData(mesh);
    return mass->GetVolume();
}

vtkIdType openEdges(vtkPolyData* mesh)
{
    vtkNew<vtkFeatureEdges> edges;
    edges->SetInputData(mesh);
    edges->FeatureEdgesOff();
    edges->NonManifoldEdgesOff();
    edges->ManifoldEdgesOff();
    edges->Update();
    return edges->GetOutput()->GetNumberOfCells();
}

} // namespace

class TestSurface : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aBallIsWhereItsVoxelsAre()
    {
        Ball ball({40, 44, 30}, {18, 20, 14}, 9, 3);
        ball.map.geometry.spacingMm = {0.5, 0.5, 2};
        ball.map.geometry.originMm = {100, -50, 7};
        const double tilt = 15 * std::numbers::pi / 180; // slices shifted against each other
        ball.map.geometry.direction = {1, 0, 0, 0, 1, std::sin(tilt), 0, 0, std::cos(tilt)};
        ball.look();
        const auto mesh = surfaceOf(ball.labels, 3, {});
        QVERIFY(mesh->GetNumberOfPolys() > 500);
        QCOMPARE(openEdges(mesh), vtkIdType{0});
        const double expected =
            4.0 / 3 * std::numbers::pi * 9 * 9 * 9 * ball.map.geometry.voxelMm3();
        QVERIFY2(std::abs(volumeOf(mesh) / expected - 1) < 0.1,
                 qPrintable(QString::number(volumeOf(mesh) / expected)));
        const double* middle = mesh->GetCenter();
        QVERIFY(std::abs(middle[0] - (100 + 18 * 0.5)) < 0.3);
        QVERIFY(std::abs(middle[1] - (-50 + 20 * 0.5 + 14 * 2 * std::sin(tilt))) < 0.3);
        QVERIFY(std::abs(middle[2] - (7 + 14 * 2 * std::cos(tilt))) < 0.3);
    }

    void itIsClosedAtTheEdgeOfTheVolume()
    {
        const Ball ball({20, 20, 10}, {0, 10, 9}, 7, 1);
        QCOMPARE(openEdges(surfaceOf(ball.labels, 1, {})), vtkIdType{0});
    }

    void labelsThatDoNotOccurAreEmpty()
    {
        Ball ball({20, 20, 10}, {10, 10, 5}, 4, 1);
        QCOMPARE(surfaceOf(ball.labels, 2, {})->GetNumberOfPolys(), vtkIdType{0});
        ball.labels.slices.assign(10, {}); // nothing was computed yet
        QCOMPARE(surfaceOf(ball.labels, 1, {})->GetNumberOfPolys(), vtkIdType{0});
    }

    void largeOnesAreCoarseAndStillInPlace()
    {
        const Ball ball({260, 260, 260}, {130, 130, 130}, 128, 1);
        const auto mesh = surfaceOf(ball.labels, 1, {});
        QVERIFY(mesh->GetNumberOfPolys() < 400'000);
        for (int axis = 0; axis < 3; ++axis) {
            QVERIFY(std::abs(mesh->GetCenter()[axis] - 130) < 1.5);
            QVERIFY(std::abs(mesh->GetBounds()[2 * axis] - 2) < 3);
        }
    }

    void aStopEndsIt()
    {
        const Ball ball({20, 20, 10}, {10, 10, 5}, 4, 1);
        StopSource source;
        source.requestStop();
        QVERIFY_THROWS_EXCEPTION(Error,
                                 static_cast<void>(surfaceOf(ball.labels, 1, source.token())));
    }
};

QTEST_GUILESS_MAIN(TestSurface)
#include "tst_surface.moc"
