// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/quality_chart.h"

#include <QTest>

#include <limits>

using namespace halftone::report;

class TestQualityChart : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fewOrBrokenPoints()
    {
        QVERIFY(drawChart({}, {"t", "ms"}).empty());
        const double nan = std::numeric_limits<double>::quiet_NaN();
        const std::vector<ChartPoint> broken{
            {nan, 0.5, "a", 1}, {1, nan, "b", 1}, {0, 0.5, "c", 1}};
        QVERIFY(drawChart(broken, {"t", "ms"}).empty());
        const std::vector<ChartPoint> one{{0.01, 0.0, "W1A1", 1}};
        const std::string svg = drawChart(one, {"t", "ms"});
        QVERIFY(svg.find("<circle") != std::string::npos && svg.find("nan") == std::string::npos);
        const std::vector<ChartPoint> equal{{5, 1.0, "x", 8}, {5, 1.0, "y", 8}};
        QVERIFY(drawChart(equal, {"t", "ms"}).find("inf") == std::string::npos);
    }

    void onlyUnbeatenPointsAreNamed()
    {
        const std::vector<ChartPoint> points{
            {10, 0.9, "best", 8}, {5, 0.8, "cheap", 4}, {7, 0.7, "beaten", 4}};
        const std::string svg = drawChart(points, {"t", "ms"});
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
        const std::string svg = drawChart(points, {"t", "ms"});
        const auto count = [&](const std::string& text) {
            int found = 0;
            for (auto at = svg.find(text); at != std::string::npos; at = svg.find(text, at + 1)) {
                ++found;
            }
            return found;
        };
        QCOMPARE(count("class=\"beaten\""), 1);
        QVERIFY(svg.find("slower: 0.7", svg.find("class=\"beaten\"")) != std::string::npos);
        QCOMPARE(count("class=\"bar\""), 3);
        QCOMPARE(count("class=\"hollow\""), 1);
        QCOMPARE(count("nan") + count("inf"), 0);
    }

    void axesHaveRoundTicks()
    {
        const std::vector<ChartPoint> points{{80, 0.81, "W2A4", 4}, {1200, 0.93, "FP32", 32}};
        const std::string svg = drawChart(points, {"t", "kB"});
        for (const char* tick :
             {">100 kB<", ">200 kB<", ">500 kB<", ">1000 kB<", ">1.00<", ">0.80<"}) {
            QVERIFY2(svg.find(tick) != std::string::npos, tick);
        }
    }
};

QTEST_GUILESS_MAIN(TestQualityChart)
#include "tst_quality_chart.moc"
