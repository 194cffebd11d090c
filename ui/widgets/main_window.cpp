// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/main_window.h"

#include "ui/model/format.h"
#include "ui/widgets/centre_cover.h"
#include "ui/widgets/chart_view.h"
#include "ui/widgets/precision_panel.h"
#include "ui/widgets/slice_strip.h"
#include "ui/widgets/slice_view.h"
#include "ui/widgets/status_line.h"
#include "ui/widgets/study_panel.h"
#include "ui/widgets/theme.h"

#include <QAction>
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
constexpr double kMinWindowWidth = 1e-3;

Palette paletteOf(const Study& study)
{
    Palette palette;
    palette.fill(Rgb{255, 176, 74});
    if (study.model) {
        for (const Label& label : study.model->card.labels) {
            palette[label.value] = {label.colour[0], label.colour[1], label.colour[2]};
        }
    }
    palette[kOnlyHere] = kOnlyHereColour;
    palette[kMissed] = kMissedColour;
    return palette;
}

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

    m_summary = new QLabel(this);
    m_summary->setObjectName(QStringLiteral("studySummary"));
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
    setWindowTitle(tr("%1 - Halftone").arg(study.title()));
    m_summary->setText(study.title() + QStringLiteral("    ")
                       + formatGeometry(study.prepared->oriented().geometry));
    menuBar()->setCornerWidget(m_summary, Qt::TopRightCorner);
    m_summary->show();
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
    resetWindow();
}

void MainWindow::showSlice()
{
    const Study& study = m_controller.study();
    if (!study.isOpen()) {
        return;
    }
    const int slice = m_controller.slice();
    {
        const QSignalBlocker quiet(m_strip);
        m_strip->setValue(slice);
    }
    m_strip->update();
    m_sliceNumber->setText(tr("slice %1 of %2").arg(slice + 1).arg(study.slices()));
    m_view->slice().setSlice(study.prepared->oriented(), slice);
    m_view->slice().setCrosshair(std::nullopt);
    showOverlay();
}

void MainWindow::showOverlay()
{
    const Study& study = m_controller.study();
    if (!study.isOpen()) {
        return;
    }
    SliceRenderer& renderer = m_view->slice();
    const LayersModel& layers = m_controller.layers();
    const int slice = m_controller.slice();
    const auto reference = study.referenceSlice(slice);
    const ColourBy by = m_studyPanel->colourBy();
    const auto mask = m_controller.mask();

    std::array<bool, 256> visible{};
    for (std::size_t value = 1; value < visible.size(); ++value) {
        visible[value] = layers.isLabelVisible(static_cast<std::uint8_t>(value));
    }
    if (mask && m_maskShown) {
        std::span<const std::uint8_t> comparison;
        const SliceRecord* full = m_controller.cache().findMask(m_controller.cache().full(), slice);
        if (by == ColourBy::ErrorAgainstReference) {
            comparison = reference;
        } else if (by == ColourBy::ErrorAgainstFull && full != nullptr) {
            comparison = *full->labels;
        }
        renderer.setOverlay(paintsOf(*mask, comparison, visible), paletteOf(study),
                            m_studyPanel->shape());
        m_overlaySlice = slice;
    } else if (m_overlaySlice != slice || !m_maskShown) {
        // While the same slice is computed anew, its last mask stays.
        renderer.setOverlay({}, {}, OverlayShape::Fill);
        m_overlaySlice = -1;
    }
    renderer.setOverlayOpacity(m_studyPanel->opacity());

    const bool drawReference = layers.isReferenceVisible() && m_maskShown
                               && by != ColourBy::ErrorAgainstReference && !reference.empty();
    if (drawReference) {
        std::array<bool, 256> all{};
        all.fill(true);
        renderer.setReferenceOutline(paintsOf(reference, {}, all),
                                     {static_cast<std::uint8_t>(qRed(kReferenceColour)),
                                      static_cast<std::uint8_t>(qGreen(kReferenceColour)),
                                      static_cast<std::uint8_t>(qBlue(kReferenceColour))});
    } else {
        renderer.setReferenceOutline({}, {});
    }

    QString caption;
    if (mask) {
        const quant::Precision precision = m_controller.precision().precision();
        caption = formatPrecision(precision) + QStringLiteral("  ") + QChar(0x00B7)
                  + QStringLiteral("  ")
                  + (precision.isInteger()     ? tr("integer engine")
                     : precision.isSimulated() ? tr("simulated in float")
                                               : tr("float"));
        m_status->setEngine(m_controller.engine());
    } else if (!study.canSegment()) {
        caption = tr("image only");
        m_status->setEngine({});
    }
    if (!caption.isEmpty()) {
        m_view->setCaption(caption, study.image->synthetic ? tr("synthetic image") : QString());
    }
    m_view->scheduleRender();
}

