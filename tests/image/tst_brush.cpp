// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/labels/brush.h"

#include "core/image/grid/preprocess.h"
#include "tests/image/test_images.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <set>

using namespace halftone;
using namespace halftone::image;
using namespace halftone::test;

namespace {

using Voxel = std::array<int, 3>;

double distanceToSegment(const Point& at, const Point& from, const Point& to)
{
    double length = 0;
    double along = 0;
    for (std::size_t n = 0; n < 3; ++n) {
        length += (to[n] - from[n]) * (to[n] - from[n]);
        along += (at[n] - from[n]) * (to[n] - from[n]);
    }
    const double share = length > 0 ? std::clamp(along / length, 0.0, 1.0) : 0;
    double sum = 0;
    for (std::size_t n = 0; n < 3; ++n) {
        const double off = at[n] - from[n] - share * (to[n] - from[n]);
        sum += off * off;
    }
    return std::sqrt(sum);
}

/// The least that the farther axis is away from a place of the way: where, is searched for.
double squareDistance(const Geometry& g, const Point& index, const Point& from, const Point& to)
{
    const auto farthest = [&](double share) {
        double most = 0;
        for (std::size_t a = 0; a < 3; ++a) {
            const double at = from[a] + share * (to[a] - from[a]);
            most = std::max(most, std::abs(index[a] - at) * g.spacingMm[a]);
        }
        return most;
    };
    double low = 0;
    double high = 1;
    for (int n = 0; n < 120; ++n) { // it has one valley
        const double left = low + (high - low) / 3;
        const double right = high - (high - low) / 3;
        (farthest(left) < farthest(right) ? high : low) =
            farthest(left) < farthest(right) ? right : left;
    }
    return farthest(low);
}

/// Straight from the definition, in millimetres: every voxel is asked.
std::set<Voxel> naiveSweep(const Geometry& g, const Brush& brush, Plane plane, Point from, Point to)
{
    const auto normal = static_cast<std::size_t>(normalAxis(g, plane));
    Point fromIndex = toIndex(g, from);
    Point toIndexPoint = toIndex(g, to);
    if (!brush.throughSlices) {
        fromIndex[normal] = toIndexPoint[normal] = std::floor(fromIndex[normal] + 0.5);
        from = toMm(g, fromIndex);
        to = toMm(g, toIndexPoint);
    }
    std::set<Voxel> covered;
    for (int k = 0; k < g.size[2]; ++k) {
        for (int j = 0; j < g.size[1]; ++j) {
            for (int i = 0; i < g.size[0]; ++i) {
                const Point index{double(i), double(j), double(k)};
                if (!brush.throughSlices && index[normal] != fromIndex[normal]) {
                    continue;
                }
                bool is = false;
                if (brush.shape == BrushShape::Round) {
                    is = distanceToSegment(toMm(g, index), from, to) < brush.diameterMm / 2;
                } else {
                    is = squareDistance(g, index, fromIndex, toIndexPoint) < brush.diameterMm / 2;
                }
                if (is) {
                    covered.insert({i, j, k});
                }
            }
        }
    }
    return covered;
}

std::set<Voxel> voxelsOf(const std::vector<VoxelRun>& runs)
{
    std::set<Voxel> all;
    for (const VoxelRun& run : runs) {
        for (int i = run.first; i <= run.last; ++i) {
            if (!all.insert({i, run.j, run.k}).second) {
                qWarning("twice");
                return {};
            }
        }
    }
    return all;
}

/// The voxel that a point lies in.
Voxel voxelAt(const Geometry& g, const Point& mm)
{
    const Point index = toIndex(g, mm);
    return {int(std::floor(index[0] + 0.5)), int(std::floor(index[1] + 0.5)),
            int(std::floor(index[2] + 0.5))};
}

bool isInside(const Geometry& g, const Voxel& voxel)
{
    for (std::size_t a = 0; a < 3; ++a) {
        if (voxel[a] < 0 || voxel[a] >= g.size[a]) {
            return false;
        }
    }
    return true;
}

Geometry turned(const std::string& code)
{
    Image image = countingImage<std::uint8_t>(obliqueGeometry({23, 19, 13}));
    return reorient(image, code).geometry;
}

/// Slices shifted against each other, as with a tilted gantry.
Geometry sheared()
{
    Geometry geometry = obliqueGeometry({23, 19, 13});
    geometry.direction = {1, 0, 0, 0, 1, 0.3, 0, 0, std::sqrt(1 - 0.09)};
    return geometry;
}

Geometry plain(std::array<int, 3> size, std::array<double, 3> spacing = {1, 1, 1})
{
    Geometry geometry;
    geometry.size = size;
    geometry.spacingMm = spacing;
    return geometry;
}

} // namespace

