// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/cli_runner.h"

#include "core/model/model_file.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QProcessEnvironment>
#include <QTest>

#include <csignal>

namespace halftone::tests {

QJsonObject CliResult::json() const
{
    return QJsonDocument::fromJson(out).object();
}

QByteArray CliResult::text() const
{
    return "exit code " + QByteArray::number(exitCode) + "\nout: " + out + "\nerr: " + err;
}

void prepareCli(QProcess& process, const QStringList& arguments)
{
    process.setProgram(QStringLiteral(HALFTONE_CLI));
    process.setArguments(arguments);
#ifdef Q_OS_UNIX
    process.setChildProcessModifier([] {
        std::signal(SIGINT, SIG_DFL);
        std::signal(SIGTERM, SIG_DFL);
    });
#endif
}

CliResult runCli(const QStringList& arguments, const QStringList& environment)
{
    QProcess process;
    prepareCli(process, arguments);
    QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
    for (const QString& entry : environment) {
        variables.insert(entry.section(QLatin1Char('='), 0, 0), entry.section(QLatin1Char('='), 1));
    }
    process.setProcessEnvironment(variables);
    process.start();
    CliResult result;
    if (!process.waitForFinished(600000)) {
        process.kill();
        process.waitForFinished();
    } else if (process.exitStatus() == QProcess::NormalExit) {
        result.exitCode = process.exitCode();
    }
    result.out = process.readAllStandardOutput();
    result.err = process.readAllStandardError();
    return result;
}

QJsonObject runJson(const QStringList& arguments, const QStringList& environment)
{
    const QStringList all = arguments + QStringList{"--json"};
    const CliResult result = runCli(all, environment);
    if (result.exitCode != 0) {
        QTest::qFail((all.join(' ').toUtf8() + '\n' + result.text()).constData(), __FILE__,
                     __LINE__);
        return {};
    }
    return result.json();
}

QJsonObject segment(const QString& image, const QString& model, int weights, int activations,
                    const QString& mask)
{
    return runJson({"segment", image, "--model", model, "--weights", QString::number(weights),
                    "--activations", QString::number(activations), "-o", mask});
}

QStringList filesIn(const QString& folder)
{
    return QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot,
                                  QDir::Name);
}

void writeFile(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
        qFatal("Cannot write %s", qPrintable(path));
    }
}

void writeRandomModel(const QString& path, int width, const std::vector<std::string>& labels,
                      Modality modality, unsigned seed)
{
    const int classes = labels.size() == 1 ? 1 : static_cast<int>(labels.size()) + 1;
    // What models of the default seed see is neither all background nor all foreground.
    model::Model model = model::makeRandomModel(model::makeUNet(width, 1, classes), seed);
    model.card.name = "random-test";
    model.card.preprocess.modality = modality;
    model.card.backgroundName = "rest";
    for (std::size_t i = 0; i < labels.size(); ++i) {
        model.card.labels.at(i).name = labels[i];
    }
    if (modality == Modality::MR) {
        model.card.preprocess.orientation = "LPS";
        model.card.preprocess.window = WindowKind::Percentile;
        model.card.preprocess.low = 1;
        model.card.preprocess.high = 99;
        model.card.preprocess.expectedMin = -1e6;
        model.card.preprocess.expectedMax = 1e6;
        model.card.unions = {{"all-labels", {1, 2}}};
    }
    model::writeModel(path.toStdString(), model);
}

} // namespace halftone::tests
