// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/views/compare_view.h"

#include "ui/widgets/controls/theme.h"
#include "ui/widgets/views/other_view.h"
#include "ui/widgets/views/planes_view.h"
#include "ui/widgets/views/wipe_handle.h"

#include <QEvent>
#include <QRegion>

#include <utility>

namespace halftone::ui {

namespace {

constexpr int kGap = 2; ///< as between planes

} // namespace

CompareView::CompareView(Document& document, Session& session, PlanesView* planes, QWidget* parent)
    : QWidget(parent), m_document(document), m_planes(planes)
{
    setObjectName(QStringLiteral("compareView"));
    m_planes->setParent(this);
    m_other = new OtherView(document, session, *planes, this);
    m_wipe = new WipeHandle(this);
    m_other->hide();
    m_wipe->hide();
    for (const image::Plane plane : image::kPlanes) {
        planes->view(plane).installEventFilter(this);
    }
    connect(m_wipe, &WipeHandle::valueChanged, this, &CompareView::clip);
    connect(&document, &Document::compareChanged, this, &CompareView::followMode);
    connect(&document, &Document::layoutChanged, this, &CompareView::arrange);
    connect(&session, &Session::caseChanged, this, &CompareView::arrange);
    arrange();
}

void CompareView::followMode()
{
    const CompareMode mode = m_document.compareMode();
    if (!isSet(m_document.other())) {
        m_flickers = false;
    }
    if (std::exchange(m_mode, mode) != mode) {
        // Panes have room for one plane each.
        if (mode == CompareMode::Panes && m_document.layout() != Layout::OnePlane
            && !m_document.maximised()) {
            m_maximised = true;
            m_document.setMaximised(m_planes->activePlane());
        } else if (mode != CompareMode::Panes && std::exchange(m_maximised, false)) {
            m_document.setMaximised(std::nullopt);
        }
    }
    arrange();
}

void CompareView::setFlicker(bool on)
{
    if (isSet(m_document.other()) && on != m_flickers) {
        m_flickers = on;
        arrange();
    }
}

void CompareView::arrange()
{
    if (m_arranging) {
        return;
    }
    m_arranging = true;
    if (m_mode == CompareMode::Panes) {
        arrangePanes();
    } else {
        m_planes->setGeometry(rect());
        m_planes->show();
        const bool seen = !m_planes->view(m_planes->comparedPlane()).isHidden();
        if (seen && (m_flickers || m_mode == CompareMode::Wipe)) {
            arrangeOver(m_mode == CompareMode::Wipe && !m_flickers);
        } else {
            m_other->hide();
            m_wipe->hide();
        }
    }
    m_arranging = false;
}

void CompareView::arrangePanes()
{
    const bool stacked = width() < height();
    QRect first = rect();
    QRect second = rect();
    if (stacked) {
        first.setHeight((height() - kGap) / 2);
        second.setTop(height() - first.height());
    } else {
        first.setWidth((width() - kGap) / 2);
        second.setLeft(width() - first.width());
    }
    if (m_flickers) {
        std::swap(first, second);
    }
    m_wipe->hide();
    m_planes->setGeometry(first);
    m_other->setGeometry(second);
    m_other->clearMask();
    if (m_other->isHidden()) {
        m_other->showNow();
    }
}

void CompareView::arrangeOver(bool wiped)
{
    const SliceView& mine = m_planes->view(m_planes->comparedPlane());
    m_other->setGeometry(QRect(mine.mapTo(this, QPoint()), mine.size()));
    m_wipe->setVisible(wiped);
    if (wiped) {
        clip();
    } else {
        m_other->clearMask();
    }
    m_other->raise();
    m_wipe->raise();
    if (m_other->isHidden()) {
        m_other->showNow();
    }
}

void CompareView::clip()
{
    if (m_wipe->isHidden()) {
        return;
    }
    m_wipe->placeOver(m_other->geometry());
    const int line = m_wipe->lineX();
    // An empty mask would be none: a line beyond the edge leaves nothing of B.
    m_other->setMask(QRegion(line, 0, std::max(1, m_other->width() - line), m_other->height()));
}

void CompareView::renderNow()
{
    m_planes->renderNow();
    if (!m_other->isHidden()) {
        m_other->renderNow();
    }
}

QImage CompareView::picture()
{
    if (m_other->isHidden()) {
        return m_planes->picture();
    }
    renderNow();
    QImage seen(size() * devicePixelRatioF(), QImage::Format_RGB32);
    seen.setDevicePixelRatio(devicePixelRatioF());
    seen.fill(theme::kGround);
    render(&seen);
    return seen;
}

void CompareView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

bool CompareView::eventFilter(QObject* watched, QEvent* event)
{
    const QEvent::Type type = event->type();
    if (m_mode != CompareMode::Panes
        && (type == QEvent::Resize || type == QEvent::Move || type == QEvent::Show)) {
        QMetaObject::invokeMethod(this, &CompareView::arrange, Qt::QueuedConnection);
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace halftone::ui
