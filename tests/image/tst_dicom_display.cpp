// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/image_io.h"
#include "tests/image/dicom_files.h"
#include "tests/image/reader_main.h"

#include <QTest>

using namespace halftone;
using namespace halftone::image;
using namespace halftone::test;

/// What DICOM files say of what they show, and of how to show it.
class TestDicomDisplay : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsShownIsTold()
    {
        QTemporaryDir folder;
        DicomElements data = dicomSlice(0);
        QVERIFY(put(folder, "plain", dicomFile(data)));
        QVERIFY(readInfo(pathIn(folder, "plain")).tags.bodyPart.empty());
        data.text(0x00081030, "LO", "Neck MR").text(0x0008103e, "LO", "t2_me2d");
        data.text(0x00180015, "CS", "CSPINE").text(0x00180024, "SH", "*me2d1r4");
        data.text(0x00181030, "LO", "GM cord").text(0x00100020, "LO", "secret-id");
        QVERIFY(put(folder, "told", dicomFile(data)));
        const ImageInfo info = readInfo(pathIn(folder, "told"));
        const Image image = readImage(pathIn(folder, "told"));
        QVERIFY(info.tags == image.tags);
        QCOMPARE(image.format, std::string("DICOM"));
        QCOMPARE(image.tags.bodyPart, std::string("CSPINE"));
        for (const char* words : {"Neck MR", "t2_me2d", "*me2d1r4", "GM cord"}) {
            QVERIFY(image.tags.protocol.find(words) != std::string::npos);
        }
        QVERIFY(image.tags.protocol.find("secret") == std::string::npos);
    }

    void theWindowOfASeriesIsThatOfItsMiddle()
    {
        QTemporaryDir folder;
        for (int k = 0; k < 3; ++k) {
            DicomElements slice = dicomSlice(k);
            slice.text(0x00281050, "DS", decimals({100.0 + k, 40}));
            slice.text(0x00281051, "DS", decimals({50, 400}));
            QVERIFY(put(folder, QString::number(k), dicomFile(slice)));
        }
        const Image image = readImage(folder.path().toStdString());
        QVERIFY(image.window && (*image.window == GreyWindow{76, 126}));
    }

    void windowsThatAreNoneAreNotUsed_data()
    {
        QTest::addColumn<QByteArray>("centre");
        QTest::addColumn<QByteArray>("width");
        QTest::addColumn<QByteArray>("photometric");
        QTest::newRow("none") << QByteArray() << QByteArray() << QByteArray("MONOCHROME2");
        QTest::newRow("no width") << QByteArray("40") << QByteArray("0")
                                  << QByteArray("MONOCHROME2");
        QTest::newRow("no number")
            << QByteArray("forty") << QByteArray("400") << QByteArray("MONOCHROME2");
        QTest::newRow("turned values")
            << QByteArray("40") << QByteArray("400") << QByteArray("MONOCHROME1");
    }
    void windowsThatAreNoneAreNotUsed()
    {
        QFETCH(QByteArray, centre);
        QFETCH(QByteArray, width);
        QFETCH(QByteArray, photometric);
        DicomElements slice = dicomSlice(0);
        slice.text(0x00280004, "CS", photometric);
        if (!centre.isEmpty()) {
            slice.text(0x00281050, "DS", centre).text(0x00281051, "DS", width);
        }
        QTemporaryDir folder;
        QVERIFY(put(folder, "a", dicomFile(slice)));
        QVERIFY(!readImage(pathIn(folder, "a")).window); // and it is read all the same
    }

    void theWindowOfAnEnhancedFileIsInItsGroups()
    {
        DicomElements slice = dicomSlice(0);
        DicomElements window;
        window.text(0x00281050, "DS", "40").text(0x00281051, "DS", "400");
        DicomElements groups;
        groups.sequence(0x00289132, {window});
        slice.sequence(0x52009229, {groups});
        QTemporaryDir folder;
        QVERIFY(put(folder, "a", dicomFile(slice)));
        const Image image = readImage(pathIn(folder, "a"));
        QVERIFY(image.window && (*image.window == GreyWindow{-160, 240}));
    }
};

HALFTONE_READING_TEST_MAIN(TestDicomDisplay)
#include "tst_dicom_display.moc"
