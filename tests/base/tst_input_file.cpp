// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/input_file.h"
#include "tests/support/expect_error.h"
#include "tests/support/file_bytes.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <fstream>
#include <random>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#endif

using namespace halftone;
using namespace halftone::test;

namespace {

constexpr std::size_t kMost = 1000;

} // namespace

/// Opening what a user names.
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
        file.seek(~std::uint64_t{0});
        QCOMPARE(file.read(bytes.data(), 1), std::size_t{0});
    }

    void readsAsTheStandardStreamDoes()
    {
        std::string bytes(200'000, '\0');
        std::minstd_rand random(1);
        for (char& byte : bytes) {
            byte = static_cast<char>(random());
        }
        writeBytes(path("large"), bytes);
        std::ifstream expected(path("large"), std::ios::binary);
        InputFile file(path("large"));
        QCOMPARE(file.size(), std::uint64_t{bytes.size()});
        std::string a(70'000, '\0');
        std::string b = a;
        for (int step = 0; step < 3000; ++step) {
            if (step % 3 == 0) {
                const std::uint64_t offset = random() % 210'000;
                expected.seekg(static_cast<std::streamoff>(offset));
                file.seek(offset);
            } else if (step % 3 == 1) { // a little back or ahead
                const std::uint64_t offset =
                    std::max<std::uint64_t>(file.at(), 50) - 50 + random() % 100;
                expected.seekg(static_cast<std::streamoff>(offset));
                file.seek(offset);
            }
            const std::size_t count = step % 5 == 0 ? random() % 70'000 : random() % 40;
            expected.read(b.data(), static_cast<std::streamsize>(count));
            QCOMPARE(file.read(a.data(), count), static_cast<std::size_t>(expected.gcount()));
            QVERIFY(a == b);
            QCOMPARE(file.get(), expected.get());
            expected.clear();
            if (expected.tellg() < std::streamoff(bytes.size())) {
                QCOMPARE(std::streamoff(file.at()), std::streamoff(expected.tellg()));
            }
        }
    }

    void wholeAndFirstBytes()
    {
        writeBytes(path("b"), "abc");
        QCOMPARE(readBytes(path("b"), kMost), std::string("abc"));
        QCOMPARE(firstBytes(path("b"), 2), std::string("ab"));
        QCOMPARE(firstBytes(path("b"), 9), std::string("abc"));
        writeBytes(path("empty"), "");
        QCOMPARE(readBytes(path("empty"), kMost), std::string());
        QCOMPARE(readBytesIfAny(path("none"), kMost), std::string());
        QCOMPARE(readBytesIfAny(path("b"), kMost), std::string("abc"));
    }

    void boundsWhatIsReadWhole()
    {
        writeBytes(path("x"), std::string(100'000, 'x'));
        QCOMPARE(readBytes(path("x"), 100'000), std::string(100'000, 'x'));
        QCOMPARE(readBytes(path("x"), 100'001).size(), std::size_t{100'000});
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "99999", readBytes(path("x"), 99'999));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "99999", readBytesIfAny(path("x"), 99'999));
    }

    void saysWhyNot()
    {
        HALFTONE_EXPECT_ERROR(ErrorCode::FileNotFound, "none': No such file or directory",
                              InputFile(path("none")));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileNotFound, "Check the name",
                              readBytes(path("none"), kMost));
        writeBytes(path("c"), "abc");
        HALFTONE_EXPECT_ERROR(ErrorCode::FileNotFound, "Not a directory",
                              InputFile(path("c") / "below"));
        const std::error_code denied = std::make_error_code(std::errc::permission_denied);
        QCOMPARE(cannotRead("x", denied).code(), ErrorCode::FileRead);
    }

    void refusesFolders()
    {
        HALFTONE_EXPECT_ERROR(ErrorCode::FileRead, "no regular file", InputFile(path("")));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileRead, "no regular file", readBytes(path(""), kMost));
    }

#ifndef _WIN32 // which moc knows, unlike Q_OS_UNIX
    void neverWaitsForAPipe()
    {
        QVERIFY(mkfifo(path("pipe").c_str(), 0600) == 0);
        std::filesystem::create_symlink(path("pipe"), path("link"));
        for (const char* name : {"pipe", "link"}) {
            HALFTONE_EXPECT_ERROR(ErrorCode::FileRead, "no regular file",
                                  readBytes(path(name), kMost));
        }
    }

    void refusesSocketsAndDevices()
    {
        const int server = socket(AF_UNIX, SOCK_STREAM, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        const std::string name = path("s").string();
        QVERIFY(name.size() < sizeof address.sun_path);
        std::copy(name.begin(), name.end(), address.sun_path);
        QVERIFY(bind(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
        HALFTONE_EXPECT_ERROR(ErrorCode::FileRead, "no regular file", readBytes(path("s"), kMost));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileRead, "no regular file",
                              readBytes("/dev/null", kMost));
        close(server);
    }

    void followsLinksToFiles()
    {
        writeBytes(path("real"), "content");
        std::filesystem::create_symlink(path("real"), path("to-real"));
        QCOMPARE(readBytes(path("to-real"), kMost), std::string("content"));
    }

    void readsFilesThatDoNotTellTheirSize()
    {
        if (!std::filesystem::exists("/proc/self/status")) {
            QSKIP("This system has no files of processes.");
        }
        QCOMPARE(InputFile("/proc/self/status").size(), std::uint64_t{0});
        QVERIFY(readBytes("/proc/self/status", 100'000).find("Name:") != std::string::npos);
    }

    void tellsWhatTheSystemCannotRead()
    {
        if (!std::filesystem::exists("/proc/self/mem")) {
            QSKIP("This system has no file that opens and cannot be read.");
        }
        InputFile file("/proc/self/mem"); // address 0 is nobody's
        HALFTONE_EXPECT_ERROR(ErrorCode::FileRead, "Input/output error", file.get());
        HALFTONE_EXPECT_ERROR(ErrorCode::FileRead, "/proc/self/mem",
                              firstBytes("/proc/self/mem", 1));
    }
#endif

private:
    [[nodiscard]] std::filesystem::path path(const char* name) const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestInputFile)
#include "tst_input_file.moc"
