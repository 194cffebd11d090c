// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/main_window.h"

#include "ui/document/finding_text.h"
#include "ui/document/format.h"
#include "ui/document/path_text.h"
#include "ui/session/case_layers.h"
#include "ui/widgets/cohort/cohort_page.h"
#include "ui/widgets/controls/key_focus.h"
#include "ui/widgets/controls/theme.h"
#include "ui/widgets/network/network_page.h"
#include "ui/widgets/panels/fragile_section.h"
#include "ui/widgets/panels/precision_panel.h"
#include "ui/widgets/panels/probability_section.h"
#include "ui/widgets/panels/study_panel.h"
#include "ui/widgets/views/chart_view.h"
#include "ui/widgets/views/compare_view.h"
#include "ui/widgets/views/planes_view.h"
#include "ui/widgets/views/ribbon.h"
#include "ui/widgets/views/slice_bar.h"
#include "ui/widgets/window/actions.h"
#include "ui/widgets/window/case_notices.h"
#include "ui/widgets/window/centre_cover.h"
#include "ui/widgets/window/commands.h"
#include "ui/widgets/window/header.h"
#include "ui/widgets/window/log_sources.h"
#include "ui/widgets/window/opening.h"
#include "ui/widgets/window/recovery_dialog.h"
#include "ui/widgets/window/references.h"
#include "ui/widgets/window/save_mask.h"
#include "ui/widgets/window/status_line.h"
#include "ui/widgets/window/unsaved_edits.h"
#include "ui/widgets/window/window_place.h"
#include "ui/widgets/window/workspaces.h"

#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QMenuBar>
#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace halftone::ui {

MainWindow::MainWindow(WindowOptions options, QWidget* parent)
    : QMainWindow(parent), m_options(std::move(options)), m_session(m_options.runtime, m_document),
      m_recent(m_options.remember)
{
    setObjectName(QStringLiteral("mainWindow"));
    if (!m_options.log) {
        m_options.log = std::make_shared<ProgramLog>();
    }
    setWindowTitle(tr("Halftone"));
    setAcceptDrops(true);
    setMinimumSize(kLeastWindow);
    resize(firstSize(screen()->availableGeometry()));

    m_studyPanel = new StudyPanel(m_document, m_layers, this);
    m_studyPanel->addSection(new ProbabilitySection(m_session, m_studyPanel));
    m_studyPanel->addSection(new FragileSection(m_session, m_studyPanel));
    m_precisionPanel = new PrecisionPanel(m_session.precision(), m_session.tradeoff(), this);
    m_status = new StatusLine(this);
    m_header = new Header(this);
    m_pages = new QStackedWidget(this);
    connect(m_header, &Header::pageChosen, m_pages, &QStackedWidget::setCurrentIndex);
    addPage(makeCentre(), tr("Image"), tr("The image with its masks"));
    m_networkPage = new NetworkPage(m_session, m_options.runtime, this);
    addPage(m_networkPage, tr("Network"), tr("The network layer by layer"));
    m_cohortPage = new CohortPage(m_options.runtime, m_session, m_folders, this);
    addPage(m_cohortPage, tr("Cohort"), tr("Many cases at several precisions"));
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_studyPanel);
    row->addWidget(m_pages, 1);
    row->addWidget(m_precisionPanel->scrolled(this));
    auto* body = new QWidget(this);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row, 1);
    column->addWidget(m_status);
    setCentralWidget(body);
    body->setFocusPolicy(Qt::ClickFocus);
    body->setFocus(); // nothing is marked as focused until the user asks with Tab

    setMenuWidget(m_header);
    m_actions = new Actions(m_header->menuBar(), this);
    m_header->menuBar()->setMinimumWidth(m_header->menuBar()->sizeHint().width());
    m_openings = new Opening(m_session, m_recent, *m_banners, this);
    m_unsavedEdits = new UnsavedEdits(*this);
    connectCommands(*m_actions, *this);
    connectSession();
    connectSaver(*this);
    connectViews();
    logWhatHappens(*this);
    connectWorkspaces(*this, *m_loadCard, *m_status);
    if (!m_options.recovery.empty()) {
        m_recovery = std::make_unique<Recovery>(m_session, m_options.recovery);
        connectRecovery(*this, *m_recovery);
    }
    m_status->setHint(m_planes->mainView().hint(Qt::NoModifier));
    showCase();
    if (m_options.remember) {
        m_session.opener().rememberMeanings();
        m_placed = restoreGeometry(QSettings().value(QStringLiteral("geometry")).toByteArray());
    }
}

