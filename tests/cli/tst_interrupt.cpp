// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/image.h"
#include "core/image/image_io.h"
#include "tests/cli/cli_runner.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/stat.h>
#endif

using namespace halftone;
using namespace halftone::tests;

#ifndef _WIN32 // which moc knows, unlike Q_OS_UNIX
namespace {

/// Bytes that are not on the disk.
bool writeHole(const QString& path, qint64 bytes)
{
    QFile file(path);
    return file.open(QIODevice::ReadWrite) && file.resize(bytes);
}

/// A small NRRD whose voxels lie behind a million lines of a file that has none, as large as a
/// disk.
QByteArray endlessHeader()
{
    return "NRRD0004\ntype: uchar\ndimension: 3\nsizes: 4 3 2\nencoding: raw\nline skip: 1000000\n"
           "data file: slow.raw\n\n";
}

/// A file of 3.9 GB that begins as a model, data set or checkpoint, with a checksum to be proved.
bool writeLongTensors(const QString& path)
{
    constexpr qint64 kData = 3'900'000'000;
    QByteArray header = "{\"__metadata__\":{\"halftone_sha256\":\"" + QByteArray(64, '0')
                        + "\"},\"x\":{\"dtype\":\"U8\",\"shape\":[" + QByteArray::number(kData)
                        + "],\"data_offsets\":[0," + QByteArray::number(kData) + "]}}";
    header = header.leftJustified((header.size() + 7) / 8 * 8, ' ');
    QByteArray length(8, '\0');
    for (int i = 0; i < 4; ++i) {
        length[i] = static_cast<char>(header.size() >> 8 * i);
    }
    writeFile(path, length + header);
    return writeHole(path, 8 + header.size() + kData);
}

} // namespace

/// One signal ends every command at once, whatever it is at, and nothing but files makes one wait.
class TestInterrupt : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!writeHole(path("slow.raw"), qint64{1} << 38)) {
            QSKIP("This disk does not take a file of 256 GB that is a hole.");
        }
        writeFile(path("slow.nrrd"), endlessHeader());
        writeRandomModel(path("m.halftone"), 8, {"membrane"}, Modality::EM);
        QVERIFY(writeLongTensors(path("slow.dataset")));
        QVERIFY(QFile::link(path("slow.dataset"), path("slow.checkpoint")));
        QVERIFY(makeFolder("models"));
        QVERIFY(QFile::link(path("slow.dataset"), path("models/slow.halftone")));
        writeFile(path("cases.csv"), "case,image,reference\na,slow.nrrd,slow.nrrd\n");
        writeFile(path("c.json"),
                  R"({"dataset":"slow.dataset","output":"run","steps":5,"width":8,"crop":32})");
        makeTaskFolders();
        makeTree();
    }

    void oneSignalEndsIt_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<int>("signal");
        const auto row = [](const char* line, int signal = SIGINT) {
            QTest::newRow(line) << QString::fromUtf8(line) << signal;
        };
        row("info slow.nrrd");
        row("info slow.dataset", SIGTERM);
        row("info tree");
        row("segment slow.nrrd --model m.halftone -o mask.nrrd");
        row("segment slow.nrrd --model models/slow.halftone -o mask.nrrd");
        row("evaluate --prediction slow.nrrd --reference slow.nrrd", SIGTERM);
        row("sweep --cases cases.csv --model m.halftone --no-peak-rss");
        row("prepare folder own -o own.dataset");
        row("prepare em em -o em.dataset");
        row("prepare gm cord -o cord.dataset");
        row("prepare pancreas pancreas -o pancreas.dataset");
        row("bench --width 64 --size 2048 --weights 8 --activations 8 --repeat 10000");
        row("phantom em --size 1024 --slices 100 -o phantom");
        row("models", SIGTERM);
#ifdef HALFTONE_TORCH_TESTS
        row("train c.json");
        row("export slow.checkpoint -o new.halftone");
        row("reproduce em em -o reproduced");