void MainWindow::showFigures()
{
    const Study& study = m_controller.study();
    m_precisionPanel->setMeters(m_controller.meters());
    if (!study.canSegment()) {
        m_studyPanel->setFigures(std::nullopt);
        return;
    }
    const std::vector<double> scores = m_controller.sliceScores();
    m_strip->setScores(scores, study.reference ? tr("Dice") : tr("agreement"));

    const int slice = m_controller.slice();
    SliceFigures figures;
    figures.slice = slice;
    figures.againstFull =
        !study.reference || m_studyPanel->colourBy() == ColourBy::ErrorAgainstFull;
    SliceCache& cache = m_controller.cache();
    const SliceRecord* record = cache.findMask(m_controller.precision().precision(), slice);
    const SliceRecord* full = cache.findMask(cache.full(), slice);
    if (record != nullptr && (!figures.againstFull || full != nullptr)) {
        figures.known = true;
        figures.errors =
            countErrors(*record->labels, figures.againstFull ? std::span(*full->labels)
                                                             : study.referenceSlice(slice));
        figures.score = meanDice(figures.againstFull ? record->full : record->reference);
    }
    const bool all =
        std::none_of(scores.begin(), scores.end(), [](double score) { return std::isnan(score); });
    if (all && scores.size() > 1 && figures.againstFull == (study.reference == nullptr)) {
        figures.volumeScore = eval::summarize(scores).mean;
    }
    m_studyPanel->setFigures(figures);
}

void MainWindow::showProbe(int x, int y)
{
    const Study& study = m_controller.study();
    QString text;
    if (study.isOpen()) {
        const Geometry& grid = study.prepared->oriented().geometry;
        if (x >= 0 && y >= 0 && x < grid.size[0] && y < grid.size[1]) {
            const auto inSlice =
                static_cast<std::size_t>(y) * static_cast<std::size_t>(grid.size[0])
                + static_cast<std::size_t>(x);
            const auto slice = static_cast<std::size_t>(m_controller.slice());
            const double value =
                study.prepared->oriented().value(slice * grid.sliceVoxels() + inSlice);
            text = tr("x %1  y %2  value %3").arg(x).arg(y).arg(value, 0, 'g', 5);
        }
    }
    m_status->setProbe(text);
}

void MainWindow::resetWindow()
{
    m_window = automaticWindow(m_controller.study());
    m_view->slice().setWindow(m_window.low, m_window.high);
    m_view->scheduleRender();
}

void MainWindow::dragWindow(double width, double level)
{
    const double old = m_window.high - m_window.low;
    const double centre = (m_window.low + m_window.high) / 2 + level * old;
    const double next = std::max(kMinWindowWidth, old * std::exp(width * 2));
    m_window = {centre - next / 2, centre + next / 2};
    m_view->slice().setWindow(m_window.low, m_window.high);
    m_view->scheduleRender();
    m_status->setProbe(tr("window %1  level %2").arg(next, 0, 'g', 4).arg(centre, 0, 'g', 4));
}

QImage MainWindow::picture()
{
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
    if (m_options.remember) {
        QSettings().setValue(QStringLiteral("geometry"), saveGeometry());
    }
    QMainWindow::closeEvent(event);
}

} // namespace halftone::ui