MainWindow::~MainWindow()
{
    hide(); // tells children and filters, while there still is a document
}

bool MainWindow::focusNextPrevChild(bool next)
{
    return focusInReadingOrder(*this, next);
}

void MainWindow::focusView()
{
    QWidget* view = m_session.active() != nullptr && m_planes->isVisible()
                        ? static_cast<QWidget*>(&m_planes->activeView())
                        : centralWidget();
    view->setFocus(Qt::OtherFocusReason);
}

void MainWindow::addPage(QWidget* page, const QString& name, const QString& explanation)
{
    m_pages->addWidget(page);
    m_header->addPage(name, explanation);
}

void MainWindow::showPage(const QWidget* page)
{
    m_header->choosePage(page != nullptr ? m_pages->indexOf(page) : 0);
}

QWidget* MainWindow::makeCentre()
{
    auto* centre = new QWidget(this);
    m_noticeRoom = new QWidget(centre);
    m_noticeRoom->setFixedHeight(0);
    m_stack = new QStackedWidget(centre);
    m_welcome = new Welcome(m_stack);
    m_planes = new PlanesView(m_document, m_session, m_stack);
    m_stack->addWidget(m_welcome);
    m_compare = new CompareView(m_document, m_session, m_planes, m_stack);
    m_stack->addWidget(m_compare);
    m_loadCard = new LoadCard(m_stack);

    m_sliceBar = new SliceBar(centre);
    m_ribbon = new Ribbon(m_session, *m_sliceBar, this);
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_noticeRoom);
    column->addWidget(m_stack, 1);
    column->addWidget(m_sliceBar);
    m_banners = new Banners(centre); // over them
    connect(m_banners, &Banners::noticesClosed, m_noticeRoom,
            [this] { m_noticeRoom->setFixedHeight(0); });
    return centre;
}

void MainWindow::connectSession()
{
    Session* session = &m_session;
    Opener* opener = &m_session.opener();
    MaskSaver* saver = &m_session.saver();
    connect(session, &Session::caseChanged, this, &MainWindow::showCase);
    connect(session, &Session::sliceChanged, m_sliceBar, &SliceBar::setSlice);
    connect(session, &Session::figuresChanged, this, &MainWindow::showFigures);
    connect(&session->comparison(), &Comparison::figuresMeasured, this, &MainWindow::showFigures);
    connect(&session->probabilities(), &Probabilities::changed, this, &MainWindow::showFigures);
    connect(session, &Session::sweepProgressed, m_precisionPanel,
            &PrecisionPanel::setSweepProgress);
    connect(session, &Session::quietAwaited, m_precisionPanel, &PrecisionPanel::setSweepWaits);
    connect(session, &Session::failed, this,
            [this](const QString& sentence) { m_banners->add(MessageKind::Error, sentence); });
    connect(opener, &Opener::started, m_loadCard, &LoadCard::begin);
    connect(opener, &Opener::progressed, m_loadCard, &LoadCard::setProgress);
    connect(opener, &Opener::ended, m_loadCard, &LoadCard::end);
    connect(m_loadCard, &LoadCard::cancelRequested, opener, &Opener::cancel);
    connect(saver, &MaskSaver::changed, this, [this](const QString& what) {
        m_saving = what;
        showActivity({});
        if (what.isEmpty() && std::exchange(m_closeWhenSaved, false)) {
            QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
        }
    });
    // What was not written must be seen: the window stays.
    connect(saver, &MaskSaver::failed, this, [this] { m_closeWhenSaved = false; });
    connect(saver, &MaskSaver::unsuited, this, [this] { m_closeWhenSaved = false; });
    connect(&m_editing, &Editing::workChanged, this, &MainWindow::showActivity);
    connect(m_status, &StatusLine::activityCancelRequested, this, [this] {
        // What is named there.
        m_saving.isEmpty() ? m_editing.cancel() : m_session.saver().cancel();
    });
    connect(&m_editing, &Editing::failed, this,
            [this](const QString& sentence) { m_banners->add(MessageKind::Error, sentence); });
    connect(&m_editing, &Editing::noted, m_banners, &Banners::addPassing);
}

