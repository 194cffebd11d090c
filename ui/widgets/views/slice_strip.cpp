// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/views/slice_strip.h"

#include "ui/document/format.h"
#include "ui/widgets/controls/theme.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace halftone::ui {

namespace {

constexpr int kHeight = 14;
constexpr double kWorstBelowBest = 0.15;
constexpr int kMinCellForGap = 6;
constexpr int kMaxCell = 120;

QColor blend(const QColor& a, const QColor& b, double t)
{
    return QColor::fromRgbF(static_cast<float>(a.redF() + (b.redF() - a.redF()) * t),
                            static_cast<float>(a.greenF() + (b.greenF() - a.greenF()) * t),
                            static_cast<float>(a.blueF() + (b.blueF() - a.blueF()) * t));
}

} // namespace

QColor scoreColour(double score, double best)
{
    const QColor worst(0x84, 0x48, 0x1f);
    const QColor middle(0x9f, 0xa0, 0x28);
    const QColor good(0x36, 0xd0, 0x3a);
    const double t = std::clamp(1 - (best - score) / kWorstBelowBest, 0.0, 1.0);
    return t < 0.5 ? blend(worst, middle, t * 2) : blend(middle, good, t * 2 - 1);
}

SliceStrip::SliceStrip(QWidget* parent) : QAbstractSlider(parent)
{
    setObjectName(QStringLiteral("sliceStrip"));
    setAccessibleName(tr("Slices"));
    setOrientation(Qt::Horizontal);
    setRange(0, 0);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void SliceStrip::setScores(std::vector<double> scores, const QString& name)
{
    m_scores = std::move(scores);
    m_name = name;
    update();
}

QSize SliceStrip::sizeHint() const
{
    return {200, kHeight + 4};
}

QRect SliceStrip::cell(int slice) const
{
    const int room = std::min(width() - 4, count() * kMaxCell);
    const int left = 2 + (slice - minimum()) * room / count();
    const int right = 2 + (slice + 1 - minimum()) * room / count();
    const int gap = right - left >= kMinCellForGap ? 2 : 0;
    return {left, (height() - kHeight) / 2, std::max(1, right - left - gap), kHeight};
}

int SliceStrip::sliceAt(int x) const
{
    const int room = std::max(1, std::min(width() - 4, count() * kMaxCell));
    return std::clamp(minimum() + (x - 2) * count() / room, minimum(), maximum());
}

void SliceStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    double best = 0;
    for (const double score : m_scores) {
        best = std::isnan(score) ? best : std::max(best, score);
    }
    painter.setPen(Qt::NoPen);
    for (int slice = minimum(); isEnabled() && slice <= maximum(); ++slice) {
        const auto index = static_cast<std::size_t>(slice - minimum());
        const bool known = index < m_scores.size() && !std::isnan(m_scores[index]);
        painter.setBrush(known ? scoreColour(m_scores[index], best) : QColor(theme::kGroove));
        painter.drawRoundedRect(cell(slice), 2, 2);
    }
    if (isEnabled()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(QColor(hasFocus() ? theme::kBright : theme::kAccent), 1.6));
        painter.drawRoundedRect(QRectF(cell(value())).adjusted(-1, -1.5, 1, 1.5), 3, 3);
    }
}

void SliceStrip::mousePressEvent(QMouseEvent* event)
{
    setValue(sliceAt(event->position().toPoint().x()));
}

void SliceStrip::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons().testFlag(Qt::LeftButton)) {
        setValue(sliceAt(event->position().toPoint().x()));
    }
}

bool SliceStrip::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip && isEnabled()) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int slice = sliceAt(help->pos().x());
        const auto index = static_cast<std::size_t>(slice - minimum());
        const bool known = index < m_scores.size() && !std::isnan(m_scores[index]);
        QToolTip::showText(
            help->globalPos(),
            known ? tr("Slice %1: %2 %3").arg(slice + 1).arg(m_name, formatScore(m_scores[index]))
                  : tr("Slice %1").arg(slice + 1),
            this);
        return true;
    }
    return QAbstractSlider::event(event);
}

} // namespace halftone::ui
