// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/render/tradeoff_chart_renderer.h"

#include "ui/render/chart_marks.h"

#include <vtkContextActor.h>
#include <vtkContextScene.h>
#include <vtkNew.h>
#include <vtkRenderer.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace halftone::ui {

namespace {

constexpr double kPickPixels = 14;

} // namespace

struct TradeoffChartRenderer::Impl {
    vtkNew<vtkRenderer> renderer;
    vtkNew<vtkContextActor> actor;
    vtkNew<ChartMarks> marks;
    ChartLayout layout;

    Impl()
    {
        actor->GetScene()->AddItem(marks);
        renderer->AddViewProp(actor);
        actor->GetScene()->SetRenderer(renderer);
    }
};

TradeoffChartRenderer::TradeoffChartRenderer() : m_impl(std::make_unique<Impl>())
{
    setTextWidth({});
    layOut();
}

TradeoffChartRenderer::~TradeoffChartRenderer() = default;

vtkRenderer* TradeoffChartRenderer::renderer() const
{
    return m_impl->renderer;
}

void TradeoffChartRenderer::setViewport(int width, int height, double pixelRatio)
{
    m_impl->layout.setSize(static_cast<float>(width), static_cast<float>(height),
                           static_cast<float>(pixelRatio));
    layOut();
}

void TradeoffChartRenderer::setTextWidth(std::function<float(const std::string&)> widthOf)
{
    constexpr float kLetter = 7; // wide enough
    m_impl->layout.widthOf = widthOf ? std::move(widthOf) : [this](const std::string& text) {
        return kLetter * m_impl->layout.ratio() * static_cast<float>(text.size());
    };
}

void TradeoffChartRenderer::setFrame(ChartFrame frame)
{
    m_impl->layout.setFrame(std::move(frame));
}

const ChartFrame& TradeoffChartRenderer::frame() const
{
    return m_impl->layout.frame;
}

void TradeoffChartRenderer::setPoints(std::vector<ChartPoint> points,
                                      std::optional<std::size_t> star)
{
    m_impl->layout.points = std::move(points);
    m_impl->layout.star = star;
    m_impl->layout.ring.reset();
}

const std::vector<ChartPoint>& TradeoffChartRenderer::points() const
{
    return m_impl->layout.points;
}

void TradeoffChartRenderer::setNamesKept(bool kept)
{
    m_impl->layout.namesKept = kept;
}

void TradeoffChartRenderer::setRing(std::optional<std::size_t> point)
{
    m_impl->layout.ring = point;
}

void TradeoffChartRenderer::layOut()
{
    m_impl->layout.layOut();
    const ChartDrawing& drawing = m_impl->layout.drawing();
    m_impl->renderer->SetBackground(drawing.ground[0] / 255.0, drawing.ground[1] / 255.0,
                                    drawing.ground[2] / 255.0);
    m_impl->marks->setDrawing(drawing);
    m_impl->actor->GetScene()->SetDirty(true);
}

const std::vector<ChartText>& TradeoffChartRenderer::texts() const
{
    return m_impl->layout.texts();
}

std::optional<std::pair<double, double>> TradeoffChartRenderer::positionOf(std::size_t point) const
{
    if (point >= m_impl->layout.points.size()) {
        return std::nullopt;
    }
    const auto [x, y] = m_impl->layout.positionOf(m_impl->layout.points[point]);
    return std::pair(x, y);
}

std::optional<std::size_t> TradeoffChartRenderer::pick(double x, double y) const
{
    std::optional<std::size_t> nearest;
    double best = kPickPixels * m_impl->layout.ratio();
    for (std::size_t i = 0; i < m_impl->layout.points.size(); ++i) {
        const auto [px, py] = *positionOf(i);
        const double distance = std::hypot(px - x, py - y);
        if (distance < best && m_impl->layout.isSeen(m_impl->layout.points[i])) {
            best = distance;
            nearest = i;
        }
    }
    return nearest;
}

std::size_t TradeoffChartRenderer::hidden() const
{
    return static_cast<std::size_t>(
        std::count_if(m_impl->layout.points.begin(), m_impl->layout.points.end(),
                      [this](const ChartPoint& point) { return !m_impl->layout.isSeen(point); }));
}

} // namespace halftone::ui
