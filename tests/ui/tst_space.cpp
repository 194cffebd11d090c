// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "viewer_window.h"

#include "ui/session/case_layers.h"
#include "ui/widgets/views/space_view.h"

using namespace halftone;
using namespace halftone::ui;
using namespace halftone::test;

/// The fourth view: planes and surfaces in space.
class TestSpace : public ViewerWindow {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { installModels(); }
    void cleanupTestCase() { qunsetenv("HALFTONE_MODELS"); }
    void cleanup() { m_window.reset(); }

    void planesLieInSpace()
    {
        begin();
        QVERIFY(!space().isVisible());
        showFour();
        QCOMPARE(visibleViews(), 3);
        QVERIFY(space().isVisible());
        for (const Plane plane : image::kPlanes) {
            QVERIFY(!view(plane).geometry().intersects(space().geometry()));
        }
        const QImage first = spacePicture();
        QVERIFY(covered(first) > 2000);
        // They follow the cursor.
        document().setCursor(image::toMm(document().baseImage()->geometry, {5, 4, 2}));
        const QImage moved = spacePicture();
        QVERIFY(differingPixels(moved, first) > 500);
        // They turn with the mouse.
        drag(Qt::LeftButton, {60, 60}, {110, 80});
        const QImage turned = spacePicture();
        QVERIFY(differingPixels(turned, moved) > 500);
        drag(Qt::RightButton, {60, 100}, {60, 40});
        QVERIFY(covered(spacePicture()) > covered(turned));
        press(Qt::Key_Backslash, Qt::ShiftModifier);
        QVERIFY(!space().isVisible());
        QCOMPARE(visibleViews(), 1);
    }

    void labelsHaveSurfaces()
    {
        begin();
        showFour();
        document().setStyle(document().last<PredictionContent>()->id, hidden());
        QTRY_VERIFY_WITH_TIMEOUT(space().isComplete(), kTimeoutMs);
        const QImage without = spacePicture();
        auto labels = std::make_shared<LabelMap>();
        labels->geometry = document().baseImage()->geometry;
        labels->voxels.resize(labels->geometry.voxels());
        for (int k = 3; k < 9; ++k) {
            for (int j = 8; j < 24; ++j) {
                for (int i = 10; i < 30; ++i) {
                    labels->voxels[flatIndex(labels->geometry, {i, j, k})] = 4;
                }
            }
        }
        labels->labels = {{4, "box", {}}};
        addLabels(document(), labels, QStringLiteral("box.nii"));
        const QColor colour = QColor::fromRgb(document().layers().back().style.labels[0].colour);
        QTRY_VERIFY_WITH_TIMEOUT(coloured(colour) > 300, kTimeoutMs);
        keepPicture(m_window->picture(), QStringLiteral("space_box"));
        QVERIFY(differingPixels(spacePicture(), without) > 300);
        LayerStyle style = document().layers().back().style;
        style.visible = false;
        document().setStyle(document().layers().back().id, style);
        QTRY_COMPARE_WITH_TIMEOUT(coloured(colour), 0, kTimeoutMs);
    }

    void aDoubleClickShowsItAlone()
    {
        begin();
        showFour();
        QTest::mouseDClick(&space(), Qt::LeftButton, {}, space().rect().center());
        QCOMPARE(visibleViews(), 0);
        QVERIFY(space().isVisible());
        QTest::qWait(50);
        QVERIFY(covered(spacePicture()) > 2000);
        QTest::mouseDClick(&space(), Qt::LeftButton, {}, space().rect().center());
        QCOMPARE(visibleViews(), 3);
        QVERIFY(space().isVisible());
    }

private:
    SpaceView& space() { return m_window->planes().space(); }

    void showFour()
    {
        press(Qt::Key_Backslash, Qt::ShiftModifier);
        QTest::qWait(50);
    }

    LayerStyle hidden()
    {
        LayerStyle style = document().last<PredictionContent>()->style;
        style.visible = false;
        return style;
    }

    QImage spacePicture()
    {
        space().renderNow();
        return space().picture();
    }

    static int covered(const QImage& seen)
    {
        int count = 0;
        for (int y = 0; y < seen.height(); ++y) {
            for (int x = 0; x < seen.width(); ++x) {
                count += isNear(seen.pixelColor(x, y), QColor(0x10, 0x12, 0x15)) ? 0 : 1;
            }
        }
        return count;
    }

    /// Pixels of a colour, however it is lit.
    int coloured(const QColor& colour)
    {
        const QImage seen = spacePicture();
        int count = 0;
        for (int y = 0; y < seen.height(); ++y) {
            for (int x = 0; x < seen.width(); ++x) {
                const QColor found = seen.pixelColor(x, y);
                count +=
                    found.saturation() > 100 && std::abs(found.hue() - colour.hue()) < 12 ? 1 : 0;
            }
        }
        return count;
    }

    void drag(Qt::MouseButton button, const QPoint& from, const QPoint& to)
    {
        QTest::mousePress(&space(), button, {}, from);
        QMouseEvent move(QEvent::MouseMove, to, space().mapToGlobal(QPointF(to)), Qt::NoButton,
                         button, Qt::NoModifier);
        QApplication::sendEvent(&space(), &move);
        QTest::mouseRelease(&space(), button, {}, to);
    }
};

HALFTONE_GUI_TEST_MAIN(TestSpace)
#include "tst_space.moc"
