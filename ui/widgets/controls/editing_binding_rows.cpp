// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/controls/binding_rows.h"

namespace halftone::ui {

namespace {

using B = Binding;

// Tables are read by row.
// clang-format off

std::vector<Binding> brushBindings()
{
    constexpr Menu kMenu = Menu::Layers;
    constexpr Needs kNeeds = Needs::Editing;
    constexpr Submenu kSub = Submenu::Brush;
    return {
        B{.command = Command::SmallerBrush, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Smaller"), .keys = keys({","}), .needs = kNeeds,
          .submenu = kSub},
        B{.command = Command::LargerBrush, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Larger"), .keys = keys({"."}), .needs = kNeeds,
          .submenu = kSub},
        B{.command = Command::SquareBrush, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "S&quare Brush"), .keys = keys({"Shift+Q"}),
          .needs = kNeeds, .checkable = true, .submenu = kSub},
        B{.command = Command::VolumeBrush, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&3D Brush"), .keys = keys({"Shift+D"}),
          .needs = kNeeds, .checkable = true, .submenu = kSub},
        B{.command = Command::PaintUnlabelled, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Paint over &Unlabelled Voxels Only"),
          .keys = keys({"Shift+U"}), .needs = kNeeds, .checkable = true, .submenu = kSub},
        B{.command = Command::RangeFromPoint, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Range of Values from under the Brush"),
          .keys = keys({"Y"}), .needs = kNeeds, .submenu = kSub},
    };
}

std::vector<Binding> cleanUpBindings()
{
    constexpr Menu kMenu = Menu::Layers;
    constexpr Needs kNeeds = Needs::Editing;
    constexpr Submenu kSub = Submenu::CleanUp;
    return {
        B{.command = Command::FillHolesInSlice, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Fill &Holes in This Slice"),
          .keys = keys({"Shift+F"}), .needs = kNeeds, .submenu = kSub},
        B{.command = Command::FillHoles, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Fill Holes in the &Volume"),
          .keys = keys({"Ctrl+Shift+F"}), .needs = kNeeds, .submenu = kSub},
        B{.command = Command::KeepLargestPart, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Keep Largest Part"), .needs = kNeeds,
          .submenu = kSub},
        B{.command = Command::RemoveIslands, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Remove Small &Islands..."), .needs = kNeeds,
          .submenu = kSub},
        B{.command = Command::SmoothLabels, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Smooth"), .needs = kNeeds, .submenu = kSub},
    };
}

// clang-format on

} // namespace

std::vector<Binding> editingBindings()
{
    constexpr Menu kMenu = Menu::Layers;
    std::vector<Binding> all{
        B{.command = Command::EditMask,
          .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Edit Mask"),
          .keys = keys({"Ctrl+Shift+E"}),
          .needs = Needs::Mask,
          .separatorBefore = true},
        B{.command = Command::EditCopy,
          .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Edit a &Copy of the Layer"),
          .keys = keys({"Ctrl+Alt+E"}),
          .needs = Needs::Layer},
        B{.command = Command::NewLabels,
          .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&New Empty Labels"),
          .keys = keys({"Ctrl+Shift+N"}),
          .needs = Needs::Image},
    };
    for (const auto& part : {brushBindings(), cleanUpBindings()}) {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

} // namespace halftone::ui
