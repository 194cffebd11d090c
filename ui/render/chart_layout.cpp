// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/render/chart_layout.h"

#include "core/base/text.h"
#include "core/report/ticks.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace halftone::ui {

namespace {

constexpr ChartColour kGround{0x23, 0x27, 0x2e}; // the card that the chart lies on
constexpr ChartColour kGrid{0x33, 0x38, 0x41};
constexpr ChartColour kLine{0xa0, 0x78, 0x40};
constexpr ChartColour kLeader{0x5a, 0x60, 0x6c};
constexpr ChartColour kAccent{0xff, 0xb0, 0x4a};
constexpr ChartColour kWithin{0x7b, 0xd8, 0x8f};
constexpr unsigned char kWithinOpacity = 26;
constexpr float kDimmed = 0.62F; // how far dimmed points are mixed with the ground
struct Look {
    float radius;
    ChartColour colour;
};
constexpr Look kDominated{3.2F, {0x6a, 0x70, 0x7c}};
constexpr Look kFront{4.2F, {0xd8, 0xdb, 0xe0}};
constexpr Look kCurrent{6.5F, kAccent};
constexpr Look kStar{9.5F, kWithin};
constexpr float kRing = 10;
constexpr float kRim = 1.5F; // of hollow points
constexpr float kBar = 1.5F;
constexpr float kBeatenBar = 1; // of what does not matter much
constexpr float kBeatenBarFaded = 0.3F;
constexpr float kNamedRadius = 6;      // kept clear around a point
constexpr std::size_t kMostCosts = 12; // beside each other under the chart
// Logical pixels.
constexpr float kTextHeight = 13;
constexpr float kLeft = 44; // between the edges of the view and the axes
constexpr float kRight = 18;
constexpr float kBottom = 38;
constexpr float kTop = 20;
constexpr float kTickGap = 5;
constexpr float kNamesAbove = 15; // names may leave the axes by so much

ChartColour mixed(const ChartColour& colour, float withGround)
{
    ChartColour result{};
    for (std::size_t i = 0; i < result.size(); ++i) {
        result[i] =
            static_cast<unsigned char>(std::lround((1 - withGround) * static_cast<float>(colour[i])
                                                   + withGround * static_cast<float>(kGround[i])));
    }
    return result;
}

std::string costText(double value, CostUnit unit)
{
    switch (unit) {
    case CostUnit::Milliseconds: return formatSignificant(value, 6);
    case CostUnit::Operations:
        return value >= 1e12 ? formatSignificant(value / 1e12, 6) + " T"
                             : formatSignificant(value / 1e9, 6) + " G";
    case CostUnit::Bytes: break;
    }
    // Ticks are round values: "50 kB", where a measured size would be "50.0 kB".
    return value >= 1e6 ? formatSignificant(value / 1e6, 6) + " MB"
                        : formatSignificant(value / 1e3, 6) + " kB";
}

const Look& lookOf(const ChartPoint& point)
{
    return point.current ? kCurrent : point.onFront ? kFront : kDominated;
}

} // namespace

float ChartLayout::toX(double cost) const
{
    const double low = std::log10(frame.extent.lowCost);
    const double span = std::log10(frame.extent.highCost) - low;
    return m_plot.x0
           + static_cast<float>((std::log10(cost) - low) / span) * (m_plot.x1 - m_plot.x0);
}

float ChartLayout::toY(double quality) const
{
    const double low = frame.extent.lowQuality;
    const double span = frame.extent.highQuality - low;
    return m_plot.y0 + static_cast<float>((quality - low) / span) * (m_plot.y1 - m_plot.y0);
}

bool ChartLayout::isSeen(const ChartPoint& point) const
{
    const float x = toX(point.cost);
    const float y = toY(point.quality);
    return x > m_plot.x0 - 1 && x < m_plot.x1 + 1 && y > m_plot.y0 - 1 && y < m_plot.y1 + 1;
}

ChartColour ChartLayout::colourOf(const ChartPoint& point) const
{
    return mixed(lookOf(point).colour, point.dimmed && !point.current ? kDimmed : 0);
}

void ChartLayout::addLine(float x0, float y0, float x1, float y1, float pixels,
                          const ChartColour& colour, bool dashed)
{
    m_drawing.lines.push_back({x0, y0, x1, y1, pixels * m_ratio, colour, dashed});
}

/// `bottom`: from below, as everything in the scene is.
void ChartLayout::addText(std::string text, float x0, float x1, float bottom,
                          ChartText::Align align, ChartText::Ink ink)
{
    const float top = m_height - bottom - kTextHeight * m_ratio;
    m_texts.push_back(
        {std::move(text), {x0, top, x1, top + kTextHeight * m_ratio}, ink, align, false});
}

