// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/grid/preprocess.h"
#include "tests/image/test_images.h"
#include "tests/support/expect_error.h"

#include <QTest>

using namespace halftone;
using namespace halftone::image;
using namespace halftone::test;

class OrientationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void identityIsLps()
    {
        Geometry geometry;
        geometry.size = {2, 2, 2};
        QCOMPARE(orientationCode(geometry), std::string("LPS"));
        geometry.direction = {-1, 0, 0, 0, -1, 0, 0, 0, 1};
        QCOMPARE(orientationCode(geometry), std::string("RAS"));
        geometry.direction = {0, 0, -1, 1, 0, 0, 0, 1, 0};
        QCOMPARE(orientationCode(geometry), std::string("PSR"));
    }

    void everyCodeAndBack()
    {
        const Image image = countingImage<std::int16_t>(obliqueGeometry());
        for (const std::string& code : allCodes()) {
            const Image turned = reorient(image, code);
            QCOMPARE(orientationCode(turned.geometry), code);
            const Image back = reorient(turned, "LPS");
            QVERIFY(back.geometry.sameGrid(image.geometry));
            QVERIFY(back.voxels == image.voxels);
        }
    }

    void voxelsStayWhereTheyAre()
    {
        // Every voxel keeps its place in millimetres: found again by its value.
        const Geometry geometry = obliqueGeometry({5, 4, 3});
        const Image image = countingImage<std::uint8_t>(geometry);
        const Image turned = reorient(image, "SRA");
        std::size_t n = 0;
        for (int k = 0; k < turned.geometry.size[2]; ++k) {
            for (int j = 0; j < turned.geometry.size[1]; ++j) {
                for (int i = 0; i < turned.geometry.size[0]; ++i, ++n) {
                    const auto source = static_cast<int>(turned.value(n));
                    const auto expected =
                        positionOf(geometry, source % 5, source / 5 % 4, source / 20);
                    const auto found = positionOf(turned.geometry, i, j, k);
                    for (std::size_t row = 0; row < 3; ++row) {
                        QVERIFY(std::abs(expected[row] - found[row]) < 1e-9);
                    }
                }
            }
        }
    }

    void obliqueGridsTakeTheNearestAxes()
    {
        // Just under and just over 45 degrees about z.
        for (const double tangent : {0.98, 1.02}) {
            const double c = 1 / std::sqrt(1 + tangent * tangent);
            const double s = tangent * c;
            Geometry geometry;
            geometry.size = {3, 3, 3};
            geometry.direction = {c, -s, 0, s, c, 0, 0, 0, 1};
            QCOMPARE(orientationCode(geometry), std::string(tangent < 1 ? "LPS" : "PRS"));
        }
    }

    void impossibleCodes()
    {
        const Image image = countingImage<std::uint8_t>(obliqueGeometry());
        for (const char* code : {"LLS", "LP", "LPSX", "XYZ", "LRS"}) {
            HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "not an orientation",
                                  reorient(image, code));
        }
    }

    void unknownOrientationIsLeftAlone()
    {
        Geometry geometry = obliqueGeometry();
        geometry.orientationKnown = false;
        const Image image = countingImage<std::uint8_t>(geometry);
        const Image same = reorient(image, "RAS");
        QVERIFY(same.geometry == geometry);
        QVERIFY(same.voxels == image.voxels);
    }

    void labelsFollowExactly()
    {
        const Image image = countingImage<std::uint8_t>(obliqueGeometry());
        LabelMap labels{image.geometry, std::get<std::vector<std::uint8_t>>(image.voxels), {}};
        const LabelMap turned = reorient(labels, "IAL");
        const LabelMap back = resampleTo(turned, labels.geometry);
        QVERIFY(back.voxels == labels.voxels);
        QVERIFY(back.geometry == labels.geometry);
    }

    void otherGridsTakeTheNearestVoxel()
    {
        LabelMap labels;
        labels.geometry.size = {4, 4, 1};
        labels.geometry.spacingMm = {2, 2, 2};
        labels.geometry.spacingKnown = true;
        labels.geometry.orientationKnown = true;
        labels.voxels = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
        Geometry target = labels.geometry;
        target.size = {10, 10, 1};
        target.spacingMm = {1, 1, 2};
        target.originMm = {-1.2, -1.2, 0};
        const LabelMap fine = resampleTo(labels, target);
        QCOMPARE(int(fine.voxels[0]), 0);      // -1.2 mm lies outside
        QCOMPARE(int(fine.voxels[11]), 1);     // -0.2 mm
        QCOMPARE(int(fine.voxels[10 + 3]), 2); // 1.8 mm
        QCOMPARE(int(fine.voxels[99]), 0);     // 7.8 mm lies outside
        QCOMPARE(int(fine.voxels[77]), 16);    // 5.8 mm
    }

    void withoutKnownGeometryEqualSizesMatch()
    {
        LabelMap labels;
        labels.geometry.size = {2, 2, 1};
        labels.voxels = {0, 1, 2, 3};
        Geometry target = obliqueGeometry({2, 2, 1});
        const LabelMap same = resampleTo(labels, target);
        QVERIFY(same.voxels == labels.voxels);
        QVERIFY(same.geometry == target);
    }
};

QTEST_GUILESS_MAIN(OrientationTest)
#include "tst_orientation.moc"
