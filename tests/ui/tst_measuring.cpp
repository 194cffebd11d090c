// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "volume_window.h"

#include <numbers>

using namespace halftone;
using namespace halftone::ui;
using namespace halftone::test;

namespace {

/// Of marks that are not selected, and of those that are.
const QColor kMark(0xff, 0xec, 0x6e);
const QColor kSelected(0xff, 0x8c, 0x2e);

Image stripes()
{
    return volume(patientGrid({60, 48, 12}, {1.0, 1.5, 4.0}, {-30, -36, -22}),
                  [](int i, int, int k) { return i < 30 ? 100 : 300 + k; });
}

} // namespace

/// Rulers, angles and regions with a real mouse on a real window.
class TestMeasuring : public VolumeWindow {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { installModels(); }
    void cleanupTestCase() { qunsetenv("HALFTONE_MODELS"); }
    void cleanup() { m_window.reset(); }

    void aRulerMeasuresMillimetresAndLiesInItsPlane()
    {
        begin();
        press(Qt::Key_U);
        drag(Plane::Axial, {10, 8}, {50, 28});
        QCOMPARE(document().measurements().size(), std::size_t{1});
        const Measurement ruler = document().measurements().front();
        QCOMPARE(ruler.plane, Plane::Axial);
        // 40 mm across and 20 * 1.5 mm down, as far as whole pixels of the screen tell.
        QVERIFY(std::abs(image::distanceMm(ruler.points[0], ruler.points[1]) - 50) < 1);
        QVERIFY(ruler.words.front().endsWith(QStringLiteral(" mm")));
        QVERIFY(std::abs(ruler.words.front().chopped(3).toDouble() - 50) < 1);
        QVERIFY(count(Plane::Axial, kSelected) > 100);
        QCOMPARE(count(Plane::Coronal, kSelected) + count(Plane::Sagittal, kSelected), 0);
        keepPicture(m_window->picture(), QStringLiteral("measuring_ruler"));

        press(Qt::Key_Down); // another slice
        QCOMPARE(count(Plane::Axial, kSelected), 0);
        press(Qt::Key_Up);
        QVERIFY(count(Plane::Axial, kSelected) > 100);
        press(Qt::Key_Escape);
        QCOMPARE(count(Plane::Axial, kSelected), 0);
        QVERIFY(count(Plane::Axial, kMark) > 100);
    }

    void aClickSelectsAndDelRemoves()
    {
        begin();
        press(Qt::Key_U);
        drag(Plane::Axial, {10, 8}, {50, 8});
        drag(Plane::Axial, {10, 30}, {50, 30});
        QCOMPARE(document().measurements().size(), std::size_t{2});
        const MeasurementId first = document().measurements()[0].id;
        QCOMPARE(document().selectedMeasurement(), document().measurements()[1].id);
        for (const Qt::Key tool : {Qt::Key_U, Qt::Key_C}) { // while measuring, or not
            press(Qt::Key_Escape);
            press(tool);
            click(Plane::Axial, screenAt(Plane::Axial, 30, 8));
            QCOMPARE(document().selectedMeasurement(), first);
        }
        QCOMPARE(document().measurements().size(), std::size_t{2});
        press(Qt::Key_Delete);
        QCOMPARE(document().measurements().size(), std::size_t{1});
        QVERIFY(document().measurements()[0].id != first);
        press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(document().measurements().size(), std::size_t{2});
        QCOMPARE(document().measurements()[0].id, first);
        press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(document().measurements().size(), std::size_t{1});
        press(Qt::Key_Y, Qt::ControlModifier);
        QCOMPARE(document().measurements().size(), std::size_t{2});
        click(Plane::Axial, screenAt(Plane::Axial, 30, 20)); // on none
        QCOMPARE(document().selectedMeasurement(), 0);
        const std::size_t layers = document().layers().size();
        press(Qt::Key_Delete); // the base stays
        QCOMPARE(document().measurements().size(), std::size_t{2});
        QCOMPARE(document().layers().size(), layers);
    }

    void aClickIsNoRuler()
    {
        begin();
        press(Qt::Key_U);
        click(Plane::Axial, screenAt(Plane::Axial, 20, 20));
        QVERIFY(document().measurements().empty());
        QCOMPARE(count(Plane::Axial, kSelected), 0);
        // One that is given up leaves nothing.
        pressAt(Plane::Axial, {10, 10});
        moveTo(Plane::Axial, {30, 30}, Qt::LeftButton);
        QVERIFY(count(Plane::Axial, kSelected) > 50);
        press(Qt::Key_Escape);
        QCOMPARE(count(Plane::Axial, kSelected), 0);
        releaseAt(Plane::Axial, {30, 30});
        QVERIFY(document().measurements().empty());
        QVERIFY(!document().undoStack().canUndo());
    }

