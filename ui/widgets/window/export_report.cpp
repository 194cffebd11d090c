// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/export_report.h"

#include "ui/document/format.h"
#include "ui/document/path_text.h"
#include "ui/document/words.h"
#include "ui/session/case_report.h"
#include "ui/session/open_files.h"
#include "ui/widgets/controls/save_file.h"
#include "ui/widgets/window/main_window.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>

namespace halftone::ui {

namespace {

/// "scan-report" beside the image; of a sample, in the folder that the dialog opens.
QString proposedPath(const ActiveCase& active)
{
    const std::filesystem::path file = active.loaded().choice.file;
    const QFileInfo image(toQString(file));
    const QString name = file.empty() ? QString::fromStdString(active.image()->name)
                                      : image.absoluteFilePath().section(u'/', -1);
    const QString report = name.section(u'.', 0, 0) + QStringLiteral("-report");
    return file.empty() ? report : image.absolutePath() + QChar(u'/') + report;
}

} // namespace

ReportWriter& reportWriterOf(MainWindow& window)
{
    if (auto* writer = window.findChild<ReportWriter*>()) {
        return *writer;
    }
    auto* writer = new ReportWriter(window.options().runtime, &window);
    QObject::connect(writer, &ReportWriter::written, &window, [&window](const QString& path) {
        window.banners().addPassing(tr("The report was written to %1.").arg(path));
    });
    QObject::connect(writer, &ReportWriter::failed, &window, [&window](const QString& sentence) {
        window.banners().add(MessageKind::Error, sentence);
    });
    QObject::connect(writer, &ReportWriter::csvMade, &window, [&window](const QString& csv) {
        QApplication::clipboard()->setText(csv);
        window.banners().addPassing(tr("The table was copied."));
    });
    return *writer;
}

void askToExportReport(MainWindow& window)
{
    Session& session = window.session();
    // What is on the screen now, not what it becomes while the dialog is open.
    std::optional<CaseReport> report = collectReport(session);
    if (!report) {
        return;
    }
    const QString proposed = proposedPath(*report->active);
    QFileDialog dialog(&window, tr("Export Report"));
    dialog.setAcceptMode(QFileDialog::AcceptSave); // which asks before a file is replaced
    dialog.setFileMode(QFileDialog::AnyFile);
    const QString page = tr("Page (*.html)");
    const QString paper = tr("PDF (*.pdf)");
    dialog.setNameFilters({page, paper});
    dialog.setDefaultSuffix(QStringLiteral("html"));
    QObject::connect(&dialog, &QFileDialog::filterSelected, &dialog, [&](const QString& filter) {
        dialog.setDefaultSuffix(filter == paper ? QStringLiteral("pdf") : QStringLiteral("html"));
    });
    if (const QFileInfo info(proposed); info.isAbsolute()) {
        dialog.setDirectory(info.path());
    }
    dialog.selectFile(QFileInfo(proposed).fileName());
    const QString accepted = askForFileToSave(dialog);
    if (!accepted.isEmpty()) {
        reportWriterOf(window).write(toPath(accepted), std::move(*report),
                                     openFiles(window.document()));
    }
}

void copyTradeoff(MainWindow& window)
{
    if (std::optional<CaseReport> report = collectReport(window.session())) {
        reportWriterOf(window).makeCsv(std::move(*report));
    }
}

} // namespace halftone::ui
