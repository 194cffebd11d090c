// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/cli_runner.h"

#include "core/image/image_io.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <csignal>

using namespace halftone;
using namespace halftone::tests;

/// Help, version, exit codes, hostile files, Ctrl-C: what holds for every command.
class TestCommands : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void hasHelp_data();
    void hasHelp();
    void listsEveryCommand();
    void versionMatches();
    void usageErrorsExitWithTwo_data();
    void usageErrorsExitWithTwo();
    void missingFilesExitWithOne_data();
    void missingFilesExitWithOne();
    void hostileFilesExitWithOne_data();
    void hostileFilesExitWithOne();
    void errorsAreJsonToo();
    void interruptLeavesNothing_data();
    void interruptLeavesNothing();

private:
    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }

    QTemporaryDir m_folder;
};

namespace {

const char* const kCommands[] = {"segment", "evaluate", "sweep",  "bench",   "prepare",  "train",
                                 "export",  "info",     "models", "phantom", "reproduce"};

/// One line that starts with the program's name and ends like a sentence.
bool isOneSentence(const QByteArray& err)
{
    return err.startsWith("halftone-cli: ") && err.trimmed().endsWith('.') && err.count('\n') == 1;
}

/// A safetensors file without tensors: length and header.
QByteArray safetensors(const QByteArray& header)
{
    QByteArray length(8, '\0');
    length[0] = static_cast<char>(header.size() & 0xFF);
    length[1] = static_cast<char>(header.size() >> 8 & 0xFF);
    return length + header;
}

/// "text with {dir}" -> words, {dir} replaced; words are separated by blanks.
QStringList words(const QString& line, const QString& folder)
{
    return QString(line).replace(QStringLiteral("{dir}"), folder).split(QLatin1Char(' '));
}

} // namespace

void TestCommands::initTestCase()
{
    QVERIFY(m_folder.isValid());
    writeRandomModel(path("good.halftone"), 8, {"membrane"}, Modality::EM);
    const CliResult made =
        runCli({"phantom", "em", "-o", m_folder.path(), "--size", "64", "--slices", "2"});
    QVERIFY2(made.exitCode == 0, made.text());
}

void TestCommands::hasHelp_data()
{
    QTest::addColumn<QString>("command");
    for (const char* command : kCommands) {
        QTest::newRow(command) << QString::fromLatin1(command);
    }
}

void TestCommands::hasHelp()
{
    QFETCH(QString, command);
    const CliResult result = runCli({command, "--help"});
    QVERIFY2(result.exitCode == 0, result.text());
    QVERIFY2(result.out.contains("Usage: halftone-cli " + command.toLatin1()), result.text());
    QVERIFY2(result.out.contains("--json"), result.text());
    QVERIFY2(result.err.isEmpty(), result.text());
}

void TestCommands::listsEveryCommand()
{
    const CliResult result = runCli({"--help"});
    QCOMPARE(result.exitCode, 0);
    for (const char* command : kCommands) {
        QVERIFY2(result.out.contains(QByteArray("\n  ") + command + " "), command);
    }
    QVERIFY2(result.out.contains("not for diagnosis"), result.text());
}

void TestCommands::versionMatches()
{
    const CliResult result = runCli({"--version"});
    QCOMPARE(result.exitCode, 0);
    const QRegularExpression form("^halftone-cli " HALFTONE_VERSION
                                  " \\(commit ([0-9a-f]{7,40}(-dirty)?|unknown)\\)\n$");
    QVERIFY2(form.match(QString::fromUtf8(result.out)).hasMatch(), result.text());
}

void TestCommands::usageErrorsExitWithTwo_data()
{
    QTest::addColumn<QString>("line");
    const auto row = [](const char* name, const char* line) {
        QTest::newRow(name) << QString::fromLatin1(line);
    };
    row("no command", "");
    row("unknown command", "colourise");
    row("unknown option", "models --colour");
    row("missing positional", "segment");
    row("missing model", "segment {dir}/x.nii -o {dir}/m.nii");
    row("bit width of nine", "bench --weights 9");
    row("bit width of zero", "bench --activations 0");
    row("float with integer", "bench --weights 32 --activations 4");
    row("size of zero", "bench --size 0");
    row("size of words", "bench --size large");
    row("model and width", "bench --model m --width 8");
    row("unknown peer", "bench --peers onnx");
    row("mask of unknown kind", "segment {dir}/x.nii --model {dir}/good.halftone -o {dir}/m.jpeg");
    row("mask into a missing folder",
        "segment {dir}/x.nii --model {dir}/good.halftone -o {dir}/none/m.nii");
    row("sweep without images", "sweep --model {dir}/good.halftone");
    row("two images, one reference", "sweep a.nii b.nii --reference r.nii --model good");
    row("backward slices", "sweep a.nii --model {dir}/good.halftone --slices 5:2");
    row("slices without a reference", "sweep a.nii --model m --slices labelled");
    row("label without a model", "evaluate --prediction a.nii --reference b.nii --label x");
    row("no valid pair", "sweep a.nii --model {dir}/good.halftone --weights 32 --activations 4");
    row("report in another format", "sweep a.nii --model m --report {dir}/r.docx");
    row("unknown phantom", "phantom liver -o {dir}");
    row("unknown task", "prepare liver {dir} -o {dir}/d");
    row("packing a model for nothing", "export {dir}/good.halftone -o {dir}/p.halftone");
    row("packing for float",
        "export {dir}/good.halftone -o {dir}/p.halftone --weights 32 --activations 32");
}

