// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/image_io.h"
#include "tests/image/dicom_series.h"
#include "tests/image/mixed_mask.h"
#include "tests/image/reader_main.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <optional>

using namespace halftone;
using namespace halftone::image;
using namespace halftone::test;

namespace {

constexpr int kSlices = 4;

} // namespace

Q_DECLARE_METATYPE(std::optional<VolumePart>)

/// Masks of images of which a part was opened.
class MaskPartsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void partsLieWhereTheyAre_data()
    {
        QTest::addColumn<QString>("file");
        for (const char* file : {"m.dcm", "m.seg.nrrd", "m.nii.gz", "m.nrrd", "m.mha", "m.tif"}) {
            QTest::newRow(file) << QString::fromLatin1(file);
        }
    }
    void partsLieWhereTheyAre()
    {
        QFETCH(QString, file);
        QTemporaryDir folder;
        QVERIFY(putPlacedSeries(folder, "oblique", kSlices));
        const auto path = pathIn(folder, "oblique");
        const Image whole = readImage(path);
        ReadOptions options;
        options.part = VolumePart{1, 2, 1};
        const Image image = readImage(path, {}, {}, options);
        const LabelMap mask = mixedMask(image);
        MaskFile(pathIn(folder, file), originOf(path), image, kLabels).write(mask);
        const LabelMap back = readLabelMap(pathIn(folder, file));
        QVERIFY(back.voxels == mask.voxels);
        const QByteArray bytes = readBytes(pathIn(folder, file));
        QVERIFY(file == QLatin1String("m.nii.gz") || bytes.contains("2 to 3 of 4"));
        if (file != QLatin1String("m.tif")) {
            Geometry expected = whole.geometry;
            expected.size[2] = 2;
            for (std::size_t axis = 0; axis < 3; ++axis) {
                expected.originMm[axis] +=
                    whole.geometry.spacingMm[2] * whole.geometry.direction[axis * 3 + 2];
            }
            QVERIFY(back.geometry.sameGrid(expected));
        }
        if (file == QLatin1String("m.dcm")) { // the instances of these slices, and of no others
            QVERIFY(bytes.contains("2.25.1.2") && bytes.contains("2.25.1.3"));
            QVERIFY(!bytes.contains("2.25.1.4"));
        }
    }

    void thinnedImagesHaveNoDicomSegmentation()
    {
        QTemporaryDir folder;
        QVERIFY(putPlacedSeries(folder, "axial", kSlices));
        ReadOptions options;
        options.part = VolumePart{0, 0, 2};
        const Image image = readImage(pathIn(folder, "axial"), {}, {}, options);
        HALFTONE_EXPECT_ERROR(
            ErrorCode::Unsupported, "only one in 2 along each axis was opened",
            MaskFile(pathIn(folder, "m.dcm"), originOf(pathIn(folder, "axial")), image, kLabels));
    }

    void enhancedObjectsAreReferredToByFrame_data()
    {
        QTest::addColumn<std::optional<VolumePart>>("part");
        QTest::addColumn<QByteArray>("order");
        QTest::newRow("all") << std::optional<VolumePart>() << QByteArray("231231");
        QTest::newRow("a part") << std::optional(VolumePart{1, 2, 1}) << QByteArray("3131");
    }
    void enhancedObjectsAreReferredToByFrame()
    {
        QFETCH(std::optional<VolumePart>, part);
        QFETCH(QByteArray, order);
        QTemporaryDir folder;
        DicomElements data = dicomFrames({2, 0, 1});
        data.text(0x0020000d, "UI", "2.25.9").text(0x00200052, "UI", "2.25.8");
        QVERIFY(put(folder, "image.dcm", dicomFile(data)));
        const Image image = readImage(pathIn(folder, "image.dcm"), {}, {}, {.part = part});
        const LabelMap mask = mixedMask(image);
        MaskFile(pathIn(folder, "m.dcm"), originOf(pathIn(folder, "image.dcm")), image, kLabels)
            .write(mask);
        QVERIFY(readLabelMap(pathIn(folder, "m.dcm")).voxels == mask.voxels);
        // ReferencedFrameNumber of the slices in their order, for the first of two labels.
        const QByteArray bytes = readBytes(pathIn(folder, "m.dcm"));
        QByteArray found;
        const QByteArray tag = shorts({0x0008, 0x1160}) + "IS";
        for (qsizetype at = bytes.indexOf(tag); at >= 0; at = bytes.indexOf(tag, at + 1)) {
            found += bytes.mid(at + 8, 1);
        }
        QCOMPARE(found, order);
    }
};

HALFTONE_READING_TEST_MAIN(MaskPartsTest)
#include "tst_mask_parts.moc"
