// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/controls/bindings.h"

#include "ui/document/window_presets.h"

#include <QCoreApplication>

#include <algorithm>

namespace halftone::ui {

namespace {

constexpr const char* kContext = "Bindings";

using B = Binding;

QList<QKeySequence> keys(std::initializer_list<const char*> texts)
{
    QList<QKeySequence> result;
    for (const char* text : texts) {
        result.push_back(QKeySequence(QString::fromLatin1(text)));
    }
    return result;
}

QString translated(const char* text)
{
    return QCoreApplication::translate(kContext, text);
}

// Tables are read by row.
// clang-format off

std::vector<Binding> fileBindings()
{
    constexpr Menu kMenu = Menu::File;
    return {
        B{.command = Command::OpenImage, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Open Image..."), .keys = keys({"Ctrl+O"})},
        B{.command = Command::OpenFolder, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Open DICOM &Folder..."),
          .keys = keys({"Ctrl+Shift+O"})},
        B{.command = Command::ChooseVolume, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Choose &Volume..."),
          .keys = keys({"Ctrl+Shift+V"}), .needs = Needs::Volumes},
        B{.command = Command::SampleEm, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&EM Tissue"), .submenu = Submenu::Samples,
          .objectName = "sampleEm"},
        B{.command = Command::SampleCord, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Spinal &Cord MRI"), .submenu = Submenu::Samples,
          .objectName = "sampleCord"},
        B{.command = Command::SampleAbdomen, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Abdomen CT"), .submenu = Submenu::Samples,
          .objectName = "sampleAbdomen"},
        B{.command = Command::AddImage, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Add Image..."), .keys = keys({"Ctrl+Shift+A"}),
          .needs = Needs::Image, .separatorBefore = true},
        B{.command = Command::AddLabels, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Add Label La&yer..."),
          .keys = keys({"Ctrl+Shift+L"}), .needs = Needs::Image},
        B{.command = Command::OpenReference, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Open Reference &Labels..."),
          .keys = keys({"Ctrl+L"}), .needs = Needs::Image},
        B{.command = Command::SaveMask, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Save &Mask..."), .keys = keys({"Ctrl+S"}),
          .needs = Needs::Mask, .separatorBefore = true},
        B{.command = Command::SaveScreenshot, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Save S&creenshot..."), .keys = keys({"F12"}),
          .needs = Needs::Image},
        B{.command = Command::SaveViewScreenshot, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Save Screenshot of Vie&w..."),
          .keys = keys({"Shift+F12"}), .needs = Needs::Image},
        B{.command = Command::Quit, .menu = kMenu, .text = QT_TRANSLATE_NOOP("Bindings", "&Quit"),
          .keys = keys({"Ctrl+Q"}), .separatorBefore = true},
    };
}

std::vector<Binding> editBindings()
{
    constexpr Menu kMenu = Menu::Edit;
    return {
        B{.command = Command::Undo, .menu = kMenu, .text = QT_TRANSLATE_NOOP("Bindings", "&Undo"),
          .keys = keys({"Ctrl+Z"}), .needs = Needs::Undo},
        B{.command = Command::Redo, .menu = kMenu, .text = QT_TRANSLATE_NOOP("Bindings", "&Redo"),
          .keys = keys({"Ctrl+Shift+Z", "Ctrl+Y"}), .needs = Needs::Redo},
    };
}

std::vector<Binding> overlayBindings()
{
    constexpr Menu kMenu = Menu::View;
    return {
        B{.command = Command::ShowMask, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Show &Mask"), .keys = keys({"S"}),
          .checkable = true, .checked = true},
        B{.command = Command::LessOpaque, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Less Opaque"), .keys = keys({"A"})},
        B{.command = Command::MoreOpaque, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "More Opa&que"), .keys = keys({"D"})},
        B{.command = Command::ColourByLabel, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Colour by Label"), .keys = keys({"1"}),
          .separatorBefore = true},
        B{.command = Command::ColourByReferenceError, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Colour by Error against Reference"),
          .keys = keys({"2"})},
        B{.command = Command::ColourByFullError, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Colour by Error against Full Precision"),
          .keys = keys({"3"})},
    };
}

std::vector<Binding> navigationBindings()
{
    constexpr Menu kMenu = Menu::View;
    return {
        B{.command = Command::NextSlice, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Next Slice"), .keys = keys({"Down", "PgDown"}),
          .separatorBefore = true},
        B{.command = Command::PreviousSlice, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Previous Slice"), .keys = keys({"Up", "PgUp"})},
        B{.command = Command::FiveSlicesForward, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Five Slices &Forward"),
          .keys = keys({"Shift+Down"})},
        B{.command = Command::FiveSlicesBack, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Five Slices &Back"), .keys = keys({"Shift+Up"})},
        B{.command = Command::CursorLeft, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Cursor &Left"), .keys = keys({"Ctrl+Left"}),
          .needs = Needs::Image, .submenu = Submenu::Cursor},
        B{.command = Command::CursorRight, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Cursor &Right"), .keys = keys({"Ctrl+Right"}),
          .needs = Needs::Image, .submenu = Submenu::Cursor},
        B{.command = Command::CursorUp, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Cursor &Up"), .keys = keys({"Ctrl+Up"}),
          .needs = Needs::Image, .submenu = Submenu::Cursor},
        B{.command = Command::CursorDown, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Cursor &Down"), .keys = keys({"Ctrl+Down"}),
          .needs = Needs::Image, .submenu = Submenu::Cursor},
        B{.command = Command::ThreePlanes, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Three Planes"), .keys = keys({"\\"}),
          .checkable = true, .separatorBefore = true},
        B{.command = Command::SideBySide, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Three Planes Si&de by Side"),
          .keys = keys({"Ctrl+\\"}), .checkable = true},
        B{.command = Command::FourViews, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Three Planes and 3&D"),
          .keys = keys({"Shift+\\"}), .checkable = true},
        B{.command = Command::Maximise, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Ma&ximise View"), .keys = keys({"Ctrl+M"}),
          .needs = Needs::Image, .checkable = true},
        B{.command = Command::LinkViews, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Lin&k Zoom and Pan"), .keys = keys({"K"}),
          .checkable = true},
    };
}

std::vector<Binding> toolBindings()
{
    constexpr Menu kMenu = Menu::View;
    return {
        B{.command = Command::CrosshairTool, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Crosshair Tool"), .keys = keys({"C"}),
          .checkable = true, .checked = true, .group = Group::Tools, .separatorBefore = true},
        B{.command = Command::WindowTool, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Window Tool"), .keys = keys({"L"}),
          .checkable = true, .group = Group::Tools},
        B{.command = Command::PanTool, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Pan Tool"), .keys = keys({"P"}),
          .checkable = true, .group = Group::Tools},
        B{.command = Command::ZoomTool, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Zoom Tool"), .keys = keys({"Z"}),
          .checkable = true, .group = Group::Tools},
        B{.command = Command::RulerTool, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "R&uler"), .keys = keys({"U"}),
          .checkable = true, .group = Group::Tools},
        B{.command = Command::AngleTool, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "An&gle"), .keys = keys({"G"}),
          .checkable = true, .group = Group::Tools},
        B{.command = Command::RegionTool, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "R&egion Statistics"), .keys = keys({"E"}),
          .checkable = true, .group = Group::Tools},
        B{.command = Command::CancelMeasuring, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Cancel or Deselect Measurement"),
          .keys = keys({"Esc"}), .needs = Needs::Image},
    };
}

std::vector<Binding> displayBindings()
{
    constexpr Menu kMenu = Menu::View;
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
          .separatorBefore = true},
        B{.command = Command::ZoomOut, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Zoom &Out"), .keys = keys({"Ctrl+-"})},
        B{.command = Command::ResetView, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Reset View"), .keys = keys({"R"})},
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

std::vector<Binding> layerBindings()
{
    constexpr Menu kMenu = Menu::Layers;
    return {
        B{.command = Command::HideLayer, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Hide or Show Layer"), .keys = keys({"W"}),
          .needs = Needs::Layer},
        B{.command = Command::LayerOutline, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Layer as &Outline"), .keys = keys({"O"}),
          .needs = Needs::Layer, .checkable = true},
        B{.command = Command::UseAsReference, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Use as Reference"), .keys = keys({"Shift+R"}),
          .needs = Needs::Layer, .separatorBefore = true},
        B{.command = Command::ReferenceValues, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "What the Reference &Shows..."),
          .keys = keys({"Ctrl+R"}), .needs = Needs::Image},
        B{.command = Command::RemoveLayer, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Remove Measurement or Layer"),
          .keys = keys({"Del"}),
          .needs = Needs::Layer, .separatorBefore = true},
    };
}

std::vector<Binding> precisionBindings()
{
    constexpr Menu kMenu = Menu::Precision;
    constexpr Needs kNeeds = Needs::Mask;
    return {
        B{.command = Command::Full, .menu = kMenu, .text = QT_TRANSLATE_NOOP("Bindings", "&Full"),
          .keys = keys({"F"}), .needs = kNeeds},
        B{.command = Command::Balanced, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Balanced"), .keys = keys({"B"}),
          .needs = kNeeds},
        B{.command = Command::Smallest, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "S&mallest"), .keys = keys({"M"}),
          .needs = kNeeds},
        B{.command = Command::FewerWeightBits, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Weights: One Bit Less"), .keys = keys({"-"}),
          .needs = kNeeds, .separatorBefore = true},
        B{.command = Command::MoreWeightBits, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Weights: One Bit More"),
          .keys = keys({"+", "="}), .needs = kNeeds},
        B{.command = Command::FewerActivationBits, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Activations: One Bit Less"), .keys = keys({"["}),
          .needs = kNeeds},
        B{.command = Command::MoreActivationBits, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Activations: One Bit More"), .keys = keys({"]"}),
          .needs = kNeeds},
        B{.command = Command::TradeoffTable, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Trade-off Table..."), .keys = keys({"T"}),
          .needs = kNeeds, .separatorBefore = true},
        B{.command = Command::OpenModel, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Open Model...")},
    };
}

std::vector<Binding> helpBindings()
{
    constexpr Menu kMenu = Menu::Help;
    return {
        B{.command = Command::CheatSheet, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Keys and Mouse"), .keys = keys({"F1", "?"})},
        B{.command = Command::About, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&About Halftone")},
    };
}

constexpr SubmenuSlot kSubmenus[] = {
    {Submenu::Recent, QT_TRANSLATE_NOOP("Bindings", "&Recent Images"), Command::ChooseVolume, false},
    {Submenu::Samples, QT_TRANSLATE_NOOP("Bindings", "Built-in &Samples (Synthetic)"),
     Command::ChooseVolume, false},
    {Submenu::Cursor, QT_TRANSLATE_NOOP("Bindings", "Move C&ursor"), Command::FiveSlicesBack, false},
    {Submenu::Windows, QT_TRANSLATE_NOOP("Bindings", "CT Win&dows"), Command::AutomaticWindow, false},
    {Submenu::Models, QT_TRANSLATE_NOOP("Bindings", "Mo&del"), Command::TradeoffTable, true},
};

// clang-format on

} // namespace

const std::vector<Binding>& bindings()
{
    static const std::vector<Binding> table = [] {
        std::vector<Binding> all;
        for (const auto& part :
             {fileBindings(), editBindings(), overlayBindings(), navigationBindings(),
              toolBindings(), displayBindings(), windowBindings(), layerBindings(),
              precisionBindings(), helpBindings()}) {
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
