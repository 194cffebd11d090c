// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/views/other_view.h"

#include "ui/document/format.h"
#include "ui/widgets/controls/theme.h"
#include "ui/widgets/views/plane_scene.h"
#include "ui/widgets/views/planes_view.h"

#include <QBoxLayout>
#include <QIcon>
#include <QResizeEvent>
#include <QToolButton>

#include <algorithm>
#include <chrono>
#include <utility>

namespace halftone::ui {

namespace {

constexpr int kButtonRoom = 130; ///< of swap and close, margins and the letter in the middle
constexpr int kLeastRoom = 90;
/// As for A: masks arrive faster than they need to be seen.
constexpr std::chrono::milliseconds kArrivalInterval{100};

QToolButton* chipButton(const char* name, const QString& tip, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setObjectName(QString::fromLatin1(name));
    button->setProperty("role", QStringLiteral("chip"));
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setCursor(Qt::PointingHandCursor);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

OtherView::OtherView(Document& document, Session& session, PlanesView& planes, QWidget* parent)
    : SliceView(parent), m_document(document), m_session(session), m_planes(planes),
      m_choice(chipButton("otherChoice", tr("Choose what B is"), this)),
      m_swap(chipButton("swapOther", tr("Swap A and B"), this)),
      m_close(chipButton("closeOther", tr("Compare no longer"), this))
{
    setObjectName(QStringLiteral("otherView"));
    setAccessibleName(tr("Slice with the other mask, B"));
    m_swap->setText(QChar(0x21C4));
    m_close->setIcon(QIcon(QStringLiteral(":/icons/close.svg")));
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    row->addStretch();
    row->addWidget(m_choice);
    row->addWidget(m_swap);
    row->addWidget(m_close);
    qobject_cast<QBoxLayout*>(layout())->insertLayout(0, row);
    connect(m_choice, &QToolButton::clicked, this, [this] {
        Q_EMIT choiceRequested(m_choice->mapToGlobal(QPoint(0, m_choice->height() + 2)));
    });
    connect(m_swap, &QToolButton::clicked, this, &OtherView::swapRequested);
    connect(m_close, &QToolButton::clicked, this, &OtherView::closeRequested);

    connect(this, &RenderView::aboutToRender, this, &OtherView::compose);
    const auto all = [this] { invalidate(true); };
    connect(&document, &Document::opened, this, all);
    connect(&document, &Document::layerAdded, this, all);
    connect(&document, &Document::layerRemoved, this, all);
    connect(&document, &Document::cursorMoved, this, all);
    connect(&document, &Document::layoutChanged, this, all);
    connect(&document, &Document::highlightChanged, this, [this] { invalidate(false); });
    connect(&document, &Document::viewChanged, this, &OtherView::followView);
    connect(&document, &Document::compareChanged, this, all);
    connect(&document, &Document::layerChanged, this, [this](int id, Aspect aspect) {
        if (aspect != Aspect::Cut) { // B has no probabilities
            aspect == Aspect::Window ? showWindow(id) : invalidate(true);
        }
    });
    connect(&document.edits(), &MaskEdits::voxelsChanged, this,
            [this](int /*id*/, const image::VoxelBox& box) {
                if (isCut(box, m_document, m_planes.comparedPlane())) {
                    invalidate(false);
                }
            });
    connect(&session, &Session::caseChanged, this, all);
    m_arrivals.setSingleShot(true);
    m_arrivals.setInterval(kArrivalInterval);
    connect(&m_arrivals, &QTimer::timeout, this, [this] { invalidate(false); });
    connect(&session, &Session::masksChanged, this,
            [this](bool visible) { visible ? invalidate(false) : await(); });
    connect(&session.comparison(), &Comparison::changed, this,
            [this] { showName() ? invalidate(false) : await(); });
    connect(&session.precision(), &PrecisionModel::changed, this, [this] { showName(); });
    planes.mirror(*this);
    showName();
}

void OtherView::setOverlaysVisible(bool visible)
{
    m_overlaysVisible = visible;
    invalidate(false);
}

bool OtherView::isDue() const
{
    return m_planeDue || m_overlaysDue || m_cameraDue
           || picture().size() != size() * devicePixelRatioF();
}

void OtherView::showNow()
{
    show();
    if (isDue()) {
        renderNow();
    }
}

void OtherView::showEvent(QShowEvent* event)
{
    // Not RenderView's: what was asked for while it was hidden is known.
    QWidget::showEvent(event); // NOLINT(bugprone-parent-virtual-call)
    if (isDue()) {
        scheduleRender();
    }
}

void OtherView::await()
{
    if (!m_arrivals.isActive()) {
        m_arrivals.start();
    }
}

void OtherView::invalidate(bool plane)
{
    m_planeDue = m_planeDue || plane;
    m_overlaysDue = true;
    if (!isHidden()) {
        scheduleRender();
    }
}

void OtherView::compose()
{
    const std::shared_ptr<const Image> base = m_document.baseImage();
    if (!base) {
        return;
    }
    const image::Plane plane = m_planes.comparedPlane();
    const image::PlaneGrid grid = image::planeGrid(base->geometry, plane, m_document.cursor());
    if (std::exchange(m_planeDue, false)) {
        m_overlaysDue = true;
        slice().setPlane(grid);
        slice().setImages(imagesOf(m_document, grid));
        look(plane);
        m_planes.dress(*this, plane);
    }
    m_cameraDue = false;
    if (std::exchange(m_overlaysDue, false)) {
        slice().setOverlays(m_overlaysVisible ? otherOverlaysOf(m_document, m_session, grid)
                                              : std::vector<OverlayPicture>{});
    }
}

void OtherView::look(image::Plane plane)
{
    const ViewState& state = m_document.view(plane);
    slice().setCamera({state.fitted, state.magnification, {state.column, state.row}});
}

void OtherView::followView()
{
    look(m_planes.comparedPlane());
    m_cameraDue = true;
    if (!isHidden()) {
        scheduleRender();
    }
}

void OtherView::showWindow(int layer)
{
    const int index = pictureOf(m_document, layer);
    const Layer* found = m_document.find(layer);
    if (index >= 0 && found != nullptr && !m_planeDue) {
        const auto [black, white] = endsOf(found->style.window);
        slice().setWindow(static_cast<std::size_t>(index), black, white);
        m_cameraDue = true;
        if (!isHidden()) {
            scheduleRender();
        }
    }
}

bool OtherView::showName()
{
    const Comparison& comparison = m_session.comparison();
    const QString pending = comparison.pendingText();
    QString text = tr("B  %1").arg(comparison.name());
    if (!pending.isEmpty()) {
        text += QStringLiteral("  ") + QChar(0x00B7) + QStringLiteral("  ") + pending;
    }
    QStringList tip{text};
    tip += comparison.warnings();
    tip.push_back(tr("Click to choose what B is. A is what the sliders say: %1.")
                      .arg(formatPrecision(m_session.precision().precision())));
    m_choice->setToolTip(tip.join(QChar(u'\n')));
    m_choice->setAccessibleName(text);
    const QString mark =
        comparison.warnings().isEmpty() ? QString() : QChar(0x26A0) + QStringLiteral("  ");
    // The middle of the upper edge belongs to its letter.
    const int room = std::max(kLeastRoom, width() / 2 - kButtonRoom);
    m_choice->setText(m_choice->fontMetrics().elidedText(mark + text, Qt::ElideRight, room)
                      + QStringLiteral("  ") + QChar(0x25BE));
    theme::setProperty(m_choice, "pending",
                       pending.isEmpty() ? QStringLiteral("false") : QStringLiteral("true"));
    m_swap->setEnabled(comparison.canSwap());
    m_swap->setToolTip(comparison.canSwap()
                           ? tr("Swap A and B: the sliders take B's precision")
                           : tr("Labels have no precision that the sliders could take"));
    const std::shared_ptr<const Image> base = m_document.baseImage();
    setCaption({}, base && base->synthetic ? tr("synthetic image") : QString());
    return std::exchange(m_said, text) != text;
}

} // namespace halftone::ui
