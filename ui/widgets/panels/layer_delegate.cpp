// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/panels/layer_delegate.h"

#include "ui/document/layers_model.h"
#include "ui/widgets/controls/key_focus.h"
#include "ui/widgets/controls/theme.h"

#include <QIcon>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace halftone::ui {

namespace {

constexpr int kRowHeight = 28;
constexpr int kSwatch = 12;
constexpr int kEye = 16;
constexpr int kPadding = 8;

} // namespace

void LayerDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect row = option.rect.adjusted(0, 1, 0, -1);
    const bool visible = index.data(Qt::CheckStateRole).toInt() == static_cast<int>(Qt::Checked);
    const bool focused = option.state.testFlag(QStyle::State_HasFocus)
                         && option.state.testFlag(QStyle::State_Active);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    if (option.state.testFlag(QStyle::State_MouseOver) || focused || selected) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(QColor(theme::kLine));
        painter->drawRoundedRect(row, 6, 6);
    }
    if (focused && option.widget != nullptr) {
        paintFocusRing(*painter, *option.widget, row);
    }
    auto colour = index.data(Qt::DecorationRole).value<QColor>();
    colour.setAlphaF(visible ? 1.0F : 0.35F);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colour);
    const QRect swatch(row.left() + kPadding, row.center().y() - kSwatch / 2 + 1, kSwatch, kSwatch);
    painter->drawRoundedRect(swatch, 3, 3);

    const QRect eye(row.right() - kPadding - kEye, row.center().y() - kEye / 2 + 1, kEye, kEye);
    QIcon(visible ? QStringLiteral(":/icons/eye.svg") : QStringLiteral(":/icons/eye-off.svg"))
        .paint(painter, eye);
    // A name has at least half of the row, and what it leaves is the detail's.
    const int left = swatch.right() + kPadding + 1;
    const int all = eye.left() - kPadding - left;
    const QString name = index.data().toString();
    const int kept = std::min(option.fontMetrics.horizontalAdvance(name) + 1, all / 2) + kPadding;
    const QString detail = option.fontMetrics.elidedText(
        index.data(LayersModel::DetailRole).toString(), Qt::ElideMiddle, all - kept);
    const int detailWidth = option.fontMetrics.horizontalAdvance(detail);
    const QRect detailBox(eye.left() - kPadding - detailWidth, row.top(), detailWidth + 1,
                          row.height());
    // Dim while it is no longer true, but readable also on a selected row.
    const bool pending = index.data(LayersModel::PendingRole).toBool();
    painter->setPen(QColor(pending ? theme::kQuiet : theme::kText));
    painter->drawText(detailBox, Qt::AlignVCenter | Qt::AlignRight, detail);
    painter->setPen(QColor(visible ? theme::kText : theme::kQuiet));
    const int room = detailBox.left() - kPadding - left;
    painter->drawText(QRect(left, row.top(), room, row.height()), Qt::AlignVCenter,
                      option.fontMetrics.elidedText(name, Qt::ElideRight, room));
    painter->restore();
}

QSize LayerDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {120, kRowHeight};
}

bool LayerDelegate::editorEvent(QEvent* event, QAbstractItemModel* model,
                                const QStyleOptionViewItem& option, const QModelIndex& index)
{
    // Swatch and eye show and hide; the rest of the row selects.
    const auto isSwatch = [&](const QPointF& at) {
        return at.x() < option.rect.left() + 2 * kPadding + kSwatch;
    };
    const auto isSwitch = [&](const QPointF& at) {
        return isSwatch(at) || at.x() > option.rect.right() - 2 * kPadding - kEye;
    };
    const auto* mouse = dynamic_cast<const QMouseEvent*>(event);
    const auto toggle = [&] {
        const bool visible =
            index.data(Qt::CheckStateRole).toInt() == static_cast<int>(Qt::Checked);
        return model->setData(index, static_cast<int>(visible ? Qt::Unchecked : Qt::Checked),
                              Qt::CheckStateRole);
    };
    if (event->type() == QEvent::MouseButtonPress) {
        m_doubled = false;
    }
    if (event->type() == QEvent::MouseButtonDblClick && mouse != nullptr
        && mouse->button() == Qt::LeftButton && isSwatch(mouse->position())) {
        toggle(); // takes back what its first click did
        m_doubled = true;
        Q_EMIT colourRequested(index);
        return true;
    }
    if (event->type() == QEvent::MouseButtonRelease && std::exchange(m_doubled, false)) {
        return true;
    }
    const bool clicked = event->type() == QEvent::MouseButtonRelease && mouse != nullptr
                         && mouse->button() == Qt::LeftButton && isSwitch(mouse->position());
    const bool pressed =
        event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space;
    if (!clicked && !pressed) {
        return false;
    }
    return toggle();
}

} // namespace halftone::ui
