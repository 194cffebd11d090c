// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/controls/bindings.h"

#include <QCoreApplication>

#include <bit>

namespace halftone::ui {

namespace {

// The table is read by row.
// clang-format off

constexpr MouseBinding kMouse[] = {
    {Gesture::Left, Qt::NoModifier, {}, QT_TRANSLATE_NOOP("Bindings", "the chosen tool")},
    {Gesture::Right, Qt::NoModifier, ToolKind::Zoom, QT_TRANSLATE_NOOP("Bindings", "zoom")},
    {Gesture::Middle, Qt::NoModifier, ToolKind::Pan, QT_TRANSLATE_NOOP("Bindings", "pan")},
    {Gesture::Wheel, Qt::NoModifier, {}, QT_TRANSLATE_NOOP("Bindings", "slice")},
    {Gesture::Wheel, Qt::ControlModifier, ToolKind::Zoom, QT_TRANSLATE_NOOP("Bindings", "zoom")},
    {Gesture::Left, Qt::AltModifier, ToolKind::Pan, QT_TRANSLATE_NOOP("Bindings", "pan")},
    {Gesture::Right, Qt::ShiftModifier, ToolKind::WindowLevel,
     QT_TRANSLATE_NOOP("Bindings", "window (across) and level (up and down)")},
    {Gesture::Move, Qt::ShiftModifier, ToolKind::Crosshair,
     QT_TRANSLATE_NOOP("Bindings", "the cursor follows the mouse")},
    {Gesture::DoubleClick, Qt::NoModifier, {},
     QT_TRANSLATE_NOOP("Bindings", "this view alone, and back")},
    {Gesture::Left, Qt::ControlModifier, ToolKind::Eraser, QT_TRANSLATE_NOOP("Bindings", "erase, with the brush"), true},
    {Gesture::Wheel, Qt::ShiftModifier, ToolKind::Brush, QT_TRANSLATE_NOOP("Bindings", "size of the brush"), true},
};

// clang-format on

int count(Qt::KeyboardModifiers modifiers)
{
    return std::popcount(static_cast<unsigned>(modifiers.toInt()));
}

} // namespace

std::span<const MouseBinding> mouseBindings()
{
    return kMouse;
}

const MouseBinding& mouseBinding(Gesture gesture, Qt::KeyboardModifiers held, bool painting)
{
    const MouseBinding* best = nullptr;
    for (const MouseBinding& row : kMouse) {
        if (row.gesture == gesture && (row.modifiers & held) == row.modifiers
            && (painting || !row.painting)
            && (best == nullptr || count(row.modifiers) > count(best->modifiers))) {
            best = &row;
        }
    }
    return *best; // every gesture but Move has a row without modifiers
}

QString textOf(const MouseBinding& binding)
{
    return QCoreApplication::translate("Bindings", binding.text);
}

QString gestureOf(const MouseBinding& binding)
{
    const auto translated = [](const char* text) {
        return QCoreApplication::translate("Bindings", text);
    };
    const QString modifiers = QKeySequence(QKeyCombination(binding.modifiers, Qt::Key_A))
                                  .toString(QKeySequence::NativeText)
                                  .chopped(1);
    switch (binding.gesture) {
    case Gesture::Left: return modifiers + translated(QT_TRANSLATE_NOOP("Bindings", "Left-drag"));
    case Gesture::Right: return modifiers + translated(QT_TRANSLATE_NOOP("Bindings", "Right-drag"));
    case Gesture::Middle:
        return modifiers + translated(QT_TRANSLATE_NOOP("Bindings", "Middle-drag"));
    case Gesture::Wheel: return modifiers + translated(QT_TRANSLATE_NOOP("Bindings", "Wheel"));
    case Gesture::Move: return modifiers + translated(QT_TRANSLATE_NOOP("Bindings", "Move"));
    case Gesture::DoubleClick:
        return modifiers + translated(QT_TRANSLATE_NOOP("Bindings", "Double click"));
    }
    return {};
}

} // namespace halftone::ui
