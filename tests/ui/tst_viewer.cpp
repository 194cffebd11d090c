// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "viewer_window.h"

#include <QClipboard>
#include <QMenu>

using namespace halftone;
using namespace halftone::ui;
using namespace halftone::test;

/// What a viewer does besides measuring: layouts, cursor, probe, links, pictures.
class TestViewer : public ViewerWindow {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { installModels(); }
    void cleanupTestCase() { qunsetenv("HALFTONE_MODELS"); }
    void cleanup() { m_window.reset(); }

    void aDoubleClickShowsOneViewAloneAndAllAgain()
    {
        begin();
        doubleClick(Plane::Axial); // it is alone
        QCOMPARE(visibleViews(), 1);
        press(Qt::Key_Backslash);
        QCOMPARE(visibleViews(), 3);
        const QSize small = settledSize(Plane::Coronal);
        doubleClick(Plane::Coronal);
        QCOMPARE(visibleViews(), 1);
        QVERIFY(view(Plane::Coronal).isVisible());
        QVERIFY(settledSize(Plane::Coronal).width() > small.width());
        QCOMPARE(&m_window->planes().activeView(), &view(Plane::Coronal));
        // Keys act on it.
        const image::Point before = document().cursor();
        press(Qt::Key_Down);
        QVERIFY(std::abs(document().cursor()[1] - before[1]) > 1);
        QCOMPARE(document().cursor()[2], before[2]);
        doubleClick(Plane::Coronal);
        QCOMPARE(visibleViews(), 3);
        QCOMPARE(settledSize(Plane::Coronal), small);

        press(Qt::Key_M, Qt::ShiftModifier); // the coronal one is still active
        QCOMPARE(visibleViews(), 1);
        QVERIFY(view(Plane::Coronal).isVisible());
        press(Qt::Key_Backslash, Qt::ControlModifier);
        QCOMPARE(visibleViews(), 3); // and in a row
        QSet<int> tops;
        QSet<int> widths;
        for (const Plane plane : image::kPlanes) {
            widths.insert(settledSize(plane).width() / 4);
            tops.insert(view(plane).y());
        }
        QCOMPARE(tops.size(), 1);
        QVERIFY(widths.size() <= 2);
        keepPicture(m_window->picture(), QStringLiteral("viewer_row"));
        press(Qt::Key_Backslash, Qt::ControlModifier);
        QCOMPARE(visibleViews(), 1);
        QVERIFY(view(Plane::Axial).isVisible());
    }

    void keysMoveTheCursorByAVoxel()
    {
        begin();
        press(Qt::Key_Backslash);
        settledSize(Plane::Axial);
        for (const Plane plane : image::kPlanes) {
            document().setCursor(image::toMm(document().baseImage()->geometry, {20, 16, 6}));
            picture(plane);
            click(plane, screenAt(plane, document().cursor()));
            const image::PlaneGrid grid = view(plane).slice().plane();
            const image::Point start = document().cursor();
            const auto step = [&](Qt::Key key, const image::Point& expected) {
                const image::Point from = document().cursor();
                press(key, Qt::ControlModifier);
                for (std::size_t n = 0; n < 3; ++n) {
                    QVERIFY(std::abs(document().cursor()[n] - from[n] - expected[n]) < 1e-9);
                }
            };
            const auto back = [](const image::Point& mm) {
                return image::Point{-mm[0], -mm[1], -mm[2]};
            };
            step(Qt::Key_Right, grid.columnMm);
            step(Qt::Key_Down, grid.rowMm);
            step(Qt::Key_Left, back(grid.columnMm));
            step(Qt::Key_Up, back(grid.rowMm));
            QVERIFY(std::abs(document().cursor()[0] - start[0]) < 1e-9);
            for (int n = 0; n < 50; ++n) {
                press(Qt::Key_Left, Qt::ControlModifier);
            }
            QCOMPARE(std::lround(grid.project(document().cursor())[0]), 0L); // and no further
            press(Qt::Key_Right, Qt::ControlModifier | Qt::ShiftModifier);
            QCOMPARE(std::lround(grid.project(document().cursor())[0]), 5L);
        }
    }

