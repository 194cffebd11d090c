// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "gui_support.h"

#include "ui/widgets/views/slice_view.h"

#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <cmath>
#include <memory>

using namespace halftone;
using namespace halftone::ui;

namespace {

constexpr int kSize = 400; ///< of the view
constexpr int kColumns = 40;
constexpr int kRows = 20;

/// Square in millimetres: pixels are twice as high as wide.
image::PlaneGrid testGrid()
{
    image::PlaneGrid grid;
    grid.columns = kColumns;
    grid.rows = kRows;
    grid.rowMm = {0, 2, 0};
    grid.spacingKnown = true;
    return grid;
}

ImagePicture ramp()
{
    ImagePicture picture;
    for (int i = 0; i < kColumns * kRows; ++i) {
        picture.values.push_back(static_cast<float>(i % kColumns));
    }
    picture.high = kColumns;
    return picture;
}

} // namespace

class TestTools : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<SliceView> m_view;

    SliceRenderer& slice() { return m_view->slice(); }

    PlanePoint under(const QPoint& position) { return slice().toPlane(position.x(), position.y()); }

    QPoint positionOf(const PlanePoint& point)
    {
        const ScreenPoint at = slice().toScreen(point);
        return {static_cast<int>(std::lround(at.x)), static_cast<int>(std::lround(at.y))};
    }

    void move(const QPoint& to, Qt::MouseButtons buttons = Qt::NoButton,
              Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QMouseEvent event(QEvent::MouseMove, to, m_view->mapToGlobal(QPointF(to)), Qt::NoButton,
                          buttons, modifiers);
        QApplication::sendEvent(m_view.get(), &event);
    }

    void drag(Qt::MouseButton button, Qt::KeyboardModifiers modifiers, const QPoint& from,
              const QPoint& to)
    {
        QTest::mousePress(m_view.get(), button, modifiers, from);
        move((from + to) / 2, button, modifiers);
        move(to, button, modifiers);
        QTest::mouseRelease(m_view.get(), button, modifiers, to);
    }

    void wheel(int turned, const QPoint& at, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWheelEvent event(at, m_view->mapToGlobal(QPointF(at)), {}, {0, turned}, Qt::NoButton,
                          modifiers, Qt::NoScrollPhase, false);
        QApplication::sendEvent(m_view.get(), &event);
    }

    static void addGestures()
    {
        QTest::addColumn<ToolKind>("tool");
        QTest::addColumn<Qt::MouseButton>("button");
        QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
    }

