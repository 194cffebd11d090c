// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/views/chart_view.h"

#include "ui/document/format.h"
#include "ui/widgets/controls/accessible.h"
#include "ui/widgets/controls/theme.h"
#include "ui/widgets/views/chart_points.h"
#include "ui/widgets/views/point_card.h"

#include <QFontMetricsF>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace halftone::ui {

namespace {

constexpr int kSamples = 4;
constexpr int kFontPixels = 11;
/// The chart yields to the slice, which is drawn and computed at the same moment.
constexpr std::chrono::milliseconds kRenderDelay{60};
/// A pointer that lies still so long, on no point, is not looked along.
constexpr std::chrono::milliseconds kIdle{3000};

/// Ticks are numbers of the core; titles come from us, in the window's language.
QString shownText(const std::string& text)
{
    const QString words = QString::fromStdString(text);
    return !words.isEmpty() && words.front().isDigit() ? localised(words) : words;
}

QFont chartFont(const QWidget& widget)
{
    QFont font = widget.font();
    font.setPixelSize(kFontPixels);
    return font;
}

Way wayOf(int key)
{
    return key == Qt::Key_Left    ? Way::Cheaper
           : key == Qt::Key_Right ? Way::Dearer
           : key == Qt::Key_Up    ? Way::DearerOnFront
           : key == Qt::Key_Down  ? Way::CheaperOnFront
           : key == Qt::Key_Home  ? Way::Cheapest
                                  : Way::Dearest;
}

QColor colourOf(ChartText::Ink ink)
{
    return ink == ChartText::Ink::Current ? QColor(theme::kAccent)
           : ink == ChartText::Ink::Name  ? QColor(0xb4, 0xb9, 0xc3)
                                          : QColor(theme::kDim);
}

} // namespace

ChartView::ChartView(QWidget* parent) : RenderView(kSamples, parent)
{
    setObjectName(QStringLiteral("tradeoffChart"));
    setAccessibleRole(*this, QAccessible::Chart);
    setMouseTracking(true);
    // A click goes to a point; the keys of the window go on doing what they did.
    setFocusPolicy(Qt::TabFocus);
    setMinimumHeight(76);
    setRenderDelay(kRenderDelay);
    m_renderer.setTextWidth([this](const std::string& text) {
        return static_cast<float>(QFontMetricsF(chartFont(*this)).horizontalAdvance(shownText(text))
                                  * devicePixelRatioF());
    });
    m_idle.setSingleShot(true);
    m_idle.setInterval(kIdle);
    connect(&m_idle, &QTimer::timeout, this, &ChartView::follow);
    showRenderer(m_renderer.renderer());
}

ChartView::~ChartView()
{
    delete m_card;
}

const PointCard* ChartView::card() const
{
    return m_card;
}

void ChartView::setModel(const TradeoffTableModel* model)
{
    m_model = model;
    connect(model, &QAbstractItemModel::dataChanged, this, &ChartView::updatePoints);
    connect(model, &QAbstractItemModel::modelReset, this, &ChartView::updatePoints);
    updatePoints();
}

void ChartView::setCurrent(quant::Precision precision)
{
    m_current = precision;
    updatePoints();
}

void ChartView::setAxes(const TradeoffAxes& axes)
{
    m_wished = axes;
    updatePoints();
}

TradeoffAxes ChartView::axes() const
{
    return possibleAxes(m_wished, m_model != nullptr ? m_model->subject() : TradeoffSubject{});
}

void ChartView::setLimits(const pipeline::Limits& limits)
{
    m_limits = limits;
    updatePoints();
}

void ChartView::setSweeping(bool sweeping)
{
    m_scale.setGrowing(sweeping);
    follow();
}