    void withShiftTheCursorFollowsTheMouse()
    {
        begin();
        picture(Plane::Axial);
        SliceView& main = view(Plane::Axial);
        const image::Point before = document().cursor();
        const QPointF place(main.width() * 0.4, main.height() * 0.6);
        const auto move = [&](Qt::KeyboardModifiers held) {
            QMouseEvent event(QEvent::MouseMove, place, main.mapToGlobal(place), Qt::NoButton,
                              Qt::NoButton, held);
            QApplication::sendEvent(&main, &event);
        };
        move(Qt::NoModifier);
        QCOMPARE(document().cursor(), before);
        move(Qt::ShiftModifier);
        QVERIFY(document().cursor() != before);
        const auto [column, row] = main.slice().plane().project(document().cursor());
        const ScreenPoint at = main.slice().toScreen({column, row});
        const double ratio = main.devicePixelRatioF();
        const double voxel =
            std::abs(main.slice().toScreen({1, 0}).x - main.slice().toScreen({0, 0}).x);
        QVERIFY(std::hypot(at.x / ratio - place.x(), at.y / ratio - place.y()) < 2 * voxel);
    }

    void keysCentreAndFit()
    {
        begin();
        document().setCursor(image::toMm(document().baseImage()->geometry, {5, 27, 6}));
        const auto distance = [&] {
            SliceView& main = view(Plane::Axial);
            const auto [column, row] = main.slice().plane().project(document().cursor());
            const ScreenPoint at = main.slice().toScreen({column, row});
            const double ratio = main.devicePixelRatioF();
            return std::hypot(at.x - main.width() * ratio / 2, at.y - main.height() * ratio / 2);
        };
        picture(Plane::Axial);
        const double before = distance();
        QVERIFY(before > 20);
        press(Qt::Key_C, Qt::ShiftModifier);
        QVERIFY(distance() < 1.5);
        press(Qt::Key_F, Qt::ControlModifier);
        QVERIFY(document().view(Plane::Axial).fitted);
        QVERIFY(std::abs(distance() - before) < 1e-6);
    }

    void aRightClickOpensAMenuAndADragZooms()
    {
        begin();
        SliceView& main = view(Plane::Axial);
        const QPoint middle = main.rect().center();
        hover(Plane::Axial, document().cursor());
        const QString values = probe();
        QVERIFY(values.startsWith(QStringLiteral("x ")));
        QTest::mouseClick(&main, Qt::RightButton, {}, middle);
        auto* menu = m_window->findChild<QMenu*>(QStringLiteral("viewMenu"));
        QVERIFY(menu != nullptr && menu->isVisible());
        keepPicture(menu->grab().toImage(), QStringLiteral("view_menu"));
        QStringList texts;
        for (const QAction* each : menu->actions()) {
            texts.push_back(each->text().remove(QChar(u'&')));
        }
        for (const char* text : {"pancreas", "gradient.nii.gz", "Ruler", "CT Windows",
                                 "Copy Values under the Mouse", "Fit the Whole Image"}) {
            QVERIFY2(texts.contains(QString::fromLatin1(text))
                         || texts.contains(QStringLiteral("c-ct")),
                     qPrintable(texts.join(QChar(u'|'))));
        }
        // The topmost layer is hidden by it.
        const LayerId top = document().layers().back().id;
        QVERIFY(document().find(top)->style.visible);
        menu->actions().at(1)->trigger();
        QVERIFY(!document().find(top)->style.visible);
        QApplication::clipboard()->clear();
        auto* copy = menu->findChild<QAction*>(QStringLiteral("copyValues"));
        QVERIFY(copy->isEnabled());
        copy->trigger();
        QVERIFY(QApplication::clipboard()->text().startsWith(QStringLiteral("x ")));
        menu->close();
        QTRY_VERIFY(m_window->findChild<QMenu*>(QStringLiteral("viewMenu")) == nullptr);

        QTest::mousePress(&main, Qt::RightButton, {}, middle);
        QMouseEvent move(QEvent::MouseMove, middle + QPoint(0, -60),
                         main.mapToGlobal(middle + QPoint(0, -60)), Qt::NoButton, Qt::RightButton,
                         Qt::NoModifier);
        QApplication::sendEvent(&main, &move);
        QTest::mouseRelease(&main, Qt::RightButton, {}, middle + QPoint(0, -60));
        QVERIFY(m_window->findChild<QMenu*>(QStringLiteral("viewMenu")) == nullptr);
        QVERIFY(!document().view(Plane::Axial).fitted);
    }

