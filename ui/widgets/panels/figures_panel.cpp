// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/panels/figures_panel.h"

#include "ui/document/format.h"
#include "ui/render/overlay.h"
#include "ui/widgets/controls/theme.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPainterPath>
#include <QPixmap>

namespace halftone::ui {

namespace {

constexpr int kSwatchPixels = 12;

/// The colours beside each other; none: nothing is seen, and its place is kept.
void colourSwatch(QLabel* swatch, const std::vector<QRgb>& colours)
{
    swatch->setVisible(!colours.empty());
    const double ratio = swatch->devicePixelRatioF();
    QPixmap picture(QSize(kSwatchPixels, kSwatchPixels) * ratio);
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    QPainterPath corners;
    corners.addRoundedRect(QRectF(0, 0, kSwatchPixels, kSwatchPixels), 3, 3);
    painter.setClipPath(corners);
    const auto count = static_cast<int>(colours.size());
    for (int n = 0; n < count; ++n) {
        const int left = n * kSwatchPixels / count;
        const int right = (n + 1) * kSwatchPixels / count;
        painter.fillRect(left, 0, right - left, kSwatchPixels,
                         QColor(colours[static_cast<std::size_t>(n)]));
    }
    painter.end();
    swatch->setPixmap(picture);
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
    layout->setHorizontalSpacing(8);
    layout->setVerticalSpacing(9);
    layout->setColumnStretch(1, 1);
    m_heading->setObjectName(QStringLiteral("figuresHeading"));
    layout->addWidget(m_heading, 0, 0, 1, 3);
    const std::array<QString, 3> names{tr("agree"), tr("only here"), tr("missed")};
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        Row& row = m_rows[i];
        row.swatch = new QLabel(this);
        row.swatch->setFixedSize(kSwatchPixels, kSwatchPixels);
        QSizePolicy kept = row.swatch->sizePolicy();
        kept.setRetainSizeWhenHidden(true);
        row.swatch->setSizePolicy(kept);
        row.name = new QLabel(names[i], this);
        row.value = new QLabel(this);
        row.value->setObjectName(QStringLiteral("figure%1").arg(i));
        const int line = static_cast<int>(i) + 1;
        auto* holder = new QHBoxLayout;
        holder->setContentsMargins(8, 0, 0, 0);
        holder->addWidget(row.swatch);
        layout->addLayout(holder, line, 0);
        layout->addWidget(row.name, line, 1);
        layout->addWidget(row.value, line, 2, Qt::AlignRight);
    }
    colourSwatches();
    m_volume->setContentsMargins(8, 2, 0, 0);
    layout->addWidget(m_volume, 4, 0, 1, 3);
}

void FiguresPanel::setFigures(const std::optional<SliceFigures>& figures,
                              const std::vector<QRgb>& agreeing, const QString& pending)
{
    setVisible(figures.has_value());
    if (!figures) {
        return;
    }
    if (m_agreeing != agreeing) {
        m_agreeing = agreeing;
        colourSwatches();
    }
    m_heading->setText((figures->againstFull ? tr("Slice %1 against full").arg(figures->number)
                                             : tr("Slice %1").arg(figures->number))
                           .toUpper());
    const QString score = figures->againstFull ? tr("%1 agreement") : tr("%1 Dice");
    const QString dash = QChar(0x2013);
    const SliceScore& found = figures->score;
    const bool known = found.isKnown();
    const QString state = textOf(found.state, figures->againstFull);
    m_rows[0].value->setText(found.isScored()  ? score.arg(formatScore(found.dice))
                             : state.isEmpty() ? dash
                                               : state);
    m_rows[1].value->setText(known ? tr("%1 px").arg(formatCount(figures->errors.onlyHere)) : dash);
    m_rows[2].value->setText(known ? tr("%1 px").arg(formatCount(figures->errors.missed)) : dash);
    for (const Row& row : m_rows) {
        theme::setProperty(row.value, "pending",
                           pending.isEmpty() ? QString() : QStringLiteral("true"));
    }
    const QString mean = figures->volumeScore
                             ? tr("slices together: %1").arg(formatScore(*figures->volumeScore))
                             : QString();
    m_volume->setText(pending.isEmpty() ? mean : pending);
    m_volume->setVisible(!m_volume->text().isEmpty());
}

void FiguresPanel::colourSwatches()
{
    const bool shown = !m_agreeing.empty();
    using Colours = std::vector<QRgb>;
    colourSwatch(m_rows[0].swatch, m_agreeing);
    colourSwatch(m_rows[1].swatch, shown ? Colours{toQRgb(kOnlyHereColour)} : Colours{});
    colourSwatch(m_rows[2].swatch, shown ? Colours{toQRgb(kMissedColour)} : Colours{});
}

} // namespace halftone::ui
