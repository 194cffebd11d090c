// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"

#include <QTest>

#include <filesystem>
#include <new>
#include <system_error>

using namespace halftone;

/// What exceptions of libraries mean to the user.
class TestError : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ownErrorsStay()
    {
        const Error error(ErrorCode::FileFormat, Message{"kind", "It is {0}.", {"odd"}});
        const Error same = asError(error);
        QCOMPARE(same.code(), ErrorCode::FileFormat);
        QCOMPARE(same.message().kind, std::string("kind"));
    }

    void theSystemsReasonsAreSaid()
    {
        QCOMPARE(asError(std::bad_alloc()).code(), ErrorCode::OutOfMemory);
        QCOMPARE(asError(std::length_error("vector")).code(), ErrorCode::OutOfMemory);
        const auto denied = std::make_error_code(std::errc::permission_denied);
        const Error file =
            asError(std::filesystem::filesystem_error("cannot look", "a/scan.nii", denied));
        QCOMPARE(file.code(), ErrorCode::FileRead);
        says(file, "'a/scan.nii'");
        says(file, denied.message().c_str());
        const auto busy = std::make_error_code(std::errc::resource_unavailable_try_again);
        const Error threads = asError(std::system_error(busy));
        says(threads, "no more threads");
        // As oneTBB says it.
        says(asError(std::runtime_error("pthread_create has failed: " + busy.message())),
             "no more threads");
    }

    void onlyFaultsOfOursAskForAReport()
    {
        says(asError(std::logic_error("index")), "Please report it");
        for (const auto code : {std::errc::permission_denied, std::errc::io_error,
                                std::errc::resource_unavailable_try_again}) {
            const Error error = asError(std::system_error(std::make_error_code(code)));
            QVERIFY(!QByteArray(error.what()).contains("report it"));
        }
    }

    void zeroBytesCutNothing()
    {
        const std::string sentence("'a\0b' is odd. Rename it.", 24);
        says(Error(ErrorCode::FileFormat, sentence), "Rename it.");
        says(Error(ErrorCode::FileFormat, Message{"k", "{0} Rename it.", {sentence}}),
             "Rename it.");
    }

private:
    static void says(const Error& error, const char* words)
    {
        QVERIFY2(QByteArray(error.what()).contains(words), error.what());
    }
};

QTEST_GUILESS_MAIN(TestError)
#include "tst_error.moc"
