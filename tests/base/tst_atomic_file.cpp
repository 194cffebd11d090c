// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "tests/support/expect_error.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
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
        QVERIFY_EXCEPTION_THROWN(writeAtomically(file(), failHalfway), std::runtime_error);
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
        QCOMPARE(seen.parent_path(), folder());
    }

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
