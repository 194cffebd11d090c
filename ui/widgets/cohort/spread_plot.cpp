// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/cohort/spread_plot.h"

#include "core/report/ticks.h"
#include "ui/document/format.h"
#include "ui/widgets/controls/accessible.h"
#include "ui/widgets/controls/theme.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace halftone::ui {

namespace {

constexpr int kLeft = 58; ///< for the numbers of the axis
constexpr int kTop = 12;
constexpr int kRight = 12;
constexpr int kNames = 24; ///< below the area, for the precisions
constexpr int kFontPixels = 12;
constexpr double kDot = 3.5;
constexpr double kReach = 9; ///< a mark is meant within so many pixels
constexpr double kBoxShare = 0.46;
constexpr double kMostBox = 56;
constexpr int kTicks = 5;

QColor withAlpha(QRgb colour, int alpha)
{
    QColor result(colour);
    result.setAlpha(alpha);
    return result;
}

/// Where a case stands beside the middle of its column, in -1..1: the same wherever it is drawn.
double offsetOf(int row)
{
    constexpr int kPlaces = 7;
    return (row * 3 % kPlaces - kPlaces / 2) / static_cast<double>(kPlaces / 2);
}

} // namespace

SpreadPlot::SpreadPlot(QWidget* parent) : QWidget(parent)
{
    setMouseTracking(true);
    setAccessibleRole(*this, QAccessible::Chart); // what it shows, the tables beside it say
}

void SpreadPlot::setColumns(Kind kind, std::vector<SpreadColumn> columns,
                            std::function<QString(int row)> nameOf)
{
    m_kind = kind;
    m_columns = std::move(columns);
    m_nameOf = std::move(nameOf);
    setRange();
    update();
}

void SpreadPlot::setPrecision(quant::Precision precision)
{
    m_precision = precision;
    update();
}

void SpreadPlot::setSelectedRow(int row)
{
    m_selected = row;
    update();
}

void SpreadPlot::setRange()
{
    m_low = std::numeric_limits<double>::max();
    m_high = std::numeric_limits<double>::lowest();
    const auto take = [this](double value) {
        m_low = std::min(m_low, value);
        m_high = std::max(m_high, value);
    };
    for (const SpreadColumn& column : m_columns) {
        for (const SpreadMark& mark : column.marks) {
            take(mark.value);
        }
        if (column.between) {
            take(column.between->low);
            take(column.between->high);
        }
    }
    if (m_kind == Kind::Losses) {
        take(0); // what is compared with is in the picture
    }
    if (m_low > m_high) {
        m_low = 0;
        m_high = 1;
    }
    constexpr double kAir = 0.08;
    constexpr double kLeastRange = 0.002; // equal scores are no cliff
    const double range = std::max(m_high - m_low, kLeastRange);
    const double middle = (m_low + m_high) / 2;
    m_low = middle - range * (0.5 + kAir);
    m_high = middle + range * (0.5 + kAir);
}

QRectF SpreadPlot::legendArea() const
{
    QFont small = font();
    small.setPixelSize(kFontPixels);
    const int width = std::max(1, this->width() - kLeft - kRight);
    const int tall =
        QFontMetrics(small)
            .boundingRect(QRect(0, 0, width, height()), Qt::AlignLeft | Qt::TextWordWrap, legend())
            .height()
        + 6;
    return QRectF(kLeft, height() - tall, width, tall);
}

QRectF SpreadPlot::area() const
{
    return {kLeft, kTop, std::max(1.0, width() - kLeft - static_cast<double>(kRight)),
            std::max(1.0, height() - kTop - kNames - legendArea().height())};
}

double SpreadPlot::xOf(std::size_t column) const
{
    const QRectF room = area();
    return room.left()
           + room.width() * (static_cast<double>(column) + 0.5)
                 / static_cast<double>(std::max<std::size_t>(1, m_columns.size()));
}

double SpreadPlot::yOf(double value) const
{
    const QRectF room = area();
    return room.bottom() - room.height() * (value - m_low) / (m_high - m_low);
}

