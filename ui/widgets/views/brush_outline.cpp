// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/views/brush_outline.h"

#include <QColor>
#include <QLineF>
#include <QList>
#include <QPainter>

#include <utility>

namespace halftone::ui {

namespace {

constexpr QColor kBrush(0xff, 0xec, 0x6e);
constexpr QColor kHalo(0x0a, 0x0c, 0x0e, 0xb0);

} // namespace

void paintBrushOutline(QPainter& painter, const std::vector<EdgeRun>& outline,
                       const SliceRenderer& renderer, double ratio)
{
    const auto toPoint = [&](double column, double row) {
        const ScreenPoint at = renderer.toScreen({column, row});
        return QPointF(at.x, at.y) / ratio;
    };
    QList<QLineF> lines;
    for (const EdgeRun& run : outline) {
        lines.push_back({toPoint(run.x0, run.y0), toPoint(run.x1, run.y1)});
    }
    for (const auto& [colour, width] : {std::pair(kHalo, 3), std::pair(kBrush, 1)}) {
        painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::SquareCap));
        painter.drawLines(lines);
    }
}

} // namespace halftone::ui
