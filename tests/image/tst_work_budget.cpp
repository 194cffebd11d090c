// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/image_io.h"
#include "tests/image/test_images.h"
#include "tests/image/tiff_builder.h"
#include "tests/support/expect_error.h"

#include <QTest>

using namespace halftone;
using namespace halftone::image;
using namespace halftone::test;

namespace {

QByteArray word(int value)
{
    return QByteArray(1, static_cast<char>(value >> 8)) + static_cast<char>(value);
}

QByteArray segment(char marker, const QByteArray& body)
{
    return QByteArray("\xff", 1) + marker + word(static_cast<int>(body.size()) + 2) + body;
}

/// A Huffman table whose one code, of one bit, is `symbol` 0.
QByteArray table(char id)
{
    return segment('\xc4', QByteArray(1, id) + '\1' + QByteArray(15, '\0') + '\0');
}

/// Blocks without a coefficient, and for a scan of coefficients `first` to `last` that gives the
/// bits from `high` (0: none were given before) down to `low`.
QByteArray scan(int first, int last, int high, int low)
{
    const QByteArray header = QByteArray::fromHex("010100") + static_cast<char>(first)
                              + static_cast<char>(last) + static_cast<char>(high << 4 | low);
    return segment('\xda', header) + '\x7f';
}

/// A progressive JPEG of 8 x 8 pixels that gives each coefficient by itself, bit by bit.
QByteArray progressive(int bits)
{
    QByteArray bytes = QByteArray::fromHex("ffd8")
                       + segment('\xdb', QByteArray(1, '\0') + QByteArray(64, '\1'))
                       + segment('\xc2', QByteArray::fromHex("080008000801011100")) + table('\0')
                       + table('\x10') + scan(0, 0, 0, 0);
    for (int k = 1; k < 64; ++k) {
        bytes += scan(k, k, 0, bits);
        for (int low = bits - 1; low >= 0; --low) {
            bytes += scan(k, k, low + 1, low);
        }
    }
    return bytes + QByteArray::fromHex("ffd9");
}

} // namespace

/// Small files that ask for more work than they are worth: what could take hours is refused, and
/// what is left of it takes no time that anybody notices.
class WorkBudgetTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void scansOfJpegAreCounted()
    {
        QVERIFY(writeBytes(pathIn(m_folder, "few.jpg"), progressive(0)));
        QCOMPARE(readImage(pathIn(m_folder, "few.jpg")).value(0), 128.0);
        QVERIFY(writeBytes(pathIn(m_folder, "many.jpg"), progressive(4)));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "more than 100 scans",
                              readImage(pathIn(m_folder, "many.jpg")));
    }

    void planesOfOmeArePlacedOnce()
    {
        const QByteArray pixels =
            "<OME><Image><Pixels DimensionOrder=\"XYZCT\" SizeX=\"1\" SizeY=\"1\" "
            "SizeZ=\"1000000\" SizeC=\"1\" SizeT=\"1\">";
        TiffBuilder tiff;
        tiff.grey(1, 1, 8, "x", {},
                  pixels + QByteArray("<TiffData PlaneCount=\"1000000\"/>").repeated(30'000)
                      + "</Pixels></Image></OME>");
        QVERIFY(writeBytes(pathIn(m_folder, "ome.tif"), tiff.bytes()));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "more planes than any image has",
                              readInfo(pathIn(m_folder, "ome.tif")));
    }

    /// Pages without end, or whose fields would take as many reads as they claim values.
    void directoriesOfTiffAreWalkedOnce()
    {
        constexpr auto kOrder = TiffBuilder::Order::Little;
        const auto number = [](std::uint64_t value, int bytes) {
            return TiffBuilder::number(value, bytes, kOrder);
        };
        const auto file = [&](std::uint64_t values, std::uint64_t next) {
            return QByteArray("II*\0\x08\0\0\0\1\0", 10) + number(273, 2) + number(4, 2)
                   + number(values, 4) + number(8, 4) + number(next, 4);
        };
        QVERIFY(writeBytes(pathIn(m_folder, "circle.tif"), file(1, 8)));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "in a circle",
                              readInfo(pathIn(m_folder, "circle.tif")));
        QVERIFY(writeBytes(pathIn(m_folder, "fields.tif"), file(1 << 24, 0)));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "claim more than the file holds",
                              readInfo(pathIn(m_folder, "fields.tif")));
    }

    void headersNameFewFiles()
    {
        const QByteArray names = QByteArray("a\n").repeated(100'001);
        QVERIFY(writeBytes(pathIn(m_folder, "list.nhdr"),
                           "NRRD0004\ntype: uchar\ndimension: 3\nsizes: 1 1 1\nencoding: raw\n"
                           "data file: LIST\n"
                               + names));
        QVERIFY(writeBytes(pathIn(m_folder, "list.mhd"),
                           "NDims = 3\nDimSize = 1 1 1\nElementType = MET_UCHAR\n"
                           "ElementDataFile = LIST\n"
                               + names));
        for (const char* name : {"list.nhdr", "list.mhd"}) {
            HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "more than 100000 files",
                                  readInfo(pathIn(m_folder, QLatin1String(name))));
        }
    }

    /// Sizes whose product would wrap around.
    void sizesAreMultipliedWithCare()
    {
        const QByteArray size = QByteArray::number(1 << 30);
        for (const QByteArray& encoding : {QByteArray("raw"), QByteArray("gzip")}) {
            QVERIFY(writeBytes(pathIn(m_folder, "wide.nrrd"),
                               "NRRD0004\ntype: uchar\ndimension: 3\nsizes: " + size + ' ' + size
                                   + ' ' + size + "\nencoding: " + encoding + "\n\nx"));
            HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "voxels",
                                  readInfo(pathIn(m_folder, "wide.nrrd")));
        }
        TiffBuilder tiff;
        tiff.grey(1U << 30, 1U << 30, 32, "x", {{278, {1U << 30}}});
        QVERIFY(writeBytes(pathIn(m_folder, "wide.tif"), tiff.bytes()));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "", readInfo(pathIn(m_folder, "wide.tif")));
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(WorkBudgetTest)
#include "tst_work_budget.moc"