private Q_SLOTS:
    void init()
    {
        m_view = std::make_unique<SliceView>();
        m_view->resize(kSize, kSize);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        QCOMPARE(m_view->devicePixelRatioF(), 1.0);
        slice().setPlane(testGrid());
        slice().setImages({ramp()});
        m_view->renderNow();
    }
    void cleanup() { m_view.reset(); }

    void panMovesThePlane_data()
    {
        addGestures();
        const Qt::KeyboardModifiers none = Qt::NoModifier;
        QTest::newRow("pan tool") << ToolKind::Pan << Qt::LeftButton << none;
        QTest::newRow("middle") << ToolKind::Crosshair << Qt::MiddleButton << none;
        QTest::newRow("Alt+left") << ToolKind::WindowLevel << Qt::LeftButton
                                  << Qt::KeyboardModifiers(Qt::AltModifier);
    }
    void panMovesThePlane()
    {
        QFETCH(ToolKind, tool);
        QFETCH(Qt::MouseButton, button);
        QFETCH(Qt::KeyboardModifiers, modifiers);
        m_view->setTool(tool);
        QSignalSpy cameraChanged(m_view.get(), &SliceView::cameraChanged);
        QSignalSpy picked(m_view.get(), &SliceView::picked);
        QSignalSpy rendered(m_view.get(), &RenderView::rendered);
        const double magnification = slice().magnification();
        const PlanePoint before = under({150, 120});
        drag(button, modifiers, {150, 120}, {190, 70});
        const PlanePoint after = under({190, 70});
        QVERIFY(std::abs(after.column - before.column) < 1e-6);
        QVERIFY(std::abs(after.row - before.row) < 1e-6);
        QCOMPARE(slice().magnification(), magnification);
        QVERIFY(!slice().camera().fitted);
        QCOMPARE(cameraChanged.size(), 2);
        QCOMPARE(picked.size(), 0);
        QTRY_VERIFY(!rendered.isEmpty());
    }

    void zoomKeepsWhatWasPressed_data()
    {
        addGestures();
        const Qt::KeyboardModifiers none = Qt::NoModifier;
        QTest::newRow("zoom tool") << ToolKind::Zoom << Qt::LeftButton << none;
        QTest::newRow("right") << ToolKind::Crosshair << Qt::RightButton << none;
        QTest::newRow("Ctrl+right")
            << ToolKind::Pan << Qt::RightButton << Qt::KeyboardModifiers(Qt::ControlModifier);
    }
    void zoomKeepsWhatWasPressed()
    {
        QFETCH(ToolKind, tool);
        QFETCH(Qt::MouseButton, button);
        QFETCH(Qt::KeyboardModifiers, modifiers);
        m_view->setTool(tool);
        QSignalSpy cameraChanged(m_view.get(), &SliceView::cameraChanged);
        const double magnification = slice().magnification();
        const PlanePoint before = under({100, 300});
        drag(button, modifiers, {100, 300}, {160, 150}); // 150 pixels up
        const PlanePoint after = under({100, 300});
        QVERIFY(std::abs(slice().magnification() / magnification - 2) < 1e-6);
        QVERIFY(std::abs(after.column - before.column) < 1e-6);
        QVERIFY(std::abs(after.row - before.row) < 1e-6);
        QCOMPARE(cameraChanged.size(), 2);
    }

    void theWheelWithCtrlZoomsAboutTheMouse()
    {
        QSignalSpy scrolled(m_view.get(), &SliceView::scrolled);
        const double magnification = slice().magnification();
        const PlanePoint before = under({320, 90});
        wheel(120, {320, 90}, Qt::ControlModifier);
        const PlanePoint after = under({320, 90});
        QVERIFY(std::abs(slice().magnification() / magnification - 1.2) < 1e-6);
        QVERIFY(std::abs(after.column - before.column) < 1e-6);
        QVERIFY(std::abs(after.row - before.row) < 1e-6);
        wheel(-120, {320, 90}, Qt::ControlModifier);
        QVERIFY(std::abs(slice().magnification() / magnification - 1) < 1e-6);
        QCOMPARE(scrolled.size(), 0);
    }

    void theWheelScrollsWholeSlices()
    {
        QSignalSpy scrolled(m_view.get(), &SliceView::scrolled);
        QSignalSpy cameraChanged(m_view.get(), &SliceView::cameraChanged);
        wheel(-120, {200, 200});
        QCOMPARE(scrolled.takeFirst().front().toInt(), 1);
        wheel(60, {200, 200}); // a fine wheel turns half a notch
        QCOMPARE(scrolled.size(), 0);
        wheel(60, {200, 200});
        QCOMPARE(scrolled.takeFirst().front().toInt(), -1);
        wheel(-360, {200, 200}, Qt::ShiftModifier); // means nothing to the wheel
        QCOMPARE(scrolled.takeFirst().front().toInt(), 3);
        QCOMPARE(cameraChanged.size(), 0);
    }

    void windowDragsAreFractionsOfTheWindow_data()
    {
        addGestures();
        QTest::newRow("window tool")
            << ToolKind::WindowLevel << Qt::LeftButton << Qt::KeyboardModifiers(Qt::NoModifier);
        QTest::newRow("Shift+right")
            << ToolKind::Crosshair << Qt::RightButton << Qt::KeyboardModifiers(Qt::ShiftModifier);
    }
    void windowDragsAreFractionsOfTheWindow()
    {
        QFETCH(ToolKind, tool);
        QFETCH(Qt::MouseButton, button);
        QFETCH(Qt::KeyboardModifiers, modifiers);
        m_view->setTool(tool);
        QSignalSpy dragged(m_view.get(), &SliceView::windowDragged);
        QSignalSpy cameraChanged(m_view.get(), &SliceView::cameraChanged);
        drag(button, modifiers, {100, 200}, {200, 160});
        double width = 0;
        double level = 0;
        for (const QList<QVariant>& values : dragged) {
            width += values[0].toDouble();
            level += values[1].toDouble();
        }
        QVERIFY(std::abs(width - 0.25) < 1e-9); // 400 pixels are the whole window
        QVERIFY(std::abs(level + 0.1) < 1e-9);
        QCOMPARE(cameraChanged.size(), 0);
    }

    void theCrosshairPicksWholePixelsOfThePlaneOnly()
    {
        QSignalSpy picked(m_view.get(), &SliceView::picked);
        const QPoint near = positionOf({12.3, 7.4});
        QTest::mousePress(m_view.get(), Qt::LeftButton, {}, near);
        QCOMPARE(picked.size(), 1);
        PlanePoint pixel = picked.takeFirst().front().value<PlanePoint>();
        QCOMPARE(pixel.column, 12.0);
        QCOMPARE(pixel.row, 7.0);
        move(positionOf({12.8, 7.4}), Qt::LeftButton);
        pixel = picked.takeFirst().front().value<PlanePoint>();
        QCOMPARE(pixel.column, 13.0);
        move(positionOf({-1, 7}), Qt::LeftButton);
        move(positionOf({5, kRows}), Qt::LeftButton);
        QCOMPARE(picked.size(), 0);
        QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, near);
        move(near);
        QCOMPARE(picked.size(), 0);
    }

    void aGestureKeepsItsToolUntilItsButtonGoesUp()
    {
        QSignalSpy picked(m_view.get(), &SliceView::picked);
        const PlanePoint before = under({150, 150});
        QTest::mousePress(m_view.get(), Qt::LeftButton, Qt::AltModifier, {150, 150});
        QTest::mousePress(m_view.get(), Qt::RightButton, {}, {150, 150});
        QTest::mouseRelease(m_view.get(), Qt::RightButton, {}, {150, 150});
        move({180, 150}, Qt::LeftButton); // Alt is up again
        QVERIFY(std::abs(under({180, 150}).column - before.column) < 1e-6);
        QCOMPARE(m_view->cursor().shape(), Qt::ClosedHandCursor);
        QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, {180, 150});
        QCOMPARE(m_view->cursor().shape(), Qt::CrossCursor);
        QCOMPARE(picked.size(), 0);
    }

    void theHoverIsThePixelUnderTheMouse()
    {
        QSignalSpy hovered(m_view.get(), &SliceView::hovered);
        move(positionOf({3.2, 9.9}));
        const auto told = hovered.back().front().value<std::optional<PlanePoint>>();
        QVERIFY(told && told->column == 3 && told->row == 10);

        image::PlaneGrid turned = testGrid(); // another plane under a still mouse
        std::swap(turned.columns, turned.rows);
        turned.columnMm = {2, 0, 0};
        turned.rowMm = {0, 1, 0};
        slice().setPlane(turned);
        const auto now = m_view->hover();
        // 3.7 mm from the left edge and 20.8 mm from the upper one, as before.
        QVERIFY(now && now->column == 1 && now->row == 20);

        slice().zoom(0.5, kSize / 2.0, kSize / 2.0);
        move({5, 5});
        QVERIFY(!hovered.back().front().value<std::optional<PlanePoint>>());
        move({200, 200});
        QVERIFY(m_view->hover());
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(m_view.get(), &leave);
        QVERIFY(!hovered.back().front().value<std::optional<PlanePoint>>());
        QVERIFY(!m_view->hover());
    }

    void anEmptyViewOnlyActivates()
    {
        slice().clear();
        QSignalSpy activated(m_view.get(), &SliceView::activated);
        QSignalSpy picked(m_view.get(), &SliceView::picked);
        QSignalSpy scrolled(m_view.get(), &SliceView::scrolled);
        QSignalSpy cameraChanged(m_view.get(), &SliceView::cameraChanged);
        drag(Qt::LeftButton, {}, {100, 100}, {140, 140});
        drag(Qt::MiddleButton, {}, {100, 100}, {140, 140});
        wheel(-120, {100, 100});
        QCOMPARE(activated.size(), 2);
        QCOMPARE(picked.size() + scrolled.size() + cameraChanged.size(), 0);
        QVERIFY(!m_view->hover());
    }

    void theHintFollowsToolAndModifiers()
    {
        QVERIFY(m_view->hint({}).startsWith(QStringLiteral("Left-drag: crosshair")));
        QVERIFY(m_view->hint({}).contains(QStringLiteral("Right-drag: zoom")));
        m_view->setTool(ToolKind::Pan);
        QVERIFY(m_view->hint({}).startsWith(QStringLiteral("Left-drag: pan")));
        QCOMPARE(m_view->hint(Qt::ControlModifier), QStringLiteral("Ctrl+Wheel: zoom"));
        QCOMPARE(m_view->hint(Qt::AltModifier), QStringLiteral("Alt+Left-drag: pan"));
        QVERIFY(
            m_view->hint(Qt::ShiftModifier).startsWith(QStringLiteral("Shift+Right-drag: window")));
    }

    // Ctrl+S opens a dialog, which gets the release of Ctrl.
    void aHintDoesNotOutliveItsKey()
    {
        m_view->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
        QSignalSpy hints(m_view.get(), &SliceView::hintChanged);
        move({200, 200}, {}, Qt::ControlModifier);
        QCOMPARE(hints.back().front().toString(), m_view->hint(Qt::ControlModifier));
        QDialog dialog;
        dialog.show();
        dialog.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        QCOMPARE(hints.back().front().toString(), m_view->hint({}));
        dialog.close();

        move({200, 200}, {}, Qt::ControlModifier);
        QCOMPARE(hints.back().front().toString(), m_view->hint(Qt::ControlModifier));
        move({201, 200});
        QCOMPARE(hints.back().front().toString(), m_view->hint({}));
    }

    void menusZoomAndFitAsPeopleDo()
    {
        QSignalSpy cameraChanged(m_view.get(), &SliceView::cameraChanged);
        const double magnification = slice().magnification();
        const PlanePoint middle = under({kSize / 2, kSize / 2});
        m_view->zoom(1.25);
        QVERIFY(std::abs(slice().magnification() / magnification - 1.25) < 1e-6);
        QVERIFY(std::abs(under({kSize / 2, kSize / 2}).column - middle.column) < 1e-6);
        m_view->fit();
        QVERIFY(slice().camera().fitted);
        QCOMPARE(cameraChanged.size(), 2);
    }

    void wordsFitASmallView()
    {
        m_view->setCaption(QStringLiteral("W4A6, full precision of all the slices of this volume"),
                           QStringLiteral("synthetic image"));
        m_view->setPlaneName(QStringLiteral("axial 12 / 30"));
        const auto colour = [&] {
            QLabel* caption = m_view->findChild<QLabel*>(QStringLiteral("caption"));
            caption->ensurePolished();
            return caption->palette().color(QPalette::WindowText);
        };
        const QColor bright = colour();
        test::keepPicture(m_view->grab().toImage(), QStringLiteral("slice_view"));
        m_view->setPending(true);
        QVERIFY(colour().lightness() < bright.lightness());
        m_view->setPending(false);
        QCOMPARE(colour(), bright);
        m_view->resize(m_view->minimumSize());
        QCOMPARE(m_view->minimumSize(), QSize(160, 120));
        QTRY_COMPARE(m_view->size(), QSize(160, 120));
        for (const QLabel* chip : m_view->findChildren<QLabel*>()) {
            QVERIFY(chip->isVisible());
            QVERIFY(m_view->rect().contains(chip->geometry()));
        }
        const QLabel* notice = m_view->findChild<QLabel*>(QStringLiteral("notice"));
        QVERIFY(notice->width() >= notice->sizeHint().width()); // must be read
        m_view->setPending(true);
        m_view->renderNow();
        test::keepPicture(m_view->grab().toImage(), QStringLiteral("slice_view_small"));
        m_view->setPlaneName({});
        QVERIFY(!m_view->findChild<QLabel*>(QStringLiteral("planeName"))->isVisible());
    }
};

HALFTONE_GUI_TEST_MAIN(TestTools)
#include "tst_tools.moc"
