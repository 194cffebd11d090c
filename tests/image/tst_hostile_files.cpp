// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/image_io.h"
#include "tests/image/reader_main.h"
#include "tests/image/test_images.h"
#include "tests/support/expect_error.h"

#include <QDir>
#include <QTest>
#include <QtEndian>

#include <cstring>
#include <limits>

using namespace halftone;
using namespace halftone::image;
using namespace halftone::test;

namespace {

template <typename T>
void put(QByteArray& bytes, qsizetype offset, T value)
{
    value = qToLittleEndian(value);
    std::memcpy(bytes.data() + offset, &value, sizeof value);
}

/// A NIfTI-1 file of 4 x 3 x 2 int16, to be spoilt.
QByteArray nifti1()
{
    QByteArray bytes(352 + 48, '\0');
    put<qint32>(bytes, 0, 348);
    const qint16 dims[] = {3, 4, 3, 2, 1, 1, 1, 1};
    for (int i = 0; i < 8; ++i) {
        put<qint16>(bytes, 40 + 2 * i, dims[i]);
        put<float>(bytes, 76 + 4 * i, 1.0F);
    }
    put<qint16>(bytes, 70, 4);
    put<qint16>(bytes, 72, 16);
    put<float>(bytes, 108, 352.0F);
    put<qint16>(bytes, 252, 1); // qform: a quaternion of zeros is the identity
    std::memcpy(bytes.data() + 344, "n+1", 4);
    return bytes;
}

/// A NIfTI-2 file of the same voxels, values 0 to 23.
QByteArray nifti2()
{
    QByteArray bytes(544 + 48, '\0');
    put<qint32>(bytes, 0, 540);
    std::memcpy(bytes.data() + 4, "n+2\0\r\n\032\n", 8);
    put<qint16>(bytes, 12, 4);
    put<qint16>(bytes, 14, 16);
    const qint64 dims[] = {3, 4, 3, 2, 1, 1, 1, 1};
    const double steps[] = {1, 0.5, 0.75, 2, 1, 1, 1, 1};
    for (int i = 0; i < 8; ++i) {
        put<qint64>(bytes, 16 + 8 * i, dims[i]);
        put<double>(bytes, 104 + 8 * i, steps[i]);
    }
    put<qint64>(bytes, 168, 544);
    put<qint32>(bytes, 344, 1);
    put<double>(bytes, 376, 10.0);
    put<qint32>(bytes, 500, 2);
    for (int i = 0; i < 24; ++i) {
        put<qint16>(bytes, 544 + 2 * i, static_cast<qint16>(i));
    }
    return bytes;
}

QByteArray mha(const QByteArray& size, const QByteArray& extra, const QByteArray& voxels)
{
    return "ObjectType = Image\nNDims = 3\nBinaryData = True\nBinaryDataByteOrderMSB = False\n"
           "DimSize = "
           + size + "\nElementType = MET_UCHAR\n" + extra + "ElementDataFile = LOCAL\n" + voxels;
}

QByteArray nrrd(const QByteArray& fields, const QByteArray& voxels)
{
    return "NRRD0004\ntype: uint8\n" + fields + "encoding: raw\n\n" + voxels;
}

/// A PNG of 1 x 1 pixel, red.
QByteArray redPng()
{
    return QByteArray::fromBase64(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMB"
        "AQDJ/pLvAAAAAElFTkSuQmCC");
}

} // namespace

class HostileFilesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* title, const char* name, const QByteArray& bytes,
                            const char* words) {
            QTest::newRow(title) << QString::fromLatin1(name) << bytes
                                 << QString::fromLatin1(words);
        };
        for (const char* name : {"e.nii", "e.nii.gz", "e.nrrd", "e.mha", "e.tif", "e.png", "e.jpg",
                                 "e.dcm", "e.xyz"}) {
            QTest::newRow(name) << QString::fromLatin1(name) << QByteArray()
                                << QStringLiteral("empty");
        }
        const QByteArray noise =
            QByteArray("this is no image at all, just some words ").repeated(20);
        for (const char* name : {"n.nii", "n.nii.gz", "n.nrrd", "n.mha", "n.tif", "n.png", "n.jpg",
                                 "n.dcm", "n.bin"}) {
            QTest::newRow(name) << QString::fromLatin1(name) << noise << QString();
        }
        row("NIfTI cut in the header", "t.nii", nifti1().left(200), "");
        row("NIfTI cut in the voxels", "t.nii", nifti1().left(370), "");
        QByteArray bytes = nifti1();
        put<qint16>(bytes, 40, 4);
        put<qint16>(bytes, 48, 2);
        row("NIfTI 4D without its second volume", "t.nii", bytes, "truncated");
        bytes = nifti1();
        for (const int axis : {42, 44, 46}) {
            put<qint16>(bytes, axis, 32767);
        }
        row("NIfTI absurd size", "t.nii", bytes, "header claims");
        bytes = nifti1();
        put<qint16>(bytes, 42, -5);
        row("NIfTI negative size", "t.nii", bytes, "");
        bytes = nifti1();
        put<float>(bytes, 80, std::numeric_limits<float>::quiet_NaN());
        row("NIfTI NaN spacing", "t.nii", bytes, "");
        bytes = nifti1();
        put<float>(bytes, 268, std::numeric_limits<float>::infinity());
        row("NIfTI infinite origin", "t.nii", bytes, "");
        bytes = nifti1();
        put<qint16>(bytes, 70, 128);
        put<qint16>(bytes, 72, 24);
        row("NIfTI RGB", "t.nii", bytes, "");
        row("NIfTI-2 cut in the voxels", "t.nii", nifti2().left(560), "truncated");
        bytes = nifti2();
        put<qint64>(bytes, 24, qint64{1} << 60);
        row("NIfTI-2 absurd size", "t.nii", bytes, "size of");
        bytes = nifti2();
        put<qint64>(bytes, 24, 1 << 20);
        put<qint64>(bytes, 32, 1 << 20);
        row("NIfTI-2 implausible size", "t.nii", bytes, "header claims");
        bytes = nifti2();
        put<qint64>(bytes, 168, -7);
        row("NIfTI-2 offset", "t.nii", bytes, "damaged");
        bytes = nifti2();
        put<double>(bytes, 352, std::numeric_limits<double>::quiet_NaN());
        row("NIfTI-2 NaN rotation", "t.nii", bytes, "");
        bytes = nifti2();
        put<qint16>(bytes, 12, 128);
        row("NIfTI-2 RGB", "t.nii", bytes, "not a single grey value");
        row("MetaImage cut", "t.mha", mha("4 4 4", "", QByteArray(20, 'x')), "");
        row("MetaImage absurd size", "t.mha", mha("60000 60000 60000", "", QByteArray(20, 'x')),
            "header claims");
        row("MetaImage RGB", "t.mha",
            mha("2 2 2", "ElementNumberOfChannels = 3\n", QByteArray(24, 'x')),
            "3 values per voxel");
        row("MetaImage zero spacing", "t.mha",
            mha("2 2 2", "ElementSpacing = 0 1 1\n", QByteArray(8, 'x')), "spacing");
        row("MetaImage NaN origin", "t.mha", mha("2 2 2", "Offset = nan 0 0\n", QByteArray(8, 'x')),
            "");
        row("NRRD cut", "t.nrrd", nrrd("dimension: 3\nsizes: 4 4 4\n", QByteArray(10, 'x')), "");
        row("NRRD 4D", "t.nrrd",
            nrrd("dimension: 4\nsizes: 2 2 2 3\nkinds: space space space list\n",
                 QByteArray(24, 'x')),
            "");
        row("NRRD RGB", "t.nrrd",
            nrrd("dimension: 3\nsizes: 3 2 2\nkinds: RGB-color space space\n", QByteArray(12, 'x')),
            "3 values per voxel");
        row("NRRD absurd size", "t.nrrd",
            nrrd("dimension: 3\nsizes: 100000 100000 1000\n", QByteArray(10, 'x')),
            "header claims");
        row("PNG RGB", "t.png", redPng(), "3 values per voxel");
        row("PNG cut", "t.png", redPng().left(40), "");
        row("TIFF cut", "t.tif", QByteArray("II*\0\x08\0\0\0\x05\0", 10), "");
        row("TIFF wild offset", "t.tif", QByteArray("II*\0\xff\xff\xff\x7f", 8), "");
        row("JPEG cut", "t.jpg", QByteArray("\xFF\xD8\xFF\xE0\0\x10JFIF", 10), "");
        row("DICOM cut", "t.dcm", QByteArray(128, '\0') + "DICM" + QByteArray(8, '\x02'), "");
    }
    void isRefused()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, words);
        QTemporaryDir folder;
        const auto path = pathIn(folder, name);
        QVERIFY(writeBytes(path, bytes));
        const QString error = errorOf([&] { static_cast<void>(readImage(path)); });
        QVERIFY2(error.startsWith(QStringLiteral("file-format: ")), qPrintable(error));
        QVERIFY2(error.contains(name), qPrintable(error));
        QVERIFY2(error.contains(words), qPrintable(error));
        // A header alone can be sound where the voxels are not.
        const QString info = errorOf([&] { static_cast<void>(readInfo(path)); });
        QVERIFY2(info == QStringLiteral("no error")
                     || info.startsWith(QStringLiteral("file-format: ")),
                 qPrintable(info));
    }

    void everyCutIsRefusedOrRead()
    {
        // A file cut anywhere: an Error or, past the last voxel, the image; never a crash.
        QTemporaryDir folder;
        const Image image = countingImage<std::int16_t>(obliqueGeometry());
        for (const char* name : {"c.nii", "c.nii.gz", "c.nrrd", "c.mha", "c.tif"}) {
            const auto path = pathIn(folder, QString::fromLatin1(name));
            writeImage(path, image);
            const QByteArray bytes = readBytes(path);
            int refused = 0;
            for (qsizetype length = 0; length < bytes.size(); length += 7) {
                QVERIFY(writeBytes(path, bytes.left(length)));
                const QString error = errorOf([&] {
                    if (readImage(path).voxels != image.voxels) {
                        throw Error(ErrorCode::Internal, "a cut file gave other voxels");
                    }
                });
                QVERIFY2(error == QStringLiteral("no error")
                             || error.startsWith(QStringLiteral("file-format")),
                         qPrintable(QString::fromLatin1(name) + QStringLiteral(" cut at ")
                                    + QString::number(length) + QStringLiteral(": ") + error));
                refused += error != QStringLiteral("no error") ? 1 : 0;
            }
            QVERIFY2(refused > bytes.size() / 14, name);
        }
    }

    void nifti2IsRead()
    {
        QTemporaryDir folder;
        const auto path = pathIn(folder, "two.nii");
        QVERIFY(writeBytes(path, nifti2()));
        const Image image = readImage(path);
        const std::array<int, 3> size{4, 3, 2};
        QCOMPARE(image.geometry.size, size);
        QCOMPARE(image.geometry.spacingMm[1], 0.75);
        QCOMPARE(image.geometry.originMm[0], -10.0); // RAS in the file, LPS here
        QCOMPARE(image.geometry.direction[0], -1.0);
        QCOMPARE(image.value(23), 23.0);
        QCOMPARE(readInfo(path).format, std::string("NIfTI-2"));
    }

    void foldersAndMissingFiles()
    {
        QTemporaryDir folder;
        HALFTONE_EXPECT_ERROR(ErrorCode::FileNotFound, "No such file or directory",
                              readImage(pathIn(folder, "none.nii")));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "no DICOM images",
                              readImage(folder.path().toStdString()));
        QVERIFY(writeBytes(pathIn(folder, "note.txt"), "hello"));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "no DICOM images",
                              readInfo(folder.path().toStdString()));
    }
};

HALFTONE_READING_TEST_MAIN(HostileFilesTest)
#include "tst_hostile_files.moc"
