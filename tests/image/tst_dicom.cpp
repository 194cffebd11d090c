// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/dicom/dicom_write.h"
#include "core/image/grid/preprocess.h"
#include "core/image/image_io.h"
#include "core/phantom/phantom.h"
#include "tests/image/reader_main.h"
#include "tests/image/test_images.h"
#include "tests/support/expect_error.h"

#include <QDir>
#include <QTest>

#include <algorithm>

using namespace halftone;
using namespace halftone::image;
using namespace halftone::test;

namespace {

phantom::Sample smallCord()
{
    return phantom::make(phantom::Kind::Cord, {9, 64, 6});
}

bool hasNote(const std::filesystem::path& path, const char* words)
{
    const std::vector<std::string> notes = sentences(readInfo(path).findings);
    return std::any_of(notes.begin(), notes.end(), [&](const std::string& note) {
        return note.find(words) != std::string::npos;
    });
}

} // namespace

/// DICOM series that Halftone wrote itself, intact and damaged.
class DicomTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void seriesComesBack()
    {
        QTemporaryDir folder;
        const phantom::Sample sample = smallCord();
        writeDicomSeries(folder.path().toStdString(), sample.image);
        const Image back = readImage(folder.path().toStdString());
        QVERIFY(back.geometry.sameGrid(sample.image.geometry));
        QVERIFY(back.geometry.orientationKnown && back.geometry.spacingKnown);
        QVERIFY(back.voxels == sample.image.voxels);
        QCOMPARE(back.modality, Modality::MR);
        QVERIFY(back.synthetic);
        const ImageInfo info = readInfo(folder.path().toStdString());
        QCOMPARE(info.format, std::string("DICOM series"));
        QCOMPARE(info.voxelType, std::string("int16"));
    }

    void oneFileOpensItsSeries()
    {
        QTemporaryDir folder;
        const phantom::Sample sample = smallCord();
        writeDicomSeries(folder.path().toStdString(), sample.image);
        const Image back = readImage(pathIn(folder, "slice-004.dcm"));
        QVERIFY(back.voxels == sample.image.voxels);
    }

    void orderComesFromPositionsNotNames()
    {
        QTemporaryDir folder;
        const phantom::Sample sample = smallCord();
        writeDicomSeries(folder.path().toStdString(), sample.image);
        const QDir dir(folder.path());
        const QStringList names = dir.entryList(QDir::Files, QDir::Name);
        QCOMPARE(int(names.size()), 6);
        for (int i = 0; i < names.size(); ++i) { // 0 1 2 3 4 5 becomes 5 2 4 0 3 1
            const int shuffled[] = {5, 2, 4, 0, 3, 1};
            QVERIFY(
                QFile::rename(dir.filePath(names[i]), dir.filePath(QString::number(shuffled[i]))));
        }
        QVERIFY(readImage(folder.path().toStdString()).voxels == sample.image.voxels);
    }

    void turnedVolumesKeepTheirAnatomy()
    {
        QTemporaryDir folder;
        const phantom::Sample sample = smallCord();
        const Image turned = reorient(sample.image, "SAL");
        writeDicomSeries(folder.path().toStdString(), turned);
        const Image back = reorient(readImage(folder.path().toStdString()), "LPS");
        QVERIFY(back.geometry.sameGrid(sample.image.geometry));
        QVERIFY(back.voxels == sample.image.voxels);
    }

    void missingSlicesAreSaidAndBlank()
    {
        QTemporaryDir folder;
        const phantom::Sample sample = smallCord();
        writeDicomSeries(folder.path().toStdString(), sample.image);
        QVERIFY(QFile::remove(QDir(folder.path()).filePath("slice-003.dcm")));
        const std::filesystem::path path = folder.path().toStdString();
        QVERIFY(hasNote(path, "1 slice missing"));
        const Image back = readImage(path);
        QVERIFY(back.geometry.sameGrid(sample.image.geometry));
        const std::size_t plane = back.geometry.sliceVoxels();
        QCOMPARE(back.value(2 * plane + 17), back.value(2 * plane + 1900));
        QCOMPARE(back.value(3 * plane + 2016), sample.image.value(3 * plane + 2016));
    }

    void unevenSlicesAreRefused()
    {
        QTemporaryDir folder;
        Image image = smallCord().image;
        writeDicomSeries(folder.path().toStdString(), image);
        // The last three slices of a second copy, moved by 0.4 of a slice, take the place of ours.
        QTemporaryDir other;
        image.geometry.originMm[2] += 0.4 * image.geometry.spacingMm[2];
        writeDicomSeries(other.path().toStdString(), image);
        for (const char* name : {"slice-004.dcm", "slice-005.dcm", "slice-006.dcm"}) {
            const QString target = QDir(folder.path()).filePath(QString::fromLatin1(name));
            QVERIFY(QFile::remove(target));
            QVERIFY(QFile::copy(QDir(other.path()).filePath(QString::fromLatin1(name)), target));
        }
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "not evenly spaced",
                              readImage(folder.path().toStdString()));
    }

    void copiesCountOnce()
    {
        QTemporaryDir folder;
        const phantom::Sample sample = smallCord();
        writeDicomSeries(folder.path().toStdString(), sample.image);
        const QDir dir(folder.path());
        QVERIFY(QFile::copy(dir.filePath("slice-002.dcm"), dir.filePath("copy of 2.dcm")));
        QVERIFY(readImage(folder.path().toStdString()).voxels == sample.image.voxels);
        QVERIFY(hasNote(folder.path().toStdString(), "1 copies"));
    }

    void theLargestSeriesOfAFolder()
    {
        QTemporaryDir folder;
        const phantom::Sample large = smallCord();
        const phantom::Sample small = phantom::make(phantom::Kind::Cord, {10, 64, 2});
        writeDicomSeries(folder.path().toStdString(), large.image);
        QTemporaryDir other;
        writeDicomSeries(other.path().toStdString(), small.image);
        for (const char* name : {"slice-001.dcm", "slice-002.dcm"}) {
            QVERIFY(QFile::copy(QDir(other.path()).filePath(QString::fromLatin1(name)),
                                QDir(folder.path()).filePath(QString::fromLatin1(name) + "x.dcm")));
        }
        QVERIFY(readImage(folder.path().toStdString()).voxels == large.image.voxels);
        QVERIFY(hasNote(folder.path().toStdString(), "the largest of 2 series"));
        QVERIFY(readImage(pathIn(folder, "slice-001.dcmx.dcm")).voxels == small.image.voxels);
    }

    void foldersOfFoldersAreSearched()
    {
        QTemporaryDir folder;
        const phantom::Sample sample = smallCord();
        writeDicomSeries(pathIn(folder, "study/series"), sample.image);
        QVERIFY(readImage(folder.path().toStdString()).voxels == sample.image.voxels);
    }

    void damagedSlicesAreNamed()
    {
        QTemporaryDir folder;
        writeDicomSeries(folder.path().toStdString(), smallCord().image);
        const auto path = pathIn(folder, "slice-005.dcm");
        const QByteArray bytes = readBytes(path);
        QVERIFY(writeBytes(path, bytes.left(bytes.size() - 3000)));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "slice-005.dcm",
                              readImage(folder.path().toStdString()));
        // Cut anywhere: an Error naming a file, never a crash.
        for (qsizetype length = 0; length < bytes.size(); length += 97) {
            QVERIFY(writeBytes(path, bytes.left(length)));
            const QString error = errorOf([&] { static_cast<void>(readImage(path)); });
            QVERIFY2(error.startsWith(QStringLiteral("file-format: ")), qPrintable(error));
        }
    }

    void sameSampleSameFiles()
    {
        QTemporaryDir one;
        QTemporaryDir two;
        const Image image = smallCord().image;
        writeDicomSeries(one.path().toStdString(), image);
        writeDicomSeries(two.path().toStdString(), image);
        const QByteArray first = readBytes(pathIn(one, "slice-001.dcm"));
        QVERIFY(first.contains("Synthetic^Phantom"));
        QCOMPARE(readBytes(pathIn(two, "slice-001.dcm")), first);
        QVERIFY(readBytes(pathIn(one, "slice-002.dcm")) != first);
    }

    void patientsAreNeverWritten()
    {
        QTemporaryDir folder;
        Image image = smallCord().image;
        image.synthetic = false;
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "Only synthetic",
                              writeDicomSeries(folder.path().toStdString(), image));
    }
};

HALFTONE_READING_TEST_MAIN(DicomTest)
#include "tst_dicom.moc"
