// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
// The middle of the window: the slice, what lies over it, and the figures about it.
#include "core/base/statistics.h"
#include "ui/document/format.h"
#include "ui/widgets/window/main_window.h"
#include "ui/widgets/panels/precision_panel.h"
#include "ui/widgets/views/slice_strip.h"
#include "ui/widgets/views/slice_view.h"
#include "ui/widgets/window/status_line.h"
#include "ui/widgets/panels/study_panel.h"

#include <QLabel>
#include <QSignalBlocker>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace halftone::ui {

namespace {

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
    if (!m_controller.study().isOpen()) {
        return;
    }
    showMask();
    showReference();
    showCaption();
    m_view->scheduleRender();
}

void MainWindow::showMask()
{
    const Study& study = m_controller.study();
    SliceRenderer& renderer = m_view->slice();
    const int slice = m_controller.slice();
    const ColourBy by = m_studyPanel->colourBy();
    const auto mask = m_controller.mask();
    if (mask && m_maskShown) {
        std::array<bool, 256> visible{};
        for (std::size_t value = 1; value < visible.size(); ++value) {
            visible[value] = m_controller.layers().isLabelVisible(static_cast<std::uint8_t>(value));
        }
        std::span<const std::uint8_t> comparison;
        const SliceRecord* full = m_controller.cache().findMask(m_controller.cache().full(), slice);
        if (by == ColourBy::ErrorAgainstReference) {
            comparison = study.referenceSlice(slice);
        } else if (by == ColourBy::ErrorAgainstFull && full != nullptr) {
            comparison = *full->labels;
        }
        renderer.setOverlay(by == ColourBy::ErrorAgainstReference
                                ? paintsOf(study.comparable(*mask), comparison, visible)
                                : paintsOf(*mask, comparison, visible),
                            paletteOf(study), m_studyPanel->shape());
        m_overlaySlice = slice;
    } else if (m_overlaySlice != slice || !m_maskShown) {
        // While the same slice is computed anew, its last mask stays.
        renderer.setOverlay({}, {}, OverlayShape::Fill);
        m_overlaySlice = -1;
    }
    renderer.setOverlayOpacity(m_studyPanel->opacity());
}

void MainWindow::showReference()
{
    const auto reference = m_controller.study().referenceSlice(m_controller.slice());
    if (!m_controller.layers().isReferenceVisible() || !m_maskShown || reference.empty()
        || m_studyPanel->colourBy() == ColourBy::ErrorAgainstReference) {
        m_view->slice().setReferenceOutline({}, {});
        return;
    }
    std::array<bool, 256> all{};
    all.fill(true);
    m_view->slice().setReferenceOutline(paintsOf(reference, {}, all),
                                        {static_cast<std::uint8_t>(qRed(kReferenceColour)),
                                         static_cast<std::uint8_t>(qGreen(kReferenceColour)),
                                         static_cast<std::uint8_t>(qBlue(kReferenceColour))});
}

void MainWindow::showCaption()
{
    const Study& study = m_controller.study();
    QString caption;
    if (m_controller.mask()) {
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
        figures.errors = figures.againstFull ? eval::countErrors(*record->labels, *full->labels)
                                             : eval::countErrors(study.comparable(*record->labels),
                                                                 study.referenceSlice(slice));
        figures.score = meanDice(figures.againstFull ? record->full : record->reference);
    }
    const bool all =
        std::none_of(scores.begin(), scores.end(), [](double score) { return std::isnan(score); });
    if (all && scores.size() > 1 && figures.againstFull == (study.reference == nullptr)) {
        figures.volumeScore = summarize(scores).mean;
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
            text = tr("x %1  y %2  value %3").arg(x).arg(y).arg(formatValue(value, 5));
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
    m_status->setProbe(tr("window %1  level %2").arg(formatValue(next, 4), formatValue(centre, 4)));
}

} // namespace halftone::ui
