// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/views/space_view.h"

#include "ui/render/surface.h"
#include "ui/widgets/controls/theme.h"
#include "ui/widgets/views/plane_scene.h"
#include "ui/widgets/views/space_buttons.h"

#include <QLabel>
#include <QMouseEvent>
#include <QVBoxLayout>
#include <QWheelEvent>

#include <algorithm>
#include <chrono>
#include <cmath>
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

/// What becomes a surface, and how it looks.
struct Wish {
    SpacePart part;
    SpaceLooks looks;
    std::shared_ptr<const LabelMap> map; ///< null: the mask on the screen
};

std::shared_ptr<const LabelSlices> slicesOf(const std::shared_ptr<const LabelMap>& map)
{
    auto labels = std::make_shared<LabelSlices>();
    labels->geometry = map->geometry;
    const std::size_t each = map->geometry.sliceVoxels();
    for (std::size_t at = 0; at + each <= map->voxels.size(); at += each) {
        labels->slices.push_back(std::span(map->voxels).subspan(at, each));
    }
    labels->owners.push_back(map);
    return labels;
}

std::shared_ptr<const LabelSlices> slicesOf(Session& session)
{
    auto labels = std::make_shared<LabelSlices>();
    labels->geometry = session.active()->grid();
    for (int k = 0; k < session.active()->slices(); ++k) {
        const auto& shown = *session.shown();
        const SliceRecord* record = session.results().findMask({shown.series, shown.precision, k});
        labels->slices.push_back(record != nullptr ? std::span(*record->labels)
                                                   : std::span<const std::uint8_t>());
        if (record != nullptr) {
            labels->owners.push_back(record->labels);
        }
    }
    return labels;
}

/// Every label of every layer that has labels, seen or not.
std::vector<Wish> wishesOf(const Document& document, const Session& session)
{
    std::vector<Wish> wishes;
    for (const Layer& layer : document.layers()) {
        const auto* content = layer.as<LabelsContent>();
        const bool isMask = layer.as<PredictionContent>() != nullptr && session.shown();
        if (content == nullptr && !isMask) {
            continue;
        }
        for (const LabelStyle& label : layer.style.labels) {
            const Rgb colour{static_cast<std::uint8_t>(qRed(label.colour)),
                             static_cast<std::uint8_t>(qGreen(label.colour)),
                             static_cast<std::uint8_t>(qBlue(label.colour))};
            wishes.push_back({{layer.id, label.value},
                              {colour, layer.style.opacity, layer.isLabelVisible(label.value)},
                              isMask ? nullptr : content->labels});
        }
    }
    return wishes;
}

} // namespace

SpaceView::SpaceView(Document& document, Session& session, QWidget* parent)
    : RenderView(0, parent), m_document(document), m_session(session),
      m_state(theme::label({}, "chip", this)), m_buttons(new SpaceButtons(this))
{
    setObjectName(QStringLiteral("spaceView"));
    setAccessibleName(tr("Planes and surfaces in space"));
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
    connect(&document, &Document::layerChanged, this, [this](int /*id*/, Aspect aspect) {
        if (aspect != Aspect::Cut) { // no surface is one of probabilities
            showLooks();
            invalidate(aspect != Aspect::Window);
        }
    });
    for (const auto& change : {&Document::layerAdded, &Document::layerRemoved}) {
        connect(&document, change, this, [this] { invalidate(true); });
    }
    connect(&session, &Session::masksChanged, this, [this] { invalidate(true); });
    connect(&session, &Session::settled, this, [this] { invalidate(m_surfacesDue); });
    connect(&session, &Session::settledChanged, this, [this] {
        if (!m_session.isSettled()) {
            stopBuilding(); // it would take time from what is measured
        }
    });
    connect(&m_builder, &JobRunner::finished, this, &SpaceView::showState);
    connect(&m_builder, &JobRunner::failed, this, &SpaceView::showState);
    showState();
}

void SpaceView::invalidate(bool surfaces)
{
    m_planesDue = true;
    m_surfacesDue = m_surfacesDue || surfaces;
    if (isVisible()) {
        scheduleRender();
        if (m_surfacesDue) {
            m_due.start();
        }
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
    for (const Wish& wish : wishesOf(m_document, m_session)) {
        const auto built = m_parts.find(wish.part);
        seen += wish.looks.visible ? 1 : 0;
        const bool isSeen = wish.looks.visible && built != m_parts.end();
        occurring += isSeen && built->second.triangles > 0 ? 1 : 0;
        step = std::max(step, isSeen ? built->second.step : 1);
    }
    const bool coming = m_surfacesDue || m_builder.isBusy();
    QString text = tr("3D  surfaces are smoothed pictures: measure on slices");
    if (seen == 0) {
        text = tr("3D  no label is shown");
    } else if (!m_tasks.empty()) {
        text = tr("3D  building surfaces, %n left", nullptr, static_cast<int>(m_tasks.size()));
    } else if (coming) {
        text = tr("3D  surfaces follow");
    } else if (occurring == 0) {
        text = tr("3D  the labels shown have no voxels");
    } else if (step > 1) {
        text = tr("3D  coarse, 1 voxel in %1: smoothed pictures, measure on slices").arg(step);
    }
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

void SpaceView::showLooks()
{
    for (const Wish& wish : wishesOf(m_document, m_session)) {
        m_renderer.setLooks(wish.part, wish.looks);
    }
}

void SpaceView::build()
{
    if (!isVisible() || !m_session.isSettled()) {
        return; // it is asked for again
    }
    m_surfacesDue = false;
    const std::vector<Wish> wishes = wishesOf(m_document, m_session);
    std::map<const LabelMap*, std::shared_ptr<const LabelSlices>> labels;
    std::set<SpacePart> kept;
    std::vector<Task> tasks;
    for (const Wish& wish : wishes) {
        kept.insert(wish.part);
        auto& of = labels[wish.map.get()];
        of = of ? of : wish.map ? slicesOf(wish.map) : slicesOf(m_session);
        const auto built = m_parts.find(wish.part);
        const bool isThere = built != m_parts.end() && built->second.voxels == of->owners
                             && (built->second.step == 1 || !m_allVoxels);
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
        [this, all = m_tasks,
         most = m_allVoxels ? kMostSurfaceVoxels : kMostCoarseVoxels](const JobContext& context) {
            for (const Task& task : all) {
                const Surface surface =
                    surfaceOf(*task.labels, task.part.label, context.stop(), most);
                context.post([this, task, surface] { receive(task, surface); });
            }
        },
        [] {});
}

void SpaceView::receive(const Task& task, const Surface& surface)
{
    m_renderer.setPart(task.part, surface.mesh);
    m_parts[task.part] = {task.labels->owners, surface.step,
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