    void anAngleTakesADragAndAClick()
    {
        begin();
        press(Qt::Key_G);
        drag(Plane::Coronal, {10, 2}, {30, 2}); // the vertex at the end
        QVERIFY(document().measurements().empty());
        moveTo(Plane::Coronal, {30, 7});
        QVERIFY(count(Plane::Coronal, kSelected) > 30);
        click(Plane::Coronal, screenAt(Plane::Coronal, 30, 7));
        QCOMPARE(document().measurements().size(), std::size_t{1});
        const Measurement& angle = document().measurements().front();
        QCOMPARE(angle.plane, Plane::Coronal);
        QCOMPARE(angle.points.size(), std::size_t{3});
        QVERIFY(
            std::abs(image::angleDegrees(angle.points[0], angle.points[1], angle.points[2]) - 90)
            < 2);
        QVERIFY(angle.words.front().endsWith(QChar(0x00B0)));
        // The next one is of its own.
        drag(Plane::Coronal, {40, 2}, {50, 2});
        press(Qt::Key_C); // another tool gives it up
        QCOMPARE(document().measurements().size(), std::size_t{1});
    }

    void aRegionSaysMeanSdAndArea()
    {
        begin();
        press(Qt::Key_E);
        drag(Plane::Axial, {32, 10}, {52, 30});
        QCOMPARE(document().measurements().size(), std::size_t{1});
        const Measurement& region = document().measurements().front();
        const int k = session().slice();
        QVERIFY2(region.words[0].startsWith(QStringLiteral("mean %1  sd 0").arg(300 + k)),
                 qPrintable(region.words[0]));
        const double area =
            region.words[2].section(QChar(u' '), 1, 1).toDouble(); // "area 471.2 mm2"
        QVERIFY(std::abs(area - std::numbers::pi * 10 * 15) < 40);
        QVERIFY(region.words[2].endsWith(QStringLiteral("mm") + QChar(0x00B2)));
        // Where both halves are in it, the mean lies between them.
        drag(Plane::Axial, {20, 10}, {40, 30});
        const double mean =
            document().measurements().back().words[0].section(QChar(u' '), 1, 1).toDouble();
        QVERIFY(mean > 150 && mean < 250);
    }

    void pixelsWhereTheSpacingIsUnknown()
    {
        Image image = stripes();
        image.geometry.spacingKnown = image.geometry.orientationKnown = false;
        image.geometry.spacingMm = {1, 1, 1};
        makeWindow();
        openVolume(image, "unknown.tif", "a-em");
        press(Qt::Key_U);
        picture(Plane::Axial);
        drag(Plane::Axial, {10, 10}, {50, 40});
        const QString words = document().measurements().front().words.front();
        QVERIFY(words.endsWith(QStringLiteral(" px")));
        QVERIFY(std::abs(words.chopped(3).toDouble() - 50) < 1);
    }

    void anotherImageHasNoneOfThem()
    {
        begin();
        press(Qt::Key_U);
        drag(Plane::Axial, {10, 8}, {50, 28});
        openVolume(stripes(), "other.nii.gz");
        QVERIFY(document().measurements().empty());
        QCOMPARE(count(Plane::Axial, kSelected) + count(Plane::Axial, kMark), 0);
    }

private:
    void begin()
    {
        makeWindow();
        press(Qt::Key_Backslash);
        openVolume(stripes(), "stripes.nii.gz");
        waitUntilSettled();
        press(Qt::Key_S);
        QTest::qWait(50); // the views get their sizes
        for (const Plane plane : image::kPlanes) {
            picture(plane);
        }
    }

    QPointF logical(Plane plane, const PlanePoint& at)
    {
        return QPointF(screenAt(plane, at.column, at.row)) / view(plane).devicePixelRatioF();
    }
    void pressAt(Plane plane, const PlanePoint& at)
    {
        QTest::mousePress(&view(plane), Qt::LeftButton, {}, logical(plane, at).toPoint());
    }
    void releaseAt(Plane plane, const PlanePoint& at)
    {
        QTest::mouseRelease(&view(plane), Qt::LeftButton, {}, logical(plane, at).toPoint());
    }
    void moveTo(Plane plane, const PlanePoint& at, Qt::MouseButtons buttons = Qt::NoButton)
    {
        const QPointF to = logical(plane, at);
        QMouseEvent move(QEvent::MouseMove, to, view(plane).mapToGlobal(to), Qt::NoButton, buttons,
                         Qt::NoModifier);
        QApplication::sendEvent(&view(plane), &move);
    }
    void drag(Plane plane, const PlanePoint& from, const PlanePoint& to)
    {
        pressAt(plane, from);
        moveTo(plane, {(from.column + to.column) / 2, (from.row + to.row) / 2}, Qt::LeftButton);
        moveTo(plane, to, Qt::LeftButton);
        releaseAt(plane, to);
    }

    /// Pixels of a view in just that colour.
    int count(Plane plane, const QColor& colour)
    {
        const QImage seen = picture(plane);
        int found = 0;
        for (int y = 0; y < seen.height(); ++y) {
            for (int x = 0; x < seen.width(); ++x) {
                found += isNear(seen.pixelColor(x, y), colour, 2) ? 1 : 0;
            }
        }
        return found;
    }
};

HALFTONE_GUI_TEST_MAIN(TestMeasuring)
#include "tst_measuring.moc"
