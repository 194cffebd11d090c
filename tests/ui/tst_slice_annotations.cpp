// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "gui_support.h"
#include "plane_view.h"

#include <QApplication>
#include <QTest>

#include <cmath>
#include <optional>

using namespace halftone;
using namespace halftone::ui;

namespace {

/// What letters, lines and scale bar are drawn with, and what lies around them.
bool isInk(const QColor& colour)
{
    return isClose(colour, QColor(0x8c, 0xf0, 0xc8), 40);
}

bool isDark(const QColor& colour)
{
    return colour.lightness() < 40;
}

/// Pixels of a kind in a rectangle: their number and where they are.
struct Found {
    int count = 0;
    QRect bounds;
};

Found find(const QImage& picture, const QRect& where, bool (*isWanted)(const QColor&))
{
    Found found;
    const QRect inside = where.intersected(picture.rect());
    for (int y = inside.top(); y <= inside.bottom(); ++y) {
        for (int x = inside.left(); x <= inside.right(); ++x) {
            if (isWanted(picture.pixelColor(x, y))) {
                ++found.count;
                found.bounds |= QRect(x, y, 1, 1);
            }
        }
    }
    return found;
}

/// Every ink pixel of a rectangle has only ink, halo and mixtures of both around it: no pixel as
/// light as the white image touches it.
bool isHaloed(const QImage& picture, const QRect& where)
{
    const QRect inside = where.intersected(picture.rect().adjusted(1, 1, -1, -1));
    for (int y = inside.top(); y <= inside.bottom(); ++y) {
        for (int x = inside.left(); x <= inside.right(); ++x) {
            if (!isInk(picture.pixelColor(x, y))) {
                continue;
            }
            for (const QPoint& step : {QPoint(1, 0), QPoint(-1, 0), QPoint(0, 1), QPoint(0, -1)}) {
                if (picture.pixelColor(QPoint(x, y) + step).red() > 200) {
                    return false;
                }
            }
        }
    }
    return true;
}

} // namespace

class TestSliceAnnotations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void annotationsAreSeenOnWhite_data()
    {
        QTest::addColumn<double>("ratio");
        QTest::addColumn<int>("lineWidth");
        QTest::newRow("1") << 1.0 << 1;
        QTest::newRow("1.5") << 1.5 << 2;
        QTest::newRow("2") << 2.0 << 2;
    }

    void annotationsAreSeenOnWhite()
    {
        QFETCH(double, ratio);
        QFETCH(int, lineWidth);
        const auto view = makeView(ratio);
        QVERIFY(view);
        view->resize(600, 500);
        image::PlaneGrid grid;
        grid.columns = 600;
        grid.rows = 500;
        grid.orientationKnown = true;
        view->slice.setPlane(grid);
        view->slice.setImages({{std::vector<float>(grid.pixels(), 1), 0, 1, 1}});
        view->slice.setAnnotationsVisible(true);
        view->slice.setCrosshair(PlanePoint{179.5, 129.5});
        QCoreApplication::processEvents();
        const QImage shot = picture(*view);
        QCOMPARE(shot.size(), QSize(600, 500));
        test::keepPicture(shot, QStringLiteral("renderers-white-%1").arg(ratio));
        const int reach = static_cast<int>(30 * ratio);
        const QRect edges[] = {QRect(0, 250 - reach, reach, 2 * reach),
                               QRect(600 - reach, 250 - reach, reach, 2 * reach),
                               QRect(300 - reach, 0, 2 * reach, reach),
                               QRect(300 - reach, 500 - reach, 2 * reach, reach),
                               QRect(450, 450, 150, 50)};
        for (const QRect& edge : edges) {
            QVERIFY(find(shot, edge, isInk).count > 10);
            QVERIFY(find(shot, edge, isDark).count > 20);
        }
        QVERIFY(isHaloed(shot, shot.rect()));

        // The crosshair: over the whole view, around the point (180, 130) a gap.
        const Found left = find(shot, QRect(60, 110, 20, 40), isInk);
        const Found up = find(shot, QRect(160, 40, 40, 20), isInk);
        QCOMPARE(left.bounds.size(), QSize(20, lineWidth));
        QCOMPARE(up.bounds.size(), QSize(lineWidth, 20));
        QCOMPARE(left.count, 20 * lineWidth);
        QCOMPARE(up.count, 20 * lineWidth);
        QVERIFY(std::abs(left.bounds.top() + lineWidth / 2.0 - 130) <= 1);
        QVERIFY(std::abs(up.bounds.left() + lineWidth / 2.0 - 180) <= 1);
        QCOMPARE(find(shot, QRect(60, 110, 1, 40), isDark).count,
                 find(shot, QRect(160, 40, 40, 1), isDark).count);
        for (const QRect& end : {QRect(0, 110, 5, 40), QRect(595, 110, 5, 40), QRect(160, 0, 40, 5),
                                 QRect(160, 495, 40, 5)}) {
            QCOMPARE(find(shot, end, isInk).count, 5 * lineWidth);
        }
        const int gap = static_cast<int>(6 * ratio);
        QCOMPARE(find(shot, QRect(180 - gap, 130 - gap, 2 * gap, 2 * gap), isInk).count, 0);

        view->slice.setCrosshair(std::nullopt);
        QCOMPARE(find(picture(*view), QRect(60, 110, 20, 40), isInk).count, 0);
        view->slice.setAnnotationsVisible(false);
        QCOMPARE(find(picture(*view), shot.rect(), isInk).count, 0);
    }

    void theCrosshairFollowsThePlane()
    {
        const auto view = makeView();
        QVERIFY(view);
        SliceRenderer& slice = view->slice;
        slice.setAnnotationsVisible(true);
        slice.setImages({evenImage(128)});
        slice.setCrosshair(PlanePoint{10, 4});
        const auto column = [&](const QImage& shot) {
            return find(shot, QRect(0, 300, 400, 40), isInk).bounds.center().x();
        };
        QVERIFY(std::abs(column(picture(*view)) - slice.toScreen({10, 4}).x) <= 1);
        slice.pan(35, 0);
        QVERIFY(std::abs(column(picture(*view)) - slice.toScreen({10, 4}).x) <= 1);
        slice.zoom(2, 100, 100);
        QVERIFY(std::abs(column(picture(*view)) - slice.toScreen({10, 4}).x) <= 1);
        // Through the letters' places the lines leave the letters to be read.
        slice.fit();
        slice.setCrosshair(PlanePoint{15.5, 15.5});
        const QImage shot = picture(*view);
        test::keepPicture(shot, QStringLiteral("renderers-middle"));
        QCOMPARE(find(shot, QRect(0, 190, 8, 20), isInk).count, 0);
        QVERIFY(find(shot, QRect(60, 190, 20, 20), isInk).count == 20);
        // Far outside of the view there is nothing to draw.
        slice.setCrosshair(PlanePoint{1e9, -1e9});
        QCOMPARE(find(picture(*view), QRect(60, 40, 100, 100), isInk).count, 0);
    }
};

HALFTONE_GUI_TEST_MAIN(TestSliceAnnotations)
#include "tst_slice_annotations.moc"
