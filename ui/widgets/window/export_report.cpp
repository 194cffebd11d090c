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
#include "ui/widgets/window/proposed_name.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>

namespace halftone::ui {

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
    QFileDialog dialog(&window, tr("Export Report"));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setFileMode(QFileDialog::AnyFile);
    const QString page = tr("Page (*.html)");
    const QString paper = tr("PDF (*.pdf)");
    dialog.setNameFilters({page, paper});
    dialog.setDefaultSuffix(QStringLiteral("html"));
    QObject::connect(&dialog, &QFileDialog::filterSelected, &dialog, [&](const QString& filter) {
        dialog.setDefaultSuffix(filter == paper ? QStringLiteral("pdf") : QStringLiteral("html"));
    });
    propose(dialog,
            proposedPath(*report->active, formatPrecision(report->precision),
                         QStringLiteral("-report")),
            window.folders(), FileKind::Report);
    const QString accepted = askForFileToSave(dialog, window.folders(), FileKind::Report);
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
