// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "window_fixture.h"

#include "core/pipeline/sweep_scores.h"
#include "ui/widgets/controls/popup_card.h"
#include "ui/widgets/panels/tradeoff_panel.h"
#include "ui/widgets/views/point_card.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QDoubleSpinBox>
#include <QElapsedTimer>
#include <QTableView>
#include <QToolButton>

using namespace halftone;
using namespace halftone::ui;
using namespace halftone::test;

/// The chart as it is used: by real events in a real window, its numbers beside those of the core.
class TestTradeoffChart : public WindowTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_models = std::make_unique<RandomModelFolder>(kModelWidth); }
    void cleanup() { m_window.reset(); }

    void withNothingOpenNothingIsClaimed()
    {
        makeWindow();
        QCOMPARE(combo("qualityAxis")->currentText(), QStringLiteral("agreement with full"));
        QCOMPARE(m_window->findChild<MeterCard*>(QStringLiteral("qualityMeter"))
                     ->findChild<QLabel*>(QStringLiteral("caption"))
                     ->text(),
                 QStringLiteral("Agreement with full"));
        QVERIFY(!combo("qualityAxis")->isEnabled() && !combo("costAxis")->isEnabled());
        QVERIFY(!chart().accessibleName().contains(QStringLiteral("Dice")));
        QVERIFY(chart().accessibleDescription().contains(QStringLiteral("when an image")));
        QVERIFY(!part("limitsSentence")->isVisible());
        openSample();
        QCOMPARE(combo("qualityAxis")->currentText(), QStringLiteral("Dice of the slice"));
        QVERIFY(combo("qualityAxis")->isEnabled());
    }

    void theCardSaysWhatTheCoreSays()
    {
        openWindowWithSample();
        for (const Precision precision :
             {quant::kHighestInteger, Precision{4, 4}, Precision{1, 2}}) {
            const QPoint at = placeToHover(precision);
            QVERIFY2(!at.isNull(), quant::toString(precision).c_str());
            hover(at);
            const PointCard* card = chart().card();
            QVERIFY(card != nullptr && card->isVisible());
            QVERIFY(m_window->rect().contains(card->geometry()));
            QVERIFY(!card->geometry().contains(chart().mapTo(m_window.get(), at)));
            const PointFacts facts = card->facts();
            QCOMPARE(facts.title, formatPrecision(precision));
            const pipeline::SliceResult byCore = segmentByCore(precision, session().slice());
            QCOMPARE(valueOf(facts, "Dice with the reference"), formatScore(diceByCore(byCore)));
            const auto* record = session().results().find(keyOf(precision));
            QCOMPARE(valueOf(facts, "Slice time"), formatMilliseconds(record->latency.medianMs));
            QCOMPARE(valueOf(facts, "Weights"), formatBytes(byCore.cost.weightBytes));
            QCOMPARE(valueOf(facts, "Peak memory"),
                     formatBytes(byCore.cost.arenaBytes + byCore.cost.packedBytes));
            QCOMPARE(valueOf(facts, "Bit operations"),
                     formatCost(
                         pipeline::bitOperations(*active().model(), precision, active().prepared(),
                                                 pipeline::reachOf(active().model()->network)),
                         CostAxis::BitOperations));
            // What a screen reader says is what is written.
            QCOMPARE(chart().accessibleDescription(), facts.sentence());
        }
        keepPicture(m_window->picture(), QStringLiteral("chart_card"));
        leave();
        QVERIFY(!chart().card()->isVisible());
    }

    void aPictureIsThatOfThePrecision()
    {
        openWindowWithSample();
        const Precision seen{4, 4};
        const int pixels = 60;
        const QImage picture = session().tradeoff().thumbnail(seen, pixels);
        QCOMPARE(picture.size(), QSize(pixels, pixels));
        QVERIFY(differingPixels(picture, session().tradeoff().thumbnail({1, 2}, pixels)) > 5);
        // Coloured where the mask is, grey elsewhere: the share is about that of the mask.
        hover(placeToHover(seen));
        auto* shown = chart().card()->findChild<QLabel*>(QStringLiteral("thumbnail"));
        QVERIFY(!shown->pixmap().isNull());
        // The figures stay, the mask goes: nothing is computed for a picture.
        SliceRecord dropped = *session().results().find(keyOf(seen));
        dropped.labels.reset();
        dropped.warmMs.clear();
        session().results().insert(dropped);
        QVERIFY(session().tradeoff().thumbnail(seen, pixels).isNull());
        leave();
        hover(placeToHover(seen));
        QVERIFY(shown->pixmap().isNull());
        QVERIFY2(shown->text().contains(QStringLiteral("not kept")), qPrintable(shown->text()));
        QCOMPARE(chart().card()->facts().title, QStringLiteral("W4A4"));
    }

    void theKeyboardGoesAlongThePoints()
    {
        openWindowWithSample();
        const int slice = session().slice();
        QTest::keyClick(m_window.get(), Qt::Key_Tab);
        for (int n = 0; n < 60 && !chart().hasFocus(); ++n) {
            QTest::keyClick(m_window->focusWidget(), Qt::Key_Tab);
        }
        QVERIFY(chart().hasFocus());
        QVERIFY(chart().selected() == quant::kBalanced); // where one is
        QVERIFY(chart().card()->isVisible());
        press(Qt::Key_Home);
        std::vector<double> costs{costOf(*chart().selected())};
        for (std::size_t n = 1; n < chart().chart().points().size(); ++n) {
            press(Qt::Key_Right);
            costs.push_back(costOf(*chart().selected()));
        }
        QVERIFY(std::is_sorted(costs.begin(), costs.end()));
        const auto last = chart().selected();
        press(Qt::Key_Right); // the end
        QVERIFY(chart().selected() == last);
        press(Qt::Key_Home);
        press(Qt::Key_Up);
        const auto& points = session().tradeoff().points();
        const auto front = pipeline::paretoFront(points, QualityAxis::Dice, CostAxis::SliceTime);
        const auto isOnFront = std::any_of(front.begin(), front.end(), [&](std::size_t i) {
            return points[i].precision == *chart().selected();
        });
        QVERIFY(isOnFront);
        QCOMPARE(session().slice(), slice); // which these keys move elsewhere
        press(Qt::Key_End);
        const Precision wanted = *chart().selected();
        press(Qt::Key_Return);
        QVERIFY(session().precision().precision() == wanted);
        press(Qt::Key_Escape);
        QVERIFY(!chart().selected() && !chart().card()->isVisible());
        QVERIFY(chart().accessibleDescription().contains(QStringLiteral("Left and Right")));
        QTest::keyClick(&chart(), Qt::Key_PageDown); // the others are the window's
        QCOMPARE(session().slice(), std::min(slice + 1, active().slices() - 1));
    }

    void limitsMarkTheBest()
    {
        openWindowWithSample();
        const auto& points = session().tradeoff().points();
        std::vector<double> scores;
        for (const pipeline::TradeoffPoint& point : points) {
            scores.push_back(point.dice.value_or(0));
        }
        std::sort(scores.begin(), scores.end());
        const double least = std::floor(1000 * scores[scores.size() / 2]) / 1000;
        QTest::mouseClick(child<QToolButton>("limitsButton"), Qt::LeftButton);
        QVERIFY(child<QDoubleSpinBox>("mostCost")->isVisible());
        QVERIFY(!child<QCheckBox>("hasMostCost")->isChecked()); // off until somebody asks
        QVERIFY(!child<QCheckBox>("hasLeastQuality")->isChecked());
        combo("costAxis")->setCurrentIndex(int(CostAxis::WeightBytes)); // the same on any machine
        const auto cheapest =
            std::min_element(points.begin(), points.end(), [](const auto& a, const auto& b) {
                return a.weightBytes < b.weightBytes;
            });
        const int most = static_cast<int>(cheapest->weightBytes * 2 / 1000);
        type("mostCost", QString::number(most));
        type("leastQuality", formatScore(least));
        QVERIFY(child<QCheckBox>("hasMostCost")->isChecked());
        QVERIFY(child<QCheckBox>("hasLeastQuality")->isChecked());
        const pipeline::Limits limits{most * 1000.0, least};
        QCOMPARE(session().tradeoff().choice().limits(), limits);
        child<QDoubleSpinBox>("mostCost")->window()->close();

        const auto best =
            pipeline::bestWithin(points, QualityAxis::Dice, CostAxis::WeightBytes, limits);
        QVERIFY(best.has_value());
        QCOMPARE(child<QLabel>("limitsSentence")->text(),
                 QStringLiteral("Best within the limits: %1, %2 at %3")
                     .arg(formatPrecision(points[*best].precision),
                          formatScore(*points[*best].dice),
                          formatBytes(points[*best].weightBytes)));
        const auto& drawn = chart().chart().points();
        for (const ChartPoint& point : drawn) {
            const auto row = std::find_if(points.begin(), points.end(), [&](const auto& one) {
                return quant::toString(one.precision) == point.label;
            });
            QCOMPARE(point.dimmed, pipeline::costOf(*row, CostAxis::WeightBytes) > most * 1000.0
                                       || *row->dice < least);
        }
        keepPicture(m_window->picture(), QStringLiteral("chart_limits"));
        session().precision().setPrecision(quant::kHighestInteger);
        QTest::mouseClick(child<QToolButton>("limitsGo"), Qt::LeftButton);
        QVERIFY(session().precision().precision() == points[*best].precision);
        QVERIFY(!child<QToolButton>("limitsGo")->isEnabled()); // one is there

        // Another image, and another axis and back: they are remembered.
        waitUntilSettled();
        openSample({9, 128, 2});
        QCOMPARE(session().tradeoff().choice().limits(), limits);
        combo("costAxis")->setCurrentIndex(int(CostAxis::SliceTime));
        combo("costAxis")->setCurrentIndex(int(CostAxis::WeightBytes));
        QCOMPARE(session().tradeoff().choice().limits(), limits);
        type("leastQuality", QStringLiteral("1"));
        QCOMPARE(child<QLabel>("limitsSentence")->text(),
                 QStringLiteral("No measured precision is within these limits."));
        QVERIFY(!child<QToolButton>("limitsGo")->isVisible());
        child<QCheckBox>("hasMostCost")->setChecked(false);
        child<QCheckBox>("hasLeastQuality")->setChecked(false);
        QVERIFY(!child<QLabel>("limitsSentence")->isVisible());
    }

    void axesCanBeChosen()
    {
        openWindowWithSample();
        QComboBox* cost = combo("costAxis");
        for (int axis = 0; axis < cost->count(); ++axis) {
            cost->setFocus();
            QTest::keyClick(cost, axis == 0 ? Qt::Key_Home : Qt::Key_Down);
            QCOMPARE(static_cast<int>(chart().axes().cost), axis);
            QVERIFY(!chart().chart().points().empty());
            const auto& frame = chart().chart().frame();
            QVERIFY(frame.costTitle.ends_with("logarithmic"));
            for (const ChartPoint& point : chart().chart().points()) {
                QCOMPARE(point.cost,
                         pipeline::costOf(pointOf(point.label), static_cast<CostAxis>(axis)));
            }
        }
        choose("qualityAxis", int(QualityAxis::Agreement));
        for (const ChartPoint& point : chart().chart().points()) {
            QCOMPARE(point.quality, *pointOf(point.label).agreement);
        }
        // Of the volume only what was seen on all slices: full precision is not yet among them.
        choose("qualityAxis", int(QualityAxis::VolumeDice));
        QCOMPARE(chart().chart().points().size(), std::size_t{1});
        const ChartPoint volume = chart().chart().points().front();
        QCOMPARE(volume.label, std::string("W4A6"));
        eval::OverlapCounts sum;
        for (int slice = 0; slice < active().slices(); ++slice) {
            const pipeline::SliceResult byCore = segmentByCore(quant::kBalanced, slice);
            sum += eval::countOverlap(byCore.labels, active().referenceSlice(slice),
                                      active().structures().front());
        }
        QCOMPARE(volume.quality, sum.dice());
        QVERIFY(volume.qualityBetween.low <= volume.quality);
        QVERIFY(volume.qualityBetween.high >= volume.quality);
        QVERIFY(volume.qualityBetween.low < volume.qualityBetween.high);
        keepPicture(m_window->picture(), QStringLiteral("chart_volume"));
    }

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
        hover(placeToHover(quant::kHighestInteger));
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
        hover(placeToHover(quant::kHighestInteger));
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
        const QPoint at = placeToHover(quant::kHighestInteger);
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

