// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "layer_samples.h"

#include "core/eval/surface_distance.h"
#include "ui/document/colour_by.h"
#include "ui/document/label_match.h"
#include "ui/session/mask_pairs.h"

#include <QTest>

#include <cmath>

using namespace halftone;
using namespace halftone::ui;

namespace {

Geometry gridOf(std::array<int, 3> size)
{
    Geometry grid;
    grid.size = size;
    grid.spacingMm = {2, 1, 3};
    grid.spacingKnown = true;
    return grid;
}

std::vector<std::uint8_t> box(const Geometry& grid, int left, int right, std::uint8_t value)
{
    std::vector<std::uint8_t> labels(grid.sliceVoxels());
    for (int j = 1; j < grid.size[1] - 1; ++j) {
        for (int i = left; i < right; ++i) {
            labels[static_cast<std::size_t>(j * grid.size[0] + i)] = value;
        }
    }
    return labels;
}

LabelVolume volumeOf(const Geometry& grid, const std::vector<std::vector<std::uint8_t>>& slices)
{
    LabelVolume volume{grid, {}, nullptr};
    for (const auto& slice : slices) {
        volume.slices.push_back(
            slice.empty() ? nullptr : std::make_shared<const std::vector<std::uint8_t>>(slice));
    }
    return volume;
}

std::array<std::uint8_t, 256> plain()
{
    std::array<std::uint8_t, 256> table{};
    for (std::size_t i = 0; i < table.size(); ++i) {
        table[i] = static_cast<std::uint8_t>(i);
    }
    return table;
}

} // namespace

