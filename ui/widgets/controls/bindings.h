// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QKeySequence>
#include <QList>
#include <QString>

#include <array>
#include <optional>
#include <span>
#include <vector>

/// What keys, menus and mouse do, as two tables: menus, shortcuts, the mouse on a slice, its hint
/// and the sheet of keys are all made from them. Texts are English in the tables and translated by
/// the functions below. Needs a QGuiApplication; main thread.
namespace halftone::ui {

enum class Command {
    OpenImage,
    OpenFolder,
    ChooseVolume,
    OpenCohort,
    OpenWorkspace,
    SampleEm,
    SampleCord,
    SampleAbdomen,
    AddImage,
    AddLabels,
    OpenReference,
    SaveMask,
    SaveSurface,
    SaveWorkspace,
    SaveWorkspaceAs,
    ExportReport,
    SaveScreenshot,
    SaveViewScreenshot,
    Quit,

    Undo,
    Redo,

    CohortPage,
    ShowMask,
    LessOpaque,
    MoreOpaque,
    ColourByLabel,
    ColourByReferenceError,
    ColourByFullError,
    ColourByOtherError,
    ComparePanes,
    CompareWipe,
    ShowOther,
    SwapOther,
    HatchErrors,
    ShowFragile,
    NextSlice,
    PreviousSlice,
    FiveSlicesForward,
    FiveSlicesBack,
    WorstSlice,
    MostFragileSlice,
    CursorLeft,
    CursorRight,
    CursorUp,
    CursorDown,
    CursorFarLeft, ///< by five voxels
    CursorFarRight,
    CursorFarUp,
    CursorFarDown,
    ThreePlanes,
    SideBySide,
    FourViews,
    Maximise,
    LinkViews,
    CrosshairTool,
    WindowTool,
    PanTool,
    ZoomTool,
    RulerTool,
    AngleTool,
    RegionTool,
    BrushTool,
    EraserTool,
    CancelMeasuring,
    FileWindow,
    AutomaticWindow,
    WindowPreset0, ///< the first of windowPresets(); the others follow
    WindowPreset1,
    WindowPreset2,
    WindowPreset3,
    WindowPreset4,
    WindowPreset5,
    Invert,
    Interpolate,
    Annotations,
    ZoomIn,
    ZoomOut,
    ResetView,
    CentreCursor,
    ImagePage,
    NetworkPage,

    UseAsReference,
    ReferenceValues,
    RemoveLayer,
    HideLayer,
    LayerOutline,
    ShowProbabilities,
    CutToLabels,
    NextLayer,
    PreviousLayer,
    LabelColour,
    ResetColours,
    Statistics,

    EditMask,
    EditCopy,
    NewLabels,
    SmallerBrush,
    LargerBrush,
    SquareBrush,
    VolumeBrush,
    PaintUnlabelled,
    RangeFromPoint,
    FillHolesInSlice,
    FillHoles,
    KeepLargestPart,
    RemoveIslands,
    SmoothLabels,

    Full,
    Balanced,
    Smallest,
    FewerWeightBits,
    MoreWeightBits,
    FewerActivationBits,
    MoreActivationBits,
    LinkBits,
    Numbers,
    StopBackground,
    TradeoffTable,
    OpenModel,