void ChartView::updatePoints()
{
    if (m_model == nullptr) {
        return;
    }
    const TradeoffAxes now = axes();
    ChartPoints drawn = chartPoints(*m_model, now, m_limits, m_current);
    const bool isOther = m_rows.empty() || m_subject != m_model->subject() || m_shownAxes != now;
    const bool cleared = drawn.points.empty();
    m_subject = m_model->subject();
    m_shownAxes = now;
    m_rows = std::move(drawn.rows);
    isOther ? m_scale.restart(drawn.extent) : m_scale.need(drawn.extent);
    m_renderer.setPoints(std::move(drawn.points), drawn.star);
    if (m_selected && !shownIndex(*m_selected)) {
        choose(std::nullopt, Card::None);
    }
    follow();
    updateCard();
    // Points of another slice or image must not stand beside this one's name.
    if (cleared) {
        renderNow();
    }
}

void ChartView::follow()
{
    if (m_model == nullptr) {
        return;
    }
    const bool isHeld = (m_pointerOver && m_idle.isActive()) || m_cardWanted == Card::Shown;
    m_scale.setHeld(isHeld);
    m_renderer.setNamesKept(isHeld);
    m_renderer.setRing(m_selected ? shownIndex(*m_selected) : std::nullopt);
    m_renderer.setFrame(frame());
    m_renderer.layOut();
    scheduleRender();
    describe();
}

ChartFrame ChartView::frame() const
{
    ChartFrame frame;
    frame.extent = m_scale.shown();
    frame.unit = costUnitOf(m_shownAxes.cost);
    frame.costTitle = titleOf(m_shownAxes.cost).toStdString();
    if (m_scale.isWaiting()) {
        frame.costTitle = tr("more lies beyond: shown when the pointer leaves").toStdString();
    }
    frame.message = chartMessage(*m_model, m_shownAxes).toStdString();
    frame.mostCost = m_limits.mostCost;
    frame.leastQuality = m_limits.leastQuality;
    return frame;
}

std::optional<std::size_t> ChartView::shownIndex(quant::Precision precision) const
{
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (m_model->points()[m_rows[i]].precision == precision) {
            return i;
        }
    }
    return std::nullopt;
}

void ChartView::select(std::optional<quant::Precision> precision)
{
    choose(precision && shownIndex(*precision) ? precision : std::nullopt, Card::None);
}

void ChartView::choose(std::optional<quant::Precision> precision, Card card)
{
    const Card wanted = precision ? card : Card::None;
    if (m_selected == precision && m_cardWanted == wanted) {
        return;
    }
    m_cardWanted = wanted;
    const bool isOther = std::exchange(m_selected, precision) != precision;
    follow();
    updateCard();
    if (isOther) {
        Q_EMIT selectionChanged(m_selected);
    }
}

void ChartView::updateCard()
{
    const std::optional<std::size_t> index = m_selected ? shownIndex(*m_selected) : std::nullopt;
    if (m_cardWanted == Card::None || !index || !isVisible()) {
        if (m_card != nullptr) {
            m_card->hide();
        }
        return;
    }
    if (m_card == nullptr || m_card->parentWidget() != window()) {
        delete m_card;
        m_card = new PointCard(window());
    }
    const double ratio = devicePixelRatioF();
    QImage picture = m_model->thumbnail(
        *m_selected, static_cast<int>(std::lround(PointCard::kThumbnailSize * ratio)));
    picture.setDevicePixelRatio(ratio);
    m_card->setFacts(factsOf(*m_model, m_rows[*index], m_shownAxes), picture,
                     *m_selected == m_current);
    const auto [x, y] = *m_renderer.positionOf(*index);
    m_card->showBeside(mapTo(window(), (QPointF(x, y) / ratio).toPoint()),
                       {mapTo(window(), QPoint(0, 0)), size()});
}

void ChartView::describe()
{
    const TradeoffAxes now = axes();
    setAccessibleName(
        tr("Trade-off chart: %1 against %2").arg(nameOf(now.quality), nameOf(now.cost)));
    QString text = chartMessage(*m_model, now);
    if (const auto index = m_selected ? shownIndex(*m_selected) : std::nullopt) {
        text = factsOf(*m_model, m_rows[*index], now).sentence();
    } else if (text.isEmpty()) {
        text = tr("%1 points. Left and Right go through them, Up and Down along the front; Enter "
                  "shows the mask.")
                   .arg(m_rows.size());
    }
    setAccessibleDescription(text);
}