QPointF SpreadPlot::pointOf(std::size_t column, const SpreadMark& mark) const
{
    const double step = area().width() / static_cast<double>(m_columns.size());
    const double half = std::min(kMostBox, step * kBoxShare) / 2;
    return {xOf(column) + offsetOf(mark.row) * half * 0.7, yOf(mark.value)};
}

std::optional<QPointF> SpreadPlot::placeOf(quant::Precision precision, int row) const
{
    for (std::size_t n = 0; n < m_columns.size(); ++n) {
        for (const SpreadMark& mark : m_columns[n].marks) {
            if (m_columns[n].precision == precision && mark.row == row) {
                return pointOf(n, mark);
            }
        }
    }
    return std::nullopt;
}

QString SpreadPlot::textOf(double value) const
{
    return m_kind == Kind::Losses ? formatScoreChange(value) : formatScore(value);
}

QString SpreadPlot::legend() const
{
    switch (m_kind) {
    case Kind::Scores:
    case Kind::Agreements: {
        const QString what = m_kind == Kind::Scores
                                 ? tr("Dice of each case")
                                 : tr("Agreement of each case with full precision");
        return what
               + tr(" (points). Box: quartiles and median; whiskers: outermost cases within "
                    "1.5 box heights of the box.");
    }
    case Kind::Losses:
        return tr("Dice at full precision minus Dice here, case by case (points; above 0: it "
                  "loses). Diamond: mean; bar: its 95 % bootstrap interval over subjects.");
    }
    return {};
}

void SpreadPlot::paintAxis(QPainter& painter) const
{
    const QRectF room = area();
    for (const double tick : report::linearTicks(m_low, m_high, kTicks)) {
        const double y = yOf(tick);
        const bool isZero = m_kind == Kind::Losses && std::abs(tick) < 1e-9;
        painter.setPen(QColor(isZero ? theme::kDim : theme::kLine));
        painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y));
        painter.setPen(QColor(theme::kDim));
        painter.drawText(QRectF(0, y - 10, kLeft - 8, 20), Qt::AlignRight | Qt::AlignVCenter,
                         textOf(tick));
    }
}

void SpreadPlot::paintColumn(QPainter& painter, std::size_t number) const
{
    const SpreadColumn& column = m_columns[number];
    const bool isPresent = column.precision == m_precision;
    const QRgb colour = isPresent ? theme::kAccent : theme::kText;
    const double x = xOf(number);
    const double step = area().width() / static_cast<double>(m_columns.size());
    const double half = std::min(kMostBox, step * kBoxShare) / 2;
    if (column.box) {
        const Box& box = *column.box;
        painter.setPen(QPen(withAlpha(colour, 190), 1.2));
        painter.drawLine(QPointF(x, yOf(box.highWhisker)), QPointF(x, yOf(box.upper)));
        painter.drawLine(QPointF(x, yOf(box.lower)), QPointF(x, yOf(box.lowWhisker)));
        for (const double end : {box.highWhisker, box.lowWhisker}) {
            painter.drawLine(QPointF(x - half / 2, yOf(end)), QPointF(x + half / 2, yOf(end)));
        }
        painter.setBrush(withAlpha(colour, 34));
        painter.drawRect(
            QRectF(QPointF(x - half, yOf(box.upper)), QPointF(x + half, yOf(box.lower))));
        painter.setPen(QPen(QColor(colour), 2));
        painter.drawLine(QPointF(x - half, yOf(box.middle)), QPointF(x + half, yOf(box.middle)));
    }
    painter.setPen(Qt::NoPen);
    for (const SpreadMark& mark : column.marks) {
        const bool isSelected = mark.row == m_selected;
        painter.setBrush(isSelected ? QColor(theme::kBright) : withAlpha(colour, 150));
        const double radius = isSelected ? kDot + 2 : kDot;
        painter.drawEllipse(pointOf(number, mark), radius, radius);
    }
    if (column.mean) {
        painter.setPen(QPen(QColor(colour), 2));
        if (column.between) {
            const double low = yOf(column.between->low);
            const double high = yOf(column.between->high);
            painter.drawLine(QPointF(x, low), QPointF(x, high));
            for (const double end : {low, high}) {
                painter.drawLine(QPointF(x - 7, end), QPointF(x + 7, end));
            }
        }
        const double y = yOf(*column.mean);
        constexpr double kDiamond = 6;
        painter.setBrush(QColor(colour));
        painter.drawPolygon(QPolygonF({QPointF(x, y - kDiamond), QPointF(x + kDiamond, y),
                                       QPointF(x, y + kDiamond), QPointF(x - kDiamond, y)}));
    }
    painter.setPen(QColor(isPresent ? theme::kAccent : theme::kDim));
    painter.drawText(QRectF(x - step / 2, area().bottom() + 3, step, kNames - 3),
                     Qt::AlignHCenter | Qt::AlignVCenter, formatPrecision(column.precision));
}

