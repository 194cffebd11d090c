// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/views/slice_strip.h"

#include "ui/document/format.h"
#include "ui/render/overlay.h"
#include "ui/widgets/controls/theme.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <array>
#include <cmath>

namespace halftone::ui {

namespace {

constexpr int kHeight = 14;
constexpr int kMinCellForGap = 6;
constexpr int kMaxCell = 120;
constexpr int kHatch = 5; ///< pixels from line to line
constexpr QColor kOnlyMask(kOnlyHereColour.red, kOnlyHereColour.green, kOnlyHereColour.blue);

struct ScaleStop {
    double score;
    QRgb colour;
};
constexpr std::array<ScaleStop, 4> kScoreScale{{{0, qRgb(0x7d, 0x22, 0x30)},
                                                {0.5, qRgb(0x94, 0x50, 0x1f)},
                                                {0.8, qRgb(0x9f, 0xa0, 0x28)},
                                                {1, qRgb(0x36, 0xd0, 0x3a)}}};

} // namespace

QColor scoreColour(double score)
{
    std::size_t upper = 1;
    while (upper + 1 < kScoreScale.size() && kScoreScale[upper].score < score) {
        ++upper;
    }
    const auto& [low, a] = kScoreScale[upper - 1];
    const auto& [high, b] = kScoreScale[upper];
    const double t = std::clamp((score - low) / (high - low), 0.0, 1.0);
    const auto mix = [t](int from, int to) {
        return static_cast<int>(std::lround(from + (to - from) * t));
    };
    return {mix(qRed(a), qRed(b)), mix(qGreen(a), qGreen(b)), mix(qBlue(a), qBlue(b))};
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

void SliceStrip::setScores(std::vector<SliceScore> scores, bool againstFull)
{
    m_scores = std::move(scores);
    m_againstFull = againstFull;
    update();
}

SliceScore SliceStrip::scoreAt(int slice) const
{
    const auto index = static_cast<std::size_t>(slice - minimum());
    return index < m_scores.size() ? m_scores[index] : SliceScore{};
}

QString SliceStrip::tipOf(int slice) const
{
    const SliceScore score = scoreAt(slice);
    const QString name = m_againstFull ? tr("agreement") : tr("Dice");
    const QString state = textOf(score.state, m_againstFull);
    const int number = m_numbers.of(slice);
    const QString found = score.isScored()
                              ? tr("Slice %1: %2 %3").arg(number).arg(name, formatScore(score.dice))
                          : !state.isEmpty() ? tr("Slice %1: %2").arg(number).arg(state)
                                             : tr("Slice %1: not computed yet").arg(number);
    QString scale;
    for (const double step : {0.0, 0.25, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0}) {
        scale +=
            QStringLiteral("<td style=\"background: %1\">&nbsp;%2&nbsp;</td>")
                .arg(scoreColour(step).name(), QString::number(step, 'f', step == 0.25 ? 2 : 1));
    }
    return QStringLiteral("<p>%1</p><table cellspacing=\"0\"><tr>%2</tr></table><p>%3</p>")
        .arg(found, scale,
             m_againstFull
                 ? tr("hatched: full precision empty, mask not<br>frame: empty in both")
                 : tr("hatched: reference empty, mask not<br>frame: empty in both<br>dash: not "
                      "labelled"));
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
    for (int slice = minimum(); isEnabled() && slice <= maximum(); ++slice) {
        paintCell(painter, cell(slice), scoreAt(slice));
    }
    if (isEnabled()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(QColor(hasFocus() ? theme::kBright : theme::kAccent), 1.6));
        painter.drawRoundedRect(QRectF(cell(value())).adjusted(-1, -1.5, 1, 1.5), 3, 3);
    }
}

void SliceStrip::paintCell(QPainter& painter, const QRect& cell, const SliceScore& score) const
{
    using State = SliceScore::State;
    const QRectF inside = QRectF(cell).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Qt::NoBrush);
    switch (score.state) {
    case State::Unknown:
    case State::Scored:
        painter.setBrush(score.isScored() ? scoreColour(score.dice) : QColor(theme::kGroove));
        painter.drawRoundedRect(cell, 2, 2);
        break;
    case State::OtherEmpty:
        painter.save();
        painter.setClipRect(cell);
        painter.setPen(QPen(kOnlyMask, 1.6));
        for (int x = -6 * kHatch; x <= cell.width() + kHeight; x += kHatch) {
            const int shift = cell.width() / 2 % kHatch; // one runs through the middle
            painter.drawLine(cell.left() + shift + x - kHeight / 2, cell.bottom() + 1,
                             cell.left() + shift + x + kHeight / 2, cell.top());
        }
        painter.restore();
        [[fallthrough]];
    case State::BothEmpty:
        painter.setPen(QColor(theme::kDim));
        painter.drawRoundedRect(inside, 2, 2);
        break;
    case State::NotLabelled:
        painter.setPen(QPen(QColor(theme::kDim), 2));
        painter.drawLine(QPoint(cell.left(), cell.center().y()),
                         QPoint(cell.right(), cell.center().y()));
        break;
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
        QToolTip::showText(help->globalPos(), tipOf(sliceAt(help->pos().x())), this);
        return true;
    }
    return QAbstractSlider::event(event);
}

} // namespace halftone::ui
