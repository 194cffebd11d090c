// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/controls/bindings.h"

#include "ui/widgets/controls/binding_rows.h"

#include <QCoreApplication>

#include <algorithm>

namespace halftone::ui {

namespace {

constexpr const char* kContext = "Bindings";

QString translated(const char* text)
{
    return QCoreApplication::translate(kContext, text);
}

// Tables are read by row.
// clang-format off

constexpr SubmenuSlot kSubmenus[] = {
    {Submenu::Recent, QT_TRANSLATE_NOOP("Bindings", "&Recent Images"), Command::ChooseVolume, false},
    {Submenu::Samples, QT_TRANSLATE_NOOP("Bindings", "Built-in &Samples (Synthetic)"),
     Command::ChooseVolume, false},
    {Submenu::ColourBy, QT_TRANSLATE_NOOP("Bindings", "&Colour the Mask"), Command::MoreOpaque, false},
    {Submenu::Compare, QT_TRANSLATE_NOOP("Bindings", "Compare A and &B"), Command::ShowFragile, true},
    {Submenu::CompareWith, QT_TRANSLATE_NOOP("Bindings", "&Compare with"), Command::HatchErrors,
     true},
    {Submenu::Slices, QT_TRANSLATE_NOOP("Bindings", "Go to Sl&ice"), Command::ShowFragile, false},
    {Submenu::Cursor, QT_TRANSLATE_NOOP("Bindings", "Move C&ursor"), Command::ShowFragile, false},
    {Submenu::Layout, QT_TRANSLATE_NOOP("Bindings", "La&yout"), Command::ShowFragile, true},
    {Submenu::Tools, QT_TRANSLATE_NOOP("Bindings", "&Tools"), Command::ShowFragile, false},
    {Submenu::Windows, QT_TRANSLATE_NOOP("Bindings", "CT Win&dows"), Command::AutomaticWindow, false},
    {Submenu::Zoom, QT_TRANSLATE_NOOP("Bindings", "&Zoom"), Command::Annotations, true},
    {Submenu::Brush, QT_TRANSLATE_NOOP("Bindings", "&Brush"), Command::NewLabels, false},
    {Submenu::CleanUp, QT_TRANSLATE_NOOP("Bindings", "Clean U&p"), Command::NewLabels, false},
    {Submenu::Models, QT_TRANSLATE_NOOP("Bindings", "Mo&del"), Command::TradeoffTable, true},
    {Submenu::Language, QT_TRANSLATE_NOOP("Bindings", "&Language"), Command::CheatSheet, false},
};

// clang-format on

} // namespace

const std::vector<Binding>& bindings()
{
    static const std::vector<Binding> table = [] {
        std::vector<Binding> all;
        for (const auto& part : {fileBindings(), editBindings(), viewBindings(), layerBindings(),
                                 editingBindings(), precisionBindings(), helpBindings()}) {
            all.insert(all.end(), part.begin(), part.end());
        }
        return all;
    }();
    return table;
}

const Binding& binding(Command command)
{
    // Each command has its row: tst_bindings counts them.
    return *std::find_if(bindings().begin(), bindings().end(),
                         [&](const Binding& row) { return row.command == command; });
}

std::span<const SubmenuSlot> submenuSlots()
{
    return kSubmenus;
}

QString titleOf(Menu menu)
{
    switch (menu) {
    case Menu::File: return translated(QT_TRANSLATE_NOOP("Bindings", "&File"));
    case Menu::Edit: return translated(QT_TRANSLATE_NOOP("Bindings", "&Edit"));
    case Menu::View: return translated(QT_TRANSLATE_NOOP("Bindings", "&View"));
    case Menu::Layers: return translated(QT_TRANSLATE_NOOP("Bindings", "&Layers"));
    case Menu::Precision: return translated(QT_TRANSLATE_NOOP("Bindings", "&Precision"));
    case Menu::Help: return translated(QT_TRANSLATE_NOOP("Bindings", "&Help"));
    }
    return {};
}

QString textOf(const Binding& binding)
{
    return translated(binding.text);
}

QString textOf(const SubmenuSlot& slot)
{
    return translated(slot.text);
}

QString nameOf(const Binding& binding)
{
    return textOf(binding).remove(QChar(u'&')).remove(QStringLiteral("..."));
}

QString keysOf(const Binding& binding)
{
    QStringList texts;
    for (const QKeySequence& key : binding.keys) {
        texts.push_back(key.toString(QKeySequence::NativeText));
    }
    return texts.join(QStringLiteral("  "));
}

} // namespace halftone::ui
