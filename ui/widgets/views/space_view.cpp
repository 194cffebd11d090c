// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/views/space_view.h"

#include "ui/document/edited_mask.h"
#include "ui/render/surface.h"
#include "ui/session/editing.h"
#include "ui/widgets/controls/accessible.h"
#include "ui/widgets/controls/theme.h"
#include "ui/widgets/views/plane_scene.h"

#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QVBoxLayout>
#include <QWheelEvent>

#include <chrono>
#include <cmath>
#include <optional>
#include <utility>

namespace halftone::ui {

namespace {

constexpr std::chrono::milliseconds kBuildDelay{400};
constexpr double kZoomPerPixel = 1.005;
constexpr double kZoomPerNotchInSpace = 1.2;
constexpr int kNotch = 120; ///< eighths of a degree

/// What becomes a surface.
struct Wish {
    std::shared_ptr<const LabelSlices> labels;
    std::uint8_t value = 0;
    Rgb colour{};
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

/// What is edited meanwhile is not in them.
std::shared_ptr<const LabelSlices> slicesOf(const image::LabelSnapshot& snapshot)
{
    auto labels = std::make_shared<LabelSlices>();
    labels->geometry = snapshot.geometry;
    labels->slices = snapshot.spans();
    labels->owners.assign(snapshot.slices.begin(), snapshot.slices.end());
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

std::vector<Wish> wishesOf(const Document& document, Session& session)
{
    std::vector<Wish> wishes;
    for (const Layer& layer : document.layers()) {
        const auto* content = layer.as<LabelsContent>();
        const auto* edited = layer.as<EditedContent>();
        const bool isMask = layer.as<PredictionContent>() != nullptr && session.shown();
        if (!layer.style.visible || (content == nullptr && edited == nullptr && !isMask)) {
            continue;
        }
        const auto labels = isMask               ? slicesOf(session)
                            : content != nullptr ? slicesOf(content->labels)
                                                 : slicesOf(edited->mask->labels().snapshot());
        for (const LabelStyle& label : layer.style.labels) {
            if (label.visible) {
                wishes.push_back({labels,
                                  label.value,
                                  {static_cast<std::uint8_t>(qRed(label.colour)),
                                   static_cast<std::uint8_t>(qGreen(label.colour)),
                                   static_cast<std::uint8_t>(qBlue(label.colour))}});
            }
        }
    }
    return wishes;
}

/// What a key does, as the mouse would by pixels.
struct Turn {
    double x = 0;
    double y = 0;
    double zoom = 1;
};

std::optional<Turn> turnOf(int key)
{
    constexpr double kPixels = 20;
    switch (key) {
    case Qt::Key_Left: return Turn{-kPixels, 0};
    case Qt::Key_Right: return Turn{kPixels, 0};
    case Qt::Key_Up: return Turn{0, -kPixels};
    case Qt::Key_Down: return Turn{0, kPixels};
    case Qt::Key_PageUp: return Turn{0, 0, kZoomPerNotchInSpace};
    case Qt::Key_PageDown: return Turn{0, 0, 1 / kZoomPerNotchInSpace};
    default: return std::nullopt;
    }
}

} // namespace

SpaceView::SpaceView(Document& document, Session& session, QWidget* parent)
    : RenderView(0, parent), m_document(document), m_session(session),
      m_state(theme::label({}, "chip", this))
{
    setObjectName(QStringLiteral("spaceView"));
    setAccessibleName(tr("Planes and surfaces in space"));
    setAccessibleDescription(tr("Arrow keys rotate it, Page Up and Page Down zoom."));
    setAccessibleRole(*this, QAccessible::Canvas);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(160, 120);
    m_state->setObjectName(QStringLiteral("spaceState"));
    m_state->setAttribute(Qt::WA_TransparentForMouseEvents);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(10, 10, 10, 10);
    column->addWidget(m_state, 0, Qt::AlignLeft);
    column->addStretch();
    showRenderer(m_renderer.renderer());
    m_due.setSingleShot(true);
    m_due.setInterval(kBuildDelay);
    connect(&m_due, &QTimer::timeout, this, &SpaceView::build);
    connect(this, &RenderView::aboutToRender, this, &SpaceView::compose);
    connect(&document, &Document::opened, this, [this] {
        m_renderer.setParts({});
        m_renderer.fit(m_document.baseImage()->geometry);
        invalidate(true);
    });
    connect(&document, &Document::cursorMoved, this, [this] { invalidate(false); });
    connect(&document, &Document::layerChanged, this,
            [this](int /*id*/, Aspect aspect) { invalidate(aspect != Aspect::Window); });
    connect(&document.edits(), &MaskEdits::voxelsChanged, this, [this] { invalidate(true); });
    connect(&document.edits(), &MaskEdits::stateChanged, this, &SpaceView::showState);
    for (const auto& change : {&Document::layerAdded, &Document::layerRemoved}) {
        connect(&document, change, this, [this] { invalidate(true); });
    }
    connect(&session, &Session::masksChanged, this, [this] { invalidate(true); });
    connect(&session, &Session::settled, this, [this] { invalidate(m_surfacesDue); });
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

void SpaceView::showState()
{
    const Layer* edited = editedOnScreen(m_document);
    const QString words = edited != nullptr ? tr("3D  %1").arg(editedWord(*edited)) : tr("3D");
    m_state->setText(m_surfacesDue || m_builder.isBusy() ? tr("%1  surfaces follow").arg(words)
                                                         : words);
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

void SpaceView::build()
{
    if (!isVisible() || !m_session.isSettled()) {
        return; // it is asked for again
    }
    m_surfacesDue = false;
    m_builder.start(
        [wishes = wishesOf(m_document, m_session)](const JobContext& context) {
            std::vector<SpacePart> parts;
            for (const Wish& wish : wishes) {
                parts.push_back({surfaceOf(*wish.labels, wish.value, context.stop()), wish.colour});
            }
            return parts;
        },
        [this](const std::vector<SpacePart>& parts) {
            m_renderer.setParts(parts);
            scheduleRender();
        });
    showState();
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
    const std::optional<Turn> turn = turnOf(event->key());
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