void SpreadPlot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QFont small = font();
    small.setPixelSize(kFontPixels);
    painter.setFont(small);
    if (m_columns.empty()) {
        painter.setPen(QColor(theme::kDim));
        painter.drawText(rect().adjusted(24, 0, -24, 0), Qt::AlignCenter | Qt::TextWordWrap,
                         m_kind == Kind::Losses
                             ? tr("Differences are drawn once cases with a reference have run at "
                                  "full precision and another one.")
                             : tr("Cases are drawn as they come in."));
        return;
    }
    paintAxis(painter);
    for (std::size_t n = 0; n < m_columns.size(); ++n) {
        paintColumn(painter, n);
    }
    painter.setPen(QColor(theme::kDim));
    painter.drawText(legendArea(), Qt::AlignLeft | Qt::AlignBottom | Qt::TextWordWrap, legend());
}

std::optional<SpreadPlot::Hit> SpreadPlot::hitAt(const QPointF& place) const
{
    std::optional<Hit> best;
    double nearest = kReach;
    for (std::size_t n = 0; n < m_columns.size(); ++n) {
        for (const SpreadMark& mark : m_columns[n].marks) {
            const QPointF away = pointOf(n, mark) - place;
            const double distance = std::hypot(away.x(), away.y());
            if (distance <= nearest) {
                nearest = distance;
                best = Hit{n, &mark};
            }
        }
        const double step = area().width() / static_cast<double>(m_columns.size());
        const QRectF name(xOf(n) - step / 2, area().bottom(), step, kNames);
        if (!best && name.contains(place)) {
            return Hit{n, nullptr};
        }
    }
    return best;
}

void SpreadPlot::mousePressEvent(QMouseEvent* event)
{
    const auto hit = hitAt(event->position());
    if (event->button() != Qt::LeftButton || !hit) {
        return;
    }
    if (hit->mark != nullptr) {
        Q_EMIT rowClicked(hit->mark->row);
    } else {
        Q_EMIT precisionClicked(m_columns[hit->column].precision);
    }
}

void SpreadPlot::mouseDoubleClickEvent(QMouseEvent* event)
{
    const auto hit = hitAt(event->position());
    if (event->button() == Qt::LeftButton && hit && hit->mark != nullptr) {
        Q_EMIT rowActivated(hit->mark->row);
    }
}

bool SpreadPlot::event(QEvent* event)
{
    if (event->type() == QEvent::MouseMove) {
        const auto hit = hitAt(static_cast<QMouseEvent*>(event)->position());
        setCursor(hit ? Qt::PointingHandCursor : Qt::ArrowCursor);
    }
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto hit = hitAt(help->pos());
        if (hit && hit->mark != nullptr) {
            QToolTip::showText(help->globalPos(),
                               tr("%1, %2: %3")
                                   .arg(m_nameOf(hit->mark->row),
                                        formatPrecision(m_columns[hit->column].precision),
                                        textOf(hit->mark->value)),
                               this);
        } else {
            QToolTip::hideText();
        }
        return true;
    }
    return QWidget::event(event);
}

} // namespace halftone::ui
