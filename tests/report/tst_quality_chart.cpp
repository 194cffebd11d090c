// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/quality_chart.h"

#include <QTest>

#include <limits>

using namespace halftone::report;

namespace {

std::string svgOf(const std::vector<ChartPoint>& points, const ChartText& text)
{
    return toSvg(drawChart(points, text));
}

} // namespace

class TestQualityChart : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fewOrBrokenPoints()
    {
        QVERIFY(svgOf({}, {"t", "ms"}).empty());
        const double nan = std::numeric_limits<double>::quiet_NaN();
        const std::vector<ChartPoint> broken{
            {nan, 0.5, "a", 1}, {1, nan, "b", 1}, {0, 0.5, "c", 1}};
        QVERIFY(svgOf(broken, {"t", "ms"}).empty());
        const std::vector<ChartPoint> one{{0.01, 0.0, "W1A1", 1}};
        const std::string svg = svgOf(one, {"t", "ms"});
        QVERIFY(svg.find("<circle") != std::string::npos && svg.find("nan") == std::string::npos);
        const std::vector<ChartPoint> equal{{5, 1.0, "x", 8}, {5, 1.0, "y", 8}};
        QVERIFY(svgOf(equal, {"t", "ms"}).find("inf") == std::string::npos);
    }

    void onlyUnbeatenPointsAreNamed()
    {
        const std::vector<ChartPoint> points{
            {10, 0.9, "best", 8}, {5, 0.8, "cheap", 4}, {7, 0.7, "beaten", 4}};
        const std::string svg = svgOf(points, {"t", "ms"});
        QVERIFY(svg.find(">best<") != std::string::npos
                && svg.find(">cheap<") != std::string::npos);
        QVERIFY(svg.find(">beaten<") == std::string::npos);
        QVERIFY(svg.find("beaten: 0.7000") != std::string::npos); // in its tooltip
    }

    void noiseBeatsNothing()
    {
        const double unbounded = std::numeric_limits<double>::infinity();
        const std::vector<ChartPoint> points{{10, 0.9, "best", 8, {9, 11}},
                                             {10.5, 0.8, "as fast", 4, {10, 12}},
                                             {14, 0.7, "slower", 4, {13, 15}},
                                             {15, 0.6, "once", 2, {0, unbounded}}};
        const Drawing drawing = drawChart(points, {"t", "ms"});
        std::vector<std::string> faint;
        int bars = 0;
        int hollow = 0;
        for (const Shape& shape : drawing.shapes) {
            if (const auto* circle = std::get_if<DrawnCircle>(&shape)) {
                hollow += circle->fill == "#ffffff" ? 1 : 0;
            } else if (const auto* path = std::get_if<DrawnPath>(&shape)) {
                const bool isMark = !path->tooltip.empty();
                bars += !isMark && path->width == 2 ? 1 : 0;
                hollow += isMark && path->fill == "#ffffff" ? 1 : 0;
                if (isMark && path->faint) {
                    faint.push_back(path->tooltip);
                }
            }
        }
        QCOMPARE(bars, 3);
        QCOMPARE(hollow, 1);
        QCOMPARE(faint, std::vector<std::string>{"slower: 0.7000 at 14.0 ms"});
        const std::string svg = toSvg(drawing);
        QVERIFY(svg.find("nan") == std::string::npos && svg.find("inf") == std::string::npos);
    }

    void qualityHasABarWhereItIsKnownWithin()
    {
        ChartPoint point{10, 0.9, "W4A6", 6};
        const auto bars = [&] {
            int count = 0;
            for (const Shape& shape :
                 drawChart(std::vector<ChartPoint>{point}, {"t", "ms"}).shapes) {
                const auto* path = std::get_if<DrawnPath>(&shape);
                count += path != nullptr && path->points.size() == 2
                                 && path->points[0].x == path->points[1].x
                                 && path->stroke == lookColour(seriesLook(6))
                             ? 1
                             : 0;
            }
            return count;
        };
        QCOMPARE(bars(), 0);
        point.qualityBetween = {0.85, 0.93};
        QCOMPARE(bars(), 1);
    }

    void axesHaveRoundTicks()
    {
        const std::vector<ChartPoint> points{{80, 0.81, "W2A4", 4}, {1200, 0.93, "FP32", 32}};
        const std::string svg = svgOf(points, {"t", "kB"});
        for (const char* tick :
             {">100 kB<", ">200 kB<", ">500 kB<", ">1000 kB<", ">1.00<", ">0.80<"}) {
            QVERIFY2(svg.find(tick) != std::string::npos, tick);
        }
    }
};

QTEST_GUILESS_MAIN(TestQualityChart)
#include "tst_quality_chart.moc"
