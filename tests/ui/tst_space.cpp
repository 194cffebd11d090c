// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "viewer_window.h"

#include "ui/session/case_layers.h"
#include "ui/widgets/views/space_view.h"

#include <vtkCamera.h>
#include <vtkRenderer.h>

#include <QFileDialog>
#include <QToolButton>

using namespace halftone;
using namespace halftone::ui;
using namespace halftone::test;

/// The fourth view: planes and surfaces in space.
class TestSpace : public ViewerWindow {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        installModels();
    }
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

    /// Colours, opacity and visibility are the layers'; no surface is built for them.
    void looksBuildNothing()
    {
        begin();
        showFour();
        document().setStyle(document().last<PredictionContent>()->id, hidden());
        addBoxes();
        const LayerId id = document().layers().back().id;
        const QColor first = labelColour(0);
        const QColor second = labelColour(1);
        QTRY_VERIFY_WITH_TIMEOUT(
            space().isComplete() && coloured(first) > 100 && coloured(second) > 100, kTimeoutMs);
        const int built = space().built();
        QCOMPARE(state(), QStringLiteral("3D  surfaces are smoothed pictures"));
        LayerStyle style = document().find(id)->style;
        style.labels[0].visible = false;
        document().setStyle(id, style);
        QCOMPARE(coloured(first), 0); // at once
        QVERIFY(coloured(second) > 100);
        style.labels[0].visible = true;
        style.labels[0].colour = qRgb(0x20, 0x40, 0xff);
        document().setStyle(id, style);
        QVERIFY(coloured(QColor(0x20, 0x40, 0xff)) > 100);
        const QImage opaque = spacePicture();
        style.opacity = 0.2;
        document().setStyle(id, style);
        QVERIFY(differingPixels(spacePicture(), opaque) > 200);
        style.visible = false;
        document().setStyle(id, style);
        QCOMPARE(coloured(second), 0);
        QTRY_COMPARE(state(), QStringLiteral("3D  no label is shown"));
        style.visible = true;
        document().setStyle(id, style);
        QTRY_VERIFY_WITH_TIMEOUT(space().isComplete(), kTimeoutMs);
        QCOMPARE(space().built(), built);
        // Another label is built alone.
        addBoxes();
        QTRY_VERIFY_WITH_TIMEOUT(space().isComplete() && space().built() > built, kTimeoutMs);
        QCOMPARE(space().built(), built + 2);
        // What comes back by undo and redo is the same voxels.
        press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(space().isComplete(), kTimeoutMs);
        QCOMPARE(space().built(), built + 2);
    }

    void masksAndReferencesHaveSurfaces()
    {
        makeWindow();
        openSampleOf(phantom::Kind::Abdomen, {7, 96, 12});
        waitUntilSettled();
        showFour();
        setColourBy(document(), ColourBy::Label);
        QTRY_VERIFY_WITH_TIMEOUT(space().isComplete() && space().built() >= 2, kTimeoutMs);
        const Layer* reference = document().reference();
        QVERIFY(reference != nullptr);
        const QColor colour = QColor::fromRgb(reference->style.labels.front().colour);
        QVERIFY(coloured(colour) > 20);
        keepPicture(m_window->picture(), QStringLiteral("space_abdomen"));
        // Another precision makes another mask, and only that is built anew.
        const int built = space().built();
        press(Qt::Key_M);
        waitUntilSettled();
        QTRY_VERIFY_WITH_TIMEOUT(space().isComplete() && space().built() > built, kTimeoutMs);
        QCOMPARE(space().built(), built + 1);
    }

    void buttonsLookFromTheSides()
    {
        begin();
        showFour();
        QTRY_VERIFY_WITH_TIMEOUT(space().isComplete(), kTimeoutMs);
        vtkCamera* camera = space().space().renderer()->GetActiveCamera();
        const QImage first = spacePicture();
        // LPS: where the eye is, and what is up.
        const std::array<std::array<double, 6>, 6> expected{{{0, -1, 0, 0, 0, 1},
                                                             {0, 1, 0, 0, 0, 1},
                                                             {1, 0, 0, 0, 0, 1},
                                                             {-1, 0, 0, 0, 0, 1},
                                                             {0, 0, 1, 0, -1, 0},
                                                             {0, 0, -1, 0, -1, 0}}};
        const QStringList letters{QStringLiteral("A"), QStringLiteral("P"), QStringLiteral("L"),
                                  QStringLiteral("R"), QStringLiteral("S"), QStringLiteral("I")};
        for (int side = 0; side < 6; ++side) {
            auto* button = this->button(QStringLiteral("lookFrom%1").arg(side));
            QVERIFY(button != nullptr && button->isVisible());
            QCOMPARE(button->text(), letters[side]);
            QTest::mouseClick(button, Qt::LeftButton);
            for (std::size_t axis = 0; axis < 3; ++axis) {
                const auto& wanted = expected[static_cast<std::size_t>(side)];
                QVERIFY(std::abs(-camera->GetDirectionOfProjection()[axis] - wanted[axis]) < 1e-6);
                QVERIFY(std::abs(camera->GetViewUp()[axis] - wanted[3 + axis]) < 1e-6);
            }
            QVERIFY(covered(spacePicture()) > 500); // it is in the picture
        }
        keepPicture(m_window->picture(), QStringLiteral("space_sides"));
        QTest::mouseClick(button(QStringLiteral("resetSpace")), Qt::LeftButton);
        QCOMPARE(differingPixels(spacePicture(), first), 0);
        QTest::mouseClick(button(QStringLiteral("lookFrom4")), Qt::LeftButton);
        press(Qt::Key_R); // resets every view
        QCOMPARE(differingPixels(spacePicture(), first), 0);
    }

    void theOrientationIsNotMadeUp()
    {
        makeWindow();
        openSample();
        showFour();
        QVERIFY(!button(QStringLiteral("lookFrom0"))->isVisible());
        QVERIFY(button(QStringLiteral("resetSpace"))->isVisible());
    }

    void itsPictureCanBeKept()
    {
        begin();
        showFour();
        QSignalSpy asked(&space(), &SpaceView::snapshotRequested);
        QString title;
        auto* timer = new QTimer(m_window.get());
        connect(timer, &QTimer::timeout, timer, [timer, &title] {
            if (auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget())) {
                timer->stop();
                title = dialog->windowTitle();
                dialog->reject();
            }
        });
        timer->start(20);
        QTest::mouseClick(button(QStringLiteral("snapshotSpace")), Qt::LeftButton);
        QCOMPARE(asked.count(), 1);
        QCOMPARE(title, QStringLiteral("Save Screenshot"));
        const QImage kept = space().snapshot();
        QVERIFY(covered(kept) > 2000);
        QVERIFY(button(QStringLiteral("snapshotSpace"))->isVisible()); // in the view, not in it
        // Alone it is what "Save Screenshot of View" keeps.
        QTest::mouseDClick(&space(), Qt::LeftButton, {}, space().rect().center());
        QTest::qWait(50);
        QCOMPARE(m_window->planes().picture().size(), space().snapshot().size());
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
    QToolButton* button(const QString& name) { return space().findChild<QToolButton*>(name); }
    /// What the view says, as far as there is room.
    QString state()
    {
        return space()
            .findChild<QLabel*>(QStringLiteral("spaceState"))
            ->text()
            .section(QChar(u':'), 0, 0);
    }
    QColor labelColour(std::size_t label)
    {
        return QColor::fromRgb(document().layers().back().style.labels[label].colour);
    }

    /// A layer of two labels.
    void addBoxes()
    {
        auto labels = std::make_shared<LabelMap>();
        labels->geometry = document().baseImage()->geometry;
        labels->voxels.resize(labels->geometry.voxels());
        for (int k = 2; k < 10; ++k) {
            for (int j = 8; j < 24; ++j) {
                for (int i = 4; i < 36; ++i) {
                    labels->voxels[flatIndex(labels->geometry, {i, j, k})] = i < 20 ? 4 : 5;
                }
            }
        }
        labels->labels = {{4, "one", {}}, {5, "other", {}}};
        addLabels(document(), labels, QStringLiteral("boxes.nii"));
    }

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
