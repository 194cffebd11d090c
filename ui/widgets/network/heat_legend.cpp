// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/network/heat_legend.h"

#include "ui/widgets/controls/theme.h"
#include "ui/widgets/network/network_diagram.h"

#include <QPainter>

namespace halftone::ui {

namespace {

constexpr int kBar = 64;
constexpr int kBarHeight = 8;
constexpr int kGap = 6;

} // namespace

HeatLegend::HeatLegend(QWidget* parent) : QWidget(parent)
{
    QFont small = font();
    small.setPixelSize(11);
    setFont(small);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void HeatLegend::setEnds(const QString& least, const QString& most)
{
    m_least = least;
    m_most = most;
    setVisible(!most.isEmpty());
    setAccessibleName(tr("Colours from %1 to %2").arg(least, most));
    updateGeometry();
    update();
}

QSize HeatLegend::sizeHint() const
{
    const QFontMetrics metrics(font());
    return {metrics.horizontalAdvance(m_least) + metrics.horizontalAdvance(m_most) + kBar
                + 2 * kGap,
            metrics.height()};
}

void HeatLegend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(QColor(theme::kDim));
    painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter, m_least);
    painter.drawText(rect(), Qt::AlignRight | Qt::AlignVCenter, m_most);
    const QRectF bar(QFontMetrics(font()).horizontalAdvance(m_least) + kGap,
                     (height() - kBarHeight) / 2.0, kBar, kBarHeight);
    QLinearGradient gradient(bar.topLeft(), bar.topRight());
    gradient.setColorAt(0, heatColour(0));
    gradient.setColorAt(1, heatColour(1));
    painter.fillRect(bar, gradient);
    painter.setPen(QColor(theme::kGroove));
    painter.drawRect(bar);
}

} // namespace halftone::ui
