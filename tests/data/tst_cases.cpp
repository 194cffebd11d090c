// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/cases.h"
#include "core/data/cohort_folder.h"
#include "tests/support/expect_error.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace halftone;
using namespace halftone::data;
namespace fs = std::filesystem;

class TestCases : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        fs::create_directory(folder() / "sub dir");
        for (const char* name : {"a.nii", "b.nii", "ra.nii", "sub dir/c, d.nii", "gm.nii"}) {
            std::ofstream(folder() / name) << "x";
        }
    }

    void plainList()
    {
        write("case,image,reference\none,a.nii,ra.nii\ntwo,b.nii,\n");
        const auto rows = readCases(csv());
        QCOMPARE(rows.size(), std::size_t{2});
        QCOMPARE(rows[0].caseName, std::string("one"));
        QCOMPARE(rows[0].image, folder() / "a.nii"); // relative to the CSV
        QCOMPARE(rows[0].references.at(""), folder() / "ra.nii");
        QVERIFY(rows[1].references.empty()); // an empty cell: not scored
    }

    void referencePerLabelInAnyColumnOrder()
    {
        write("reference: grey-matter ,image,reference:cord,case\ngm.nii,a.nii,,one\n");
        const auto rows = readCases(csv());
        QCOMPARE(rows[0].references.size(), std::size_t{1});
        QCOMPARE(rows[0].references.at("grey-matter"), folder() / "gm.nii");
    }

    void spreadsheetsHabits()
    {
        // Byte order mark, CRLF, quotes, doubled quotes, blanks, blank lines, no newline at the
        // end.
        write("\xEF\xBB\xBF\"case\", image\r\n\r\n\"say \"\"hi\"\"\" ,\"sub dir/c, d.nii\"\r\n"
              "b,b.nii");
        const auto rows = readCases(csv());
        QCOMPARE(rows.size(), std::size_t{2});
        QCOMPARE(rows[0].caseName, std::string("say \"hi\""));
        QCOMPARE(rows[0].image, folder() / "sub dir" / "c, d.nii");
        QVERIFY(rows[1].references.empty());
    }

    void rowsOfOneCaseStayInOrder()
    {
        write("case,image\nx,b.nii\ny,a.nii\nx,a.nii\n");
        const auto rows = readCases(csv());
        QCOMPARE(rows[0].image.filename().string(), std::string("b.nii"));
        QCOMPARE(rows[2].caseName, std::string("x"));
        QCOMPARE(rows[2].image.filename().string(), std::string("a.nii"));
    }

    void absolutePathsAreKept()
    {
        write("case,image\none," + (folder() / "a.nii").string() + "\n");
        QCOMPARE(readCases(csv())[0].image, folder() / "a.nii");
    }

    void badFiles_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const char* text, const char* words) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(words);
        };
        row("empty", "", "line 1: the file is empty");
        row("only blank lines", "\n\n  \n", "is empty");
        row("header alone", "case,image\n", "no row below");
        row("no case column", "image\na.nii\n", "case and image are needed");
        row("no image column", "case,reference\none,a.nii\n", "case and image are needed");
        row("unknown column", "case,image,mask\none,a.nii,b.nii\n", "'mask' is unknown");
        row("column twice", "case,image,image\n", "occurs twice");
        row("label twice", "case,image,reference:x,reference: x\n", "occurs twice");
        row("label without a name", "case,image,reference:\n", "names no label");
        row("cell missing", "case,image,reference\none,a.nii\n",
            "line 2: expected 3 cells, found 2");
        row("cell too many", "case,image\none,a.nii,b.nii\n", "line 2: expected 2 cells, found 3");
        row("no case name", "case,image\n,a.nii\n", "line 2: the case or the image is empty");
        row("no image", "case,image\none,a.nii\ntwo,\n", "line 3: the case or the image is empty");
        row("open quote", "case,image\n\"one,a.nii\n", "line 2: a quote is never closed");
        row("text after quote", "case,image\n\"one\"x,a.nii\n", "line 2: text follows");
        row("other separator", "case;image\none;a.nii\n", "'case;image' is unknown");
        row("binary", "\x89PNG\r\n\x1a\n", "unknown");
    }
    void badFiles()
    {
        QFETCH(QString, text);
        QFETCH(QString, words);
        write(text.toStdString());
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, words.toUtf8().constData(), readCases(csv()));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "cases.csv", readCases(csv()));
    }

    void aBadRowDoesNotHideTheOthers()
    {
        write("case,image,subject\none,a.nii,s1\ntwo,none.nii,s1\nthree,b.nii\n,a.nii,s2\n"
              "four,b.nii,s2\n");
        const CaseList list = readUsableCases(csv());
        QCOMPARE(list.rows.size(), std::size_t{2});
        QCOMPARE(list.rows[1].caseName, std::string("four"));
        QCOMPARE(list.rows[1].subject, std::string("s2"));
        QCOMPARE(list.faults.size(), std::size_t{3});
        QVERIFY(list.faults[0].find("cases.csv', line 3: there is no") != std::string::npos);
        QVERIFY(list.faults[1].find("line 4: expected 3 cells, found 2") != std::string::npos);
        QVERIFY(list.faults[2].find("line 5: the case or the image is empty") != std::string::npos);
        HALFTONE_EXPECT_ERROR(ErrorCode::FileNotFound, "line 3", readCases(csv()));
        write("image\na.nii\n");
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "are needed", readUsableCases(csv()));
    }

    void foldersOfImagesAreCohorts()
    {
        QTemporaryDir dir;
        const fs::path root = dir.path().toStdString();
        HALFTONE_EXPECT_ERROR(ErrorCode::FileNotFound, "holds no cases", listCohortFolder(root));
        const auto put = [&](const fs::path& file) {
            fs::create_directories((root / file).parent_path());
            std::ofstream(root / file) << "x";
        };
        for (const char* name : {"b.nii.gz", "a.TIF", "a.png", ".hidden.nii", "notes.txt", "v.mhd",
                                 "v.raw", "series/1.dcm", "other/notes.txt"}) {
            put(name);
        }
        CaseList list = listCohortFolder(root);
        const auto names = [&] {
            std::string all;
            for (const CaseRow& row : list.rows) {
                all += row.caseName + (row.references.empty() ? " " : "+ ");
            }
            return all;
        };
        QCOMPARE(names(), std::string("a a.png b series v "));
        QVERIFY(list.faults.empty());

        for (const char* name :
             {"imagesTr/c1_0000.nii.gz", "labelsTr/c1.nii.gz", "imagesTr/c2.nii.gz",
              "imagesTr/c3_0000.nii.gz", "imagesTr/c3_0001.nii.gz", "labelsTr/c4.nii.gz"}) {
            put(name);
        }
        list = listCohortFolder(root);
        QCOMPARE(names(), std::string("c1+ c2 "));
        QCOMPARE(list.faults.size(), std::size_t{2});
        QVERIFY(list.faults[0].find("2 files of the case 'c3'") != std::string::npos);
        QVERIFY(list.faults[1].find("labels without an image") != std::string::npos);

        std::ofstream(root / "cases.csv") << "case,image\nx,b.nii.gz\n";
        list = listCohortFolder(root);
        QCOMPARE(names(), std::string("x "));
    }

    void linesAreCountedThroughQuotedBreaks()
    {
        write("case,image\n\"two\nlines\",a.nii\nthree,none.nii\n");
        HALFTONE_EXPECT_ERROR(ErrorCode::FileNotFound, "line 4", readCases(csv()));
    }

    void missingFilesAreNamed()
    {
        HALFTONE_EXPECT_ERROR(ErrorCode::FileNotFound, "none.csv",
                              readCases(folder() / "none.csv"));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileRead, "no regular file", readCases(folder()));
        write("case,image,reference\none,a.nii,lost.nii\n");
        HALFTONE_EXPECT_ERROR(ErrorCode::FileNotFound, "lost.nii", readCases(csv()));
        write(std::string("case,image\none,a.nii\0b\n", 23));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "zero byte", readCases(csv()));
    }

private:
    fs::path folder() const { return m_folder.path().toStdString(); }
    fs::path csv() const { return folder() / "cases.csv"; }
    void write(const std::string& text) const { std::ofstream(csv(), std::ios::binary) << text; }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestCases)
#include "tst_cases.moc"
