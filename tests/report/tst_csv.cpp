// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/csv.h"
#include "tests/support/expect_error.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <limits>

using namespace halftone;
using namespace halftone::report;

namespace {

/// Cells in [], records in lines: what a reader makes of a text.
std::string read(const std::string& text)
{
    CsvReader reader(text);
    std::string seen;
    while (const auto record = reader.next()) {
        seen += std::to_string(record->line) + ":";
        for (const std::string& cell : record->cells) {
            seen += "[" + cell + "]";
        }
        seen += " ";
    }
    return seen;
}

} // namespace

class TestCsv : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void records_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* name, const char* text, const char* expected) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(expected);
        };
        row("nothing", "", "");
        row("plain", "a,b\nc,d\n", "1:[a][b] 2:[c][d] ");
        row("no end", "a,b", "1:[a][b] ");
        row("empty cells", ",\na,,b\n", "1:[][] 2:[a][][b] ");
        row("empty at the end", "a,", "1:[a][] ");
        row("blank lines", "\n\na\n  \nb\n", "3:[a] 5:[b] ");
        row("windows", "a,b\r\nc,d\r\n", "1:[a][b] 2:[c][d] ");
        row("old mac", "a,b\rc,d", "1:[a][b] 2:[c][d] ");
        row("byte order mark",
            "\xEF\xBB\xBF"
            "a,b",
            "1:[a][b] ");
        row("blanks", " a ,\t\"b\" , c d ", "1:[a][b][c d] ");
        row("quotes", "\"a, b\",\"say \"\"x\"\"\"", "1:[a, b][say \"x\"] ");
        row("line end in quotes", "\"a\nb\",c\nd,e", "1:[a\nb][c] 3:[d][e] ");
        row("quote inside", "a\"b,c", "1:[a\"b][c] ");
        row("empty quotes", "\"\",a", "1:[][a] ");
    }
    void records()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, expected);
        QCOMPARE(QByteArray::fromStdString(read(text.toStdString())), expected);
    }

    void faultsNameTheLine()
    {
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "line 2: a quote is never closed",
                              read("a\n\"b\nc"));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "line 2: text follows a closing quote",
                              read("a\n\"b\"c"));
    }

    void whatIsWrittenIsReadBack()
    {
        const std::vector<std::string> cells{"plain",    "a, b", "say \"x\"", "two\nlines",
                                             " blanks ", "",     "W4A6"};
        const std::string line = csvLine(cells);
        CsvReader reader(line);
        const auto record = reader.next();
        QVERIFY(record.has_value() && record->cells == cells);
        QVERIFY(!reader.next());
        // Found by fuzzing: a first cell that begins as a file of Windows programs does.
        CsvReader marked(csvLine({"\xEF\xBB\xBF"
                                  "x",
                                  "y"}));
        QCOMPARE(marked.next()->cells, (std::vector<std::string>{"\xEF\xBB\xBF"
                                                                 "x",
                                                                 "y"}));
        QCOMPARE(csvLine({"a", "", "b"}), std::string("a,,b\n"));
        QCOMPARE(csvCell("say \"x\""), std::string("\"say \"\"x\"\"\""));
    }

    void formulasAreNotRun()
    {
        QCOMPARE(csvCell("=cmd|' /C calc'!A0"), std::string("\"'=cmd|' /C calc'!A0\""));
        QCOMPARE(csvLine({"+x", "-x", "@x", "a=b", "-0.5", "+1e-3"}),
                 std::string("\"'+x\",\"'-x\",\"'@x\",a=b,-0.5,+1e-3\n"));
        const std::vector<std::string> cells{"=1+1", "'=1+1", "''-x", "'quoted'", "-1",
                                             "\t=x", "@SUM",  "-",    "'-1"};
        CsvReader reader(csvLine(cells));
        QCOMPARE(reader.next()->cells, cells);
    }

    void numbersThatAreNoneLeaveTheirCellEmpty()
    {
        QCOMPARE(csvNumber(0.81234567, 6), std::string("0.812346"));
        QCOMPARE(csvNumber(std::nullopt, 6), std::string());
        QCOMPARE(csvNumber(std::numeric_limits<double>::quiet_NaN(), 6), std::string());
        QCOMPARE(csvNumber(std::numeric_limits<double>::infinity(), 6), std::string());
    }

    void files()
    {
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath("t.csv").toStdString();
        std::ofstream(path, std::ios::binary) << "a,b\r\n";
        QCOMPARE(readCsvText(path, "list"), std::string("a,b\r\n"));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileNotFound, "The list of cases '",
                              readCsvText(path.parent_path() / "none.csv", "list of cases"));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileRead, "no regular file",
                              readCsvText(path.parent_path(), "list"));
        std::filesystem::resize_file(path, 16'000'001);
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "larger than 16.0 MB: it is no list",
                              readCsvText(path, "list"));
    }
};

QTEST_GUILESS_MAIN(TestCsv)
#include "tst_csv.moc"
