// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "ui/render/annotations.h"
#include "ui/render/label_placement.h"
#include "ui/render/overlay.h"
#include "ui/render/tradeoff_chart_renderer.h"

#include <QTest>

#include <algorithm>

using namespace halftone;
using namespace halftone::ui;

namespace {

std::array<bool, 256> allVisible()
{
    std::array<bool, 256> visible{};
    visible.fill(true);
    return visible;
}

double totalLength(const std::vector<EdgeRun>& runs)
{
    double length = 0;
    for (const EdgeRun& run : runs) {
        length += std::abs(run.x1 - run.x0) + std::abs(run.y1 - run.y0);
    }
    return length;
}

} // namespace

class TestOverlay : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void paintsByLabelAndByError()
    {
        const std::vector<std::uint8_t> mask{0, 1, 1, 2, 0};
        const std::vector<std::uint8_t> other{0, 1, 0, 1, 2};
        QCOMPARE(paintsOf(mask, {}, allVisible()), mask);
        const std::vector<Paint> expected{kClear, 1, kOnlyHere, kOnlyHere, kMissed};
        QCOMPARE(paintsOf(mask, other, allVisible()), expected);
        auto visible = allVisible();
        visible[2] = false;
        const std::vector<Paint> hidden{kClear, 1, kOnlyHere, kMissed, kClear};
        QCOMPARE(paintsOf(mask, other, visible), hidden);
        const std::vector<std::uint8_t> shorter{0, 1};
        QVERIFY_THROWS_EXCEPTION(Error, (void)paintsOf(mask, shorter, allVisible()));
    }

    void crowdedNamesDoNotOverlap()
    {
        // What the integer engine gives: one latency, Dice values close together, float far off.
        constexpr float kRadius = 6;
        const LabelBox frame{40, 40, 340, 260};
        std::vector<LabelPoint> points;
        for (const float y : {150.F, 152.F, 155.F, 157.F, 160.F, 120.F}) {
            points.push_back({90, y, 34, 11, false});
        }
        points.push_back({310, 156, 28, 11, false});
        for (int i = 0; i < 12; ++i) {
            points.push_back({92, 140 + 2.F * static_cast<float>(i), 0, 0, false}); // nameless
        }
        points[3].first = true;
        const std::vector<PlacedLabel> placed = placeLabels(frame, points, kRadius);
        QCOMPARE(placed.size(), std::size_t{7}); // all of them find a place
        QCOMPARE(placed.front().point, std::size_t{3});
        for (const PlacedLabel& label : placed) {
            QVERIFY(frame.contains(label.box));
            QCOMPARE(label.box.x1 - label.box.x0, points[label.point].width);
            for (const PlacedLabel& other : placed) {
                QVERIFY(&label == &other || !label.box.overlaps(other.box));
            }
            for (const LabelPoint& p : points) {
                const LabelBox mark{p.x - kRadius, p.y - kRadius, p.x + kRadius, p.y + kRadius};
                QVERIFY(!label.box.overlaps(mark));
            }
        }
        // A lone point's name stands above it, without a line.
        const std::vector<LabelPoint> lone{{200, 150, 30, 11, false}};
        const auto single = placeLabels(frame, lone, kRadius);
        QVERIFY(single.size() == 1 && !single[0].leader && single[0].box.y0 > 156);
        // Without room a name is left out; the current one may cover a point.
        const LabelBox narrow{190, 140, 240, 162};
        std::vector<LabelPoint> blocked{{200, 150, 30, 11, false}, {225, 150, 0, 0, false}};
        QVERIFY(placeLabels(narrow, blocked, kRadius).empty());
        blocked[0].first = true;
        QCOMPARE(placeLabels(narrow, blocked, kRadius).size(), std::size_t{1});
    }

    void outlinesCloseAroundAnArea()
    {
        // A block of 3x2 voxels in a slice of 5x4: its outline is 3+3+2+2 long, in four runs.
        std::vector<Paint> paints(20, kClear);
        for (const int at : {6, 7, 8, 11, 12, 13}) {
            paints[static_cast<std::size_t>(at)] = 1;
        }
        const std::vector<EdgeRun> runs = outlinesOf(paints, 5, 4);
        QCOMPARE(runs.size(), std::size_t{4});
        QCOMPARE(totalLength(runs), 10.0);
        QVERIFY(std::all_of(runs.begin(), runs.end(),
                            [](const EdgeRun& run) { return run.paint == 1; }));
        const auto left =
            std::min_element(runs.begin(), runs.end(), [](const EdgeRun& a, const EdgeRun& b) {
                return a.x0 + a.x1 < b.x0 + b.x1;
            });
        QCOMPARE(left->x0, 0.5F);
        QCOMPARE(left->y0, 0.5F);
        QCOMPARE(left->y1, 2.5F);
    }

    void outlinesReachTheBorderAndSeparateLabels()
    {
        const std::vector<Paint> paints{1, 2};
        const std::vector<EdgeRun> runs = outlinesOf(paints, 2, 1);
        // Around both (top and bottom in two paints each, two ends) and between them.
        QCOMPARE(totalLength(runs), 7.0);
        QVERIFY(outlinesOf(std::vector<Paint>(6, kClear), 3, 2).empty());
    }

    void letters()
    {
        image::PlaneGrid plane;
        plane.orientationKnown = true; // columns to L, rows to P
        EdgeLetters words = edgeLetters(plane);
        QCOMPARE(words.left, std::string("R"));
        QCOMPARE(words.right, std::string("L"));
        QCOMPARE(words.top, std::string("A"));
        QCOMPARE(words.bottom, std::string("P"));
        plane.columnMm = {0.1, 0.4, -0.2}; // oblique sagittal: mostly to P, mostly to I
        plane.rowMm = {0.3, -1.9, -2};
        words = edgeLetters(plane);
        QCOMPARE(words.left, std::string("A"));
        QCOMPARE(words.right, std::string("P"));
        QCOMPARE(words.top, std::string("S"));
        QCOMPARE(words.bottom, std::string("I"));
    }

    void axesWhereTheOrientationIsUnknown()
    {
        image::PlaneGrid plane;
        plane.columnMm = {4e-6, 0, 0};
        plane.rowMm = {0, 0, 5e-5}; // coronal
        EdgeLetters words = edgeLetters(plane);
        QCOMPARE(words.left, std::string("-X"));
        QCOMPARE(words.right, std::string("+X"));
        QCOMPARE(words.top, std::string("-Z"));
        QCOMPARE(words.bottom, std::string("+Z"));
        plane.rowMm = {0, -4e-6, 0}; // rows against the axis
        words = edgeLetters(plane);
        QCOMPARE(words.top, std::string("+Y"));
        QCOMPARE(words.bottom, std::string("-Y"));
    }

    void hatchesAreOutlinesAndDiagonalsOfTheVoxels()
    {
        // A row of four and one voxel alone, of another paint.
        const std::vector<Paint> paints{1, 1, 1, 1, 0, //
                                        0, 0, 0, 0, 0, //
                                        0, 0, 0, 0, 2};
        const std::vector<EdgeRun> outlines = outlinesOf(paints, 5, 3);
        const std::vector<EdgeRun> runs = hatchedOutlinesOf(paints, 5, 3);
        QVERIFY(runs.size() > outlines.size());
        std::vector<EdgeRun> diagonals;
        for (std::size_t n = 0; n < runs.size(); ++n) {
            const EdgeRun& run = runs[n];
            const bool straight = run.x0 == run.x1 || run.y0 == run.y1;
            QCOMPARE(straight, n < outlines.size());
            if (!straight) {
                diagonals.push_back(run);
            }
        }
        // Columns 0 and 3 of the first row; 4 + 2 of the last one.
        QCOMPARE(diagonals.size(), std::size_t{3});
        QCOMPARE(diagonals[0].x0, -0.5F);
        QCOMPARE(diagonals[0].y0, 0.5F);
        QCOMPARE(diagonals[0].x1, 0.5F);
        QCOMPARE(diagonals[0].y1, -0.5F);
        QCOMPARE(diagonals[1].x0, 2.5F);
        QCOMPARE(diagonals[2].x0, 3.5F);
        QCOMPARE(diagonals[2].y1, 1.5F);
        QCOMPARE(int{diagonals[0].paint}, 1);
        QCOMPARE(int{diagonals[2].paint}, 2);
        QVERIFY(hatchedOutlinesOf(std::vector<Paint>(15, kClear), 5, 3).empty());
    }

    void fragileHasAColourOfItsOwn()
    {
        for (const Rgb& other : {kOnlyHereColour, kMissedColour}) {
            const int apart = std::max({std::abs(kFragileColour.red - other.red),
                                        std::abs(kFragileColour.green - other.green),
                                        std::abs(kFragileColour.blue - other.blue)});
            QVERIFY(apart > 60);
        }
    }

    void scaleBars_data()
    {
        QTest::addColumn<double>("mmPerPixel");
        QTest::addColumn<bool>("known");
        QTest::addColumn<QString>("text");
        QTest::newRow("nm") << 4e-6 << true << QStringLiteral("500 nm");
        QTest::newRow("um") << 4e-5 << true << QStringLiteral("5 %1m").arg(QChar(0xb5));
        QTest::newRow("mm") << 0.4 << true << QStringLiteral("5 cm");
        QTest::newRow("small mm") << 0.04 << true << QStringLiteral("5 mm");
        QTest::newRow("pixels") << 0.5 << false << QStringLiteral("50 px");
    }

    void scaleBars()
    {
        QFETCH(double, mmPerPixel);
        QFETCH(bool, known);
        QFETCH(QString, text);
        const ScaleBar bar = scaleBar(mmPerPixel, 130, known);
        QCOMPARE(QString::fromStdString(bar.text), text);
        QVERIFY(bar.pixels <= 130 && bar.pixels > 130 / 2.6);
    }
};

QTEST_GUILESS_MAIN(TestOverlay)
#include "tst_overlay.moc"
