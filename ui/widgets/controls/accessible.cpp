// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/controls/accessible.h"

#include <QAbstractSlider>
#include <QAccessibleWidget>
#include <QVariant>

namespace halftone::ui {

namespace {

constexpr const char* kRole = "accessibleRole";
constexpr const char* kValue = "accessibleValue";

class Painted : public QAccessibleWidget {
public:
    Painted(QWidget* widget, QAccessible::Role role) : QAccessibleWidget(widget, role) {}

    [[nodiscard]] QString text(QAccessible::Text which) const override
    {
        const QVariant value = widget()->property(kValue);
        return which == QAccessible::Value && value.isValid() ? value.toString()
                                                              : QAccessibleWidget::text(which);
    }
};

class PaintedSlider : public Painted, public QAccessibleValueInterface {
public:
    PaintedSlider(QAbstractSlider* slider, QAccessible::Role role)
        : Painted(slider, role), m_slider(slider)
    {
    }

    void* interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ValueInterface ? static_cast<QAccessibleValueInterface*>(this)
                                                   : Painted::interface_cast(type);
    }
    [[nodiscard]] QVariant currentValue() const override { return m_slider->value(); }
    void setCurrentValue(const QVariant& value) override { m_slider->setValue(value.toInt()); }
    [[nodiscard]] QVariant maximumValue() const override { return m_slider->maximum(); }
    [[nodiscard]] QVariant minimumValue() const override { return m_slider->minimum(); }
    [[nodiscard]] QVariant minimumStepSize() const override { return m_slider->singleStep(); }

private:
    QAbstractSlider* m_slider;
};

QAccessibleInterface* make(const QString& /*className*/, QObject* object)
{
    auto* widget = qobject_cast<QWidget*>(object);
    const QVariant role = widget != nullptr ? widget->property(kRole) : QVariant();
    if (!role.isValid()) {
        return nullptr; // one of Qt's
    }
    const auto which = static_cast<QAccessible::Role>(role.toInt());
    auto* slider = qobject_cast<QAbstractSlider*>(widget);
    return slider != nullptr ? static_cast<QAccessibleInterface*>(new PaintedSlider(slider, which))
                             : new Painted(widget, which);
}

} // namespace

void describePaintedWidgets()
{
    QAccessible::installFactory(make);
}

void setAccessibleRole(QWidget& widget, QAccessible::Role role)
{
    widget.setProperty(kRole, static_cast<int>(role));
}

void setAccessibleValue(QWidget& widget, const QString& value)
{
    if (widget.property(kValue).toString() != value) {
        widget.setProperty(kValue, value);
        if (QAccessible::isActive()) {
            QAccessibleValueChangeEvent changed(&widget, value);
            QAccessible::updateAccessibility(&changed);
        }
    }
}

} // namespace halftone::ui
