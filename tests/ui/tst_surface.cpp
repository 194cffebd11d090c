// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/render/surface.h"

#include "core/base/error.h"

#include <vtkConnectivityFilter.h>
#include <vtkDataArray.h>
#include <vtkFeatureEdges.h>
#include <vtkIdList.h>
#include <vtkMassProperties.h>
#include <vtkMath.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkTriangle.h>

#include <QElapsedTimer>
#include <QTest>

#include <array>
#include <chrono>
#include <cmath>
#include <numbers>
#include <thread>

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

int pieces(vtkPolyData* mesh)
{
    vtkNew<vtkConnectivityFilter> connected;
    connected->SetInputData(mesh);
    connected->SetExtractionModeToAllRegions();
    connected->Update();
    return connected->GetNumberOfExtractedRegions();
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
        const auto mesh = surfaceOf(ball.labels, 3, {}).mesh;
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
        QCOMPARE(openEdges(surfaceOf(ball.labels, 1, {}).mesh), vtkIdType{0});
    }

    void labelsThatDoNotOccurAreEmpty()
    {
        Ball ball({20, 20, 10}, {10, 10, 5}, 4, 1);
        QCOMPARE(surfaceOf(ball.labels, 2, {}).mesh->GetNumberOfPolys(), vtkIdType{0});
        ball.labels.slices.assign(10, {}); // nothing was computed yet
        QCOMPARE(surfaceOf(ball.labels, 1, {}).mesh->GetNumberOfPolys(), vtkIdType{0});
    }

    /// It is built in pieces, of which nothing is seen.
    void manyLayersAreOneSurface()
    {
        const Ball ball({300, 290, 70}, {150, 145, 35}, 140, 1); // cut off at both ends
        const auto mesh = surfaceOf(ball.labels, 1, {}).mesh;
        QCOMPARE(openEdges(mesh), vtkIdType{0});
        QCOMPARE(pieces(mesh), 1);
        double expected = 0; // so many voxels of 1 mm
        for (const std::uint8_t voxel : ball.map.voxels) {
            expected += voxel == 1 ? 1 : 0;
        }
        QVERIFY(std::abs(volumeOf(mesh) / expected - 1) < 0.02);
    }

    void itsNormalsPointOutwards_data()
    {
        QTest::addColumn<double>("handed");
        QTest::newRow("right-handed") << 1.0;
        QTest::newRow("mirrored") << -1.0;
    }

    void itsNormalsPointOutwards()
    {
        QFETCH(double, handed);
        Ball ball({40, 40, 40}, {20, 20, 20}, 12, 1);
        ball.map.geometry.direction = {handed, 0, 0, 0, 1, 0, 0, 0, 1};
        ball.look();
        const auto mesh = surfaceOf(ball.labels, 1, {}).mesh;
        const double centre[3] = {20 * handed, 20, 20};
        vtkDataArray* normals = mesh->GetPointData()->GetNormals();
        QVERIFY(normals != nullptr);
        for (vtkIdType n = 0; n < mesh->GetNumberOfPoints(); ++n) {
            double out[3];
            vtkMath::Subtract(mesh->GetPoint(n), centre, out);
            QVERIFY(vtkMath::Dot(out, normals->GetTuple3(n)) > 0.8 * vtkMath::Norm(out));
        }
        // So do the triangles: counter-clockwise seen from outside.
        vtkNew<vtkIdList> corners;
        for (vtkIdType n = 0; n < mesh->GetNumberOfPolys(); ++n) {
            mesh->GetCellPoints(n, corners);
            double a[3], b[3], c[3], normal[3], out[3]; // NOLINT: VTK's
            mesh->GetPoint(corners->GetId(0), a);
            mesh->GetPoint(corners->GetId(1), b);
            mesh->GetPoint(corners->GetId(2), c);
            vtkTriangle::ComputeNormal(a, b, c, normal);
            vtkMath::Subtract(a, centre, out);
            QVERIFY(vtkMath::Dot(out, normal) > 0);
        }
    }

    void aSheetOfOneVoxelIsNotLost()
    {
        LabelMap map;
        map.geometry.size = {64, 48, 20};
        map.voxels.resize(map.geometry.voxels());
        for (int k = 2; k < 18; ++k) {
            for (int j = 4; j < 44; ++j) {
                map.voxels[static_cast<std::size_t>((k * 48 + j) * 64 + 30)] = 1;
            }
        }
        Ball sheet({1, 1, 1}, {0, 0, 0}, 0, 9);
        sheet.map = map;
        sheet.look();
        const auto mesh = surfaceOf(sheet.labels, 1, {}).mesh;
        QCOMPARE(openEdges(mesh), vtkIdType{0});
        QCOMPARE(pieces(mesh), 1);
        QVERIFY(mesh->GetBounds()[3] - mesh->GetBounds()[2] > 37);
        QVERIFY(volumeOf(mesh) > 0.5 * 16 * 40);
    }

    void largeOnesAreCoarseAndStillInPlace()
    {
        const Ball ball({260, 260, 260}, {130, 130, 130}, 128, 1);
        const Surface coarse = surfaceOf(ball.labels, 1, {}, kMostCoarseVoxels);
        QCOMPARE(coarse.step, 2);
        const auto mesh = coarse.mesh;
        QVERIFY(mesh->GetNumberOfPolys() < 400'000);
        QVERIFY(surfaceOf(ball.labels, 1, {}).mesh->GetNumberOfPolys() > 600'000); // every voxel
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

    void aStopEndsItInTheMiddle()
    {
        const Ball ball({300, 300, 200}, {150, 150, 100}, 99, 1);
        StopSource source;
        QElapsedTimer since;
        std::thread stopper([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(15)); // in the middle of it
            since.start();
            source.requestStop();
        });
        bool stopped = false;
        try {
            static_cast<void>(surfaceOf(ball.labels, 1, source.token()));
        } catch (const Error& error) {
            stopped = error.code() == ErrorCode::Cancelled;
        }
        stopper.join();
        QVERIFY(stopped);
        qInfo("%lld ms after the stop", static_cast<long long>(since.elapsed()));
        QVERIFY(since.elapsed() < 200);
    }
};

QTEST_GUILESS_MAIN(TestSurface)
#include "tst_surface.moc"
