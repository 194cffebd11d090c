// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/views/slice_strip.h"

#include "ui/document/format.h"
#include "ui/render/overlay.h"
#include "ui/widgets/controls/accessible.h"
#include "ui/widgets/controls/key_focus.h"
#include "ui/widgets/controls/theme.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace halftone::ui {

namespace {

constexpr int kHeight = 14;
constexpr int kThinHeight = 7;
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
constexpr std::array<ScaleStop, 3> kFragileScale{
    {{0, qRgb(0x2e, 0x2c, 0x38)},
     {0.1, qRgb(0x72, 0x58, 0x9e)},
     {0.3, qRgb(kFragileColour.red, kFragileColour.green, kFragileColour.blue)}}};

QColor colourOn(std::span<const ScaleStop> scale, double score)
{
    std::size_t upper = 1;
    while (upper + 1 < scale.size() && scale[upper].score < score) {
        ++upper;
    }
    const auto& [low, a] = scale[upper - 1];
    const auto& [high, b] = scale[upper];
    const double t = std::clamp((score - low) / (high - low), 0.0, 1.0);
    const auto mix = [t](int from, int to) {
        return static_cast<int>(std::lround(from + (to - from) * t));
    };
    return {mix(qRed(a), qRed(b)), mix(qGreen(a), qGreen(b)), mix(qBlue(a), qBlue(b))};
}

QString scaleRow(std::initializer_list<double> steps, QColor (*colour)(double))
{
    QString cells;
    for (const double step : steps) {
        const bool isTenth = std::abs(10 * step - std::round(10 * step)) < 1e-9;
        cells += QStringLiteral("<td style=\"background: %1; color: %2\">&nbsp;%3&nbsp;</td>")
                     .arg(colour(step).name(), theme::inkOn(colour(step)).name(),
                          formatFixed(step, isTenth ? 1 : 2));
    }
    return QStringLiteral("<table cellspacing=\"0\"><tr>%1</tr></table>").arg(cells);
}

} // namespace

QColor scoreColour(double score)
{
    return colourOn(kScoreScale, score);
}

QColor fragileColour(double share)
{
    return colourOn(kFragileScale, share);
}

SliceStrip::SliceStrip(QWidget* parent, Form form) : QAbstractSlider(parent), m_form(form)
{
    setObjectName(QStringLiteral("sliceStrip"));
    setAccessibleRole(*this, QAccessible::Slider);
    setAccessibleName(tr("Slices"));
    setOrientation(Qt::Horizontal);
    setRange(0, 0);
    // The keys of a thin strip would be those of the whole one.
    setFocusPolicy(form == Form::Whole ? Qt::TabFocus : Qt::NoFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void SliceStrip::setScores(std::vector<SliceScore> scores, StripKind kind, const QString& subject)
{
    m_scores = std::move(scores);
    m_kind = kind;
    m_subject = subject;
    update();
}

QColor SliceStrip::colourOf(double score) const
{
    return m_kind == StripKind::Fragile ? fragileColour(score) : scoreColour(score);
}

SliceScore SliceStrip::scoreAt(int slice) const
{
    const auto index = static_cast<std::size_t>(slice - minimum());
    return index < m_scores.size() ? m_scores[index] : SliceScore{};
}

QString SliceStrip::tipOf(int slice) const
{
    const SliceScore score = scoreAt(slice);
    const bool againstFull = m_kind == StripKind::Agreement;
    const QString state = textOf(score.state, againstFull);
    const QString found =
        !score.isScored() ? (state.isEmpty() ? tr("not computed yet") : state)
        : m_kind == StripKind::Fragile
            ? tr("%1 fragile").arg(formatShare(score.dice))
            : QStringLiteral("%1 %2").arg(againstFull ? tr("agreement") : tr("Dice"),
                                          formatScore(score.dice));
    const int number = m_numbers.of(slice);
    if (m_kind == StripKind::Fragile) {
        return QStringLiteral("<p>%1</p>%2<p>%3</p>")
            .arg(tr("Slice %1: %2").arg(number).arg(found),
                 scaleRow({0.0, 0.05, 0.1, 0.2, 0.3}, fragileColour),
                 tr("voxels whose label differs between<br>%1, of all that either labels")
                     .arg(m_subject));
    }
    const QString subject = m_subject.isEmpty() ? QString() : QStringLiteral(", ") + m_subject;
    return QStringLiteral("<p>%1</p>%2<p>%3</p>")
        .arg(tr("Slice %1: %2%3").arg(number).arg(found, subject),
             scaleRow({0.0, 0.25, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0}, scoreColour),
             againstFull ? tr("hatched: full precision empty, mask not<br>frame: empty in both")
                         : tr("hatched: reference empty, mask not<br>frame: empty in both<br>"
                              "dash: not labelled"));
}

QSize SliceStrip::sizeHint() const
{
    return m_form == Form::Thin ? QSize(200, kThinHeight + 2) : QSize(200, kHeight + 4);
}

QRect SliceStrip::cell(int slice) const
{
    const int room = std::min(width() - 4, count() * kMaxCell);
    const int left = 2 + (slice - minimum()) * room / count();
    const int right = 2 + (slice + 1 - minimum()) * room / count();
    const int gap = right - left >= kMinCellForGap ? 2 : 0;
    const int high = m_form == Form::Thin ? kThinHeight : kHeight;
    return {left, (height() - high) / 2, std::max(1, right - left - gap), high};
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
    if (isEnabled() && m_form == Form::Whole) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(QColor(hasFocus() ? theme::kBright : theme::kAccent), 1.6));
        painter.drawRoundedRect(QRectF(cell(value())).adjusted(-1, -1.5, 1, 1.5), 3, 3);
    }
    paintFocusRing(painter, *this, rect());
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
        painter.setBrush(score.isScored() ? colourOf(score.dice) : QColor(theme::kGroove));
        painter.drawRoundedRect(cell, 2, 2);
        break;
    case State::OtherEmpty:
        painter.save();
        painter.setClipRect(cell);
        painter.setPen(QPen(kOnlyMask, 1.6));
        for (int x = -6 * kHatch; x <= cell.width() + cell.height(); x += kHatch) {
            const int shift = cell.width() / 2 % kHatch; // one runs through the middle
            painter.drawLine(cell.left() + shift + x - cell.height() / 2, cell.bottom() + 1,
                             cell.left() + shift + x + cell.height() / 2, cell.top());
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
    const int slice = sliceAt(event->position().toPoint().x());
    if (m_form == Form::Whole) {
        setValue(slice);
    } else if (event->button() == Qt::LeftButton) {
        Q_EMIT cellPressed(slice);
    }
}

void SliceStrip::mouseDoubleClickEvent(QMouseEvent* event)
{
    // After the first click another strip may lie here.
    if (m_form == Form::Whole) {
        mousePressEvent(event);
    }
}

void SliceStrip::mouseMoveEvent(QMouseEvent* event)
{
    if (m_form == Form::Whole && event->buttons().testFlag(Qt::LeftButton)) {
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
