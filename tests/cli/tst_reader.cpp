// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/picture/png_write.h"
#include "tests/cli/cli_runner.h"

#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fstream>
#include <string>

using namespace halftone;
using namespace halftone::tests;

namespace {

/// The first process that another one started; 0 before it did.
long childOf(qint64 process)
{
    const std::string number = std::to_string(process);
    std::ifstream list("/proc/" + number + "/task/" + number + "/children");
    long child = 0;
    list >> child;
    return child;
}

} // namespace

/// The process that decodes files for the command line, seen from outside.
class TestReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const std::string file = m_folder.filePath(QStringLiteral("a.png")).toStdString();
        QVERIFY(image::writePng(file, {2, 2, {0, 1, 1, 0}, {{0, 0, 0}, {255, 255, 255}}}) > 0);
    }

    void isNoCommand()
    {
        const CliResult result = runCli({QStringLiteral("--serve-as-image-reader"),
                                         m_folder.filePath(QStringLiteral("a.png"))});
        QCOMPARE(result.exitCode, 2);
    }

    void itsEndIsASentence()
    {
        QProcess process;
        prepareCli(process, {QStringLiteral("info"), QStringLiteral("--json"),
                             m_folder.filePath(QStringLiteral("a.png"))});
        process.start();
        QVERIFY(process.waitForStarted());
        long reader = 0;
        while ((reader = childOf(process.processId())) == 0) {
            QVERIFY2(!process.waitForFinished(1), "It ended without a reader.");
        }
        QCOMPARE(::kill(static_cast<pid_t>(reader), SIGKILL), 0);
        QVERIFY(process.waitForFinished(60000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 1);
        const QByteArray said = process.readAllStandardError();
        QVERIFY2(said.contains("a.png': decoding it ended unexpectedly (signal 9). The file is "
                               "damaged or hostile"),
                 said);
    }

    void filesAreReadByIt()
    {
        const CliResult result = runCli({QStringLiteral("info"), QStringLiteral("--json"),
                                         m_folder.filePath(QStringLiteral("a.png"))});
        QVERIFY2(result.exitCode == 0, result.text());
        QVERIFY(!result.out.contains("decoded-unprotected"));
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestReader)
#include "tst_reader.moc"
