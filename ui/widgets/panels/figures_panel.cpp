// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/panels/figures_panel.h"

#include "ui/document/format.h"
#include "ui/render/overlay.h"
#include "ui/widgets/controls/definition_button.h"
#include "ui/widgets/controls/theme.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPainterPath>
#include <QPixmap>

#include <cmath>

namespace halftone::ui {

namespace {

constexpr int kSwatchPixels = 12;
constexpr int kHeadingPixels = 168; ///< beside the button; the panel does not grow

/// The paint of a swatch; an error's is hatched as it is on the image, or a plain colour.
struct Swatch {
    std::vector<QRgb> colours; ///< beside each other; none: nothing is seen, its place is kept
    std::optional<Paint> hatch{};
};

void paintSwatch(QLabel* swatch, const Swatch& look)
{
    const std::vector<QRgb>& colours = look.colours;
    swatch->setVisible(!colours.empty());
    const double ratio = swatch->devicePixelRatioF();
    QPixmap picture(QSize(kSwatchPixels, kSwatchPixels) * ratio);
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    QPainterPath corners;
    corners.addRoundedRect(QRectF(0, 0, kSwatchPixels, kSwatchPixels), 3, 3);
    painter.setClipPath(corners);
    if (look.hatch && !colours.empty()) {
        const std::vector<Paint> paints(std::size_t{kSwatchPixels} * kSwatchPixels, *look.hatch);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(QColor(colours.front()), 1.6));
        for (const EdgeRun& run :
             hatchesOf(paints, kSwatchPixels, kSwatchPixels, kSwatchPixels / 3.0, 1)) {
            painter.drawLine(QPointF(run.x0 + 0.5, run.y0 + 0.5),
                             QPointF(run.x1 + 0.5, run.y1 + 0.5));
        }
    } else {
        const auto count = static_cast<int>(colours.size());
        for (int n = 0; n < count; ++n) {
            const int left = n * kSwatchPixels / count;
            const int right = (n + 1) * kSwatchPixels / count;
            painter.fillRect(left, 0, right - left, kSwatchPixels,
                             QColor(colours[static_cast<std::size_t>(n)]));
        }
    }
    painter.end();
    swatch->setPixmap(picture);
}

/// Of pixels of a slice, in mm2.
double areaOf(const Geometry& grid, std::size_t pixels)
{
    Geometry slice = grid;
    slice.spacingMm[2] = 1;
    slice.direction = Geometry().direction;
    return static_cast<double>(pixels) * slice.voxelMm3();
}

/// A number and its unit, which stay in one line.
QString unbroken(QString text)
{
    return text.replace(QChar(u' '), QChar(0x00A0));
}

QString formatDistance(const Geometry& grid, double distance)
{
    return unbroken(grid.spacingKnown ? formatLength(grid, distance)
                                      : FiguresPanel::tr("%1 px").arg(formatValue(distance, 3)));
}

QRgb toQRgb(const Rgb& colour)
{
    return qRgb(colour.red, colour.green, colour.blue);
}

} // namespace

FiguresPanel::FiguresPanel(QWidget* parent)
    : QWidget(parent), m_heading(theme::heading(tr("Slice"), this)),
      m_volume(theme::label({}, "small", this))
{
    setObjectName(QStringLiteral("figures"));
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(6);
    layout->setVerticalSpacing(5);
    layout->setColumnStretch(2, 1);
    m_heading->setObjectName(QStringLiteral("figuresHeading"));
    auto* top = new QHBoxLayout;
    top->addWidget(m_heading, 1);
    top->addWidget(new DefinitionButton(
        {"Dice", "Agreement", "Only here", "Missed", "HD95", "HD95 (MONAI)"}, this));
    layout->addLayout(top, 0, 0, 1, 3);
    const std::array<QString, 3> names{tr("agree"), tr("only here"), tr("missed")};
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        Row& row = m_rows[i];
        row.swatch = new QLabel(this);
        row.swatch->setFixedSize(kSwatchPixels, kSwatchPixels);
        QSizePolicy kept = row.swatch->sizePolicy();
        kept.setRetainSizeWhenHidden(true);
        row.swatch->setSizePolicy(kept);
        row.name = new QLabel(names[i], this);
        row.area = theme::label({}, "small", this);
        row.area->setObjectName(QStringLiteral("figureArea%1").arg(i));
        row.area->setAlignment(Qt::AlignRight);
        row.value = new QLabel(this);
        row.value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        row.value->setObjectName(QStringLiteral("figure%1").arg(i));
        const int line = 2 * static_cast<int>(i) + 1; // below it the area
        auto* holder = new QHBoxLayout;
        holder->setContentsMargins(8, 0, 0, 0);
        holder->addWidget(row.swatch);
        layout->addLayout(holder, line, 0);
        layout->addWidget(row.name, line, 1);
        layout->addWidget(row.value, line, 2);
        layout->addWidget(row.area, line + 1, 1, 1, 2);
        row.area->hide();
    }
    colourSwatches();
    auto* distanceName = new QLabel(tr("HD95"), this);
    m_distance = new QLabel(this);
    m_distance->setObjectName(QStringLiteral("figureDistance"));
    layout->addWidget(distanceName, 7, 1);
    layout->addWidget(m_distance, 7, 2, Qt::AlignRight);
    m_volume->setObjectName(QStringLiteral("figureVolume"));
    m_volume->setWordWrap(true);
    m_volume->setContentsMargins(8, 2, 0, 0);
    layout->addWidget(m_volume, 8, 0, 1, 3);
}

