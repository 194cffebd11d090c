// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/network/network_diagram.h"

#include "ui/widgets/controls/accessible.h"
#include "ui/widgets/controls/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace halftone::ui {

namespace {

constexpr int kUsualWidth = 900;
constexpr double kArrow = 5;
constexpr double kStaleOpacity = 0.45;
constexpr double kPad = 7;
constexpr double kSmallBox = 112; ///< narrower ones have smaller letters

QColor mixed(QRgb from, QRgb to, double share)
{
    const auto part = [&](int a, int b) {
        return a + static_cast<int>(std::lround(share * (b - a)));
    };
    return {part(qRed(from), qRed(to)), part(qGreen(from), qGreen(to)),
            part(qBlue(from), qBlue(to))};
}

} // namespace

QColor heatColour(double share)
{
    return mixed(theme::kCard, theme::kAccent, std::clamp(share, 0.0, 1.0));
}

NetworkDiagram::NetworkDiagram(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("networkDiagram"));
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleRole(*this, QAccessible::Chart);
    setAccessibleName(tr("Layers of the network"));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void NetworkDiagram::show(const StudiedNetwork* study, bool stale)
{
    const bool another = study == nullptr || !m_study || m_study->model != study->model;
    m_stale = stale;
    m_study = study != nullptr ? std::optional(*study) : std::nullopt;
    if (another) {
        lay();
        updateGeometry();
        choose(m_layout.boxes.empty() ? -1 : m_layout.boxes.front().node);
    }
    update();
}

void NetworkDiagram::setAspect(LayerAspect aspect)
{
    m_aspect = aspect;
    update();
}

void NetworkDiagram::choose(int node)
{
    const auto box = std::find_if(m_layout.boxes.begin(), m_layout.boxes.end(),
                                  [&](const LayerBox& each) { return each.node == node; });
    m_chosen = box != m_layout.boxes.end() ? node : -1;
    setAccessibleDescription(box != m_layout.boxes.end() ? describe(*box) : QString());
    setAccessibleValue(*this, accessibleDescription());
    update();
    Q_EMIT choseLayer(m_chosen);
}

QRectF NetworkDiagram::rectOf(int node) const
{
    for (const LayerBox& box : m_layout.boxes) {
        if (box.node == node) {
            return box.rect;
        }
    }
    return {};
}

std::optional<double> NetworkDiagram::largest() const
{
    std::optional<double> largest;
    for (const LayerBox& box : m_layout.boxes) {
        const std::optional<double> value = valueOf(m_aspect, *m_study, figuresOf(box));
        if (value && *value > largest.value_or(0)) {
            largest = value;
        }
    }
    return largest;
}

QSize NetworkDiagram::sizeHint() const
{
    return {kUsualWidth, heightForWidth(kUsualWidth)};
}

QSize NetworkDiagram::minimumSizeHint() const
{
    return m_study ? layOut(m_study->model->network, 0).size.toSize() : QSize(0, 0);
}

int NetworkDiagram::heightForWidth(int width) const
{
    return m_study
               ? static_cast<int>(std::ceil(layOut(m_study->model->network, width).size.height()))
               : 0;
}

void NetworkDiagram::lay()
{
    m_layout = m_study ? layOut(m_study->model->network, width()) : NetworkLayout();
}

void NetworkDiagram::resizeEvent(QResizeEvent*)
{
    lay();
}

const pipeline::LayerFigures& NetworkDiagram::figuresOf(const LayerBox& box) const
{
    return m_study->analysis.layers[static_cast<std::size_t>(box.node)];
}

QString NetworkDiagram::describe(const LayerBox& box) const
{
    const pipeline::LayerFigures& layer = figuresOf(box);
    QStringList words{QString::fromStdString(layer.name), bitsOf(layer), shapeOf(layer)};
    const std::pair<LayerAspect, QString> aspects[] = {
        {LayerAspect::Time, QString()},
        {LayerAspect::Error, tr("output error")},
        {LayerAspect::Sensitivity, tr("agreement with one bit less")},
        {LayerAspect::Clipped, tr("clipped")}};
    for (const auto& [aspect, name] : aspects) {
        if (const auto value = valueOf(aspect, *m_study, layer)) {
            words.push_back((name + QChar(u' ') + textOf(aspect, *value)).trimmed());
        }
    }
    return words.join(QStringLiteral(", "));
}

bool NetworkDiagram::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const int index = m_layout.boxAt(help->pos());
        if (index >= 0) {
            const LayerBox& box = m_layout.boxes[static_cast<std::size_t>(index)];
            QToolTip::showText(help->globalPos(), describe(box), this, box.rect.toRect());
        } else {
            QToolTip::hideText();
        }
        return true;
    }
    return QWidget::event(event);
}

void NetworkDiagram::mousePressEvent(QMouseEvent* event)
{
    const int index = m_layout.boxAt(event->position());
    if (index >= 0) {
        choose(m_layout.boxes[static_cast<std::size_t>(index)].node);
    }
}

void NetworkDiagram::step(int by)
{
    const auto count = static_cast<int>(m_layout.boxes.size());
    for (int i = 0; i < count; ++i) {
        if (m_layout.boxes[static_cast<std::size_t>(i)].node == m_chosen) {
            const int next = std::clamp(i + by, 0, count - 1);
            choose(m_layout.boxes[static_cast<std::size_t>(next)].node);
            return;
        }
    }
}

