// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>

namespace halftone::image::detail {

/// What the headers of Analyze 7.5, NIfTI-1 and NIfTI-2 say, in one form, as they say it.
struct NiftiHeader {
    enum class Kind : std::uint8_t { Analyze, Nifti1, Nifti2 };

    Kind kind = Kind::Nifti1;
    bool isPair = false;        ///< voxels in a file of their own
    bool swapped = false;       ///< the other byte order than this machine's
    bool hasExtensions = false; ///< of a single file: something follows the header
    std::array<std::int64_t, 8> dim{};
    std::array<double, 8> step{}; ///< pixdim
    std::int16_t dataType = 0;
    std::int32_t intent = 0;
    double voxelOffset = 0;
    double slope = 0;
    double intercept = 0;
    double shownBlack = 0; ///< cal_min, cal_max: equal where nobody set them
    double shownWhite = 0;
    int units = 0;
    int quaternionCode = 0;
    int matrixCode = 0;
    std::array<double, 3> quaternion{}; ///< b, c, d
    std::array<double, 3> offset{};
    std::array<std::array<double, 4>, 3> matrix{};
    std::string description;

    /// Bytes from the start of the file, where the voxels follow their header in it.
    [[nodiscard]] std::int64_t bytes() const noexcept { return kind == Kind::Nifti2 ? 544 : 352; }
};

/// Reads it from the start of a file, compressed or not, and tells version and byte order. Throws
/// Error{FileFormat} for what is none.
[[nodiscard]] NiftiHeader readNiftiHeader(const std::filesystem::path& path);

} // namespace halftone::image::detail