void ChartLayout::addCostAxis()
{
    const float text = kTextHeight * m_ratio;
    const float gap = kTickGap * m_ratio;
    addLine(m_plot.x0, m_plot.y0, m_plot.x1, m_plot.y0, 1, kGrid);
    float free = 0; // labels do not run into each other
    for (const double tick :
         report::logarithmicTicks(frame.extent.lowCost, frame.extent.highCost, kMostCosts)) {
        const std::string name = costText(tick, frame.unit);
        const float half = widthOf(name) / 2 + m_ratio;
        const float x = toX(tick);
        addLine(x, m_plot.y0, x, m_plot.y0 - 3 * m_ratio, 1, kGrid);
        if (x - half >= free && x + half <= m_width) {
            addText(name, x - half, x + half, m_plot.y0 - gap - text, ChartText::Align::Centre);
            free = x + half + gap;
        }
    }
    addText(frame.costTitle, 0, m_width, 3 * m_ratio, ChartText::Align::Centre);
}

void ChartLayout::addQualityAxis()
{
    const float text = kTextHeight * m_ratio;
    const float gap = kTickGap * m_ratio;
    const std::vector<double> ticks =
        report::linearTicks(frame.extent.lowQuality, std::min(frame.extent.highQuality, 1.0),
                            m_plot.y1 - m_plot.y0 > 6 * text ? 4 : 3);
    const bool fine = ticks.size() > 1 && ticks[1] - ticks[0] < 0.0099;
    for (const double tick : ticks) {
        const float y = toY(tick);
        addLine(m_plot.x0, y, m_plot.x1, y, 1, kGrid);
        addText(formatNumber(tick, fine ? 3 : 2), 0, m_plot.x0 - gap, y - text / 2,
                ChartText::Align::Right);
    }
}

void ChartLayout::addLimits()
{
    if (!frame.mostCost && !frame.leastQuality) {
        return;
    }
    const float right =
        frame.mostCost ? std::clamp(toX(*frame.mostCost), m_plot.x0, m_plot.x1) : m_plot.x1;
    const float bottom =
        frame.leastQuality ? std::clamp(toY(*frame.leastQuality), m_plot.y0, m_plot.y1) : m_plot.y0;
    m_drawing.areas.push_back({{m_plot.x0, bottom, right, m_plot.y1}, kWithin, kWithinOpacity});
    const ChartColour edge = mixed(kWithin, 0.4F);
    if (right < m_plot.x1) {
        addLine(right, bottom, right, m_plot.y1, 1, edge, true);
    }
    if (bottom > m_plot.y0) {
        addLine(m_plot.x0, bottom, right, bottom, 1, edge, true);
    }
}

void ChartLayout::addFront()
{
    std::vector<const ChartPoint*> front;
    for (const ChartPoint& point : points) {
        if (point.best && isSeen(point)) {
            front.push_back(&point);
        }
    }
    std::sort(front.begin(), front.end(), [](const ChartPoint* a, const ChartPoint* b) {
        return std::pair(a->cost, a->quality) < std::pair(b->cost, b->quality);
    });
    for (std::size_t i = 1; i < front.size(); ++i) {
        addLine(toX(front[i - 1]->cost), toY(front[i - 1]->quality), toX(front[i]->cost),
                toY(front[i]->quality), 1.5F, kLine);
    }
}

void ChartLayout::addNames()
{
    std::vector<LabelPoint> where;
    LabelObstacles obstacles;
    std::map<std::string, PlacedLabel> names;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const ChartPoint& point = points[i];
        const bool isNamed = (point.current || point.landmark) && isSeen(point);
        where.push_back({toX(point.cost), toY(point.quality), 0, 0, point.current});
        const auto [x, y] = std::pair(where.back().x, where.back().y);
        if (const auto [low, high] = costBar(point); low < high) {
            obstacles.soft.push_back({toX(low), y - m_ratio, toX(high), y + m_ratio});
        }
        if (const auto [low, high] = point.qualityBetween; low < high) {
            obstacles.soft.push_back({x - m_ratio, toY(low), x + m_ratio, toY(high)});
        }
        if (!isNamed) {
            continue;
        }
        const auto kept = m_placed.find(point.label);
        if (namesKept && kept != m_placed.end()) {
            names[point.label] = {i, kept->second.box, kept->second.leader};
            obstacles.hard.push_back(kept->second.box);
        } else if (!namesKept || point.current) {
            where.back().width = widthOf(point.label) + 2 * m_ratio;
            where.back().height = kTextHeight * m_ratio;
        }
    }
    const LabelBox room{m_plot.x0 - 4 * m_ratio, m_plot.y0 - 2 * m_ratio, m_plot.x1 + 14 * m_ratio,
                        m_plot.y1 + kNamesAbove * m_ratio};
    for (const PlacedLabel& label : placeLabels(room, where, kNamedRadius * m_ratio, obstacles)) {
        names[points[label.point].label] = label;
    }
    for (const auto& [name, label] : names) {
        const LabelPoint& at = where[label.point];
        if (label.leader) {
            const bool right = label.box.x0 > at.x;
            addLine(at.x, at.y, right ? label.box.x0 - m_ratio : label.box.x1 + m_ratio,
                    (label.box.y0 + label.box.y1) / 2, 1, kLeader);
        }
        addText(name, label.box.x0, label.box.x1, label.box.y0, ChartText::Align::Centre,
                points[label.point].current ? ChartText::Ink::Current : ChartText::Ink::Name);
    }
    m_placed = std::move(names);
}

