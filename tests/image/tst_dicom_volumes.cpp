// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/image_io.h"
#include "tests/image/dicom_files.h"
#include "tests/image/reader_main.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <cstring>

using namespace halftone;
using namespace halftone::image;
using namespace halftone::test;

namespace {

DicomElements frameContent(std::uint32_t tag, std::uint32_t index)
{
    return DicomElements().sequence(
        0x00209111, {DicomElements().bytes(tag, "UL", littleEndian<std::uint32_t>({index}))});
}

bool has(const Findings& findings, const char* kind, Severity severity)
{
    const Finding* finding = findKind(findings, kind);
    return finding != nullptr && finding->severity == severity;
}

} // namespace

/// Which frames become one volume, and where it lies.
class DicomVolumesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void framesLieWhereTheySay_data()
    {
        QTest::addColumn<QList<int>>("order");
        QTest::newRow("up") << QList<int>{0, 1, 2, 3, 4};
        QTest::newRow("down") << QList<int>{4, 3, 2, 1, 0};
        QTest::newRow("shuffled") << QList<int>{2, 0, 4, 1, 3};
    }
    void framesLieWhereTheySay()
    {
        QFETCH(QList<int>, order);
        const std::vector<int> frames(order.begin(), order.end());
        QTemporaryDir folder;
        for (const bool types : {true, false}) {
            QVERIFY(put(folder, "a", dicomFile(dicomFrames(frames), types)));
            const Image image = readImage(pathIn(folder, "a"));
            QVERIFY(isInOrder(image, 5));
            QVERIFY(image.findings.empty());
        }
    }

    void groupsOfUnknownType()
    {
        // Archives that do not know functional groups keep them as bytes, without types inside.
        const DicomElements known = dicomFrames({2, 0, 1});
        DicomElements unknown = known;
        const QByteArray plain = known.write(false);
        for (const std::uint16_t element : {std::uint16_t{0x9229}, std::uint16_t{0x9230}}) {
            const auto at = plain.indexOf(littleEndian<std::uint16_t>({0x5200, element}));
            std::uint32_t length = 0;
            std::memcpy(&length, plain.constData() + at + 4, 4);
            unknown.bytes(0x52000000U | element, "UN", plain.mid(at + 8, length));
        }
        QTemporaryDir folder;
        QVERIFY(put(folder, "a", dicomFile(unknown)));
        QVERIFY(isInOrder(readImage(pathIn(folder, "a")), 3));
    }

    void concatenationsAreOneVolume()
    {
        QTemporaryDir folder;
        const std::vector<std::vector<int>> parts{{4, 3}, {0, 1}, {2}};
        for (std::size_t n = 0; n < parts.size(); ++n) {
            DicomElements data = dicomFrames(parts[n]);
            data.text(0x00080018, "UI", "2.25.9." + QByteArray::number(int(n + 1)));
            data.text(0x00209161, "UI", "2.25.8");
            QVERIFY(put(folder, QString::number(n), dicomFile(data)));
        }
        QVERIFY(isInOrder(readImage(folder.path().toStdString()), 5));
        QVERIFY(isInOrder(readImage(pathIn(folder, "1")), 5));
    }

    void slopesBelongToFrames()
    {
        std::vector<DicomElements> groups;
        for (const char* slope : {"1", "0.5", "2"}) {
            DicomElements values;
            values.text(0x00281052, "DS", "-10").text(0x00281053, "DS", slope);
            groups.push_back(DicomElements().sequence(0x00289145, {values}));
        }
        QTemporaryDir folder;
        QVERIFY(put(folder, "a", dicomFile(dicomFrames({2, 0, 1}, groups))));
        const Image image = readImage(pathIn(folder, "a"));
        const std::size_t plane = image.geometry.sliceVoxels();
        QCOMPARE(image.value(3), 3 * 0.5 - 10);
        QCOMPARE(image.value(plane + 3), 103.0 * 2 - 10);
        QCOMPARE(image.value(2 * plane + 3), 203.0 - 10);
    }

    void volumesInTimeAreOffered()
    {
        std::vector<DicomElements> groups;
        std::vector<int> order;
        for (int k = 0; k < 4; ++k) { // woven: both times of a slice follow each other
            for (std::uint32_t time : {1U, 2U}) {
                order.push_back(k);
                groups.push_back(frameContent(0x00209128, time));
            }
        }
        QTemporaryDir folder;
        QVERIFY(put(folder, "a", dicomFile(dicomFrames(order, groups))));
        const ImageInfo info = readInfo(pathIn(folder, "a"));
        QCOMPARE(int(info.volumes.size()), 2);
        QVERIFY(has(info.findings, "several-volumes", Severity::Warning));
        QVERIFY(info.volumes[1].name.find("time 2") != std::string::npos);
        for (const int volume : {0, 1, 2}) {
            ReadOptions options;
            options.volume = volume;
            const Image image = readImage(pathIn(folder, "a"), {}, {}, options);
            QVERIFY(isInOrder(image, 4));
            QCOMPARE(image.findings.empty(), volume != 0);
        }
        ReadOptions options;
        options.volume = 3;
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "volumes 1 to 2",
                              readInfo(pathIn(folder, "a"), {}, options));
    }

    void echoesBetweenSlicesAreNotWoven()
    {
        QTemporaryDir folder;
        for (int k = 0; k < 4; ++k) {
            DicomElements first = dicomSlice(k);
            first.text(0x00180081, "DS", "5");
            DicomElements second = dicomSlice(k);
            second.text(0x00180081, "DS", "10")
                .text(0x00080018, "UI", "2.25.3." + decimals({1.0 + k}));
            second.text(0x00200032, "DS", decimals({3, 4, 6.0 + 2 * k}));
            QVERIFY(put(folder, QString::number(k), dicomFile(first)));
            QVERIFY(put(folder, QString::number(k + 10), dicomFile(second)));
        }
        const ImageInfo info = readInfo(folder.path().toStdString());
        QCOMPARE(int(info.volumes.size()), 2);
        QCOMPARE(info.geometry.size[2], 4);
        QCOMPARE(info.geometry.spacingMm[2], 2.0);
    }

    void stacksOfOneFile()
    {
        std::vector<DicomElements> groups(6);
        for (int n = 3; n < 6; ++n) {
            groups[std::size_t(n)].sequence(
                0x00209116,
                {DicomElements().text(0x00200037, "DS", decimals({0, 1, 0, 0, 0, -1}))});
        }
        DicomElements data = dicomFrames({0, 1, 2, 0, 1, 2}, groups);
        // Orientation stands in each frame's own group for the second stack; z moves nothing there.
        QTemporaryDir folder;
        QVERIFY(put(folder, "a", dicomFile(data)));
        const ImageInfo info = readInfo(pathIn(folder, "a"));
        QVERIFY(info.volumes.size() >= 2);
        QVERIFY(isInOrder(readImage(pathIn(folder, "a")), 3));
    }

    void spacingsAreNotMixed()
    {
        QTemporaryDir folder;
        for (int k = 0; k < 6; ++k) {
            DicomElements data = dicomSlice(k);
            if (k >= 3) {
                data.text(0x00280030, "DS", decimals({0.4, 0.25}));
            }
            QVERIFY(put(folder, QString::number(k), dicomFile(data)));
        }
        QCOMPARE(readInfo(folder.path().toStdString()).geometry.size[2], 3);
    }

    void scannersRound()
    {
        QTemporaryDir folder;
        const double off[] = {0.004, -0.006, 0.01, -0.003, 0.002};
        for (int k = 0; k < 5; ++k) {
            DicomElements data = dicomSlice(k);
            data.text(0x00200032, "DS", decimals({3 + off[k], 4 - off[k], 5.0 + 2 * k + off[k]}));
            data.text(0x00200037, "DS", decimals({1, off[k] / 20, 0, 0, 1, -off[k] / 20}));
            data.text(0x00280030, "DS", decimals({0.8 + off[k] / 100, 0.5}));
            QVERIFY(put(folder, QString::number(k), dicomFile(data)));
        }
        const ImageInfo info = readInfo(folder.path().toStdString());
        QVERIFY(info.volumes.empty());
        QVERIFY(info.findings.empty());
        QCOMPARE(info.geometry.size[2], 5);
    }

    void tiltedSlicesKeepTheirPlaces()
    {
        QTemporaryDir folder;
        const double c = std::cos(0.3);
        const double s = std::sin(0.3);
        for (int k = 0; k < 5; ++k) {
            DicomElements data = dicomSlice(k, "CT");
            data.text(0x00200037, "DS", decimals({1, 0, 0, 0, c, -s}));
            QVERIFY(put(folder, QString::number(k), dicomFile(data)));
        }
        const Image image = readImage(folder.path().toStdString());
        QVERIFY(has(image.findings, "gantry-tilt", Severity::Severe));
        const std::array<double, 3> place = positionOf(image.geometry, 2, 3, 4);
        QVERIFY(std::abs(place[0] - (3 + 2 * 0.5)) < 1e-6);
        QVERIFY(std::abs(place[1] - (4 + 3 * 0.8 * c)) < 1e-6);
        QVERIFY(std::abs(place[2] - (5 + 2 * 4 - 3 * 0.8 * s)) < 1e-6);
        QCOMPARE(image.value(4 * image.geometry.sliceVoxels() + 3 * kWidth + 2), 432.0);
    }

    void nuclearStacksDownwards()
    {
        DicomElements data = dicomFrames({3, 2, 1, 0});
        data.remove(0x52009229).remove(0x52009230);
        data.text(0x00080008, "CS", "ORIGINAL\\PRIMARY\\RECON TOMO\\EMISSION");
        data.text(0x00080060, "CS", "NM").text(0x00180088, "DS", "-2");
        data.text(0x00280030, "DS", decimals({0.8, 0.5}));
        DicomElements detector;
        detector.text(0x00200032, "DS", decimals({3, 4, 11}));
        detector.text(0x00200037, "DS", decimals({1, 0, 0, 0, 1, 0}));
        data.sequence(0x00540022, {detector});
        data.bytes(0x00540080, "US", littleEndian<std::uint16_t>({1, 2, 3, 4}));
        QTemporaryDir folder;
        QVERIFY(put(folder, "a", dicomFile(data)));
        QVERIFY(isInOrder(readImage(pathIn(folder, "a")), 4));
    }

    void scoutsAndSubfolders()
    {
        QTemporaryDir folder;
        DicomElements scout = dicomSlice(0, "CT");
        scout.text(0x00080008, "CS", "ORIGINAL\\PRIMARY\\LOCALIZER");
        scout.text(0x00080018, "UI", "2.25.5").text(0x0020000e, "UI", "2.25.6");
        QVERIFY(put(folder, "SCOUT", dicomFile(scout)));
        for (int k = 0; k < 3; ++k) {
            QVERIFY(put(folder, "S2/" + QString::number(k), dicomFile(dicomSlice(k, "CT"))));
        }
        const Image image = readImage(folder.path().toStdString());
        QVERIFY(isInOrder(image, 3));
        QVERIFY(has(image.findings, "several-volumes", Severity::Note));
    }

    void timesAtOnePlaceAreNotGuessed()
    {
        QTemporaryDir folder;
        for (int k = 0; k < 3; ++k) {
            DicomElements again = dicomSlice(k);
            again.text(0x00080018, "UI", "2.25.4." + QByteArray::number(k + 1));
            again.text(0x00200013, "IS", QByteArray::number(k + 11));
            again.bytes(0x7fe00010, "OW", slicePixels(k + 20));
            QVERIFY(put(folder, QString::number(k), dicomFile(dicomSlice(k))));
            QVERIFY(put(folder, QString::number(k + 10), dicomFile(again)));
        }
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "same position",
                              readImage(folder.path().toStdString()));
    }

    void phasesOfTwoKinds()
    {
        // Magnitude and phase images of three times of the heart, at each of four places.
        QTemporaryDir folder;
        int number = 0;
        for (const char* kind : {"ORIGINAL\\PRIMARY\\M", "ORIGINAL\\PRIMARY\\P"}) {
            for (const char* time : {"0", "30", "60"}) {
                for (int k = 0; k < 4; ++k, ++number) {
                    DicomElements data = dicomSlice(k);
                    data.text(0x00080018, "UI", "2.25.4." + QByteArray::number(number + 1));
                    data.text(0x00080008, "CS", kind).text(0x00181060, "DS", time);
                    QVERIFY(put(folder, QString::number(number), dicomFile(data)));
                }
            }
        }
        const ImageInfo info = readInfo(folder.path().toStdString());
        QCOMPARE(int(info.volumes.size()), 6);
        for (int volume = 1; volume <= 6; ++volume) {
            ReadOptions options;
            options.volume = volume;
            QVERIFY(isInOrder(readImage(folder.path().toStdString(), {}, {}, options), 4));
        }
    }

    void uncertainTimesTearNothingApart()
    {
        // Two times at each of six places, which every slice states a little differently.
        QTemporaryDir folder;
        for (int n = 0; n < 12; ++n) {
            DicomElements data = dicomSlice(n / 2);
            data.text(0x00080018, "UI", "2.25.4." + QByteArray::number(n + 1));
            data.text(0x00181060, "DS", decimals({30.0 * (n % 2) + (n / 2 % 3)}));
            data.bytes(0x7fe00010, "OW", slicePixels(n + 20));
            QVERIFY(put(folder, QString::number(n), dicomFile(data)));
        }
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "same position",
                              readImage(folder.path().toStdString()));
    }

    void copiesUnderOtherIdentifiers()
    {
        QTemporaryDir folder;
        QVERIFY(putSeries(folder, 4));
        DicomElements again = dicomSlice(2);
        again.text(0x00080018, "UI", "2.25.4").text(0x00200013, "IS", "44");
        QVERIFY(put(folder, "again", dicomFile(again)));
        const Image image = readImage(folder.path().toStdString());
        QVERIFY(isInOrder(image, 4));
        QVERIFY(has(image.findings, "copies-left-out", Severity::Note));
    }

    void slicesOfOneIdentifier()
    {
        QTemporaryDir folder;
        for (int k = 0; k < 4; ++k) {
            QVERIFY(put(folder, QString::number(k),
                        dicomFile(dicomSlice(k).text(0x00080018, "UI", "2.25.4"))));
        }
        const Image image = readImage(folder.path().toStdString());
        QVERIFY(isInOrder(image, 4));
        QVERIFY(has(image.findings, "instances-share-uid", Severity::Warning));
    }

    void placesWhereNoScannerIs()
    {
        QTemporaryDir folder;
        for (int k = 0; k < 3; ++k) {
            QVERIFY(put(
                folder, QString::number(k).toUtf8().constData(),
                dicomFile(dicomSlice(k).text(0x00200032, "DS", decimals({1e7, 4, 5.0 + 2 * k})))));
        }
        const Image image = readImage(folder.path().toStdString());
        QVERIFY(has(image.findings, "origin-implausible", Severity::Warning));
    }

    void framesWithoutPlaces()
    {
        // One position for all: a stack where the file says how far apart they lie, which is said.
        DicomElements data = dicomFrames({0, 1, 2});
        data.remove(0x52009229).remove(0x52009230);
        data.text(0x00200032, "DS", decimals({3, 4, 5}));
        data.text(0x00200037, "DS", decimals({1, 0, 0, 0, 1, 0}));
        data.text(0x00280030, "DS", decimals({0.8, 0.5}));
        QTemporaryDir folder;
        QVERIFY(put(folder, "a", dicomFile(data)));
        const ImageInfo unknown = readInfo(pathIn(folder, "a"));
        QVERIFY(has(unknown.findings, "positions-unknown", Severity::Warning));
        QVERIFY(has(unknown.findings, "slice-distance-assumed", Severity::Warning));
        QVERIFY(!unknown.geometry.orientationKnown);
        QVERIFY(put(folder, "a", dicomFile(data.text(0x00180088, "DS", "2"))));
        const Image image = readImage(pathIn(folder, "a"));
        QVERIFY(isInOrder(image, 3));
        QVERIFY(has(image.findings, "frames-assumed", Severity::Warning));
        QVERIFY(findKind(image.findings, "slice-distance-assumed") == nullptr);
        // Tiles of a slide are no slices.
        data.text(0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.77.1.6");
        QVERIFY(put(folder, "a", dicomFile(data)));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "whole-slide", readImage(pathIn(folder, "a")));
    }

    void missingSlicesAreSaid()
    {
        QTemporaryDir folder;
        QVERIFY(putSeries(folder, 6));
        QVERIFY(QFile::remove(folder.filePath("2")) && QFile::remove(folder.filePath("3")));
        const Image image = readImage(folder.path().toStdString());
        QVERIFY(has(image.findings, "slices-missing", Severity::Warning));
        QCOMPARE(image.geometry.size[2], 6);
        QCOMPARE(image.value(2 * image.geometry.sliceVoxels() + 7), 0.0);
        QCOMPARE(image.value(5 * image.geometry.sliceVoxels() + 7), 512.0);
    }

    void framesInTimeAreNoStack()
    {
        DicomElements data = dicomFrames({0, 1, 2});
        data.remove(0x52009229).remove(0x52009230);
        data.bytes(0x00280009, "AT", littleEndian<std::uint16_t>({0x0018, 0x1063}));
        QTemporaryDir folder;
        QVERIFY(put(folder, "a", dicomFile(data)));
        QVERIFY(has(readInfo(pathIn(folder, "a")).findings, "frames-in-time", Severity::Severe));
    }
};

HALFTONE_READING_TEST_MAIN(DicomVolumesTest)
#include "tst_dicom_volumes.moc"
