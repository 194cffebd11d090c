// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "compare_window.h"

#include <QAccessible>

using namespace halftone;
using namespace halftone::ui;
using namespace halftone::test;

/// Two masks of one image: beside each other, by a line across, and in turn.
class TestCompare : public CompareWindow {
    Q_OBJECT

private:
    /// A little beside the line and below the words, both as they were drawn.
    void checkWipe(int line)
    {
        const QImage both = compare().picture();
        const QImage a = mainView().picture();
        const QImage b = other().picture();
        QCOMPARE(both.size(), a.size());
        QCOMPARE(b.size(), a.size());
        const double ratio = compare().devicePixelRatioF();
        const int top = static_cast<int>(90 * ratio);
        const int far = static_cast<int>(14 * ratio);
        line = static_cast<int>(line * ratio);
        int apart = 0;
        for (int y = top; y < both.height(); ++y) {
            for (int x = 0; x < both.width(); ++x) {
                if (std::abs(x - line) < far) {
                    continue;
                }
                const QImage& mine = x < line ? a : b;
                QVERIFY2(both.pixel(x, y) == mine.pixel(x, y),
                         qPrintable(QStringLiteral("%1 %2").arg(x).arg(y)));
                apart += a.pixel(x, y) != b.pixel(x, y) ? 1 : 0;
            }
        }
        QVERIFY(apart > 1000);
    }

