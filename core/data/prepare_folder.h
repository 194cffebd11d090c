// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/log.h"
#include "core/base/progress.h"
#include "core/data/dataset_file.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace halftone::data {

struct FolderOptions {
    std::string name; ///< of the model; empty: after the folder
    /// Subjects to validate on. Empty: as the column split of cases.csv says; without one, a
    /// fraction of the subjects is drawn.
    std::vector<std::string> validationSubjects;
    std::optional<double> validationFraction; ///< 0.2 unless given; at least one subject a side
    std::uint32_t seed = 1;                   ///< of the drawing
    /// Regular expression that finds the subject in the name of a case: its first group, or all it
    /// matches. Empty: the column subject of cases.csv, else each case is a subject of its own.
    std::string subjectPattern;
    std::optional<std::pair<double, double>> window; ///< values of the image; chosen unless given
    std::optional<double> spacingMm; ///< in plane; 0: as stored; chosen unless given
};

/// For whoever writes files next: throws Error{InvalidArgument} proposing another name where one of
/// `outputs` is a file that prepareFolder() reads from `folder`, or lies in an image that is a
/// folder; and what prepareFolder() throws where it cannot list the folder. Reads no voxels.
void requireInputsKept(const std::filesystem::path& folder,
                       const std::vector<std::filesystem::path>& outputs,
                       const StopToken& stop = {});

/// A dataset of a user's own images: any organ, any label names, one input channel. `folder` has
/// one of these layouts:
/// - nnU-Net's: imagesTr/CASE_0000.EXT and labelsTr/CASE.EXT with dataset.json of version 1 or 2
///   (labels, channel_names or modality, file_ending).
/// - cases.csv with the columns case, image and reference or reference:<label>, and, if wanted,
///   subject and split (train or validation); paths are relative to it. A dataset.json beside it
///   names labels and modality.
/// Images are volumes (NIfTI, NRRD, MetaImage, DICOM folders) or pictures (PNG, TIFF). Values of
/// labels are 0 (background), 1, 2, ... A label file has the voxels of its image, up to axis order
/// and flips; one that lies elsewhere is refused, not resampled.
///
/// The split is by subject and independent of the order of files. Preprocessing is chosen from the
/// training images (slice axis, pixel size, window, modality); the card of the dataset states each
/// choice. Of training images, slices without any label are taken as often as those with one at
/// most, and drawn less often. `log` gets what was left out. Throws Error{FileNotFound | FileFormat
/// | Unsupported | InvalidArgument | ShapeMismatch | Cancelled} with a sentence that names the
/// file.
[[nodiscard]] Dataset prepareFolder(const std::filesystem::path& folder,
                                    const FolderOptions& options, const LogFn& log,
                                    const ProgressFn& progress, const StopToken& stop);

} // namespace halftone::data
