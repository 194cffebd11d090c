// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/model_file.h"
#include "tests/cli/cli_runner.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/resource.h>
#endif

using namespace halftone;
using namespace halftone::tests;

/// Where results go: nothing is lost by them, and what cannot take them is an error.
class TestOutputs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        writeRandomModel(path("m.halftone"), 8, {"membrane"}, Modality::EM);
        const CliResult made =
            runCli({"phantom", "em", "-o", m_folder.path(), "--size", "64", "--slices", "1"});
        QVERIFY2(made.exitCode == 0, made.text());
        QVERIFY(QFile::rename(path("synthetic-em-image.nii.gz"), path("in.nii.gz")));
        QVERIFY(QDir(m_folder.path()).mkdir("d"));
        writeFile(path("list.csv"), "case,image\na,in.nii.gz\n");
        std::filesystem::create_hard_link(local("in.nii.gz"), local("hard.nii.gz"));
        std::filesystem::create_hard_link(local("in.nii.gz"), local("hard.csv"));
        std::filesystem::create_hard_link(local("m.halftone"), local("model.nii"));
        // Voxels in files of their own, whose names are those of results.
        for (const char* data : {"voxels.nii", "voxels.csv", "voxels.html", "voxels.dataset"}) {
            writeFile(path(data), QByteArray(64 * 64, 'v'));
            writeFile(path(data) + ".nhdr",
                      "NRRD0004\ntype: uchar\ndimension: 3\nsizes: 64 64 1\nencoding: raw\n"
                      "data file: "
                          + QByteArray(data) + "\n");
        }
        writeFile(path("headers.csv"),
                  "case,image\na,voxels.csv.nhdr\nb,voxels.html.nhdr\nc,voxels.nii.nhdr\n");
        QVERIFY(QDir(m_folder.path()).mkdir("own"));
        for (const char* name : {"voxels.dataset", "voxels.dataset.nhdr"}) {
            QVERIFY(QFile::rename(path(name), path("own/") + name));
        }
        for (const char* other : {"own/a-labels.nhdr", "own/b.nhdr", "own/b-labels.nhdr"}) {
            QVERIFY(QFile::copy(path("own/voxels.dataset.nhdr"), path(other)));
        }
        writeFile(path("own/cases.csv"),
                  "case,image,reference\na,voxels.dataset.nhdr,a-labels.nhdr\n"
                  "b,b.nhdr,b-labels.nhdr\n");
    }

    void inputsAreKept_data()
    {
        QTest::addColumn<QString>("line");
        const auto row = [](const char* line) { QTest::newRow(line) << QString::fromUtf8(line); };
        row("segment in.nii.gz --model m.halftone -o in.nii.gz");
        row("segment in.nii.gz --model m.halftone -o d/../in.nii.gz");
        row("segment in.nii.gz --model m.halftone -o hard.nii.gz");
        row("segment in.nii.gz --model m.halftone --preview p.png --probabilities in.nii.gz");
        row("segment in.nii.gz --model m.halftone -o model.nii");
        row("segment in.nii.gz --model m.halftone -o new.nrrd --probabilities d/../new.nrrd");
        row("export m.halftone --weights 4 --activations 4 -o d/../m.halftone");
        row("sweep --cases list.csv --model m.halftone --no-peak-rss --csv list.csv");
        row("sweep in.nii.gz --model m.halftone --no-peak-rss --csv hard.csv");
        row("segment voxels.nii.nhdr --model m.halftone -o voxels.nii");
        row("segment voxels.nii.nhdr --model m.halftone -o new.nrrd --probabilities voxels.nii");
        row("sweep voxels.csv.nhdr --model m.halftone --no-peak-rss --csv voxels.csv");
        row("sweep --cases headers.csv --model m.halftone --no-peak-rss --csv voxels.csv");
        row("sweep --cases headers.csv --model m.halftone --no-peak-rss --report voxels.html");
        row("prepare folder own -o own/voxels.dataset");
    }

    void inputsAreKept()
    {
        QFETCH(QString, line);
        const QStringList before = filesIn(m_folder.path());
        const QByteArray image = bytesOf("in.nii.gz");
        const QByteArray model = bytesOf("m.halftone");
        const QByteArray list = bytesOf("list.csv");
        const CliResult result = runHere(line);
        QVERIFY2(result.exitCode == 1, result.text());
        QVERIFY2(result.err.contains("one file") || result.err.contains("one of the files"),
                 result.text());
        QCOMPARE(filesIn(m_folder.path()), before);
        for (const char* data : {"voxels.nii", "voxels.csv", "voxels.html", "own/voxels.dataset"}) {
            QCOMPARE(bytesOf(data), QByteArray(64 * 64, 'v'));
        }
        QVERIFY(bytesOf("in.nii.gz") == image && bytesOf("m.halftone") == model
                && bytesOf("list.csv") == list);
    }

