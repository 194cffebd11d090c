// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/panels/probability_legend.h"

#include "ui/render/probability_colours.h"
#include "ui/widgets/controls/theme.h"

#include <QPainter>

#include <algorithm>
#include <array>

namespace halftone::ui {

namespace {

constexpr int kBarHeight = 10;
constexpr int kTick = 4; ///< of the cut, above and below the bar
constexpr int kWidth = 150;
constexpr int kMargin = 7; ///< as sliders have it: half a handle
constexpr std::array kNumbers{0.0, 0.25, 0.5, 0.75, 1.0};

} // namespace

ProbabilityLegend::ProbabilityLegend(QWidget* parent) : QWidget(parent)
{
    QFont small = font();
    small.setPixelSize(11);
    setFont(small);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Colours of probabilities, from 0 to 1"));
    setToolTip(tr("Below 0.01 nothing is drawn. The white line runs around what is within the "
                  "cut."));
}

void ProbabilityLegend::setCut(double cut)
{
    m_cut = cut;
    update();
}

QSize ProbabilityLegend::sizeHint() const
{
    return {kWidth, kBarHeight + 2 * kTick + QFontMetrics(font()).height()};
}

void ProbabilityLegend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QRectF bar(kMargin, kTick, width() - 2 * kMargin, kBarHeight);
    for (int x = 0; x < static_cast<int>(bar.width()); ++x) {
        const Rgb colour = probabilityColour((x + 0.5) / bar.width());
        painter.fillRect(QRectF(bar.left() + x, bar.top(), 1, bar.height()),
                         QColor(colour.red, colour.green, colour.blue));
    }
    const QFontMetrics metrics(font());
    painter.setPen(QColor(theme::kDim));
    for (const double number : kNumbers) {
        const QString text = QString::number(number);
        const int wide = metrics.horizontalAdvance(text);
        const double middle = bar.left() + number * bar.width();
        const double left = std::clamp(middle - wide / 2.0, 0.0, 1.0 * width() - wide);
        painter.drawText(QPointF(left, bar.bottom() + kTick + metrics.ascent()), text);
    }
    const double at = bar.left() + m_cut * bar.width();
    painter.fillRect(QRectF(at - 1, 0, 2, kBarHeight + 2 * kTick),
                     QColor(kCutColour.red, kCutColour.green, kCutColour.blue));
}

} // namespace halftone::ui
