// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "colour_vision.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>

using namespace halftone::ui;
using namespace halftone::test;

namespace {

/// A colour at the opacity of new masks over a grey of the image.
Rgb over(const Rgb& colour, int grey)
{
    const auto mix = [&](std::uint8_t value) {
        return static_cast<std::uint8_t>(std::lround(grey + (value - grey) * 0.55));
    };
    return {mix(colour.red), mix(colour.green), mix(colour.blue)};
}

/// Of the models that are shipped.
constexpr std::array<Rgb, 2> kLabels{{{255, 176, 74}, {96, 214, 186}}};

} // namespace

/// Errors and what agrees must not look alike to anybody. 10 in CIELAB is seen at a glance side by
/// side; on an image more is wanted.
class TestErrorColours : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void coloursStayApart_data()
    {
        QTest::addColumn<int>("eye");
        QTest::newRow("normal") << 0;
        QTest::newRow("protan") << 1;
        QTest::newRow("deutan") << 2;
        QTest::newRow("tritan") << 3;
    }

    void coloursStayApart()
    {
        QFETCH(int, eye);
        const Matrix& matrix = kEyes[static_cast<std::size_t>(eye)];
        const auto check = [&](const Rgb& a, const Rgb& b, const char* what) {
            const double plain = distance(a, b, matrix);
            double least = plain;
            for (const int grey : {0, 64, 128, 192, 255}) {
                least = std::min(least, distance(over(a, grey), over(b, grey), matrix));
            }
            qInfo("%s: %.1f, over an image at least %.1f", what, plain, least);
            QVERIFY(plain >= 40);
            QVERIFY(least >= 20);
        };
        check(kOnlyHereColour, kMissedColour, "only here, missed");
        check(kLabels[0], kOnlyHereColour, "agree (amber), only here");
        check(kLabels[0], kMissedColour, "agree (amber), missed");
        check(kLabels[1], kOnlyHereColour, "agree (teal), only here");
        check(kLabels[1], kMissedColour, "agree (teal), missed");
    }

    void hatchesFallWhereOnlyHereAndRiseWhereMissed()
    {
        // Two areas of 20 x 10 voxels, a voxel 2 high by 1 wide.
        constexpr int kColumns = 50;
        constexpr int kRows = 12;
        std::vector<Paint> paints(kColumns * kRows, kClear);
        for (int y = 1; y < 11; ++y) {
            for (int x = 2; x < 22; ++x) {
                paints[static_cast<std::size_t>(y * kColumns + x)] = kOnlyHere;
                paints[static_cast<std::size_t>(y * kColumns + x + 26)] = kMissed;
            }
        }
        paints[5 * kColumns + 30] = 1; // a voxel that agrees
        const std::vector<EdgeRun> strokes = hatchesOf(paints, kColumns, kRows, 3, 2);
        double only = 0;
        double missed = 0;
        for (const EdgeRun& stroke : strokes) {
            const double dx = stroke.x1 - stroke.x0;
            const double dy = 2 * (stroke.y1 - stroke.y0); // widths of a voxel
            QVERIFY(dx > 0);
            QVERIFY(std::abs(std::abs(dy) - dx) < 1e-3); // 45 degrees
            QCOMPARE(stroke.paint, dy > 0 ? kOnlyHere : kMissed);
            (dy > 0 ? only : missed) += std::hypot(dx, dy);
            for (double t = 0.01; t < 1; t += 0.02) {
                const int x = static_cast<int>(std::lround(stroke.x0 + t * dx));
                const int y = static_cast<int>(std::lround(stroke.y0 + t * dy / 2));
                QCOMPARE(paints[static_cast<std::size_t>(y * kColumns + x)], stroke.paint);
            }
        }
        // So many lines of that distance that they cover an area by their length times distance.
        QVERIFY(std::abs(only * 3 - 20 * 20) < 40);
        QVERIFY(std::abs(missed * 3 - (20 * 20 - 2)) < 40);
        QVERIFY(hatchesOf(std::vector<Paint>(kColumns * kRows, 7), kColumns, kRows, 3, 2).empty());
    }
};

QTEST_GUILESS_MAIN(TestErrorColours)
#include "tst_error_colours.moc"