void FiguresPanel::setFigures(const std::optional<SliceFigures>& figures, const ErrorLooks& looks,
                              const QString& pending)
{
    setVisible(figures.has_value());
    if (!figures) {
        return;
    }
    if (!(m_looks == looks)) {
        m_looks = looks;
        colourSwatches();
    }
    const bool againstReference = figures->against == ColourBy::ErrorAgainstReference;
    const QString heading =
        againstReference ? tr("Slice %1").arg(figures->number)
        : figures->against == ColourBy::ErrorAgainstFull
            ? tr("Slice %1 against full").arg(figures->number)
            : tr("Slice %1 against %2").arg(QString::number(figures->number), figures->otherName);
    m_heading->setText(
        m_heading->fontMetrics().elidedText(heading.toUpper(), Qt::ElideRight, kHeadingPixels));
    m_heading->setToolTip(heading);
    const QString score =
        againstReference || figures->otherIsReference ? tr("%1 Dice") : tr("%1 agreement");
    const QString dash = QChar(0x2013);
    const SliceScore& found = figures->score;
    const bool known = found.isKnown();
    const QString state = figures->against == ColourBy::ErrorAgainstOther
                                  && found.state == SliceScore::State::OtherEmpty
                              ? tr("B empty here")
                              : textOf(found.state, figures->against == ColourBy::ErrorAgainstFull);
    m_rows[0].value->setWordWrap(!found.isScored()); // a sentence may have two lines, no number
    m_rows[0].value->setText(found.isScored()  ? unbroken(score.arg(formatScore(found.dice)))
                             : state.isEmpty() ? dash
                                               : state);
    const std::array<std::size_t, 3> counts{figures->errors.agree, figures->errors.onlyHere,
                                            figures->errors.missed};
    for (std::size_t n = 1; n < m_rows.size(); ++n) {
        m_rows[n].value->setText(known ? unbroken(tr("%1 px").arg(formatCount(counts[n]))) : dash);
        showArea(m_rows[n], known && figures->grid.spacingKnown
                                ? formatArea(figures->grid, areaOf(figures->grid, counts[n]))
                                : QString());
    }
    showDistance(*figures);
    for (QLabel* label : {m_rows[0].value, m_rows[1].value, m_rows[2].value, m_distance}) {
        theme::setProperty(label, "pending",
                           pending.isEmpty() ? QString() : QStringLiteral("true"));
    }
    // As many lines while it is computed as before, and never none, so that nothing below moves.
    const auto lines = m_volume->text().count(QChar(u'\n'));
    const QString volume = volumeText(*figures);
    m_volume->setText(!pending.isEmpty() ? pending + QString(lines, QChar(u'\n'))
                      : volume.isEmpty() ? QString(QChar(u' '))
                                         : volume);
}

void FiguresPanel::showArea(const Row& row, const QString& area)
{
    row.value->setToolTip(area);
    row.area->setText(area);
    row.area->setVisible(!area.isEmpty());
}

void FiguresPanel::showDistance(const SliceFigures& figures)
{
    const bool measured = figures.hausdorff95 && !std::isnan(*figures.hausdorff95);
    m_distance->setText(measured ? formatDistance(figures.grid, *figures.hausdorff95)
                                 : QString(QChar(0x2013)));
    m_distance->setToolTip(measured              ? QString()
                           : figures.hausdorff95 ? tr("None: a label is in one of the masks alone")
                                                 : tr("Not measured yet"));
}

QString FiguresPanel::volumeText(const SliceFigures& figures) const
{
    QStringList lines;
    if (figures.volumeScore) {
        lines.push_back(tr("slices together: %1").arg(formatScore(*figures.volumeScore)));
    }
    if (figures.volume) {
        const MaskFigures& all = *figures.volume;
        if (all.hausdorff95 && !std::isnan(*all.hausdorff95)) {
            lines.push_back(tr("HD95 %1").arg(formatDistance(figures.grid, *all.hausdorff95)));
        }
        lines.push_back(tr("only here %1, missed %2")
                            .arg(unbroken(formatVolume(figures.grid, all.errors.onlyHere)),
                                 unbroken(formatVolume(figures.grid, all.errors.missed))));
    }
    return lines.join(QChar(u'\n'));
}

void FiguresPanel::colourSwatches()
{
    const bool shown = !m_looks.agreeing.empty();
    const auto error = [&](const Rgb& colour, Paint paint) {
        return shown
                   ? Swatch{{toQRgb(colour)}, m_looks.hatched ? std::optional(paint) : std::nullopt}
                   : Swatch{};
    };
    paintSwatch(m_rows[0].swatch, {m_looks.agreeing});
    paintSwatch(m_rows[1].swatch, error(kOnlyHereColour, kOnlyHere));
    paintSwatch(m_rows[2].swatch, error(kMissedColour, kMissed));
}

} // namespace halftone::ui
