// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/detail/length_units.h"
#include "core/image/image_io.h"
#include "tests/image/test_images.h"
#include "tests/image/tiff_builder.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <cmath>
#include <functional>
#include <map>

using namespace halftone;
using namespace halftone::image;
using namespace halftone::test;

namespace {

using Order = TiffBuilder::Order;
using Numbers = std::vector<double>;

/// 6 x 4 bytes that are all different.
QByteArray grid(int first = 0)
{
    QByteArray bytes;
    for (int i = 0; i < 24; ++i) {
        bytes += static_cast<char>(first + i);
    }
    return bytes;
}

Numbers numbersOf(const QByteArray& bytes)
{
    Numbers numbers;
    for (const char byte : bytes) {
        numbers.push_back(static_cast<unsigned char>(byte));
    }
    return numbers;
}

Numbers numbersOf(const Image& image)
{
    Numbers numbers;
    for (std::size_t i = 0; i < image.geometry.voxels(); ++i) {
        numbers.push_back(image.value(i));
    }
    return numbers;
}

/// A page of 6 x 4 bytes for each of `firsts`, the description on the first.
QByteArray stackOf(const std::vector<int>& firsts, const QByteArray& text,
                   const std::map<int, std::vector<std::uint32_t>>& more = {})
{
    TiffBuilder tiff;
    for (std::size_t i = 0; i < firsts.size(); ++i) {
        tiff.grey(6, 4, 8, grid(firsts[i]), more, i == 0 ? text : QByteArray());
    }
    return tiff.bytes();
}

QByteArray omeText(const QByteArray& pixels, const QByteArray& inside)
{
    return "<?xml version=\"1.0\"?><OME "
           "xmlns=\"http://www.openmicroscopy.org/Schemas/OME/2016-06\" "
           "UUID=\"urn:uuid:1\"><Image ID=\"Image:0\"><Pixels Type=\"uint8\" SizeX=\"6\" "
           "SizeY=\"4\" "
           + pixels + ">" + inside + "</Pixels></Image></OME>";
}

} // namespace

class TiffTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void voxelTypes_data()
    {
        QTest::addColumn<int>("bits");
        QTest::addColumn<int>("format"); // 1 unsigned, 2 signed, 3 floating-point
        QTest::addColumn<QByteArray>("little");
        QTest::addColumn<QByteArray>("big");
        QTest::addColumn<std::vector<double>>("values");
        QTest::addColumn<QString>("type");
        const auto row = [](int bits, int format, const QByteArray& little, const QByteArray& big,
                            const Numbers& values, const char* type) {
            QTest::addRow("%d bits, format %d", bits, format)
                << bits << format << QByteArray::fromHex(little) << QByteArray::fromHex(big)
                << values << QString::fromLatin1(type);
        };
        // Two pixels. Fewer bits than a byte, and 12, are a stream in either order.
        row(1, 1, "40", "40", {0, 1}, "uint8");
        row(2, 1, "70", "70", {1, 3}, "uint8");
        row(4, 1, "5c", "5c", {5, 12}, "uint8");
        row(8, 1, "07ff", "07ff", {7, 255}, "uint8");
        row(8, 2, "07ff", "07ff", {7, -1}, "int8");
        row(12, 1, "123abc", "123abc", {0x123, 0xabc}, "uint16");
        row(16, 1, "0100ffff", "0001ffff", {1, 65535}, "uint16");
        row(16, 2, "0100feff", "0001fffe", {1, -2}, "int16");
        row(16, 3, "003c0084", "3c008400", {1, -std::ldexp(1.0, -14)}, "float32");
        row(24, 1, "010200030405", "000201050403", {0x201, 0x50403}, "uint32");
        row(32, 1, "01000000feffffff", "00000001fffffffe", {1, 4294967294.0}, "uint32");
        row(32, 2, "01000000feffffff", "00000001fffffffe", {1, -2}, "int32");
        row(32, 3, "0000c03f000000c0", "3fc00000c0000000", {1.5, -2}, "float32");
        row(64, 1, "0100000000000000ffffff7f00000000", "0000000000000001000000007fffffff",
            {1, 2147483647}, "uint64");
        row(64, 2, "feffffffffffffff0000000001000000", "fffffffffffffffe0000000100000000",
            {-2, 4294967296.0}, "int64");
        row(64, 3, "000000000000f83f00000000000000c0", "3ff8000000000000c000000000000000",
            {1.5, -2}, "float64");
    }
    void voxelTypes()
    {
        QFETCH(int, bits);
        QFETCH(int, format);
        QFETCH(QByteArray, little);
        QFETCH(QByteArray, big);
        QFETCH(std::vector<double>, values);
        QFETCH(QString, type);
        for (const Order order : {Order::Little, Order::Big}) {
            TiffBuilder tiff(order);
            tiff.grey(2, 1, static_cast<std::uint32_t>(bits), order == Order::Big ? big : little,
                      {{339, {static_cast<std::uint32_t>(format)}}});
            const auto path = write("types.tif", tiff.bytes());
            QCOMPARE(QString::fromStdString(readInfo(path).voxelType), type);
            QCOMPARE(numbersOf(readImage(path)), values);
        }
    }

    void tilesReachBeyondTheEdge()
    {
        // 20 x 18 pixels in tiles of 16 x 16.
        const auto valueAt = [](int x, int y) { return static_cast<char>(x * 7 + y * 11); };
        std::vector<QByteArray> tiles;
        for (const int y0 : {0, 16}) {
            for (const int x0 : {0, 16}) {
                QByteArray tile;
                for (int i = 0; i < 256; ++i) {
                    const int x = x0 + i % 16;
                    const int y = y0 + i / 16;
                    tile += x < 20 && y < 18 ? valueAt(x, y) : '\x55';
                }
                tiles.push_back(tile);
            }
        }
        TiffBuilder tiff;
        tiff.page({{256, {20}},
                   {257, {18}},
                   {258, {8}},
                   {259, {1}},
                   {262, {1}},
                   {277, {1}},
                   {322, {16}},
                   {323, {16}},
                   {324, tiff.addData(tiles)},
                   {325, {256, 256, 256, 256}}});
        const Image image = readImage(write("tiles.tif", tiff.bytes()));
        QCOMPARE(image.geometry.size, (std::array<int, 3>{20, 18, 1}));
        for (int y = 0; y < 18; ++y) {
            for (int x = 0; x < 20; ++x) {
                QCOMPARE(image.value(static_cast<std::size_t>(y * 20 + x)),
                         double(static_cast<unsigned char>(valueAt(x, y))));
            }
        }
    }

    void whiteAsZeroIsInverted()
    {
        const std::map<int, std::vector<std::uint32_t>> whiteIsZero{{262, {0}}};
        TiffBuilder grey;
        grey.grey(2, 1, 8, QByteArray::fromHex("0aff"), whiteIsZero);
        const Image image = readImage(write("white.tif", grey.bytes()));
        QCOMPARE(numbersOf(image), (Numbers{245, 0}));
        QVERIFY(findKind(image.findings, "white-is-zero") != nullptr);
        TiffBuilder bits;
        bits.grey(4, 1, 1, QByteArray::fromHex("50"), whiteIsZero);
        QCOMPARE(numbersOf(readImage(write("bits.tif", bits.bytes()))), (Numbers{1, 0, 1, 0}));
        // ImageJ inverts its display alone: 255 stays the foreground of a mask.
        TiffBuilder mask;
        mask.grey(2, 1, 8, QByteArray::fromHex("00ff"), whiteIsZero, "ImageJ=1.53t\n");
        QCOMPARE(numbersOf(readImage(write("mask.tif", mask.bytes()))), (Numbers{0, 255}));
    }

    void palettesColourClasses()
    {
        std::vector<std::uint32_t> colours(3 * 16);
        for (std::size_t i = 0; i < colours.size(); ++i) {
            colours[i] = static_cast<std::uint32_t>(i * 1301 % 65536);
        }
        TiffBuilder tiff;
        tiff.grey(2, 1, 4, QByteArray::fromHex("5c"), {{262, {3}}, {320, colours}});
        const Image image = readImage(write("palette.tif", tiff.bytes()));
        QCOMPARE(numbersOf(image), (Numbers{5, 12}));
        QVERIFY(findKind(image.findings, "palette-indices") != nullptr);
        // Greys in another order than their numbers are the values themselves.
        for (std::size_t i = 0; i < colours.size(); ++i) {
            colours[i] = static_cast<std::uint32_t>(257 * (40 - i % 16));
        }
        TiffBuilder greys;
        greys.grey(2, 1, 4, QByteArray::fromHex("5c"), {{262, {3}}, {320, colours}});
        QCOMPARE(numbersOf(readImage(write("greys.tif", greys.bytes()))), (Numbers{35, 28}));
    }

    void orientationIsUndone()
    {
        // 3 x 2 pixels 1 2 3 / 4 5 6.
        const std::vector<Numbers> upright{
            {1, 2, 3, 4, 5, 6}, {3, 2, 1, 6, 5, 4}, {6, 5, 4, 3, 2, 1}, {4, 5, 6, 1, 2, 3},
            {1, 4, 2, 5, 3, 6}, {4, 1, 5, 2, 6, 3}, {6, 3, 5, 2, 4, 1}, {3, 6, 2, 5, 1, 4}};
        for (std::uint32_t tag = 1; tag <= 8; ++tag) {
            TiffBuilder tiff;
            tiff.grey(3, 2, 8, QByteArray::fromHex("010203040506"), {{274, {tag}}});
            const Image image = readImage(write("turned.tif", tiff.bytes()));
            QCOMPARE(image.geometry.size[0], tag > 4 ? 2 : 3);
            QCOMPARE(numbersOf(image), upright[tag - 1]);
        }
    }

    void reducedCopiesAreLeftOut()
    {
        TiffBuilder tiff;
        for (const int first : {0, 100}) {
            tiff.grey(6, 4, 8, grid(first));
            tiff.grey(3, 2, 8, "abcdef", {{254, {1}}});
        }
        const Image image = readImage(write("pyramid.tif", tiff.bytes()));
        QCOMPARE(numbersOf(image), numbersOf(grid() + grid(100)));
        QVERIFY(findKind(image.findings, "reduced-pages") != nullptr);
    }

    void greyStoredAsColourIsGrey()
    {
        const auto pixels = [](const char* hex) {
            TiffBuilder tiff;
            tiff.grey(2, 1, 8, QByteArray::fromHex(hex),
                      {{258, {8, 8, 8}}, {262, {2}}, {277, {3}}});
            return tiff.bytes();
        };
        const Image image = readImage(write("grey.tif", pixels("050505ffffff")));
        QCOMPARE(numbersOf(image), (Numbers{5, 255}));
        QVERIFY(findKind(image.findings, "grey-as-colour") != nullptr);
        const auto colour = write("colour.tif", pixels("050505fffeff"));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "3 values per voxel", readInfo(colour));
    }

    void channelsInAPixelAreVolumes()
    {
        for (const bool planar : {false, true}) {
            TiffBuilder tiff;
            const auto parts = planar ? tiff.addData({"ac", "bd"}) : tiff.addData({"abcd"});
            tiff.page(
                {{256, {2}},
                 {257, {1}},
                 {258, {8, 8}},
                 {259, {1}},
                 {262, {1}},
                 {277, {2}},
                 {278, {1}},
                 {284, {planar ? 2U : 1U}},
                 {273, parts},
                 {279, planar ? std::vector<std::uint32_t>{2, 2} : std::vector<std::uint32_t>{4}}});
            const auto path = write("channels.tif", tiff.bytes());
            QCOMPARE(numbersOf(readImage(path)), (Numbers{'a', 'c'}));
            QCOMPARE(numbersOf(readImage(path, {}, {}, {2})), (Numbers{'b', 'd'}));
        }
    }

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
        const ImageInfo info = readInfo(path, {4});
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
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("words");
        const auto page = [](const std::map<int, std::vector<std::uint32_t>>& more,
                             const QByteArray& text = {}) {
            TiffBuilder tiff;
            tiff.grey(6, 4, 8, grid(), more, text);
            return tiff.bytes();
        };
        const auto row = [](const char* title, const QByteArray& bytes, const char* words) {
            QTest::newRow(title) << bytes << QString::fromLatin1(words);
        };
        row("JPEG 2000", page({{259, {33003}}}), "JPEG 2000 (33003)");
        row("CMYK", page({{262, {5}}}), "CMYK");
        row("complex", page({{258, {64}}, {339, {6}}}), "complex");
        row("odd signed", page({{258, {12}}, {339, {2}}}), "signed integers of 12 bits");
        row("strip never written", page({{273, {0}}}), "was never written");
        row("strip too short", page({{279, {20}}}), "truncated or damaged");
        row("beyond the end", page({{257, {4000000000U}}, {278, {4000000000U}}}), "truncated");
        row("STK", page({{33629, {1, 2, 3, 4}}}), "MetaMorph");
        TiffBuilder sizes;
        sizes.grey(6, 4, 8, grid());
        sizes.grey(4, 6, 8, grid());
        row("sizes", sizes.bytes(), "differ in size");
        TiffBuilder kinds;
        kinds.grey(6, 4, 8, grid());
        kinds.grey(6, 4, 8, grid(), {{339, {2}}});
        row("kinds", kinds.bytes(), "differ in kind");
        row("OME entity", page({}, "<!DOCTYPE OME [<!ENTITY a \"b\">]><OME/>"), "document type");
        row("OME cut", page({}, "<OME><Image>"), "description is damaged");
        row("OME plane missing",
            page({}, omeText("DimensionOrder=\"XYZCT\" SizeZ=\"2\" SizeC=\"1\" SizeT=\"1\"",
                             "<TiffData IFD=\"0\"/>")),
            "does not say where slice 2");
        row("OME page missing",
            page({}, omeText("DimensionOrder=\"XYZCT\" SizeZ=\"1\" SizeC=\"1\" SizeT=\"1\"",
                             "<TiffData IFD=\"7\"/>")),
            "page 8");
        row("OME absurd",
            page({}, omeText("DimensionOrder=\"XYZCT\" SizeZ=\"1000000000\" SizeC=\"1\" "
                             "SizeT=\"1\"",
                             "")),
            "not sound");
        row("ImageJ contradiction", page({}, "ImageJ=1\nimages=5\nchannels=2\nslices=3\n"),
            "contradicts itself");
    }
    void isRefusedByName()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, words);
        const auto path = write("refused.tif", bytes);
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

QTEST_GUILESS_MAIN(TiffTest)
#include "tst_tiff.moc"
