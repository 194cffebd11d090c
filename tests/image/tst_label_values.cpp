// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// What counts as a label, and where labels lie on another grid.
#include "core/image/grid/preprocess.h"
#include "core/image/image_io.h"
#include "tests/image/nifti_bytes.h"
#include "tests/image/reader_main.h"
#include "tests/image/test_images.h"
#include "tests/support/expect_error.h"

#include <QTest>

using namespace halftone;
using namespace halftone::image;
using namespace halftone::test;

class LabelValuesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aScaleMayRound()
    {
        QByteArray bytes = niftiOf({4, 3, 2}); // 0 to 23, times what is nearly 1
        put<float>(bytes, 112, 1.00002F);
        QVERIFY(writeBytes(m_path, bytes));
        QCOMPARE(int(readLabelMap(m_path).voxels[23]), 23);
        put<float>(bytes, 112, 1.001F);
        QVERIFY(writeBytes(m_path, bytes));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "has the value 1.001", readLabelMap(m_path));
    }

    void oneLargeNumberIsAMask()
    {
        write({0, 1000, 0, 1000});
        const LabelMap mask = readLabelMap(m_path);
        QCOMPARE(mask.voxels, (std::vector<std::uint8_t>{0, 1, 0, 1}));
        QCOMPARE(mask.labels.size(), std::size_t{1});
        QVERIFY(findKind(mask.findings, "mask-of-large") != nullptr);
        QCOMPARE(readMask(m_path).voxels, mask.voxels);
    }

    void otherNumbersAreNamed()
    {
        write({0, 1001, 0, 2035});
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "1001, and labels are read up to 255",
                              readLabelMap(m_path));
        write({0, 256, 0, 3});
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "label 256", readLabelMap(m_path));
        write({0, 255, 0, 256}); // 255 is a label of its own
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "label 256", readLabelMap(m_path));
        write({-1, 1, 1, -1});
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "the value -1", readLabelMap(m_path));
    }

    void roundedGridsAreTheSame()
    {
        LabelMap labels = labelled(obliqueGeometry({20, 20, 5}));
        Geometry target = labels.geometry;
        target.spacingMm[0] *= 1 + 2e-5;
        target.direction[1] += 1e-5;
        target.originMm[0] += 0.01;
        const PlacedLabels placed = placeLabels(labels, target);
        QVERIFY(placed.labels.voxels == labels.voxels);
        QVERIFY(placed.findings.empty());
    }

    void labelsOutsideAreSaid()
    {
        const LabelMap labels = labelled(obliqueGeometry({20, 20, 5}));
        Geometry target = labels.geometry;
        target.originMm[2] += 2 * target.spacingMm[2];
        const PlacedLabels placed = placeLabels(labels, target);
        const Finding* outside = findKind(placed.findings, "labels-partly-outside");
        QVERIFY(outside != nullptr);
        QCOMPARE(outside->message.arguments[0], std::string("800"));
        target.originMm[2] += 500;
        HALFTONE_EXPECT_ERROR(ErrorCode::ShapeMismatch, "do not overlap",
                              placeLabels(labels, target));
    }

private:
    static LabelMap labelled(const Geometry& geometry)
    {
        LabelMap labels;
        labels.geometry = geometry;
        labels.voxels.assign(geometry.voxels(), 1);
        return labels;
    }
    void write(const std::vector<std::int32_t>& values)
    {
        Image image;
        image.geometry = obliqueGeometry({2, 2, 1});
        image.voxels = values;
        writeImage(m_path, image);
    }

    QTemporaryDir m_folder;
    std::filesystem::path m_path = pathIn(m_folder, QStringLiteral("labels.nii"));
};

HALFTONE_READING_TEST_MAIN(LabelValuesTest)
#include "tst_label_values.moc"
