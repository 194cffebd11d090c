// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/dice.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace halftone;
using namespace halftone::eval;

namespace {

LabelMap labelMap(std::array<int, 3> size, std::vector<std::uint8_t> voxels)
{
    LabelMap map;
    map.geometry.size = size;
    map.geometry.spacingMm = {0.5, 0.5, 4.0}; // 1 mm^3 a voxel
    map.geometry.spacingKnown = true;
    map.voxels = std::move(voxels);
    return map;
}

} // namespace

class TestDice : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knownCounts()
    {
        const std::vector<std::uint8_t> prediction{1, 1, 1, 0, 2, 2};
        const std::vector<std::uint8_t> reference{1, 1, 0, 1, 2, 1};
        const OverlapCounts one = countOverlap(prediction, reference, {"one", {1}});
        QCOMPARE(one.both, std::size_t{2});
        QCOMPARE(one.prediction, std::size_t{3});
        QCOMPARE(one.reference, std::size_t{4});
        QCOMPARE(one.dice(), 4.0 / 7.0);
        QCOMPARE(countOverlap(prediction, reference, {"background", {0}}).dice(), 0.0);
        // A union scores the joined structure: 1 against 2 is no error inside it.
        QCOMPARE(countOverlap(prediction, reference, {"both", {1, 2}}).dice(), 8.0 / 10.0);
        QVERIFY(std::isnan(countOverlap(prediction, reference, {"none", {9}}).dice()));
        HALFTONE_EXPECT_ERROR(ErrorCode::ShapeMismatch, "same grid",
                              countOverlap(prediction, {}, {"one", {1}}));
    }

    void poolingIsNotAveraging()
    {
        OverlapCounts total{10, 10, 10}; // Dice 1
        total += {0, 0, 90};             // Dice 0 on a large slice
        QCOMPARE(total.dice(), 20.0 / 110.0);
    }

    void volumeReport()
    {
        // Slice 0: half of the reference found; slice 1: empty in both; slice 2: only predicted.
        const LabelMap prediction = labelMap({2, 2, 3}, {1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0});
        const LabelMap reference = labelMap({2, 2, 3}, {1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        const std::vector<Structure> structures{{"organ", {1}}, {"background", {0}}};
        const EvaluationReport report = evaluate(prediction, reference, structures);
        const StructureReport& organ = report.structures.at(0);
        QCOMPARE(organ.dice, 0.5);
        QCOMPARE(organ.dicePerSlice.size(), std::size_t{3});
        QCOMPARE(organ.dicePerSlice[0], 2.0 / 3.0);
        QVERIFY(std::isnan(organ.dicePerSlice[1]));
        QCOMPARE(organ.dicePerSlice[2], 0.0);
        QCOMPARE(organ.slicesEmptyInBoth, std::size_t{1});
        QCOMPARE(organ.volumeMl, 0.002);
        QCOMPARE(organ.referenceVolumeMl, 0.002);
        QCOMPARE(report.structures.at(1).name, std::string("background"));
        QCOMPARE(report.structures.at(1).dice, 2.0 * 9 / 20);
    }

    // What stands in for a spacing nobody knows is no measure.
    void unknownSpacingGivesVoxels()
    {
        LabelMap prediction = labelMap({3, 1, 1}, {1, 0, 0});
        LabelMap reference = labelMap({3, 1, 1}, {0, 0, 1});
        const std::vector<Structure> organ{{"organ", {1}}};
        QCOMPARE(evaluate(prediction, reference, organ).structures.at(0).meanSurface, 1.0);
        prediction.geometry.spacingKnown = reference.geometry.spacingKnown = false;
        const EvaluationReport report = evaluate(prediction, reference, organ);
        QVERIFY(!report.spacingKnown);
        QCOMPARE(report.structures.at(0).meanSurface, 2.0);
        QCOMPARE(report.structures.at(0).hausdorff95, 2.0);
        QCOMPARE(report.structures.at(0).volumeVoxels, std::size_t{1});
        QCOMPARE(report.structures.at(0).referenceVolumeVoxels, std::size_t{1});
        QVERIFY(std::isnan(report.structures.at(0).volumeMl));
        QVERIFY(std::isnan(report.structures.at(0).referenceVolumeMl));
    }

    void chosenSlicesAlone()
    {
        const LabelMap prediction = labelMap({2, 1, 3}, {1, 0, 1, 1, 1, 1});
        const LabelMap reference = labelMap({2, 1, 3}, {1, 1, 0, 0, 1, 1});
        const std::vector<Structure> structures{{"organ", {1}}, {"background", {0}}};
        const std::vector<int> slices{2, 0, 2};
        const EvaluationReport report = evaluate(prediction, reference, structures, slices);
        QVERIFY((report.slices == std::vector<int>{0, 2}));
        const StructureReport& organ = report.structures.at(0);
        QCOMPARE(organ.dicePerSlice.size(), std::size_t{2});
        QCOMPARE(organ.dice, 6.0 / 7.0); // the unlabelled slice 1 counts nowhere
        QCOMPARE(organ.volumeMl, 0.003);
        QCOMPARE(organ.hausdorff95, 0.35); // 0.7 of the way to the one pixel that is off
        QCOMPARE(report.structures.at(1).dice, 0.0);
        const std::vector<int> beyond{3};
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "Slice 3 does not exist",
                              evaluate(prediction, reference, structures, beyond));
    }

    // Not as a part of the volume, in which each of its voxels would lie on a surface.
    void oneSliceIsMeasuredInItsPlane()
    {
        constexpr int kSide = 9;
        std::vector<std::uint8_t> full(2 * kSide * kSide, 1);
        std::vector<std::uint8_t> middle(full.size(), 0);
        const std::size_t centre = kSide * kSide + kSide * (kSide / 2) + kSide / 2; // of slice 1
        middle[centre] = 1;
        const std::vector<Structure> organ{{"organ", {1}}};
        const std::vector<int> slices{1};
        const auto volume = evaluate(labelMap({kSide, kSide, 2}, full),
                                     labelMap({kSide, kSide, 2}, middle), organ, slices);
        const auto plane = evaluate(
            labelMap({kSide, kSide, 1}, {full.begin(), full.begin() + kSide * kSide}),
            labelMap({kSide, kSide, 1}, {middle.begin() + kSide * kSide, middle.end()}), organ);
        QCOMPARE(volume.structures.at(0).meanSurface, plane.structures.at(0).meanSurface);
        const double least = 4 * labelMap({1, 1, 1}, {1}).geometry.spacingMm[0]; // of the rim
        QVERIFY(volume.structures.at(0).meanSurface > least);
        QCOMPARE(volume.structures.at(0).hausdorff95, plane.structures.at(0).hausdorff95);
    }

    void comparingCanBeStopped()
    {
        const LabelMap map = labelMap({2, 1, 1}, {1, 0});
        const std::vector<Structure> structures{{"a", {1}}, {"b", {0}}};
        StopSource source;
        std::vector<double> fractions;
        const ProgressFn stopAtSecond = [&](double fraction, std::string_view what) {
            fractions.push_back(fraction);
            if (what == "comparing b") {
                source.requestStop();
            }
        };
        HALFTONE_EXPECT_ERROR(ErrorCode::Cancelled, "cancelled",
                              evaluate(map, map, structures, {}, stopAtSecond, source.token()));
        QVERIFY((fractions == std::vector<double>{0, 0.5}));
    }

    void emptyMasks()
    {
        const LabelMap empty = labelMap({2, 2, 1}, {0, 0, 0, 0});
        const LabelMap full = labelMap({2, 2, 1}, {1, 1, 1, 1});
        const std::vector<Structure> organ{{"organ", {1}}};
        const StructureReport neither = evaluate(empty, empty, organ).structures.at(0);
        QVERIFY(std::isnan(neither.dice));
        QVERIFY(std::isnan(neither.hausdorff95));
        const StructureReport missed = evaluate(empty, full, organ).structures.at(0);
        QCOMPARE(missed.dice, 0.0);
        QVERIFY(std::isnan(missed.hausdorff95));
        QVERIFY(std::isnan(missed.meanSurface));
    }

    void differentGridsAreRefused()
    {
        const LabelMap a = labelMap({2, 2, 1}, {0, 0, 0, 0});
        const LabelMap b = labelMap({4, 1, 1}, {0, 0, 0, 0});
        HALFTONE_EXPECT_ERROR(ErrorCode::ShapeMismatch, "2x2x1", evaluate(a, b, {}));
    }
};

QTEST_GUILESS_MAIN(TestDice)
#include "tst_dice.moc"
