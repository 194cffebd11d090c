// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/input_file.h"
#include "tests/support/expect_error.h"
#include "tests/support/file_bytes.h"

#include <QTemporaryDir>
#include <QTest>

#include <array>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

using namespace halftone;
using namespace halftone::test;

class TestInputFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsFromAnywhere()
    {
        writeBytes(path("a"), std::string("0123456789\0\xff", 12));
        InputFile file(path("a"));
        QCOMPARE(file.size(), std::uint64_t{12});
        std::array<char, 20> bytes{};
        QCOMPARE(file.read(bytes.data(), 4), std::size_t{4});
        QCOMPARE(std::string(bytes.data(), 4), std::string("0123"));
        QCOMPARE(file.at(), std::uint64_t{4});
        file.seek(9);
        QCOMPARE(file.get(), int('9'));
        QCOMPARE(file.get(), 0);
        QCOMPARE(file.get(), 0xff);
        QCOMPARE(file.get(), -1);
        file.seek(2); // back from the end
        QCOMPARE(file.read(bytes.data(), 20), std::size_t{10});
        file.seek(100);
        QCOMPARE(file.read(bytes.data(), 1), std::size_t{0});
    }

    void wholeAndFirstBytes()
    {
        writeBytes(path("b"), "abc");
        QCOMPARE(readBytes(path("b")), std::string("abc"));
        QCOMPARE(firstBytes(path("b"), 2), std::string("ab"));
        QCOMPARE(firstBytes(path("b"), 9), std::string("abc"));
        writeBytes(path("empty"), "");
        QCOMPARE(readBytes(path("empty")), std::string());
        QCOMPARE(readBytesIfAny(path("none")), std::string());
        QCOMPARE(readBytesIfAny(path("b")), std::string("abc"));
    }

    void saysWhyNot()
    {
        HALFTONE_EXPECT_ERROR(ErrorCode::FileNotFound, "none': No such file or directory",
                              InputFile(path("none")));
        writeBytes(path("c"), "abc");
        HALFTONE_EXPECT_ERROR(ErrorCode::FileNotFound, "Not a directory",
                              InputFile(path("c") / "below"));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileRead, "no regular file", InputFile(path("")));
        const std::error_code denied = std::make_error_code(std::errc::permission_denied);
        QCOMPARE(cannotRead("x", denied).code(), ErrorCode::FileRead);
    }

#ifdef Q_OS_UNIX
    void waitsForNoPipe()
    {
        QCOMPARE(mkfifo(path("pipe").c_str(), 0600), 0);
        HALFTONE_EXPECT_ERROR(ErrorCode::FileRead, "no regular file", readBytes(path("pipe")));
    }
#endif

private:
    std::filesystem::path path(const char* name) const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestInputFile)
#include "tst_input_file.moc"
