// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/controls/key_focus.h"

#include "ui/widgets/controls/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QButtonGroup>
#include <QFocusEvent>
#include <QPainter>
#include <QScrollArea>

#include <algorithm>

namespace halftone::ui {

namespace {

constexpr const char* kProperty = "keyFocus";
constexpr int kSlack = 4; ///< by which what stands in one row may overlap what is below it

class Watch : public QObject {
public:
    using QObject::QObject;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::FocusIn && watched->isWidgetType()) {
            const Qt::FocusReason reason = static_cast<QFocusEvent*>(event)->reason();
            const bool byKey = reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason
                               || reason == Qt::ShortcutFocusReason;
            // A window or a menu that was in front meanwhile changes nothing.
            const bool keeps =
                reason == Qt::ActiveWindowFocusReason || reason == Qt::PopupFocusReason;
            if (!keeps && watched->property(kProperty).toBool() != byKey) {
                watched->setProperty(kProperty, byKey);
            }
        }
        return QObject::eventFilter(watched, event);
    }
};

bool isUsable(const QWidget& widget)
{
    return widget.isEnabled() && widget.isVisible() && !widget.size().isEmpty();
}

/// Of choices that exclude each other; empty for any other widget.
QList<QAbstractButton*> choicesBeside(const QWidget& widget)
{
    const auto* button = qobject_cast<const QAbstractButton*>(&widget);
    if (button == nullptr || !button->isCheckable()) {
        return {};
    }
    if (const QButtonGroup* group = button->group()) {
        return group->exclusive() ? group->buttons() : QList<QAbstractButton*>();
    }
    QList<QAbstractButton*> choices;
    if (button->autoExclusive() && button->parentWidget() != nullptr) {
        for (auto* each :
             button->parentWidget()->findChildren<QAbstractButton*>(Qt::FindDirectChildrenOnly)) {
            if (each->autoExclusive() && each->group() == nullptr) {
                choices.push_back(each);
            }
        }
    }
    return choices;
}

/// Tab leads to the one that is chosen, and the arrows to the others. Qt sees to that only once
/// one of them had the keyboard, and then keeps to that one, whichever is chosen by other means.
bool isTheirStop(const QWidget& widget, const QList<QAbstractButton*>& choices)
{
    const QAbstractButton* stop = nullptr;
    bool tab = false;
    for (const QAbstractButton* each : choices) {
        tab = tab || (each->focusPolicy() & Qt::TabFocus) != 0;
        if (isUsable(*each) && (stop == nullptr || (each->isChecked() && !stop->isChecked()))) {
            stop = each;
        }
    }
    return tab && stop == &widget;
}

bool takesTab(const QWidget& widget)
{
    if (!isUsable(widget) || widget.focusProxy() != nullptr) {
        return false;
    }
    const QList<QAbstractButton*> choices = choicesBeside(widget);
    return choices.isEmpty() ? (widget.focusPolicy() & Qt::TabFocus) != 0
                             : isTheirStop(widget, choices);
}

/// Of siblings, in which order they are read; a total order, for what lies in a grid as for what
/// overlaps.
void sortForReading(std::vector<QWidget*>& widgets)
{
    std::stable_sort(widgets.begin(), widgets.end(), [](const QWidget* a, const QWidget* b) {
        return a->geometry().top() < b->geometry().top();
    });
    // Rows: all that begins before the first of the row has ended.
    auto row = widgets.begin();
    while (row != widgets.end()) {
        const int end = (*row)->geometry().bottom() - kSlack;
        auto next = std::find_if(row + 1, widgets.end(), [&](const QWidget* widget) {
            return widget->geometry().top() > end;
        });
        std::stable_sort(row, next, [](const QWidget* a, const QWidget* b) {
            return a->geometry().left() < b->geometry().left();
        });
        row = next;
    }
}

void collect(const QWidget& parent, std::vector<QWidget*>& order)
{
    std::vector<QWidget*> children;
    for (QObject* child : parent.children()) {
        auto* widget = qobject_cast<QWidget*>(child);
        if (widget != nullptr && !widget->isWindow() && widget->isVisible()) {
            children.push_back(widget);
        }
    }
    sortForReading(children);
    for (QWidget* child : children) {
        if (takesTab(*child)) {
            order.push_back(child);
        }
        collect(*child, order);
    }
}

} // namespace

void watchKeyFocus(QApplication& application)
{
    application.installEventFilter(new Watch(&application));
}

bool hasKeyFocus(const QWidget& widget)
{
    return widget.hasFocus() && widget.property(kProperty).toBool();
}

void paintFocusRing(QPainter& painter, const QWidget& widget, const QRect& rect)
{
    if (!hasKeyFocus(widget)) {
        return;
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor(theme::kAccent), 2));
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 4, 4);
    painter.restore();
}

std::vector<QWidget*> readingOrder(const QWidget& root)
{
    std::vector<QWidget*> order;
    collect(root, order);
    return order;
}

bool focusInReadingOrder(QWidget& root, bool next)
{
    const std::vector<QWidget*> order = readingOrder(root);
    if (order.empty()) {
        return false;
    }
    auto now = std::find(order.begin(), order.end(), root.focusWidget());
    if (now == order.end() && root.focusWidget() != nullptr) {
        // From a choice that is no longer the chosen one it goes on as from that.
        const QList<QAbstractButton*> choices = choicesBeside(*root.focusWidget());
        now = std::find_first_of(order.begin(), order.end(), choices.begin(), choices.end());
    }
    QWidget* target = nullptr;
    if (now == order.end()) {
        target = next ? order.front() : order.back();
    } else if (next) {
        target = now + 1 == order.end() ? order.front() : *(now + 1);
    } else {
        target = now == order.begin() ? order.back() : *(now - 1);
    }
    target->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    for (QWidget* parent = target->parentWidget(); parent != nullptr && parent != &root;
         parent = parent->parentWidget()) {
        if (auto* area = qobject_cast<QScrollArea*>(parent)) {
            area->ensureWidgetVisible(target, kSlack, kSlack);
        }
    }
    return true;
}

} // namespace halftone::ui