class TestMaskPairs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void figuresAreThoseOfTheCore()
    {
        const Geometry grid = gridOf({12, 8, 2});
        const std::vector<std::uint8_t> a = box(grid, 2, 7, 1);
        const std::vector<std::uint8_t> b = box(grid, 3, 10, 1);
        const std::vector<std::uint8_t> none(grid.sliceVoxels());
        const MaskPairs pairs{
            volumeOf(grid, {a, a}), volumeOf(grid, {b, none}), plain(), plain(), {},
            {{"one", {1}}}};
        const auto slice = figuresOfSlice(pairs, 0, Distances::Measured);
        QVERIFY(slice.has_value());
        QCOMPARE(slice->errors.agree, std::size_t{4 * 6});
        QCOMPARE(slice->errors.onlyHere, std::size_t{1 * 6});
        QCOMPARE(slice->errors.missed, std::size_t{3 * 6});
        QCOMPARE(slice->score.dice, 2.0 * 24 / (30 + 42));
        Geometry flat = grid;
        flat.size[2] = 1;
        QCOMPARE(*slice->hausdorff95, eval::surfaceDistances(a, b, flat).hausdorff95);
        QVERIFY(*slice->hausdorff95 > 2); // two millimetres a column
        QVERIFY(!figuresOfSlice(pairs, 0, Distances::Left)->hausdorff95);
        // In one mask alone: no distance, whatever would stand in its place.
        QVERIFY(std::isnan(*figuresOfSlice(pairs, 1, Distances::Measured)->hausdorff95));
        LabelMap all{grid, a, {}};
        LabelMap other{grid, b, {}};
        all.voxels.insert(all.voxels.end(), a.begin(), a.end());
        other.voxels.insert(other.voxels.end(), none.begin(), none.end());
        const auto report = eval::evaluate(all, other, pairs.structures);
        const auto volume = figuresOfVolume(pairs);
        QCOMPARE(volume->score.dice, report.structures.front().dice);
        QCOMPARE(*volume->hausdorff95, report.structures.front().hausdorff95);
    }

    void whatIsMissingOrNotJudgedIsNotCounted()
    {
        const Geometry grid = gridOf({12, 8, 2});
        const std::vector<std::uint8_t> a = box(grid, 2, 7, 1);
        const std::vector<std::uint8_t> b = box(grid, 3, 10, 1);
        MaskPairs pairs{volumeOf(grid, {a, a}), volumeOf(grid, {b, {}}), plain(), plain(), {},
                        {{"one", {1}}}};
        QVERIFY(figuresOfSlice(pairs, 0, Distances::Left));
        QVERIFY(!figuresOfSlice(pairs, 1, Distances::Left));
        QVERIFY(!figuresOfVolume(pairs));
        const MaskPairs::Plane missing = pairs.along(planeOfSlice(grid, 1));
        QVERIFY(missing.mask == std::vector<std::uint8_t>(grid.sliceVoxels())); // no error
        QVERIFY(missing.other == missing.mask);
        pairs.judged = {true, false};
        QVERIFY(!figuresOfSlice(pairs, 1, Distances::Left));
        const auto volume = figuresOfVolume(pairs);
        QVERIFY(volume.has_value());
        QCOMPARE(volume->errors.onlyHere, std::size_t{6}); // of slice 0 alone
        pairs.other = volumeOf(grid, {b, b});
        const MaskPairs::Plane unjudged = pairs.along(planeOfSlice(grid, 1));
        QVERIFY(unjudged.mask == a);
        QVERIFY(unjudged.other == a);
    }

    void anotherGridIsSampledWhereItLies()
    {
        // Slices of the other run along x: its axes are (y, z, x).
        const Geometry grid = gridOf({6, 5, 4});
        Geometry turned = grid;
        turned.size = {5, 4, 6};
        turned.spacingMm = {1, 3, 2};
        turned.direction = {0, 0, 1, 1, 0, 0, 0, 1, 0};
        std::vector<std::vector<std::uint8_t>> slices;
        const auto valueAt = [](int x, int y, int z) {
            return static_cast<std::uint8_t>((x * 7 + y * 3 + z) % 4);
        };
        for (int x = 0; x < 6; ++x) {
            std::vector<std::uint8_t>& slice = slices.emplace_back();
            for (int z = 0; z < 4; ++z) {
                for (int y = 0; y < 5; ++y) {
                    slice.push_back(valueAt(x, y, z));
                }
            }
        }
        QCOMPARE(slicesThrough(turned, grid, 2), (std::array{0, 5}));
        QCOMPARE(slicesThrough(grid, grid, 2), (std::array{2, 2}));
        MaskPairs pairs{volumeOf(grid, std::vector(4, box(grid, 1, 3, 1))),
                        volumeOf(turned, slices),
                        plain(),
                        plain(),
                        {},
                        {}};
        const auto found = pairs.slice(2);
        QVERIFY(found.has_value());
        for (int y = 0; y < 5; ++y) {
            for (int x = 0; x < 6; ++x) {
                QCOMPARE(found->other[static_cast<std::size_t>(y * 6 + x)], valueAt(x, y, 2));
            }
        }
        pairs.other.slices[3].reset(); // one of those that it goes through
        QVERIFY(!pairs.slice(2));
    }

    void labelsMatchByNameAlone()
    {
        const auto label = [](int value, const char* name) {
            return LabelStyle{static_cast<std::uint8_t>(value), QString::fromLatin1(name), 0, true};
        };
        const std::vector<LabelStyle> cord{label(1, "white-matter"), label(2, "grey-matter")};
        const auto match =
            matchLabels(cord, std::vector{label(4, "grey-matter"), label(1, "lesion")});
        QVERIFY(match.has_value());
        QCOMPARE(match->mask[2], std::uint8_t{2});
        QCOMPARE(match->mask[1], std::uint8_t{0}); // only one of them can show it
        QCOMPARE(match->other[4], std::uint8_t{2});
        QCOMPARE(match->other[1], std::uint8_t{0});
        QCOMPARE(match->labels.size(), std::size_t{1});
        // Values of a file say nothing of themselves.
        QVERIFY(!matchLabels(cord, std::vector{label(1, "1"), label(2, "2")}));
        QVERIFY(!matchLabels(cord, std::vector{label(1, "1")}));
        QVERIFY(!matchLabels(std::vector{label(1, "pancreas")}, std::vector{label(1, "liver")}));
        const auto only =
            matchLabels(std::vector{label(1, "pancreas")}, std::vector{label(7, "7")});
        QVERIFY(only.has_value());
        QCOMPARE(only->other[7], std::uint8_t{1});
    }

    void theDocumentForgetsWhatIsGone()
    {
        Document document;
        const LayerId base = document.open(test::smallImage());
        document.add(test::cordPrediction(base));
        const LayerId labels = document.add(test::vesselLabels());
        int changes = 0;
        connect(&document, &Document::compareChanged, this, [&] { ++changes; });
        QVERIFY(document.compareMode() == CompareMode::Off);
        document.setOther(OtherLabels{base}); // no labels
        QVERIFY(!isSet(document.other()));
        document.setOther(OtherLabels{labels});
        QCOMPARE(changes, 1);
        QVERIFY(document.compareMode() == CompareMode::Panes);
        QVERIFY(!canColourBy(document, ColourBy::ErrorAgainstOther)); // a vessel is no matter
        QVERIFY(document.userRemoves(labels));
        QVERIFY(!isSet(document.other()));
        QVERIFY(document.compareMode() == CompareMode::Off);
        document.setOther(OtherPrecision{{2, 4}});
        setColourBy(document, ColourBy::ErrorAgainstOther);
        QVERIFY(colourBy(document) == ColourBy::ErrorAgainstOther);
        document.setOther(OtherPrecision{{3, 4}}); // errors against that now
        QVERIFY(colourBy(document) == ColourBy::ErrorAgainstOther);
        document.setOther({});
        QVERIFY(colourBy(document) == ColourBy::Label);
        document.setOther(OtherPrecision{{2, 4}});
        changes = 0;
        document.open(test::smallImage("next"));
        QVERIFY(!isSet(document.other()));
        QCOMPARE(changes, 1);
    }
};

QTEST_GUILESS_MAIN(TestMaskPairs)
#include "tst_mask_pairs.moc"
