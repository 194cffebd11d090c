// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace halftone::image::detail {

/// Texts that go into a file beside its voxels; UTF-8 without control characters.
struct FileNotes {
    /// What must not be overlooked: that a sample is synthetic, that a mask is to be checked.
    std::string remark;
    std::string summary; ///< of `facts`, for fields of a few dozen letters
    /// What made a mask: ("model", "ct-pancreas"), ...
    std::vector<std::pair<std::string, std::string>> facts;

    /// "model: ct-pancreas" and so on, one a line.
    [[nodiscard]] std::string lines() const;
};

/// What is written, by the name of the file.
enum class FileKind { Nifti, Nrrd, SegNrrd, MetaImage, Tiff, Png, Stl, Dicom };
[[nodiscard]] std::optional<FileKind> fileKindOf(const std::filesystem::path& path);

} // namespace halftone::image::detail
