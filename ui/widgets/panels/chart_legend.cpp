// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/panels/chart_legend.h"

#include "core/base/latency.h"
#include "ui/document/words.h"
#include "ui/render/chart_layout.h"
#include "ui/widgets/controls/theme.h"

#include <QGridLayout>
#include <QImage>
#include <QLabel>
#include <QPainter>
#include <QPainterPath>
#include <QPixmap>

#include <cmath>
#include <limits>
#include <numbers>

namespace halftone::ui {

namespace {

constexpr int kWidth = 40;
constexpr int kHeight = 22;
constexpr int kWords = 260;
constexpr double kCost = 10;      // where the marks lie on the axes of a little chart,
constexpr double kQuality = 0.43; // between its lines

QColor toColour(const ChartColour& colour)
{
    return {colour[0], colour[1], colour[2]};
}

/// What the chart itself would draw of one point, with the same code and looks.
QPixmap symbolOf(const ChartPoint& point, bool isStar, double ratio)
{
    ChartLayout layout;
    layout.widthOf = [](const std::string&) { return 0.0F; };
    layout.setSize(200, 200, 1);
    layout.frame.extent = {kCost / 4, kCost * 4, 0, 1};
    layout.points = {point};
    if (isStar) {
        layout.star = 0;
    }
    layout.layOut();
    const auto position = layout.positionOf(point);
    const auto x = static_cast<float>(position[0]);
    const float below = 200 - static_cast<float>(position[1]);
    QPixmap symbol(QSize(kWidth, kHeight) * ratio);
    symbol.setDevicePixelRatio(ratio);
    symbol.fill(toColour(layout.drawing().ground));
    QPainter painter(&symbol);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto at = [&](float px, float py) {
        return QPointF(kWidth / 2.0 + px - x, kHeight / 2.0 - (py - below));
    };
    for (const ChartDrawing::Line& line : layout.drawing().lines) {
        const bool isBar = line.width < 2 && (line.x0 != line.x1 || line.y0 != line.y1)
                           && (line.y0 == below || line.x0 == x);
        if (isBar) {
            painter.setPen(QPen(toColour(line.colour), line.width));
            painter.drawLine(at(line.x0, line.y0), at(line.x1, line.y1));
        }
    }
    painter.setPen(Qt::NoPen);
    for (const ChartDrawing::Disc& disc : layout.drawing().discs) {
        painter.setBrush(toColour(disc.colour));
        if (disc.star) {
            QPolygonF star;
            for (int n = 0; n < 10; ++n) {
                const double reach = n % 2 == 0 ? disc.radius : disc.radius * 0.45;
                const double angle = std::numbers::pi * (0.5 + n / 5.0);
                star << at(disc.x, disc.y)
                            + QPointF(reach * std::cos(angle), -reach * std::sin(angle));
            }
            painter.drawPolygon(star);
            continue;
        }
        painter.drawEllipse(at(disc.x, disc.y), disc.radius, disc.radius);
        if (disc.hole > 0) {
            painter.setBrush(toColour(layout.drawing().ground));
            painter.drawEllipse(at(disc.x, disc.y), disc.hole, disc.hole);
        }
    }
    return symbol;
}

} // namespace

QWidget* makeChartLegend(QWidget* parent)
{
    auto* legend = new QWidget(parent);
    auto* grid = new QGridLayout(legend);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(8);
    const double ratio = parent->devicePixelRatioF();
    const auto add = [&](const QPixmap& symbol, const QString& words) {
        const int row = grid->rowCount();
        auto* picture = new QLabel(legend);
        picture->setPixmap(symbol);
        grid->addWidget(picture, row, 0, Qt::AlignTop);
        QLabel* text = theme::label(words, "small", legend);
        text->setWordWrap(true);
        text->setFixedWidth(kWords);
        grid->addWidget(text, row, 1);
    };
    ChartPoint point{kCost, kQuality, {}};
    add(symbolOf(point, false, ratio),
        tr("Beaten: another is no worse and cheaper, or better and no dearer, and that for sure."));
    point.onFront = true;
    add(symbolOf(point, false, ratio),
        tr("On the front: none is known to beat it. All are judged on the same voxels, so any "
           "difference in quality counts; costs count where their intervals do not overlap."));
    point.current = true;
    add(symbolOf(point, false, ratio), tr("What the window shows now."));
    point.current = false;
    point.costBetween = {0, std::numeric_limits<double>::infinity()};
    add(symbolOf(point, false, ratio),
        tr("Hollow: timed fewer than %1 times, too seldom to be ranked.").arg(kRunsToRank));
    point.costBetween = {kCost * 0.72, kCost * 1.4};
    add(symbolOf(point, false, ratio),
        tr("Bar along: the interval that holds the median time with 95 % confidence."));
    point.costBetween = {kCost, kCost};
    point.qualityBetween = {kQuality - 0.06, kQuality + 0.06};
    add(symbolOf(point, false, ratio),
        tr("Bar upright, for volumes: 95 % bootstrap interval over the slices. It ranks nothing."));
    point.qualityBetween = {kQuality, kQuality};
    add(symbolOf(point, true, ratio), tr("The best within the limits that are set."));
    return legend;
}

} // namespace halftone::ui
