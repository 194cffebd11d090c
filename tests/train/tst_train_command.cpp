// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/dataset_file.h"
#include "core/nn/torch_runtime.h"
#include "tests/cli/cli_runner.h"
#include "tests/train/blobs.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <csignal>
#endif

using namespace halftone;
using namespace halftone::tests;

class TestTrainCommand : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!nn::TorchRuntime::isInstalled()) {
            QSKIP("The LibTorch module halftone_torch is not built.");
        }
        data::writeDataset(path("blobs.dataset").toStdString(), test::blobDataset(1));
    }

    void anInterruptedTrainingGoesOn()
    {
#ifndef Q_OS_UNIX
        QSKIP("Ctrl-C cannot be sent to another process on this system.");
#else
        configure(100'000'000);
        QProcess process;
        prepareCli(process, {"train", path("c.json"), "--threads", "1"});
        process.start();
        QVERIFY(process.waitForStarted());
        // Until it trains, which is when its table has a row.
        QTRY_VERIFY_WITH_TIMEOUT(rows("log.csv") > 0 || process.state() != QProcess::Running,
                                 60000);
        QCOMPARE(process.state(), QProcess::Running);
        QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
        QVERIFY(process.waitForFinished(120000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 130);
        QCOMPARE(process.readAllStandardOutput(), QByteArray());
        QCOMPARE(filesIn(path("run")), (QStringList{"config.json", "evaluation.csv",
                                                    "last.checkpoint", "log.csv", "run.json"}));

        const CliResult again = runCli({"train", path("c.json"), "--threads", "1"});
        QVERIFY2(again.exitCode == 1 && again.err.contains("Give --resume"), again.text());
        configure(1); // it is over
        const CliResult rest = runCli({"train", path("c.json"), "--resume", "--threads", "1"});
        QVERIFY2(rest.exitCode == 0, rest.text());
        QVERIFY(filesIn(path("run")).contains(QStringLiteral("best.checkpoint")));
        QVERIFY(rows("evaluation.csv") > 0);
#endif
    }

    void oneTrainingAFolder()
    {
#ifndef Q_OS_UNIX
        QSKIP("The process is killed by a signal.");
#else
        QVERIFY(QDir(path("run")).removeRecursively());
        configure(100'000'000);
        QProcess first;
        prepareCli(first, {"train", path("c.json"), "--threads", "1"});
        first.start();
        QVERIFY(first.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(rows("log.csv") > 0 || first.state() != QProcess::Running, 60000);
        QCOMPARE(first.state(), QProcess::Running);
        const QByteArray process = "process " + QByteArray::number(first.processId());
        for (const char* option : {"--threads=1", "--resume"}) {
            const CliResult second = runCli({"train", path("c.json"), option});
            QVERIFY2(second.exitCode == 1 && second.err.contains(process), second.text());
        }
        QCOMPARE(first.state(), QProcess::Running);
        first.kill(); // nothing of it can tidy up
        QVERIFY(first.waitForFinished(120000));
        QVERIFY(!filesIn(path("run")).contains(QStringLiteral("last.checkpoint")));

        configure(1);
        const CliResult again = runCli({"train", path("c.json"), "--resume", "--threads", "1"});
        QVERIFY2(again.exitCode == 0 && again.err.contains("begins at its first step"),
                 again.text());
        QVERIFY(filesIn(path("run")).contains(QStringLiteral("last.checkpoint")));
        QVERIFY(!filesIn(path("run")).contains(QStringLiteral(".lock")));
#endif
    }

private:
    [[nodiscard]] QString path(const char* name) const
    {
        return m_folder.filePath(QString::fromUtf8(name));
    }

    // Rows of a table of the run, without the header.
    [[nodiscard]] qsizetype rows(const char* table) const
    {
        QFile file(path("run/") + QString::fromUtf8(table));
        return file.open(QIODevice::ReadOnly) ? file.readAll().count('\n') - 1 : 0;
    }

    void configure(int steps) const
    {
        const QString text = QStringLiteral(
            R"({"dataset": "%1", "output": "%2", "steps": %3, "width": 4, "crop": 32, "batch": 2,
                "float_fraction": 1, "evaluate_steps": 100000000, "checkpoint_minutes": 1000})");
        writeFile(path("c.json"), text.arg(path("blobs.dataset"), path("run")).arg(steps).toUtf8());
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestTrainCommand)
#include "tst_train_command.moc"
