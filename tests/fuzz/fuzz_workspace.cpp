// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Workspaces. What is read and written again must read the same.
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/input_file.h"
#include "tests/fuzz/fuzz_target.h"
#include "ui/session/workspace.h"

namespace halftone::fuzz {

const char* const kFileName = "input.halftone-workspace";

namespace {

ui::FileStamp stamp(const char* path)
{
    return {path, {}, 12, std::string(64, 'a')};
}

} // namespace

void writeSeeds(const std::filesystem::path& folder)
{
    ui::Workspace workspace;
    workspace.image.from = ui::SampleSource{phantom::Kind::Em, {}};
    writeAtomically(folder / "sample.halftone-workspace", toJson(workspace, folder));
    workspace.image = {stamp("/a/scan.nii"), 2, VolumePart{1, 2, 3}};
    workspace.image.file()->parts = {"1.dcm", "below/1.dcm"};
    workspace.model = ui::WorkspaceModel{"m", stamp("/m.halftone"), true};
    using Kind = ui::WorkspaceLayerKind;
    workspace.layers.push_back({Kind::Base, QStringLiteral("scan"), {}, {}, {}, {}, {}});
    workspace.layers.push_back(
        {Kind::Labels, QStringLiteral("labels"), stamp("/a/l.nii"), {}, {}, {}, {}});
    workspace.layers.push_back({Kind::Edited,
                                QStringLiteral("mask"),
                                stamp("/a/m.nrrd"),
                                {},
                                {},
                                image::MaskOrigin{},
                                {}});
    workspace.layers.push_back({Kind::Reference,
                                QStringLiteral("truth"),
                                stamp("/a/t.nii"),
                                "pancreas",
                                pipeline::ValueMeanings{{"pancreas", {1, 2}}},
                                {},
                                {}});
    workspace.layers[1].style.labels = {{3, QStringLiteral("three"), 0xff102030, true}};
    workspace.layers[1].style.labels[0].ownColour = 0xff302010;
    workspace.layers[2].findings =
        Findings{{Severity::Severe, {"kind", "{0} is mirrored", {"scan"}}, "scan.nii"}};
    workspace.other = std::size_t{1};
    workspace.measurements.push_back(
        {ui::MeasurementKind::Ruler, image::Plane::Axial, {{0, 0, 0}, {1, 2, 3}}});
    writeAtomically(folder / "files.halftone-workspace", toJson(workspace, folder));
}

void parse(const std::filesystem::path& file)
{
    constexpr std::size_t kMostBytes = std::size_t{1} << 20;
    const std::string bytes = readBytes(file, kMostBytes);
    const std::string text = toJson(ui::parseWorkspace(bytes, "/a", "the input"), "/a");
    if (toJson(ui::parseWorkspace(text, "/a", "what was written"), "/a") != text) {
        throw Error(ErrorCode::Internal, "what was written reads otherwise: " + text);
    }
}

} // namespace halftone::fuzz
