// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/views/planes_view.h"

#include "ui/document/format.h"
#include "ui/widgets/views/plane_scene.h"

#include <QGridLayout>

#include <chrono>
#include <cmath>

namespace halftone::ui {

namespace {

/// Slices arrive faster than planes across them need to be seen growing.
constexpr std::chrono::milliseconds kArrivalInterval{100};
constexpr double kMinWindowWidth = 1e-3;

std::size_t indexOf(image::Plane plane)
{
    return static_cast<std::size_t>(plane);
}

} // namespace

PlanesView::PlanesView(Document& document, Session& session, QWidget* parent)
    : QWidget(parent), m_document(document), m_session(session), m_grid(new QGridLayout(this))
{
    setObjectName(QStringLiteral("planesView"));
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(2);
    for (const image::Plane plane : image::kPlanes) {
        m_views[indexOf(plane)] = new SliceView(this);
        connectView(plane);
    }
    m_arrivals.setSingleShot(true);
    m_arrivals.setInterval(kArrivalInterval);
    connect(&m_arrivals, &QTimer::timeout, this, [this] { invalidate(false, true); });

    connect(&m_document, &Document::cursorMoved, this, &PlanesView::followCursor);
    connect(&m_document, &Document::layoutChanged, this, &PlanesView::arrange);
    connect(&m_document, &Document::layerAdded, this, [this] { invalidate(true, true); });
    connect(&m_document, &Document::layerRemoved, this, [this] { invalidate(true, true); });
    connect(&m_document, &Document::layerChanged, this, [this](int id, Aspect aspect) {
        aspect == Aspect::Window ? showWindow(id) : invalidate(true, true);
    });
    connect(&m_document, &Document::viewChanged, this, &PlanesView::followView);
    connect(&m_document, &Document::opened, this, [this] {
        for (const image::Plane plane : image::kPlanes) {
            followView(plane);
        }
    });
    connect(&m_session, &Session::caseChanged, this, &PlanesView::showDocument);
    connect(&m_session, &Session::masksChanged, this, [this](bool visible) {
        if (visible) {
            m_arrivals.stop();
            invalidate(false, true);
        } else if (!m_arrivals.isActive()) {
            m_arrivals.start();
        }
    });
    connect(&m_session, &Session::figuresChanged, this, &PlanesView::showCaptions);
    arrange();
}

void PlanesView::connectView(image::Plane plane)
{
    SliceView* view = m_views[indexOf(plane)];
    connect(view, &SliceView::aboutToRender, this, [this, plane] { compose(plane); });
    connect(view, &SliceView::scrolled, this,
            [this, plane](int planes) { scrollView(plane, planes); });
    connect(view, &SliceView::activated, this, [this, plane] { m_active = plane; });
    connect(view, &SliceView::hintChanged, this, &PlanesView::hintChanged);
    connect(view, &SliceView::hovered, this, [this, plane] {
        m_probed = plane;
        showProbe(plane);
    });
    connect(view, &SliceView::picked, this, [this, view](const PlanePoint& point) {
        m_crosshairAsked = true;
        const image::Point mm = view->slice().plane().at(point.column, point.row);
        mm == m_document.cursor() ? followCursor() : m_document.setCursor(mm);
    });
    connect(view, &SliceView::cameraChanged, this, [this, plane, view] {
        const Camera camera = view->slice().camera();
        m_document.setView(
            plane, {camera.fitted, camera.magnification, camera.centre.column, camera.centre.row});
    });
    connect(view, &SliceView::windowDragged, this, [this](double width, double level) {
        const Layer* target = m_document.find(m_windowTarget);
        target = target != nullptr && target->as<ImageContent>() ? target : m_document.base();
        if (target == nullptr) {
            return;
        }
        const DisplayWindow& old = target->style.window;
        const double centre = (old.low + old.high) / 2 + level * (old.high - old.low);
        const double next = std::max(kMinWindowWidth, (old.high - old.low) * std::exp(width * 2));
        m_document.setWindow(target->id, {centre - next / 2, centre + next / 2});
        Q_EMIT probed(tr("window %1  level %2").arg(formatValue(next, 4), formatValue(centre, 4)));
    });
}

void PlanesView::showDocument()
{
    if (m_session.active() == nullptr) {
        return;
    }
    m_main = image::planeOfSlices(m_session.active()->grid());
    m_active = m_main;
    m_crosshairAsked = false;
    arrange();
    invalidate(true, true);
    showCaptions();
}

void PlanesView::arrange()
{
    const bool three = m_document.layout() == Layout::ThreePlanes;
    int row = 0;
    for (const image::Plane plane : image::kPlanes) {
        SliceView* view = m_views[indexOf(plane)];
        m_grid->removeWidget(view);
        if (plane == m_main) {
            m_grid->addWidget(view, 0, 0, 2, 1);
        } else {
            m_grid->addWidget(view, row++, 1);
        }
        view->setVisible(plane == m_main || three);
    }
    m_grid->setColumnStretch(0, 2);
    m_grid->setColumnStretch(1, three ? 1 : 0);
    if (!three) {
        m_active = m_main;
    }
    m_session.setAcrossSlices(three);
    invalidate(true, true);
    followCursor();
}

void PlanesView::invalidate(bool plane, bool overlays)
{
    for (const image::Plane each : image::kPlanes) {
        Due& due = m_due[indexOf(each)];
        due.plane = due.plane || plane;
        due.overlays = due.overlays || overlays;
        if (!m_views[indexOf(each)]->isHidden()) {
            m_views[indexOf(each)]->scheduleRender();
        }
    }
}

void PlanesView::followCursor()
{
    const std::shared_ptr<const Image> base = m_document.baseImage();
    if (!base) {
        return;
    }
    const bool crosshair = m_document.layout() == Layout::ThreePlanes || m_crosshairAsked;
    for (const image::Plane plane : image::kPlanes) {
        SliceView& view = this->view(plane);
        const image::PlaneGrid grid = image::planeGrid(base->geometry, plane, m_document.cursor());
        if (!(grid == view.slice().plane())) {
            m_due[indexOf(plane)] = {true, true};
        }
        const auto [column, row] = grid.project(m_document.cursor());
        view.slice().setCrosshair(crosshair ? std::optional(PlanePoint{column, row})
                                            : std::nullopt);
        view.setPlaneName(planeName(plane));
        if (!view.isHidden()) {
            view.scheduleRender();
        }
    }
    showProbe(m_probed);
}

void PlanesView::followView(image::Plane plane)
{
    const ViewState& state = m_document.view(plane);
    view(plane).slice().setCamera({state.fitted, state.magnification, {state.column, state.row}});
    view(plane).scheduleRender();
    showProbe(m_probed); // other pixels may lie under a still mouse now
}

void PlanesView::compose(image::Plane plane)
{
    const std::shared_ptr<const Image> base = m_document.baseImage();
    if (!base) {
        return;
    }
    SliceView& view = this->view(plane);
    Due& due = m_due[indexOf(plane)];
    const image::PlaneGrid grid = image::planeGrid(base->geometry, plane, m_document.cursor());
    if (due.plane) {
        view.slice().setPlane(grid);
        view.slice().setImages(imagesOf(m_document, grid));
    }
    if (due.plane || due.overlays) {
        view.slice().setOverlays(m_overlaysVisible ? overlaysOf(m_document, m_session, grid)
                                                   : std::vector<OverlayPicture>{});
    }
    if (due.plane) {
        const bool crosshair = m_document.layout() == Layout::ThreePlanes || m_crosshairAsked;
        const auto [column, row] = grid.project(m_document.cursor());
        view.slice().setCrosshair(crosshair ? std::optional(PlanePoint{column, row})
                                            : std::nullopt);
        showProbe(m_probed); // only now is it known what lies under a still mouse
    }
    due = {};
}

void PlanesView::scrollView(image::Plane plane, int planes)
{
    const std::shared_ptr<const Image> base = m_document.baseImage();
    if (!base) {
        return;
    }
    if (plane == m_main) {
        m_session.setSlice(m_session.slice() + planes); // numbered as the model's slices are
        return;
    }
    const int number = image::planeNumber(base->geometry, plane, m_document.cursor());
    m_document.setCursor(
        image::movedToPlane(base->geometry, plane, m_document.cursor(), number + planes));
}

void PlanesView::showWindow(LayerId layer)
{
    const int index = pictureOf(m_document, layer);
    const Layer* found = m_document.find(layer);
    if (index < 0 || found == nullptr) {
        return;
    }
    for (const image::Plane plane : image::kPlanes) {
        if (m_due[indexOf(plane)].plane) {
            continue; // it is about to be drawn with it
        }
        view(plane).slice().setWindow(static_cast<std::size_t>(index), found->style.window.low,
                                      found->style.window.high);
        view(plane).scheduleRender();
    }
}

QString PlanesView::planeName(image::Plane plane) const
{
    const std::shared_ptr<const Image> base = m_document.baseImage();
    const bool known = base->geometry.orientationKnown;
    const QString name = plane == image::Plane::Axial      ? known ? tr("axial") : tr("XY")
                              : plane == image::Plane::Sagittal ? known ? tr("sagittal") : tr("YZ")
                              : known ? tr("coronal")
                                                           : tr("XZ");
    const bool isMain = plane == m_main && m_session.active() != nullptr;
    const int number =
        isMain ? m_session.slice() : image::planeNumber(base->geometry, plane, m_document.cursor());
    return tr("%1  %2 of %3")
        .arg(name)
        .arg(number + 1)
        .arg(image::planeCount(base->geometry, plane));
}

void PlanesView::showCaptions()
{
    const ActiveCase* active = m_session.active();
    if (active == nullptr) {
        return;
    }
    const QString dot = QStringLiteral("  ") + QChar(0x00B7) + QStringLiteral("  ");
    QString caption;
    const QString pending = m_session.pendingText();
    if (const auto& shown = m_session.shown()) {
        const quant::Precision precision = shown->precision;
        // What is coming matters more than what made the mask that goes.
        caption = formatPrecision(precision) + dot
                  + (!pending.isEmpty()        ? pending
                     : precision.isInteger()   ? tr("integer engine")
                     : precision.isSimulated() ? tr("simulated in float")
                                               : tr("float"));
    } else {
        caption = active->canSegment() ? pending : tr("image only");
    }
    SliceView& view = mainView();
    view.setCaption(caption, active->image()->synthetic ? tr("synthetic image") : QString());
    view.setPending(!pending.isEmpty());
    for (const image::Plane plane : image::kPlanes) {
        if (plane != m_main) {
            this->view(plane).setCaption({}, {});
        }
    }
}

void PlanesView::showProbe(image::Plane plane)
{
    const std::shared_ptr<const Image> base = m_document.baseImage();
    const std::optional<PlanePoint> at = view(plane).hover();
    if (!base || !at) {
        Q_EMIT probed({});
        return;
    }
    const Geometry& geometry = base->geometry;
    const image::PlaneGrid grid = image::planeGrid(geometry, plane, m_document.cursor());
    const image::Point index =
        image::toIndex(geometry, grid.at(std::round(at->column), std::round(at->row)));
    std::size_t flat = 0;
    std::size_t stride = 1;
    std::array<int, 3> voxel{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        voxel[axis] = static_cast<int>(std::lround(index[axis]));
        if (voxel[axis] < 0 || voxel[axis] >= geometry.size[axis]) {
            Q_EMIT probed({});
            return;
        }
        flat += static_cast<std::size_t>(voxel[axis]) * stride;
        stride *= static_cast<std::size_t>(geometry.size[axis]);
    }
    Q_EMIT probed(tr("x %1  y %2  z %3  value %4")
                      .arg(voxel[0])
                      .arg(voxel[1])
                      .arg(voxel[2])
                      .arg(formatValue(base->value(flat), 5)));
}

void PlanesView::setTool(ToolKind tool)
{
    for (SliceView* view : m_views) {
        view->setTool(tool);
    }
}

void PlanesView::setInterpolation(bool linear)
{
    for (SliceView* view : m_views) {
        view->slice().setInterpolation(linear ? Interpolation::Linear : Interpolation::Nearest);
        view->scheduleRender();
    }
}

void PlanesView::setAnnotationsVisible(bool visible)
{
    for (SliceView* view : m_views) {
        view->slice().setAnnotationsVisible(visible);
        view->scheduleRender();
    }
}

void PlanesView::setOverlaysVisible(bool visible)
{
    m_overlaysVisible = visible;
    invalidate(false, true);
}

void PlanesView::resetViews()
{
    for (const image::Plane plane : image::kPlanes) {
        m_document.setView(plane, {});
    }
}

void PlanesView::renderNow()
{
    if (m_arrivals.isActive()) {
        m_arrivals.stop();
        invalidate(false, true);
    }
    for (SliceView* view : m_views) {
        if (!view->isHidden()) {
            view->renderNow();
        }
    }
}

} // namespace halftone::ui