    GettingStarted,
    Tour,
    Questions,
    CheatSheet,
    Log,
    About,
};

/// From left to right.
enum class Menu { File, Edit, View, Layers, Precision, Help };
inline constexpr std::array kMenus{Menu::File,   Menu::Edit,      Menu::View,
                                   Menu::Layers, Menu::Precision, Menu::Help};

/// Recent images, models and languages are filled by whoever knows them; samples are commands of
/// the table.
enum class Submenu {
    Recent,
    Samples,
    Models,
    ColourBy,
    Slices,
    Cursor,
    Layout,
    Tools,
    Windows,
    Zoom,
    Compare,
    CompareWith,
    Brush,
    CleanUp,
    Language
};

/// What must be there before a command can be given.
/// CtImage: one whose values may be Hounsfield units. FileWindow: one that asks for a window.
/// OtherMask: one to compare with. OtherErrors: one whose labels can be compared.
/// Editing: labels that are being edited. SavableMask: a model's mask, or an edited one.
enum class Needs {
    Nothing,
    Image,
    CtImage,
    FileWindow,
    Volumes,
    Mask,
    Layer,
    Undo,
    Redo,
    OtherMask,
    OtherErrors,
    Editing,
    SavableMask
};

/// Checkable commands of a group exclude each other.
enum class Group { None, Tools };

struct Binding {
    Command command{};
    Menu menu{};
    const char* text = nullptr; ///< English, with its mnemonic
    QList<QKeySequence> keys{};
    Needs needs = Needs::Nothing;
    bool checkable = false;
    bool checked = false; ///< at first
    Group group = Group::None;
    bool separatorBefore = false;
    std::optional<Submenu> submenu{}; ///< of `menu`, that holds it
    const char* objectName = nullptr; ///< of its QAction; none: unnamed
};

/// Where a submenu stands: in the menu of `after`, behind it and the slots listed before this one.
struct SubmenuSlot {
    Submenu submenu{};
    const char* text = nullptr;
    Command after{};
    bool separatorBefore = false;
};

/// All commands, menu by menu, each in the order of its menu.
[[nodiscard]] const std::vector<Binding>& bindings();
[[nodiscard]] const Binding& binding(Command command);
[[nodiscard]] std::span<const SubmenuSlot> submenuSlots();

/// Translated, with mnemonics.
[[nodiscard]] QString titleOf(Menu menu);
[[nodiscard]] QString textOf(const Binding& binding);
[[nodiscard]] QString textOf(const SubmenuSlot& slot);
/// As a sentence would name it: no mnemonic, no dots.
[[nodiscard]] QString nameOf(const Binding& binding);
/// Keys as the system writes them, two blanks between them.
[[nodiscard]] QString keysOf(const Binding& binding);

enum class ToolKind { Crosshair, WindowLevel, Pan, Zoom, Ruler, Angle, Region, Brush, Eraser };
inline constexpr std::array kTools{ToolKind::Crosshair, ToolKind::WindowLevel, ToolKind::Pan,
                                   ToolKind::Zoom,      ToolKind::Ruler,       ToolKind::Angle,
                                   ToolKind::Region,    ToolKind::Brush,       ToolKind::Eraser};
[[nodiscard]] constexpr bool paints(ToolKind tool) noexcept
{
    return tool == ToolKind::Brush || tool == ToolKind::Eraser;
}

/// A button held down, the wheel, or, with a modifier alone, the mouse by itself.
enum class Gesture { Left, Right, Middle, Wheel, DoubleClick, Move };

struct MouseBinding {
    Gesture gesture{};
    Qt::KeyboardModifiers modifiers;
    std::optional<ToolKind> tool; ///< none: the chosen tool for a button, slices for the
                                  ///< wheel, the layout for a double click
    const char* text = nullptr;   ///< English: what it does
    bool painting = false;        ///< counts only while the chosen tool paints
};

/// What the mouse does on a slice.
[[nodiscard]] std::span<const MouseBinding> mouseBindings();
/// Of the bindings of a gesture whose modifiers are all held, the one with the most: a modifier
/// that means nothing to a gesture changes nothing. `painting`: the chosen tool paints. Of
/// Gesture::Move: with Shift held.
[[nodiscard]] const MouseBinding& mouseBinding(Gesture gesture, Qt::KeyboardModifiers held,
                                               bool painting = false);
[[nodiscard]] QString textOf(const MouseBinding& binding);
/// "Shift+Right-drag".
[[nodiscard]] QString gestureOf(const MouseBinding& binding);

} // namespace halftone::ui
