// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/input_file.h"
#include "tests/support/expect_error.h"

#include <QTemporaryDir>
#include <QTest>

#include <cstdlib>
#include <fstream>
#include <random>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#endif

using namespace halftone;

/// Opening what a user names.
class TestInputFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsAsTheStandardStreamDoes()
    {
        std::string bytes(200'000, '\0');
        std::minstd_rand random(1);
        for (char& byte : bytes) {
            byte = static_cast<char>(random());
        }
        std::ofstream(path("a"), std::ios::binary) << bytes;
        std::ifstream expected(path("a"), std::ios::binary);
        InputFile file(path("a"));
        QVERIFY(file && !file.error() && file.size() == bytes.size());
        std::string a(70'000, '\0');
        std::string b = a;
        for (int step = 0; step < 3000; ++step) {
            const auto offset = static_cast<std::streamoff>(random() % 210'000);
            const auto count =
                static_cast<std::streamsize>(step % 5 == 0 ? random() % 70'000 : random() % 40);
            for (std::istream* stream :
                 {static_cast<std::istream*>(&expected), static_cast<std::istream*>(&file)}) {
                std::string& to = stream == &file ? a : b;
                switch (step % 4) {
                case 0: stream->seekg(offset); break;
                case 1: stream->seekg(-offset / 4, std::ios::end); break;
                case 2: stream->seekg(offset % 100, std::ios::cur); break;
                default: break;
                }
                stream->read(to.data(), count);
                to[static_cast<std::size_t>(count)] = static_cast<char>(stream->get());
            }
            QCOMPARE(file.rdstate(), expected.rdstate());
            QCOMPARE(file.gcount(), expected.gcount());
            QVERIFY(a == b);
            file.clear();
            expected.clear();
            QCOMPARE(std::streamoff(file.tellg()), std::streamoff(expected.tellg()));
        }
    }

    void refusesSeekingBeforeTheStart()
    {
        std::ofstream(path("b"), std::ios::binary) << "some bytes";
        InputFile file(path("b"));
        file.seekg(-1, std::ios::cur);
        QVERIFY(file.fail());
        file.clear();
        QCOMPARE(file.get(), int('s'));
    }

    void tellsWhatIsNotThere()
    {
        InputFile file(path("absent"));
        QVERIFY(!file);
        QVERIFY(file.error() == std::errc::no_such_file_or_directory);
        HALFTONE_EXPECT_ERROR(ErrorCode::FileNotFound, "does not exist",
                              readWholeFile(path("absent"), 10));
        QCOMPARE(readFileIfThere(path("absent"), 10), std::string());
    }

    void refusesFolders()
    {
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "no regular file",
                              readWholeFile(m_folder.path().toStdString(), 10));
    }

    void boundsWhatIsReadWhole()
    {
        std::ofstream(path("c"), std::ios::binary) << std::string(100'000, 'x');
        QCOMPARE(readWholeFile(path("c"), 100'000).size(), std::size_t{100'000});
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "99999", readWholeFile(path("c"), 99'999));
    }

#ifndef _WIN32 // which moc knows, unlike Q_OS_UNIX
    void neverWaitsForAPipe()
    {
        QVERIFY(mkfifo(path("pipe").c_str(), 0600) == 0);
        std::filesystem::create_symlink(path("pipe"), path("link"));
        for (const char* name : {"pipe", "link"}) {
            HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "no regular file",
                                  readWholeFile(path(name), 10));
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
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "no regular file",
                              readWholeFile(path("s"), 10));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "no regular file",
                              readWholeFile("/dev/null", 10));
        close(server);
    }

    void followsLinksToFiles()
    {
        std::ofstream(path("real"), std::ios::binary) << "content";
        std::filesystem::create_symlink(path("real"), path("to-real"));
        QCOMPARE(readWholeFile(path("to-real"), 10), std::string("content"));
    }

    void readsFilesThatDoNotTellTheirSize()
    {
        if (!std::filesystem::exists("/proc/self/status")) {
            QSKIP("This system has no files of processes.");
        }
        QCOMPARE(InputFile("/proc/self/status").size(), std::uint64_t{0});
        QVERIFY(readWholeFile("/proc/self/status", 100'000).find("Name:") != std::string::npos);
    }

    void tellsWhatTheSystemCannotRead()
    {
        InputFile file("/proc/self/mem"); // address 0 is nobody's
        if (!file) {
            QSKIP("This system has no file that opens and cannot be read.");
        }
        QCOMPARE(file.get(), -1);
        QVERIFY(file.bad() && file.error() == std::errc::io_error);
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
