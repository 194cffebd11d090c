// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/render/chart_labels.h"

#include "ui/render/label_placement.h"

#include <vtkAxis.h>
#include <vtkBrush.h>
#include <vtkContext2D.h>
#include <vtkObjectFactory.h>
#include <vtkPen.h>
#include <vtkTextProperty.h>

#include <array>
#include <cmath>

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
constexpr std::array<unsigned char, 3> kBehind{0x23, 0x27, 0x2e}; ///< behind the chart
constexpr float kRimPixels = 1.5F;                                ///< of hollow points
constexpr float kErrorBarPixels = 1.5F;

const Look& lookOf(ChartLabels::Rank rank)
{
    return rank == ChartLabels::Rank::Current ? kCurrent
           : rank == ChartLabels::Rank::Front ? kFront
                                              : kDominated;
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

void ChartLabels::paintBars(vtkContext2D* painter) const
{
    for (const Item& item : m_items) {
        if (item.barLow < item.barHigh) {
            const Look& look = lookOf(item.rank);
            float fromX = 0;
            float toX = 0;
            float y = 0;
            toScene(item.barLow, item.y, fromX, y);
            toScene(item.barHigh, item.y, toX, y);
            painter->GetPen()->SetColor(look.colour[0], look.colour[1], look.colour[2], 255);
            painter->GetPen()->SetWidth(kErrorBarPixels * m_ratio);
            painter->DrawLine(fromX, y, toX, y);
        }
    }
}

void ChartLabels::paintPoints(vtkContext2D* painter) const
{
    painter->GetBrush()->SetOpacity(255);
    // The more a point matters, the later it is drawn.
    for (const Rank rank : {Rank::Dominated, Rank::Front, Rank::Current}) {
        const auto [radius, colour] = lookOf(rank);
        for (const Item& item : m_items) {
            if (item.rank != rank) {
                continue;
            }
            float x = 0;
            float y = 0;
            toScene(item.x, item.y, x, y);
            painter->GetPen()->SetLineType(vtkPen::NO_PEN);
            painter->GetBrush()->SetColor(colour[0], colour[1], colour[2]);
            painter->DrawEllipse(x, y, radius * m_ratio, radius * m_ratio);
            if (item.hollow) { // what lies below does not show through
                painter->GetBrush()->SetColor(kBehind[0], kBehind[1], kBehind[2]);
                const float hole = (radius - kRimPixels) * m_ratio;
                painter->DrawEllipse(x, y, hole, hole);
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
    paintNames(painter); // lines to names run below the points
    paintBars(painter);
    paintPoints(painter);
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
    const LabelBox frame{m_bottom->GetPoint1()[0] - 4, m_left->GetPoint1()[1] - 2,
                         m_bottom->GetPoint2()[0] + 14 * m_ratio,
                         m_left->GetPoint2()[1] + 16 * m_ratio};
    vtkTextProperty* text = painter->GetTextProp();
    text->SetFontFamilyToArial();
    text->SetFontSize(static_cast<int>(std::lround(kFontPixels * m_ratio)));
    text->SetJustificationToLeft();
    text->SetVerticalJustificationToBottom();
    text->SetOrientation(0);
    std::vector<LabelPoint> points;
    for (const Item& item : m_items) {
        LabelPoint point;
        toScene(item.x, item.y, point.x, point.y);
        if (!item.text.empty()) {
            std::array<float, 4> bounds{}; // x, y, width, height
            painter->ComputeStringBounds(item.text, bounds.data());
            point.width = bounds[2];
            point.height = kFontPixels * m_ratio;
            point.first = item.rank == Rank::Current;
        }
        points.push_back(point);
    }
    for (const PlacedLabel& label : placeLabels(frame, points, kPointRadius * m_ratio)) {
        const LabelPoint& point = points[label.point];
        const bool current = m_items[label.point].rank == Rank::Current;
        if (label.leader) {
            const bool right = label.box.x0 > point.x;
            const float edge = right ? label.box.x0 - m_ratio : label.box.x1 + m_ratio;
            painter->GetPen()->SetColor(0x5a, 0x60, 0x6c, 255);
            painter->GetPen()->SetWidth(m_ratio);
            painter->DrawLine(point.x, point.y, edge, (label.box.y0 + label.box.y1) / 2);
        }
        if (current) {
            text->SetColor(1.0, 0xb0 / 255.0, 0x4a / 255.0);
        } else {
            text->SetColor(0xae / 255.0, 0xb4 / 255.0, 0xc0 / 255.0);
        }
        painter->DrawString(label.box.x0, label.box.y0, m_items[label.point].text);
    }
}

} // namespace halftone::ui
