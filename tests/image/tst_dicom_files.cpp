// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/image_io.h"
#include "tests/image/dicom_files.h"
#include "tests/image/reader_main.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <filesystem>

using namespace halftone;
using namespace halftone::image;
using namespace halftone::test;

namespace {

/// A slice of 2 x 2 pixels.
DicomElements fourPixels(const QByteArray& pixels, const char* modality = "MR")
{
    DicomElements data = dicomSlice(0, modality);
    data.number(0x00280010, 2).number(0x00280011, 2).bytes(0x7fe00010, "OW", pixels);
    return data;
}

std::vector<double> valuesOf(const DicomElements& data)
{
    QTemporaryDir folder;
    put(folder, "a", dicomFile(data));
    const Image image = readImage(pathIn(folder, "a"));
    std::vector<double> values;
    for (std::size_t i = 0; i < image.geometry.voxels(); ++i) {
        values.push_back(image.value(i));
    }
    return values;
}

} // namespace

/// Single files as odd as scanners, archives and converters leave them, and their neighbours.
class DicomFilesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutPreamble_data()
    {
        QTest::addColumn<bool>("types");
        QTest::newRow("explicit") << true;
        QTest::newRow("implicit") << false;
    }
    void withoutPreamble()
    {
        QFETCH(bool, types);
        QTemporaryDir folder;
        for (int k = 0; k < 3; ++k) {
            QVERIFY(put(folder, QString::number(k), dicomSlice(k).write(types)));
        }
        QVERIFY(isInOrder(readImage(folder.path().toStdString()), 3));
        QVERIFY(isInOrder(readImage(pathIn(folder, "1")), 3));
    }

    void oddPrivateElements_data()
    {
        QTest::addColumn<QByteArray>("head");
        const QByteArray tag = shorts({0x0029, 0x1001});
        QTest::newRow("blank type") << tag + "  " + shorts({4});
        QTest::newRow("zero type") << tag + shorts({0, 4});
        QTest::newRow("lower case") << tag + "lo" + shorts({4});
        QTest::newRow("unknown, long") << tag + "ZZ" + shorts({0, 4, 0});
        QTest::newRow("no type") << tag + shorts({4, 0});
    }
    void oddPrivateElements()
    {
        QFETCH(QByteArray, head);
        QByteArray bytes = dicomFile(dicomSlice(0));
        bytes.insert(bytes.indexOf(shorts({0x7fe0, 0x0010})), head + "abcd");
        QTemporaryDir folder;
        QVERIFY(put(folder, "a", bytes));
        QVERIFY(isInOrder(readImage(pathIn(folder, "a")), 1));
    }

    void headersThatSayTheOther()
    {
        // The meta header names one encoding, the data set has the other.
        QTemporaryDir folder;
        QByteArray bytes = dicomFile(dicomSlice(0), false);
        bytes.chop(dicomSlice(0).write(false).size());
        QVERIFY(put(folder, "a", bytes + dicomSlice(0).write(true)));
        QVERIFY(isInOrder(readImage(pathIn(folder, "a")), 1));
    }

    void decimals_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<double>("value"); // 0: refused
        QTest::newRow("comma") << QByteArray("0,8\\0,5") << 0.8;
        QTest::newRow("blanks and plus") << QByteArray(" +0.8 \\ 0.5 ") << 0.8;
        QTest::newRow("exponent") << QByteArray("8E-01\\0.5") << 0.8;
        QTest::newRow("too long") << QByteArray("0.80000000000000000000000\\0.5") << 0.8;
        QTest::newRow("unit") << QByteArray("0.8mm\\0.5") << 0.0;
        QTest::newRow("commas between") << QByteArray("0.8,0.5") << 0.0;
        QTest::newRow("nan") << QByteArray("nan\\0.5") << 0.0;
        QTest::newRow("one number") << QByteArray("0.8") << 0.0;
        QTest::newRow("zero") << QByteArray("0\\0.5") << 0.0;
        QTest::newRow("bytes") << QByteArray("\xa6\xff\\0.5") << 0.0;
    }
    void decimals()
    {
        QFETCH(QByteArray, field);
        QFETCH(double, value);
        QTemporaryDir folder;
        DicomElements data = dicomSlice(0);
        data.text(0x00280030, "DS", field);
        QVERIFY(put(folder, "a", dicomFile(data)));
        if (value > 0) {
            const Geometry geometry = readInfo(pathIn(folder, "a")).geometry;
            QCOMPARE(geometry.spacingMm[1], value);
            QCOMPARE(geometry.spacingMm[0], 0.5);
        } else {
            HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "spacing", [&] {
                try {
                    return readInfo(pathIn(folder, "a"));
                } catch (const Error& error) { // "PixelSpacing" counts
                    throw Error(error.code(),
                                QString::fromUtf8(error.what()).toLower().toStdString());
                }
            }());
        }
    }

    void usedBitsAlone()
    {
        DicomElements data = fourPixels(shorts({0xf801, 0x07ff, 0x3fff, 0x8000}));
        data.number(0x00280101, 12).number(0x00280102, 11).number(0x00280103, 1);
        const std::vector<double> expected{-2047, 2047, -1, 0};
        QCOMPARE(valuesOf(data), expected);
    }

    void invertedGreyScales()
    {
        DicomElements data = fourPixels(shorts({0, 1, 4000, 4095}));
        data.text(0x00280004, "CS", "MONOCHROME1").number(0x00280101, 12).number(0x00280102, 11);
        const std::vector<double> turned{4095, 4094, 95, 0};
        QCOMPARE(valuesOf(data), turned);
        data.text(0x00080060, "CS", "CT"); // Hounsfield units are not turned round
        const std::vector<double> kept{0, 1, 4000, 4095};
        QCOMPARE(valuesOf(data), kept);
    }

    void paddingIsAir()
    {
        DicomElements data = fourPixels(shorts({-2000, 0, 1024, 1200}), "CT");
        data.number(0x00280103, 1).text(0x00281052, "DS", "-1024").text(0x00281053, "DS", "1");
        data.bytes(0x00280120, "SS", shorts({-2000}));
        const std::vector<double> air{-1024, -1024, 0, 176};
        QCOMPARE(valuesOf(data), air);
        data.bytes(0x00280120, "SS", shorts({1024})); // water: cannot be told from tissue
        QCOMPARE(valuesOf(data)[2], 0.0);
        data.remove(0x00280120); // and those who pad without saying so
        QCOMPARE(valuesOf(data), air);
        DicomElements other = fourPixels(shorts({65535, 7, 1024, 65530}));
        other.number(0x00280120, 65535).number(0x00280121, 65530);
        const std::vector<double> lowest{7, 7, 1024, 7};
        QCOMPARE(valuesOf(other), lowest);
    }

    void tablesOfValues()
    {
        DicomElements table;
        table.bytes(0x00283002, "US", shorts({4, 10, 16}));
        table.bytes(0x00283006, "OW", shorts({5, 500, 50, 7}));
        DicomElements data = fourPixels(shorts({9, 11, 12, 99}));
        data.sequence(0x00283000, {table});
        const std::vector<double> expected{5, 500, 50, 7};
        QCOMPARE(valuesOf(data), expected);
    }

    void floatPixels()
    {
        DicomElements data = fourPixels({});
        data.remove(0x7fe00010).number(0x00280100, 32);
        const float values[] = {-1.5F, 0, 2.25F, 1e6F};
        data.bytes(0x7fe00008, "OF",
                   QByteArray(reinterpret_cast<const char*>(values), sizeof values));
        const std::vector<double> expected{-1.5, 0, 2.25, 1e6};
        QCOMPARE(valuesOf(data), expected);
    }

    void greyStoredAsColour()
    {
        DicomElements data = fourPixels({});
        data.number(0x00280002, 3).number(0x00280006, 0).text(0x00280004, "CS", "RGB");
        data.number(0x00280100, 8).number(0x00280101, 8).number(0x00280102, 7);
        data.bytes(0x7fe00010, "OB", QByteArray("\1\1\1\2\2\2\7\7\7\4\4\4", 12));
        const std::vector<double> expected{1, 2, 7, 4};
        QCOMPARE(valuesOf(data), expected);
        data.bytes(0x7fe00010, "OB", QByteArray("\1\1\1\2\2\2\7\7\x9\4\4\4", 12));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "colour", valuesOf(data));
    }

    void lengthsThatDisagree()
    {
        DicomElements data = dicomFrames({0, 1, 2});
        QTemporaryDir folder;
        const auto path = pathIn(folder, "a");
        QVERIFY(put(folder, "a", dicomFile(data.text(0x00280008, "IS", "2"))));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "holds 3", readInfo(path));
        QVERIFY(put(folder, "a", dicomFile(data.text(0x00280008, "IS", "9"))));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "truncated", readInfo(path));
        QVERIFY(put(folder, "a", dicomFile(dicomSlice(0).bytes(0x7fe00010, "OW", {}))));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "pixel data is empty", readInfo(path));
        QVERIFY(put(folder, "a", dicomFile(dicomSlice(0).text(0x00281053, "DS", "0"))));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "RescaleSlope is 0", readInfo(path));
    }

    void brokenNeighbours()
    {
        QTemporaryDir folder;
        QVERIFY(putSeries(folder, 3));
        DicomElements other = dicomSlice(0);
        other.text(0x0020000e, "UI", "2.25.99").text(0x00080018, "UI", "2.25.98");
        const QByteArray bytes = dicomFile(other);
        const auto pixels = bytes.indexOf(shorts({0x7fe0, 0x0010}));
        QVERIFY(put(folder, "cut", bytes.left(pixels - 10)));
        QVERIFY(put(folder, "Thumbs.db", "no image"));
        const Image image = readImage(folder.path().toStdString());
        QVERIFY(isInOrder(image, 3));
        QVERIFY(findKind(image.findings, "damaged-neighbour") != nullptr);
        QVERIFY(put(folder, "cut", bytes.left(150))); // may be of any series
        const Finding* finding = nullptr;
        const ImageInfo info = readInfo(folder.path().toStdString());
        finding = findKind(info.findings, "damaged-slice");
        QVERIFY(finding != nullptr && finding->severity == Severity::Severe);
    }

    void brokenSlicesAreNotPassedOver()
    {
        QTemporaryDir folder;
        QVERIFY(putSeries(folder, 4));
        const QByteArray bytes = readBytes(pathIn(folder, "2"));
        const auto pixels = bytes.indexOf(shorts({0x7fe0, 0x0010}));
        for (const auto length : {bytes.size() - 2, pixels + 6, pixels - 4}) {
            QVERIFY(put(folder, "2", bytes.left(length)));
            HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "truncated",
                                  readImage(folder.path().toStdString()));
        }
    }

    void directoriesAndReportsAreNamed()
    {
        QTemporaryDir folder;
        DicomElements directory;
        directory.text(0x00041130, "CS", "DISC");
        QVERIFY(put(folder, "DICOMDIR", dicomFile(directory)));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "open the folder",
                              readImage(pathIn(folder, "DICOMDIR")));
        DicomElements report = dicomSlice(0);
        report.remove(0x7fe00010).remove(0x00280010).remove(0x00280011);
        QVERIFY(put(folder, "report", dicomFile(report) + QByteArray(64, '\0')));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "without pixels",
                              readImage(pathIn(folder, "report")));
    }

    /// Of two objects of one series at one place, by whatever name.
    void theFileThatIsNamedIsRead()
    {
        QTemporaryDir folder;
        DicomElements other = dicomFrames({0, 1});
        other.text(0x00080018, "UI", "2.25.77");
        other.bytes(0x7fe00010, "OW", slicePixels(7) + slicePixels(8));
        QVERIFY(put(folder, "a.dcm", dicomFile(dicomFrames({0, 1}))));
        QVERIFY(put(folder, "b.dcm", dicomFile(other)));
        std::filesystem::create_symlink("b.dcm", pathIn(folder, "c.dcm"));
        const QString before = QDir::currentPath();
        QVERIFY(QDir::setCurrent(folder.path()));
        std::vector<double> firsts;
        for (const char* name : {"a.dcm", "b.dcm", "./b.dcm", "c.dcm"}) {
            firsts.push_back(readImage(name).value(0));
        }
        firsts.push_back(readImage(pathIn(folder, "b.dcm")).value(0));
        QVERIFY(QDir::setCurrent(before));
        QCOMPARE(firsts, (std::vector<double>{0, 700, 700, 700, 700}));
    }

    /// Places that no number of slices reaches.
    void slicesFarApart()
    {
        QTemporaryDir folder;
        const double places[] = {0, 1, 2, 3, 2147483655.0, 4294967302.0, 4294967307.0};
        int k = 0;
        for (const double place : places) {
            DicomElements data = dicomSlice(k);
            data.text(0x00200032, "DS", halftone::test::decimals({0, 0, place}));
            QVERIFY(put(folder, QString::number(k++), dicomFile(data)));
        }
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "", readImage(folder.path().toStdString()));
    }

    void sameIdentifierForAllSlices()
    {
        QTemporaryDir folder;
        for (int k = 0; k < 3; ++k) {
            DicomElements data = dicomSlice(k);
            data.text(0x00080018, "UI", "2.25.77");
            QVERIFY(put(folder, QString::number(k), dicomFile(data)));
        }
        QVERIFY(isInOrder(readImage(folder.path().toStdString()), 3));
    }

    void patientsStayInTheFile()
    {
        DicomElements data = dicomSlice(0);
        data.text(0x00100010, "PN", "Secret^Name").text(0x0008103e, "LO", "Secret words");
        QTemporaryDir folder;
        QVERIFY(put(folder, "a", dicomFile(data)));
        const ImageInfo info = readInfo(pathIn(folder, "a"));
        const Image image = readImage(pathIn(folder, "a"));
        std::string all = image.name + info.format;
        for (const std::string& sentence : sentences(info.findings)) {
            all += sentence;
        }
        QVERIFY(all.find("Secret") == std::string::npos);
        QVERIFY(!image.synthetic);
    }

    void compressedFrames()
    {
        QTemporaryDir folder;
        const QByteArray bytes = compressedFile("1.2.840.10008.1.2.5");
        QVERIFY(put(folder, "a", bytes));
        QVERIFY(isInOrder(readImage(pathIn(folder, "a")), 3));
        for (qsizetype at = bytes.size() - 700; at < bytes.size(); ++at) {
            QByteArray spoilt = bytes;
            spoilt[at] = char(spoilt[at] ^ 0xff);
            QVERIFY(put(folder, "a", at % 3 == 0 ? bytes.left(at) : spoilt));
            const QString error =
                errorOf([&] { static_cast<void>(readImage(pathIn(folder, "a"))); });
            QVERIFY2(error == QStringLiteral("no error")
                         || error.startsWith(QStringLiteral("file-format: ")),
                     qPrintable(error));
        }
        // A run that says it is shorter: nothing may be filled up.
        QByteArray shorter = bytes;
        shorter[shorter.size() - 8 - 2] = char(0x80);
        QVERIFY(put(folder, "a", shorter));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "damaged", readImage(pathIn(folder, "a")));
        QVERIFY(put(folder, "a", compressedFile("1.2.840.10008.1.2.4.102")));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "transfer syntax 1.2.840.10008.1.2.4.102",
                              readImage(pathIn(folder, "a")));
        QVERIFY(put(folder, "a", compressedFile("1.2.840.10008.1.2.4.90")));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "1.2.840.10008.1.2.4.90",
                              readImage(pathIn(folder, "a")));
    }

    void anyByteMayBeWrong()
    {
        // Each byte of a file replaced or cut: an Error, or an image of some kind; never a crash.
        QTemporaryDir folder;
        const QByteArray bytes = dicomFile(dicomFrames({1, 0}));
        for (qsizetype at = 128; at < bytes.size(); at += 1) {
            QByteArray spoilt = bytes;
            spoilt[at] = char(spoilt[at] ^ (at % 3 == 0 ? 0xff : 1 << (at % 7)));
            QVERIFY(put(folder, "a", at % 5 == 0 ? bytes.left(at) : spoilt));
            const QString error =
                errorOf([&] { static_cast<void>(readImage(pathIn(folder, "a"))); });
            QVERIFY2(error == QStringLiteral("no error")
                         || error.startsWith(QStringLiteral("file-format: "))
                         || error.startsWith(QStringLiteral("out-of-memory: ")),
                     qPrintable(error));
        }
    }
};

HALFTONE_READING_TEST_MAIN(DicomFilesTest)
#include "tst_dicom_files.moc"
