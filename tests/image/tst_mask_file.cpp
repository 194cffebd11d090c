// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/image_io.h"
#include "core/image/mask_file.h"
#include "tests/image/dicom_series.h"
#include "tests/image/mixed_mask.h"
#include "tests/image/reader_main.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <algorithm>
#include <cstdlib>

using namespace halftone;
using namespace halftone::image;
using namespace halftone::test;

namespace {

constexpr int kSlices = 4;

} // namespace

/// Masks as files that say what made them.
class MaskFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFormatHoldsTheMask_data()
    {
        QTest::addColumn<QString>("series");
        QTest::addColumn<QString>("file");
        for (const char* series : {"axial", "sagittal", "oblique", "tilted"}) {
            for (const char* file :
                 {"m.dcm", "m.seg.nrrd", "m.nii", "m.nii.gz", "m.nrrd", "m.mha"}) {
                QTest::addRow("%s %s", series, file) << QString(series) << QString(file);
            }
        }
    }
    void everyFormatHoldsTheMask()
    {
        QFETCH(QString, series);
        QFETCH(QString, file);
        QTemporaryDir folder;
        QVERIFY(putPlacedSeries(folder, series, kSlices));
        const auto path = pathIn(folder, series);
        const Image image = readImage(path);
        const LabelMap mask = mixedMask(image);
        MaskFile(pathIn(folder, file), originOf(path), image, kLabels).write(mask);
        const LabelMap back = readLabelMap(pathIn(folder, file));
        QVERIFY(back.voxels == mask.voxels);
        QVERIFY(back.geometry.sameGrid(image.geometry));
        QVERIFY(back.findings.empty() || series == QLatin1String("tilted"));
        if (file == QLatin1String("m.dcm") || file == QLatin1String("m.seg.nrrd")) {
            QCOMPARE(back.labels.size(), kLabels.size());
            for (std::size_t i = 0; i < kLabels.size(); ++i) {
                QCOMPARE(back.labels[i].name, kLabels[i].name);
                QCOMPARE(back.labels[i].value, kLabels[i].value);
                for (std::size_t c = 0; c < 3; ++c) {
                    QVERIFY(std::abs(back.labels[i].colour[c] - kLabels[i].colour[c]) <= 1);
                }
            }
        }
    }

    void missingSlicesHaveNoReference()
    {
        QTemporaryDir folder;
        for (const int k : {0, 1, 3, 4}) {
            QVERIFY(put(folder, QStringLiteral("s/%1.dcm").arg(k),
                        dicomFile(placedSlice({}, k, 7, 5))));
        }
        const Image image = readImage(pathIn(folder, "s"));
        const LabelMap mask = mixedMask(image);
        MaskFile(pathIn(folder, "m.dcm"), originOf(pathIn(folder, "s")), image, kLabels)
            .write(mask);
        QVERIFY(readLabelMap(pathIn(folder, "m.dcm")).voxels == mask.voxels);
        const QByteArray bytes = readBytes(pathIn(folder, "m.dcm"));
        QVERIFY(bytes.contains("2.25.1.2") && bytes.contains("2.25.1.4"));
        QVERIFY(!bytes.contains("2.25.1.3"));
    }

    void patientAndStudyAreRepeated()
    {
        QTemporaryDir folder;
        QVERIFY(putPlacedSeries(folder, "axial", 2));
        const Image image = readImage(pathIn(folder, "axial"));
        const MaskFile file(pathIn(folder, "m.dcm"), originOf(pathIn(folder, "axial")), image,
                            {{1, "caf\xc3\xa9", {1, 2, 3}}});
        LabelMap mask = mixedMask(image);
        mask.labels = {{1, "caf\xc3\xa9", {1, 2, 3}}};
        file.write(mask);
        const QByteArray bytes = readBytes(pathIn(folder, "m.dcm"));
        for (const char* text : {"M\xfcller^Eva", "ISO_IR 100", "P 17", "19700101", "20260102",
                                 "2.25.9", "2.25.8", "2.25.2"}) {
            QVERIFY2(bytes.contains(text), text);
        }
        // The name of the label cannot be said in their character set.
        QCOMPARE(readLabelMap(pathIn(folder, "m.dcm")).labels.at(0).name, std::string("caf?"));

        // Where theirs are plain it can.
        for (int k = 0; k < 2; ++k) {
            DicomElements slice = placedSlice({}, k, 7, 5);
            slice.text(0x00100010, "PN", "Plain^Eva");
            QVERIFY(put(folder, QStringLiteral("axial/%1.dcm").arg(k), dicomFile(slice)));
        }
        MaskFile(pathIn(folder, "m.dcm"), originOf(pathIn(folder, "axial")), image, mask.labels)
            .write(mask);
        QCOMPARE(readLabelMap(pathIn(folder, "m.dcm")).labels.at(0).name,
                 std::string("caf\xc3\xa9"));
        QVERIFY(readBytes(pathIn(folder, "m.dcm")).contains("ISO_IR 192"));
    }

    void longNamesFitTheirElements()
    {
        QTemporaryDir folder;
        QVERIFY(putPlacedSeries(folder, "axial", 2));
        const Image image = readImage(pathIn(folder, "axial"));
        MaskOrigin origin = originOf(pathIn(folder, "axial"));
        origin.program = "Halftone 10.20.30 (0123456789ab)";
        origin.model = std::string(60, 'm');
        LabelMap mask = mixedMask(image);
        mask.labels[0].name = std::string(90, 'n');
        MaskFile(pathIn(folder, "m.dcm"), origin, image, mask.labels).write(mask);
        const QByteArray bytes = readBytes(pathIn(folder, "m.dcm"));
        // ContentDescription, SegmentLabel, AlgorithmName, SeriesDescription: 64 letters at most.
        for (const auto& [group, element] :
             {std::pair(0x0070, 0x0081), std::pair(0x0062, 0x0005), std::pair(0x0066, 0x0036),
              std::pair(0x0008, 0x103e)}) {
            const qsizetype at = bytes.indexOf(shorts({group, element}) + "LO");
            QVERIFY2(at >= 0, qPrintable(QString::number(group, 16)));
            QCOMPARE_LE(static_cast<int>(static_cast<quint8>(bytes.at(at + 6))), 64);
        }
    }

    void imagesWithoutIdentifiersAreRefused_data()
    {
        QTest::addColumn<uint>("tag");
        QTest::addColumn<QString>("name");
        QTest::newRow("study") << 0x0020000dU << QStringLiteral("StudyInstanceUID");
        QTest::newRow("series") << 0x0020000eU << QStringLiteral("SeriesInstanceUID");
        QTest::newRow("frame of reference") << 0x00200052U << QStringLiteral("FrameOfReferenceUID");
        QTest::newRow("class") << 0x00080016U << QStringLiteral("SOPClassUID");
        QTest::newRow("instance") << 0x00080018U << QStringLiteral("SOPInstanceUID");
    }
    void imagesWithoutIdentifiersAreRefused()
    {
        QFETCH(uint, tag);
        QFETCH(QString, name);
        QTemporaryDir folder;
        for (int k = 0; k < kSlices; ++k) {
            DicomElements slice = placedSlice({}, k, 7, 5);
            if (k == 2
                || tag == 0x0020000eU) { // one is enough; without series none belong together
                slice.remove(tag);
            }
            QVERIFY(put(folder, QStringLiteral("s/%1.dcm").arg(k), dicomFile(slice)));
        }
        const Image image = readImage(pathIn(folder, "s"));
        QCOMPARE(image.geometry.size[2], kSlices);
        const MaskOrigin origin = originOf(pathIn(folder, "s"));
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, name.toUtf8().constData(),
                              MaskFile(pathIn(folder, "m.dcm"), origin, image, kLabels));
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "Save the mask as .seg.nrrd",
                              MaskFile(pathIn(folder, "m.dcm"), origin, image, kLabels));
        QVERIFY(!QFile::exists(folder.filePath("m.dcm")));
    }

    void whatIsNoDicomIsRefused()
    {
        QTemporaryDir folder;
        Image image = countingImage<std::int16_t>(obliqueGeometry());
        image.name = "scan.nii";
        writeImage(pathIn(folder, "scan.nii"), image);
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "'scan.nii' is none. Save the mask as",
                              MaskFile(pathIn(folder, "m.dcm"),
                                       originOf(pathIn(folder, "scan.nii")), image, kLabels));
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "is none. Save the mask as",
                              MaskFile(pathIn(folder, "m.dcm"), originOf({}), image, kLabels));
        LabelMap labels = mixedMask(image);
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "DICOM",
                              writeLabelMap(pathIn(folder, "m.dcm"), labels));
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, ".seg.nrrd, .nrrd",
                              MaskFile(pathIn(folder, "m.xyz"), originOf({}), image, kLabels));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileWrite, "does not exist",
                              MaskFile(pathIn(folder, "no/m.nii"), originOf({}), image, kLabels));
    }

    void filesThatChangedAreSaid()
    {
        QTemporaryDir folder;
        QVERIFY(putPlacedSeries(folder, "axial", kSlices));
        const Image image = readImage(pathIn(folder, "axial"));
        QVERIFY(QFile::remove(folder.filePath("axial/3.dcm")));
        HALFTONE_EXPECT_ERROR(
            ErrorCode::Unsupported, "have changed since it was opened",
            MaskFile(pathIn(folder, "m.dcm"), originOf(pathIn(folder, "axial")), image, kLabels));
    }

    void labelsWithoutVoxelsAreRefusedWhereTheyCannotBeSaid_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<bool>("refused");
        QTest::newRow("DICOM") << QStringLiteral("m.dcm") << true;
        QTest::newRow("STL") << QStringLiteral("m.stl") << true;
        QTest::newRow("Slicer") << QStringLiteral("m.seg.nrrd") << false;
        QTest::newRow("NIfTI") << QStringLiteral("m.nii") << false;
    }
    void labelsWithoutVoxelsAreRefusedWhereTheyCannotBeSaid()
    {
        QFETCH(QString, file);
        QFETCH(bool, refused);
        QTemporaryDir folder;
        QVERIFY(putPlacedSeries(folder, "axial", kSlices));
        const Image image = readImage(pathIn(folder, "axial"));
        LabelMap mask = mixedMask(image);
        std::replace(mask.voxels.begin(), mask.voxels.end(), std::uint8_t{2}, std::uint8_t{0});
        const MaskFile target(pathIn(folder, file), originOf(pathIn(folder, "axial")), image,
                              kLabels);
        if (!refused) {
            target.write(mask);
            QVERIFY(readLabelMap(pathIn(folder, file)).voxels == mask.voxels);
            return;
        }
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "label 'pancreas' has no voxels",
                              target.write(mask));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList());
    }

    void everyFormatSaysWhatMadeIt_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("start");
        QTest::newRow("NIfTI") << QStringLiteral("m.nii") << QByteArray("model: ");
        QTest::newRow("NRRD") << QStringLiteral("m.nrrd") << QByteArray("Halftone_model:=");
        QTest::newRow("Slicer") << QStringLiteral("m.seg.nrrd") << QByteArray("Halftone_model:=");
        QTest::newRow("MetaImage") << QStringLiteral("m.mha") << QByteArray("model: ");
        QTest::newRow("TIFF") << QStringLiteral("m.tif") << QByteArray("model: ");
        QTest::newRow("PNG") << QStringLiteral("m.png") << QByteArray("model: ");
        QTest::newRow("DICOM") << QStringLiteral("m.dcm") << QByteArray("model: ");
    }
    void everyFormatSaysWhatMadeIt()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, start);
        QTemporaryDir folder;
        QVERIFY(putPlacedSeries(folder, "axial", 1));
        const Image image = readImage(pathIn(folder, "axial"));
        LabelMap mask = mixedMask(image);
        MaskOrigin origin = originOf(pathIn(folder, "axial"));
        const MaskFile target(pathIn(folder, file), origin, image, kLabels);
        target.write(mask);
        const QByteArray bytes = readBytes(pathIn(folder, file));
        QVERIFY(bytes.contains(start + "some-model"));
        QVERIFY(bytes.contains(origin.modelHash.c_str()));
        for (const char* text :
             {"Halftone 9.8.7", "W4A6", "MR DICOM series", "research only, not for diagnosis"}) {
            QVERIFY2(bytes.contains(text), text);
        }
        QVERIFY(!bytes.contains("check before use"));
        QVERIFY(readLabelMap(pathIn(folder, file)).voxels == mask.voxels);

        mask.findings = {{Severity::Severe, {"ct-offset", "", {}}, ""}};
        origin.edited = true;
        MaskFile(pathIn(folder, file), origin, image, kLabels).write(mask);
        const QByteArray warned = readBytes(pathIn(folder, file));
        QVERIFY(warned.contains("check before use: ct-offset"));
        QVERIFY(warned.contains("edited: yes") || warned.contains("edited:=yes"));
    }

    void pngHoldsOneSlice()
    {
        QTemporaryDir folder;
        QVERIFY(putPlacedSeries(folder, "axial", kSlices));
        const Image image = readImage(pathIn(folder, "axial"));
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "holds one slice, and the mask has 4",
                              MaskFile(pathIn(folder, "m.png"), originOf({}), image, kLabels));
    }

    void niftiRefusesLongAxesBeforeTheMaskIsMade()
    {
        QTemporaryDir folder;
        Image image;
        image.geometry.size = {32767, 1, 1};
        image.voxels = std::vector<std::uint8_t>(32767);
        MaskFile(pathIn(folder, "m.nii.gz"), originOf({}), image, kLabels);
        image.geometry.size = {32768, 1, 1};
        image.voxels = std::vector<std::uint8_t>(32768);
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "one of these has 32768. Use .nrrd.",
                              MaskFile(pathIn(folder, "m.nii.gz"), originOf({}), image, kLabels));
        MaskFile(pathIn(folder, "m.nrrd"), originOf({}), image, kLabels);
    }
    void aMaskOfAnotherGridIsRefused()
    {
        QTemporaryDir folder;
        const Image image = countingImage<std::int16_t>(obliqueGeometry());
        const Image other = countingImage<std::int16_t>(obliqueGeometry({7, 5, 3}));
        const MaskFile target(pathIn(folder, "m.nii"), originOf({}), image, kLabels);
        HALFTONE_EXPECT_ERROR(ErrorCode::ShapeMismatch, "m.nii", target.write(mixedMask(other)));
    }

    void severalLabelsAreSurfacesOfTheirOwn()
    {
        QTemporaryDir folder;
        const Image image = countingImage<std::int16_t>(obliqueGeometry());
        const MaskFile target(pathIn(folder, "m.stl"), originOf({}), image, kLabels);
        const std::vector<std::filesystem::path> files{pathIn(folder, "m-white-matter.stl"),
                                                       pathIn(folder, "m-pancreas.stl")};
        QVERIFY(target.files() == files);
        target.write(mixedMask(image));
        for (const std::filesystem::path& file : files) {
            const QByteArray bytes = readBytes(file);
            QVERIFY(bytes.startsWith("SPACE=LPS mm; Halftone 9.8.7: some-model at W4A6"));
            const auto count = qFromLittleEndian<std::uint32_t>(bytes.constData() + 80);
            QCOMPARE(bytes.size(), qsizetype{84} + qsizetype{50} * count);
        }
        Image unknown = image;
        unknown.geometry.spacingKnown = false;
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "does not say how large",
                              MaskFile(pathIn(folder, "m.stl"), originOf({}), unknown, kLabels));
    }
};

HALFTONE_READING_TEST_MAIN(MaskFileTest)
#include "tst_mask_file.moc"