void TestCommands::usageErrorsExitWithTwo()
{
    QFETCH(QString, line);
    const QStringList before = filesIn(m_folder.path());
    const CliResult result = line.isEmpty() ? runCli({}) : runCli(words(line, m_folder.path()));
    QVERIFY2(result.exitCode == 2, result.text());
    QVERIFY2(!result.err.isEmpty(), result.text());
    QVERIFY2(result.out.isEmpty(), result.text());
    QCOMPARE(filesIn(m_folder.path()), before);
}

void TestCommands::missingFilesExitWithOne_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("names");
    const auto row = [](const char* name, const char* line, const char* names) {
        QTest::newRow(name) << QString::fromLatin1(line) << QString::fromLatin1(names);
    };
    row("image", "segment {dir}/gone.nii --model {dir}/good.halftone -o {dir}/m.nii", "gone.nii");
    row("model", "segment {dir}/x.nii --model {dir}/gone.halftone -o {dir}/m.nii", "gone.halftone");
    row("model by name", "bench --model no-such-model", "no-such-model");
    row("prediction", "evaluate --prediction {dir}/gone.nii --reference {dir}/gone.nii",
        "gone.nii");
    row("cases", "sweep --cases {dir}/gone.csv --model {dir}/good.halftone", "gone.csv");
    row("info", "info {dir}/gone.nii.gz", "gone.nii.gz");
    row("checkpoint", "export {dir}/gone.checkpoint -o {dir}/p.halftone", "gone.checkpoint");
    row("data folder", "prepare em {dir}/gone -o {dir}/d", "gone");
}

void TestCommands::missingFilesExitWithOne()
{
    QFETCH(QString, line);
    QFETCH(QString, names);
    const QStringList before = filesIn(m_folder.path());
    const CliResult result = runCli(words(line, m_folder.path()));
    QVERIFY2(result.exitCode == 1, result.text());
    QVERIFY2(isOneSentence(result.err), result.text());
    QVERIFY2(result.err.contains(names.toLatin1()), result.text());
    QVERIFY2(result.out.isEmpty(), result.text());
    QCOMPARE(filesIn(m_folder.path()), before);
}