    void dragWipe(int to)
    {
        const int y = wipe().height() / 2;
        const auto local = [&] { return QPoint(wipe().width() / 2, y); };
        QTest::mousePress(&wipe(), Qt::LeftButton, {}, local());
        const int from = wipe().lineX();
        for (int step = 1; step <= 8; ++step) {
            const int x = from + (to - from) * step / 8;
            const QPointF at(x - wipe().lineX() + wipe().width() / 2.0, y);
            QMouseEvent move(QEvent::MouseMove, at, wipe().mapToGlobal(at), Qt::NoButton,
                             Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(&wipe(), &move);
        }
        QTest::mouseRelease(&wipe(), Qt::LeftButton, {}, local());
    }

private Q_SLOTS:
    void initTestCase() { installCompared(); }
    void cleanupTestCase() { qunsetenv("HALFTONE_MODELS"); }
    void cleanup() { m_window.reset(); }

    void anotherPrecisionStandsBesideIt()
    {
        makeWindow();
        openBlobs();
        QCOMPARE(caption(), QStringLiteral("W1A2  \u00b7  integer engine"));
        choose(QStringLiteral("W2A2"));
        quiet();
        QVERIFY(other().isVisible());
        QCOMPARE(otherName(), QStringLiteral("B  W2A2"));
        QCOMPARE(caption(), QStringLiteral("A  W1A2  \u00b7  integer engine"));
        QCOMPARE(other().size(), mainView().size());
        const LabelMap b = maskByCore(active().model(), {2, 2});
        checkOther(b, QColor(document().last<PredictionContent>()->style.labels.front().colour));

        // What is done in one pane is done in both.
        const int slice = session().slice();
        const QPointF middle(other().width() / 2.0, other().height() / 2.0);
        const auto turn = [&](Qt::KeyboardModifiers held, int notches) {
            QWheelEvent event(middle, other().mapToGlobal(middle), {}, {0, -120 * notches},
                              Qt::NoButton, held, Qt::NoScrollPhase, false);
            QApplication::sendEvent(&other(), &event);
        };
        turn({}, 2);
        QCOMPARE(session().slice(), slice + 2);
        waitUntilSettled();
        checkOther(b, QColor(document().last<PredictionContent>()->style.labels.front().colour));
        turn(Qt::ControlModifier, -3);
        QVERIFY(!mainView().slice().camera().fitted);
        QVERIFY(mainView().slice().camera() == other().slice().camera());
        QTest::mouseClick(&other(), Qt::LeftButton, {}, QPoint(60, 200));
        const auto [column, row] = other().slice().plane().project(document().cursor());
        const ScreenPoint at = other().slice().toScreen({column, row});
        const double pixel = other().slice().magnification();
        QVERIFY(std::abs(at.x - 60) <= pixel && std::abs(at.y - 200) <= pixel);
        const DisplayWindow before = document().base()->style.window;
        press(Qt::Key_L);
        QTest::mousePress(&other(), Qt::LeftButton, {}, QPoint(60, 200));
        QTest::mouseMove(&other(), QPoint(90, 220));
        QMouseEvent move(QEvent::MouseMove, QPointF(90, 220), other().mapToGlobal(QPointF(90, 220)),
                         Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&other(), &move);
        QTest::mouseRelease(&other(), Qt::LeftButton, {}, QPoint(90, 220));
        QVERIFY(document().base()->style.window != before);
        checkOther(b, QColor(document().last<PredictionContent>()->style.labels.front().colour));
        keepPicture(m_window->picture(), QStringLiteral("compare_panes"));

        // The same in the other one.
        press(Qt::Key_R);
        QVERIFY(other().slice().camera().fitted);
        QTest::mouseClick(other().findChild<QToolButton*>(QStringLiteral("closeOther")),
                          Qt::LeftButton);
        QVERIFY(!other().isVisible());
        QCOMPARE(caption(), QStringLiteral("W1A2  \u00b7  integer engine"));
        QCOMPARE(mainView().width(), compare().width());
    }

    void figuresAgainstOtherAreThoseOfTheCore()
    {
        makeWindow();
        openBlobs();
        auto* radio = m_window->findChild<QRadioButton*>(QStringLiteral("colourBy3"));
        QVERIFY(!radio->isVisible());
        choose(QStringLiteral("W2A2"));
        QVERIFY(radio->isVisible() && radio->isEnabled());
        press(Qt::Key_E, Qt::ShiftModifier);
        QVERIFY(radio->isChecked());
        waitUntilSettled();
        QCOMPARE(figure("figuresHeading"), QStringLiteral("SLICE 7 AGAINST W2A2"));
        const auto model = active().model();
        checkFigures(maskByCore(model, kPainting), maskByCore(model, {2, 2}), "agreement");
        // Another dial, another mask: its own figures.
        session().precision().setPrecision({2, 2});
        choose(QStringLiteral("W1A2"));
        checkFigures(maskByCore(model, {2, 2}), maskByCore(model, kPainting), "agreement");
        const QImage plain = slicePicture();
        press(Qt::Key_H, Qt::ShiftModifier);
        QVERIFY(differingPixels(plain, slicePicture()) > 500);
        keepPicture(m_window->picture(), QStringLiteral("compare_hatched"));
        press(Qt::Key_H, Qt::ShiftModifier);
        QCOMPARE(differingPixels(plain, slicePicture()), 0);
    }

    void theWipeMovesOnlyWhatIsSeen()
    {
        makeWindow();
        openBlobs();
        choose(QStringLiteral("W2A2"));
        press(Qt::Key_W, Qt::ShiftModifier);
        QVERIFY(wipe().isVisible());
        QCOMPARE(other().size(), mainView().size());
        const int width = mainView().width();
        checkWipe(width / 2);
        int drawn = 0;
        connect(&mainView(), &RenderView::rendered, &wipe(), [&] { ++drawn; });
        connect(&other(), &RenderView::rendered, &wipe(), [&] { ++drawn; });
        QCoreApplication::processEvents();
        drawn = 0;
        dragWipe(width / 4);
        QCOMPARE(wipe().lineX(), width / 4);
        dragWipe(width * 3 / 4);
        QCoreApplication::processEvents();
        QCOMPARE(drawn, 0);
        checkWipe(wipe().lineX());
        keepPicture(m_window->picture(), QStringLiteral("compare_wipe"));

        // By keys, and named for those who do not see it.
        wipe().setFocus();
        const int before = wipe().value();
        QTest::keyClick(&wipe(), Qt::Key_Left);
        QCOMPARE(wipe().value(), before - wipe().singleStep());
        QTest::keyClick(&wipe(), Qt::Key_Right);
        QCOMPARE(wipe().value(), before);
        checkWipe(wipe().lineX());
        QTest::keyClick(&wipe(), Qt::Key_Home);
        QCOMPARE(wipe().lineX(), 0);
        checkWipe(0);
        QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(&wipe());
        QVERIFY(accessible != nullptr);
        QCOMPARE(accessible->role(), QAccessible::Slider);
        QCOMPARE(accessible->text(QAccessible::Name), QStringLiteral("Wipe between A and B"));
        QVERIFY(accessible->valueInterface() != nullptr);

        // The line keeps its share when the window becomes another one.
        wipe().setValue(300);
        m_window->resize(1100, 800);
        QTRY_COMPARE(other().size(), mainView().size());
        QTRY_COMPARE(wipe().lineX(), static_cast<int>(std::lround(mainView().width() * 0.3)));
        checkWipe(wipe().lineX());
        press(Qt::Key_W, Qt::ShiftModifier);
        QVERIFY(!wipe().isVisible() && !other().isVisible());
    }

    void withoutBItIsOffered_data()
    {
        QTest::addColumn<Qt::Key>("key");
        QTest::addColumn<Qt::KeyboardModifiers>("held");
        QTest::addColumn<CompareMode>("mode");
        QTest::newRow("panes") << Qt::Key_B << Qt::KeyboardModifiers(Qt::ShiftModifier)
                               << CompareMode::Panes;
        QTest::newRow("wipe") << Qt::Key_W << Qt::KeyboardModifiers(Qt::ShiftModifier)
                              << CompareMode::Wipe;
        QTest::newRow("flicker") << Qt::Key_V << Qt::KeyboardModifiers() << CompareMode::Panes;
    }

    void withoutBItIsOffered()
    {
        QFETCH(Qt::Key, key);
        QFETCH(Qt::KeyboardModifiers, held);
        QFETCH(CompareMode, mode);
        makeWindow();
        openBlobs();
        press(key, held);
        QVERIFY(m_window->banners().sentences().join(QString()).contains(
            QStringLiteral("Choose what to compare with")));
        const auto button = [&](const QString& text) -> QToolButton* {
            for (auto* each : m_window->banners().findChildren<QToolButton*>()) {
                if (each->text() == text && each->isVisible()) {
                    return each;
                }
            }
            return nullptr;
        };
        QVERIFY(button(QStringLiteral("Choose...")) != nullptr);
        keepPicture(m_window->picture(), QStringLiteral("compare_offered"));
        QTest::mouseClick(button(QStringLiteral("W8A8")), Qt::LeftButton);
        waitUntilSettled();
        QVERIFY(document().compareMode() == mode);
        QCOMPARE(otherName(), QStringLiteral("B  W8A8"));
        QVERIFY(other().isVisible());

        // Or by the menu of all that there is.
        document().setOther({});
        press(key, held);
        QTest::mouseClick(button(QStringLiteral("Choose...")), Qt::LeftButton);
        auto* menu = m_window->findChild<QMenu*>(QStringLiteral("otherMenu"));
        QVERIFY(menu != nullptr && menu->isVisible());
        entry(menu, QStringLiteral("Smallest, W2A4"))->trigger();
        menu->close();
        QVERIFY(isSet(document().other()));
        QVERIFY(document().compareMode() == mode);
    }

    void longNamesAreCutInTheMenu()
    {
        makeWindow();
        openBlobs();
        LabelMap labels = maskByCore(active().model(), kPainting);
        const QString name =
            QStringLiteral("a-name-of-labels-that-somebody-made-very-long-as-people"
                           "-do-who-write-all-that-they-know-into-it");
        Layer layer = labelsLayer(std::make_shared<const LabelMap>(std::move(labels)), name, 0);
        document().userAdds(std::move(layer));
        QAction* found = nullptr;
        for (QAction* action : chooser()->actions()) {
            found = action->toolTip() == name ? action : found;
        }
        QVERIFY(found != nullptr);
        QVERIFY(found->text() != name && found->text().contains(QChar(0x2026)));
        QVERIFY(chooser()->sizeHint().width() <= 420);
    }

    void heldKeyShowsB_data()
    {
        QTest::addColumn<CompareMode>("mode");
        QTest::newRow("off") << CompareMode::Off;
        QTest::newRow("panes") << CompareMode::Panes;
        QTest::newRow("wipe") << CompareMode::Wipe;
    }

    void heldKeyShowsB()
    {
        QFETCH(CompareMode, mode);
        makeWindow();
        openBlobs();
        QTest::keyPress(m_window.get(), Qt::Key_V);
        QVERIFY(!other().isVisible()); // there is no B
        QTest::keyRelease(m_window.get(), Qt::Key_V);
        choose(QStringLiteral("W2A2"));
        quiet();
        document().setCompareMode(mode);
        QCoreApplication::processEvents();
        const QRect place(mainView().mapTo(&compare(), QPoint()), mainView().size());
        const QPoint probe(place.center().x() / 2, place.bottom() - 80); // left half, below words
        const auto seen = [&] {
            return m_window->picture().copy(
                QRect(compare().mapTo(m_window.get(), probe) - QPoint(20, 60), QSize(40, 60)));
        };
        const QImage a = seen();
        QTest::keyPress(m_window.get(), Qt::Key_V);
        QVERIFY(compare().flickers());
        QVERIFY(other().isVisible());
        QCOMPARE(QRect(other().pos(), other().size()), place);
        const QImage b = seen();
        QVERIFY(differingPixels(a, b) > 100);
        QTest::keyRelease(m_window.get(), Qt::Key_V);
        QVERIFY(!compare().flickers());
        QVERIFY(seen() == a);
        // A key that nobody sees going up.
        QTest::keyPress(m_window.get(), Qt::Key_V);
        QVERIFY(compare().flickers());
        QEvent away(QEvent::WindowDeactivate);
        QApplication::sendEvent(m_window.get(), &away);
        QVERIFY(!compare().flickers());
        QVERIFY(seen() == a);
        QTest::keyRelease(m_window.get(), Qt::Key_V);
    }

    void whatIsComputedIsSaid()
    {
        makeWindow();
        openBlobs();
        choose(QStringLiteral("W2A2"));
        QSignalSpy changed(&comparison(), &Comparison::changed);
        document().setOther(OtherPrecision{{3, 5}});
        QCOMPARE(comparison().pendingText(), QStringLiteral("computing W3A5"));
        QCOMPARE(otherName(), QStringLiteral("B  W3A5  \u00b7  computing W3A5"));
        compare().renderNow();
        // Nothing of another mask is seen under that name.
        const auto overlays = otherOverlays();
        QVERIFY(std::all_of(overlays.begin(), overlays.end(),
                            [](std::uint8_t paint) { return paint == 0; }));
        waitUntilSettled();
        QCOMPARE(otherName(), QStringLiteral("B  W3A5"));
        QVERIFY(!changed.isEmpty());
    }

    void theyChangePlaces()
    {
        makeWindow();
        openBlobs();
        choose(QStringLiteral("W2A2"));
        press(Qt::Key_S, Qt::ShiftModifier);
        waitUntilSettled();
        QVERIFY((session().precision().precision() == Precision{2, 2}));
        QCOMPARE(otherName(), QStringLiteral("B  W1A2"));
        choose(QStringLiteral("Smallest, W2A4"), QStringLiteral("d-other"));
        QSignalSpy changed(&session(), &Session::caseChanged);
        QTest::mouseClick(other().findChild<QToolButton*>(QStringLiteral("swapOther")),
                          Qt::LeftButton);
        QVERIFY(changed.wait(kTimeoutMs));
        waitUntilSettled();
        QCOMPARE(active().model()->card.name, std::string("d-other"));
        QVERIFY((session().precision().precision() == Precision{2, 4}));
        QCOMPARE(otherName(), QStringLiteral("B  c-ct, W2A2"));
        writeLabels("drawn.nii.gz");
        QSignalSpy added(&document(), &Document::layerAdded);
        session().opener().readLabels({toPath(path("drawn.nii.gz"))}, active().image());
        QVERIFY(added.wait(kTimeoutMs));
        choose(QStringLiteral("drawn.nii.gz"));
        QVERIFY(!other().findChild<QToolButton*>(QStringLiteral("swapOther"))->isEnabled());
    }

private:
    std::vector<std::uint8_t> otherOverlays()
    {
        const auto masks = comparison().other();
        const Geometry& grid = active().grid();
        return masks->along(planeOfSlice(grid, session().slice()));
    }
};

HALFTONE_GUI_TEST_MAIN(TestCompare)
#include "tst_compare.moc"
