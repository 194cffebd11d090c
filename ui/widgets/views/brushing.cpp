// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/views/brushing.h"

#include "ui/widgets/views/slice_view.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace halftone::ui {

namespace {

/// What a brush covers of a plane, as the edges of its pixels.
std::vector<EdgeRun> edgesOf(const std::vector<image::VoxelRun>& runs, const Geometry& base,
                             const image::PlaneGrid& grid)
{
    std::vector<std::array<int, 2>> pixels;
    for (const image::VoxelRun& run : runs) {
        const auto pixelAt = [&](int i) {
            return grid.project(image::toMm(base, {double(i), double(run.j), double(run.k)}));
        };
        const auto from = pixelAt(run.first);
        const auto to = pixelAt(run.last);
        const int steps = run.last - run.first;
        for (int step = 0; step <= steps; ++step) { // a line, as i is an axis of the plane or none
            const double along = steps > 0 ? static_cast<double>(step) / steps : 0;
            pixels.push_back({static_cast<int>(std::lround(from[0] + along * (to[0] - from[0]))),
                              static_cast<int>(std::lround(from[1] + along * (to[1] - from[1])))});
        }
    }
    if (pixels.empty()) {
        return {};
    }
    std::array<int, 2> first = pixels.front();
    std::array<int, 2> last = first;
    for (const auto& pixel : pixels) {
        for (std::size_t axis = 0; axis < 2; ++axis) {
            first[axis] = std::min(first[axis], pixel[axis]);
            last[axis] = std::max(last[axis], pixel[axis]);
        }
    }
    const int columns = last[0] - first[0] + 1;
    const int rows = last[1] - first[1] + 1;
    std::vector<Paint> paints(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
    for (const auto& pixel : pixels) {
        paints[static_cast<std::size_t>(pixel[1] - first[1]) * static_cast<std::size_t>(columns)
               + static_cast<std::size_t>(pixel[0] - first[0])] = 1;
    }
    std::vector<EdgeRun> edges = outlinesOf(paints, columns, rows);
    for (EdgeRun& edge : edges) {
        edge.x0 += static_cast<float>(first[0]);
        edge.x1 += static_cast<float>(first[0]);
        edge.y0 += static_cast<float>(first[1]);
        edge.y1 += static_cast<float>(first[1]);
    }
    return edges;
}

} // namespace

Brushing::Brushing(Document& document, Editing& editing, QObject* parent)
    : QObject(parent), m_document(document), m_editing(editing)
{
    const auto again = [this] {
        if (m_view != nullptr) {
            outline(*m_view, m_planeOf());
        }
    };
    connect(&editing, &Editing::optionsChanged, this, again);
    connect(&editing, &Editing::targetChanged, this, again);
}

void Brushing::listen(const std::function<image::Plane()>& planeOf, SliceView& view)
{
    connect(&view, &SliceView::brushed, this,
            [this, planeOf, &view](Stroke stroke, const PlanePoint& point, bool erases) {
                this->stroke(stroke, planeOf(), view.slice().plane().at(point.column, point.row),
                             erases);
            });
    connect(&view, &SliceView::brushResized, this, [this](double notches) {
        // A tenth a notch, so that large brushes change as quickly as small ones.
        const double step = std::max(1.0, m_editing.options().size / 10.0);
        m_editing.resizeBrush(static_cast<int>(std::lround(notches * step)));
    });
    const auto follow = [this, planeOf, &view] {
        if (view.mousePoint()) {
            m_view = &view;
            m_planeOf = planeOf;
        } else if (m_view == &view) {
            m_view = nullptr;
        }
        outline(view, planeOf());
    };
    connect(&view, &SliceView::hovered, this, follow);
    connect(&view, &SliceView::toolChanged, this, follow);
}

void Brushing::outline(SliceView& view, image::Plane plane) const
{
    const std::optional<PlanePoint> at = view.mousePoint();
    const std::shared_ptr<const Image> base = m_document.baseImage();
    if (!at || !base || !paints(view.tool()) || m_editing.target() == nullptr) {
        view.setBrushOutline({});
        return;
    }
    image::Brush flat = m_editing.brush(plane);
    flat.throughSlices = false; // which covers the same here
    const image::Point mm = view.slice().plane().at(at->column, at->row);
    view.setBrushOutline(edgesOf(image::sweep(base->geometry, flat, plane, mm, mm), base->geometry,
                                 view.slice().plane()));
}

void Brushing::stroke(Stroke stroke, image::Plane plane, const image::Point& mm, bool erases)
{
    MaskEdits& edits = m_document.edits();
    if (stroke == Stroke::End) {
        edits.endStroke();
        m_editing.setStroking(false);
        return;
    }
    if (stroke == Stroke::Move) {
        edits.strokeTo(mm);
        return;
    }
    const Layer* layer = m_editing.target();
    if (stroke != Stroke::Begin || layer == nullptr || m_editing.isCleaning()) {
        return;
    }
    // Nobody paints what he does not see.
    LayerStyle style = layer->style;
    style.visible = true;
    for (LabelStyle& label : style.labels) {
        label.visible = label.visible || label.value == m_editing.options().label;
    }
    m_document.setStyle(layer->id, style);
    m_editing.setStroking(true);
    edits.beginStroke(layer->id, m_editing.brush(plane), m_editing.rule(erases), plane, mm);
}

bool Brushing::takeRange()
{
    const std::optional<PlanePoint> at = m_view != nullptr ? m_view->mousePoint() : std::nullopt;
    if (at) {
        m_editing.takeRange(m_planeOf(), m_view->slice().plane().at(at->column, at->row));
    }
    return at.has_value();
}

} // namespace halftone::ui
