// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "compare_window.h"
#include "keyboard_widgets.h"

#include "tests/support/cohort_folder.h"
#include "ui/document/path_text.h"
#include "ui/widgets/cohort/cohort_page.h"
#include "ui/widgets/controls/key_focus.h"
#include "ui/widgets/controls/number_line.h"
#include "ui/widgets/controls/theme.h"
#include "ui/widgets/network/network_diagram.h"
#include "ui/widgets/network/network_page.h"
#include "ui/widgets/window/about_dialog.h"
#include "ui/widgets/window/dialogs.h"
#include "ui/widgets/window/help_dialog.h"
#include "ui/widgets/window/numbers_dialog.h"
#include "ui/widgets/window/tradeoff_dialog.h"

#include <QDialog>
#include <QLineEdit>
#include <QToolButton>

using namespace halftone;
using namespace halftone::ui;
using namespace halftone::test;

/// The window without a mouse, and for a screen reader.
class TestKeyboard : public CompareWindow {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("HALFTONE_TORCH_MODULE", "no-such-module.so");
        installCompared();
        installModel("a-em", Modality::EM, {"membrane"});
    }
    void cleanupTestCase() { qunsetenv("HALFTONE_MODELS"); }
    void cleanup() { m_window.reset(); }

    void tabLeadsThroughTheEmptyWindow()
    {
        makeWindow();
        walk(*m_window);
        checkNames(*m_window);
        m_window->showPage(&m_window->cohortPage());
        walk(*m_window);
    }

    void tabLeadsThroughAllThatIsOpen()
    {
        makeWindow();
        openBlobs();
        session().precision().setPrecision({4, 6});
        document().setOther(OtherPrecision{{8, 8}});
        document().setCompareMode(CompareMode::Wipe);
        m_window->banners().add(MessageKind::Note, QStringLiteral("Something to do"),
                                {{QStringLiteral("Do it"), [] {}}});
        waitUntilSettled();
        walk(*m_window);
        checkNames(*m_window);
        checkRings();
        document().setCompareMode(CompareMode::Off);
        document().setLayout(Layout::FourViews);
        waitUntilSettled();
        walk(*m_window);
        checkRings();
    }

    void theOrderIsThatOfReading()
    {
        makeWindow();
        openBlobs();
        m_window->banners().add(MessageKind::Note, QStringLiteral("Something to do"),
                                {{QStringLiteral("Do it"), [] {}}});
        const char* parts[] = {"header",   "studyPanel",     "banner",    "sliceView",
                               "sliceBar", "precisionPanel", "statusLine"};
        std::vector<int> found;
        QPoint last;
        for (const QWidget* widget : readingOrder(*m_window)) {
            int part = -1;
            for (const QWidget* each = widget; each != nullptr && part < 0;
                 each = each->parentWidget()) {
                for (int n = 0; n < static_cast<int>(std::size(parts)); ++n) {
                    part = each->objectName() == QLatin1String(parts[n]) ? n : part;
                }
            }
            const QPoint place = widget->mapTo(m_window.get(), QPoint());
            QVERIFY2(part >= 0, qPrintable(nameOf(*widget)));
            QVERIFY2(found.empty() || part >= found.back(), qPrintable(nameOf(*widget)));
            if (!found.empty() && part == found.back()) {
                QVERIFY2(place.y() >= last.y() || place.x() > last.x(),
                         qPrintable(nameOf(*widget)));
            }
            found.push_back(part);
            last = place;
        }
        for (const int part : {0, 1, 2, 3, 4, 5}) {
            QVERIFY2(std::count(found.begin(), found.end(), part) > 0, parts[part]);
        }
    }

    void pagesAreWithinReach()
    {
        makeWindow();
        openBlobs();
        NetworkPage& network = m_window->networkPage();
        press(Qt::Key_2, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(network.study().shown() != nullptr, kTimeoutMs);
        waitUntilSettled();
        walk(*m_window);
        checkNames(*m_window);
        checkRings();
        m_window->findChild<QAbstractButton*>(QStringLiteral("networkAsTable"))->click();
        walk(*m_window); // the table is no trap

        const QTemporaryDir cases;
        const std::filesystem::path list = writeEmCohort(cases.path().toStdString(), 64, 1);
        CohortPage& page = m_window->cohortPage();
        press(Qt::Key_3, Qt::ControlModifier);
        page.open(toQString(list));
        QTRY_VERIFY_WITH_TIMEOUT(page.cohort().state() == CohortSession::State::Ready, kTimeoutMs);
        walk(*m_window);
        checkNames(*m_window);
        checkRings();
    }

    void dialogsAreNoTrapsAndCloseByEscape()
    {
        makeWindow();
        openBlobs();
        showCheatSheet(m_window.get());
        checkDialog("cheatSheet");
        showHelp(m_window.get(), HelpPage::Questions);
        checkDialog("help");
        (new AboutDialog(QStringLiteral("1.0"), QStringLiteral("avx512vnni, 2 threads"), {},
                         m_window.get()))
            ->show();
        checkDialog("about");
        showNumbersDialog(m_window.get(), session());
        QTRY_VERIFY(
            m_window->findChild<NumberLine*>(QStringLiteral("weightsOursLine"))->isVisible());
        checkDialog("numbersDialog");
        showTradeoff(m_window.get(), session(), [] {});
        checkDialog("tradeoffTable");
    }

    void escapeLeadsBackToTheView()
    {
        makeWindow();
        openBlobs();
        LevelSlider* weights = slider("weightSlider");
        weights->setFocus(Qt::TabFocusReason);
        QVERIFY(hasKeyFocus(*weights));
        press(Qt::Key_Escape);
        QCOMPARE(m_window->focusWidget(), static_cast<QWidget*>(&mainView()));
        QVERIFY(!hasKeyFocus(mainView())); // no ring around the image
        // A popup goes first, and gives the keyboard back.
        auto* help = m_window->findChild<QToolButton*>(QStringLiteral("definitions"));
        help->setFocus(Qt::TabFocusReason);
        QTest::keyClick(help, Qt::Key_Space);
        QWidget* popup = QApplication::activePopupWidget();
        QVERIFY(popup != nullptr);
        QTest::keyClick(popup, Qt::Key_Escape);
        QTRY_VERIFY(QApplication::activePopupWidget() == nullptr);
        QCOMPARE(m_window->focusWidget(), static_cast<QWidget*>(help));
    }

    void viewsAnswerToTheKeyboard()
    {
        makeWindow();
        openBlobs();
        document().setLayout(Layout::FourViews);
        waitUntilSettled();
        view(Plane::Coronal).setFocus(Qt::TabFocusReason);
        QCOMPARE(m_window->planes().activePlane(), Plane::Coronal);
        // Its menu, by its key.
        QContextMenuEvent asked(QContextMenuEvent::Keyboard, QPoint(5, 5), QPoint());
        QApplication::sendEvent(&view(Plane::Coronal), &asked);
        auto* menu = m_window->findChild<QMenu*>(QStringLiteral("viewMenu"));
        QVERIFY(menu != nullptr && menu->isVisible());
        QTest::keyClick(menu, Qt::Key_Escape);
        SpaceView& space = m_window->planes().space();
        space.setFocus(Qt::TabFocusReason);
        space.renderNow();
        const QImage before = space.picture();
        const image::Point cursor = document().cursor();
        QTest::keyClick(&space, Qt::Key_Right);
        QTest::keyClick(&space, Qt::Key_Up);
        space.renderNow();
        QVERIFY(differingPixels(before, space.picture()) > 100);
        QCOMPARE(document().cursor(), cursor); // no slice was scrolled
    }

    void paintedWidgetsSayWhatTheyAre()
    {
        makeWindow();
        openBlobs();
        session().precision().setPrecision({4, 6});
        waitUntilSettled();
        LevelSlider* weights = slider("weightSlider");
        QCOMPARE(roleOf(weights), QAccessible::Slider);
        QCOMPARE(textOf(*weights, QAccessible::Value), QStringLiteral("4 bits"));
        QAccessibleValueInterface* value =
            QAccessible::queryAccessibleInterface(weights)->valueInterface();
        QVERIFY(value != nullptr);
        value->setCurrentValue(value->currentValue().toInt() + 1); // as a screen reader would
        QVERIFY((session().precision().precision() == quant::Precision{5, 6}));
        QCOMPARE(textOf(*weights, QAccessible::Value), QStringLiteral("5 bits"));
        waitUntilSettled();
        auto* strip = m_window->findChild<SliceStrip*>(QStringLiteral("sliceStrip"));
        QCOMPARE(roleOf(strip), QAccessible::Slider);
        QCOMPARE(textOf(*strip, QAccessible::Value), QStringLiteral("slice 7 of 12"));
        ChartView& chart = m_window->precisionPanel().chart();
        QCOMPARE(roleOf(&chart), QAccessible::Chart);
        QVERIFY(textOf(chart, QAccessible::Name).startsWith(QStringLiteral("Trade-off chart")));
        QCOMPARE(roleOf(&mainView()), QAccessible::Canvas);
        QCOMPARE(roleOf(&m_window->planes().space()), QAccessible::Canvas);
        auto* diagram = m_window->findChild<NetworkDiagram*>();
        QCOMPARE(roleOf(diagram), QAccessible::Chart);
        for (const auto* stop : m_window->findChildren<StopButton*>()) {
            const QAccessible::Role role = roleOf(const_cast<StopButton*>(stop));
            QVERIFY(role == QAccessible::PushButton || role == QAccessible::RadioButton
                    || role == QAccessible::CheckBox);
        }
        auto* latency = m_window->findChild<MeterCard*>(QStringLiteral("latencyMeter"));
        QCOMPARE(roleOf(latency), QAccessible::Indicator);
        QVERIFY(textOf(*latency, QAccessible::Name).startsWith(QStringLiteral("Slice time")));
        QVERIFY(textOf(*latency, QAccessible::Value).startsWith(meter("latencyMeter")));
        document().setOther(OtherPrecision{{8, 8}});
        document().setCompareMode(CompareMode::Wipe);
        waitUntilSettled();
        QCOMPARE(roleOf(&wipe()), QAccessible::Slider);
        QCOMPARE(textOf(wipe(), QAccessible::Value), QStringLiteral("50 % of A"));
    }

private:
    /// Qt calls a dialog active while its parent is; keys go to the one that really is.
    static void activate(QWidget& window)
    {
        window.activateWindow();
        QTRY_COMPARE(QApplication::activeWindow(), &window);
    }

    /// Presses Tab until it comes around: what it led to is all that there is, and the way back is
    /// the same.
    void walk(QWidget& window)
    {
        activate(window);
        std::vector<QWidget*> expected;
        for (QWidget* widget : window.findChildren<QWidget*>()) {
            if (widget->window() == &window && widget->isVisible() && widget->isEnabled()
                && takesTab(*widget) && widget->focusProxy() == nullptr && !isPart(*widget)
                && !widget->size().isEmpty()) {
                expected.push_back(widget);
            }
        }
        QVERIFY(!expected.empty());
        const auto go = [&](Qt::Key key) {
            std::vector<QWidget*> seen;
            for (std::size_t n = 0; n < expected.size() + 5; ++n) {
                QTest::keyClick(window.focusWidget() != nullptr ? window.focusWidget() : &window,
                                key, key == Qt::Key_Backtab ? Qt::ShiftModifier : Qt::NoModifier);
                QWidget* now = window.focusWidget();
                if (!seen.empty() && now == seen.front()) {
                    break;
                }
                seen.push_back(now);
            }
            return seen;
        };
        const std::vector<QWidget*> forward = go(Qt::Key_Tab);
        for (QWidget* widget : expected) {
            QVERIFY2(std::count(forward.begin(), forward.end(), widget) == 1,
                     qPrintable(nameOf(*widget) + QStringLiteral(" is not reached, or twice")));
        }
        for (QWidget* widget : forward) {
            QVERIFY2(std::count(expected.begin(), expected.end(), widget) == 1,
                     widget != nullptr ? qPrintable(nameOf(*widget)) : "nothing has the keyboard");
        }
        QCOMPARE(forward.size(), expected.size());
        std::vector<QWidget*> back = go(Qt::Key_Backtab);
        QCOMPARE(back.size(), expected.size());
        QCOMPARE(QSet<QWidget*>(back.begin(), back.end()),
                 QSet<QWidget*>(forward.begin(), forward.end()));
    }

    void checkNames(const QWidget& window)
    {
        for (QWidget* widget : window.findChildren<QWidget*>()) {
            if (!isInteractive(*widget) || isPart(*widget) || widget->window() != &window
                || !widget->isVisible()) {
                continue;
            }
            const QString name = textOf(*widget, QAccessible::Name).simplified();
            QVERIFY2(!name.isEmpty(),
                     qPrintable(nameOf(*widget) + QStringLiteral(" has no name, in ")
                                + nameOf(*widget->parentWidget())));
            // A symbol is no name.
            QVERIFY2(std::any_of(name.begin(), name.end(),
                                 [](QChar letter) { return letter.isLetterOrNumber(); }),
                     qPrintable(nameOf(*widget)));
        }
    }

    /// What Tab led to is told from what it did not lead to, by enough pixels of enough contrast.
    void checkRings()
    {
        for (QWidget* widget : readingOrder(*m_window)) {
            const auto look = [&] {
                if (auto* view = qobject_cast<RenderView*>(widget)) {
                    view->renderNow();
                }
                return widget->grab().toImage().convertToFormat(QImage::Format_RGB32);
            };
            m_window->centralWidget()->setFocus();
            const QImage before = look();
            widget->setFocus(Qt::TabFocusReason);
            const QImage after = look();
            QCOMPARE(after.size(), before.size());
            int seen = 0;
            for (int y = 0; y < after.height(); ++y) {
                for (int x = 0; x < after.width(); ++x) {
                    seen +=
                        after.pixel(x, y) != before.pixel(x, y)
                                && theme::contrast(after.pixelColor(x, y), before.pixelColor(x, y))
                                       >= 3
                            ? 1
                            : 0;
                }
            }
            if (seen < 20) {
                keepPicture(before, QStringLiteral("ring_before"));
                keepPicture(after, QStringLiteral("ring_after"));
            }
            QVERIFY2(seen >= 20, qPrintable(nameOf(*widget) + QStringLiteral(": %1").arg(seen)));
        }
        m_window->centralWidget()->setFocus();
    }

    void checkDialog(const char* name)
    {
        auto* dialog = m_window->findChild<QDialog*>(QString::fromLatin1(name));
        QVERIFY2(dialog != nullptr, name);
        QVERIFY(QTest::qWaitForWindowExposed(dialog));
        walk(*dialog);
        checkNames(*dialog);
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY2(m_window->findChild<QDialog*>(QString::fromLatin1(name)) == nullptr
                         || !dialog->isVisible(),
                     name);
        activate(*m_window);
    }
};

HALFTONE_GUI_TEST_MAIN(TestKeyboard)
#include "tst_keyboard.moc"
