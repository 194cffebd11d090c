// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/command_groups.h"

#include "core/base/version.h"
#include "ui/document/path_text.h"
#include "ui/document/words.h"
#include "ui/widgets/controls/banner.h"
#include "ui/widgets/panels/precision_panel.h"
#include "ui/widgets/window/about_dialog.h"
#include "ui/widgets/window/actions.h"
#include "ui/widgets/window/dialogs.h"
#include "ui/widgets/window/export_report.h"
#include "ui/widgets/window/help_dialog.h"
#include "ui/widgets/window/log_sources.h"
#include "ui/widgets/window/main_window.h"
#include "ui/widgets/window/numbers_dialog.h"
#include "ui/widgets/window/tradeoff_dialog.h"

#include <QMenu>

namespace halftone::ui {

namespace {

void openModel(Session& session, const QString& path)
{
    if (!path.isEmpty()) {
        OpenRequest request;
        request.model = path.toStdString();
        session.open(request);
    }
}

void fillModels(QMenu& menu, MainWindow& window)
{
    menu.clear();
    Session& session = window.session();
    for (const pipeline::InstalledModel& installed : session.opener().library().models) {
        const model::ModelCard& card = installed.model->card;
        QAction* action = menu.addAction(
            QString::fromStdString(model::titleOf(card)), &window,
            [&session, path = toQString(installed.path)] { openModel(session, path); });
        action->setCheckable(true);
        action->setChecked(session.active() != nullptr
                           && session.active()->loaded().modelFile == installed.path);
    }
    if (menu.isEmpty()) {
        menu.addAction(tr("none installed"))->setEnabled(false);
    }
}

} // namespace

void connectPrecisionCommands(Actions& actions, MainWindow& window)
{
    Session& session = window.session();
    PrecisionModel& precision = session.precision();
    actions.on(Command::Full, [&](bool) { precision.setStop(Stop::Full); });
    actions.on(Command::Balanced, [&](bool) { precision.setStop(Stop::Balanced); });
    actions.on(Command::Smallest, [&](bool) { precision.setStop(Stop::Smallest); });
    actions.on(Command::FewerWeightBits, [&](bool) { precision.stepWeights(-1); });
    actions.on(Command::MoreWeightBits, [&](bool) { precision.stepWeights(1); });
    actions.on(Command::FewerActivationBits, [&](bool) { precision.stepActivations(-1); });
    actions.on(Command::MoreActivationBits, [&](bool) { precision.stepActivations(1); });
    actions.on(Command::LinkBits, [&](bool on) { precision.setLinked(on); });
    QObject::connect(&precision, &PrecisionModel::linkedChanged, actions.action(Command::LinkBits),
                     &QAction::setChecked);
    const auto showNumbers = [&] { showNumbersDialog(&window, session); };
    actions.on(Command::Numbers, [=](bool) { showNumbers(); });
    QObject::connect(&window.precisionPanel(), &PrecisionPanel::numbersRequested, &window,
                     showNumbers);
    actions.on(Command::StopBackground,
               [&](bool) { session.stopSweep(!session.isSweepStopped()); });
    QObject::connect(&window.precisionPanel(), &PrecisionPanel::sweepStopRequested, &session,
                     &Session::stopSweep);
    QObject::connect(&session, &Session::sweepStopped, &window.precisionPanel(),
                     &PrecisionPanel::setSweepStopped);
    QObject::connect(&session, &Session::memoryShort, &window, [&](const QString& sentence) {
        window.banners().add(MessageKind::Error, sentence,
                             {{tr("Use smaller tiles"), [&] { session.useSmallerTiles(); }}});
    });
    actions.on(Command::TradeoffTable,
               [&](bool) { showTradeoff(&window, session, [&window] { copyTradeoff(window); }); });
    actions.on(Command::OpenModel, [&](bool) {
        openModel(session, askForFile(&window, window.folders(), FileKind::Model, tr("Open Model"),
                                      tr("Halftone models (*.halftone)")));
    });
    actions.on(Command::Log, [&](bool) { showLog(window); });
    actions.on(Command::GettingStarted, [&](bool) { showHelp(&window, HelpPage::GettingStarted); });
    actions.on(Command::Tour, [&](bool) { showHelp(&window, HelpPage::Tour); });
    actions.on(Command::Questions, [&](bool) { showHelp(&window, HelpPage::Questions); });
    actions.on(Command::CheatSheet, [&](bool) { showCheatSheet(&window); });
    actions.on(Command::About, [&](bool) {
        const pipeline::Runtime& runtime = window.options().runtime;
        const QString machine =
            tr("%1, %n thread(s)", nullptr, runtime.pool ? runtime.pool->threads() : 1)
                .arg(QString::fromLatin1(engine::toString(runtime.isa)));
        auto* about =
            new AboutDialog(tr("%1 (%2)", "version and commit")
                                .arg(window.options().version, QString::fromUtf8(commit().data())),
                            machine, session.opener().library().models, &window);
        about->show();
    });
    QMenu* models = actions.submenu(Submenu::Models);
    QObject::connect(models, &QMenu::aboutToShow, &window,
                     [&window, models] { fillModels(*models, window); });
}

} // namespace halftone::ui