void TestCommands::hostileFilesExitWithOne_data()
{
    QFile good(path("good.halftone"));
    QVERIFY(good.open(QIODevice::ReadOnly));
    const QByteArray model = good.readAll();
    QFile image(path("synthetic-em-image.nii.gz"));
    QVERIFY(image.open(QIODevice::ReadOnly));
    const QByteArray nifti = image.readAll();
    QByteArray shifted = model;
    shifted.replace("\"data_offsets\":[0,", "\"data_offsets\":[1,");
    QVERIFY(shifted != model);

    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char* file, const QByteArray& bytes) {
        QTest::newRow(file) << QString::fromLatin1(file) << bytes;
    };
    row("empty.halftone", "");
    row("noise.halftone", QByteArray(4096, '\xA5'));
    row("truncated.halftone", model.left(model.size() / 2));
    row("header-only.halftone", model.left(64));
    row("shifted.halftone", shifted);
    row("huge-header.halftone", QByteArray(8, '\xFF') + "{}");
    row("wrong-groups.safetensors",
        safetensors(R"({"__metadata__":{"halftone_dataset":"{\"version\":1,\"groups\":7}"}})"));
    row("bad-state.safetensors", safetensors(R"({"__metadata__":{"halftone_checkpoint":"[[[["}})"));
    row("nothing-known.safetensors", safetensors(R"({"__metadata__":{"format":"pt"}})"));
    row("deep.safetensors", safetensors("{" + QByteArray(1000, '[')));
    row("empty.nii.gz", "");
    row("noise.nii.gz", QByteArray(4096, '\xA5'));
    row("truncated.nii.gz", nifti.left(nifti.size() / 2));
    row("text.png", "This is no image at all.\n");
    row("text.nrrd", "NRRD0004\nnonsense: yes\n");
    row("unknown.xyz", "?");
}

void TestCommands::hostileFilesExitWithOne()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, bytes);
    writeFile(path(file), bytes);
    const QStringList before = filesIn(m_folder.path());

    QList<QStringList> uses;
    if (file.endsWith(QLatin1String(".halftone"))) {
        uses = {{"info", path(file)},
                {"bench", "--model", path(file)},
                {"export", path(file), "-o", path("p.halftone"), "--weights", "4", "--activations",
                 "6"}};
    } else if (file.endsWith(QLatin1String(".safetensors"))) {
        uses = {{"info", path(file)}};
    } else {
        uses = {{"segment", path(file), "--model", path("good.halftone"), "-o", path("m.nii")},
                {"evaluate", "--prediction", path(file), "--reference", path(file)}};
    }
    for (const QStringList& use : uses) {
        const CliResult result = runCli(use);
        QVERIFY2(result.exitCode == 1, use.join(' ').toUtf8() + '\n' + result.text());
        QVERIFY2(isOneSentence(result.err), result.text());
        QVERIFY2(result.err.contains(file.toLatin1()), result.text());
        QVERIFY2(result.out.isEmpty(), result.text());
    }
    QCOMPARE(filesIn(m_folder.path()), before);
}

void TestCommands::errorsAreJsonToo()
{
    const CliResult result = runCli({"info", path("gone.nii"), "--json"});
    QCOMPARE(result.exitCode, 1);
    const QJsonObject error = result.json().value("error").toObject();
    QCOMPARE(error.value("code").toString(), QStringLiteral("file-not-found"));
    QVERIFY(error.value("message").toString().contains("gone.nii"));
}

void TestCommands::interruptLeavesNothing_data()
{
    QTest::addColumn<QStringList>("arguments");
    const QString out = path("interrupted");
    writeRandomModel(path("slow.halftone"), 64, {"membrane"}, Modality::EM);
    const CliResult made =
        runCli({"phantom", "em", "-o", path("large"), "--size", "1024", "--slices", "16"});
    QVERIFY2(made.exitCode == 0, made.text());
    const QString image = path("large/synthetic-em-image.nii.gz");
    QTest::newRow("phantom") << QStringList{"phantom", "abdomen", "-o", out, "--slices", "400"};
    QTest::newRow("segment") << QStringList{
        "segment", image, "--model", path("slow.halftone"), "-o", out + "/mask.nii.gz"};
    QTest::newRow("sweep") << QStringList{"sweep",    image,
                                          "--model",  path("slow.halftone"),
                                          "--csv",    out + "/points.csv",
                                          "--report", out + "/report.html"};
    // Two noisy masks: surfaces everywhere, which takes seconds to measure.
    LabelMap noise;
    noise.geometry.size = {512, 512, 96};
    noise.voxels.resize(noise.geometry.voxels());
    for (std::size_t i = 0; i < noise.voxels.size(); ++i) {
        noise.voxels[i] = i * 2654435761U % 4096 < 1500 ? 1 : 0;
    }
    image::writeLabelMap(path("noise.nii").toStdString(), noise);
    QTest::newRow("evaluate") << QStringList{"evaluate", "--prediction", path("noise.nii"),
                                             "--reference", path("noise.nii")};
    QTest::newRow("bench") << QStringList{
        "bench", "--model", path("slow.halftone"), "--size", "1024", "--repeat", "1000"};
}

#ifdef Q_OS_LINUX
namespace {

/// Whether a process has a handler for SIGINT: the mask SigCgt of /proc, signal n is bit n - 1.
bool catchesInterrupt(qint64 process)
{
    QFile status(QStringLiteral("/proc/%1/status").arg(process));
    if (!status.open(QIODevice::ReadOnly)) {
        return false;
    }
    for (const QByteArray& line : status.readAll().split('\n')) {
        if (line.startsWith("SigCgt:")) {
            return (line.mid(7).trimmed().toULongLong(nullptr, 16) >> (SIGINT - 1) & 1U) != 0;
        }
    }
    return false;
}

} // namespace
#endif

void TestCommands::interruptLeavesNothing()
{
#ifndef Q_OS_UNIX
    QSKIP("Ctrl-C cannot be sent to another process on this system.");
#else
    QFETCH(QStringList, arguments);
    QVERIFY(QDir(m_folder.path()).mkpath("interrupted"));
    QProcess process;
    prepareCli(process, arguments);
    process.start();
    QVERIFY(process.waitForStarted());
#ifdef Q_OS_LINUX
    // Earlier the signal would meet a program that still loads its libraries.
    QTRY_VERIFY_WITH_TIMEOUT(catchesInterrupt(process.processId()), 60000);
#endif
    QVERIFY2(!process.waitForFinished(1000), "It ended before it could be interrupted.");
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    QVERIFY(process.waitForFinished(120000));
    qInfo("ended %lld ms after Ctrl-C", static_cast<long long>(timer.elapsed()));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 130);
    QCOMPARE(process.readAllStandardOutput(), QByteArray());
    QCOMPARE(filesIn(path("interrupted")), QStringList());
#endif
}

QTEST_GUILESS_MAIN(TestCommands)
#include "tst_commands.moc"
