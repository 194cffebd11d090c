// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/finding.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace halftone {

/// Where a voxel grid lies in the patient: ITK's convention in LPS millimetres.
/// position(i,j,k) = origin + direction * diag(spacingMm) * (i,j,k), with i along x (columns),
/// j along y (rows) and k along z (slices); direction is row-major, its columns are the axes.
struct Geometry {
    std::array<int, 3> size{0, 0, 0};         ///< voxels along x, y, z
    std::array<double, 3> spacingMm{1, 1, 1}; ///< always > 0
    std::array<double, 3> originMm{0, 0, 0};  ///< centre of voxel (0,0,0)
    std::array<double, 9> direction{1, 0, 0, 0, 1, 0, 0, 0, 1};
    bool spacingKnown = false; ///< false: the file did not say (PNG, plain TIFF); 1 mm stands in
    bool orientationKnown = false; ///< false: no anatomy (microscopy, PNG); axes are X/Y/Z

    [[nodiscard]] std::size_t voxels() const noexcept
    {
        return static_cast<std::size_t>(size[0]) * static_cast<std::size_t>(size[1])
               * static_cast<std::size_t>(size[2]);
    }
    [[nodiscard]] std::size_t sliceVoxels() const noexcept
    {
        return static_cast<std::size_t>(size[0]) * static_cast<std::size_t>(size[1]);
    }
    /// What one voxel takes up: the determinant, which is less than the product of the spacings
    /// where the axes are sheared.
    [[nodiscard]] double voxelMm3() const noexcept;
    /// The largest angle by which two axes miss a right angle, in degrees; 0 for what files lose by
    /// rounding their directions.
    [[nodiscard]] double shearDegrees() const noexcept;
    /// True when both describe the same grid: equal sizes, the rest within 1e-4 of a voxel.
    [[nodiscard]] bool sameGrid(const Geometry& other) const noexcept;

    friend bool operator==(const Geometry&, const Geometry&) = default;
};

/// Voxels in the type the file has, [D,H,W] row-major (x fastest).
using Voxels =
    std::variant<std::vector<std::uint8_t>, std::vector<std::int8_t>, std::vector<std::uint16_t>,
                 std::vector<std::int16_t>, std::vector<std::uint32_t>, std::vector<std::int32_t>,
                 std::vector<float>, std::vector<double>>;

enum class Modality { Unknown, CT, MR, EM };
[[nodiscard]] const char* toString(Modality modality) noexcept; ///< "CT", "MR", "EM", "unknown"

/// What a file says in words of how its image came about, for telling what it shows: read from
/// headers, in the file's own spelling, and not meant to be printed as it is.
struct ImageTags {
    std::string bodyPart; ///< DICOM's BodyPartExamined
    std::string protocol; ///< names of study, series, protocol and sequence; a header's description

    friend bool operator==(const ImageTags&, const ImageTags&) = default;
};

/// Grey values to be shown as black and as white: finite, low < high.
struct GreyWindow {
    double low = 0;
    double high = 1;

    friend bool operator==(const GreyWindow&, const GreyWindow&) = default;
};

/// A part of a volume: some of its slices, and of them every step-th voxel along each axis.
struct VolumePart {
    int first = 0;  ///< slice along k, from 0
    int slices = 0; ///< that many from there, of which `step` leaves some out; 0: up to the last
    int step = 1;   ///< 2: every second voxel along each axis, an eighth of them

    friend bool operator==(const VolumePart&, const VolumePart&) = default;
};

/// A part that was read, and what it is a part of.
struct OpenedPart {
    VolumePart part; ///< its number of slices filled in, within `whole`
    Geometry whole;  ///< of the volume in the file, in the same space as the part's

    friend bool operator==(const OpenedPart&, const OpenedPart&) = default;
};

/// A scalar image as read: native voxel type, native grid. A plain value, shared between threads
/// as shared_ptr<const Image>.
struct Image {
    Geometry geometry;
    Voxels voxels;
    Modality modality = Modality::Unknown;
    bool synthetic = false; ///< made by core/phantom; shown as "synthetic" wherever it appears
    std::string name{};     ///< file or sample name for titles, no folder, never patient data
    Findings findings{};    ///< what reading it found
    /// All files that it was read from (header, voxels, slices), which nobody may write over while
    /// it is in use; none of what was made.
    std::vector<std::filesystem::path> files{};
    std::string format{}; ///< of the file: "NIfTI", "TIFF stack"; empty where it was made
    ImageTags tags{};
    std::optional<GreyWindow> window{}; ///< how the file asks to be shown, in values of the voxels
    std::optional<OpenedPart> part{};   ///< where only that was read of the volume in the file

    /// Value at a flat index [0, geometry.voxels()), converted to double.
    [[nodiscard]] double value(std::size_t index) const;
};

struct Label {
    std::uint8_t value = 0;
    std::string name;                                 ///< "membrane"
    std::array<std::uint8_t, 3> colour{255, 176, 74}; ///< RGB
};

/// One label per voxel, [D,H,W] row-major on its own grid; 0 is background.
struct LabelMap {
    Geometry geometry;
    std::vector<std::uint8_t> voxels;
    std::vector<Label> labels; ///< foreground labels that may occur; names may be unknown ("1")
    /// What reading it found; of a mask: what was found about the image it was made of.
    Findings findings{};
    std::vector<std::filesystem::path> files{}; ///< as Image::files; none of a mask that was made
};

} // namespace halftone
