// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/main_window.h"

#include "core/base/path_text.h"
#include "ui/document/format.h"
#include "ui/widgets/window/centre_cover.h"
#include "ui/widgets/views/chart_view.h"
#include "ui/widgets/panels/precision_panel.h"
#include "ui/widgets/views/slice_strip.h"
#include "ui/widgets/views/slice_view.h"
#include "ui/widgets/window/status_line.h"
#include "ui/widgets/panels/study_panel.h"
#include "ui/widgets/controls/theme.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenuBar>
#include <QMimeData>
#include <QPainter>
#include <QSettings>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace halftone::ui {

namespace {

constexpr QSize kDefaultSize(1600, 1000);
constexpr QSize kMinimumSize(1120, 760);

} // namespace

MainWindow::MainWindow(WindowOptions options, QWidget* parent)
    : QMainWindow(parent), m_options(std::move(options)), m_controller(m_options.runtime)
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(tr("Halftone"));
    setAcceptDrops(true);
    setMinimumSize(kMinimumSize);
    resize(kDefaultSize);

    m_studyPanel = new StudyPanel(m_controller.layers(), this);
    m_precisionPanel = new PrecisionPanel(m_controller.precision(), m_controller.tradeoff(), this);
    m_status = new StatusLine(this);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_studyPanel);
    row->addWidget(makeCentre(), 1);
    row->addWidget(m_precisionPanel);
    auto* body = new QWidget(this);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row, 1);
    column->addWidget(m_status);
    setCentralWidget(body);
    // Nothing is marked as focused until the user asks with Tab.
    body->setFocusPolicy(Qt::ClickFocus);
    body->setFocus();

    setMenuWidget(makeHeader());
    makeMenus();
    connectController();
    connectViews();
    m_status->setHint(m_view->hint(Qt::NoModifier));
    showStudy();
    if (m_options.remember) {
        restoreGeometry(QSettings().value(QStringLiteral("geometry")).toByteArray());
    }
}

MainWindow::~MainWindow() = default;

QWidget* MainWindow::makeHeader()
{
    auto* header = new QWidget(this);
    header->setObjectName(QStringLiteral("header"));
    header->setAttribute(Qt::WA_StyledBackground);
    auto* brand = new QLabel(tr("Halftone"), header);
    brand->setObjectName(QStringLiteral("brand"));
    m_menuBar = new QMenuBar(header);
    m_menuBar->setNativeMenuBar(false);
    m_summary = new QLabel(header);
    m_summary->setObjectName(QStringLiteral("studySummary"));
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(brand);
    row->addWidget(m_menuBar, 1);
    row->addWidget(m_summary);
    return header;
}

QWidget* MainWindow::makeCentre()
{
    auto* centre = new QWidget(this);
    m_banners = new Banners(centre);
    m_stack = new QStackedWidget(centre);
    m_welcome = new Welcome(m_stack);
    m_view = new SliceView(m_stack);
    m_stack->addWidget(m_welcome);
    m_stack->addWidget(m_view);
    m_loadCard = new LoadCard(m_stack);

    m_sliceBar = new QWidget(centre);
    m_sliceBar->setObjectName(QStringLiteral("sliceBar"));
    m_sliceBar->setAttribute(Qt::WA_StyledBackground);
    m_stripName = theme::label({}, "small", m_sliceBar);
    m_strip = new SliceStrip(m_sliceBar);
    m_sliceNumber = theme::label({}, "small", m_sliceBar);
    m_sliceNumber->setObjectName(QStringLiteral("sliceNumber"));
    auto* row = new QHBoxLayout(m_sliceBar);
    row->setContentsMargins(10, 5, 10, 5);
    row->setSpacing(10);
    row->addWidget(m_stripName);
    row->addWidget(m_strip, 1);
    row->addWidget(m_sliceNumber);

    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_banners);
    column->addWidget(m_stack, 1);
    column->addWidget(m_sliceBar);
    return centre;
}

