// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/detail/length_units.h"
#include "core/image/image_io.h"
#include "tests/image/reader_main.h"
#include "tests/image/test_images.h"
#include "tests/image/tiff_pages.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <cmath>

using namespace halftone;
using namespace halftone::image;
using namespace halftone::test;

namespace {

using Order = TiffBuilder::Order;

QByteArray omeText(const QByteArray& pixels, const QByteArray& inside)
{
    return "<?xml version=\"1.0\"?><OME "
           "xmlns=\"http://www.openmicroscopy.org/Schemas/OME/2016-06\" "
           "UUID=\"urn:uuid:1\"><Image ID=\"Image:0\"><Pixels Type=\"uint8\" SizeX=\"6\" "
           "SizeY=\"4\" "
           + pixels + ">" + inside + "</Pixels></Image></OME>";
}

} // namespace

class TiffDescriptionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void imagejHyperstackBehindOnePage()
    {
        // 2 times, 3 slices, 2 channels: channels fastest, behind a single page, big endian.
        QByteArray planes;
        for (int plane = 0; plane < 12; ++plane) {
            planes += grid(plane * 20);
        }
        TiffBuilder tiff(Order::Big);
        tiff.grey(6, 4, 8, planes, {{279, {24}}},
                  "ImageJ=1.53t\nimages=12\nchannels=2\nslices=3\nframes=2\nhyperstack=true\n");
        const auto path = write("hyper.tif", tiff.bytes());
        const ImageInfo info = readInfo(path, {}, {4});
        QCOMPARE(info.volumes.size(), std::size_t{4});
        QCOMPARE(info.volumes[3].name, std::string("time 2 of 2, channel 2 of 2, 6 x 4 x 3"));
        QCOMPARE(numbersOf(readImage(path, {}, {}, {4})),
                 numbersOf(grid(140) + grid(180) + grid(220)));
        const Image first = readImage(path);
        QCOMPARE(numbersOf(first), numbersOf(grid(0) + grid(40) + grid(80)));
        QVERIFY(findKind(first.findings, "several-volumes") != nullptr);
        TiffBuilder cut(Order::Big);
        cut.grey(6, 4, 8, planes.left(11 * 24), {{279, {24}}}, "ImageJ=1.53t\nimages=12\n");
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "describes 12 planes, but holds",
                              readInfo(write("cut.tif", cut.bytes())));
    }

    void imagejStatesPixelSizes()
    {
        TiffBuilder tiff;
        // 62.5 pixels a micrometre, as a fraction.
        const auto at = tiff.addData({TiffBuilder::number(125, 4, Order::Little)
                                      + TiffBuilder::number(2, 4, Order::Little)});
        QByteArray bytes = stackOf({0, 50},
                                   "ImageJ=1.53t\nimages=2\nslices=2\nunit=\\u00B5m\n"
                                   "spacing=0.05\n",
                                   {{282, {at[0]}}, {283, {at[0]}}});
        // A fraction is field type 5, which the builder does not write: patched in.
        const QByteArray fraction = tiff.bytes().mid(at[0], 8);
        for (const int tag : {282, 283}) {
            const QByteArray key =
                TiffBuilder::number(static_cast<std::uint64_t>(tag), 2, Order::Little)
                + TiffBuilder::number(3, 2, Order::Little)
                + TiffBuilder::number(1, 4, Order::Little);
            for (qsizetype i = bytes.indexOf(key); i >= 0; i = bytes.indexOf(key, i + 1)) {
                bytes[i + 2] = 5;
                bytes.replace(i + 8, 4,
                              TiffBuilder::number(static_cast<std::uint64_t>(bytes.size()), 4,
                                                  Order::Little));
            }
        }
        bytes += fraction;
        const Geometry geometry = readInfo(write("micron.tif", bytes)).geometry;
        QVERIFY(geometry.spacingKnown && !geometry.orientationKnown);
        QVERIFY(std::abs(geometry.spacingMm[0] - 16e-6) < 1e-11);
        QVERIFY(std::abs(geometry.spacingMm[2] - 50e-6) < 1e-11);
    }

    void imagejCalibrationIsSaid()
    {
        const char* const plain = "ImageJ=1.54f\nimages=2\nslices=2\n";
        QVERIFY(findKind(readInfo(write("plain.tif", stackOf({0, 50}, plain))).findings,
                         "imagej-calibration")
                == nullptr);
        const QByteArray signed16 = QByteArray(plain) + "c0=-32768.0\nc1=1.0\nvunit=gray value\n";
        const ImageInfo info = readInfo(write("signed.tif", stackOf({0, 50}, signed16)));
        const Finding* const found = findKind(info.findings, "imagej-calibration");
        QVERIFY(found != nullptr && found->severity == Severity::Severe);
        QVERIFY(found->message.text().find("-32768.0 + 1.0 x") != std::string::npos);
    }

    void unitsOfLength()
    {
        using image::detail::millimetresIn;
        for (const char* micro : {"um", "micron", "microns", "\\u00B5m", "\xC2\xB5m", "\xCE\xBCm",
                                  "\xB5m", "micrometer", "Micrometres"}) {
            QVERIFY2(millimetresIn(micro) == 1e-3, micro);
        }
        QCOMPARE(millimetresIn("nm").value_or(0), 1e-6);
        QCOMPARE(millimetresIn("inch").value_or(0), 25.4);
        for (const char* none : {"", "pixel", "reference frame", "Mm", "furlong"}) {
            QVERIFY2(!millimetresIn(none), none);
        }
    }

    void omeOrdersPlanes()
    {
        // Channels fastest: pages are z0c0 z0c1 z1c0 z1c1.
        const auto path = write(
            "two.ome.tif",
            stackOf({0, 30, 60, 90},
                    omeText("DimensionOrder=\"XYCZT\" SizeZ=\"2\" SizeC=\"2\" SizeT=\"1\" "
                            "PhysicalSizeX=\"16\" PhysicalSizeXUnit=\"nm\" PhysicalSizeY=\"0.02\" "
                            "PhysicalSizeZ=\"1\" PhysicalSizeZUnit=\"\xC2\xB5m\"",
                            "<Channel Name=\"DAPI\"/><Channel/><TiffData/>")));
        QCOMPARE(numbersOf(readImage(path, {}, {}, {2})), numbersOf(grid(30) + grid(90)));
        const ImageInfo info = readInfo(path);
        QCOMPARE(info.volumes.at(0).name, std::string("channel 1 of 2 'DAPI', 6 x 4 x 2"));
        QVERIFY(std::abs(info.geometry.spacingMm[0] - 16e-6) < 1e-12);
        QVERIFY(std::abs(info.geometry.spacingMm[1] - 20e-6) < 1e-12);
        QVERIFY(std::abs(info.geometry.spacingMm[2] - 1e-3) < 1e-12);
    }

    void omeInLatin1()
    {
        const QByteArray text =
            omeText("DimensionOrder=\"XYZCT\" SizeZ=\"1\" SizeC=\"1\" SizeT=\"1\" "
                    "PhysicalSizeX=\"2\" PhysicalSizeXUnit=\"\xB5m\" "
                    "PhysicalSizeY=\"2\"",
                    "");
        const Geometry geometry = readInfo(write("latin.tif", stackOf({0}, text))).geometry;
        QVERIFY(geometry.spacingKnown && std::abs(geometry.spacingMm[0] - 2e-3) < 1e-12);
    }

    void omeSpreadsOverFiles()
    {
        const QByteArray text = omeText(
            "DimensionOrder=\"XYZCT\" SizeZ=\"3\" SizeC=\"1\" SizeT=\"1\"",
            "<TiffData FirstZ=\"0\" PlaneCount=\"2\"><UUID FileName=\"part0.tif\">urn:uuid:1</UUID>"
            "</TiffData><TiffData FirstZ=\"2\"><UUID FileName=\"../part1.tif\">urn:uuid:2</UUID>"
            "</TiffData>");
        const auto path = write("part0.tif", stackOf({0, 30}, text));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "'part1.tif' is missing", readInfo(path));
        const auto other = write("part1.tif", stackOf({60}, {}));
        QCOMPARE(numbersOf(readImage(path)), numbersOf(grid(0) + grid(30) + grid(60)));
        QVERIFY(QFile::remove(QString::fromStdString(other.string())));
    }

    void isRefusedByName_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* title, const QByteArray& text, const char* words) {
            QTest::newRow(title) << text << QString::fromLatin1(words);
        };
        row("OME entity", "<!DOCTYPE OME [<!ENTITY a \"b\">]><OME/>", "document type");
        row("OME cut", "<OME><Image>", "description is damaged");
        row("OME plane missing",
            omeText("DimensionOrder=\"XYZCT\" SizeZ=\"2\" SizeC=\"1\" SizeT=\"1\"",
                    "<TiffData IFD=\"0\"/>"),
            "does not say where slice 2");
        row("OME page missing",
            omeText("DimensionOrder=\"XYZCT\" SizeZ=\"1\" SizeC=\"1\" SizeT=\"1\"",
                    "<TiffData IFD=\"7\"/>"),
            "page 8");
        row("OME absurd",
            omeText("DimensionOrder=\"XYZCT\" SizeZ=\"1000000000\" SizeC=\"1\" "
                    "SizeT=\"1\"",
                    ""),
            "not sound");
        row("ImageJ contradiction", "ImageJ=1\nimages=5\nchannels=2\nslices=3\n",
            "contradicts itself");
    }
    void isRefusedByName()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, words);
        const auto path = write("refused.tif", stackOf({0}, text));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, qPrintable(words), readInfo(path));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "refused.tif", readImage(path));
    }

private:
    std::filesystem::path write(const char* name, const QByteArray& bytes)
    {
        const auto path = pathIn(m_folder, QString::fromLatin1(name));
        return writeBytes(path, bytes) ? path : std::filesystem::path();
    }

    QTemporaryDir m_folder;
};

HALFTONE_READING_TEST_MAIN(TiffDescriptionsTest)
#include "tst_tiff_descriptions.moc"
