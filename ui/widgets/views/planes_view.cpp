// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/views/planes_view.h"

#include "ui/widgets/views/plane_scene.h"
#include "ui/widgets/views/plane_words.h"

#include <QGridLayout>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace halftone::ui {

namespace {

/// Slices arrive faster than planes across them need to be seen growing.
constexpr std::chrono::milliseconds kArrivalInterval{100};

std::size_t indexOf(image::Plane plane)
{
    return static_cast<std::size_t>(plane);
}

Camera cameraOf(const ViewState& state)
{
    return {state.fitted, state.magnification, {state.column, state.row}};
}

} // namespace

PlanesView::PlanesView(Document& document, Session& session, QWidget* parent)
    : QWidget(parent), m_document(document), m_session(session),
      m_space(new SpaceView(document, session, this)), m_windowing(document), m_measuring(document),
      m_probe(document, session), m_grid(new QGridLayout(this))
{
    setObjectName(QStringLiteral("planesView"));
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(2);
    for (const image::Plane plane : image::kPlanes) {
        m_views[indexOf(plane)] = new SliceView(this);
        connectView(plane);
    }
    connect(m_space, &SpaceView::doubleClicked, this, [this] {
        const bool alone = m_document.layout() == Layout::SpaceAlone;
        m_document.setLayout(alone ? Layout::FourViews : Layout::SpaceAlone);
    });
    m_arrivals.setSingleShot(true);
    m_arrivals.setInterval(kArrivalInterval);
    connect(&m_arrivals, &QTimer::timeout, this, [this] { invalidate(false, true); });

    connect(&m_document, &Document::cursorMoved, this, &PlanesView::followCursor);
    connect(&m_document, &Document::layoutChanged, this, &PlanesView::arrange);
    const auto showLayers = [this](bool image) {
        invalidate(image, true);
        showCaptions(); // which say what is edited
    };
    connect(&m_document, &Document::layerAdded, this, [showLayers] { showLayers(true); });
    connect(&m_document, &Document::layerRemoved, this, [showLayers] { showLayers(true); });
    connect(&m_document, &Document::layerChanged, this, [this, showLayers](int id, Aspect aspect) {
        aspect == Aspect::Window ? showWindow(id) : showLayers(aspect != Aspect::Cut);
    });
    connect(&m_document.edits(), &MaskEdits::stateChanged, this, &PlanesView::showCaptions);
    connect(&m_document.edits(), &MaskEdits::voxelsChanged, this, &PlanesView::followEdit);
    connect(&m_document, &Document::highlightChanged, this, [this] { invalidate(false, true); });
    connect(&m_document, &Document::viewChanged, this, &PlanesView::followView);
    connect(&m_windowing, &Windowing::changed, this, &PlanesView::showWindowText);
    connect(&m_document, &Document::opened, this, [this] {
        for (const image::Plane plane : image::kPlanes) {
            followView(plane);
        }
    });
    connect(&m_probe, &Probe::said, this, &PlanesView::probed);
    connect(&m_session, &Session::caseChanged, this, &PlanesView::showDocument);
    connect(&m_session, &Session::masksChanged, this, &PlanesView::followMasks);
    connect(&m_session, &Session::figuresChanged, this, &PlanesView::showCaptions);
    connect(&m_document, &Document::compareChanged, this, [showLayers] { showLayers(false); });
    connect(&m_session.probabilities(), &Probabilities::changed, this, [this](bool visible) {
        followMasks(visible);
        showCaptions();
    });
    connect(&m_session.comparison(), &Comparison::changed, this, [this] {
        if (colourBy(m_document) == ColourBy::ErrorAgainstOther) {
            invalidate(false, true);
        }
    });
    arrange();
}

void PlanesView::followMasks(bool visible)
{
    if (visible) {
        m_arrivals.stop();
        invalidate(false, true);
    } else if (!m_arrivals.isActive()) {
        m_arrivals.start();
    }
}