#endif
    }

    void oneSignalEndsIt()
    {
        QFETCH(QString, line);
        QFETCH(int, signal);
        QProcess process;
        prepareCli(process, line.split(QLatin1Char(' ')));
        process.setWorkingDirectory(m_folder.path());
        QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
        if (line == QLatin1String("models")) {
            variables.insert(QStringLiteral("HALFTONE_MODELS"), path("models"));
        }
        process.setProcessEnvironment(variables);
        const QStringList before = filesIn(m_folder.path());
        process.start();
        QVERIFY(process.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(catchesSignals(process) || process.state() != QProcess::Running,
                                 20000);
        // Into its work, which is short for a fast machine where it looks through many files.
        QTest::qWait(line == QLatin1String("info tree") ? 150 : 600);
        QVERIFY2(process.state() == QProcess::Running, process.readAllStandardError());
        QCOMPARE(::kill(static_cast<pid_t>(process.processId()), signal), 0);
        QVERIFY(process.waitForFinished(20000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 130);
        QCOMPARE(process.readAllStandardOutput(), QByteArray());
        QStringList left = filesIn(m_folder.path());
        left.removeAll(QStringLiteral("reproduced")); // a folder to go on in
        left.removeAll(QStringLiteral("phantom"));
        QCOMPARE(left, before);
    }

    void pipesAreRefused_data()
    {
        QTest::addColumn<QString>("line");
        QVERIFY(mkfifo(path("pipe").toUtf8().constData(), 0600) == 0);
        writeFile(path("of-pipe.nhdr"), "NRRD0004\ntype: uchar\ndimension: 3\nsizes: 4 3 2\n"
                                        "encoding: raw\ndata file: pipe\n\n");
        QVERIFY(makeFolder("of-pipe"));
        QVERIFY(QFile::link(path("pipe"), path("of-pipe/cases.csv")));
        QVERIFY(makeFolder("nnunet"));
        QVERIFY(QFile::link(path("pipe"), path("nnunet/dataset.json")));
        QVERIFY(QFile::link(path("pipe"), path("pipe.halftone")));
        QVERIFY(QFile::link(path("pipe"), path("pipe.nii.gz")));
        for (const char* line : {
                 "info pipe",
                 "info pipe.halftone",
                 "info pipe.nii.gz",
                 "info of-pipe.nhdr",
                 "info /dev/zero",
                 "segment pipe --model m.halftone -o mask.nrrd",
                 "segment of-pipe.nhdr --model m.halftone -o mask.nrrd",
                 "segment slow.nrrd --model pipe -o mask.nrrd",
                 "evaluate --prediction pipe --reference pipe",
                 "sweep --cases pipe --model m.halftone --no-peak-rss",
                 "prepare folder of-pipe -o x.dataset",
                 "prepare folder nnunet -o x.dataset",
                 "export pipe.halftone --weights 4 --activations 4 -o x.halftone",
#ifdef HALFTONE_TORCH_TESTS
                 "train pipe",
                 "export pipe -o x.halftone",
#endif
             }) {
            QTest::newRow(line) << QString::fromUtf8(line);
        }
    }

    void pipesAreRefused()
    {
        QFETCH(QString, line);
        QProcess process;
        prepareCli(process, line.split(QLatin1Char(' ')));
        process.setWorkingDirectory(m_folder.path());
        process.start();
        const bool ended = process.waitForFinished(30000);
        if (!ended) {
            process.kill();
            process.waitForFinished();
        }
        QVERIFY2(ended, "it waits for the pipe");
        const QByteArray said = process.readAllStandardError();
        QVERIFY2(process.exitStatus() == QProcess::NormalExit && process.exitCode() != 0, said);
        QVERIFY2(said.contains("no regular file"), said);
    }

    void linksInACircleEnd()
    {
        QVERIFY(makeFolder("circle/deeper"));
        QVERIFY(QFile::link(path("circle"), path("circle/deeper/again")));
        const CliResult result = runCli({"info", path("circle")});
        QVERIFY2(result.exitCode == 1 && result.err.contains("no DICOM"), result.text());
    }

private:
    [[nodiscard]] QString path(const char* name) const
    {
        return m_folder.filePath(QString::fromUtf8(name));
    }
    [[nodiscard]] bool makeFolder(const char* name) const
    {
        return QDir(m_folder.path()).mkpath(QString::fromUtf8(name));
    }

    /// Whether its main() has begun; taken for granted where the system does not tell.
    [[nodiscard]] static bool catchesSignals(const QProcess& process)
    {
        QFile status(QStringLiteral("/proc/%1/status").arg(process.processId()));
        if (!status.open(QIODevice::ReadOnly)) {
            return true;
        }
        for (const QByteArray& line : status.readAll().split('\n')) {
            if (line.startsWith("SigCgt:")) {
                return (line.mid(7).trimmed().toULongLong(nullptr, 16) >> (SIGINT - 1) & 1) != 0;
            }
        }
        return false;
    }

    /// The layouts of the recipes; what is read first has the slow voxels. But for NIfTI the first
    /// bytes of a file decide what it is, whatever its name.
    void makeTaskFolders() const
    {
        for (const char* folder : {"own/", "em/", "pancreas/pancreas/nih_pancreas_ct/masks/"}) {
            QVERIFY(makeFolder(folder) && writeHole(path(folder) + "slow.raw", qint64{1} << 38));
        }
        for (const char* name :
             {"own/slow.nrrd", "own/too.nrrd", "own/labels.nrrd", "own/labels-too.nrrd"}) {
            writeFile(path(name), endlessHeader());
        }
        writeFile(path("own/cases.csv"), "case,image,reference\na,slow.nrrd,labels.nrrd\n"
                                         "b,too.nrrd,labels-too.nrrd\n");
        writeFile(path("em/train-volume.tif"), endlessHeader());
        writeFile(path("em/train-labels.tif"), endlessHeader());
        writeFile(path("pancreas/pancreas/nih_pancreas_ct/masks/a.png"), endlessHeader());
        writeFile(path("pancreas/pancreas/nih_pancreas_ct/index.csv"),
                  "file,subject,split,valid_border_px\na.png,0001,train,0\na.png,0002,val,0\n");
        const QByteArray endless = endlessNifti();
        QVERIFY(makeFolder("cord/gm/gm_challenge_2018"));
        for (const char* subject : {"sub-9604", "sub-1"}) {
            for (const char* kind : {"T2starw", "gmseg-manual", "cordseg-manual"}) {
                writeFile(path("cord/gm/gm_challenge_2018/") + QLatin1String(subject) + "_run-1_"
                              + QLatin1String(kind) + ".nii.gz",
                          endless);
            }
        }
    }

    /// A small volume, behind which hours of nothing are compressed.
    [[nodiscard]] QByteArray endlessNifti() const
    {
        constexpr int kMembers = 600;
        LabelMap zeros;
        zeros.geometry.size = {256, 256, 256};
        zeros.voxels.resize(zeros.geometry.voxels());
        const QString file = path("member.nii.gz");
        image::writeLabelMap(file.toStdString(), zeros);
        QFile member(file);
        const QByteArray bytes = member.open(QIODevice::ReadOnly) ? member.readAll() : QByteArray();
        member.remove();
        return bytes.repeated(kMembers);
    }

    /// Enough files without an end to look at for longer than the signal takes.
    void makeTree() const
    {
        constexpr int kFolders = 100;
        constexpr int kFilesEach = 600;
        for (int n = 0; n < kFolders; ++n) {
            const QString folder = path("tree/") + QString::number(n);
            QVERIFY(QDir().mkpath(folder));
            for (int k = 0; k < kFilesEach; ++k) {
                writeFile(folder + '/' + QString::number(k), "no image");
            }
        }
    }

    QTemporaryDir m_folder;
};
#else
class TestInterrupt : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneSignalEndsIt() { QSKIP("Ctrl-C cannot be sent to another process on this system."); }
};
#endif

QTEST_GUILESS_MAIN(TestInterrupt)
#include "tst_interrupt.moc"