    void theProbeSaysPlaceValueUnitAndLabel()
    {
        makeWindow();
        openSampleOf(phantom::Kind::Abdomen, {3, 128, 3});
        const auto mask = session().mask();
        QVERIFY(mask);
        const auto found = std::find(mask->begin(), mask->end(), std::uint8_t{1});
        QVERIFY(found != mask->end());
        const auto flat = static_cast<int>(found - mask->begin());
        const int columns = session().active()->grid().size[0];
        picture(Plane::Axial);
        const Geometry grid = session().active()->grid();
        const image::Point mm = image::toMm(grid, {static_cast<double>(flat % columns),
                                                   static_cast<double>(flat / columns),
                                                   static_cast<double>(session().slice())});
        hover(Plane::Axial, mm);
        const Image& image = *document().baseImage();
        const auto voxel = voxelAt(image.geometry, mm);
        QVERIFY(voxel);
        const double value = image.value(flatIndex(image.geometry, *voxel));
        const QString expected = QStringLiteral("x %1  y %2  z %3  value %4 HU   pancreas   ")
                                     .arg(voxel->at(0))
                                     .arg(voxel->at(1))
                                     .arg(voxel->at(2))
                                     .arg(formatValue(value, 5))
                                 + formatPosition(image.geometry, mm);
        QCOMPARE(probe(), expected);
        QVERIFY(probe().endsWith(QStringLiteral(" mm")));
        // Once the mouse rests, how likely the model holds it.
        const auto predictor = pipeline::makePredictor(pipeline::makeRuntime(), active().model(),
                                                       session().shown()->precision);
        const auto probabilities =
            pipeline::segmentSlice(*predictor, active().prepared(),
                                   pipeline::reachOf(active().model()->network), session().slice(),
                                   true, {})
                .probabilities;
        const QString likely =
            QStringLiteral("   p(pancreas) %1   ")
                .arg(static_cast<double>(probabilities.at(static_cast<std::size_t>(flat))), 0, 'f',
                     2);
        QTRY_VERIFY_WITH_TIMEOUT(probe().contains(likely), 5000);
        // What is hidden is not there.
        document().setStyle(document().last<PredictionContent>()->id, hidden());
        hover(Plane::Axial, mm);
        QVERIFY(!probe().contains(QStringLiteral("   pancreas   ")));
        // The window is as wide as before, however long the words are.
        QVERIFY(m_window->centralWidget()->minimumSizeHint().width()
                <= m_window->minimumSize().width());
    }

    void noMillimetresWhereTheSpacingIsUnknown()
    {
        Image image = gradientVolume();
        image.geometry.spacingKnown = image.geometry.orientationKnown = false;
        image.geometry.spacingMm = {1, 1, 1};
        makeWindow();
        openVolume(image, "unknown.tif", "a-em");
        picture(Plane::Axial);
        hover(Plane::Axial, document().cursor());
        QVERIFY(probe().startsWith(QStringLiteral("x 20  y 16")));
        QVERIFY(!probe().contains(QStringLiteral("mm")));
        QVERIFY(!probe().contains(QStringLiteral("HU")));
    }

