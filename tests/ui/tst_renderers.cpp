// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "gui_support.h"
#include "plane_view.h"
#include "ui/widgets/views/chart_view.h"

#include <QApplication>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace halftone;
using namespace halftone::ui;

namespace {

/// Whether a colour is within three device pixels above or below a point of the plane.
bool isNear(const PlaneView& view, const QImage& picture, double column, double row,
            const QColor& colour)
{
    const ScreenPoint at = view.slice.toScreen({column, row});
    for (int dy = -3; dy <= 3; ++dy) {
        if (isClose(picture.pixelColor(static_cast<int>(std::lround(at.x)),
                                       static_cast<int>(std::lround(at.y)) + dy),
                    colour, 30)) {
            return true;
        }
    }
    return false;
}

} // namespace

class TestRenderers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void thePlaneFitsWithItsProportions()
    {
        const auto view = makeView();
        QVERIFY(view);
        const QImage shot = picture(*view);
        QVERIFY(isClose(colourAt(*view, shot, 4, 10), Qt::black));
        QVERIFY(isClose(colourAt(*view, shot, 28, 10), Qt::white));
        // 32 mm x 64 mm in 400 x 400 pixels: 200 pixels wide, ground at the sides.
        QCOMPARE(view->slice.magnification(), 6.25);
        QCOMPARE(view->slice.toScreen({-0.5, 0}).x, 100.0);
        QCOMPARE(view->slice.toScreen({0, -0.5}).y, 0.0);
        QCOMPARE(view->slice.toScreen({0, 31.5}).y, 400.0);
        QVERIFY(isClose(shot.pixelColor(98, 200), kGround));
        QVERIFY(isClose(shot.pixelColor(101, 200), Qt::black));
        QVERIFY(isClose(shot.pixelColor(298, 200), Qt::white));
        QVERIFY(isClose(shot.pixelColor(301, 200), kGround));
        view->slice.setImages({evenImage(128)});
        QVERIFY(isClose(colourAt(*view, picture(*view), 4, 10), QColor(128, 128, 128)));
        view->slice.clear();
        QVERIFY(!view->slice.hasPlane());
        QVERIFY(isClose(picture(*view).pixelColor(200, 200), kGround));
    }

    void anObliqueSquareIsSquare()
    {
        // Pixels of 3 mm x 4 mm whose axes are none of the patient's; 32 columns, 24 rows.
        const auto view = makeView();
        QVERIFY(view);
        image::PlaneGrid grid;
        grid.columns = 32;
        grid.rows = 24;
        grid.columnMm = {1, 2, 2};
        grid.rowMm = {0, -2.8284271247461903, 2.8284271247461903};
        view->slice.setPlane(grid);
        view->slice.setImages({{std::vector<float>(grid.pixels(), 255), 0, 255, 1}});
        const QImage shot = picture(*view);
        for (const QPoint& corner : {QPoint(2, 2), QPoint(397, 2), QPoint(2, 397)}) {
            QVERIFY(isClose(shot.pixelColor(corner), Qt::white));
        }
        QCOMPARE(view->slice.magnification(), 12.5);
        const PlanePoint corner = view->slice.toPlane(400, 400);
        QVERIFY(std::abs(corner.column - 31.5) < 1e-9 && std::abs(corner.row - 23.5) < 1e-9);
    }

    void windowAndLevelMapGreyValues()
    {
        const auto view = makeView();
        QVERIFY(view);
        view->slice.setImages({evenImage(128)});
        view->slice.setWindow(0, 128, 228);
        QVERIFY(isClose(colourAt(*view, picture(*view), 4, 10), Qt::black));
        view->slice.setWindow(0, 78, 178);
        QVERIFY(isClose(colourAt(*view, picture(*view), 4, 10), QColor(127, 127, 127)));
        view->slice.setWindow(0, 0, 128);
        QVERIFY(isClose(colourAt(*view, picture(*view), 4, 10), Qt::white));
        // Beyond the window and beyond all numbers.
        ImagePicture rows = evenImage(-3e38F);
        std::fill_n(rows.values.begin() + 8 * kSize, 8 * kSize, 3e38F);
        std::fill_n(rows.values.begin() + 16 * kSize, 8 * kSize,
                    -std::numeric_limits<float>::infinity());
        std::fill_n(rows.values.begin() + 24 * kSize, 8 * kSize,
                    std::numeric_limits<float>::infinity());
        view->slice.setImages({rows});
        const QImage shot = picture(*view);
        QVERIFY(isClose(colourAt(*view, shot, 4, 4), Qt::black));
        QVERIFY(isClose(colourAt(*view, shot, 4, 12), Qt::white));
        QVERIFY(isClose(colourAt(*view, shot, 4, 20), Qt::black));
        QVERIFY(isClose(colourAt(*view, shot, 4, 28), Qt::white));
        QVERIFY_THROWS_EXCEPTION(Error, view->slice.setWindow(1, 0, 1));
    }

    void anImageBlendsOverAnother()
    {
        const auto view = makeView();
        QVERIFY(view);
        ImagePicture upper = evenImage(200);
        upper.opacity = 0.25;
        for (std::size_t i = 0; i < kPixels; ++i) {
            if (i / kSize >= kSize / 2) {
                upper.values[i] = std::numeric_limits<float>::quiet_NaN();
            }
        }
        view->slice.setImages({halvesImage(), upper});
        QImage shot = picture(*view);
        test::keepPicture(shot, QStringLiteral("renderers-blended"));
        QVERIFY(isClose(colourAt(*view, shot, 4, 4), QColor(50, 50, 50)));     // over black
        QVERIFY(isClose(colourAt(*view, shot, 28, 4), QColor(241, 241, 241))); // over white
        QVERIFY(isClose(colourAt(*view, shot, 4, 28), Qt::black)); // NaN: what lies below
        QVERIFY(isClose(colourAt(*view, shot, 28, 28), Qt::white));
        view->slice.setWindow(1, 200, 400); // the upper one alone, and its NaN stay clear
        shot = picture(*view);
        QVERIFY(isClose(colourAt(*view, shot, 28, 4), QColor(191, 191, 191)));
        QVERIFY(isClose(colourAt(*view, shot, 28, 28), Qt::white));
        view->slice.setImages({upper}); // without the lower one: ground
        shot = picture(*view);
        QVERIFY(isClose(colourAt(*view, shot, 28, 28), kGround));
        QVERIFY(isClose(colourAt(*view, shot, 28, 4), QColor(62, 64, 66)));
        view->slice.setImages({});
        QVERIFY(isClose(colourAt(*view, picture(*view), 28, 4), kGround));
    }

    void theEdgeOfAnInterpolatedImageIsNotDark()
    {
        const auto view = makeView();
        QVERIFY(view);
        ImagePicture upper = evenImage(255);
        for (std::size_t i = 0; i < kPixels; ++i) {
            if (i % kSize >= kSize / 2) {
                upper.values[i] = std::numeric_limits<float>::quiet_NaN();
            }
        }
        view->slice.setInterpolation(Interpolation::Linear);
        view->slice.setImages({evenImage(255), upper});
        const QImage shot = picture(*view);
        for (double column = 14; column < 18; column += 0.1) {
            QVERIFY(isClose(colourAt(*view, shot, column, 10), Qt::white));
        }
    }

    void interpolationIsForImagesAlone()
    {
        const auto view = makeView();
        QVERIFY(view);
        OverlayPicture overlay = block(0, 20, 16, 32, {255, 0, 0});
        view->slice.setOverlays({overlay});
        const auto mixed = [&](const QImage& shot, double row) {
            int count = 0;
            const int y = static_cast<int>(view->slice.toScreen({0, row}).y);
            for (int x = 185; x < 215; ++x) {
                const QColor colour = shot.pixelColor(x, y);
                count += colour.blue() > 20 && colour.blue() < 235 ? 1 : 0;
            }
            return count;
        };
        QImage shot = picture(*view);
        QCOMPARE(mixed(shot, 10), 0);
        view->slice.setInterpolation(Interpolation::Linear);
        shot = picture(*view);
        QVERIFY(mixed(shot, 10) >= 4);
        // The overlay ends sharply at column 15.5, where the image fades from black to white.
        const int y = static_cast<int>(view->slice.toScreen({0, 26}).y);
        QVERIFY(isClose(shot.pixelColor(199, y), Qt::red));
        QVERIFY(isClose(shot.pixelColor(200, y), QColor(127, 127, 127), 40));
    }

    void overlaysHaveTheirOwnColourOpacityAndShape()
    {
        const auto view = makeView();
        QVERIFY(view);
        OverlayPicture half = block(0, 0, 32, 16, {255, 176, 74});
        half.opacity = 0.5;
        const OverlayPicture full = block(4, 4, 8, 8, {0, 0, 255});
        OverlayPicture outline = block(2, 2, 30, 14, {255, 0, 255});
        outline.shape = OverlayShape::Outline;
        view->slice.setOverlays({half, full, outline});
        QImage shot = picture(*view);
        test::keepPicture(shot, QStringLiteral("renderers-overlays"));
        QVERIFY(isClose(colourAt(*view, shot, 10, 10), QColor(128, 88, 37)));   // over black
        QVERIFY(isClose(colourAt(*view, shot, 28, 10), QColor(255, 215, 164))); // over white
        QVERIFY(isClose(colourAt(*view, shot, 6, 6), Qt::blue));   // above the half clear one
        QVERIFY(isClose(colourAt(*view, shot, 2, 28), Qt::black)); // not painted
        QVERIFY(isNear(*view, shot, 10, 13.5, Qt::magenta));
        QVERIFY(isNear(*view, shot, 10, 1.5, Qt::magenta));
        QVERIFY(!isNear(*view, shot, 10, 20, Qt::magenta));

        // The same in another order: what was above is below.
        view->slice.setOverlays({full, half});
        shot = picture(*view);
        QVERIFY(isClose(colourAt(*view, shot, 6, 6), QColor(128, 88, 164)));
        QVERIFY(!isNear(*view, shot, 10, 13.5, Qt::magenta));
        // An outline may be pale, too: between white and its colour.
        outline.opacity = 0.4;
        view->slice.setOverlays({outline});
        shot = picture(*view);
        QVERIFY(isNear(*view, shot, 24, 13.5, QColor(255, 153, 255)));
        QVERIFY(isClose(colourAt(*view, shot, 6, 6), Qt::black));
        outline.shape = OverlayShape::Fill;
        outline.opacity = 1;
        view->slice.setOverlays({outline});
        QVERIFY(isClose(colourAt(*view, picture(*view), 24, 10), Qt::magenta));
        outline.palette[1] = {0, 255, 0};
        view->slice.setOverlays({outline});
        QVERIFY(isClose(colourAt(*view, picture(*view), 24, 10), Qt::green));
        view->slice.setOverlays({});
        QVERIFY(isClose(colourAt(*view, picture(*view), 24, 10), Qt::white));
    }

    void otherSizesAreRefused()
    {
        const auto view = makeView();
        QVERIFY(view);
        const auto codeOf = [](const auto& call) {
            try {
                call();
            } catch (const Error& error) {
                return error.code();
            }
            return ErrorCode::Internal;
        };
        const ImagePicture small{std::vector<float>(7), 0, 1, 1};
        QCOMPARE(codeOf([&] {
                     view->slice.setImages({evenImage(9), small});
                 }),
                 ErrorCode::ShapeMismatch);
        const OverlayPicture large{std::vector<Paint>(kPixels + 1), {}, OverlayShape::Fill, 1};
        QCOMPARE(codeOf([&] { view->slice.setOverlays({large}); }), ErrorCode::ShapeMismatch);
        // What was shown stays.
        QVERIFY(isClose(colourAt(*view, picture(*view), 28, 10), Qt::white));
    }

    void aNewSliceIsQuick()
    {
        const auto view = makeView();
        QVERIFY(view);
        image::PlaneGrid grid;
        grid.columns = 512;
        grid.rows = 512;
        std::vector<ImagePicture> images{{std::vector<float>(grid.pixels(), 7), 0, 10, 1}};
        std::vector<OverlayPicture> overlays{
            {std::vector<Paint>(grid.pixels(), 1), {}, OverlayShape::Fill, 1}};
        view->slice.setPlane(grid);
        QElapsedTimer clock;
        std::vector<double> set;
        std::vector<double> shown;
        for (int i = 0; i < 20; ++i) {
            images[0].values[0] = static_cast<float>(i);
            overlays[0].paints.assign(grid.pixels(), static_cast<Paint>(1 + i % 2));
            clock.start();
            view->slice.setPlane(grid);
            view->slice.setImages(images);
            view->slice.setOverlays(overlays);
            set.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
            view->renderNow();
            shown.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
        }
        qInfo("benchmark: new slice and overlay 512x512: p50 %.2f ms, p95 %.2f ms",
              test::percentile(set, 0.5), test::percentile(set, 0.95));
        qInfo("benchmark: the same and rendered: p50 %.2f ms, p95 %.2f ms",
              test::percentile(shown, 0.5), test::percentile(shown, 0.95));
    }

    void chartsHaveAxesWithoutAFrontToo()
    {
        TradeoffTableModel table;
        ChartView view;
        view.resize(300, 250);
        view.setModel(&table);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        const auto axes = [&view] {
            view.renderNow();
            const QImage picture = view.picture();
            // Numbers beside the upper axis line; the footer and names of points lie elsewhere.
            int ink = 0;
            for (int y = 10; y < picture.height() - 50; ++y) {
                for (int x = 0; x < 45; ++x) {
                    ink += qGray(picture.pixel(x, y)) > qGray(picture.pixel(1, 1)) + 40 ? 1 : 0;
                }
            }
            return ink;
        };
        QVERIFY(axes() > 20); // nothing is there yet
        table.clear(true);
        pipeline::TradeoffPoint point;
        point.precision = quant::kBalanced;
        point.dice = 0.8;
        point.latency = summarizeLatency(std::vector<double>(kRunsToRank, 10));
        table.upsert(point);
        QCOMPARE(view.chart().points().size(), std::size_t{1});
        QVERIFY(axes() > 20);
    }

    void chartPointsCanBeFoundAgain()
    {
        TradeoffTableModel table;
        table.clear(true);
        pipeline::TradeoffPoint point;
        const std::vector<std::pair<quant::Precision, std::pair<double, double>>> rows{
            {{32, 32}, {0.81, 70}}, {{8, 8}, {0.80, 20}}, {{4, 6}, {0.79, 11}}, {{1, 1}, {0.5, 8}}};
        for (const auto& [precision, values] : rows) {
            point.precision = precision;
            point.dice = values.first;
            point.latency = summarizeLatency(std::vector<double>(kRunsToRank, values.second));
            table.upsert(point);
        }
        ChartView view;
        view.resize(340, 260);
        view.setModel(&table);
        view.setCurrent({4, 6});
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        view.renderNow();
        const QImage shot = view.picture();
        const auto& points = view.chart().points();
        QCOMPARE(points.size(), std::size_t{4});
        for (std::size_t i = 0; i < points.size(); ++i) {
            const auto at = view.chart().positionOf(i);
            QVERIFY(at.has_value());
            QVERIFY(view.chart().pick(at->first, at->second) == i);
            if (points[i].current) {
                QVERIFY(isClose(shot.pixelColor(static_cast<int>(std::lround(at->first)),
                                                static_cast<int>(std::lround(at->second))),
                                QColor(0xff, 0xb0, 0x4a), 30));
            }
        }
        QVERIFY(!view.chart().pick(2, 2).has_value());
    }
};

HALFTONE_GUI_TEST_MAIN(TestRenderers)
#include "tst_renderers.moc"