void MainWindow::connectViews()
{
    connect(m_welcome, &Welcome::openRequested, this,
            [this] { m_actions->action(Command::OpenImage)->trigger(); });
    connect(m_studyPanel, &StudyPanel::openRequested, this,
            [this] { m_actions->action(Command::OpenImage)->trigger(); });
    connect(m_welcome, &Welcome::sampleRequested, this,
            [this] { m_session.openSample(phantom::Kind::Em); });
    connect(m_studyPanel, &StudyPanel::modelRequested, this,
            [this](const auto& model) { m_session.useModel(*model); });
    connect(m_sliceBar, &SliceBar::sliceChosen, &m_session, &Session::setSlice);
    connect(m_cohortPage, &CohortPage::imageRequested, this, [this] { showPage(nullptr); });
    connect(m_cohortPage, &CohortPage::closeConfirmed, this, &QWidget::close);
    connect(m_planes, &PlanesView::hintChanged, m_status, &StatusLine::setHint);
    connect(m_planes, &PlanesView::probed, m_status, &StatusLine::setProbe);
    connect(&m_studyPanel->layers(), &LayersPanel::currentChanged, &m_planes->windowing(),
            &Windowing::setTarget);
    // What colours compare decides what the figures count.
    connect(&m_document, &Document::layerAdded, this, &MainWindow::showFigures);
    connect(&m_document, &Document::layerRemoved, this, &MainWindow::showFigures);
    connect(&m_document, &Document::compareChanged, this, &MainWindow::showFigures);
    connect(&m_document, &Document::layerChanged, this, [this](int, Aspect aspect) {
        if (aspect == Aspect::Style) {
            showFigures(); // an edited mask may be seen now
        }
    });
    const auto showOthers = [this] { showNotices(Dismissed::StayAway); };
    connect(&m_document, &Document::layerAdded, this, showOthers);
    connect(&m_document, &Document::layerRemoved, this, showOthers);
}

void MainWindow::showCase()
{
    const ActiveCase* active = m_session.active();
    const auto& chosen = m_session.opener().chosen();
    const bool canSegment = active != nullptr && active->canSegment();
    m_studyPanel->setCase(active, chosen ? &*chosen : nullptr);
    m_precisionPanel->setActive(canSegment);
    m_actions->setAvailable(Needs::Image, active != nullptr);
    m_actions->setAvailable(Needs::Volumes,
                            active != nullptr && !active->loaded().choice.volumes.empty());
    m_actions->setAvailable(Needs::Mask, canSegment);
    m_stack->setCurrentWidget(active != nullptr ? static_cast<QWidget*>(m_compare) : m_welcome);
    m_sliceBar->setVisible(active != nullptr);
    showNotices(Dismissed::ComeBack);
    const LayerId base = m_document.base() != nullptr ? m_document.base()->id : 0;
    if (std::exchange(m_noticeRoomOf, base) != base) {
        // Whatever comes later lies over the image, so that it stays where it is.
        m_noticeRoom->setFixedHeight(m_banners->noticesHeight());
        m_banners->endPassing();
    }
    if (active != nullptr) {
        const QString title = formatName(*active->image());
        setWindowTitle(tr("%1 - Halftone").arg(title));
        m_header->setSummary(title + QStringLiteral("    ")
                             + formatGeometry(active->image()->geometry));
        m_sliceBar->setSlices(active->slices(), active->sliceNumbers(),
                              !canSegment              ? tr("Slices")
                              : active->hasReference() ? tr("Dice per slice")
                                                       : tr("Agreement per slice"));
        m_sliceBar->setSlice(m_session.slice());
    }
    showFigures();
    const auto asked = active != nullptr && active->loaded().mustExplain
                           ? active->loaded().nativeReference
                           : nullptr;
    if (std::exchange(m_askedAbout, asked) != asked && asked && m_options.asks) {
        askForValues(*this);
    }
}

