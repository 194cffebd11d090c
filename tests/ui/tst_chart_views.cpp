// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "chart_window.h"

#include <QDialog>
#include <QElapsedTimer>
#include <QTableView>

using namespace halftone;
using namespace halftone::ui;
using namespace halftone::test;

/// The chart while it fills, in small windows, in its dialog, and what it takes to draw.
class TestChartViews : public ChartWindow {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_models = std::make_unique<RandomModelFolder>(kModelWidth); }
    void cleanup() { m_window.reset(); }

    void nothingMovesUnderThePointer()
    {
        openWindowWithSample();
        chart().setSweeping(true);
        const auto place = [&](std::size_t n) { return *chart().chart().positionOf(n); };
        const auto names = [&] {
            std::map<std::string, float> result;
            for (const ChartText& text : chart().chart().texts()) {
                if (text.ink != ChartText::Ink::Dim) {
                    result[text.text] = text.box.x0 + 1000 * text.box.y0;
                }
            }
            return result;
        };
        hover(placeToHover(hoverable().front()));
        const Precision hovered = *chart().selected();
        const auto before = place(0);
        const auto namesBefore = names();
        const std::string first = chart().chart().points()[0].label;
        QVERIFY(namesBefore.size() > 2);
        // Another point is measured, far beyond the axes.
        pipeline::TradeoffPoint slow = session().tradeoff().points().front();
        slow.precision = {5, 3};
        slow.dice = 0.999;
        slow.latency = summarizeLatency(std::vector<double>(kRunsToRank, 1e5));
        session().tradeoff().upsert(slow);
        QCOMPARE(chart().chart().hidden(), std::size_t{1});
        QCOMPARE(chart().chart().points()[0].label, first);
        QCOMPARE(place(0), before);
        QCOMPARE(names(), namesBefore);
        QVERIFY(chart().selected() == hovered); // though rows moved
        QVERIFY(chart().chart().frame().costTitle.find("beyond") != std::string::npos);
        keepPicture(m_window->picture(), QStringLiteral("chart_held"));
        leave();
        QCOMPARE(chart().chart().hidden(), std::size_t{0});
        QVERIFY(place(0) != before);
        // It was a slow moment only. As long as the sweep runs nothing is taken away again.
        const double wide = chart().chart().frame().extent.highCost;
        slow.latency = summarizeLatency(std::vector<double>(kRunsToRank, 1));
        session().tradeoff().upsert(slow);
        QCOMPARE(chart().chart().frame().extent.highCost, wide);
        chart().setSweeping(false);
        QVERIFY(chart().chart().frame().extent.highCost < wide);
    }

    void aRestingPointerHoldsNothing()
    {
        openWindowWithSample();
        hover(QPoint(chart().width() - 2, 2)); // on no point
        QVERIFY(!chart().selected());
        pipeline::TradeoffPoint slow = session().tradeoff().points().front();
        slow.precision = {5, 3};
        slow.latency = summarizeLatency(std::vector<double>(kRunsToRank, 1e5));
        session().tradeoff().upsert(slow);
        QCOMPARE(chart().chart().hidden(), std::size_t{1});
        QTRY_COMPARE_WITH_TIMEOUT(chart().chart().hidden(), std::size_t{0}, kTimeoutMs);
    }

    void nothingIsCutInASmallWindow()
    {
        openWindowWithSample();
        m_window->resize(1024, 768);
        QTRY_COMPARE(m_window->size(), QSize(1024, 768));
        session().tradeoff().choice().setMostCost(true, 50);
        session().tradeoff().choice().setLeastQuality(true, 0.001);
        QTRY_VERIFY(child<QLabel>("limitsSentence")->isVisible());
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        const auto placeOf = [this](const QWidget* widget) {
            return QRect(widget->mapTo(m_window.get(), QPoint(0, 0)), widget->size());
        };
        const QRect room = placeOf(&panel());
        QVERIFY(m_window->rect().contains(room));
        const QWidget* parts[] = {part("limitsButton"),
                                  part("legendButton"),
                                  combo("qualityAxis"),
                                  combo("costAxis"),
                                  &chart(),
                                  part("limitsGo"),
                                  part("limitsSentence")};
        for (const QWidget* one : parts) {
            QVERIFY2(one->isVisible() && room.contains(placeOf(one)),
                     qPrintable(one->objectName()));
            QVERIFY(one->height() >= one->minimumSizeHint().height());
            for (const QWidget* other : parts) {
                QVERIFY2(one == other || !placeOf(one).intersects(placeOf(other)),
                         qPrintable(one->objectName() + other->objectName()));
            }
        }
        for (const char* name : {"qualityAxis", "costAxis"}) {
            const QFontMetrics metrics(combo(name)->font());
            QVERIFY(combo(name)->width() > metrics.horizontalAdvance(combo(name)->currentText()));
        }
        hover(placeToHover(hoverable().front()));
        QVERIFY(m_window->rect().contains(chart().card()->geometry()));
        keepPicture(m_window->picture(), QStringLiteral("chart_1024x768"));
    }

    void theLegendShowsTheMarks()
    {
        openWindowWithSample();
        QTest::mouseClick(child<QToolButton>("legendButton"), Qt::LeftButton);
        QWidget* popup = QApplication::activePopupWidget();
        QVERIFY(popup != nullptr && popup->isVisible());
        QString words;
        int marks = 0;
        for (const QLabel* label : popup->findChildren<QLabel*>()) {
            words += label->text();
            marks += label->pixmap().isNull() ? 0 : 1;
        }
        QCOMPARE(marks, 7);
        for (const char* word : {"Beaten", "front", "Hollow", "95 % confidence", "limits"}) {
            QVERIFY2(words.contains(QString::fromLatin1(word)), word);
        }
        keepPicture(popup->grab().toImage(), QStringLiteral("chart_legend"));
        QTest::keyClick(popup, Qt::Key_Escape);
        QVERIFY(!popup->isVisible());
    }

    void theDialogLinksChartAndTable()
    {
        openWindowWithSample();
        session().tradeoff().choice().setLeastQuality(true, 0.001);
        QTest::keyClick(m_window.get(), Qt::Key_T);
        auto* dialog = m_window->findChild<QDialog*>(QStringLiteral("tradeoffTable"));
        QVERIFY(dialog != nullptr && QTest::qWaitForWindowExposed(dialog));
        auto* view = dialog->findChild<ChartView*>();
        auto* table = dialog->findChild<QTableView*>();
        view->renderNow();
        // The same as in the window: axes, limits, points.
        QVERIFY(view->axes() == chart().axes());
        QCOMPARE(view->chart().points().size(), chart().chart().points().size());
        QCOMPARE(dialog->findChild<QLabel*>(QStringLiteral("limitsSentence"))->text(),
                 child<QLabel>("limitsSentence")->text());
        const int row = 3;
        const Precision wanted = session().tradeoff().points()[row].precision;
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                          table->visualRect(table->model()->index(row, 0)).center());
        QVERIFY(view->selected() == wanted);
        QVERIFY(session().precision().precision() != wanted);
        keepPicture(dialog->grab().toImage(), QStringLiteral("chart_dialog"));
        QTest::mouseDClick(table->viewport(), Qt::LeftButton, {},
                           table->visualRect(table->model()->index(row, 0)).center());
        QVERIFY(session().precision().precision() == wanted);
        waitUntilSettled();
        QVERIFY(view->selected() == wanted); // though the table was filled anew
        QCOMPARE(table->currentIndex().row(), row);

        view->setFocus(Qt::TabFocusReason);
        QTest::keyClick(view, Qt::Key_Home);
        QVERIFY(view->selected().has_value());
        QVERIFY(session()
                    .tradeoff()
                    .points()[static_cast<std::size_t>(table->currentIndex().row())]
                    .precision
                == *view->selected());
        QVERIFY(dialog->rect().contains(view->card()->geometry()));
        QVERIFY(view->card()->window() == dialog);
        view->renderNow();
        keepPicture(dialog->grab().toImage(), QStringLiteral("chart_dialog_card"));
        QTest::keyClick(view, Qt::Key_Return);
        QVERIFY(session().precision().precision() == *view->selected());
        dialog->close();
    }

    void benchmarkUpdates()
    {
        openWindowWithSample();
        m_window->resize(1600, 1000);
        QTRY_COMPARE(m_window->size(), QSize(1600, 1000));
        chart().renderNow();
        const QPoint at = placeToHover(hoverable().front());
        std::vector<double> updates;
        std::vector<double> renders;
        std::vector<double> hovers;
        for (int n = 0; n < 40; ++n) {
            QElapsedTimer timer;
            timer.start();
            session().tradeoff().upsert(session().tradeoff().points().front());
            updates.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
            timer.start();
            chart().renderNow();
            renders.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
            hover(n % 2 == 0 ? at : QPoint(2, 2));
            timer.start();
            QMouseEvent move(QEvent::MouseMove, n % 2 == 0 ? QPointF(2, 2) : QPointF(at),
                             chart().mapToGlobal(QPointF(at)), Qt::NoButton, Qt::NoButton,
                             Qt::NoModifier);
            QApplication::sendEvent(&chart(), &move);
            hovers.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        }
        for (const auto& [name, times] : {std::pair("points of the table", &updates),
                                          std::pair("picture of the chart", &renders),
                                          std::pair("card by the mouse", &hovers)}) {
            qInfo("benchmark: %s: p50 %.2f ms, p95 %.2f ms, longest %.2f ms", name,
                  test::percentile(*times, 0.5), test::percentile(*times, 0.95),
                  test::percentile(*times, 1));
        }
        QVERIFY(!chart().picture().isNull());
    }
};

HALFTONE_GUI_TEST_MAIN(TestChartViews)
#include "tst_chart_views.moc"
