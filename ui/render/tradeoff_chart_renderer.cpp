// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/render/tradeoff_chart_renderer.h"

#include "core/base/text.h"
#include "core/report/ticks.h"
#include "ui/render/chart_labels.h"

#include <vtkAxis.h>
#include <vtkBrush.h>
#include <vtkChartXY.h>
#include <vtkContextActor.h>
#include <vtkContextScene.h>
#include <vtkDoubleArray.h>
#include <vtkNew.h>
#include <vtkPen.h>
#include <vtkPlotLine.h>
#include <vtkRect.h>
#include <vtkRenderer.h>
#include <vtkStringArray.h>
#include <vtkTable.h>
#include <vtkTextProperty.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace halftone::ui {

namespace {

struct Ink {
    unsigned char red, green, blue, alpha;
};

constexpr double kCard[3] = {0x23 / 255.0, 0x27 / 255.0, 0x2e / 255.0};
constexpr Ink kDim{0x8b, 0x92, 0xa0, 255};
constexpr Ink kLine{0xff, 0xb0, 0x4a, 150};
constexpr Ink kGrid{0x33, 0x38, 0x41, 255};
constexpr double kPickPixels = 14;
constexpr int kFontPixels = 11;
constexpr std::size_t kMostCosts = 12; // beside each other under the chart
// Between the edges of the view and the axes, in logical pixels.
constexpr double kLeft = 46;
constexpr double kRight = 20;
constexpr double kBottom = 42;
constexpr double kTop = 24;

void setInk(vtkPen* pen, const Ink& ink)
{
    pen->SetColor(ink.red, ink.green, ink.blue, ink.alpha);
}

/// The front as a line, with its table.
struct FrontLine {
    vtkNew<vtkTable> table;
    vtkNew<vtkPlotLine> plot;

    FrontLine()
    {
        for (const char* name : {"cost", "quality"}) {
            vtkNew<vtkDoubleArray> column;
            column->SetName(name);
            table->AddColumn(column);
        }
        plot->SetInputData(table, 0, 1);
    }

    /// At least two points, or none.
    void set(std::vector<std::array<double, 2>> points)
    {
        if (points.empty()) {
            // A chart whose plots are all hidden draws no axes either, so the line lies outside.
            points.assign(2, {0, -10});
        }
        table->SetNumberOfRows(static_cast<vtkIdType>(points.size()));
        for (std::size_t i = 0; i < points.size(); ++i) {
            table->SetValue(static_cast<vtkIdType>(i), 0, points[i][0]);
            table->SetValue(static_cast<vtkIdType>(i), 1, points[i][1]);
        }
        table->Modified();
        plot->Modified();
    }
};

/// The point alone where there is no bar.
Interval barOf(const ChartPoint& point)
{
    const auto [low, high] = point.costBetween;
    return low > 0 && std::isfinite(high) ? point.costBetween : Interval{point.cost, point.cost};
}

std::string costText(double value, CostUnit unit)
{
    if (unit == CostUnit::Milliseconds) {
        return formatSignificant(value, 6);
    }
    // Ticks are round values: "50 kB", where a measured size would be "50.0 kB".
    return value >= 1e6 ? formatSignificant(value / 1e6, 6) + " MB"
                        : formatSignificant(value / 1e3, 6) + " kB";
}

void setTicks(vtkAxis* axis, double low, double high, const std::vector<double>& positions,
              const std::vector<std::string>& names)
{
    vtkNew<vtkDoubleArray> values;
    vtkNew<vtkStringArray> labels;
    for (std::size_t i = 0; i < positions.size(); ++i) {
        values->InsertNextValue(positions[i]);
        labels->InsertNextValue(names[i]);
    }
    axis->SetBehavior(vtkAxis::FIXED);
    axis->SetUnscaledRange(low, high);
    axis->SetCustomTickPositions(values, labels);
}

} // namespace

