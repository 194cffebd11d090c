// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/document/view_link.h"

#include <cmath>

namespace halftone::ui {

namespace {

/// True if a plane is crossed by a direction rather than spanned by it.
bool crosses(const image::PlaneGrid& plane, const image::Point& direction)
{
    const image::Point& c = plane.columnMm;
    const image::Point& r = plane.rowMm;
    const image::Point normal{c[1] * r[2] - c[2] * r[1], c[2] * r[0] - c[0] * r[2],
                              c[0] * r[1] - c[1] * r[0]};
    const auto dot = [](const image::Point& a, const image::Point& b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    };
    return std::abs(dot(normal, direction))
           > std::sqrt(dot(normal, normal) * dot(direction, direction) / 2);
}

} // namespace

ViewState linkedView(const ViewState& view, const image::PlaneGrid& grid, const ViewState& other,
                     const image::PlaneGrid& otherGrid)
{
    if (other.fitted) {
        return {};
    }
    const double oldColumn = view.fitted ? (grid.columns - 1) / 2.0 : view.column;
    const double oldRow = view.fitted ? (grid.rows - 1) / 2.0 : view.row;
    const auto [column, row] = grid.project(otherGrid.at(other.column, other.row));
    const double pixelsPerMm = other.magnification / otherGrid.columnSpacingMm();
    return {false, pixelsPerMm * grid.columnSpacingMm(),
            crosses(otherGrid, grid.columnMm) ? oldColumn : column,
            crosses(otherGrid, grid.rowMm) ? oldRow : row};
}

void linkViews(Document& document, image::Plane plane)
{
    const std::shared_ptr<const Image> base = document.baseImage();
    if (!base) {
        return;
    }
    const auto gridOf = [&](image::Plane each) {
        return image::planeGrid(base->geometry, each, document.cursor());
    };
    for (const image::Plane each : image::kPlanes) {
        if (each != plane) {
            document.setView(each, linkedView(document.view(each), gridOf(each),
                                              document.view(plane), gridOf(plane)));
        }
    }
}

} // namespace halftone::ui
