// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/line_plot.h"
#include "core/report/svg.h"

#include <QTest>
#include <QXmlStreamReader>

#include <set>

using namespace halftone::report;

class TestLinePlot : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // FP32 and W1A1, the first and the eighth of a run, were both black circles.
    void everyLookDiffers()
    {
        std::set<std::string> looks;
        for (std::size_t look = 0; look < lookCount(); ++look) {
            looks.insert(lookColour(look) + lookMarker(look, {10, 10}));
        }
        QCOMPARE(looks.size(), lookCount());
        QVERIFY(lookCount() >= 49);
        QVERIFY(lookDashes(0).empty() && lookDashes(6).empty());
        QVERIFY(!lookDashes(7).empty()); // thin lines have no markers
        QCOMPARE(lookMarker(lookCount(), {1, 2}), lookMarker(0, {1, 2}));
    }

    void markersStandWhereTheyShould()
    {
        QCOMPARE(lookMarker(0, {10, 20}),
                 std::string("<circle cx=\"10.0\" cy=\"20.0\" r=\"3.4\"/>"));
        QCOMPARE(lookMarker(1, {10, 20}),
                 std::string("<polygon points=\"7.0,17.0 13.0,17.0 13.0,23.0 7.0,23.0\"/>"));
    }

    void elements()
    {
        QCOMPARE(svgText({1, 2}, "a<b", "class=\"c\""),
                 std::string("<text x=\"1.0\" y=\"2.0\" class=\"c\">a&lt;b</text>\n"));
        QCOMPARE(svgLine({0, -0.01}, {3, 4.26}, "class=\"c\""),
                 std::string("<line x1=\"0.0\" y1=\"0.0\" x2=\"3.0\" y2=\"4.3\" class=\"c\"/>\n"));
        const std::vector<SvgPoint> points{{1, 2}, {3, 4}};
        QCOMPARE(svgPolyline(points, "id=\"p\""),
                 std::string("<polyline fill=\"none\" points=\"1.0,2.0 3.0,4.0\" id=\"p\"/>\n"));
    }

    void plotsAreWellFormed()
    {
        std::vector<PlotSeries> series;
        for (std::size_t look = 0; look < 9; ++look) {
            series.push_back(
                {"W" + std::to_string(look) + " <&>", {{1, 0.5}, {2, 0.7}}, look, true, false});
        }
        const QString svg = QString::fromStdString(
            plotsToSvg({{"Dice", series, false, {}}, {"Loss", {}, true, {}}}, "minutes"));
        QXmlStreamReader xml(svg);
        int lines = 0;
        while (!xml.atEnd()) {
            lines += xml.readNext() == QXmlStreamReader::StartElement
                             && xml.name() == QLatin1String("polyline")
                         ? 1
                         : 0;
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QCOMPARE(lines, 9);
        QVERIFY(svg.contains(QStringLiteral("W8 &lt;&amp;&gt;")));
        QVERIFY(svg.contains(QStringLiteral("no values yet")));
    }
};

QTEST_GUILESS_MAIN(TestLinePlot)
#include "tst_line_plot.moc"
