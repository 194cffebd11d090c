// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "chart_window.h"

#include "core/pipeline/sweep_scores.h"
#include "ui/widgets/views/chart_points.h"

using namespace halftone;
using namespace halftone::ui;
using namespace halftone::test;

/// The chart as it is used: by real events in a real window, its numbers beside those of the core.
class TestTradeoffChart : public ChartWindow {
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
        const std::vector<Precision> found = hoverable();
        QVERIFY(found.size() >= 3);
        for (const Precision precision : {found.front(), found[found.size() / 2], found.back()}) {
            const QPoint at = placeToHover(precision);
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
            QCOMPARE(valueOf(facts, "Memory of a run"),
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

    void theFrontsLineGoesThroughRankedTimes()
    {
        const auto pointOf = [](Precision precision, double dice, double ms, std::size_t runs) {
            pipeline::TradeoffPoint point;
            point.precision = precision;
            point.dice = dice;
            point.latency = summarizeLatency(std::vector<double>(runs, ms));
            point.weightBytes = 1000 * static_cast<std::size_t>(precision.weightBits);
            return point;
        };
        TradeoffTableModel table;
        TradeoffSubject subject;
        subject.isOpen = subject.hasReference = true;
        table.assign({pointOf({8, 8}, 0.95, 20, kRunsToRank), pointOf({4, 4}, 0.94, 5, 1),
                      pointOf({2, 4}, 0.9, 4, kRunsToRank)},
                     subject);
        const auto named = [&](CostAxis cost) {
            QStringList names;
            for (const ChartPoint& point :
                 chartPoints(table, {QualityAxis::Dice, cost}, {}, {8, 8}).points) {
                if (point.best) {
                    names << QString::fromStdString(point.label);
                }
            }
            names.sort();
            return names.join(QChar(u' '));
        };
        QCOMPARE(named(CostAxis::SliceTime), QStringLiteral("W2A4 W8A8"));
        QCOMPARE(named(CostAxis::WeightBytes), QStringLiteral("W2A4 W4A4 W8A8")); // of no time
    }

    void aPictureIsThatOfThePrecision()
    {
        openWindowWithSample();
        const Precision seen = hoverable().back(); // the fewest bits
        const int pixels = 60;
        const QImage picture = session().tradeoff().thumbnail(seen, pixels);
        QCOMPARE(picture.size(), QSize(pixels, pixels));
        QVERIFY(
            differingPixels(picture, session().tradeoff().thumbnail(quant::kHighestInteger, pixels))
            > 5);
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
        QCOMPARE(chart().card()->facts().title, formatPrecision(seen));
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
        type("leastQuality", QStringLiteral("0,5")); // as many countries write it
        QCOMPARE(child<QDoubleSpinBox>("leastQuality")->value(), 0.5);
        type("leastQuality", QStringLiteral("25e-2"));
        QCOMPARE(child<QDoubleSpinBox>("leastQuality")->value(), 0.25);
        type("leastQuality", formatScore(least));
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
};

HALFTONE_GUI_TEST_MAIN(TestTradeoffChart)
#include "tst_tradeoff_chart.moc"
