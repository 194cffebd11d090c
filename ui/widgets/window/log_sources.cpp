// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/log_sources.h"

#include "ui/document/finding_text.h"
#include "ui/document/format.h"
#include "ui/document/words.h"
#include "ui/widgets/window/log_window.h"
#include "ui/widgets/window/main_window.h"

namespace halftone::ui {

namespace {

LogLevel levelOf(MessageKind kind)
{
    switch (kind) {
    case MessageKind::Note: return LogLevel::Info;
    case MessageKind::Warning:
    case MessageKind::Severe: return LogLevel::Warning;
    case MessageKind::Error: return LogLevel::Error;
    }
    return LogLevel::Error;
}

void addFindings(ProgramLog& log, const Findings& findings)
{
    for (const Finding& finding : findings) {
        log.add(finding.severity == Severity::Note ? LogLevel::Info : LogLevel::Warning,
                textOf(finding));
    }
}

void addCase(ProgramLog& log, const pipeline::LoadedStudy& loaded)
{
    const QString model =
        loaded.model ? QString::fromStdString(loaded.model->card.name) : tr("no model");
    log.add(LogLevel::Info,
            tr("Open: %1, %2; %3.")
                .arg(formatName(*loaded.image), formatGeometry(loaded.image->geometry), model));
    addFindings(log, loaded.findings);
}

} // namespace

void logWhatHappens(MainWindow& window)
{
    ProgramLog* log = &window.log();
    log->add(LogLevel::Info, tr("Halftone %1 started.").arg(window.options().version));
    QObject::connect(
        &window.banners(), &Banners::said, log,
        [log](MessageKind kind, const QString& sentence) { log->add(levelOf(kind), sentence); });
    Session& session = window.session();
    Opener& opener = session.opener();
    QObject::connect(&opener, &Opener::started, log, [log](const QString& what) {
        log->add(LogLevel::Info, tr("%1...").arg(what));
    });
    QObject::connect(&opener, &Opener::caseLoaded, log,
                     [log](const pipeline::LoadedStudy& loaded) { addCase(*log, loaded); });
    QObject::connect(&opener, &Opener::imageLoaded, log,
                     [log](const std::shared_ptr<const Image>& image) {
                         log->add(LogLevel::Info, tr("Added: %1.").arg(formatName(*image)));
                         addFindings(*log, image->findings);
                     });
    QObject::connect(&opener, &Opener::labelsLoaded, log,
                     [log](const std::shared_ptr<const LabelMap>& labels, const QString& name) {
                         log->add(LogLevel::Info, tr("Added: %1.").arg(name));
                         addFindings(*log, labels->findings);
                     });
}

void showLog(MainWindow& window)
{
    auto* shown = window.findChild<LogWindow*>(QString(), Qt::FindDirectChildrenOnly);
    if (shown == nullptr) {
        shown = new LogWindow(window.log(), window.document(), window.folders(), &window);
    }
    shown->show();
    shown->raise();
    shown->activateWindow();
}

} // namespace halftone::ui
