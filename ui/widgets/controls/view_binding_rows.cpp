// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/document/window_presets.h"
#include "ui/widgets/controls/binding_rows.h"

namespace halftone::ui {

namespace {

using B = Binding;

// Tables are read by row.
// clang-format off

std::vector<Binding> overlayBindings()
{
    constexpr Menu kMenu = Menu::View;
    constexpr Submenu kColours = Submenu::ColourBy;
    return {
        B{.command = Command::ShowMask, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Show &Mask"), .keys = keys({"S"}),
          .checkable = true, .checked = true, .separatorBefore = true},
        B{.command = Command::LessOpaque, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Less Opaque"), .keys = keys({"A"})},
        B{.command = Command::MoreOpaque, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "More Opa&que"), .keys = keys({"D"})},
        B{.command = Command::ColourByLabel, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "By &Label"), .keys = keys({"1"}),
          .submenu = kColours},
        B{.command = Command::ColourByReferenceError, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "By Error against the &Reference"),
          .keys = keys({"2"}), .submenu = kColours},
        B{.command = Command::ColourByFullError, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "By Error against &Full Precision"),
          .keys = keys({"3"}), .submenu = kColours},
        B{.command = Command::ColourByOtherError, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "By Error against &B"),
          .keys = keys({"Shift+E"}), .needs = Needs::OtherErrors, .submenu = kColours},
        B{.command = Command::ShowFragile, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Hatch Fragile Voxels"), .keys = keys({"H"}),
          .needs = Needs::Mask, .checkable = true},
    };
}

std::vector<Binding> compareBindings()
{
    constexpr Menu kMenu = Menu::View;
    constexpr Submenu kSub = Submenu::Compare;
    return {
        B{.command = Command::ComparePanes, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Compare Side by &Side"),
          .keys = keys({"Shift+B"}), .needs = Needs::Mask, .checkable = true, .submenu = kSub},
        B{.command = Command::CompareWipe, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Compare by &Wipe"),
          .keys = keys({"Shift+W"}), .needs = Needs::Mask, .checkable = true, .submenu = kSub},
        B{.command = Command::ShowOther, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Show &B While Held"), .keys = keys({"V"}),
          .needs = Needs::Mask, .submenu = kSub},
        B{.command = Command::SwapOther, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "S&wap A and B"), .keys = keys({"Shift+S"}),
          .needs = Needs::OtherMask, .submenu = kSub},
        B{.command = Command::HatchErrors, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Hatch Errors, for Print"),
          .keys = keys({"Shift+H"}), .checkable = true, .submenu = kSub},
    };
}

std::vector<Binding> sliceBindings()
{
    constexpr Menu kMenu = Menu::View;
    constexpr Submenu kSlices = Submenu::Slices;
    return {
        B{.command = Command::NextSlice, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Next Slice"), .keys = keys({"Down", "PgDown"}),
          .submenu = kSlices},
        B{.command = Command::PreviousSlice, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Previous Slice"), .keys = keys({"Up", "PgUp"}),
          .submenu = kSlices},
        B{.command = Command::FiveSlicesForward, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Five Slices &Forward"),
          .keys = keys({"Shift+Down"}), .submenu = kSlices},
        B{.command = Command::FiveSlicesBack, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Five Slices &Back"), .keys = keys({"Shift+Up"}),
          .submenu = kSlices},
        B{.command = Command::WorstSlice, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "W&orst Slice, Then the Next Worst"),
          .keys = keys({"J"}), .needs = Needs::Mask, .submenu = kSlices},
        B{.command = Command::MostFragileSlice, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Mos&t Fragile Slice, Then the Next"),
          .keys = keys({"Shift+J"}), .needs = Needs::Mask, .submenu = kSlices},
    };
}

std::vector<Binding> cursorBindings()
{
    constexpr Menu kMenu = Menu::View;
    constexpr Submenu kCursor = Submenu::Cursor;
    return {
        B{.command = Command::CursorLeft, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Cursor &Left"), .keys = keys({"Ctrl+Left"}),
          .needs = Needs::Image, .submenu = kCursor},
        B{.command = Command::CursorRight, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Cursor &Right"), .keys = keys({"Ctrl+Right"}),
          .needs = Needs::Image, .submenu = kCursor},
        B{.command = Command::CursorUp, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Cursor &Up"), .keys = keys({"Ctrl+Up"}),
          .needs = Needs::Image, .submenu = kCursor},
        B{.command = Command::CursorDown, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Cursor &Down"), .keys = keys({"Ctrl+Down"}),
          .needs = Needs::Image, .submenu = kCursor},
        B{.command = Command::CursorFarLeft, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Five Voxels Left"),
          .keys = keys({"Ctrl+Shift+Left"}), .needs = Needs::Image, .submenu = kCursor},
        B{.command = Command::CursorFarRight, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Five Voxels Right"),
          .keys = keys({"Ctrl+Shift+Right"}), .needs = Needs::Image, .submenu = kCursor},
        B{.command = Command::CursorFarUp, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Five Voxels Up"),
          .keys = keys({"Ctrl+Shift+Up"}), .needs = Needs::Image, .submenu = kCursor},
        B{.command = Command::CursorFarDown, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Five Voxels Down"),
          .keys = keys({"Ctrl+Shift+Down"}), .needs = Needs::Image, .submenu = kCursor},
    };
}

