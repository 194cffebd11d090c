// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/document/detail/pdf_text.h"
#include "core/report/document/detail/png.h"
#include "core/report/document/document.h"
#include "tests/support/expect_error.h"
#include "tests/support/pdf_texts.h"

#include <QTemporaryDir>
#include <QTest>

using namespace halftone;
using namespace halftone::report;
using test::pdfPages;
using test::pdfTexts;

namespace {

const std::string kHostile = "a\x1B[31m <script>alert('(\\)')</script> \xE4\xB8\xAD.nii";

Picture gradient(int width, int height)
{
    Picture picture{width, height, {}};
    for (int i = 0; i < width * height; ++i) {
        picture.pixels.insert(picture.pixels.end(),
                              {static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(2 * i), 7});
    }
    return picture;
}

Drawing triangle()
{
    Drawing drawing{200, 100, "three corners"};
    DrawnPath path;
    path.points = {{10, 10}, {190, 10}, {100, 90}};
    path.stroke = "#0072b2";
    path.dashes = {6, 3};
    path.closed = true;
    path.faint = true;
    drawing.shapes = {path, DrawnCircle{{50, 50}, 5, "", "#d55e00", "a spot"},
                      DrawnText{{10, 95}, "corner \xC2\xB1", Anchor::Start}};
    return drawing;
}

Table numbers(int rows, int columns)
{
    Table table{{"case"}, {}, "Numbers"};
    for (int column = 0; column < columns; ++column) {
        table.head.push_back("W" + std::to_string(column));
    }
    for (int row = 0; row < rows; ++row) {
        std::vector<std::string> cells{"case-" + std::to_string(row)};
        for (int column = 0; column < columns; ++column) {
            cells.push_back(std::to_string(row) + "." + std::to_string(1000 + column));
        }
        table.rows.push_back(std::move(cells));
    }
    return table;
}

Document example()
{
    Document document{"Dice \xE2\x89\xA5 0.9, 3 \xC3\x97 4 \xC2\xB5m", "Research use only.", {}};
    document.blocks = {Heading{"A heading"},
                       Paragraph{"Plain \xE2\x88\x92 0.5"},
                       Paragraph{"Look out", Paragraph::Look::Notice},
                       Facts{{{"file", kHostile}, {"nothing", ""}}},
                       Bullets{{"first", "second"}},
                       numbers(3, 2),
                       triangle(),
                       Pictures{{{gradient(7, 5), "what it shows"}}},
                       Legend{{{gradient(4, 2), "a swatch"}}},
                       PageBreak{},
                       Paragraph{"The end", Paragraph::Look::Small}};
    return document;
}

QByteArray bytes(const std::string& text)
{
    return QByteArray::fromStdString(text);
}

} // namespace

class TestDocument : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pageStandsAlone();
    void numbersStayInOneLine();
    void bothSayTheSame();
    void lettersAreThoseThatEveryReaderHas();
    void linesAreWrapped();
    void longTablesHaveTheirHeadOnEveryPage();
    void wideTablesKeepTheirFirstColumn();
    void picturesAreTheirPixels();
    void faultsAreSaid();
    void theEndingDecides();
};

void TestDocument::pageStandsAlone()
{
    const QByteArray html = bytes(toHtml(example()));
    QVERIFY(html.startsWith("<!DOCTYPE html>") && html.endsWith("</html>\n"));
    for (const char* outward : {"http", "href", "@import", "url(", "<script", "<link", "<iframe"}) {
        QVERIFY2(!html.contains(outward), outward);
    }
    QCOMPARE(html.count("src="), html.count("src=\"data:image/png;base64,"));
    QCOMPARE(html.count("src="), 2);
    QVERIFY(html.contains("&lt;script&gt;") && !html.contains('\x1B'));
    QVERIFY(html.contains("<title>a spot</title>") && !html.contains("nothing"));
}

