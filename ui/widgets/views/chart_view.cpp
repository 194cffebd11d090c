// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/views/chart_view.h"

#include "core/base/pareto_front.h"
#include "ui/document/format.h"

#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>
#include <iterator>

namespace halftone::ui {

namespace {

constexpr int kSamples = 4;
/// The chart yields to the slice, which is drawn and computed at the same moment.
constexpr std::chrono::milliseconds kRenderDelay{60};

/// What people look for and papers report: the others would only crowd the names out.
bool isLandmark(quant::Precision precision)
{
    constexpr quant::Precision kLandmarks[] = {
        quant::kFull, quant::kHighestInteger, quant::kBalanced, {4, 4}, {3, 4}, quant::kSmallest,
        {1, 2}};
    return std::find(std::begin(kLandmarks), std::end(kLandmarks), precision)
           != std::end(kLandmarks);
}

} // namespace

ChartView::ChartView(QWidget* parent) : RenderView(kSamples, parent)
{
    setObjectName(QStringLiteral("tradeoffChart"));
    setAccessibleName(tr("Trade-off chart"));
    setMouseTracking(true);
    setMinimumHeight(110);
    setRenderDelay(kRenderDelay);
    showRenderer(m_renderer.renderer());
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

void ChartView::setCostAxis(CostAxis axis)
{
    m_axis = axis;
    updatePoints();
}

void ChartView::updatePoints()
{
    if (m_model == nullptr) {
        return;
    }
    std::vector<ChartPoint> points;
    m_shown.clear();
    const std::vector<std::size_t> front = m_model->front(m_axis);
    const auto& rows = m_model->points();
    std::vector<CostAndQuality> exact;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::optional<double> quality = m_model->quality(rows[i]);
        const double cost = pipeline::costOf(rows[i], m_axis);
        if (!quality || !(cost > 0)) {
            continue;
        }
        const bool onFront = std::count(front.begin(), front.end(), i) > 0;
        points.push_back({cost, *quality, quant::toString(rows[i].precision),
                          pipeline::costBetween(rows[i], m_axis), onFront, false,
                          rows[i].precision == m_current, isLandmark(rows[i].precision)});
        exact.push_back({cost, *quality});
        m_shown.push_back(rows[i]);
    }
    for (const std::size_t i : paretoFront(exact)) {
        points[i].best = true;
    }
    const bool time = m_axis == CostAxis::SliceTime;
    const QString title = points.empty() && !rows.empty() && m_model->qualityIsDice()
                              ? tr("no Dice: there is no reference in this slice")
                          : points.empty() && !rows.empty() ? tr("no agreement known in this slice")
                          : time                            ? tr("ms a slice")
                          : m_axis == CostAxis::WeightBytes ? tr("bytes of weights")
                                                            : tr("bytes of memory");
    const bool cleared = points.empty();
    m_renderer.setPoints(std::move(points), time ? CostUnit::Milliseconds : CostUnit::Bytes,
                         title.toStdString());
    // Points of another slice or image must not stand beside this one's name.
    cleared ? renderNow() : scheduleRender();
}

QString ChartView::describe(const pipeline::TradeoffPoint& point) const
{
    const QString quality = formatScore(m_model->quality(point).value_or(0));
    const Latency& latency = point.latency;
    const QString times =
        latency.isRanked() ? tr("%1 (%2 to %3, %4 runs)")
                                 .arg(formatMilliseconds(latency.medianMs),
                                      formatMilliseconds(latency.medianBetweenMs.low),
                                      formatMilliseconds(latency.medianBetweenMs.high))
                                 .arg(latency.runs)
        : latency.runs > 1
            ? tr("%1 (%2 runs)").arg(formatMilliseconds(latency.medianMs)).arg(latency.runs)
            : tr("%1 (a single run)").arg(formatMilliseconds(latency.medianMs));
    return tr("%1: %2 %3, %4 a slice, %5 of weights, %6 of memory%7. Click to show its mask.")
        .arg(formatPrecision(point.precision),
             m_model->qualityIsDice() ? tr("Dice") : tr("agreement"), quality, times,
             formatBytes(point.weightBytes), formatBytes(point.arenaBytes + point.packedBytes),
             point.measured ? QString() : tr(" (simulated)"));
}

void ChartView::viewportChanged(int width, int height, double pixelRatio)
{
    m_renderer.setViewport(width, height, pixelRatio);
}

void ChartView::mousePressEvent(QMouseEvent* event)
{
    const QPointF device = toDevice(event->position());
    const std::optional<std::size_t> point = m_renderer.pick(device.x(), device.y());
    if (event->button() == Qt::LeftButton && point) {
        Q_EMIT precisionClicked(m_shown[*point].precision);
    }
}

void ChartView::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF device = toDevice(event->position());
    const std::optional<std::size_t> point = m_renderer.pick(device.x(), device.y());
    m_renderer.setHovered(point);
    setCursor(point ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (point) {
        QToolTip::showText(event->globalPosition().toPoint(), describe(m_shown[*point]), this);
    } else {
        QToolTip::hideText();
    }
    scheduleRender();
}

void ChartView::leaveEvent(QEvent* event)
{
    RenderView::leaveEvent(event);
    m_renderer.setHovered(std::nullopt);
    scheduleRender();
}

} // namespace halftone::ui
