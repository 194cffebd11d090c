// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "gui_support.h"
#include "plane_view.h"

#include <QApplication>
#include <QTest>

#include <cmath>

using namespace halftone;
using namespace halftone::ui;

class TestSliceCamera : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theCameraStaysAcrossSlicesOfAPlane()
    {
        const auto view = makeView();
        QVERIFY(view);
        SliceRenderer& slice = view->slice;
        slice.setOverlays({block(0, 0, 32, 32, {255, 0, 0})});
        slice.zoom(3, 150, 120);
        const Camera camera = slice.camera();
        QVERIFY(!camera.fitted);
        image::PlaneGrid next = testGrid();
        next.originMm = {0, 0, 5};
        next.columnMm[0] += 1e-12;
        slice.setPlane(next);
        QVERIFY(slice.plane() == next);
        QCOMPARE(slice.camera(), camera);
        QVERIFY(isClose(picture(*view).pixelColor(150, 120), Qt::red)); // until it is replaced

        for (const int change : {0, 1, 2, 3}) {
            slice.setPlane(testGrid());
            slice.setImages({evenImage(255)});
            slice.setCrosshair(PlanePoint{1, 1});
            slice.setCamera(camera);
            image::PlaneGrid other = testGrid();
            other.columns += change == 0 ? 1 : 0;
            other.rows += change == 1 ? 1 : 0;
            other.rowMm[1] += change == 2 ? 0.1 : 0;
            if (change == 3) {
                other.rowMm = {0, 0, 2};
            }
            slice.setPlane(other);
            QVERIFY(slice.camera().fitted);
            QVERIFY(isClose(picture(*view).pixelColor(200, 200), kGround)); // nothing is left
        }
    }

    void theCameraCanBeSetAgain()
    {
        const auto view = makeView();
        QVERIFY(view);
        SliceRenderer& slice = view->slice;
        QCOMPARE(slice.camera(), Camera{});
        slice.zoom(1.7, 91, 313);
        slice.pan(12, -7);
        const Camera camera = slice.camera();
        const ScreenPoint before = slice.toScreen({3, 5});
        slice.fit();
        QCOMPARE(slice.camera(), Camera{});
        slice.setCamera(camera);
        QCOMPARE(slice.camera(), camera);
        QCOMPARE(slice.toScreen({3, 5}).x, before.x);
        QCOMPARE(slice.toScreen({3, 5}).y, before.y);
        // A larger view shows more, no larger; a fitted one stays fitted.
        slice.setViewport(800, 600, 1);
        QCOMPARE(slice.camera(), camera);
        slice.setCamera({});
        QCOMPARE(slice.magnification(), 600 / 64.0);
        slice.setViewport(400, 400, 1);
        QCOMPARE(slice.magnification(), 6.25);
    }

    void zoomKeepsThePointUnderTheMouse()
    {
        const auto view = makeView();
        QVERIFY(view);
        SliceRenderer& slice = view->slice;
        const PlanePoint before = slice.toPlane(150, 120);
        const double magnification = slice.magnification();
        slice.zoom(2, 150, 120);
        const PlanePoint after = slice.toPlane(150, 120);
        QVERIFY(std::abs(before.column - after.column) < 1e-6);
        QVERIFY(std::abs(before.row - after.row) < 1e-6);
        QCOMPARE(slice.magnification(), 2 * magnification);
        slice.pan(30, -10);
        const PlanePoint moved = slice.toPlane(180, 110);
        QVERIFY(std::abs(moved.column - before.column) < 1e-6);
        QVERIFY(std::abs(moved.row - before.row) < 1e-6);
        // What is seen is what is computed: the edge between black and white.
        const QImage shot = picture(*view);
        const auto edge = static_cast<int>(slice.toScreen({15.5, 0}).x);
        QVERIFY(isClose(shot.pixelColor(edge - 2, 200), Qt::black));
        QVERIFY(isClose(shot.pixelColor(edge + 2, 200), Qt::white));
        slice.fit();
        QCOMPARE(slice.magnification(), magnification);
    }
};

HALFTONE_GUI_TEST_MAIN(TestSliceCamera)
#include "tst_slice_camera.moc"