void TestDocument::numbersStayInOneLine()
{
    const std::string name = "a case with a name of very many words and letters.nii.gz";
    const std::string loss = "0.0021 (-0.0003 to 0.0046, n = 5 of 2 subjects)";
    const std::string sum(64, 'a');
    Document document{"t", "f", {Table{{"case", "loss", "SHA-256"}, {{name, loss, sum}}}}};
    const QByteArray html = bytes(toHtml(document));
    // Cells do not break, but for long names and checksums; what is too wide scrolls in its box.
    QVERIFY(html.contains("\ntd { white-space: nowrap; }"));
    QVERIFY(html.contains("\ntd.name { white-space: normal; overflow-wrap: anywhere;"));
    QVERIFY(html.contains(".scroll { overflow-x: auto; }"));
    QVERIFY(html.contains("<div class=\"scroll\"><table>"));
    QVERIFY2(html.contains(bytes("<td class=\"name\">" + name + "</td><td>" + loss
                                 + "</td><td class=\"name\">" + sum + "</td>")),
             html);
}

void TestDocument::bothSayTheSame()
{
    const QByteArray html = bytes(toHtml(example()));
    const QByteArray pdf = bytes(toPdf(example()));
    QVERIFY(pdf.startsWith("%PDF-"));
    QCOMPARE(pdfPages(pdf), 2);
    const QByteArray texts = pdfTexts(pdf);
    for (const char* text :
         {"A heading", "Look out", "first", "second", "Numbers", "case", "W0", "W1", "case-2",
          "2.1001", "what it shows", "a swatch", "The end", "Research use only."}) {
        QVERIFY2(html.contains(text), text);
        QVERIFY2(texts.contains(text + QByteArray("\n")), text);
    }
    QCOMPARE(texts.count("Research use only.\n"), 2); // on every page
    QVERIFY(texts.contains("page 1 of 2\n") && texts.contains("page 2 of 2\n"));
    QVERIFY2(texts.contains("corner \xB1\n"), texts);
    QVERIFY(!texts.contains("nothing"));
}

void TestDocument::lettersAreThoseThatEveryReaderHas()
{
    using detail::toWindows1252;
    QCOMPARE(toWindows1252("\xE2\x89\xA5 0.9 \xC3\x97 \xC2\xB5m \xC2\xB1 \xCE\xBC \xE2\x88\x92"),
             std::string(">= 0.9 \xD7 \xB5m \xB1 \xB5 -"));
    QCOMPARE(toWindows1252("\xE2\x82\xAC \xE2\x80\x93 \xC3\xBC"), std::string("\x80 \x96 \xFC"));
    QCOMPARE(toWindows1252("\xE4\xB8\xAD\xF0\x9F\x98\x80"), std::string("<U+4E2D><U+1F600>"));
    QCOMPARE(toWindows1252("a\x1B[0m\xFF\n"), std::string("a?[0m??"));
    const QByteArray texts = pdfTexts(bytes(toPdf(example())));
    QVERIFY2(texts.contains("Dice >= 0.9, 3 \xD7 4 \xB5m\n"), texts);
    QVERIFY2(texts.contains("<script>alert('(\\)')</script> <U+4E2D>.nii\n"), texts);
}

void TestDocument::linesAreWrapped()
{
    const auto widthOf = [](const std::string& text) { return static_cast<double>(text.size()); };
    using Lines = std::vector<std::string>;
    QCOMPARE(detail::wrapped("one two three", 7, widthOf), (Lines{"one two", "three"}));
    QCOMPARE(detail::wrapped("abcdefgh ij", 3, widthOf), (Lines{"abc", "def", "gh", "ij"}));
    QCOMPARE(detail::wrapped("", 3, widthOf), Lines{""});
    QCOMPARE(detail::wrapped("ab", 0, widthOf), (Lines{"a", "b"})); // it ends
    // Nothing is lost of a name that is longer than a line.
    Document document{"t", "f", {Facts{{{"sum", std::string(3000, 'x')}}}}};
    QCOMPARE(pdfTexts(bytes(toPdf(document))).count('x'), 3000);
}

