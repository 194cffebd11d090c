// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/image_io.h"
#include "tests/image/reader_main.h"
#include "tests/image/test_images.h"
#include "tests/image/tiff_builder.h"
#include "tests/support/expect_error.h"

#include <QTest>

using namespace halftone;
using namespace halftone::image;
using namespace halftone::test;

namespace {

using Numbers = std::vector<double>;
using Order = TiffBuilder::Order;

QByteArray chunk(const QByteArray& type, const QByteArray& body)
{
    const QByteArray checked = type + body;
    std::uint32_t sum = 0xffffffff;
    for (const char byte : checked) {
        sum ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit) {
            sum = sum >> 1 ^ ((sum & 1) != 0 ? 0xedb88320U : 0U);
        }
    }
    return TiffBuilder::number(static_cast<std::uint64_t>(body.size()), 4, Order::Big) + checked
           + TiffBuilder::number(~sum & 0xffffffff, 4, Order::Big);
}

/// A PNG of `width` pixels a row; `rows` are packed as the format wants, `before` comes before
/// them.
QByteArray png(int width, int depth, int colourType, const std::vector<QByteArray>& rows,
               const QByteArray& before = {})
{
    QByteArray filtered;
    for (const QByteArray& row : rows) {
        filtered += '\0' + row;
    }
    const QByteArray header = TiffBuilder::number(static_cast<std::uint64_t>(width), 4, Order::Big)
                              + TiffBuilder::number(rows.size(), 4, Order::Big)
                              + static_cast<char>(depth) + static_cast<char>(colourType)
                              + QByteArray(3, '\0');
    return "\x89PNG\r\n\x1a\n" + chunk("IHDR", header) + before
           + chunk("IDAT", qCompress(filtered).mid(4)) + chunk("IEND", {});
}

QByteArray hex(const char* digits)
{
    return QByteArray::fromHex(digits);
}

Numbers numbersOf(const Image& image)
{
    Numbers numbers;
    for (std::size_t i = 0; i < image.geometry.voxels(); ++i) {
        numbers.push_back(image.value(i));
    }
    return numbers;
}

} // namespace

class PicturesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pngIsReadAsStored_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<std::vector<double>>("values");
        QTest::addColumn<QString>("finding");
        const auto row = [](const char* title, const QByteArray& bytes, const Numbers& values,
                            const char* finding) {
            QTest::newRow(title) << bytes << values << QString::fromLatin1(finding);
        };
        const QByteArray colours = chunk("PLTE", hex("000000ff000000ff000000ff"));
        row("1 bit", png(4, 1, 0, {hex("50")}), {0, 1, 0, 1}, "few-bits");
        row("2 bits", png(4, 2, 0, {hex("1b")}), {0, 1, 2, 3}, "few-bits");
        row("4 bits", png(2, 4, 0, {hex("5c")}), {5, 12}, "few-bits");
        row("8 bits", png(1, 8, 0, {hex("05"), hex("ff")}), {5, 255}, "");
        row("16 bits", png(2, 16, 0, {hex("0102fffe")}), {0x102, 0xfffe}, "");
        row("palette", png(4, 2, 3, {hex("1b")}, colours), {0, 1, 2, 3}, "palette-indices");
        row("greys in another order",
            png(3, 8, 3, {hex("000102")}, chunk("PLTE", hex("050505020202090909"))), {5, 2, 9},
            "palette-greys");
        row("even greys", png(3, 8, 3, {hex("000102")}, chunk("PLTE", hex("000000808080ffffff"))),
            {0, 1, 2}, "palette-indices");
        row("grey and alpha", png(2, 8, 4, {hex("05ff09ff")}), {5, 9}, "opaque-alpha");
        row("grey as RGB", png(2, 8, 2, {hex("050505090909")}), {5, 9}, "grey-as-colour");
        row("transparent value", png(2, 8, 0, {hex("0509")}, chunk("tRNS", hex("0005"))), {5, 9},
            "transparency-ignored");
        row("asks to be turned",
            png(2, 8, 0, {hex("0509")},
                chunk("eXIf", hex("4d4d002a0000000800010112000300000001"
                                  "000600000000"))),
            {5, 9}, "exif-orientation");
    }
    void pngIsReadAsStored()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(std::vector<double>, values);
        QFETCH(QString, finding);
        const auto path = write("p.png", bytes);
        const Image image = readImage(path);
        QCOMPARE(numbersOf(image), values);
        QVERIFY(!image.geometry.spacingKnown);
        QCOMPARE(findKind(image.findings, finding.toStdString()) != nullptr, !finding.isEmpty());
    }

    void pngIsRefusedByName()
    {
        const auto fails = [&](const QByteArray& bytes, const char* words) {
            HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, words, readImage(write("r.png", bytes)));
        };
        fails(png(2, 8, 2, {hex("050505090908")}), "3 values per voxel");
        fails(png(2, 8, 4, {hex("05ff0900")}), "transparent");
        fails(png(3, 8, 0, {hex("05")}), "damaged");
        fails(png(2, 8, 3, {hex("0001")}, chunk("PLTE", hex("010203"))), "colour 2 of a palette");
        fails(png(2, 8, 3, {hex("0001")}), "damaged");
        QByteArray flipped = png(2, 8, 0, {hex("0509")});
        flipped[flipped.size() - 20] = static_cast<char>(flipped[flipped.size() - 20] ^ 1);
        fails(flipped, "damaged");
    }

    void folderOfSlicesIsAStack()
    {
        const QString folder = makeFolder();
        for (const int number : {1, 2, 10, 11}) {
            slice(folder, QStringLiteral("scan7_%1.png").arg(number),
                  png(1, 8, 0, {QByteArray(1, static_cast<char>(number))}));
        }
        slice(folder, QStringLiteral("Thumbs.db"), "not a picture");
        const Image image = readImage(folder.toStdString());
        QCOMPARE(numbersOf(image), (Numbers{1, 2, 10, 11}));
        QCOMPARE(image.geometry.size, (std::array<int, 3>{1, 1, 4}));
        const Finding* const gaps = findKind(image.findings, "slice-number-gaps");
        QVERIFY(gaps != nullptr && gaps->message.text().find("scan7_10.png") != std::string::npos);
        QVERIFY(findKind(image.findings, "slice-folder") != nullptr);
    }

    void unsureFoldersAreRefused()
    {
        const QByteArray one = png(1, 8, 0, {"a"});
        const auto refuses = [&](const QList<QPair<const char*, QByteArray>>& files,
                                 const char* words) {
            const QString folder = makeFolder();
            for (const auto& [name, bytes] : files) {
                slice(folder, QString::fromLatin1(name), bytes);
            }
            HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, words, readInfo(folder.toStdString()));
        };
        refuses({{"s1.png", one}, {"s2.png", png(2, 8, 0, {"ab"})}}, "slices differ");
        refuses({{"s1.png", one}, {"s2.png", png(1, 1, 0, {"\x80"})}}, "code their values");
        refuses({{"image1.png", one}, {"label1.png", one}}, "different patterns");
        refuses({{"z1_c1.png", one}, {"z2_c2.png", one}}, "count in 2 places");
        refuses({{"s1.png", one}, {"s01.png", one}}, "same number");
        refuses({{"s1.png", one}}, "one picture");
        refuses({{"s1.png", one}, {"s2.png", "broken"}}, "s2.png");
        refuses({{"s1.png", one}, {"s2.png", one}, {"x", QByteArray(128, '\0') + "DICM"}}, "DICOM");
    }

private:
    std::filesystem::path write(const char* name, const QByteArray& bytes)
    {
        const auto path = pathIn(m_folder, QString::fromLatin1(name));
        return writeBytes(path, bytes) ? path : std::filesystem::path();
    }

    QString makeFolder()
    {
        const QString name = QStringLiteral("folder%1").arg(++m_folders);
        return QDir(m_folder.path()).mkdir(name) ? m_folder.filePath(name) : QString();
    }

    static void slice(const QString& folder, const QString& name, const QByteArray& bytes)
    {
        QVERIFY(writeBytes((folder + QChar(u'/') + name).toStdString(), bytes));
    }

    QTemporaryDir m_folder;
    int m_folders = 0;
};

HALFTONE_READING_TEST_MAIN(PicturesTest)
#include "tst_pictures.moc"
