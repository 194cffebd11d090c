// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/views/measuring.h"

#include "ui/widgets/views/slice_view.h"

#include <utility>

namespace halftone::ui {

namespace {

/// How near a line the mouse has to be to mean it, and how short a stroke is but a click; logical
/// pixels.
constexpr double kReach = 6;
constexpr double kClick = 3;

Mark markOf(const Measurement& measurement, const Geometry& base, const image::PlaneGrid& grid,
            bool selected)
{
    const auto pixels = [&](const std::vector<image::Point>& points) {
        std::vector<PlanePoint> result;
        for (const image::Point& mm : points) {
            const auto [column, row] = grid.project(mm);
            result.push_back({column, row});
        }
        return result;
    };
    Mark mark{pixels(outlineOf(measurement, base)), pixels(measurement.points), {}, selected};
    for (const QString& line : measurement.words) {
        mark.words.push_back(line.toStdString());
    }
    return mark;
}

} // namespace

Measuring::Measuring(Document& document, QObject* parent) : QObject(parent), m_document(document)
{
    connect(&document, &Document::measurementsChanged, this, &Measuring::showAll);
    connect(&document, &Document::opened, this, [this] { setDraft(std::nullopt); });
    connect(&document, &Document::cursorMoved, this, [this] {
        if (m_draft && !isSeenAt(*m_draft, m_document.baseImage()->geometry, m_document.cursor())) {
            setDraft(std::nullopt); // its plane is gone from the screen
        }
    });
}

void Measuring::serve(image::Plane plane, SliceView& view)
{
    m_views[static_cast<std::size_t>(plane)] = &view;
    listen([plane] { return plane; }, view);
}

void Measuring::listen(const std::function<image::Plane()>& planeOf, SliceView& view)
{
    const auto mmAt = [&view](const PlanePoint& point) {
        return view.slice().plane().at(point.column, point.row);
    };
    const auto mmOf = [&view](double logicalPixels) {
        const SliceRenderer& slice = view.slice();
        return logicalPixels * view.devicePixelRatioF() * slice.plane().columnSpacingMm()
               / slice.magnification();
    };
    connect(&view, &SliceView::pressed, this, [this, planeOf, mmAt, mmOf](const PlanePoint& point) {
        select(planeOf(), mmAt(point), mmOf(kReach));
    });
    connect(
        &view, &SliceView::measured, this,
        [this, planeOf, mmAt, mmOf](MeasurementKind kind, Stroke stroke, const PlanePoint& point) {
            this->stroke(kind, stroke, planeOf(), mmAt(point), mmOf(kClick));
        });
}

void Measuring::show(image::Plane plane)
{
    SliceView* view = m_views[static_cast<std::size_t>(plane)];
    if (view != nullptr && view->slice().hasPlane() && m_document.base() != nullptr) {
        view->slice().setMarks(marks(plane, view->slice().plane()));
        view->scheduleRender();
    }
}

void Measuring::showAll()
{
    for (const image::Plane plane : image::kPlanes) {
        show(plane);
    }
    Q_EMIT shown();
}

void Measuring::select(image::Plane plane, const image::Point& mm, double reachMm)
{
    if (m_draft) {
        return; // a click that finishes it
    }
    const Geometry& base = m_document.baseImage()->geometry;
    MeasurementId nearest = 0;
    for (const Measurement& each : m_document.measurements()) {
        const bool isSeen = each.plane == plane && isSeenAt(each, base, m_document.cursor());
        if (const double away = distanceMm(each, base, mm); isSeen && away <= reachMm) {
            nearest = each.id;
            reachMm = away;
        }
    }
    m_document.selectMeasurement(nearest);
}

void Measuring::stroke(MeasurementKind kind, Stroke stroke, image::Plane plane,
                       const image::Point& mm, double reachMm)
{
    if (stroke == Stroke::Begin) {
        m_isDragged = true;
        if (m_draft && m_draft->plane == plane && m_draft->kind == kind) {
            moveLast(mm);
        } else if (m_document.selectedMeasurement() == 0) {
            setDraft(measure(kind, plane, {mm, mm}, *m_document.baseImage()));
        }
        return;
    }
    if (!m_draft || m_draft->plane != plane || m_isDragged == (stroke == Stroke::Hover)) {
        return;
    }
    moveLast(mm);
    if (stroke != Stroke::End) {
        return;
    }
    m_isDragged = false;
    const std::vector<image::Point>& points = m_draft->points;
    if (image::distanceMm(points[points.size() - 2], points.back()) <= reachMm) {
        if (points.size() == 2) {
            setDraft(std::nullopt);
        }
        return; // the last arm of an angle still has to leave its vertex
    }
    if (points.size() < pointsOf(kind)) {
        std::vector<image::Point> more = points;
        more.push_back(mm);
        setDraft(measure(kind, plane, std::move(more), *m_document.baseImage()));
        return;
    }
    m_document.userMeasures(*std::exchange(m_draft, std::nullopt));
}

bool Measuring::cancel()
{
    if (m_draft) {
        setDraft(std::nullopt);
        return true;
    }
    const bool selected = m_document.selectedMeasurement() != 0;
    m_document.selectMeasurement(0);
    return selected;
}

void Measuring::setDraft(std::optional<Measurement> draft)
{
    m_isDragged = m_isDragged && draft;
    m_draft = std::move(draft);
    showAll();
}

void Measuring::moveLast(const image::Point& mm)
{
    std::vector<image::Point> points = m_draft->points;
    points.back() = mm;
    setDraft(measure(m_draft->kind, m_draft->plane, std::move(points), *m_document.baseImage()));
}

std::vector<Mark> Measuring::marks(image::Plane plane, const image::PlaneGrid& grid) const
{
    std::vector<Mark> marks;
    const std::shared_ptr<const Image> base = m_document.baseImage();
    const auto add = [&](const Measurement& each, bool selected) {
        if (each.plane == plane && isSeenAt(each, base->geometry, m_document.cursor())) {
            marks.push_back(markOf(each, base->geometry, grid, selected));
        }
    };
    for (const Measurement& each : m_document.measurements()) {
        add(each, each.id == m_document.selectedMeasurement());
    }
    if (m_draft) {
        add(*m_draft, true);
    }
    return marks;
}

} // namespace halftone::ui
