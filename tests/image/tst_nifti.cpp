// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// NIfTI and Analyze as other programs write them.
#include "core/image/image_io.h"
#include "tests/image/nifti_bytes.h"
#include "tests/image/test_images.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <limits>

using namespace halftone;
using namespace halftone::image;
using namespace halftone::test;

namespace {

constexpr std::array<float, 12> kStraight{1, 0, 0, 3, 0, 1, 0, 4, 0, 0, 1, 5};

/// Both bytes of gzip's magic, then what zlib makes of it: qCompress() writes zlib with a length.
QByteArray gzipOf(const QByteArray& bytes)
{
    // One stored block: the damage of a bit is then a damaged voxel and nothing else.
    QByteArray gz("\x1f\x8b\x08\0\0\0\0\0\0\x03", 10);
    gz += '\x01';
    const auto length = static_cast<quint16>(bytes.size());
    QByteArray sizes(4, '\0');
    put<quint16>(sizes, 0, length);
    put<quint16>(sizes, 2, static_cast<quint16>(~length));
    gz += sizes + bytes;
    quint32 crc = ~0U;
    for (const char byte : bytes) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc & 1U) != 0 ? crc >> 1 ^ 0xedb88320U : crc >> 1;
        }
    }
    QByteArray end(8, '\0');
    put<quint32>(end, 0, ~crc);
    put<quint32>(end, 4, static_cast<quint32>(bytes.size()));
    return gz + end;
}

} // namespace

class NiftiTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void formsThatDisagreeAreSaid_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("severity");
        const auto row = [](const char* title, const QByteArray& bytes, const char* kind,
                            Severity severity) {
            QTest::newRow(title) << bytes << QString::fromLatin1(kind) << int(severity);
        };
        QByteArray bytes = niftiOf({5, 4, 3});
        putSform(bytes, kStraight);
        putQform(bytes, {3, 4, 5});
        row("alike", bytes, "", Severity::Note);
        putQform(bytes, {3, 44, 5});
        row("shifted", bytes, "forms-disagree", Severity::Warning);
        putQform(bytes, {3, 4, 5});
        put<float>(bytes, 80, 2.0F);
        row("another spacing", bytes, "forms-disagree", Severity::Warning);
        put<float>(bytes, 80, 1.0F);
        putSform(bytes, {-1, 0, 0, 7, 0, 1, 0, 4, 0, 0, 1, 5});
        row("mirrored in place", bytes, "forms-turned", Severity::Severe);
        putSform(bytes, kStraight);
        put<float>(bytes, 256, 2.0F);
        row("no rotation", bytes, "qform-unusable", Severity::Warning);
        bytes = niftiOf({5, 4, 3});
        putSform(bytes, {2, 0, 0, 3, 0, 2, 0, 4, 0, 0, 2, 5});
        row("pixdim", bytes, "spacing-disagrees", Severity::Warning);
    }
    void formsThatDisagreeAreSaid()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, kind);
        QFETCH(int, severity);
        const auto path = pathIn(m_folder, "forms.nii");
        QVERIFY(writeBytes(path, bytes));
        const ImageInfo info = readInfo(path);
        QCOMPARE(info.findings.empty(), kind.isEmpty());
        if (!kind.isEmpty()) {
            QCOMPARE(QString::fromStdString(info.findings[0].message.kind), kind);
            QCOMPARE(int(info.findings[0].severity), severity);
        }
        QCOMPARE(info.geometry.originMm[2], 5.0); // the sform was taken
    }

    void anEmptySformGivesWayToTheQform()
    {
        QByteArray bytes = niftiOf({5, 4, 3});
        putSform(bytes, {});
        putQform(bytes, {3, 4, 5});
        const auto path = pathIn(m_folder, "empty.nii");
        QVERIFY(writeBytes(path, bytes));
        const ImageInfo info = readInfo(path);
        QCOMPARE(info.geometry.originMm[0], -3.0);
        QVERIFY(findKind(info.findings, "sform-unusable") != nullptr);
        put<qint16>(bytes, 252, 0); // nothing else says where it lies
        QVERIFY(writeBytes(path, bytes));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "spacing", readInfo(path));
    }

    void shearIsKeptAndSaid()
    {
        QByteArray bytes = niftiOf({5, 4, 3});
        putSform(bytes, {1, 0, 0, 3, 0, 1, 0.5F, 4, 0, 0, 1, 5});
        const auto path = pathIn(m_folder, "shear.nii");
        QVERIFY(writeBytes(path, bytes));
        const Image image = readImage(path);
        QVERIFY(std::abs(image.geometry.voxelMm3() - 1) < 1e-6);
        QVERIFY(findKind(image.findings, "sheared") != nullptr);
        QVERIFY(std::abs(image.geometry.shearDegrees() - 26.565) < 0.01);
        for (const char* name : {"back.nii", "back.nrrd", "back.mha"}) {
            const auto back = pathIn(m_folder, QString::fromLatin1(name));
            writeImage(back, image);
            QVERIFY2(readInfo(back).geometry.sameGrid(image.geometry), name);
            QVERIFY2(findKind(readInfo(back).findings, "sheared") != nullptr, name);
        }
        // A quaternion holds no shear: its code says not to take it.
        const QByteArray written = readBytes(pathIn(m_folder, "back.nii"));
        QCOMPARE(int(written[252]), 0);
        QCOMPARE(int(written[254]), 1);
    }

    void placesThatNoScannerGivesAreSaid()
    {
        QByteArray bytes = niftiOf({5, 4, 3});
        putQform(bytes, {1e38F, 0, 0});
        const auto path = pathIn(m_folder, "far.nii");
        QVERIFY(writeBytes(path, bytes));
        QVERIFY(findKind(readInfo(path).findings, "origin-implausible") != nullptr);
    }

    void sizesThatNoScannerGivesAreSaid()
    {
        QByteArray bytes = niftiOf({5, 4, 3});
        bytes[123] = 1; // metres, though the numbers are millimetres
        const auto path = pathIn(m_folder, "metres.nii");
        QVERIFY(writeBytes(path, bytes));
        QVERIFY(findKind(readInfo(path).findings, "spacing-implausible") != nullptr);
        put<float>(bytes, 80, 0.001F);
        put<float>(bytes, 84, 0.001F);
        put<float>(bytes, 88, 0.002F);
        QVERIFY(writeBytes(path, bytes));
        QVERIFY(readInfo(path).findings.empty());
        QVERIFY(std::abs(readInfo(path).geometry.spacingMm[2] - 2) < 1e-6);
    }

    void flatAxesNeedNoSpacing()
    {
        for (const bool matrix : {false, true}) {
            QByteArray bytes = niftiOf({5, 4, 1});
            put<float>(bytes, 88, 0.0F);
            if (matrix) {
                putSform(bytes, {-1, 0, 0, 3, 0, 1, 0, 4, 0, 0, 0, 5});
            } else {
                putQform(bytes, {3, 4, 5});
            }
            const auto path = pathIn(m_folder, "flat.nii");
            QVERIFY(writeBytes(path, bytes));
            const Geometry geometry = readInfo(path).geometry;
            QCOMPARE(geometry.spacingMm[2], 1.0);
            QVERIFY(std::abs(geometry.voxelMm3() - 1) < 1e-6);
        }
    }

    void volumesAreOffered()
    {
        QByteArray bytes = niftiOf({4, 3, 6}); // three volumes of two slices
        put<qint16>(bytes, 40, 4);
        put<qint16>(bytes, 46, 2);
        put<qint16>(bytes, 48, 3);
        const auto path = pathIn(m_folder, "time.nii");
        QVERIFY(writeBytes(path, bytes));
        const ImageInfo info = readInfo(path);
        QCOMPARE(info.volumes.size(), std::size_t{3});
        QVERIFY(findKind(info.findings, "several-volumes") != nullptr);
        QCOMPARE(readImage(path).value(0), 0.0);
        const Image second = readImage(path, {}, {}, {.volume = 2});
        QCOMPARE(second.value(0), 24.0);
        QVERIFY(second.findings.empty());
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "volumes 1 to 3",
                              readImage(path, {}, {}, {.volume = 4}));
        put<qint16>(bytes, 68, 1007); // a field of vectors is no series
        QVERIFY(writeBytes(path, bytes));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "3 values per voxel", readInfo(path));
    }

    void offsets()
    {
        const auto path = pathIn(m_folder, "offset.nii");
        QByteArray bytes = niftiOf({4, 3, 2});
        put<float>(bytes, 108, 0.0F);
        QVERIFY(writeBytes(path, bytes));
        const Image image = readImage(path);
        QCOMPARE(image.value(23), 23.0);
        QVERIFY(findKind(image.findings, "voxel-offset") != nullptr);
        put<float>(bytes, 108, 100.0F);
        QVERIFY(writeBytes(path, bytes));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "byte 100 (vox_offset)", readInfo(path));
        put<float>(bytes, 108, 352.0F);
        QVERIFY(writeBytes(path, bytes.left(348) + bytes.mid(352)));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "truncated", readImage(path));
        put<qint16>(bytes, 46, 1); // half of what is there
        QVERIFY(writeBytes(path, bytes + QByteArray(5000, '\1')));
        QVERIFY(findKind(readImage(path).findings, "bytes-left-over") != nullptr);
    }

    void pairsAreReadByEitherHalf()
    {
        QByteArray bytes = niftiOf({4, 3, 2});
        putSform(bytes, kStraight);
        QByteArray header = bytes.left(348);
        std::memcpy(header.data() + 344, "ni1", 4);
        put<float>(header, 108, 0.0F);
        const auto hdr = pathIn(m_folder, "p.v2.HDR");
        const auto img = pathIn(m_folder, "p.v2.IMG");
        QVERIFY(writeBytes(hdr, header));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "missing", readInfo(hdr));
        QVERIFY(writeBytes(img, bytes.mid(352)));
        for (const auto& path : {hdr, img}) {
            const Image image = readImage(path);
            QCOMPARE(image.value(23), 23.0);
            QCOMPARE(image.geometry.originMm[0], -3.0);
            QCOMPARE(readInfo(path).format, std::string("NIfTI pair"));
        }
        QVERIFY(QFile::remove(QString::fromStdString(img.string())));
        QVERIFY(writeBytes(pathIn(m_folder, "p.v2.img.gz"), gzipOf(bytes.mid(352))));
        QCOMPARE(readImage(hdr).value(23), 23.0);

        std::memset(header.data() + 252, 0, 96); // Analyze 7.5 has other fields there
        QVERIFY(writeBytes(hdr, header));
        const ImageInfo info = readInfo(hdr);
        QCOMPARE(info.format, std::string("Analyze 7.5"));
        QVERIFY(!info.geometry.orientationKnown && info.geometry.spacingKnown);
        QVERIFY(findKind(info.findings, "analyze-sides") != nullptr);
        QVERIFY(writeBytes(pathIn(m_folder, "envi.hdr"), "ENVI\nsamples = 4\n"));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "format is not known",
                              readInfo(pathIn(m_folder, "envi.hdr")));
    }

    // A mask of a picture whose pixels have no known size must not come back in millimetres.
    void whatNobodyKnowsStaysUnknown()
    {
        LabelMap labels;
        labels.geometry.size = {4, 3, 2};
        labels.voxels.assign(24, 1);
        for (const bool known : {false, true}) {
            labels.geometry.spacingKnown = known;
            const auto path = pathIn(m_folder, "unknown.nii.gz");
            writeLabelMap(path, labels);
            const Geometry read = readInfo(path).geometry;
            QCOMPARE(read.spacingKnown, known);
            QVERIFY(!read.orientationKnown);
            QVERIFY(read.sameGrid(labels.geometry));
        }
    }

    void damageOfCompressedFilesIsFound()
    {
        const QByteArray bytes = niftiOf({40, 30, 10});
        const QByteArray gz = gzipOf(bytes);
        const auto path = pathIn(m_folder, QStringLiteral("100% \u65e5\u672c.NII.GZ"));
        QVERIFY(writeBytes(path, gz));
        QCOMPARE(readImage(path).value(11999), 11999.0);
        QByteArray flipped = gz;
        flipped[5000] = static_cast<char>(flipped[5000] ^ 4);
        QVERIFY(writeBytes(path, flipped));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "compressed data is damaged", readImage(path));
        QVERIFY(writeBytes(path, gz.left(gz.size() - 3))); // within the checksum
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "truncated", readImage(path));
        for (const QByteArray& sound : {gzipOf(bytes.left(400)) + gzipOf(bytes.mid(400)),
                                        gz + QByteArray(512, '\0'), gz + "\x1f", bytes}) {
            QVERIFY(writeBytes(path, sound));
            QCOMPARE(readImage(path).value(11999), 11999.0);
        }
    }

    void theWindowOfAFileIsThatOfItsHeader_data()
    {
        QTest::addColumn<float>("low");
        QTest::addColumn<float>("high");
        QTest::addColumn<bool>("isWindow");
        QTest::newRow("abdomen") << -160.0F << 240.0F << true;
        QTest::newRow("not set") << 0.0F << 0.0F << false;
        QTest::newRow("upside down") << 240.0F << -160.0F << false;
        QTest::newRow("no number") << 0.0F << std::numeric_limits<float>::quiet_NaN() << false;
        QTest::newRow("endless") << 0.0F << std::numeric_limits<float>::infinity() << false;
    }
    void theWindowOfAFileIsThatOfItsHeader()
    {
        QFETCH(float, low);
        QFETCH(float, high);
        QFETCH(bool, isWindow);
        QByteArray bytes = niftiOf({3, 2, 2});
        put<float>(bytes, 124, high);
        put<float>(bytes, 128, low);
        QTemporaryDir folder;
        QVERIFY(writeBytes(pathIn(folder, "a.nii"), bytes));
        const auto window = readImage(pathIn(folder, "a.nii")).window;
        QCOMPARE(window.has_value(), isWindow);
        if (isWindow) {
            QVERIFY((*window == GreyWindow{-160, 240}));
        }
        QVERIFY(readInfo(pathIn(folder, "a.nii")).window == window);
    }

    void labelsThatAreNoNumbersAreRefused()
    {
        Image image = countingImage<float>(obliqueGeometry());
        auto& voxels = std::get<std::vector<float>>(image.voxels);
        voxels[3] = std::numeric_limits<float>::quiet_NaN();
        voxels[9] = std::numeric_limits<float>::infinity();
        const auto path = pathIn(m_folder, "nan.nii");
        writeImage(path, image);
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "value NaN", readLabelMap(path));
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(NiftiTest)
#include "tst_nifti.moc"
