// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace halftone::image::detail {

/// Where the pixels of a DICOM file lie.
struct DicomPixels {
    std::int64_t offset = 0;
    std::int64_t length = 0;
    bool compressed = false; ///< fragments, all of them in the file
};

/// Walks the data elements of a DICOM file from the preamble to its pixels and checks that each
/// lies within the file: GDCM, built with assertions as distributions build it, aborts the program
/// on many that do not. Nothing where the file holds no pixels. Throws Error{FileFormat} for
/// truncated and malformed files and for deflated data sets.
[[nodiscard]] std::optional<DicomPixels> checkDicomStructure(const std::filesystem::path& path);

} // namespace halftone::image::detail