struct TradeoffChartRenderer::Impl {
    vtkNew<vtkRenderer> renderer;
    vtkNew<vtkContextActor> actor;
    vtkNew<vtkChartXY> chart;
    vtkNew<ChartLabels> labels;
    FrontLine front;
    std::vector<ChartPoint> points;
    int width = 1;
    int height = 1;

    Impl()
    {
        renderer->SetBackground(kCard[0], kCard[1], kCard[2]);
        actor->GetScene()->AddItem(chart);
        actor->GetScene()->AddItem(labels);
        renderer->AddViewProp(actor);
        actor->GetScene()->SetRenderer(renderer);
        chart->SetShowLegend(false);
        chart->SetInteractive(false);
        chart->SetRenderEmpty(true);
        chart->SetLayoutStrategy(vtkChart::AXES_TO_RECT);
        chart->GetBackgroundBrush()->SetOpacityF(0);
        front.plot->SelectableOff();
        chart->AddPlot(front.plot);
        labels->setAxes(chart->GetAxis(vtkAxis::BOTTOM), chart->GetAxis(vtkAxis::LEFT));
        style(1);
    }

    void style(double ratio)
    {
        const auto scaled = [&](double pixels) { return static_cast<float>(pixels * ratio); };
        for (const int which : {vtkAxis::BOTTOM, vtkAxis::LEFT}) {
            vtkAxis* axis = chart->GetAxis(which);
            for (vtkTextProperty* text : {axis->GetLabelProperties(), axis->GetTitleProperties()}) {
                text->SetColor(kDim.red / 255.0, kDim.green / 255.0, kDim.blue / 255.0);
                text->SetFontFamilyToArial();
                text->SetFontSize(static_cast<int>(std::lround(kFontPixels * ratio)));
                text->BoldOff();
            }
            setInk(axis->GetGridPen(), kGrid);
            setInk(axis->GetPen(), kGrid);
            axis->GetGridPen()->SetWidth(scaled(1));
            axis->SetTicksVisible(false);
            axis->SetLabelOffset(scaled(6));
            axis->SetTitle("");
        }
        chart->GetAxis(vtkAxis::BOTTOM)->SetGridVisible(false);
        chart->GetAxis(vtkAxis::LEFT)->SetAxisVisible(false);
        for (const int which : {vtkAxis::TOP, vtkAxis::RIGHT}) {
            chart->GetAxis(which)->SetVisible(false);
        }
        setInk(front.plot->GetPen(), kLine);
        front.plot->SetWidth(scaled(1.5));
        labels->setPixelRatio(ratio);
        // The axes stand exactly here; tick labels, names and the footer lie around them.
        const auto w = static_cast<float>(width);
        const auto h = static_cast<float>(height);
        chart->SetSize(vtkRectf(scaled(kLeft), scaled(kBottom),
                                std::max(1.0F, w - scaled(kLeft + kRight)),
                                std::max(1.0F, h - scaled(kBottom + kTop))));
    }

    void layOut(CostUnit unit, const std::string& costTitle)
    {
        double lowCost = 1e300;
        double highCost = 0;
        double lowQuality = 1;
        double highQuality = 0;
        for (const ChartPoint& point : points) {
            lowCost = std::min(lowCost, barOf(point).low);
            highCost = std::max(highCost, barOf(point).high);
            lowQuality = std::min(lowQuality, point.quality);
            highQuality = std::max(highQuality, point.quality);
        }
        if (points.empty()) {
            lowCost = unit == CostUnit::Milliseconds ? 1 : 1e5;
            highCost = lowCost * 100;
            lowQuality = 0;
            highQuality = 1;
        }
        // A margin keeps the outer points and their names off the frame; a flat range is widened.
        const double margin = std::max(0.08, 0.08 * std::log10(highCost / lowCost));
        const double low = std::log10(lowCost) - margin;
        const double high = std::log10(highCost) + margin;
        std::vector<double> at;
        std::vector<std::string> names;
        for (const double tick :
             report::logarithmicTicks(std::pow(10.0, low), std::pow(10.0, high), kMostCosts)) {
            at.push_back(std::log10(tick));
            names.push_back(costText(tick, unit));
        }
        vtkAxis* bottom = chart->GetAxis(vtkAxis::BOTTOM);
        setTicks(bottom, low, high, at, names);
        labels->setFooter(costTitle);

        const double padding = std::max(0.005, 0.10 * (highQuality - lowQuality));
        const double floor = std::max(0.0, lowQuality - padding);
        const double ceiling = highQuality + padding;
        const std::vector<double> ticks = report::linearTicks(floor, std::min(ceiling, 1.0), 4);
        std::vector<std::string> scores;
        const bool fine = ticks.size() > 1 && ticks[1] - ticks[0] < 0.0099;
        for (const double tick : ticks) {
            scores.push_back(formatNumber(tick, fine ? 3 : 2));
        }
        setTicks(chart->GetAxis(vtkAxis::LEFT), floor, ceiling, ticks, scores);
    }
};

