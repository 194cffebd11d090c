// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/stoppable_thread.h"
#include "core/image/process/detail/elsewhere.h"
#include "core/image/process/reader_process.h"
#include "tests/image/dicom_files.h"
#include "tests/image/faulty_reader.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <thread>

using namespace halftone;
using namespace halftone::image;
using namespace halftone::test;

class ReaderProcessTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    [[nodiscard]] fs::path picture(const char* name)
    {
        const fs::path path = pathIn(m_folder, QString::fromLatin1(name));
        return writePicture(path) ? path : fs::path();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        useReaderProcesses(ReaderStart::WhenNeeded);
    }

    void faultsCostOneFile_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const char* words) {
            QTest::newRow(name) << QString::fromLatin1(name) << QString::fromLatin1(words);
        };
        row("crash.png", "decoding it ended unexpectedly (signal 11)");
        row("leave.png", "decoding it ended unexpectedly (exit code 3)");
        row("compute.png", "decoding it took more than 20 s of computing");
        row("memory.png", "decoding it needed more than 1.5 GB of memory");
        row("late-crash.png", "decoding it ended unexpectedly (signal 11)");
        row("late-memory.png", "decoding it needed more than 1.5 GB of memory");
        row("write.png", "nothing written");
    }

    void faultsCostOneFile()
    {
        QFETCH(QString, name);
        QFETCH(QString, words);
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        if (name.contains(QStringLiteral("memory")) || name.contains(QStringLiteral("crash"))) {
            QSKIP("Sanitizers reserve memory without end, and handle signals themselves.");
        }
#endif
        const fs::path bad = picture(qPrintable(name));
        const fs::path good = picture("good.png");
        const QString fault = errorOf([&] { static_cast<void>(readImage(bad)); });
        QVERIFY2(fault.contains(words), qPrintable(fault));
        QVERIFY2(name.startsWith(QStringLiteral("write"))
                     || fault.contains(QString::fromStdString(bad.string())),
                 qPrintable(fault));
        QVERIFY(isPicture(readImage(good)));
    }

    void whatLibrariesPrintGoesNowhere()
    {
        QVERIFY(isPicture(readImage(picture("print.png"))));
    }

    void nonsenseIsRefused_data()
    {
        QTest::addColumn<QString>("words");
        for (const char* which :
             {"endless head", "unknown frame", "request as answer", "voxels unasked", "short body",
              "progress beyond", "too many voxels", "opened twice", "part too long",
              "part of half a voxel", "part of nothing", "findings before voxels"}) {
            QTest::newRow(which) << QStringLiteral("an answer that makes no sense");
        }
        QTest::newRow("voxels missing") << QStringLiteral("ended unexpectedly (exit code 0)");
    }

    void nonsenseIsRefused()
    {
        QFETCH(QString, words);
        qputenv(kNonsense, QTest::currentDataTag());
        detail::ReaderPool readers;
        const fs::path path = picture("good.png");
        const QString fault = errorOf([&] {
            const detail::Source source = detail::openElsewhere(readers, path, {}, {});
            Findings findings;
            static_cast<void>(detail::readVoxels(source, path, {}, {}, findings));
        });
        qunsetenv(kNonsense);
        QVERIFY2(fault.contains(words), qPrintable(fault));
    }

    /// Voxels come in parts while later ones are decoded.
    void largeImagesComeWhole()
    {
        QTemporaryDir folder;
        const fs::path path = pathIn(folder, QStringLiteral("large.tif"));
        Image image;
        image.geometry.size = {1500, 1100, 5}; // parts end in the middle of slices
        std::vector<std::uint16_t> voxels(image.geometry.voxels());
        for (std::size_t i = 0; i < voxels.size(); ++i) {
            voxels[i] = static_cast<std::uint16_t>(i * 2654435761U >> 16 & 0xfffU);
        }
        image.voxels = std::move(voxels);
        writeImage(path, image);
        QVERIFY(readImage(path).voxels == image.voxels);

        // Half of it is decoded and sent when the damage is met.
        QByteArray bytes = readBytes(path);
        bytes.replace(bytes.size() / 2, 16, QByteArray(16, '\x11'));
        QVERIFY(writeBytes(path, bytes));
        const QString fault = errorOf([&] { static_cast<void>(readImage(path)); });
        QVERIFY2(fault.contains(QStringLiteral("cannot be read; the file is damaged")),
                 qPrintable(fault));
        QVERIFY(isPicture(readImage(picture("good.png"))));
    }

    void progressArrives()
    {
        QTemporaryDir series;
        QVERIFY(putSeries(series, 3));
        std::vector<std::string> said;
        const Image image =
            readImage(series.path().toStdString(), [&](double fraction, std::string_view what) {
                QVERIFY(fraction >= 0 && fraction <= 1);
                said.emplace_back(what);
            });
        QVERIFY(isInOrder(image, 3));
        QVERIFY(std::find(said.begin(), said.end(), "reading slice 1 of 3") != said.end());
    }

    /// It would sleep for ever.
    void aStopEndsIt()
    {
        for (const char* name : {"sleep.png", "late-sleep.png"}) {
            StopSource source;
            const StoppableThread stopper([&source](const StopToken&) {
                std::this_thread::sleep_for(std::chrono::milliseconds(200));
                source.requestStop();
            });
            HALFTONE_EXPECT_ERROR(ErrorCode::Cancelled, "",
                                  readImage(picture(name), {}, source.token()));
        }
        QVERIFY(isPicture(readImage(picture("good.png"))));
    }

    void threadsReadAtOnce()
    {
        QTemporaryDir series;
        QVERIFY(putSeries(series, 3));
        const fs::path file = picture("good.png");
        const fs::path bad = picture("crash.png");
        std::atomic<int> right = 0;
        std::vector<std::thread> threads;
        for (int n = 0; n < 4; ++n) {
            threads.emplace_back([&, n] {
                for (int turn = 0; turn < 10; ++turn) {
                    if (n == 3 && turn % 3 == 0) {
                        right += errorOf([&] {
                                     static_cast<void>(readImage(bad));
                                 }).contains(QStringLiteral("unexpectedly"));
                    } else if (n % 2 == 0) {
                        right += isPicture(readImage(file));
                    } else {
                        right += isInOrder(readImage(series.path().toStdString()), 3);
                    }
                }
            });
        }
        for (std::thread& thread : threads) {
            thread.join();
        }
        QCOMPARE(right.load(), 40);
    }
};

int main(int argc, char** argv)
{
    if (const std::optional<int> code = serveAsFaultyReader(argc, argv)) {
        return *code;
    }
    QCoreApplication application(argc, argv);
    ReaderProcessTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_reader_process.moc"