#ifndef _WIN32 // which moc knows, unlike Q_OS_UNIX
    void aFullDiskIsAnError_data()
    {
        QTest::addColumn<QString>("file");
        for (const char* name : {"full.nii", "full.nii.gz", "full.tif"}) {
            QTest::newRow(name) << QString::fromUtf8(name);
        }
    }

    void aFullDiskIsAnError()
    {
        QFETCH(QString, file);
        writeFile(path(file), "old");
        QProcess process;
        prepareCli(process,
                   {"segment", path("in.nii.gz"), "--model", path("m.halftone"), "-o", path(file)});
        process.setChildProcessModifier([] {
            std::signal(SIGXFSZ, SIG_DFL); // the program's own business
            const rlimit small{100, 100};
            setrlimit(RLIMIT_FSIZE, &small);
        });
        const QStringList before = filesIn(m_folder.path());
        process.start();
        QVERIFY(process.waitForFinished(60000));
        const QByteArray err = process.readAllStandardError();
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QVERIFY2(process.exitCode() == 1 && err.contains(file.toUtf8()), err);
        QCOMPARE(bytesOf(file), QByteArray("old"));
        QCOMPARE(filesIn(m_folder.path()), before);
    }

    void standardOutputIsChecked_data()
    {
        QTest::addColumn<QString>("line");
        for (const char* line :
             {"--help", "--version", "models", "models --json", "info m.halftone --json",
              "segment in.nii.gz --model m.halftone -o out.nrrd",
              "segment in.nii.gz --model m.halftone -o out.nrrd --json"}) {
            QTest::newRow(line) << QString::fromUtf8(line);
        }
    }

    void standardOutputIsChecked()
    {
        if (!QFile::exists(QStringLiteral("/dev/full"))) {
            QSKIP("This system has no device that is always full.");
        }
        QFETCH(QString, line);
        QProcess process;
        prepareCli(process, line.split(QLatin1Char(' ')));
        process.setWorkingDirectory(m_folder.path());
        process.setStandardOutputFile(QStringLiteral("/dev/full"));
        process.start();
        QVERIFY(process.waitForFinished(60000));
        const QByteArray err = process.readAllStandardError();
        QVERIFY2(process.exitCode() == 1 && err.contains("standard output: No space left"), err);
    }
#endif

    void namesCommandNoTerminal()
    {
        const CliResult fault = runHere(QStringLiteral("info \x1b[31mabsent"));
        QVERIFY2(fault.exitCode == 1 && fault.err.contains("\xef\xbf\xbd[31mabsent"), fault.text());
        QVERIFY(!fault.err.contains('\x1b'));
    }

    // Such as a temporary file of a copy that was cut off.
    void hiddenFilesAreNoSlices()
    {
        const CliResult made =
            runHere(QStringLiteral("phantom cord -o cord --dicom --size 64 --slices 3"));
        QVERIFY2(made.exitCode == 0, made.text());
        const QString line = QStringLiteral("info cord/synthetic-cord-dicom --json");
        const CliResult before = runHere(line);
        QVERIFY2(before.exitCode == 0, before.text());
        const QString folder = QStringLiteral("cord/synthetic-cord-dicom/");
        const QByteArray slice = bytesOf(folder + "slice-002.dcm");
        QVERIFY(slice.size() > 1000);
        writeFile(path(folder + ".halftone-1-2-3.dcm"), slice.left(slice.size() - 1000));
        writeFile(path(folder + "._slice-002.dcm"), slice.left(300));
        QCOMPARE(runHere(line).out, before.out);
        const CliResult one = runHere("info " + folder + "slice-001.dcm");
        QVERIFY2(one.exitCode == 0, one.text());
    }

    void hiddenFilesAreNoModels()
    {
        QVERIFY(QFile::copy(path("m.halftone"), path("d/seen.halftone")));
        QVERIFY(QFile::copy(path("m.halftone"), path("d/.halftone-1-2-3.halftone")));
        const CliResult result = runCli({"models"}, {"HALFTONE_MODELS=" + path("d")});
        QVERIFY2(result.out.contains("seen") && !result.out.contains(".halftone-1"), result.text());
    }

private:
    [[nodiscard]] QString path(const QString& name) const
    {
        return m_folder.filePath(name);
    }
    [[nodiscard]] std::filesystem::path local(const char* name) const
    {
        return path(QString::fromUtf8(name)).toStdString();
    }
    [[nodiscard]] QByteArray bytesOf(const QString& name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    /// With the test's folder as the current one.
    [[nodiscard]] CliResult runHere(const QString& line) const
    {
        QProcess process;
        prepareCli(process, line.split(QLatin1Char(' ')));
        process.setWorkingDirectory(m_folder.path());
        process.start();
        CliResult result;
        if (process.waitForFinished(60000) && process.exitStatus() == QProcess::NormalExit) {
            result.exitCode = process.exitCode();
        }
        result.out = process.readAllStandardOutput();
        result.err = process.readAllStandardError();
        return result;
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestOutputs)
#include "tst_outputs.moc"
