// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/program_log.h"

#include <QCoreApplication>
#include <QSignalSpy>
#include <QTest>

#include <thread>
#include <vector>

using namespace halftone;
using namespace halftone::ui;

/// The one place where what the program says is kept.
class TestProgramLog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void foldersAreLeftOut_data()
    {
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char* said, const char* shown) {
            QTest::newRow(said) << QString::fromUtf8(said) << QString::fromUtf8(shown);
        };
        row("Nothing to hide.", "Nothing to hide.");
        row("Cannot read '/home/doe john/a b/scan.nii': no.", "Cannot read 'scan.nii': no.");
        row("Cannot read 'doe/scan.nii': no.", "Cannot read 'scan.nii': no.");
        row("Saved to /data/Doe, Jane/m.nii.gz.", "Saved to m.nii.gz.");
        row("Saved to /a b/c/m.nii, /a b/c/n.nii.", "Saved to m.nii, n.nii.");
        row("C:\\Users\\Doe Jane\\x.nii is open", "x.nii is open");
        row("Reading D:/Doe/x.nii", "Reading x.nii");
        row("~/doe/x.nii and ../doe/y.nii", "x.nii and y.nii");
        row("(/doe/x.nii)", "(x.nii)");
        row("file:///doe/x.nii", "x.nii");
        row("3.5 mm/px, and/or 1/2", "3.5 mm/px, and/or 1/2");
    }

    void foldersAreLeftOut()
    {
        QFETCH(QString, said);
        QFETCH(QString, shown);
        QCOMPARE(withoutFolders(said), shown);
        const LogLine line{1, QDateTime(QDate(2026, 12, 1), QTime(9, 5, 7)), LogLevel::Warning,
                           said};
        QCOMPARE(toText(line, true), QStringLiteral("09:05:07  warning  ") + said);
        QCOMPARE(toText(line, false), QStringLiteral("09:05:07  warning  ") + shown);
    }

    void keepsTheLastLines()
    {
        ProgramLog log;
        constexpr auto kMany = static_cast<int>(ProgramLog::kMostLines) + 50;
        for (int i = 0; i < kMany; ++i) {
            log.add(LogLevel::Info, QString::number(i));
        }
        const std::vector<LogLine> lines = log.linesAfter(0);
        QCOMPARE(lines.size(), ProgramLog::kMostLines);
        QCOMPARE(lines.front().text, QStringLiteral("50"));
        QCOMPARE(lines.back().text, QString::number(kMany - 1));
        QCOMPARE(log.linesAfter(lines.back().number - 2).size(), std::size_t{2});
        log.clear();
        QVERIFY(log.linesAfter(0).empty());
    }

    void linesAreLines()
    {
        ProgramLog log;
        log.add(LogLevel::Info, QStringLiteral("a\nb\x1b[31m"));
        log.add(LogLevel::Info, QString(ProgramLog::kMostCharacters * 2, QChar(u'x')));
        const std::vector<LogLine> lines = log.linesAfter(0);
        QVERIFY(!lines[0].text.contains(QChar(u'\n')) && !lines[0].text.contains(QChar(0x1b)));
        QVERIFY(lines[1].text.size() <= ProgramLog::kMostCharacters);
    }

    void takesLinesFromAnyThread()
    {
        constexpr int kThreads = 4;
        constexpr int kEach = 500;
        ProgramLog log;
        QSignalSpy grown(&log, &ProgramLog::grown);
        std::vector<std::thread> threads;
        for (int t = 0; t < kThreads; ++t) {
            threads.emplace_back([&log, t] {
                for (int i = 0; i < kEach; ++i) {
                    log.add(LogLevel::Warning, QStringLiteral("%1 %2").arg(t).arg(i));
                }
            });
        }
        for (std::thread& thread : threads) {
            thread.join();
        }
        QCoreApplication::processEvents();
        QCOMPARE(grown.count(), 1); // once for all that came before it was heard
        const std::vector<LogLine> lines = log.linesAfter(0);
        QCOMPARE(lines.size(), std::size_t{kThreads * kEach});
        for (std::size_t i = 1; i < lines.size(); ++i) {
            QCOMPARE(lines[i].number, lines[i - 1].number + 1);
        }
    }
};

QTEST_GUILESS_MAIN(TestProgramLog)
#include "tst_program_log.moc"
