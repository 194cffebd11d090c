// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"

#include "core/base/hidden_name.h"
#include "tests/support/expect_error.h"

#include <QTemporaryDir>
#include <QTest>

#include <chrono>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

#ifdef Q_OS_UNIX
#include "core/base/platform/files.h"
#include "core/base/platform/platform.h"

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#endif

using namespace halftone;
namespace fs = std::filesystem;

namespace {

std::span<const std::byte> bytesOf(const std::string& text)
{
    return std::as_bytes(std::span(text.data(), text.size()));
}

std::string contentOf(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::ptrdiff_t filesIn(const fs::path& folder)
{
    return std::distance(fs::directory_iterator(folder), fs::directory_iterator());
}

} // namespace

class TestAtomicFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void writesAndReplaces()
    {
        writeAtomically(file(), bytesOf("first"));
        writeAtomically(file(), bytesOf("second, longer"));
        QCOMPARE(contentOf(file()), std::string("second, longer"));
        QCOMPARE(filesIn(folder()), std::ptrdiff_t{1});
    }

    void oldContentSurvivesAFailure()
    {
        writeAtomically(file(), bytesOf("old"));
        const auto failHalfway = [](const fs::path& temporary) {
            std::ofstream(temporary) << "half";
            throw std::runtime_error("power cut");
        };
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, writeAtomically(file(), failHalfway));
        QCOMPARE(contentOf(file()), std::string("old"));
        QCOMPARE(filesIn(folder()), std::ptrdiff_t{1}); // nothing half-written stays behind
    }

    void temporaryHasTheSameExtensionAndFolder()
    {
        fs::path seen;
        writeAtomically(folder() / "mask.nii.gz", [&](const fs::path& temporary) {
            seen = temporary;
            std::ofstream(temporary) << "x";
        });
        QVERIFY(seen.string().ends_with(".nii.gz"));
        QVERIFY(seen.filename().string().starts_with(".halftone-"));
        QVERIFY(isHiddenName(seen));
        QCOMPARE(seen.parent_path(), folder());
    }

    // A name as long as file systems allow leaves no room for the temporary's to grow from it.
    void longNames()
    {
        const std::string longest(250, 'n');
        writeAtomically(folder() / longest, "x");
        QCOMPARE(contentOf(folder() / longest), std::string("x"));
        const std::string tooLong(300, 'n');
        const fs::path longer = folder() / tooLong;
        QVERIFY(!whyNotWritable(longer).empty());
        HALFTONE_EXPECT_ERROR(ErrorCode::FileWrite, "shorter", (writeAtomically(longer, "x"), 0));
    }

    void whatLeavesNothingBehindIsNoSuccess()
    {
        writeAtomically(file(), "old");
        HALFTONE_EXPECT_ERROR(ErrorCode::FileWrite, "file.bin",
                              (writeAtomically(file(), [](const fs::path&) {}), 0));
        QCOMPARE(contentOf(file()), std::string("old"));
        writeAtomically(file(), ""); // meant
        QCOMPARE(contentOf(file()), std::string());
    }