    void zoomAndPanAreLinkedOnDemand()
    {
        begin();
        press(Qt::Key_Backslash);
        const auto mmPerPixel = [&](Plane plane) {
            return view(plane).slice().plane().columnSpacingMm()
                   / view(plane).slice().magnification();
        };
        const auto looksAt = [&](Plane plane) {
            const PlanePoint centre = view(plane).slice().camera().centre;
            return view(plane).slice().plane().at(centre.column, centre.row);
        };
        settledSize(Plane::Axial);
        for (const Plane plane : image::kPlanes) {
            picture(plane);
        }
        zoomBy(Plane::Axial);
        QVERIFY(std::abs(mmPerPixel(Plane::Coronal) / mmPerPixel(Plane::Axial) - 1) > 0.01);
        QVERIFY(view(Plane::Coronal).slice().camera().fitted);
        press(Qt::Key_K);
        for (const Plane moved : {Plane::Axial, Plane::Sagittal}) {
            zoomBy(moved);
            for (const Plane plane : image::kPlanes) {
                picture(plane);
                QVERIFY(std::abs(mmPerPixel(plane) / mmPerPixel(moved) - 1) < 1e-9);
            }
        }
        drag(Plane::Axial, Qt::MiddleButton, {60, 60}, {85, 75});
        QVERIFY(std::abs(looksAt(Plane::Coronal)[0] - looksAt(Plane::Axial)[0]) < 1e-9);
        QVERIFY(std::abs(looksAt(Plane::Sagittal)[1] - looksAt(Plane::Axial)[1]) < 1e-9);
        press(Qt::Key_R);
        for (const Plane plane : image::kPlanes) {
            QVERIFY(view(plane).slice().camera().fitted);
        }
        press(Qt::Key_K);
        zoomBy(Plane::Axial);
        QVERIFY(view(Plane::Coronal).slice().camera().fitted);
    }

    void oneViewIsSavedAsAPicture()
    {
        begin();
        press(Qt::Key_Backslash);
        settledSize(Plane::Coronal);
        picture(Plane::Coronal);
        click(Plane::Coronal, screenAt(Plane::Coronal, 10, 5));
        const QImage seen = m_window->planes().picture();
        QCOMPARE(seen.size(), view(Plane::Coronal).size());
        QCOMPARE(
            differingPixels(
                seen, view(Plane::Coronal).grab().toImage().convertToFormat(QImage::Format_RGB32)),
            0);
        // Nothing of it names the file: the same scan under another name looks the same.
        openVolume(gradientVolume(), "Doe^Jane.nii.gz");
        waitUntilSettled();
        press(Qt::Key_Down);
        press(Qt::Key_Up);
        picture(Plane::Coronal);
        click(Plane::Coronal, screenAt(Plane::Coronal, 10, 5));
        QCOMPARE(differingPixels(m_window->planes().picture(), seen), 0);
        QVERIFY(action("Save Screenshot of Vie&w...")->isEnabled());
    }

private:
    /// All of it, however narrow the window is.
    QString probe()
    {
        const auto* label = m_window->findChild<QLabel*>(QStringLiteral("probe"));
        return label->toolTip().isEmpty() ? label->text() : label->toolTip();
    }

    LayerStyle hidden()
    {
        LayerStyle style = document().last<PredictionContent>()->style;
        style.visible = false;
        return style;
    }

    void hover(Plane plane, const image::Point& mm)
    {
        SliceView& seen = view(plane);
        const QPointF at = QPointF(screenAt(plane, mm)) / seen.devicePixelRatioF();
        QMouseEvent move(QEvent::MouseMove, at, seen.mapToGlobal(at), Qt::NoButton, Qt::NoButton,
                         Qt::NoModifier);
        QApplication::sendEvent(&seen, &move);
    }

    void doubleClick(Plane plane)
    {
        QTest::mouseDClick(&view(plane), Qt::LeftButton, {}, view(plane).rect().center());
    }

    QSize settledSize(Plane plane)
    {
        QTest::qWait(50);
        return view(plane).size();
    }

    void zoomBy(Plane plane)
    {
        SliceView& seen = view(plane);
        const QPointF at(40, 50);
        QWheelEvent event(at, seen.mapToGlobal(at), {}, {0, 120}, Qt::NoButton, Qt::ControlModifier,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(&seen, &event);
    }

    void drag(Plane plane, Qt::MouseButton button, const QPoint& from, const QPoint& to)
    {
        SliceView& seen = view(plane);
        QTest::mousePress(&seen, button, {}, from);
        QMouseEvent move(QEvent::MouseMove, to, seen.mapToGlobal(QPointF(to)), Qt::NoButton, button,
                         Qt::NoModifier);
        QApplication::sendEvent(&seen, &move);
        QTest::mouseRelease(&seen, button, {}, to);
    }
};

HALFTONE_GUI_TEST_MAIN(TestViewer)
#include "tst_viewer.moc"