TradeoffChartRenderer::TradeoffChartRenderer() : m_impl(std::make_unique<Impl>())
{
    setPoints({}, CostUnit::Milliseconds, "");
}

TradeoffChartRenderer::~TradeoffChartRenderer() = default;

vtkRenderer* TradeoffChartRenderer::renderer() const
{
    return m_impl->renderer;
}

void TradeoffChartRenderer::setViewport(int width, int height, double pixelRatio)
{
    m_impl->width = width;
    m_impl->height = height;
    m_impl->style(pixelRatio);
}

void TradeoffChartRenderer::setPoints(std::vector<ChartPoint> points, CostUnit unit,
                                      const std::string& costTitle)
{
    Impl& impl = *m_impl;
    std::erase_if(points,
                  [](const ChartPoint& p) { return !(p.cost > 0) || !std::isfinite(p.quality); });
    impl.points = std::move(points);
    std::vector<std::array<double, 2>> front;
    std::vector<ChartLabels::Item> items;
    for (const ChartPoint& point : impl.points) {
        const std::array<double, 2> at{std::log10(point.cost), point.quality};
        if (point.best) {
            front.push_back(at);
        }
        const auto rank = point.current   ? ChartLabels::Rank::Current
                          : point.onFront ? ChartLabels::Rank::Front
                                          : ChartLabels::Rank::Dominated;
        const bool named = point.current || point.landmark;
        const Interval bar = barOf(point);
        items.push_back({at[0], at[1], named ? point.label : std::string(), rank,
                         std::log10(bar.low), std::log10(bar.high),
                         !std::isfinite(point.costBetween.high)});
    }
    std::sort(front.begin(), front.end());
    if (front.size() < 2) {
        front.clear();
    }
    impl.front.set(std::move(front));
    impl.labels->setItems(std::move(items));
    impl.labels->setRing(-1);
    impl.layOut(unit, costTitle);
}

const std::vector<ChartPoint>& TradeoffChartRenderer::points() const
{
    return m_impl->points;
}

std::optional<std::pair<double, double>> TradeoffChartRenderer::positionOf(std::size_t point) const
{
    if (point >= m_impl->points.size()) {
        return std::nullopt;
    }
    const ChartPoint& p = m_impl->points[point];
    float x = 0;
    float y = 0;
    m_impl->labels->toScene(std::log10(p.cost), p.quality, x, y);
    return std::pair<double, double>(x, m_impl->height - static_cast<double>(y));
}

std::optional<std::size_t> TradeoffChartRenderer::pick(double x, double y) const
{
    std::optional<std::size_t> nearest;
    double best = kPickPixels;
    for (std::size_t i = 0; i < m_impl->points.size(); ++i) {
        const auto [px, py] = *positionOf(i);
        const double distance = std::hypot(px - x, py - y);
        if (distance < best) {
            best = distance;
            nearest = i;
        }
    }
    return nearest;
}

void TradeoffChartRenderer::setHovered(std::optional<std::size_t> point)
{
    m_impl->labels->setRing(point ? static_cast<int>(*point) : -1);
}

} // namespace halftone::ui