#ifndef _WIN32 // which moc knows, unlike Q_OS_UNIX
    void aFullDiskLeavesTheOldFile()
    {
        letOverlongWritesFail();
        writeAtomically(file(), "old");
        rlimit limit{};
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &limit), 0);
        const rlimit small{10'000, limit.rlim_max};
        const std::string large(100'000, 'x');
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
        std::string fault;
        try {
            writeAtomically(file(), large);
        } catch (const Error& error) {
            fault = error.what();
        }
        setrlimit(RLIMIT_FSIZE, &limit);
        QVERIFY2(fault.find("File too large") != std::string::npos
                     && fault.find("file.bin") != std::string::npos
                     && fault.find("Make room") != std::string::npos,
                 fault.c_str());
        QCOMPARE(contentOf(file()), std::string("old"));
        QCOMPARE(filesIn(folder()), std::ptrdiff_t{1});
    }

    void permissionsAreKept()
    {
        const mode_t before = umask(022);
        writeAtomically(file(), "new");
        QCOMPARE(fs::status(file()).permissions(), static_cast<fs::perms>(0644));
        for (const unsigned mode : {0600U, 0640U, 0664U, 0755U}) {
            fs::permissions(file(), static_cast<fs::perms>(mode));
            writeAtomically(file(), [&](const fs::path& temporary) {
                // What others may not read they may not read while it is written either.
                QCOMPARE(fs::status(temporary).permissions(), static_cast<fs::perms>(0600));
                std::ofstream(temporary) << mode;
            });
            QCOMPARE(fs::status(file()).permissions(), static_cast<fs::perms>(mode));
            QCOMPARE(contentOf(file()), std::to_string(mode));
        }
        umask(before);
    }

    void linksStay()
    {
        fs::create_directory(folder() / "sub");
        fs::create_symlink("sub/target", folder() / "link");
        fs::create_symlink("link", folder() / "second");
        writeAtomically(folder() / "second", "to nothing yet");
        QVERIFY(fs::is_symlink(folder() / "second") && fs::is_symlink(folder() / "link"));
        QCOMPARE(contentOf(folder() / "sub/target"), std::string("to nothing yet"));
        writeAtomically(folder() / "link", "again");
        QCOMPARE(contentOf(folder() / "sub/target"), std::string("again"));
        QVERIFY(fs::is_regular_file(fs::symlink_status(folder() / "sub/target")));
        QCOMPARE(filesIn(folder() / "sub"), std::ptrdiff_t{1});

        fs::create_symlink("absent/target", folder() / "broken");
        HALFTONE_EXPECT_ERROR(ErrorCode::FileWrite, "absent",
                              (writeAtomically(folder() / "broken", "x"), 0));
        fs::create_symlink("loop", folder() / "loop");
        HALFTONE_EXPECT_ERROR(ErrorCode::FileWrite, "leads back to itself",
                              (writeAtomically(folder() / "loop", "x"), 0));
    }

    void leftoversAreSwept()
    {
        // One of a process that is killed while it writes.
        const pid_t child = fork();
        if (child == 0) {
            writeAtomically(file(), [](const fs::path&) { _exit(9); });
        }
        QVERIFY(child > 0);
        int status = 0;
        QCOMPARE(waitpid(child, &status, 0), child);
        QCOMPARE(filesIn(folder()), std::ptrdiff_t{1});
        QVERIFY(isHiddenName(fs::directory_iterator(folder())->path()));

        // One of another machine, long ago; one that is in use; one that is not ours.
        const fs::path old = folder() / ".halftone-0000abcd-1-1.nrrd";
        const fs::path recent = folder() / ".halftone-0000abcd-1-2.nrrd";
        const fs::path used = folder() / ".halftone-0000abcd-1-3.nrrd";
        const fs::path foreign = folder() / ".other-1-1.nrrd";
        std::error_code error;
        const FileLock lock = FileLock::create(used, FileLock::Access::Default, error);
        for (const fs::path& path : {old, recent, foreign}) {
            std::ofstream(path) << "x";
        }
        const auto longAgo = fs::file_time_type::clock::now() - std::chrono::hours(25);
        for (const fs::path& path : {old, used, foreign}) {
            fs::last_write_time(path, longAgo);
        }
        writeAtomically(file(), "x");
        QVERIFY(!fs::exists(old));
        QVERIFY(fs::exists(recent) && fs::exists(used) && fs::exists(foreign));
        QCOMPARE(filesIn(folder()), std::ptrdiff_t{4});
    }
#endif

    void missingFolderIsNamed()
    {
        HALFTONE_EXPECT_ERROR(
            ErrorCode::FileWrite, "no-such-folder",
            (writeAtomically(folder() / "no-such-folder" / "a", bytesOf("x")), 0));
    }

    // A device replaced by a file is gone for every program; a pipe stands in for one here.
    void onlyRegularFilesAreReplaced()
    {
#ifdef Q_OS_UNIX
        const fs::path pipe = folder() / "pipe";
        const fs::path link = folder() / "link";
        QCOMPARE(mkfifo(pipe.c_str(), 0600), 0);
        fs::create_symlink(pipe, link);
        fs::create_directory(folder() / "sub");
        for (const fs::path& path : {pipe, link, folder() / "sub"}) {
            bool called = false;
            const auto write = [&](const fs::path&) { called = true; };
            HALFTONE_EXPECT_ERROR(ErrorCode::FileWrite, "not a regular file",
                                  (writeAtomically(path, write), 0));
            QVERIFY(!called);
            QVERIFY(!mayReplace(path));
        }
        QVERIFY(fs::is_fifo(pipe) && fs::is_symlink(link));
        QCOMPARE(filesIn(folder()), std::ptrdiff_t{3});

        // What a link leads to may be a file, or nothing yet.
        writeAtomically(file(), bytesOf("old"));
        fs::remove(link);
        fs::create_symlink(file(), link);
        QVERIFY(mayReplace(link));
        QVERIFY(mayReplace(folder() / "new"));
        writeAtomically(link, bytesOf("new"));
        QCOMPARE(contentOf(link), std::string("new"));
#else
        QSKIP("There are no named pipes in folders here.");
#endif
    }

private:
    fs::path folder() const
    {
        return m_folder->path().toStdString();
    }
    fs::path file() const
    {
        return folder() / "file.bin";
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestAtomicFile)
#include "tst_atomic_file.moc"