std::vector<Binding> layoutBindings()
{
    constexpr Menu kMenu = Menu::View;
    constexpr Submenu kLayout = Submenu::Layout;
    return {
        B{.command = Command::ThreePlanes, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Three Planes"), .keys = keys({"\\"}),
          .checkable = true, .submenu = kLayout},
        B{.command = Command::SideBySide, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Three Planes Si&de by Side"),
          .keys = keys({"Ctrl+\\"}), .checkable = true, .submenu = kLayout},
        B{.command = Command::FourViews, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Three Planes and 3&D"),
          .keys = keys({"Shift+\\"}), .checkable = true, .submenu = kLayout},
        B{.command = Command::Maximise, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Ma&ximise View"), .keys = keys({"Shift+M"}),
          .needs = Needs::Image, .checkable = true, .submenu = kLayout},
        B{.command = Command::LinkViews, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Lin&k Zoom and Pan"), .keys = keys({"K"}),
          .checkable = true, .submenu = kLayout},
    };
}

std::vector<Binding> toolBindings()
{
    constexpr Menu kMenu = Menu::View;
    constexpr Submenu kTools = Submenu::Tools;
    return {
        B{.command = Command::CrosshairTool, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Crosshair Tool"), .keys = keys({"C"}),
          .checkable = true, .checked = true, .group = Group::Tools, .submenu = kTools},
        B{.command = Command::WindowTool, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Window Tool"), .keys = keys({"L"}),
          .checkable = true, .group = Group::Tools, .submenu = kTools},
        B{.command = Command::PanTool, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Pan Tool"), .keys = keys({"P"}),
          .checkable = true, .group = Group::Tools, .submenu = kTools},
        B{.command = Command::ZoomTool, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Zoom Tool"), .keys = keys({"Z"}),
          .checkable = true, .group = Group::Tools, .submenu = kTools},
        B{.command = Command::RulerTool, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "R&uler"), .keys = keys({"U"}),
          .checkable = true, .group = Group::Tools, .submenu = kTools},
        B{.command = Command::AngleTool, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "An&gle"), .keys = keys({"G"}),
          .checkable = true, .group = Group::Tools, .submenu = kTools},
        B{.command = Command::RegionTool, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "R&egion Statistics"), .keys = keys({"E"}),
          .checkable = true, .group = Group::Tools, .submenu = kTools},
        B{.command = Command::BrushTool, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Brush"), .keys = keys({"Shift+P"}),
          .needs = Needs::Editing, .checkable = true, .group = Group::Tools, .submenu = kTools},
        B{.command = Command::EraserTool, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Eraser"), .keys = keys({"Backspace"}),
          .needs = Needs::Editing, .checkable = true, .group = Group::Tools, .submenu = kTools},
        B{.command = Command::CancelMeasuring, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Cancel or Deselect, Stop the Background"),
          .keys = keys({"Esc"}), .separatorBefore = true, .submenu = kTools},
    };
}

std::vector<Binding> displayBindings()
{
    constexpr Menu kMenu = Menu::View;
    constexpr Submenu kZoom = Submenu::Zoom;
    return {
        B{.command = Command::FileWindow, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Window of the &File"), .keys = keys({"0"}),
          .needs = Needs::FileWindow, .separatorBefore = true},
        B{.command = Command::AutomaticWindow, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Automatic Window and Level"),
          .keys = keys({"Ctrl+J"})},
        B{.command = Command::Invert, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "In&vert"), .keys = keys({"N"}),
          .needs = Needs::Image, .checkable = true},
        B{.command = Command::Interpolate, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Interpolate"), .keys = keys({"I"}),
          .checkable = true, .checked = true},
        B{.command = Command::Annotations, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Letters, &Scale Bar, Window and Crosshair"),
          .keys = keys({"X"}), .checkable = true, .checked = true},
        B{.command = Command::ZoomIn, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Zoom In"), .keys = keys({"Ctrl++"}),
          .submenu = kZoom},
        B{.command = Command::ZoomOut, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Zoom &Out"), .keys = keys({"Ctrl+-"}),
          .submenu = kZoom},
        B{.command = Command::ResetView, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Fit the Whole Image"),
          .keys = keys({"R", "Ctrl+F"}), .submenu = kZoom},
        B{.command = Command::CentreCursor, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Ce&ntre on the Cursor"),
          .keys = keys({"Shift+C"}), .needs = Needs::Image, .submenu = kZoom},
    };
}

std::vector<Binding> pageBindings()
{
    constexpr Menu kMenu = Menu::View;
    return {
        B{.command = Command::ImagePage, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Ima&ge Page"), .keys = keys({"Ctrl+1"})},
        B{.command = Command::NetworkPage, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Net&work Page"), .keys = keys({"Ctrl+2"})},
        B{.command = Command::CohortPage, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Co&hort Page"), .keys = keys({"Ctrl+3"})},
    };
}

std::vector<Binding> windowBindings()
{
    std::vector<Binding> rows;
    for (const WindowPreset& preset : windowPresets()) {
        const int number = static_cast<int>(Command::WindowPreset0) + static_cast<int>(rows.size());
        rows.push_back(B{.command = static_cast<Command>(number), .menu = Menu::View,
                         .text = preset.command, .keys = keys({preset.key}),
                         .needs = Needs::CtImage, .submenu = Submenu::Windows});
    }
    return rows;
}

// clang-format on

} // namespace

std::vector<Binding> viewBindings()
{
    std::vector<Binding> all;
    for (const auto& part :
         {pageBindings(), overlayBindings(), compareBindings(), sliceBindings(), cursorBindings(),
          layoutBindings(), toolBindings(), displayBindings(), windowBindings()}) {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

} // namespace halftone::ui