void ChartView::viewportChanged(int width, int height, double pixelRatio)
{
    m_renderer.setViewport(width, height, pixelRatio);
}

void ChartView::finishPicture(QImage& picture)
{
    QPainter painter(&picture);
    painter.setFont(chartFont(*this));
    const double ratio = picture.devicePixelRatio();
    for (const ChartText& text : m_renderer.texts()) {
        const LabelBox& box = text.box;
        const QRectF where(QPointF(box.x0, box.y0) / ratio, QPointF(box.x1, box.y1) / ratio);
        const int align = text.align == ChartText::Align::Right ? Qt::AlignRight : Qt::AlignHCenter;
        painter.setPen(colourOf(text.ink));
        painter.drawText(where,
                         align | Qt::AlignVCenter
                             | (text.wraps ? int(Qt::TextWordWrap) : int(Qt::TextDontClip)),
                         shownText(text.text));
    }
}

bool ChartView::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        // The window uses the arrows for slices; here they go along the points.
        const auto* key = static_cast<QKeyEvent*>(event);
        switch (key->modifiers() == Qt::NoModifier ? key->key() : 0) {
        case Qt::Key_Left:
        case Qt::Key_Right:
        case Qt::Key_Up:
        case Qt::Key_Down:
        case Qt::Key_Home:
        case Qt::Key_End: event->accept(); return true;
        case Qt::Key_Escape:
            if (m_selected) {
                event->accept();
                return true;
            }
            break;
        default: break;
        }
    }
    return RenderView::event(event);
}

void ChartView::enterEvent(QEnterEvent* event)
{
    RenderView::enterEvent(event);
    m_pointerOver = true;
    m_idle.start();
    follow();
}

void ChartView::leaveEvent(QEvent* event)
{
    RenderView::leaveEvent(event);
    m_pointerOver = false;
    choose(std::nullopt, Card::None);
    follow();
}

void ChartView::hideEvent(QHideEvent* event)
{
    RenderView::hideEvent(event);
    m_pointerOver = false;
    choose(std::nullopt, Card::None);
}

void ChartView::mousePressEvent(QMouseEvent* event)
{
    const QPointF device = toDevice(event->position());
    const std::optional<std::size_t> point = m_renderer.pick(device.x(), device.y());
    if (event->button() == Qt::LeftButton && point) {
        Q_EMIT precisionClicked(m_model->points()[m_rows[*point]].precision);
    }
}

void ChartView::mouseMoveEvent(QMouseEvent* event)
{
    const bool wasIdle = !m_idle.isActive();
    m_pointerOver = true;
    m_idle.start();
    if (wasIdle) {
        follow();
    }
    const QPointF device = toDevice(event->position());
    const std::optional<std::size_t> point = m_renderer.pick(device.x(), device.y());
    setCursor(point ? Qt::PointingHandCursor : Qt::ArrowCursor);
    choose(point ? std::optional(m_model->points()[m_rows[*point]].precision) : std::nullopt,
           Card::Shown);
}

void ChartView::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Home:
    case Qt::Key_End: {
        const auto now = m_selected ? shownIndex(*m_selected) : std::nullopt;
        if (const auto next = neighbourOf(m_renderer.points(), now, wayOf(event->key()))) {
            choose(m_model->points()[m_rows[*next]].precision, Card::Shown);
        }
        return;
    }
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (m_selected) {
            Q_EMIT precisionClicked(*m_selected);
        }
        return;
    case Qt::Key_Escape: choose(std::nullopt, Card::None); return;
    default: RenderView::keyPressEvent(event);
    }
}

void ChartView::focusInEvent(QFocusEvent* event)
{
    RenderView::focusInEvent(event);
    if (shownIndex(m_current)) {
        choose(m_current, Card::Shown);
    }
    scheduleRender();
}

void ChartView::focusOutEvent(QFocusEvent* event)
{
    RenderView::focusOutEvent(event);
    choose(std::nullopt, Card::None);
    scheduleRender();
}

} // namespace halftone::ui
