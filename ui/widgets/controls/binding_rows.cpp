// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/controls/binding_rows.h"

namespace halftone::ui {

namespace {

using B = Binding;

} // namespace

QList<QKeySequence> keys(std::initializer_list<const char*> texts)
{
    QList<QKeySequence> result;
    for (const char* text : texts) {
        result.push_back(QKeySequence(QString::fromLatin1(text)));
    }
    return result;
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
        B{.command = Command::OpenCohort, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Open Co&hort..."), .keys = keys({"Ctrl+Shift+H"})},
        B{.command = Command::OpenWorkspace, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Open Wor&kspace..."), .keys = keys({"Ctrl+Alt+O"})},
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
          .needs = Needs::SavableMask, .separatorBefore = true},
        B{.command = Command::SaveSurface, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Save S&urface..."), .needs = Needs::Image},
        B{.command = Command::SaveWorkspace, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Save Works&pace"), .keys = keys({"Ctrl+Alt+S"}),
          .needs = Needs::Image},
        B{.command = Command::SaveWorkspaceAs, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Save Workspace As..."),
          .keys = keys({"Ctrl+Alt+Shift+S"}), .needs = Needs::Image},
        B{.command = Command::ExportReport, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Export &Report..."), .keys = keys({"Ctrl+E"}),
          .needs = Needs::Mask},
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
        B{.command = Command::ShowProbabilities, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Show &Probabilities"), .keys = keys({"Shift+Y"}),
          .needs = Needs::Mask, .checkable = true, .separatorBefore = true},
        B{.command = Command::CutToLabels, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Probability &Threshold to Labels"),
          .keys = keys({"Ctrl+Shift+P"}), .needs = Needs::Mask},
        B{.command = Command::LabelColour, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Colour of the Label..."),
          .keys = keys({"Ctrl+Shift+C"}), .needs = Needs::Layer},
        B{.command = Command::ResetColours, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Reset Colours"), .needs = Needs::Layer},
        B{.command = Command::Statistics, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Statistics..."), .keys = keys({"Shift+T"}),
          .needs = Needs::Image, .separatorBefore = true},
        B{.command = Command::PreviousLayer, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Previous Layer"), .keys = keys({"{"}),
          .needs = Needs::Layer},
        B{.command = Command::NextLayer, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Next Layer"), .keys = keys({"}"}),
          .needs = Needs::Layer},
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
        B{.command = Command::LinkBits, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "Lin&k Weights and Activations"),
          .keys = keys({"Shift+K"}), .needs = kNeeds, .checkable = true},
        B{.command = Command::Numbers, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Numbers behind the Dial..."),
          .keys = keys({"Q"}), .needs = kNeeds, .separatorBefore = true},
        B{.command = Command::StopBackground, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Stop or Go On in the Background"),
          .keys = keys({"Shift+Esc"}), .needs = kNeeds},
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
        B{.command = Command::GettingStarted, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Getting Started")},
        B{.command = Command::Tour, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "What the &Window Can Do")},
        B{.command = Command::Questions, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Questions and Answers")},
        B{.command = Command::CheatSheet, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&Keys and Mouse"), .keys = keys({"F1", "?"}),
          .separatorBefore = true},
        B{.command = Command::Log, .menu = kMenu, .text = QT_TRANSLATE_NOOP("Bindings", "&Log"),
          .keys = keys({"Ctrl+0"})},
        B{.command = Command::About, .menu = kMenu,
          .text = QT_TRANSLATE_NOOP("Bindings", "&About Halftone")},
    };
}

// clang-format on

} // namespace halftone::ui