void TestDocument::longTablesHaveTheirHeadOnEveryPage()
{
    Document document{"t", "f", {numbers(200, 3)}};
    const QByteArray pdf = bytes(toPdf(document));
    const QByteArray texts = pdfTexts(pdf);
    QVERIFY(pdfPages(pdf) >= 3);
    QCOMPARE(texts.count("case\n"), pdfPages(pdf));
    QCOMPARE(texts.count("Numbers\n"), 1);
    for (int row = 0; row < 200; ++row) {
        const QByteArray name = "case-" + QByteArray::number(row) + '\n';
        QCOMPARE(texts.count("\n" + name), 1);
        QVERIFY2(texts.contains('\n' + QByteArray::number(row) + ".1002\n"), name);
    }
}

void TestDocument::wideTablesKeepTheirFirstColumn()
{
    Document document{"t", "f", {numbers(2, 40)}};
    const QByteArray texts = pdfTexts(bytes(toPdf(document)));
    QVERIFY(texts.count("case-1\n") >= 2);
    for (int column = 0; column < 40; ++column) {
        QCOMPARE(texts.count("\n1." + QByteArray::number(1000 + column) + '\n'), 1);
        QCOMPARE(texts.count("\nW" + QByteArray::number(column) + '\n'), 1);
    }
}

void TestDocument::picturesAreTheirPixels()
{
    const Picture picture = gradient(7, 5);
    const QByteArray pixels(reinterpret_cast<const char*>(picture.pixels.data()),
                            static_cast<qsizetype>(picture.pixels.size()));
    const QByteArray pdf = bytes(toPdf(example()));
    QVERIFY(test::pdfStreams(pdf).contains(pixels));
    const QByteArray png = bytes(detail::toPng(picture));
    QVERIFY(png.startsWith("\x89PNG\r\n\x1A\n"));
    QCOMPARE(png.mid(16, 8), QByteArray("\0\0\0\7\0\0\0\5", 8));
    const qsizetype data = png.indexOf("IDAT") + 4;
    const QByteArray rows = qUncompress(QByteArray("\0\0\1\0", 4) + png.mid(data));
    for (int row = 0; row < 5; ++row) { // behind the number of its filter
        QCOMPARE(rows.mid(row * 22, 22), QByteArray(1, '\0') + pixels.mid(row * 21, 21));
    }
    for (const char* text : {"", "a", "ab", "abc", "abcd"}) {
        QCOMPARE(bytes(detail::toBase64(text)), QByteArray(text).toBase64());
    }
}

void TestDocument::faultsAreSaid()
{
    Document document{"t", "f", {Pictures{{{Picture{3, 3, {1, 2}}, "broken"}}}}};
    HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "3 x 3", toPdf(document));
    HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "3 x 3", toHtml(document));
    // What libharu refuses, here letters of two metres, is a sentence of ours.
    Drawing drawing{10, 10, "large", {DrawnText{{0, 0}, "x", Anchor::Start, 20000}}};
    document.blocks = {drawing};
    HALFTONE_EXPECT_ERROR(ErrorCode::Internal, "libharu", toPdf(document));
    document.blocks = {Table{}, Drawing{}, Pictures{}, Legend{}, Facts{}, Bullets{}};
    QCOMPARE(pdfPages(bytes(toPdf(document))), 1);
}

void TestDocument::theEndingDecides()
{
    QTemporaryDir folder;
    const auto path = [&](const char* name) {
        return std::filesystem::path(folder.filePath(QString::fromUtf8(name)).toStdString());
    };
    const auto startOf = [&](const char* name) {
        QFile file(folder.filePath(QString::fromUtf8(name)));
        return file.open(QIODevice::ReadOnly) ? file.read(5) : QByteArray();
    };
    writeDocument(path("a.html"), example());
    writeDocument(path("a.PDF"), example());
    QCOMPARE(startOf("a.html"), QByteArray("<!DOC"));
    QCOMPARE(startOf("a.PDF"), QByteArray("%PDF-"));
    HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, ".html or .pdf",
                          writeDocument(path("a.txt"), example()));
    HALFTONE_EXPECT_ERROR(ErrorCode::FileWrite, "a.pdf",
                          writeDocument(path("no/a.pdf"), example()));
    QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("a.txt"))));
}

QTEST_GUILESS_MAIN(TestDocument)
#include "tst_document.moc"