void MainWindow::connectController()
{
    StudyController* c = &m_controller;
    connect(c, &StudyController::studyChanged, this, &MainWindow::showStudy);
    connect(c, &StudyController::libraryChanged, this, &MainWindow::fillModelMenu);
    connect(c, &StudyController::sliceChanged, this, &MainWindow::showSlice);
    connect(c, &StudyController::maskChanged, this, &MainWindow::showOverlay);
    connect(c, &StudyController::fullMaskChanged, this, [this] {
        if (m_studyPanel->colourBy() == ColourBy::ErrorAgainstFull) {
            showOverlay();
        }
    });
    connect(c, &StudyController::figuresChanged, this, &MainWindow::showFigures);
    connect(c, &StudyController::sweepProgressed, m_precisionPanel,
            &PrecisionPanel::setSweepProgress);
    connect(c, &StudyController::loadStarted, m_loadCard, &LoadCard::begin);
    connect(c, &StudyController::loadProgressed, m_loadCard, &LoadCard::setProgress);
    connect(c, &StudyController::loadEnded, m_loadCard, &LoadCard::end);
    connect(m_loadCard, &LoadCard::cancelRequested, c, &StudyController::cancelLoading);
    connect(m_precisionPanel, &PrecisionPanel::sweepCancelRequested, c,
            &StudyController::cancelSweep);
    connect(c, &StudyController::failed, this,
            [this](const QString& sentence) { m_banners->add(MessageKind::Error, sentence); });
    connect(c, &StudyController::savingChanged, this, [this](const QString& what) {
        m_status->setActivity(what);
        if (what.isEmpty() && m_closeWhenSaved) {
            close();
        }
    });
    connect(m_status, &StatusLine::activityCancelRequested, c, &StudyController::cancelSaving);
    connect(c, &StudyController::maskSaved, this, [this](const QString& path) {
        m_banners->add(MessageKind::Note, tr("The mask was saved to %1.").arg(path));
    });
}

void MainWindow::connectViews()
{
    connect(m_welcome, &Welcome::openRequested, this, &MainWindow::openImageDialog);
    connect(m_welcome, &Welcome::sampleRequested, this,
            [this] { m_controller.openSample(phantom::Kind::Em); });
    connect(m_studyPanel, &StudyPanel::openRequested, this, &MainWindow::openImageDialog);
    connect(m_studyPanel, &StudyPanel::appearanceChanged, this, [this] {
        const QSignalBlocker quiet(m_outlineAction);
        m_outlineAction->setChecked(m_studyPanel->shape() == OverlayShape::Outline);
        showOverlay();
        showFigures();
    });
    connect(&m_controller.layers(), &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex&, const QModelIndex&, const QList<int>& roles) {
                if (roles.contains(Qt::CheckStateRole)) {
                    showOverlay();
                }
            });
    connect(m_strip, &SliceStrip::valueChanged, &m_controller, &StudyController::setSlice);
    connect(m_view, &SliceView::scrolled, this,
            [this](int slices) { m_controller.setSlice(m_controller.slice() + slices); });
    connect(m_view, &SliceView::hintChanged, m_status, &StatusLine::setHint);
    connect(m_view, &SliceView::hovered, this, &MainWindow::showProbe);
    connect(m_view, &SliceView::windowDragged, this, &MainWindow::dragWindow);
    connect(m_view, &SliceView::picked, this, [this](int x, int y) {
        m_view->slice().setCrosshair(SlicePoint{static_cast<double>(x), static_cast<double>(y)});
        m_view->scheduleRender();
        showProbe(x, y);
    });
}