void MainWindow::showFigures()
{
    const ActiveCase* active = m_session.active();
    const QString coming = m_session.pendingText();
    const QString unlike = unlikeScreen(m_session);
    const QString pending = coming.isEmpty() ? unlike : coming;
    m_precisionPanel->setUnlike(
        unlike.isEmpty() ? QString()
                         : tr("Meters, chart and ribbon are of %1, not of the edited mask.")
                               .arg(formatPrecision(m_session.shown()->precision)));
    m_precisionPanel->setMeters(m_session.meters(), pending);
    m_status->setEngine(coreText(m_session.engine()));
    m_status->setProgress(m_session.progressText());
    const auto& shown = m_session.shown();
    m_layers.setDetails(shown ? formatPrecision(shown->precision) : QString(), !coming.isEmpty(),
                        m_session.probabilities().areSeen());
    if (active == nullptr || !active->canSegment()) {
        m_studyPanel->setFigures(std::nullopt, {}, {});
        return;
    }
    m_studyPanel->setFigures(m_session.figures(),
                             {agreeingColours(m_document, *active), m_document.errorsHatched()},
                             pending);
}

void MainWindow::showNotices(Dismissed dismissed)
{
    ui::showNotices(
        *m_banners, m_session, dismissed,
        [this] { m_actions->action(Command::ChooseVolume)->trigger(); },
        [this] { askForValues(*this); });
    const Layer* base = m_document.base();
    if (base != nullptr && m_noticeRoomOf == base->id && !m_session.shown()) {
        // Layers that come with the image have theirs a moment later: nothing is seen yet.
        m_noticeRoom->setFixedHeight(std::max(m_noticeRoom->height(), m_banners->noticesHeight()));
    }
}

void MainWindow::showActivity(const QString& editing)
{
    m_status->setActivity(m_saving.isEmpty() ? editing : m_saving);
}

void MainWindow::openPath(const QString& path)
{
    if (path.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive)) {
        showPage(m_cohortPage);
        m_cohortPage->open(path);
    } else if (isWorkspace(path)) {
        m_workspaces.open(toPath(path));
    } else {
        m_openings->openPath(path);
    }
}

QImage MainWindow::picture()
{
    // Texts that changed a moment ago have their place before the picture is taken.
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    m_compare->renderNow();
    m_precisionPanel->chart().renderNow();
    return grab().toImage().convertToFormat(QImage::Format_RGB32);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (areFiles(*event->mimeData())) {
        event->acceptProposedAction();
    }
}

void MainWindow::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    openDropped(*this, *event->mimeData());
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    m_document.edits().endStroke();
    const bool mayLoseEdits = std::exchange(m_mayLoseEdits, false);
    if (m_session.saver().isBusy()) {
        m_closeWhenSaved = true;
        m_banners->add(MessageKind::Note,
                       tr("A mask is still being saved. The window closes when its file is whole."),
                       {{tr("Keep open"), [this] { m_closeWhenSaved = false; }},
                        {tr("Close without saving"), [this] { m_session.saver().cancel(); }}});
        event->ignore();
        return;
    }
    if (!mayLoseEdits && !m_document.edits().unsaved().empty()) {
        event->ignore();
        m_unsavedEdits->settleAll([this] {
            m_mayLoseEdits = true;
            QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
        });
        return;
    }
    if (!m_cohortPage->mayClose()) {
        showPage(m_cohortPage);
        event->ignore();
        return;
    }
    if (m_options.remember) {
        QSettings().setValue(QStringLiteral("geometry"), saveGeometry());
    }
    QMainWindow::closeEvent(event);
}

void MainWindow::showEvent(QShowEvent* event)
{
    bringBack(*this, m_placed);
    QMainWindow::showEvent(event);
}

} // namespace halftone::ui
