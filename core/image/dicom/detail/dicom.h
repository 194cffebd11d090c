// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"
#include "core/base/progress.h"
#include "core/image/detail/source.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

/// DICOM in core/image: headers are read with GDCM, pixels through ITK's GDCM reader.
namespace halftone::image::detail {

/// What the header of one DICOM file says; no patient data is kept.
struct DicomHeader {
    std::filesystem::path path;
    std::string instanceUid;
    std::string seriesUid;
    std::string modality;    ///< "CT", "MR", ...
    std::string imageType;   ///< "ORIGINAL\PRIMARY\AXIAL"
    std::string photometric; ///< "MONOCHROME2"
    int rows = 0;
    int columns = 0;
    int frames = 1;
    int channels = 1;
    int bitsAllocated = 16;
    std::int64_t pixelBytes = 0; ///< length of the pixel data in the file
    bool compressed = false;
    int seriesNumber = 0;
    int instanceNumber = 0;
    std::array<double, 2> spacing{1, 1}; ///< mm along columns (x), rows (y)
    bool spacingKnown = false;
    double sliceSpacing = 1;                          ///< mm, where a single slice has to say it
    std::optional<std::array<double, 3>> position;    ///< ImagePositionPatient
    std::optional<std::array<double, 6>> orientation; ///< ImageOrientationPatient
    bool lossy = false;
    bool synthetic = false; ///< written by Halftone from a synthetic sample
};

/// The slices of one volume, sorted along their normal, with gaps known.
struct DicomSeries {
    std::vector<DicomHeader> slices;
    std::vector<int> place; ///< index of each slice in the volume; gaps are missing slices
    Geometry geometry;
    Findings findings;
};

/// True if the file has the preamble of DICOM.
[[nodiscard]] bool isDicom(const std::filesystem::path& path);

/// The header, or nothing where the file holds no pixels. Throws as checkDicomStructure().
[[nodiscard]] std::optional<DicomHeader> readDicomHeader(const std::filesystem::path& path);

/// Chooses and sorts the series of a folder or of one file. Throws Error{FileFormat} for folders
/// without images, colour, several volumes in one series and uneven slices.
[[nodiscard]] DicomSeries findDicomSeries(const std::filesystem::path& path, const StopToken& stop);

/// Sorts `slices` (of one series and size) along their normal and works out the grid.
[[nodiscard]] DicomSeries arrangeSlices(const std::filesystem::path& path,
                                        std::vector<DicomHeader> slices);

/// Chooses a series and describes it; its read() reads and rescales all pixels, decompressing where
/// needed.
[[nodiscard]] Source openDicom(const std::filesystem::path& path, const ReadOptions& options,
                               const StopToken& stop);

} // namespace halftone::image::detail
