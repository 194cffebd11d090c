// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"
#include "core/data/cases.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

/// What a user's own folder of labelled images holds, before any voxel is read.
namespace halftone::data::detail {

/// Values a label file may hold, and what they mean.
struct FolderLabels {
    std::vector<std::string> names; ///< of the values 1, 2, ...; empty: to be found in the files
    std::string background;         ///< name of value 0 where it is not plainly "background"
    std::optional<int> ignored;     ///< value of voxels nobody labelled
    std::string source;             ///< "dataset.json", for messages
};

struct FolderList {
    std::vector<CaseRow> cases; ///< sorted by name; each with its subject and a reference
    FolderLabels labels;
    Modality modality = Modality::Unknown; ///< as the folder says; images may know
    std::string title;                     ///< as dataset.json says; may be empty
    std::string licence;
    std::vector<std::string> notes; ///< what was left out, a sentence each
};

/// Reads cases.csv where the folder has one (labels and modality from a dataset.json beside it),
/// else nnU-Net's layout: dataset.json, imagesTr/CASE_0000.EXT (or imagesTr/CASE.EXT), and
/// labelsTr/CASE.EXT. `subjectPattern`: a regular expression whose first group, or whole match, in
/// the name of a case is its subject; empty: the column subject, else each case is its own.
/// Throws Error{FileNotFound | FileFormat | Unsupported | InvalidArgument} naming what is missing,
/// several input channels, labels that are regions of others or share a name, a case without
/// reference, cases that share a file.
[[nodiscard]] FolderList listFolder(const std::filesystem::path& folder,
                                    const std::string& subjectPattern);

/// Of the image and the references; an image may be a folder.
[[nodiscard]] std::vector<std::filesystem::path> filesOf(const CaseRow& row);

/// Most foreground labels of a model, whose masks are 8-bit.
inline constexpr int kMostLabels = 254;

} // namespace halftone::data::detail
