// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/aligned_buffer.h"
#include "core/base/image.h"

#include <QTest>

#include <cstdint>
#include <limits>

using namespace halftone;

namespace {

Geometry grid()
{
    Geometry geometry;
    geometry.size = {512, 400, 60};
    geometry.spacingMm = {0.7, 0.7, 3.0};
    geometry.originMm = {-120.5, 33.0, 900.25};
    return geometry;
}

} // namespace

class TestImage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsVoxelsBeyond32Bits()
    {
        Geometry geometry;
        geometry.size = {4096, 4096, 1024};
        QCOMPARE(geometry.sliceVoxels(), std::size_t{16777216});
        QCOMPARE(geometry.voxels(), std::size_t{17179869184});
    }

    void sameGridToleratesRounding()
    {
        Geometry other = grid();
        other.originMm[0] += 1e-6;
        other.spacingMm[2] += 1e-8;
        QVERIFY(grid().sameGrid(other));
    }

    void sameGridSeesDifferences_data()
    {
        QTest::addColumn<Geometry>("other");
        Geometry g = grid();
        g.size[2] = 61;
        QTest::newRow("one slice more") << g;
        g = grid();
        g.originMm[1] += 0.35;
        QTest::newRow("shifted by half a voxel") << g;
        g = grid();
        g.spacingMm[0] += 0.001; // 0.5 mm at the far side
        QTest::newRow("spacing") << g;
        g = grid();
        g.direction = {-1, 0, 0, 0, -1, 0, 0, 0, 1};
        QTest::newRow("flipped axes") << g;
        g = grid();
        g.originMm[0] = std::numeric_limits<double>::quiet_NaN();
        QTest::newRow("not a number") << g;
    }
    void sameGridSeesDifferences()
    {
        QFETCH(Geometry, other);
        QVERIFY(!grid().sameGrid(other));
        QVERIFY(!other.sameGrid(grid()));
    }

    void valueConvertsEveryVoxelType()
    {
        Image image;
        image.voxels = std::vector<std::int16_t>{-1024, 40};
        QCOMPARE(image.value(0), -1024.0);
        image.voxels = std::vector<std::uint32_t>{4000000000U};
        QCOMPARE(image.value(0), 4e9);
        QVERIFY_THROWS_EXCEPTION(std::out_of_range, static_cast<void>(image.value(1)));
    }

    void alignedBufferIsAlignedAndZero()
    {
        for (const std::size_t count : {1U, 63U, 4097U}) {
            AlignedBuffer<std::int32_t> buffer(count);
            QCOMPARE(reinterpret_cast<std::uintptr_t>(buffer.data()) % kBufferAlignment,
                     std::uintptr_t{0});
            for (std::size_t i = 0; i < count; ++i) {
                QCOMPARE(buffer[i], 0);
            }
        }
        QCOMPARE(AlignedBuffer<float>(0).data(), nullptr);
    }
};

QTEST_GUILESS_MAIN(TestImage)
#include "tst_image.moc"
