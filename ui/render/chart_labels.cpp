// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/render/chart_labels.h"

#include <vtkAxis.h>
#include <vtkBrush.h>
#include <vtkContext2D.h>
#include <vtkObjectFactory.h>
#include <vtkPen.h>
#include <vtkTextProperty.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

namespace halftone::ui {

namespace {

constexpr float kFontPixels = 11;
constexpr float kPointRadius = 6;
constexpr float kFooterPixels = 5; ///< above the lower edge

struct Look {
    float radius;
    std::array<unsigned char, 3> colour;
};
constexpr Look kDominated{3.2F, {0x6a, 0x70, 0x7c}};
constexpr Look kFront{4.2F, {0xd8, 0xdb, 0xe0}};
constexpr Look kCurrent{6.5F, {0xff, 0xb0, 0x4a}};

struct Box {
    float x0, y0, x1, y1;

    [[nodiscard]] bool overlaps(const Box& other) const
    {
        return x0 < other.x1 && other.x0 < x1 && y0 < other.y1 && other.y0 < y1;
    }
    [[nodiscard]] bool contains(const Box& other) const
    {
        return other.x0 >= x0 && other.x1 <= x1 && other.y0 >= y0 && other.y1 <= y1;
    }
};

/// Above, right, below and left of a point.
std::array<Box, 4> placesAround(const std::array<float, 2>& point, float width, float height,
                                float gap)
{
    const auto [x, y] = point;
    const auto at = [&](float left, float bottom) {
        return Box{left, bottom, left + width, bottom + height};
    };
    return {at(x - width / 2, y + gap), at(x + gap, y - height / 2),
            at(x - width / 2, y - gap - height), at(x - gap - width, y - height / 2)};
}

} // namespace

vtkStandardNewMacro(ChartLabels);

void ChartLabels::setAxes(vtkAxis* bottom, vtkAxis* left)
{
    m_bottom = bottom;
    m_left = left;
}

void ChartLabels::toScene(double x, double y, float& sceneX, float& sceneY) const
{
    const auto place = [](vtkAxis* axis, double value, int component) {
        const float begin = axis->GetPoint1()[component];
        const float end = axis->GetPoint2()[component];
        const double span = axis->GetMaximum() - axis->GetMinimum();
        const double fraction = span > 0 ? (value - axis->GetMinimum()) / span : 0;
        return begin + static_cast<float>(fraction) * (end - begin);
    };
    sceneX = place(m_bottom, x, 0);
    sceneY = place(m_left, y, 1);
}

void ChartLabels::paintPoints(vtkContext2D* painter) const
{
    painter->GetPen()->SetLineType(vtkPen::NO_PEN);
    painter->GetBrush()->SetOpacity(255);
    // The more a point matters, the later it is drawn.
    for (const Rank rank : {Rank::Dominated, Rank::Front, Rank::Current}) {
        const Look& look = rank == Rank::Current ? kCurrent
                           : rank == Rank::Front ? kFront
                                                 : kDominated;
        painter->GetBrush()->SetColor(look.colour[0], look.colour[1], look.colour[2]);
        for (const Item& item : m_items) {
            if (item.rank == rank) {
                float x = 0;
                float y = 0;
                toScene(item.x, item.y, x, y);
                const float radius = look.radius * m_ratio;
                painter->DrawEllipse(x, y, radius, radius);
            }
        }
    }
    painter->GetPen()->SetLineType(vtkPen::SOLID_LINE);
}

bool ChartLabels::Paint(vtkContext2D* painter)
{
    if (m_bottom == nullptr || m_left == nullptr) {
        return true;
    }
    paintPoints(painter);
    paintNames(painter);
    paintFooter(painter);
    if (m_ring >= 0 && m_ring < static_cast<int>(m_items.size())) {
        float x = 0;
        float y = 0;
        toScene(m_items[static_cast<std::size_t>(m_ring)].x,
                m_items[static_cast<std::size_t>(m_ring)].y, x, y);
        painter->GetPen()->SetColor(255, 176, 74, 255);
        painter->GetPen()->SetWidth(1.5F * m_ratio);
        painter->GetBrush()->SetOpacity(0);
        painter->DrawArc(x, y, 9 * m_ratio, 0, 360);
    }
    return true;
}

void ChartLabels::paintFooter(vtkContext2D* painter) const
{
    painter->GetTextProp()->SetColor(0x8b / 255.0, 0x92 / 255.0, 0xa0 / 255.0);
    std::array<float, 4> bounds{}; // x, y, width, height
    painter->ComputeStringBounds(m_footer, bounds.data());
    const float middle = (m_bottom->GetPoint1()[0] + m_bottom->GetPoint2()[0]) / 2;
    painter->DrawString(middle - bounds[2] / 2, kFooterPixels * m_ratio, m_footer);
}

void ChartLabels::paintNames(vtkContext2D* painter) const
{
    const Box frame{m_bottom->GetPoint1()[0] - 4, m_left->GetPoint1()[1] - 2,
                    m_bottom->GetPoint2()[0] + 14 * m_ratio, m_left->GetPoint2()[1] + 16 * m_ratio};
    std::vector<Box> points;
    std::vector<std::array<float, 2>> centres;
    const float radius = kPointRadius * m_ratio;
    for (const Item& item : m_items) {
        float x = 0;
        float y = 0;
        toScene(item.x, item.y, x, y);
        centres.push_back({x, y});
        points.push_back({x - radius, y - radius, x + radius, y + radius});
    }

    vtkTextProperty* text = painter->GetTextProp();
    text->SetFontFamilyToArial();
    text->SetFontSize(static_cast<int>(std::lround(kFontPixels * m_ratio)));
    text->SetJustificationToLeft();
    text->SetVerticalJustificationToBottom();
    text->SetOrientation(0);
    // The current point first: it is always named, if need be over other points.
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        if (!m_items[i].text.empty()) {
            const bool current = m_items[i].rank == Rank::Current;
            order.insert(current ? order.begin() : order.end(), i);
        }
    }
    std::vector<Box> names;
    const auto isFree = [&](const Box& box, bool mayCoverPoints) {
        const auto overlaps = [&](const Box& other) { return box.overlaps(other); };
        return frame.contains(box) && std::none_of(names.begin(), names.end(), overlaps)
               && (mayCoverPoints || std::none_of(points.begin(), points.end(), overlaps));
    };
    for (const std::size_t i : order) {
        const bool current = m_items[i].rank == Rank::Current;
        std::array<float, 4> bounds{}; // x, y, width, height
        painter->ComputeStringBounds(m_items[i].text, bounds.data());
        const std::array<Box, 4> places =
            placesAround(centres[i], bounds[2], kFontPixels * m_ratio, radius + 2 * m_ratio);
        auto place = std::find_if(places.begin(), places.end(),
                                  [&](const Box& box) { return isFree(box, false); });
        if (place == places.end() && current) {
            // Points lie above each other more than side by side: start at the left.
            const auto beside = std::find_if(places.rbegin(), places.rend(),
                                             [&](const Box& box) { return isFree(box, true); });
            place = beside != places.rend() ? std::prev(beside.base()) : places.end();
        }
        if (place == places.end()) {
            continue;
        }
        if (current) {
            text->SetColor(1.0, 0xb0 / 255.0, 0x4a / 255.0);
        } else {
            text->SetColor(0xae / 255.0, 0xb4 / 255.0, 0xc0 / 255.0);
        }
        painter->DrawString(place->x0, place->y0, m_items[i].text);
        names.push_back(*place);
    }
}

} // namespace halftone::ui