/// What strokes cover, and what they do there.
class TestBrush : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sweepsAreThoseOfTheDefinition_data()
    {
        QTest::addColumn<Geometry>("geometry");
        QTest::newRow("oblique") << obliqueGeometry({23, 19, 13});
        QTest::newRow("turned") << turned("PSR");
        QTest::newRow("flipped") << turned("RAI");
        QTest::newRow("sheared") << sheared();
    }
    void sweepsAreThoseOfTheDefinition()
    {
        QFETCH(Geometry, geometry);
        std::mt19937 random(3);
        std::uniform_real_distribution<double> share(-0.15, 1.15); // outside of the volume, too
        for (const Plane plane : kPlanes) {
            for (int trial = 0; trial < 24; ++trial) {
                const auto place = [&] {
                    return toMm(geometry,
                                {share(random) * geometry.size[0], share(random) * geometry.size[1],
                                 share(random) * geometry.size[2]});
                };
                Brush brush;
                brush.shape = trial % 2 == 0 ? BrushShape::Round : BrushShape::Square;
                brush.throughSlices = trial % 4 >= 2;
                brush.diameterMm = std::array{0.4, 3.1, 8.7}[static_cast<std::size_t>(trial) % 3];
                const Point from = place();
                const Point to = trial % 5 == 0 ? from : place();
                const std::set<Voxel> found = voxelsOf(sweep(geometry, brush, plane, from, to));
                const std::set<Voxel> expected = naiveSweep(geometry, brush, plane, from, to);
                QVERIFY(
                    std::includes(found.begin(), found.end(), expected.begin(), expected.end()));
                // Beyond these only voxels that the line itself goes through.
                Point ends[2]{toIndex(geometry, from), toIndex(geometry, to)};
                if (!brush.throughSlices) {
                    const auto normal = static_cast<std::size_t>(normalAxis(geometry, plane));
                    ends[1][normal] = ends[0][normal];
                }
                std::set<Voxel> onLine;
                for (int n = 0; n <= 20000; ++n) {
                    Point at{};
                    for (std::size_t a = 0; a < 3; ++a) {
                        at[a] = ends[0][a] + n * (ends[1][a] - ends[0][a]) / 20000;
                    }
                    const Voxel voxel = voxelAt(geometry, toMm(geometry, at));
                    if (isInside(geometry, voxel)) {
                        onLine.insert(voxel);
                    }
                }
                for (const Voxel& voxel : found) {
                    QVERIFY(expected.count(voxel) == 1 || onLine.count(voxel) == 1);
                }
                for (const Point& end : {ends[0], ends[1]}) {
                    const Voxel voxel = voxelAt(geometry, toMm(geometry, end));
                    QCOMPARE(found.count(voxel), std::size_t(isInside(geometry, voxel) ? 1 : 0));
                }
            }
        }
    }

    void aBrushOfOneVoxelIsOneVoxel()
    {
        const Geometry geometry = plain({9, 9, 9}, {0.5, 0.5, 2});
        std::mt19937 random(5);
        std::uniform_real_distribution<double> place(0, 8);
        for (int trial = 0; trial < 200; ++trial) {
            const Point at = toMm(geometry, {place(random), place(random), place(random)});
            for (const Plane plane : kPlanes) {
                for (const BrushShape shape : {BrushShape::Round, BrushShape::Square}) {
                    const Brush brush{shape, diameterOfVoxels(geometry, plane, 1), false};
                    const auto runs = sweep(geometry, brush, plane, at, at);
                    QCOMPARE(runs.size(), std::size_t{1});
                    const Voxel voxel = voxelAt(geometry, at);
                    QVERIFY(runs[0] == (VoxelRun{voxel[2], voxel[1], voxel[0], voxel[0]}));
                }
            }
        }
    }

    void fastStrokesHaveNoGaps()
    {
        const Geometry geometry = plain({200, 150, 5});
        const Brush thin{BrushShape::Round, 0.1, false};
        const auto covered =
            voxelsOf(sweep(geometry, thin, Plane::Axial, {3, 2, 1}, {190, 140, 1}));
        for (const Voxel& voxel : covered) {
            const bool isLast = voxel == Voxel{190, 140, 1};
            QVERIFY(isLast || covered.count({voxel[0] + 1, voxel[1], 1}) == 1
                    || covered.count({voxel[0] + 1, voxel[1] + 1, 1}) == 1);
        }
        QCOMPARE(covered.size(), std::size_t{188});
    }

    void aBallIsRoundInMillimetres()
    {
        const Geometry geometry = plain({41, 41, 41}, {1, 1, 4});
        const Brush ball{BrushShape::Round, 20, true};
        const Point middle{20, 20, 80};
        const auto covered = voxelsOf(sweep(geometry, ball, Plane::Axial, middle, middle));
        const auto extent = [&](std::size_t axis) {
            int least = 99;
            int most = 0;
            for (const Voxel& voxel : covered) {
                least = std::min(least, voxel[axis]);
                most = std::max(most, voxel[axis]);
            }
            return most - least + 1;
        };
        QCOMPARE(extent(0), 19); // less than 10 mm to both sides
        QCOMPARE(extent(1), 19);
        QCOMPARE(extent(2), 5);
        const double volume = static_cast<double>(covered.size()) * 4;
        QVERIFY(std::abs(volume / (4.0 / 3 * M_PI * 1000) - 1) < 0.06);
    }

    void whereTheSpacingIsUnknownADiameterIsInVoxels()
    {
        QCOMPARE(diameterOfVoxels(plain({5, 5, 5}), Plane::Coronal, 7), 7.0);
        QCOMPARE(diameterOfVoxels(plain({5, 5, 5}, {0.5, 2, 3}), Plane::Axial, 7), 3.5);
        QCOMPARE(diameterOfVoxels(plain({5, 5, 5}, {0.5, 2, 3}), Plane::Sagittal, 7), 14.0);
    }

    void brushesWithoutASizeAreRefused()
    {
        for (const double diameter : {0.0, -1.0, std::numeric_limits<double>::infinity(),
                                      std::numeric_limits<double>::quiet_NaN()}) {
            const Brush brush{BrushShape::Round, diameter, false};
            HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "diameter",
                                  sweep(plain({3, 3, 3}), brush, Plane::Axial, {}, {}));
        }
    }

    void rulesSayWhatIsPainted_data()
    {
        QTest::addColumn<int>("label");
        QTest::addColumn<QString>("over");
        QTest::addColumn<bool>("limited");
        QTest::newRow("over everything") << 2 << "all" << false;
        QTest::newRow("only where nothing is") << 2 << "0" << false;
        QTest::newRow("over one label") << 2 << "1" << false;
        QTest::newRow("erases everything") << 0 << "all" << false;
        QTest::newRow("erases one label") << 0 << "3" << false;
        QTest::newRow("values limit it") << 2 << "all" << true;
        QTest::newRow("values and labels limit it") << 2 << "0" << true;
    }
    void rulesSayWhatIsPainted()
    {
        QFETCH(int, label);
        QFETCH(QString, over);
        QFETCH(bool, limited);
        const Geometry geometry = obliqueGeometry({31, 17, 9});
        Image image = countingImage<std::int16_t>(geometry);
        image.geometry = geometry;
        auto map = std::make_shared<LabelMap>();
        map->geometry = geometry;
        std::mt19937 random(9);
        for (std::size_t n = 0; n < geometry.voxels(); ++n) {
            map->voxels.push_back(static_cast<std::uint8_t>(random() / 7 % 4));
        }
        PaintRule rule;
        rule.label = static_cast<std::uint8_t>(label);
        rule.over = over == QLatin1String("all") ? allLabels()
                    : over == QLatin1String("0") ? onlyBackground()
                                                 : LabelSet().set(over.toUInt());
        if (limited) {
            rule.within = ValueRange{30, 80};
        }
        SlicedLabels labels(snapshotOf(map));
        DeltaBuilder changes(geometry);
        std::vector<std::uint8_t> expected = map->voxels;
        VoxelBox box;
        VoxelBox expectedBox;
        Point at = toMm(geometry, {4, 4, 4});
        for (int move = 0; move < 12; ++move) { // strokes cross themselves
            const Point next = toMm(
                geometry, {double(random() % 31), double(random() % 17), double(random() % 9)});
            const Brush brush{BrushShape::Round, 6, true};
            const auto runs = sweep(geometry, brush, Plane::Axial, at, next);
            box.add(paint(labels, runs, rule, limited ? &image : nullptr, changes));
            for (const Voxel& voxel : voxelsOf(runs)) {
                const auto n = static_cast<std::size_t>((voxel[2] * 17 + voxel[1]) * 31 + voxel[0]);
                const double value = image.value(n);
                if (rule.over[expected[n]] && expected[n] != label
                    && (!limited || (value >= 30 && value <= 80))) {
                    expected[n] = rule.label;
                    expectedBox.add({voxel, voxel});
                }
            }
            at = next;
        }
        QVERIFY(expected != map->voxels);
        QVERIFY(labels.snapshot().toLabelMap().voxels == expected);
        QVERIFY(box == expectedBox);
        const LabelDelta delta = changes.take();
        QVERIFY(delta.box() == expectedBox);
        delta.revert(labels);
        QVERIFY(labels.snapshot().toLabelMap().voxels == map->voxels);
        delta.apply(labels);
        QVERIFY(labels.snapshot().toLabelMap().voxels == expected);
    }

    void whatIsPaintedAlreadyIsNoChange()
    {
        const Geometry geometry = plain({20, 20, 2});
        SlicedLabels labels(emptySnapshot(geometry));
        const auto runs =
            sweep(geometry, {BrushShape::Round, 9, false}, Plane::Axial, {9, 9, 1}, {9, 9, 1});
        DeltaBuilder changes(geometry);
        QVERIFY(!paint(labels, runs, {}, nullptr, changes).isEmpty());
        DeltaBuilder again(geometry);
        const std::uint8_t* slice = labels.snapshot().slices[1].get();
        QVERIFY(paint(labels, runs, {}, nullptr, again).isEmpty() && again.isEmpty());
        QCOMPARE(labels.slice(1).data(), slice); // nor a copy
    }

    void valuesThatAreNoNumbersAreInNoRange()
    {
        const Geometry geometry = plain({3, 1, 1});
        Image image;
        image.geometry = geometry;
        image.voxels = std::vector<float>{1, std::numeric_limits<float>::quiet_NaN(), 1};
        SlicedLabels labels(emptySnapshot(geometry));
        PaintRule rule;
        rule.within = ValueRange{-1e9, 1e9};
        DeltaBuilder changes(geometry);
        paint(labels, {{0, 0, 0, 2}}, rule, &image, changes);
        QVERIFY(labels.snapshot().toLabelMap().voxels == (std::vector<std::uint8_t>{1, 0, 1}));
        HALFTONE_EXPECT_ERROR(ErrorCode::ShapeMismatch, "not on the grid",
                              paint(labels, {{0, 0, 0, 2}}, rule, nullptr, changes));
        image.geometry.size = {1, 3, 1};
        HALFTONE_EXPECT_ERROR(ErrorCode::ShapeMismatch, "not on the grid",
                              paint(labels, {{0, 0, 0, 2}}, rule, &image, changes));
    }
};

QTEST_GUILESS_MAIN(TestBrush)
#include "tst_brush.moc"
