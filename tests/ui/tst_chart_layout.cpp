// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/render/chart_layout.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace halftone;
using namespace halftone::ui;

namespace {

ChartPoint pointOf(const char* name, double cost, double quality)
{
    ChartPoint point{cost, quality, name};
    point.landmark = true;
    point.onFront = true;
    return point;
}

ChartLayout layoutOf(std::vector<ChartPoint> points)
{
    ChartLayout layout;
    layout.widthOf = [](const std::string& text) { return 7.0F * static_cast<float>(text.size()); };
    layout.setSize(340, 260, 1);
    ChartFrame frame;
    frame.extent = extentOf(points);
    frame.costTitle = "ms a slice, logarithmic";
    layout.points = std::move(points);
    layout.setFrame(frame);
    layout.layOut();
    return layout;
}

const ChartText* textOf(const ChartLayout& layout, const std::string& text)
{
    const auto found = std::find_if(layout.texts().begin(), layout.texts().end(),
                                    [&](const ChartText& one) { return one.text == text; });
    return found != layout.texts().end() ? &*found : nullptr;
}

} // namespace

/// Axes that stay where they are, and what lies where: plain values.
class TestChartLayout : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void axesHoldPointsWithTheirBars()
    {
        ChartPoint point = pointOf("W4A6", 10, 0.8);
        point.costBetween = {5, 30};
        point.qualityBetween = {0.7, 0.85};
        const ChartExtent extent = extentOf(std::vector{point});
        QVERIFY(extent.lowCost < 5 && extent.highCost > 30);
        QVERIFY(extent.lowQuality < 0.7 && extent.highQuality > 0.85);
        point.costBetween = {0, std::numeric_limits<double>::infinity()}; // no bar at all
        QVERIFY(std::isfinite(extentOf(std::vector{point}).highCost));
        QVERIFY(extentOf(std::vector{point}).lowCost > 0);
    }

    void axesGrowWhilePointsComeAndFitWhenTheyAreThere()
    {
        const ChartExtent wide{1, 100, 0.2, 0.9};
        const ChartExtent narrow{5, 20, 0.5, 0.8};
        const ChartExtent cheap{0.5, 20, 0.5, 0.95};
        ChartScale scale;
        scale.setGrowing(true);
        scale.restart(wide);
        scale.need(narrow); // a median of more runs: nothing shrinks
        QVERIFY(scale.shown() == wide);
        scale.need(cheap);
        QVERIFY((scale.shown() == ChartExtent{0.5, 100, 0.2, 0.95}));
        scale.setGrowing(false);
        QVERIFY(scale.shown() == cheap);
        scale.restart(narrow);
        QVERIFY(scale.shown() == narrow);
    }

    void heldAxesMoveWhenTheyAreLetGo()
    {
        const ChartExtent before{5, 20, 0.5, 0.8};
        const ChartExtent needed{1, 100, 0.2, 0.9};
        ChartScale scale;
        scale.restart(before);
        scale.setHeld(true);
        scale.need(needed);
        QVERIFY(scale.shown() == before);
        QVERIFY(scale.isWaiting());
        scale.setHeld(false);
        QVERIFY(scale.shown() == needed);
        QVERIFY(!scale.isWaiting());
        scale.setHeld(true);
        scale.restart(before); // another slice: another chart
        QVERIFY(scale.shown() == before);
    }

    void keptNamesDoNotMove()
    {
        ChartLayout layout = layoutOf({pointOf("W8A8", 50, 0.9), pointOf("W2A4", 10, 0.6)});
        const LabelBox before = textOf(layout, "W8A8")->box;
        // Where its name stands a point appears, and one that wants a name.
        const auto crowd = [&] {
            layout.points.push_back(pointOf("W4A4", 50, 0.93));
            layout.points.push_back(pointOf("W3A4", 48, 0.92));
            layout.layOut();
        };
        layout.namesKept = true;
        crowd();
        QVERIFY(textOf(layout, "W8A8")->box.y0 == before.y0);
        QVERIFY(textOf(layout, "W8A8")->box.x0 == before.x0);
        QVERIFY(textOf(layout, "W4A4") == nullptr); // there is time for that
        layout.points.back().current = true;        // but what is shown is always named
        layout.layOut();
        const ChartText* current = textOf(layout, "W3A4");
        QVERIFY(current != nullptr && current->ink == ChartText::Ink::Current);
        QVERIFY(!current->box.overlaps(before));
        layout.namesKept = false;
        layout.layOut();
        QVERIFY(textOf(layout, "W4A4") != nullptr);
        QVERIFY(textOf(layout, "W8A8")->box.y0 != before.y0
                || textOf(layout, "W8A8")->box.x0 != before.x0);
    }

    void pointsBeyondTheAxesAreNotDrawn()
    {
        ChartLayout layout = layoutOf({pointOf("W8A8", 50, 0.9), pointOf("W2A4", 10, 0.6)});
        QCOMPARE(layout.drawing().discs.size(), std::size_t{2});
        layout.points.push_back(pointOf("FP32", 5000, 0.9));
        layout.layOut();
        QCOMPARE(layout.drawing().discs.size(), std::size_t{2});
        QVERIFY(textOf(layout, "FP32") == nullptr);
        QVERIFY(!layout.isSeen(layout.points.back()));
    }

    void whatIsWithinTheLimitsIsShaded()
    {
        ChartLayout layout = layoutOf({pointOf("W8A8", 50, 0.9), pointOf("W2A4", 10, 0.6)});
        QVERIFY(layout.drawing().areas.empty());
        layout.frame.mostCost = 20;
        layout.frame.leastQuality = 0.7;
        layout.star = 1;
        layout.points[0].dimmed = true;
        const ChartColour bright = layout.drawing().discs.front().colour;
        layout.layOut();
        QCOMPARE(layout.drawing().areas.size(), std::size_t{1});
        const LabelBox shaded = layout.drawing().areas[0].box;
        const auto at = [&](double cost, double quality) {
            const auto [x, y] = layout.positionOf(pointOf("", cost, quality));
            return std::pair(x, 260 - y); // the scene counts from below
        };
        QVERIFY(std::abs(shaded.x1 - at(20, 0.7).first) < 0.01);
        QVERIFY(std::abs(shaded.y0 - at(20, 0.7).second) < 0.01);
        QVERIFY(shaded.x0 < at(10, 0.8).first && shaded.y1 > at(10, 0.9).second);
        const auto& discs = layout.drawing().discs;
        QCOMPARE(std::count_if(discs.begin(), discs.end(), [](const auto& d) { return d.star; }),
                 1);
        QVERIFY(std::any_of(discs.begin(), discs.end(), [&](const auto& disc) {
            return !disc.star && disc.colour[0] < bright[0];
        }));
        // All that is asked for is shown: no line where the limit is beyond the axes.
        layout.frame.mostCost = 1e6;
        layout.frame.leastQuality.reset();
        layout.layOut();
        for (const auto& line : layout.drawing().lines) {
            QVERIFY(!line.dashed);
        }
    }

    void theAxisSaysThatItIsLogarithmic()
    {
        const ChartLayout layout = layoutOf({pointOf("W8A8", 50, 0.9)});
        const ChartText* title = textOf(layout, "ms a slice, logarithmic");
        QVERIFY(title != nullptr && title->box.y1 <= 260 && title->box.y0 > 230);
        for (const ChartText& text : layout.texts()) {
            QVERIFY2(text.box.y0 >= 0 && text.box.y1 <= 260, text.text.c_str());
        }
    }
};

QTEST_GUILESS_MAIN(TestChartLayout)
#include "tst_chart_layout.moc"
