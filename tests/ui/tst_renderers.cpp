// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "gui_support.h"
#include "ui/widgets/views/chart_view.h"
#include "ui/widgets/views/slice_view.h"

#include <QApplication>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace halftone;
using namespace halftone::ui;

namespace {

constexpr int kSize = 32;

/// Slice 0 is black on the left half and white on the right; slice 1 is grey. Twice as high in
/// millimetres as wide.
Image testImage()
{
    Image image;
    image.geometry.size = {kSize, kSize, 2};
    image.geometry.spacingMm = {1, 2, 1};
    std::vector<std::uint8_t> voxels(2 * kSize * kSize, 128);
    for (int y = 0; y < kSize; ++y) {
        for (int x = 0; x < kSize; ++x) {
            voxels[static_cast<std::size_t>(y * kSize + x)] = x < kSize / 2 ? 0 : 255;
        }
    }
    image.voxels = voxels;
    return image;
}

QColor colourAt(SliceView& view, const QImage& picture, double x, double y)
{
    const SlicePoint at = view.slice().toScreen({x, y});
    return picture.pixelColor(static_cast<int>(std::lround(at.x)),
                              static_cast<int>(std::lround(at.y)));
}

bool isClose(const QColor& found, const QColor& expected, int tolerance = 6)
{
    return std::abs(found.red() - expected.red()) <= tolerance
           && std::abs(found.green() - expected.green()) <= tolerance
           && std::abs(found.blue() - expected.blue()) <= tolerance;
}

} // namespace

class TestRenderers : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<SliceView> makeView()
    {
        auto view = std::make_unique<SliceView>();
        view->resize(400, 400);
        view->show();
        if (!QTest::qWaitForWindowExposed(view.get())) {
            return nullptr;
        }
        view->slice().setAnnotationsVisible(false);
        view->slice().setSlice(testImage(), 0);
        view->slice().setWindow(0, 255);
        return view;
    }

    static QImage picture(SliceView& view)
    {
        view.renderNow();
        return view.grabFramebuffer();
    }

private Q_SLOTS:
    void theImageFitsWithItsProportions()
    {
        const auto view = makeView();
        QVERIFY(view);
        const QImage shot = picture(*view);
        QVERIFY(isClose(colourAt(*view, shot, 4, 10), Qt::black));
        QVERIFY(isClose(colourAt(*view, shot, 28, 10), Qt::white));
        // 32 mm x 64 mm in 400 x 400 pixels: 200 pixels wide, ground at the sides.
        const SlicePoint left = view->slice().toScreen({-0.5, 0});
        QVERIFY(std::abs(left.x - 100) < 1.5);
        QVERIFY(isClose(shot.pixelColor(50, 200), QColor(0x10, 0x12, 0x15)));
        view->slice().setSlice(testImage(), 1);
        QVERIFY(isClose(colourAt(*view, picture(*view), 4, 10), QColor(128, 128, 128)));
    }

    void windowAndLevelMapGreyValues()
    {
        const auto view = makeView();
        QVERIFY(view);
        view->slice().setSlice(testImage(), 1);
        view->slice().setWindow(128, 228);
        QVERIFY(isClose(colourAt(*view, picture(*view), 4, 10), Qt::black));
        view->slice().setWindow(78, 178);
        QVERIFY(isClose(colourAt(*view, picture(*view), 4, 10), QColor(127, 127, 127)));
        view->slice().setWindow(0, 128);
        QVERIFY(isClose(colourAt(*view, picture(*view), 4, 10), Qt::white));
    }

    void paintLiesOverTheImage()
    {
        const auto view = makeView();
        QVERIFY(view);
        std::vector<Paint> paints(kSize * kSize, kClear);
        for (std::size_t i = 0; i < paints.size() / 2; ++i) {
            paints[i] = i % kSize == 5 ? kMissed : Paint{1};
        }
        Palette palette{};
        palette[1] = {255, 176, 74};
        palette[kMissed] = kMissedColour;
        view->slice().setOverlay(paints, palette, OverlayShape::Fill);
        view->slice().setOverlayOpacity(0.5);
        QImage shot = picture(*view);
        QVERIFY(isClose(colourAt(*view, shot, 2, 3), QColor(128, 88, 37)));    // over black
        QVERIFY(isClose(colourAt(*view, shot, 28, 3), QColor(255, 215, 164))); // over white
        QVERIFY(isClose(colourAt(*view, shot, 5, 3), QColor(35, 75, 127)));
        QVERIFY(isClose(colourAt(*view, shot, 2, 28), Qt::black)); // not painted

        view->slice().setOverlayOpacity(1);
        view->slice().setOverlay(paints, palette, OverlayShape::Outline);
        shot = picture(*view);
        QVERIFY(isClose(colourAt(*view, shot, 2, 3), Qt::black)); // inside: nothing
        const SlicePoint edge = view->slice().toScreen({10, 15.5});
        bool found = false;
        for (int dy = -2; dy <= 2; ++dy) {
            found = found
                    || isClose(shot.pixelColor(static_cast<int>(std::lround(edge.x)),
                                               static_cast<int>(std::lround(edge.y)) + dy),
                               QColor(255, 176, 74), 30);
        }
        QVERIFY(found);
        view->slice().setOverlay({}, palette, OverlayShape::Fill);
        QVERIFY(isClose(colourAt(*view, picture(*view), 28, 3), Qt::white));
    }

    void zoomKeepsThePointUnderTheMouse()
    {
        const auto view = makeView();
        QVERIFY(view);
        SliceRenderer& slice = view->slice();
        const SlicePoint before = slice.toSlice(150, 120);
        const double magnification = slice.magnification();
        slice.zoom(2, 150, 120);
        const SlicePoint after = slice.toSlice(150, 120);
        QVERIFY(std::abs(before.x - after.x) < 1e-6);
        QVERIFY(std::abs(before.y - after.y) < 1e-6);
        QCOMPARE(slice.magnification(), 2 * magnification);
        slice.pan(30, -10);
        const SlicePoint moved = slice.toSlice(180, 110);
        QVERIFY(std::abs(moved.x - before.x) < 1e-6);
        QVERIFY(std::abs(moved.y - before.y) < 1e-6);
        slice.fit();
        QCOMPARE(slice.magnification(), magnification);
    }

    void aNewSliceIsQuick()
    {
        const auto view = makeView();
        QVERIFY(view);
        Image image;
        image.geometry.size = {512, 512, 4};
        image.voxels = std::vector<std::int16_t>(4 * 512 * 512, 7);
        const std::vector<Paint> paints(512 * 512, 1);
        view->slice().setSlice(image, 0);
        QElapsedTimer clock;
        std::vector<double> milliseconds;
        for (int i = 0; i < 20; ++i) {
            clock.start();
            view->slice().setSlice(image, i % 4);
            view->slice().setOverlay(paints, {}, OverlayShape::Fill);
            milliseconds.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
        }
        qInfo("benchmark: new slice and overlay 512x512: p50 %.2f ms, p95 %.2f ms",
              test::percentile(milliseconds, 0.5), test::percentile(milliseconds, 0.95));
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
            point.latency.medianMs = values.second;
            table.upsert(point);
        }
        ChartView view;
        view.resize(340, 260);
        view.setModel(&table);
        view.setCurrent({4, 6});
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        view.renderNow();
        const QImage shot = view.grabFramebuffer();
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