void PlanesView::connectView(image::Plane plane)
{
    SliceView& view = this->view(plane);
    connect(&view, &SliceView::aboutToRender, this, [this, plane] { compose(plane); });
    listen(view, [plane] { return plane; });
    m_measuring.serve(plane, view);
}

void PlanesView::mirror(SliceView& view)
{
    m_mirror = &view;
    listen(view, [this] { return comparedPlane(); });
    m_measuring.listen([this] { return comparedPlane(); }, view);
    connect(&m_measuring, &Measuring::shown, &view, [this, &view] {
        dress(view, comparedPlane());
        view.scheduleRender();
    });
}

void PlanesView::dress(SliceView& view, image::Plane plane)
{
    if (view.slice().hasPlane()) {
        showCrosshair(view, view.slice().plane());
        view.slice().setMarks(m_measuring.marks(plane, view.slice().plane()));
    }
}

void PlanesView::listen(SliceView& view, const std::function<image::Plane()>& planeOf)
{
    connect(&view, &SliceView::scrolled, this,
            [this, planeOf](int planes) { scrollView(planeOf(), planes); });
    connect(&view, &SliceView::activated, this, [this, planeOf] { m_active = planeOf(); });
    connect(&view, &SliceView::hintChanged, this, &PlanesView::hintChanged);
    connect(&view, &SliceView::menuRequested, this, &PlanesView::menuRequested);
    connect(&view, &SliceView::hovered, this, [this, planeOf, &view] {
        m_probed = planeOf();
        m_probedView = &view;
        showProbe();
    });
    connect(&view, &SliceView::picked, this, [this, &view](const PlanePoint& point) {
        m_crosshairAsked = true;
        const image::Point mm = view.slice().plane().at(point.column, point.row);
        mm == m_document.cursor() ? followCursor() : m_document.setCursor(mm);
    });
    connect(&view, &SliceView::cameraChanged, this, [this, planeOf, &view] {
        const Camera camera = view.slice().camera();
        m_document.setView(planeOf(), {camera.fitted, camera.magnification, camera.centre.column,
                                       camera.centre.row});
        if (m_linked) {
            linkViews(m_document, planeOf());
        }
    });
    connect(&view, &SliceView::windowDragged, &m_windowing, &Windowing::drag);
    connect(&view, &SliceView::doubleClicked, this,
            [this, planeOf] { toggleMaximised(planeOf()); });
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

bool PlanesView::isShown(image::Plane plane) const
{
    const std::optional<image::Plane>& alone = m_document.maximised();
    const Layout layout = m_document.layout();
    return alone ? plane == *alone
                 : layout != Layout::SpaceAlone && (plane == m_main || layout != Layout::OnePlane);
}

void PlanesView::arrange()
{
    const Layout layout = m_document.layout();
    const bool row = layout == Layout::SideBySide;
    const bool four = layout == Layout::FourViews && !m_document.maximised();
    const bool alone =
        layout == Layout::OnePlane || layout == Layout::SpaceAlone || m_document.maximised();
    int next = 0; // place in the row, in the square, or in the column beside the main view
    bool across = false;
    for (const image::Plane plane : image::kPlanes) {
        SliceView* view = m_views[indexOf(plane)];
        m_grid->removeWidget(view);
        if (four) {
            m_grid->addWidget(view, next / 2, next % 2);
            ++next;
        } else if (alone || row) {
            m_grid->addWidget(view, 0, alone ? 0 : next++, 2, 1);
        } else if (plane == m_main) {
            m_grid->addWidget(view, 0, 0, 2, 1);
        } else {
            m_grid->addWidget(view, next++, 1);
        }
        view->setVisible(isShown(plane));
        across = across || (isShown(plane) && plane != m_main);
    }
    m_grid->removeWidget(m_space);
    four ? m_grid->addWidget(m_space, 1, 1) : m_grid->addWidget(m_space, 0, 0, 2, 1);
    m_space->setVisible(four || (layout == Layout::SpaceAlone && !m_document.maximised()));
    m_grid->setColumnStretch(0, row || four ? 1 : 2);
    m_grid->setColumnStretch(1, alone ? 0 : 1);
    m_grid->setColumnStretch(2, row && !alone ? 1 : 0);
    if (!isShown(m_active)) {
        m_active = m_document.maximised().value_or(m_main);
    }
    m_session.setAcrossSlices(across || m_space->isVisibleTo(this));
    invalidate(true, true);
    followCursor();
}

void PlanesView::invalidate(bool plane, bool overlays, const image::VoxelBox* within)
{
    for (const image::Plane each : image::kPlanes) {
        if (within != nullptr && !isCut(*within, m_document, each)) {
            continue;
        }
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
    for (const image::Plane plane : image::kPlanes) {
        SliceView& view = this->view(plane);
        const image::PlaneGrid grid = image::planeGrid(base->geometry, plane, m_document.cursor());
        if (!(grid == view.slice().plane())) {
            m_due[indexOf(plane)] = {true, true};
        }
        showCrosshair(view, grid);
        view.setPlaneName(planeName(m_document, m_session, plane));
        if (!view.isHidden()) {
            view.scheduleRender();
        }
    }
    if (m_mirror != nullptr) {
        dress(*m_mirror, comparedPlane()); // it asks for its picture itself
    }
    showProbe();
}

void PlanesView::showCrosshair(SliceView& view, const image::PlaneGrid& grid)
{
    const bool shown = m_document.layout() != Layout::OnePlane || m_crosshairAsked;
    const auto [column, row] = grid.project(m_document.cursor());
    view.slice().setCrosshair(shown ? std::optional(PlanePoint{column, row}) : std::nullopt);
}

void PlanesView::followView(image::Plane plane)
{
    const ViewState& state = m_document.view(plane);
    view(plane).slice().setCamera(cameraOf(state));
    view(plane).scheduleRender();
    showProbe(); // other pixels may lie under a still mouse now
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
        view.slice().setCamera(cameraOf(m_document.view(plane))); // it may have changed unseen
        view.slice().setMarks(m_measuring.marks(plane, grid));
        view.slice().setImages(imagesOf(m_document, grid));
    }
    if (due.plane || due.overlays) {
        view.slice().setOverlays(m_overlaysVisible ? overlaysOf(m_document, m_session, grid)
                                                   : std::vector<OverlayPicture>{});
    }
    if (due.plane) {
        showCrosshair(view, grid);
    }
    showProbe(); // only now is it known what lies under a still mouse
    due = {};
}

void PlanesView::moveCursor(int columns, int rows)
{
    const std::shared_ptr<const Image> base = m_document.baseImage();
    if (!base) {
        return;
    }
    const image::PlaneGrid grid = image::planeGrid(base->geometry, m_active, m_document.cursor());
    const auto [column, row] = grid.project(m_document.cursor());
    m_crosshairAsked = true;
    m_document.setCursor(grid.at(std::clamp(std::round(column) + columns, 0.0, grid.columns - 1.0),
                                 std::clamp(std::round(row) + rows, 0.0, grid.rows - 1.0)));
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
        const auto [black, white] = endsOf(found->style.window);
        view(plane).slice().setWindow(static_cast<std::size_t>(index), black, white);
        view(plane).scheduleRender();
    }
}

void PlanesView::showCaptions()
{
    if (m_session.active() == nullptr) {
        return;
    }
    for (const image::Plane plane : image::kPlanes) {
        writeCaption(this->view(plane), m_session, plane == m_main);
    }
}

void PlanesView::showProbe()
{
    m_probe.point(m_probed, m_probedView != nullptr ? m_probedView->hover() : std::nullopt);
}

void PlanesView::setTool(ToolKind tool)
{
    m_measuring.cancel();
    for (SliceView* view : everyView()) {
        view->setTool(tool);
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
    m_space->renderNow();
}

} // namespace halftone::ui