void NetworkDiagram::stepTowards(QPoint direction)
{
    const QPointF from = rectOf(m_chosen).center();
    int best = m_chosen;
    double least = std::numeric_limits<double>::infinity();
    for (const LayerBox& box : m_layout.boxes) {
        const QPointF way = box.rect.center() - from;
        const double along = way.x() * direction.x() + way.y() * direction.y();
        const double across = std::abs(way.x() * direction.y()) + std::abs(way.y() * direction.x());
        if (along > 1 && along + 2 * across < least) {
            least = along + 2 * across;
            best = box.node;
        }
    }
    choose(best);
}

void NetworkDiagram::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left: stepTowards({-1, 0}); return;
    case Qt::Key_Right: stepTowards({1, 0}); return;
    case Qt::Key_Up: stepTowards({0, -1}); return;
    case Qt::Key_Down: stepTowards({0, 1}); return;
    case Qt::Key_Home: step(-static_cast<int>(m_layout.boxes.size())); return;
    case Qt::Key_End: step(static_cast<int>(m_layout.boxes.size())); return;
    default: QWidget::keyPressEvent(event);
    }
}

void NetworkDiagram::drawLinks(QPainter& painter) const
{
    for (const LayerLink& link : m_layout.links) {
        const QColor colour(link.skips ? theme::kDim : theme::kText);
        QPen pen(colour, link.skips ? 1.0 : 1.5);
        pen.setStyle(link.skips ? Qt::DashLine : Qt::SolidLine);
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(link.line);
        const QPointF tip = link.line.last();
        const QPointF before = link.line.at(link.line.size() - 2);
        const double length = std::hypot(tip.x() - before.x(), tip.y() - before.y());
        if (length > 0) {
            const QPointF along = (tip - before) / length * kArrow;
            const QPointF across(-along.y() * 0.7, along.x() * 0.7);
            painter.setPen(Qt::NoPen);
            painter.setBrush(colour);
            painter.drawPolygon(QPolygonF{tip, tip - along + across, tip - along - across});
        }
    }
}

void NetworkDiagram::drawBox(QPainter& painter, const LayerBox& box, double slowest,
                             std::optional<double> largest) const
{
    const pipeline::LayerFigures& layer = figuresOf(box);
    const std::optional<double> value = valueOf(m_aspect, *m_study, layer);
    const QColor fill =
        value && largest ? heatColour(std::max(0.0, *value) / *largest) : QColor(theme::kCard);
    const QColor words = theme::inkOn(fill);
    const bool chosen = box.node == m_chosen;
    painter.setPen(QPen(chosen ? QColor(theme::kBright) : QColor(theme::kGroove), chosen ? 2 : 1));
    painter.setBrush(fill);
    painter.drawRoundedRect(box.rect.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
    if (chosen && hasFocus()) {
        painter.setPen(QPen(QColor(theme::kAccent), 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(box.rect.adjusted(-3, -3, 3, 3), 7, 7);
    }

    const bool narrow = box.rect.width() < kSmallBox;
    const double pad = narrow ? kPad - 2 : kPad;
    QFont bold = font();
    bold.setPixelSize(narrow ? 11 : 12);
    bold.setBold(true);
    QFont small = font();
    small.setPixelSize(narrow ? 10 : 11);
    const QRectF inside = box.rect.adjusted(pad, 4, -pad, -9);
    painter.setFont(bold);
    painter.setPen(words);
    painter.drawText(inside, Qt::AlignLeft | Qt::AlignTop, QString::fromStdString(layer.name));
    painter.setFont(small);
    painter.setPen(words);
    painter.drawText(inside.adjusted(0, 1, 0, 0), Qt::AlignRight | Qt::AlignTop, bitsOf(layer));
    painter.drawText(inside.adjusted(0, 16, 0, 0), Qt::AlignLeft | Qt::AlignTop, shapeOf(layer));
    if (layer.milliseconds) {
        painter.drawText(inside, Qt::AlignLeft | Qt::AlignBottom,
                         textOf(LayerAspect::Time, *layer.milliseconds));
        const QRectF track(box.rect.left() + pad, box.rect.bottom() - 7, box.rect.width() - 2 * pad,
                           3);
        QRectF bar = track;
        bar.setWidth(slowest > 0 ? track.width() * *layer.milliseconds / slowest : 0);
        painter.setPen(Qt::NoPen);
        painter.setBrush(words);
        painter.drawRect(bar);
    }
    if (m_aspect != LayerAspect::Time) {
        painter.setPen(words);
        painter.drawText(inside, Qt::AlignRight | Qt::AlignBottom,
                         value ? textOf(m_aspect, *value) : QString(QChar(0x2013)));
    }
}

void NetworkDiagram::paintEvent(QPaintEvent*)
{
    if (!m_study) {
        return;
    }
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setOpacity(m_stale ? kStaleOpacity : 1);
    double slowest = 0;
    for (const LayerBox& box : m_layout.boxes) {
        slowest = std::max(slowest, figuresOf(box).milliseconds.value_or(0));
    }
    drawLinks(painter);
    const std::optional<double> most = largest();
    for (const LayerBox& box : m_layout.boxes) {
        drawBox(painter, box, slowest, most);
    }
}

} // namespace halftone::ui
