// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/image_io.h"
#include "tests/image/reader_main.h"
#include "tests/image/test_images.h"
#include "tests/image/tiff_pages.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <cmath>
#include <map>

using namespace halftone;
using namespace halftone::image;
using namespace halftone::test;

namespace {

using Order = TiffBuilder::Order;

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

    void isRefusedByName_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("words");
        const auto page = [](const std::map<int, std::vector<std::uint32_t>>& more) {
            TiffBuilder tiff;
            tiff.grey(6, 4, 8, grid(), more);
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
        row("slices in a page", page({{32997, {3}}}), "holds 3 slices in one");
        row("STK", page({{33629, {1, 2, 3, 4}}}), "MetaMorph");
        TiffBuilder sizes;
        sizes.grey(6, 4, 8, grid());
        sizes.grey(4, 6, 8, grid());
        row("sizes", sizes.bytes(), "differ in size");
        TiffBuilder kinds;
        kinds.grey(6, 4, 8, grid());
        kinds.grey(6, 4, 8, grid(), {{339, {2}}});
        row("kinds", kinds.bytes(), "differ in kind");
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

HALFTONE_READING_TEST_MAIN(TiffTest)
#include "tst_tiff.moc"