void ChartLayout::addBars(const ChartPoint& point)
{
    const auto [low, high] = costBar(point);
    const float x = toX(point.cost);
    const float y = toY(point.quality);
    const bool isBeaten = !point.current && !point.onFront;
    const float pixels = isBeaten ? kBeatenBar : kBar;
    const ChartColour colour = isBeaten ? mixed(colourOf(point), kBeatenBarFaded) : colourOf(point);
    const auto atCost = [this](double cost) { return std::clamp(toX(cost), m_plot.x0, m_plot.x1); };
    const auto atQuality = [this](double quality) {
        return std::clamp(toY(quality), m_plot.y0, m_plot.y1);
    };
    if (low < high) {
        addLine(atCost(low), y, atCost(high), y, pixels, colour);
    }
    if (point.qualityBetween.low < point.qualityBetween.high) {
        addLine(x, atQuality(point.qualityBetween.low), x, atQuality(point.qualityBetween.high),
                pixels, colour);
    }
}

void ChartLayout::addPoint(std::size_t index)
{
    const ChartPoint& point = points[index];
    const float x = toX(point.cost);
    const float y = toY(point.quality);
    if (star == index) {
        const ChartColour colour = point.current ? kAccent : kStar.colour;
        m_drawing.discs.push_back({x, y, kStar.radius * m_ratio, colour, 0, true});
        return;
    }
    const float radius = lookOf(point).radius;
    const bool hollow = !std::isfinite(point.costBetween.high);
    m_drawing.discs.push_back(
        {x, y, radius * m_ratio, colourOf(point), hollow ? (radius - kRim) * m_ratio : 0, false});
}

void ChartLayout::addPoints()
{
    // The more a point matters, the later it is drawn.
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (isSeen(points[i])) {
            order.push_back(i);
        }
    }
    std::stable_sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
        const auto weight = [this](std::size_t i) {
            return std::pair(star == i || points[i].current, lookOf(points[i]).radius);
        };
        return weight(a) < weight(b);
    });
    for (const std::size_t i : order) {
        addBars(points[i]);
        addPoint(i);
    }
    if (ring && *ring < points.size() && isSeen(points[*ring])) {
        m_drawing.ring = {toX(points[*ring].cost), toY(points[*ring].quality), kRing * m_ratio,
                          1.5F * m_ratio, kAccent};
    }
}

void ChartLayout::layOut()
{
    m_plot = {kLeft * m_ratio, kBottom * m_ratio,
              std::max(kLeft * m_ratio + 1, m_width - kRight * m_ratio),
              std::max(kBottom * m_ratio + 1, m_height - kTop * m_ratio)};
    m_drawing = {};
    m_drawing.ground = kGround;
    m_texts.clear();
    addLimits();
    addCostAxis();
    addQualityAxis();
    addNames(); // lines to names run below the points
    addFront();
    addPoints();
    if (!frame.message.empty()) {
        m_texts.push_back(
            {frame.message,
             {m_plot.x0 + 8 * m_ratio, m_height - m_plot.y1, m_plot.x1, m_height - m_plot.y0},
             ChartText::Ink::Dim,
             ChartText::Align::Centre,
             true});
    }
}

void ChartLayout::setSize(float width, float height, float ratio)
{
    m_width = width;
    m_height = height;
    m_ratio = ratio;
    m_placed.clear(); // boxes are of the former size
}

void ChartLayout::setFrame(ChartFrame changed)
{
    if (frame.extent != changed.extent) {
        m_placed.clear();
    }
    frame = std::move(changed);
}

std::array<double, 2> ChartLayout::positionOf(const ChartPoint& point) const
{
    return {toX(point.cost), m_height - toY(point.quality)};
}

} // namespace halftone::ui
