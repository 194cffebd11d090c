// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "layers_window.h"

#include "core/base/label_colours.h"
#include "ui/render/overlay.h"
#include "ui/widgets/panels/label_palette.h"

#include <QAction>
#include <QColorDialog>
#include <QElapsedTimer>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

using namespace halftone;
using namespace halftone::ui;
using namespace halftone::test;

/// Colours of labels, labels that are pointed at, and outlines, by hand.
class TestLayerLooks : public LayersWindow {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        installModel("a-em", Modality::EM, {"membrane"}, 8);
        installModel("c-ct", Modality::CT, {"pancreas"});
    }
    void cleanupTestCase() { qunsetenv("HALFTONE_MODELS"); }
    void cleanup() { m_window.reset(); }

    void aDoubleClickOnTheSwatchOffersColours()
    {
        openAll();
        const QRgb before = layerNamed("spot.nii.gz").style.labels[0].colour;
        doubleClickSwatch("spot.nii.gz");
        QTRY_VERIFY(palette() != nullptr && palette()->isVisible());
        QVERIFY(isChecked("spot.nii.gz")); // as it was
        QVERIFY(button(1)->isVisible());
        keepPicture(palette()->grab().toImage(), QStringLiteral("label_palette"));
        QTest::mouseClick(button(3), Qt::LeftButton);
        QTRY_VERIFY(palette() == nullptr);
        const QRgb now = layerNamed("spot.nii.gz").style.labels[0].colour;
        QCOMPARE(now, qRgb(0xee, 0x77, 0xcc));
        QVERIFY(now != before);
        QCOMPARE(rowNamed("spot.nii.gz").data(Qt::DecorationRole).value<QColor>().rgb(), now);
        checkPixels();
        QVERIFY(isPainted({5, 5, kZ}, "spot.nii.gz"));
        QVERIFY(!document().undoStack().canRedo());
        // A single click after it hides, as ever.
        clickRow("spot.nii.gz", Part::Swatch);
        QVERIFY(!isChecked("spot.nii.gz"));
    }

    void oneLabelOfAFileIsMeant()
    {
        openAll();
        clickRow("two.nii.gz: 2", Part::Name);
        const QRgb other = layerNamed("two.nii.gz").style.labels[0].colour;
        press(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(palette() != nullptr && palette()->isVisible());
        // By keys: from the present colour to the left, and that one is taken.
        auto* at = qobject_cast<QToolButton*>(palette()->focusWidget());
        QVERIFY(at != nullptr && at->isChecked());
        QTest::keyClick(palette()->focusWidget(), Qt::Key_Left);
        QTest::keyClick(palette()->focusWidget(), Qt::Key_Return);
        QTRY_VERIFY(palette() == nullptr);
        const LayerStyle& style = layerNamed("two.nii.gz").style;
        QCOMPARE(style.labels[0].colour, other);
        QVERIFY(style.labels[1].ownColour.has_value());
        QVERIFY(style.labels[1].colour != *style.labels[1].ownColour);
        checkPixels();
    }

    void anyOtherColourButThoseOfErrorsAndReferences()
    {
        openAll();
        clickRow("far.nii.gz", Part::Name);
        chooseOther(QColor(30, 200, 240));
        QCOMPARE(layerNamed("far.nii.gz").style.labels[0].colour, qRgb(30, 200, 240));
        checkPixels();
        for (const QColor& taken :
             {QColor(kMissedColour.red, kMissedColour.green, kMissedColour.blue),
              QColor(kReferenceColour), QColor(kOnlyHereColour.red + 4, 0x1c, 0x44),
              QColor(kFragileColour.red, kFragileColour.green, kFragileColour.blue)}) {
            chooseOther(taken);
            QCOMPARE(layerNamed("far.nii.gz").style.labels[0].colour, qRgb(30, 200, 240));
            QVERIFY(m_window->banners()
                        .sentences()
                        .join(QChar(u' '))
                        .contains(QStringLiteral("which nothing else may have")));
        }
        for (const Colour& colour : kModelLabelColours) {
            QVERIFY(colourFault(qRgb(colour[0], colour[1], colour[2])).isEmpty());
        }
        for (const Colour& colour : kFileLabelColours) {
            QVERIFY(colourFault(qRgb(colour[0], colour[1], colour[2])).isEmpty());
        }
    }

    void coloursAreKeptForLaterImagesUntilTheyAreReset()
    {
        openAll();
        const QRgb own = layerNamed("c-ct").style.labels[0].colour;
        clickRow("pancreas", Part::Name);
        QVERIFY(!action("Reset Colours")->isEnabled());
        press(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(palette() != nullptr && palette()->isVisible());
        QTest::mouseClick(button(9), Qt::LeftButton);
        QTRY_VERIFY(palette() == nullptr);
        const QRgb chosen = layerNamed("c-ct").style.labels[0].colour;
        QVERIFY(chosen != own);
        clickRow("pancreas", Part::Name);
        LevelSlider* dial = slider("opacitySlider");
        QTest::mouseClick(dial, Qt::LeftButton, {}, dial->handleCentre(80));
        QTest::mouseClick(radio("outlineLayer"), Qt::LeftButton);
        openVolume(volume(patientGrid({40, 40, 3}, {1, 1, 2}),
                          [](int i, int j, int) { return 10 * ((i + j) % 30); }),
                   "next.nii.gz");
        waitUntilSettled();
        QCOMPARE(layerNamed("c-ct").style.labels[0].colour, chosen);
        QCOMPARE(layerNamed("c-ct").style.opacity, 0.8);
        QVERIFY(layerNamed("c-ct").style.outlined);
        QVERIFY(action("Reset Colours")->isEnabled());
        action("Reset Colours")->trigger();
        QCOMPARE(layerNamed("c-ct").style.labels[0].colour, own);
        QVERIFY(!action("Reset Colours")->isEnabled());
        openVolume(volume(patientGrid({40, 40, 3}, {1, 1, 2}),
                          [](int i, int j, int) { return 12 * ((i + j) % 30); }),
                   "third.nii.gz");
        QCOMPARE(layerNamed("c-ct").style.labels[0].colour, own);
    }

    void aReferenceKeepsItsColour()
    {
        openAll();
        clickRow("spot.nii.gz", Part::Name);
        QVERIFY(action("Colour of the Label")->isEnabled());
        const LayerId spot = layerNamed("spot.nii.gz").id;
        change([&] { session().judgeBy(spot); });
        clickRow("reference", Part::Name);
        QVERIFY(!action("Colour of the Label")->isEnabled());
        doubleClickSwatch("reference");
        QTest::qWait(50);
        QVERIFY(palette() == nullptr);
        QVERIFY(isChecked("reference"));
        QVERIFY(!document().setColour(document().reference()->id, 1, qRgb(1, 2, 3)));
        QCOMPARE(document().reference()->style.labels[0].colour, kReferenceColour);
    }

    void theLabelUnderTheMouseIsSeenFully()
    {
        openAll();
        const QImage before = picture(Plane::Axial);
        const auto below = [&](double x, double y) { return greyAt({x, y, kZ}); };
        const QColor one(layerNamed("two.nii.gz").style.labels[0].colour);
        const QColor two(layerNamed("two.nii.gz").style.labels[1].colour);
        const QColor far(layerNamed("far.nii.gz").style.labels[0].colour);
        const auto expect = [&](double x, double y, const QColor& colour, double opacity) {
            const QColor found =
                picture(Plane::Axial).pixelColor(screenAt(Plane::Axial, {x, y, kZ}));
            const QColor expected = blended(below(x, y), colour, opacity);
            QVERIFY2(isNear(found, expected), qPrintable(describe(found, expected)));
        };
        hover("two.nii.gz: 1");
        QVERIFY(document().highlight().has_value());
        expect(55, 5, one, 1);
        expect(55, 16, two, 0.55 * 0.3);
        expect(40, 48, far, 0.55 * 0.3);
        keepPicture(m_window->picture(), QStringLiteral("label_pointed_at"));
        hover("far.nii.gz");
        expect(55, 5, one, 0.55 * 0.3);
        expect(40, 48, far, 1);
        QCOMPARE(layerNamed("far.nii.gz").style.opacity, 0.55); // no property of the layer
        hover("base.nii.gz");                                   // an image is none
        QCOMPARE(differingPixels(before, picture(Plane::Axial)), 0);
        hover("two.nii.gz: 2");
        expect(55, 16, two, 1);
        leave();
        QVERIFY(!document().highlight());
        QCOMPARE(differingPixels(before, picture(Plane::Axial)), 0);
    }

    void keysPointAtNothing()
    {
        openAll();
        auto* list = m_window->findChild<QListView*>(QStringLiteral("layerList"));
        clickRow("spot.nii.gz", Part::Name);
        leave();
        const QImage before = picture(Plane::Axial);
        list->setFocus();
        for (int n = 0; n < 3; ++n) {
            QTest::keyClick(list, Qt::Key_Down);
            QVERIFY(!document().highlight());
        }
        QCOMPARE(differingPixels(before, picture(Plane::Axial)), 0);
    }

    void whatIsHiddenIsNotPointedAt()
    {
        openAll();
        hover("far.nii.gz");
        QVERIFY(document().highlight().has_value());
        clickRow("far.nii.gz", Part::Eye);
        QVERIFY(!document().highlight());
        checkPixels(); // the others are as they were
        clickRow("far.nii.gz", Part::Eye);
        QVERIFY(document().highlight().has_value()); // the mouse is still there
        leave();
        checkPixels();
    }

    void pointingCostsNoMoreThanARedraw()
    {
        openAll();
        const auto medianOf = [&](const std::function<void(int)>& change) {
            std::vector<double> times;
            for (int n = 0; n < 15; ++n) {
                change(n);
                QElapsedTimer clock;
                clock.start();
                m_window->planes().renderNow();
                times.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
            }
            return test::percentile(times, 0.5);
        };
        const LayerId far = layerNamed("far.nii.gz").id;
        const double pointing = medianOf([&](int n) {
            document().setHighlight(n % 2 == 0 ? std::optional(Highlight{far, {}}) : std::nullopt);
        });
        const double whole = medianOf([&](int n) {
            document().setCursor({32, 30, n % 2 == 0 ? 2.0 : kZ});
        });
        qInfo("a picture takes %.1f ms with another label pointed at, %.1f ms of another slice",
              pointing, whole);
        QVERIFY(pointing < 1.5 * whole + 5);
    }

    void outlinesAreAsWideAsWanted()
    {
        openAll();
        clickRow("far.nii.gz", Part::Name);
        LevelSlider* width = slider("outlineWidth");
        QVERIFY(!width->isVisible());
        QTest::mouseClick(radio("outlineLayer"), Qt::LeftButton);
        QVERIFY(width->isVisible());
        QCOMPARE(width->value(), kOutlineWidth);
        press(Qt::Key_W);
        const QImage without = picture(Plane::Axial);
        press(Qt::Key_W);
        for (const int wanted : {1, 2, 3, 5}) {
            QTest::mouseClick(width, Qt::LeftButton, {}, width->handleCentre(wanted));
            QCOMPARE(layerNamed("far.nii.gz").style.outlineWidth, wanted);
            const QImage seen = picture(Plane::Axial);
            const QPoint left = screenAt(Plane::Axial, {29.3, 40, kZ});
            int pixels = 0;
            for (int x = left.x() - 12; x <= left.x() + 12; ++x) {
                pixels += channelDifference(seen.pixel(x, left.y()), without.pixel(x, left.y())) > 8
                              ? 1
                              : 0;
            }
            QCOMPARE(pixels, wanted * qRound(m_window->devicePixelRatioF()));
            if (wanted == 5) {
                keepPicture(m_window->picture(), QStringLiteral("wide_outline"));
            }
        }
        // Keys of the selected layer and of the slider stay apart.
        width->setFocus();
        press(Qt::Key_A);
        QVERIFY(std::abs(layerNamed("far.nii.gz").style.opacity - 0.45) < 1e-9);
        clickRow("spot.nii.gz", Part::Name);
        QVERIFY(!width->isVisible());
        QCOMPARE(layerNamed("spot.nii.gz").style.outlineWidth, kOutlineWidth);
    }

private:
    LabelPalette* palette() { return m_window->findChild<LabelPalette*>(); }
    QToolButton* button(int n)
    {
        return palette()->findChild<QToolButton*>(QStringLiteral("colour%1").arg(n));
    }

    QListView* list() { return m_window->findChild<QListView*>(QStringLiteral("layerList")); }

    QAction* action(const char* text)
    {
        for (QAction* each : m_window->actions()) {
            QString name = each->text().remove(QChar(u'&'));
            if (name.startsWith(QString::fromLatin1(text))) {
                return each;
            }
        }
        return nullptr;
    }

    void doubleClickSwatch(const char* name)
    {
        const QModelIndex index = rowNamed(name);
        QVERIFY2(index.isValid(), name);
        list()->scrollTo(index);
        const QRect box = list()->visualRect(index);
        doubleClick(*list()->viewport(), {box.left() + 14, box.center().y()});
    }

    void chooseOther(const QColor& colour)
    {
        press(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(palette() != nullptr && palette()->isVisible());
        QTest::mouseClick(palette()->findChild<QPushButton*>(QStringLiteral("otherColour")),
                          Qt::LeftButton);
        QTRY_VERIFY(palette() == nullptr);
        QTRY_VERIFY(m_window->findChild<QColorDialog*>() != nullptr);
        auto* dialog = m_window->findChild<QColorDialog*>();
        dialog->setCurrentColor(colour);
        static_cast<QDialog*>(dialog)->accept(); // public there
        QTRY_VERIFY(m_window->findChild<QColorDialog*>() == nullptr);
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

    void moveTo(const QPointF& place)
    {
        QWidget* viewport = list()->viewport();
        QMouseEvent move(QEvent::MouseMove, place, viewport->mapToGlobal(place), Qt::NoButton,
                         Qt::NoButton, Qt::NoModifier);
        QApplication::sendEvent(viewport, &move);
    }

    void hover(const char* name)
    {
        const QModelIndex index = rowNamed(name);
        QVERIFY2(index.isValid(), name);
        list()->scrollTo(index);
        moveTo(QPointF(list()->visualRect(index).center()));
    }

    void leave()
    {
        QEvent event(QEvent::Leave);
        QApplication::sendEvent(list()->viewport(), &event);
    }
};

HALFTONE_GUI_TEST_MAIN(TestLayerLooks)
#include "tst_layer_looks.moc"
