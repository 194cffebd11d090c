// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "viewer_window.h"

#include "ui/document/window_presets.h"
#include "ui/session/display_window.h"

using namespace halftone;
using namespace halftone::ui;
using namespace halftone::test;

/// Window and level: presets, the file's own, inverted, and their numbers on the image.
class TestWindowing : public ViewerWindow {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { installModels(); }
    void cleanupTestCase() { qunsetenv("HALFTONE_MODELS"); }
    void cleanup() { m_window.reset(); }

    void keysChooseTheWindowsOfCt()
    {
        makeWindow();
        openSampleOf(phantom::Kind::Abdomen, {3, 128, 3});
        press(Qt::Key_S); // no mask
        const auto window = [&] { return document().base()->style.window; };
        document().setWindow(document().base()->id, {0, 100});
        QImage last = picture(Plane::Axial);
        const QList<Qt::Key> keys{Qt::Key_4, Qt::Key_5, Qt::Key_6, Qt::Key_7, Qt::Key_8, Qt::Key_9};
        for (int n = 0; n < keys.size(); ++n) {
            press(keys[n]);
            const WindowPreset& preset = windowPresets()[static_cast<std::size_t>(n)];
            QCOMPARE(window(), preset.window());
            const QImage now = picture(Plane::Axial);
            // The image, and its numbers in the corner.
            QVERIFY(differingPixels(now, last) > 50);
            const QRect corner(0, now.height() - 24, 130, 24);
            QVERIFY(differingPixels(now.copy(corner), last.copy(corner), 40) > 20);
            last = now;
        }
        QVERIFY(!action("Window of the &File")->isEnabled());
        press(Qt::Key_J, Qt::ControlModifier);
        QCOMPARE(window(), automaticWindow(*active().image(), active().model().get()));

        openSampleOf(phantom::Kind::Cord, {3, 128, 3}); // no Hounsfield units
        const DisplayWindow own = window();
        for (const Qt::Key key : keys) {
            press(key);
        }
        QCOMPARE(window(), own);
    }

    void theNumbersOfTheWindowAreOnTheImage()
    {
        begin();
        press(Qt::Key_S);
        document().setWindow(document().base()->id, {0, 4000}); // all of it is dark
        const QRect corner(10, view(Plane::Axial).height() - 26, 110, 18);
        const auto inked = [&] {
            const QImage seen = picture(Plane::Axial).copy(corner);
            int count = 0;
            for (int y = 0; y < seen.height(); ++y) {
                for (int x = 0; x < seen.width(); ++x) {
                    count += isNear(seen.pixelColor(x, y), QColor(0x8c, 0xf0, 0xc8), 24) ? 1 : 0;
                }
            }
            return count;
        };
        QVERIFY(inked() > 60);
        press(Qt::Key_X);
        QCOMPARE(inked(), 0);
    }

    void theFilesOwnWindowIsShownFirst()
    {
        begin();
        image::writeImage(toPath(path("own.nii")), gradientVolume());
        QFile file(path("own.nii"));
        QVERIFY(file.open(QIODevice::ReadWrite));
        for (const auto& [offset, value] : {std::pair(124, 300.0F), std::pair(128, 100.0F)}) {
            file.seek(offset);
            file.write(reinterpret_cast<const char*>(&value), sizeof value);
        }
        file.close();
        OpenRequest request;
        request.image = toPath(path("own.nii"));
        request.model = "c-ct";
        change([&] { session().open(request); });
        const auto window = [&] { return document().base()->style.window; };
        QCOMPARE(window(), (DisplayWindow{100, 300}));
        press(Qt::Key_J, Qt::ControlModifier);
        const DisplayWindow automatic = window();
        QCOMPARE(automatic, automaticWindow(*active().image(), active().model().get()));
        QVERIFY(!(automatic == DisplayWindow{100, 300}));
        press(Qt::Key_0);
        QCOMPARE(window(), (DisplayWindow{100, 300}));
        press(Qt::Key_N);
        press(Qt::Key_6);
        QCOMPARE(window().high - window().low, 2000.0);
        QVERIFY(window().inverted); // another window is no other sense
    }

    void invertingTurnsBlackAndWhite()
    {
        begin();
        press(Qt::Key_S);
        quiet();
        document().setWindow(document().base()->id, {100, 600});
        const QImage before = picture(Plane::Axial);
        press(Qt::Key_N);
        const QImage after = picture(Plane::Axial);
        for (const int column : {0, 6, 15, 22, 39}) {
            const QPoint at = screenAt(Plane::Axial, column, 20);
            const int grey = qGray(before.pixel(at));
            QVERIFY(std::abs(qGray(after.pixel(at)) - (255 - grey)) <= 1);
        }
        QVERIFY(action("In&vert")->isChecked());
        // A drag changes the window and keeps the sense.
        SliceView& seen = view(Plane::Axial);
        const QPoint middle = seen.rect().center();
        QTest::mousePress(&seen, Qt::RightButton, Qt::ShiftModifier, middle);
        QMouseEvent move(QEvent::MouseMove, middle + QPoint(60, 30),
                         seen.mapToGlobal(QPointF(middle + QPoint(60, 30))), Qt::NoButton,
                         Qt::RightButton, Qt::ShiftModifier);
        QApplication::sendEvent(&seen, &move);
        QTest::mouseRelease(&seen, Qt::RightButton, Qt::ShiftModifier, middle);
        QVERIFY(document().base()->style.window.inverted);
        QVERIFY(document().base()->style.window.high - document().base()->style.window.low > 510);
        press(Qt::Key_N);
        QVERIFY(!document().base()->style.window.inverted);
    }
};

HALFTONE_GUI_TEST_MAIN(TestWindowing)
#include "tst_windowing.moc"
