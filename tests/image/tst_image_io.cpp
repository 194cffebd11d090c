// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/grid/geometry_report.h"
#include "core/image/image_io.h"
#include "tests/image/reader_main.h"
#include "tests/image/test_images.h"
#include "tests/support/expect_error.h"

#include <QDir>
#include <QTest>

#include <algorithm>

using namespace halftone;
using namespace halftone::image;
using namespace halftone::test;

class ImageIoTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void geometryAndTypeSurvive_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"a.nii", "a.nii.gz", "a.nrrd", "a.mha"}) {
            QTest::newRow(name) << QString::fromLatin1(name);
        }
    }
    void geometryAndTypeSurvive()
    {
        QFETCH(QString, name);
        const Geometry geometry = obliqueGeometry();
        const std::vector<Image> images{
            countingImage<std::uint8_t>(geometry),  countingImage<std::int8_t>(geometry),
            countingImage<std::uint16_t>(geometry), countingImage<std::int16_t>(geometry),
            countingImage<std::uint32_t>(geometry), countingImage<std::int32_t>(geometry),
            countingImage<float>(geometry),         countingImage<double>(geometry)};
        for (const Image& image : images) {
            const auto path = pathIn(m_folder, name);
            writeImage(path, image);
            const Image back = readImage(path);
            QVERIFY(back.geometry.sameGrid(geometry));
            QVERIFY(back.geometry.spacingKnown && back.geometry.orientationKnown);
            QVERIFY(back.voxels == image.voxels);
            QCOMPARE(back.name, name.toStdString());
            QVERIFY(!back.synthetic);
        }
    }

    void otherProgramsFindTheGridByQuaternionToo()
    {
        // Ours prefers the matrix; with its code erased the quaternion has to give the same grid.
        for (const bool mirrored : {false, true}) {
            Geometry geometry = obliqueGeometry();
            if (mirrored) {
                for (const std::size_t i : {0U, 3U, 6U}) {
                    geometry.direction[i] = -geometry.direction[i];
                }
            }
            const auto path = pathIn(m_folder, "q.nii");
            writeImage(path, countingImage<std::int16_t>(geometry));
            QByteArray bytes = readBytes(path);
            QCOMPARE(int(bytes[254]), 1);
            bytes[254] = 0;
            QVERIFY(writeBytes(path, bytes));
            QVERIFY(readImage(path).geometry.sameGrid(geometry));
        }
    }

    void nanometresSurvive()
    {
        Geometry geometry = obliqueGeometry({4, 4, 2});
        geometry.spacingMm = {4e-6, 4e-6, 50e-6};
        for (const char* name : {"em.nii.gz", "em.nrrd", "em.mha"}) {
            const auto path = pathIn(m_folder, QString::fromLatin1(name));
            writeImage(path, countingImage<std::uint8_t>(geometry));
            const Geometry back = readImage(path).geometry;
            QVERIFY2(std::abs(back.spacingMm[0] / 4e-6 - 1) < 1e-5, name);
            QVERIFY2(std::abs(back.spacingMm[2] / 50e-6 - 1) < 1e-5, name);
        }
    }

    void syntheticSamplesAreKnownAgain()
    {
        Image image = countingImage<std::int16_t>(obliqueGeometry());
        image.synthetic = true;
        image.modality = Modality::MR;
        for (const char* name : {"s.nii.gz", "s.nrrd", "s.mha"}) {
            const auto path = pathIn(m_folder, QString::fromLatin1(name));
            writeImage(path, image);
            const Image back = readImage(path);
            QVERIFY2(back.synthetic, name);
            QCOMPARE(back.modality, Modality::MR);
        }
    }

    void tiffStacksKeepVoxels()
    {
        const auto path = pathIn(m_folder, "stack.tif");
        const Image deep = countingImage<std::uint16_t>(obliqueGeometry());
        writeImage(path, deep);
        const Image back = readImage(path);
        QVERIFY(back.voxels == deep.voxels);
        QCOMPARE(back.geometry.size, deep.geometry.size);
        QVERIFY(!back.geometry.spacingKnown && !back.geometry.orientationKnown);
        QCOMPARE(readInfo(path).format, std::string("TIFF stack"));
        const Image flat = countingImage<std::uint8_t>(obliqueGeometry({6, 3, 1}));
        writeImage(path, flat);
        QVERIFY(readImage(path).voxels == flat.voxels);
        const Image real = countingImage<float>(obliqueGeometry());
        writeImage(path, real);
        QVERIFY(readImage(path).voxels == real.voxels);
    }

    void labelMapsSurvive()
    {
        LabelMap labels;
        labels.geometry = obliqueGeometry();
        labels.voxels.resize(labels.geometry.voxels());
        for (std::size_t i = 0; i < labels.voxels.size(); ++i) {
            labels.voxels[i] = static_cast<std::uint8_t>(i % 4);
        }
        for (const char* name : {"l.nii.gz", "l.nrrd", "l.mha"}) {
            const auto path = pathIn(m_folder, QString::fromLatin1(name));
            writeLabelMap(path, labels);
            const LabelMap back = readLabelMap(path);
            QVERIFY(back.geometry.sameGrid(labels.geometry));
            QVERIFY(back.voxels == labels.voxels);
            QCOMPARE(back.labels.size(), std::size_t{3});
            QCOMPARE(back.labels[2].name, std::string("3"));
        }
    }

    void labelsAreReadAsStored()
    {
        // Only label 2 of a model with two: it must not become label 1.
        LabelMap stored;
        stored.geometry = obliqueGeometry();
        stored.voxels.resize(stored.geometry.voxels());
        stored.voxels[3] = 2;
        const auto path = pathIn(m_folder, "two.nii.gz");
        writeLabelMap(path, stored);
        const LabelMap labels = readLabelMap(path);
        QVERIFY(labels.voxels == stored.voxels);
        QCOMPARE(labels.labels.size(), std::size_t{1});
        QCOMPARE(int(labels.labels[0].value), 2);
        QCOMPARE(int(readMask(path).voxels[3]), 1);
    }

    void masksAreTwoValued()
    {
        Image image = countingImage<std::uint8_t>(obliqueGeometry());
        auto& voxels = std::get<std::vector<std::uint8_t>>(image.voxels);
        std::transform(voxels.begin(), voxels.end(), voxels.begin(),
                       [](std::uint8_t v) -> std::uint8_t { return v % 3 == 0 ? 255 : 0; });
        const auto path = pathIn(m_folder, "binary.tif");
        writeImage(path, image);
        QCOMPARE(int(readLabelMap(path).voxels[0]), 255);
        const LabelMap mask = readMask(path);
        QCOMPARE(int(mask.voxels[0]), 1);
        QCOMPARE(int(mask.voxels[1]), 0);
        QCOMPARE(mask.labels.size(), std::size_t{1});
        QCOMPARE(int(mask.labels[0].value), 1);
        std::replace(voxels.begin(), voxels.end(), std::uint8_t{0}, std::uint8_t{7}); // no zero
        writeImage(path, image);
        QVERIFY(readMask(path).voxels == mask.voxels);
        voxels[1] = 3;
        writeImage(path, image);
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "holds 3 values", readMask(path));
    }

    void labelsMustBeWholeNumbers()
    {
        const auto path = pathIn(m_folder, "float.nii");
        Image image = countingImage<float>(obliqueGeometry());
        writeImage(path, image);
        QCOMPARE(int(readLabelMap(path).voxels[5]), 5);
        std::get<std::vector<float>>(image.voxels)[3] = 0.5F;
        writeImage(path, image);
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "not a label file", readLabelMap(path));
    }

    void infoNeedsNoVoxels()
    {
        const auto path = pathIn(m_folder, "info.nrrd");
        writeImage(path, countingImage<std::int16_t>(obliqueGeometry()));
        const ImageInfo info = readInfo(path);
        QCOMPARE(info.voxelType, std::string("int16"));
        QCOMPARE(info.bytes, std::size_t{7 * 5 * 4 * 2});
        QCOMPARE(geometryReport(info).at(1),
                 std::string("LPS (oblique by 30 degrees), 0.7 x 1.25 x 3 mm"));
    }

    void lengthsReadWell()
    {
        QCOMPARE(formatLength(0.8), std::string("0.8 mm"));
        QCOMPARE(formatLength(4e-6), std::string("4 nm"));
        QCOMPARE(formatLength(0.001), std::string("1 um"));
        Geometry geometry;
        QCOMPARE(formatSpacing(geometry), std::string("unknown spacing"));
        QCOMPARE(formatOrientation(geometry), std::string("no orientation"));
    }

    void writingIsAtomic()
    {
        QTemporaryDir folder;
        const auto path = pathIn(folder, "keep.nii.gz");
        const Image image = countingImage<std::uint8_t>(obliqueGeometry());
        writeImage(path, image);
        Image broken = image;
        broken.geometry.size[2] = 99; // more slices than voxels
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "keep.nii.gz", writeImage(path, broken));
        QVERIFY(readImage(path).voxels == image.voxels);
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, ".docx",
                              writeImage(pathIn(folder, "a.docx"), image));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileWrite, "does not exist",
                              writeImage(pathIn(folder, "no/such/a.nii"), image));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden),
                 QStringList{QStringLiteral("keep.nii.gz")});
    }

    void limitsAndStopping()
    {
        const auto path = pathIn(m_folder, "limit.nii");
        writeImage(path, countingImage<std::int16_t>(obliqueGeometry()));
        HALFTONE_EXPECT_ERROR(ErrorCode::OutOfMemory, "more than the limit",
                              readImage(path, {}, {}, {.maxBytes = 100}));
        HALFTONE_EXPECT_ERROR(ErrorCode::OutOfMemory, "and 100 B of memory are available",
                              readImage(path, {}, {}, {.availableBytes = [] { return 100; }}));
        HALFTONE_EXPECT_ERROR(ErrorCode::OutOfMemory, "and 100 B of memory are available",
                              readLabelMap(path, {}, {.availableBytes = [] { return 100; }}));
        const auto nobodyKnows = [] { return std::nullopt; };
        QVERIFY(readImage(path, {}, {}, {.availableBytes = nobodyKnows}).geometry.voxels() > 0);
        StopSource source;
        source.requestStop();
        HALFTONE_EXPECT_ERROR(ErrorCode::Cancelled, "", readImage(path, {}, source.token()));
    }

private:
    QTemporaryDir m_folder;
};

HALFTONE_READING_TEST_MAIN(ImageIoTest)
#include "tst_image_io.moc"
