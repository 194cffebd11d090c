// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/panels/figures_panel.h"

#include "ui/document/format.h"
#include "ui/render/overlay.h"
#include "ui/widgets/controls/theme.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>

namespace halftone::ui {

namespace {

void colourSwatch(QLabel* swatch, QRgb colour)
{
    swatch->setStyleSheet(
        QStringLiteral("background: %1; border-radius: 3px;").arg(QColor(colour).name()));
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
        row.swatch->setFixedSize(12, 12);
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
    colourSwatch(m_rows[1].swatch, toQRgb(kOnlyHereColour));
    colourSwatch(m_rows[2].swatch, toQRgb(kMissedColour));
    m_volume->setContentsMargins(8, 2, 0, 0);
    layout->addWidget(m_volume, 4, 0, 1, 3);
}

void FiguresPanel::setLabelColour(QRgb colour)
{
    colourSwatch(m_rows[0].swatch, colour);
}

void FiguresPanel::setFigures(const std::optional<SliceFigures>& figures, const QString& pending)
{
    setVisible(figures.has_value());
    if (!figures) {
        return;
    }
    m_heading->setText((figures->againstFull ? tr("Slice %1 against full").arg(figures->slice + 1)
                                             : tr("Slice %1").arg(figures->slice + 1))
                           .toUpper());
    const QString score = figures->againstFull ? tr("%1 agreement") : tr("%1 Dice");
    const QString dash = QChar(0x2013);
    const bool known = figures->known;
    m_rows[0].value->setText(known ? score.arg(formatScore(figures->score)) : dash);
    m_rows[1].value->setText(known ? tr("%1 px").arg(formatCount(figures->errors.onlyHere)) : dash);
    m_rows[2].value->setText(known ? tr("%1 px").arg(formatCount(figures->errors.missed)) : dash);
    for (const Row& row : m_rows) {
        theme::setProperty(row.value, "pending",
                           pending.isEmpty() ? QString() : QStringLiteral("true"));
    }
    const QString mean = figures->volumeScore
                             ? tr("mean of all slices: %1").arg(formatScore(*figures->volumeScore))
                             : QString();
    m_volume->setText(pending.isEmpty() ? mean : pending);
    m_volume->setVisible(!m_volume->text().isEmpty());
}

} // namespace halftone::ui
