// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/labels/label_delta.h"

#include "core/image/grid/plane.h"
#include "tests/image/test_images.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <algorithm>
#include <random>
#include <utility>

using namespace halftone;
using namespace halftone::image;
using namespace halftone::test;

namespace {

std::shared_ptr<const LabelMap> mixedLabels(const Geometry& geometry, std::uint32_t seed)
{
    auto labels = std::make_shared<LabelMap>();
    labels->geometry = geometry;
    std::mt19937 random(seed);
    for (std::size_t n = 0; n < geometry.voxels(); ++n) {
        labels->voxels.push_back(static_cast<std::uint8_t>(random() % 4));
    }
    return labels;
}

std::vector<std::uint8_t> voxelsOf(const SlicedLabels& labels)
{
    return labels.snapshot().toLabelMap().voxels;
}

} // namespace

/// Labels that are edited: shared slices, and what edits leave behind.
class TestSlicedLabels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theyAreThoseOfTheMapWithoutACopy()
    {
        const auto map = mixedLabels(obliqueGeometry(), 1);
        const SlicedLabels labels(snapshotOf(map));
        QCOMPARE(labels.slice(0).data(), map->voxels.data());
        QVERIFY(voxelsOf(labels) == map->voxels);
        QCOMPARE(labels.at(3, 2, 1), map->voxels[(std::size_t{1} * 5 + 2) * 7 + 3]);
        LabelMap broken = *map;
        broken.voxels.pop_back();
        HALFTONE_EXPECT_ERROR(ErrorCode::ShapeMismatch, "139 voxels",
                              snapshotOf(std::make_shared<const LabelMap>(broken)));
    }

    void emptyOnesAreZerosWithoutMemory()
    {
        SlicedLabels labels(emptySnapshot(obliqueGeometry()));
        QCOMPARE(labels.bytes(), std::size_t{0});
        QVERIFY(labels.contains(0) && !labels.contains(1));
        QCOMPARE(labels.at(6, 4, 3), std::uint8_t{0});
        QVERIFY(voxelsOf(labels) == std::vector<std::uint8_t>(140));
        labels.writable(2)[9] = 1;
        QCOMPARE(labels.bytes(), std::size_t{35});
        QVERIFY(labels.contains(1));
        QCOMPARE(labels.at(2, 1, 2), std::uint8_t{1});
    }

    void aWrittenSliceIsCopiedOnceAndAlone()
    {
        const auto map = mixedLabels(obliqueGeometry(), 2);
        const std::vector<std::uint8_t> original = map->voxels;
        SlicedLabels labels(snapshotOf(map));
        labels.writable(1)[4] = 9;
        const std::uint8_t* written = labels.slice(1).data();
        QVERIFY(written != map->voxels.data() + 35);
        QCOMPARE(labels.slice(2).data(), map->voxels.data() + 70);
        labels.writable(1)[5] = 9;
        QCOMPARE(labels.slice(1).data(), written); // it is nobody else's
        QVERIFY(map->voxels == original);
    }

    void aSnapshotStaysAsItWas()
    {
        SlicedLabels labels(emptySnapshot(obliqueGeometry()));
        labels.writable(1)[4] = 1;
        const LabelSnapshot before = labels.snapshot();
        labels.writable(1)[4] = 2;
        labels.writable(3)[0] = 2;
        QCOMPARE(before.slice(1)[4], std::uint8_t{1});
        QVERIFY(before.slice(3).empty());
        QCOMPARE(labels.at(4, 0, 1), std::uint8_t{2});
        const LabelSnapshot after = labels.snapshot();
        labels.writable(1)[4] = 3;
        QCOMPARE(after.slice(1)[4], std::uint8_t{2});
        QCOMPARE(before.slice(1)[4], std::uint8_t{1});
    }

    void theyAreSampledAlongPlanes()
    {
        const auto map = mixedLabels(obliqueGeometry(), 3);
        SlicedLabels labels(snapshotOf(map));
        labels.writable(2)[0] = 3;
        LabelMap changed = *map;
        changed.voxels[70] = 3;
        for (const Plane plane : kPlanes) {
            const PlaneGrid grid = planeGrid(map->geometry, plane, toMm(map->geometry, {0, 0, 2}));
            QVERIFY(samplePlane(labels.geometry(), labels.spans(), grid)
                    == samplePlane(changed, grid));
        }
    }

    void deltasGoThereAndBack_data()
    {
        QTest::addColumn<int>("density"); // one voxel in so many is another one
        QTest::newRow("noise") << 2;
        QTest::newRow("some") << 20;
        QTest::newRow("few") << 400;
    }
    void deltasGoThereAndBack()
    {
        QFETCH(int, density);
        const Geometry geometry = obliqueGeometry({37, 23, 11});
        std::mt19937 random(7);
        SlicedLabels labels(snapshotOf(mixedLabels(geometry, 4)));
        std::vector<std::vector<std::uint8_t>> states{voxelsOf(labels)};
        std::vector<LabelDelta> deltas;
        for (int edit = 0; edit < 20; ++edit) {
            std::vector<std::uint8_t> next = states.back();
            VoxelBox box;
            std::size_t changed = 0;
            for (std::size_t n = 0; n < next.size(); ++n) {
                if (random() % static_cast<unsigned>(density) != 0) {
                    continue;
                }
                const auto label = static_cast<std::uint8_t>(random() % 3);
                changed += next[n] != label ? std::size_t{1} : 0;
                const std::array<int, 3> at{static_cast<int>(n % 37), static_cast<int>(n / 37 % 23),
                                            static_cast<int>(n / (37 * 23))};
                box.add(next[n] != label ? VoxelBox{at, at} : VoxelBox{});
                next[n] = label;
            }
            DeltaBuilder builder(geometry);
            for (const int k : {5, 0, 10, 1, 9, 2, 8, 3, 7, 4, 6}) { // in any order
                const auto from = static_cast<std::size_t>(k) * geometry.sliceVoxels();
                builder.addDifferences(
                    k, labels.slice(k),
                    std::span<const std::uint8_t>(next).subspan(from, geometry.sliceVoxels()));
            }
            deltas.push_back(builder.take());
            QVERIFY(builder.isEmpty());
            QCOMPARE(deltas.back().voxels(), changed);
            QVERIFY(deltas.back().box().first == box.first && deltas.back().box().last == box.last);
            deltas.back().apply(labels);
            QVERIFY(voxelsOf(labels) == next);
            states.push_back(std::move(next));
        }
        std::size_t done = deltas.size();
        for (int step = 0; step < 200; ++step) { // undo and redo as it comes
            if (done > 0 && (done == deltas.size() || random() % 2 == 0)) {
                deltas[--done].revert(labels);
            } else {
                deltas[done++].apply(labels);
            }
            QVERIFY(voxelsOf(labels) == states[done]);
        }
    }

    void aRunIsFewBytes()
    {
        const Geometry geometry = obliqueGeometry({512, 512, 3});
        DeltaBuilder builder(geometry);
        builder.add(2, 512 * 100 + 7, 40, 0, 3);
        builder.add(2, 512 * 100 + 47, 2, 0, 3); // goes on
        builder.add(2, 512 * 101 + 7, 40, 0, 3);
        builder.add(1, 0, 4, 2, 2); // is none
        const LabelDelta delta = builder.take();
        QCOMPARE(delta.voxels(), std::size_t{82});
        QVERIFY(delta.box() == (VoxelBox{{7, 100, 2}, {48, 101, 2}}));
        QCOMPARE_LE(delta.bytes() - sizeof(LabelDelta), std::size_t{16});
    }

    void aDeltaOfOtherLabelsChangesNothing()
    {
        const Geometry geometry = obliqueGeometry();
        DeltaBuilder builder(geometry);
        builder.add(0, 3, 2, 0, 1);
        builder.add(2, 3, 2, 0, 1);
        const LabelDelta delta = builder.take();
        SlicedLabels labels(emptySnapshot(geometry));
        labels.writable(2)[4] = 2;
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "not those", delta.apply(labels));
        QCOMPARE(labels.at(3, 0, 0), std::uint8_t{0});
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "not those", delta.revert(labels));
        SlicedLabels other(emptySnapshot(obliqueGeometry({7, 5, 3})));
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "not those", delta.apply(other));
    }
};

QTEST_GUILESS_MAIN(TestSlicedLabels)
#include "tst_sliced_labels.moc"
