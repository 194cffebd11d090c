// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/mask_file.h"
#include "core/pipeline/reference.h"
#include "core/quant/precision.h"
#include "ui/document/colour_by.h"
#include "ui/document/document.h"
#include "ui/session/image_source.h"
#include "ui/session/tradeoff_choice.h"

#include <QString>

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// What is open and how it is looked at, as a file: names of files with their sizes and SHA-256,
/// never their content. Plain values, to and from JSON.
namespace halftone::ui {

/// With the dot; files of that name are workspaces.
inline constexpr const char* kWorkspaceExtension = ".halftone-workspace";
/// The only one there is. A reader refuses greater ones, and leaves fields alone that it does not
/// know.
inline constexpr int kWorkspaceVersion = 1;
/// Those of regions are measured anew as it opens, while the window waits.
inline constexpr std::size_t kMostMeasurements = 1000;

enum class WorkspaceLayerKind : std::uint8_t { Base, Image, Prediction, Reference, Labels, Edited };

/// A layer of the document; comparisons are not among them (Workspace::colours).
struct WorkspaceLayer {
    WorkspaceLayerKind kind{};
    QString name;
    /// Of Image, Reference and Labels, of Edited the mask as it was saved beside the workspace;
    /// none: Base and Prediction, and the reference that comes with a sample.
    std::optional<FileStamp> file{};
    std::optional<std::string> shows{};                ///< of Reference: what it was said to show,
    std::optional<pipeline::ValueMeanings> meanings{}; ///< or what its values mean
    std::optional<image::MaskOrigin> origin{};         ///< of Edited: what it was begun from
    LayerStyle style{};
    std::optional<Findings> findings{}; ///< of Edited: as EditedMask::findings()
};

struct WorkspaceModel {
    std::string name; ///< of the catalogue; asked for where the file is gone
    FileStamp file;
    bool byHand = true; ///< as pipeline::LoadedStudy::modelByHand
};

/// Document::other(); the layer is a number into Workspace::layers.
struct WorkspaceOtherModel {
    WorkspaceModel model;
    quant::Precision precision{};
};
using WorkspaceOther =
    std::variant<std::monostate, quant::Precision, WorkspaceOtherModel, std::size_t>;

/// Of the chart of trade-offs, as TradeoffChoice has it.
struct WorkspaceChart {
    TradeoffAxes axes{QualityAxis::Dice, CostAxis::SliceTime};
    bool hasMostCost = false;
    double mostCost = 50;
    bool hasLeastQuality = false;
    double leastQuality = 0.9;
};

struct WorkspaceMeasurement {
    MeasurementKind kind{};
    image::Plane plane{};
    std::vector<image::Point> points;
};

struct Workspace {
    std::string program; ///< that wrote it: "Halftone 0.1.0"

    ImageSource image;                     ///< the base
    std::optional<WorkspaceModel> model{}; ///< none: no model fits
    quant::Precision precision = quant::kBalanced;
    bool linked = false; ///< the sliders

    std::vector<WorkspaceLayer> layers; ///< bottom first
    WorkspaceOther other{};
    CompareMode compareMode = CompareMode::Panes;
    ColourBy colours = ColourBy::Label;
    bool errorsHatched = false;

    image::Point cursor{0, 0, 0};
    std::array<ViewState, image::kPlanes.size()> views{};
    Layout layout = Layout::OnePlane;
    std::optional<image::Plane> maximised{};
    std::vector<WorkspaceMeasurement> measurements;
    WorkspaceChart chart;
    std::string page = "image"; ///< what the centre of the window shows: "image", "network"
};

/// The JSON text. Files below `folder`, where the workspace is to lie, are named relative to it,
/// all others by their whole paths.
[[nodiscard]] std::string toJson(const Workspace& workspace, const std::filesystem::path& folder);

/// Reads what toJson() wrote. `name` is that of the file, for sentences. Throws Error{FileFormat}
/// that names the file and the place of the fault, and Error{Unsupported} for one that a later
/// version wrote.
[[nodiscard]] Workspace parseWorkspace(std::string_view text, const std::filesystem::path& folder,
                                       const std::string& name);

/// Every file that it names: the image first, then the model, then those of the layers, each once.
/// Pointers into `workspace`.
struct NamedFile {
    enum class Role : std::uint8_t { Image, Model, Layer, OtherModel };
    Role role{};
    std::size_t layer = 0; ///< of Role::Layer, its number
    FileStamp* stamp = nullptr;
};
[[nodiscard]] std::vector<NamedFile> filesIn(Workspace& workspace);
/// Takes one of them out, and what cannot be without it; not the image.
void leaveOut(Workspace& workspace, const NamedFile& file);

} // namespace halftone::ui