private:
    ChartView& chart() { return m_window->precisionPanel().chart(); }
    TradeoffPanel& panel() { return *m_window->findChild<TradeoffPanel*>(); }
    template <typename Widget>
    Widget* child(const char* name)
    {
        return panel().findChild<Widget*>(QString::fromLatin1(name));
    }
    QWidget* part(const char* name) { return child<QWidget>(name); }
    QComboBox* combo(const char* name) { return child<QComboBox>(name); }

    ResultKey keyOf(Precision precision)
    {
        return {session().wanted()->series, precision, session().slice()};
    }

    const pipeline::TradeoffPoint& pointOf(const std::string& label)
    {
        const auto& points = session().tradeoff().points();
        return *std::find_if(points.begin(), points.end(), [&](const auto& point) {
            return quant::toString(point.precision) == label;
        });
    }

    static QString valueOf(const PointFacts& facts, const char* name)
    {
        for (const PointFact& fact : facts.facts) {
            if (fact.name.startsWith(QString::fromLatin1(name))) {
                return fact.value;
            }
        }
        return QStringLiteral("no such fact");
    }

    double costOf(Precision precision)
    {
        return pipeline::costOf(*session().tradeoff().find(precision), CostAxis::SliceTime);
    }

    /// A whole pixel at which the mouse finds the point; null where others hide it.
    QPoint placeToHover(Precision precision)
    {
        const auto& points = chart().chart().points();
        const double ratio = chart().devicePixelRatioF();
        for (std::size_t i = 0; i < points.size(); ++i) {
            if (points[i].label != quant::toString(precision)) {
                continue;
            }
            const auto at = *chart().chart().positionOf(i);
            for (int dy = -9; dy <= 9; ++dy) {
                for (int dx = -9; dx <= 9; ++dx) {
                    const QPoint pixel =
                        (QPointF(at.first, at.second) / ratio).toPoint() + QPoint(dx, dy);
                    if (chart().chart().pick(pixel.x() * ratio, pixel.y() * ratio) == i) {
                        return pixel;
                    }
                }
            }
        }
        return {};
    }

    /// As the window system tells it: the window finds the chart under the pointer by itself.
    void hover(const QPoint& at)
    {
        QTest::mouseMove(m_window->windowHandle(), chart().mapTo(m_window.get(), at));
        QCoreApplication::processEvents();
    }

    void leave()
    {
        QTest::mouseMove(m_window->windowHandle(), QPoint(m_window->width() / 2, 100));
        QCoreApplication::processEvents();
    }

    void press(Qt::Key key) { QTest::keyClick(&chart(), key); }

    void type(const char* name, const QString& text)
    {
        auto* box = child<QDoubleSpinBox>(name);
        box->setFocus();
        box->selectAll();
        QTest::keyClicks(box, text);
        QTest::keyClick(box, Qt::Key_Return);
    }

    /// As from the list: what the user picks.
    void choose(const char* name, int index)
    {
        QComboBox* box = combo(name);
        box->setFocus();
        while (box->currentIndex() != index) {
            QTest::keyClick(box, box->currentIndex() < index ? Qt::Key_Down : Qt::Key_Up);
        }
    }
};

HALFTONE_GUI_TEST_MAIN(TestTradeoffChart)
#include "tst_tradeoff_chart.moc"
