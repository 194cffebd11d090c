// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/views/space_view.h"

#include "ui/document/edited_mask.h"
#include "ui/render/surface.h"
#include "ui/session/editing.h"
#include "ui/widgets/controls/accessible.h"
#include "ui/widgets/controls/theme.h"
#include "ui/widgets/views/plane_scene.h"
#include "ui/widgets/views/space_buttons.h"
#include "ui/widgets/views/space_scene.h"

#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QVBoxLayout>
#include <QWheelEvent>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

namespace halftone::ui {

namespace {

constexpr std::chrono::milliseconds kBuildDelay{400};
constexpr double kZoomPerPixel = 1.005;
constexpr double kZoomPerNotchInSpace = 1.2;
constexpr int kNotch = 120;    ///< eighths of a degree
constexpr int kStateRoom = 42; ///< margins of the words
constexpr double kLongestPictureMs = 35;

} // namespace

SpaceView::SpaceView(Document& document, Session& session, QWidget* parent)
    : RenderView(0, parent), m_document(document), m_session(session),
      m_state(theme::label({}, "chip", this)), m_buttons(new SpaceButtons(this))
{
    setObjectName(QStringLiteral("spaceView"));
    setAccessibleRole(*this, QAccessible::Canvas);
    setAccessibleName(tr("Planes and surfaces in space"));
    setAccessibleDescription(tr("Arrow keys rotate it, Page Up and Page Down zoom."));
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(160, 120);
    m_state->setObjectName(QStringLiteral("spaceState"));
    m_state->setAttribute(Qt::WA_TransparentForMouseEvents);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(10, 10, 10, 10);
    column->addWidget(m_state, 0, Qt::AlignLeft);
    column->addStretch();
    column->addWidget(m_buttons, 0, Qt::AlignLeft);
    connect(m_buttons, &SpaceButtons::lookedFrom, this, &SpaceView::resetCamera);
    connect(m_buttons, &SpaceButtons::snapshotRequested, this, &SpaceView::snapshotRequested);
    showRenderer(m_renderer.renderer());
    m_due.setSingleShot(true);
    m_due.setInterval(kBuildDelay);
    connect(&m_due, &QTimer::timeout, this, &SpaceView::build);
    connect(this, &RenderView::aboutToRender, this, [this] {
        compose();
        m_sincePicture.start();
    });
    connect(this, &RenderView::rendered, this, &SpaceView::considerAllVoxels);
    connect(&document, &Document::opened, this, [this] {
        m_renderer.keepParts({});
        m_parts.clear();
        m_buttons->setOrientationKnown(m_document.baseImage()->geometry.orientationKnown);
        resetCamera();
        invalidate(true);
    });
    connect(&document, &Document::cursorMoved, this, [this] { invalidate(false); });
    connect(&document, &Document::layerChanged, this, [this](int id, Aspect aspect) {
        if (aspect != Aspect::Cut) { // no surface is one of probabilities
            if (aspect == Aspect::Content) {
                forget(id);
            }
            showLooks();
            invalidate(aspect != Aspect::Window);
        }
    });
    // The planes have none of it.
    connect(&document.edits(), &MaskEdits::voxelsChanged, this, &SpaceView::awaitSurfaces);
    connect(&document.edits(), &MaskEdits::stateChanged, this, &SpaceView::showState);
    connect(&document, &Document::layerAdded, this, [this] { invalidate(true); });
    connect(&document, &Document::layerRemoved, this, [this](int id) {
        forget(id);
        invalidate(true);
    });
    connect(&session, &Session::masksChanged, this, [this] { invalidate(true); });
    connect(&session, &Session::settled, this, [this] { invalidate(m_surfacesDue); });
    connect(&session, &Session::settledChanged, this, [this] {
        if (!m_session.isSettled()) {
            stopBuilding(); // it would take time from what is measured
        }
    });
    connect(&m_builder, &JobRunner::finished, this, &SpaceView::showState);
    connect(&m_builder, &JobRunner::failed, this, [this] {
        m_tasks.clear();
        showState();
    });
    showState();
}

void SpaceView::invalidate(bool surfaces)
{
    m_planesDue = true;
    if (isVisible()) {
        scheduleRender();
    }
    surfaces || m_surfacesDue ? awaitSurfaces() : showState();
}

void SpaceView::awaitSurfaces()
{
    m_surfacesDue = true;
    if (isVisible()) {
        m_due.start();
    }
    showState();
}

void SpaceView::showEvent(QShowEvent* event)
{
    RenderView::showEvent(event);
    invalidate(m_surfacesDue);
}

void SpaceView::hideEvent(QHideEvent* event)
{
    RenderView::hideEvent(event);
    stopBuilding();
}

void SpaceView::stopBuilding()
{
    if (m_builder.isBusy()) {
        m_builder.cancel();
        m_tasks.clear();
        m_surfacesDue = true;
        showState();
    }
}

QImage SpaceView::snapshot()
{
    renderNow();
    m_buttons->hide();
    const QImage image = grab().toImage().convertToFormat(QImage::Format_RGB32);
    m_buttons->show();
    return image;
}

void SpaceView::resetCamera(const std::optional<SpaceSide>& side)
{
    if (const std::shared_ptr<const Image> base = m_document.baseImage()) {
        m_renderer.fit(base->geometry, side);
        scheduleRender();
    }
}

void SpaceView::resizeEvent(QResizeEvent* event)
{
    RenderView::resizeEvent(event);
    showState();
}

void SpaceView::showState()
{
    int seen = 0;
    int occurring = 0;
    int step = 1;
    for (const SpaceWish& wish : wishesOf(m_document, m_session)) {
        const auto built = m_parts.find(wish.part);
        seen += wish.looks.visible ? 1 : 0;
        const bool isSeen = wish.looks.visible && built != m_parts.end();
        occurring += isSeen && built->second.triangles > 0 ? 1 : 0;
        step = std::max(step, isSeen ? built->second.step : 1);
    }
    const bool coming = m_surfacesDue || m_builder.isBusy();
    QString text = tr("surfaces are smoothed pictures: measure on slices");
    if (seen == 0) {
        text = tr("no label is shown");
    } else if (!m_tasks.empty()) {
        text = tr("building surfaces, %n left", nullptr, static_cast<int>(m_tasks.size()));
    } else if (coming) {
        text = tr("surfaces follow");
    } else if (occurring == 0) {
        text = tr("the labels shown have no voxels");
    } else if (step > 1) {
        text = tr("coarse, 1 voxel in %1: smoothed pictures, measure on slices").arg(step);
    }
    const Layer* edited = editedOnScreen(m_document);
    text = (edited != nullptr ? tr("3D  %1").arg(editedWord(*edited)) : tr("3D"))
           + QStringLiteral("  ") + text;
    m_state->setText(
        m_state->fontMetrics().elidedText(text, Qt::ElideRight, std::max(1, width() - kStateRoom)));
}

void SpaceView::compose()
{
    const std::shared_ptr<const Image> base = m_document.baseImage();
    if (!base || !std::exchange(m_planesDue, false)) {
        return;
    }
    for (const image::Plane plane : image::kPlanes) {
        const image::PlaneGrid grid = image::planeGrid(base->geometry, plane, m_document.cursor());
        m_renderer.setPlane(plane, grid, imagesOf(m_document, grid));
    }
}

void SpaceView::forget(LayerId layer)
{
    // It is not seen until surfaces are built again: that may be long after it is gone.
    std::erase_if(m_parts, [&](const auto& part) { return part.first.layer == layer; });
    std::set<SpacePart> kept;
    std::transform(m_parts.begin(), m_parts.end(), std::inserter(kept, kept.end()),
                   [](const auto& part) { return part.first; });
    m_renderer.keepParts(kept);
}

void SpaceView::showLooks()
{
    for (const SpaceWish& wish : wishesOf(m_document, m_session)) {
        m_renderer.setLooks(wish.part, wish.looks);
    }
}

void SpaceView::build()
{
    if (!isVisible() || !m_session.isSettled()) {
        return; // it is asked for again
    }
    m_surfacesDue = false;
    const std::vector<SpaceWish> wishes = wishesOf(m_document, m_session);
    std::map<LayerId, std::shared_ptr<const LabelSlices>> labels;
    std::set<SpacePart> kept;
    std::vector<Task> tasks;
    for (const SpaceWish& wish : wishes) {
        kept.insert(wish.part);
        auto& of = labels[wish.part.layer];
        of = of ? of : slicesOf(*m_document.find(wish.part.layer), m_session);
        const auto built = m_parts.find(wish.part);
        const bool isThere = built != m_parts.end() && built->second.voxels == of->owners
                             && (built->second.step == 1 || built->second.most >= mostVoxels());
        if (wish.looks.visible && !isThere) {
            tasks.push_back({wish.part, of});
        }
    }
    m_renderer.keepParts(kept);
    std::erase_if(m_parts, [&](const auto& part) { return kept.count(part.first) == 0; });
    showLooks();
    scheduleRender();
    const auto same = [](const Task& a, const Task& b) {
        return a.part == b.part && a.labels->owners == b.labels->owners;
    };
    if (!m_builder.isBusy()
        || !std::equal(tasks.begin(), tasks.end(), m_tasks.begin(), m_tasks.end(), same)) {
        start(std::move(tasks));
    }
    showState();
}

void SpaceView::start(std::vector<Task> tasks)
{
    m_tasks = std::move(tasks);
    if (m_tasks.empty()) {
        m_builder.cancel();
        return;
    }
    m_builder.start(
        [this, all = m_tasks, most = mostVoxels()](const JobContext& context) {
            for (const Task& task : all) {
                const Surface surface =
                    surfaceOf(*task.labels, task.part.label, context.stop(), most);
                context.post([this, task, surface, most] { receive(task, surface, most); });
            }
        },
        [] {});
}

void SpaceView::receive(const Task& task, const Surface& surface, double most)
{
    m_renderer.setPart(task.part, surface.mesh);
    m_parts[task.part] = {task.labels->owners, surface.step, most,
                          static_cast<double>(surface.mesh->GetNumberOfPolys())};
    m_tasks.erase(m_tasks.begin());
    ++m_built;
    showLooks();
    showState();
    scheduleRender();
}

void SpaceView::considerAllVoxels()
{
    // The first picture of a surface fills buffers, too: then the next one decides.
    const double took = static_cast<double>(m_sincePicture.nsecsElapsed()) / 1e6;
    double now = 0;
    double then = 0;
    for (const auto& [part, built] : m_parts) {
        now += built.triangles;
        then += built.triangles * built.step * built.step;
    }
    if (!m_allVoxels && then > now && m_tasks.empty() && took * then / now < kLongestPictureMs) {
        m_allVoxels = true;
        invalidate(true);
    }
}

void SpaceView::viewportChanged(int width, int height, double /*pixelRatio*/)
{
    m_renderer.setViewport(width, height);
}

void SpaceView::mousePressEvent(QMouseEvent* event)
{
    m_last = toDevice(event->position());
}

void SpaceView::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF now = toDevice(event->position());
    if (!m_last || event->buttons() == Qt::NoButton) {
        return;
    }
    const QPointF by = now - *std::exchange(m_last, now);
    if (event->buttons() & Qt::LeftButton) {
        m_renderer.rotate(by.x(), by.y());
    } else if (event->buttons() & Qt::MiddleButton) {
        m_renderer.pan(by.x(), by.y());
    } else {
        m_renderer.zoom(std::pow(kZoomPerPixel, -by.y() / devicePixelRatioF()));
    }
    scheduleRender();
}

bool SpaceView::event(QEvent* event)
{
    // The window uses these keys for slices; here they turn and zoom.
    if (event->type() == QEvent::ShortcutOverride
        && static_cast<QKeyEvent*>(event)->modifiers() == Qt::NoModifier
        && turnOf(static_cast<QKeyEvent*>(event)->key())) {
        event->accept();
        return true;
    }
    return RenderView::event(event);
}

void SpaceView::keyPressEvent(QKeyEvent* event)
{
    const std::optional<SpaceTurn> turn = turnOf(event->key());
    if (!turn) {
        RenderView::keyPressEvent(event);
        return;
    }
    const double ratio = devicePixelRatioF();
    m_renderer.rotate(turn->x * ratio, turn->y * ratio);
    m_renderer.zoom(turn->zoom);
    scheduleRender();
}

void SpaceView::wheelEvent(QWheelEvent* event)
{
    event->accept();
    m_renderer.zoom(
        std::pow(kZoomPerNotchInSpace, static_cast<double>(event->angleDelta().y()) / kNotch));
    scheduleRender();
}

void SpaceView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) {
        Q_EMIT doubleClicked();
    }
}

} // namespace halftone::ui