void MainWindow::showStudy()
{
    const Study& study = m_controller.study();
    m_studyPanel->setStudy(study);
    if (study.reference && !m_hadReference) {
        // Where there is something to compare with, the comparison is what people want to see.
        m_studyPanel->setColourBy(ColourBy::ErrorAgainstReference);
    }
    m_hadReference = study.reference != nullptr;
    m_precisionPanel->setActive(study.canSegment());
    m_banners->clear(MessageKind::Warning);
    m_stack->setCurrentWidget(study.isOpen() ? static_cast<QWidget*>(m_view) : m_welcome);
    m_sliceBar->setVisible(study.isOpen());
    for (QAction* action : std::as_const(m_studyActions)) {
        action->setEnabled(study.isOpen());
    }
    for (QAction* action : std::as_const(m_maskActions)) {
        action->setEnabled(study.canSegment());
    }
    m_overlaySlice = -1;
    if (!study.isOpen()) {
        m_studyPanel->setFigures(std::nullopt);
        m_precisionPanel->setMeters(m_controller.meters());
        return;
    }
    for (const QString& note : study.notes) {
        m_banners->add(MessageKind::Warning, note);
    }
    askForReferenceLabel();
    explainModel();
    setWindowTitle(tr("%1 - Halftone").arg(study.title()));
    m_summary->setText(study.title() + QStringLiteral("    ")
                       + formatGeometry(study.prepared->oriented().geometry));
    {
        const QSignalBlocker quiet(m_strip);
        m_strip->setRange(0, std::max(0, study.slices() - 1));
        m_strip->setScores({}, {});
    }
    m_strip->setEnabled(study.slices() > 0);
    m_stripName->setText(!study.canSegment() ? tr("Slices")
                         : study.reference   ? tr("Dice per slice")
                                             : tr("Agreement per slice"));
    showSlice();
    // A window the user chose belongs to the image: another model, reference or precision keeps it.
    if (m_windowedImage != study.image) {
        m_windowedImage = study.image;
        resetWindow();
    }
}

void MainWindow::askForReferenceLabel()
{
    const std::vector<std::string>& choices = m_controller.study().referenceChoices;
    if (choices.empty()) {
        return;
    }
    std::vector<BannerAction> actions;
    for (const std::string& name : choices) {
        actions.push_back(
            {QString::fromStdString(name), [this, name] { m_controller.setReferenceLabel(name); }});
    }
    m_banners->add(MessageKind::Warning,
                   tr("The reference shows one structure, and this model knows several. Which one "
                      "is it?"),
                   actions);
}

void MainWindow::explainModel()
{
    const Study& study = m_controller.study();
    if (study.modelNote.isEmpty()) {
        return;
    }
    constexpr std::size_t kMaxOffered = 3; // beside a sentence; the menu has them all
    std::vector<BannerAction> actions;
    for (const pipeline::InstalledModel& installed : m_controller.library().models) {
        if (installed.model != study.model && actions.size() < kMaxOffered) {
            const model::ModelCard& card = installed.model->card;
            const std::string& title = card.title.empty() ? card.name : card.title;
            actions.push_back(
                {tr("Use %1").arg(QString::fromStdString(title)),
                 [this, path = toUtf8(installed.path)] { m_controller.openModel(path); }});
        }
    }
    m_banners->add(MessageKind::Warning, study.modelNote, actions);
}

QImage MainWindow::picture()
{
    // Texts that changed a moment ago have their place before the picture is taken.
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    m_view->renderNow();
    m_precisionPanel->chart().renderNow();
    return grab().toImage().convertToFormat(QImage::Format_RGB32);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.front().isLocalFile()) {
        event->acceptProposedAction();
    }
}

void MainWindow::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    openPath(event->mimeData()->urls().front().toLocalFile());
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (m_controller.isSaving()) {
        m_closeWhenSaved = true;
        m_banners->add(MessageKind::Note,
                       tr("A mask is still being saved. The window closes when its file is whole."),
                       {{tr("Keep open"), [this] { m_closeWhenSaved = false; }},
                        {tr("Close without saving"), [this] { m_controller.cancelSaving(); }}});
        event->ignore();
        return;
    }
    if (m_options.remember) {
        QSettings().setValue(QStringLiteral("geometry"), saveGeometry());
    }
    QMainWindow::closeEvent(event);
}

} // namespace halftone::ui
