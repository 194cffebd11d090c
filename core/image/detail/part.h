// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/detail/source.h"

#include <cstddef>
#include <filesystem>
#include <vector>

/// What readers need to give ReadOptions::part without reading the rest.
namespace halftone::image::detail {

/// `part` with its number of slices filled in and no more of them than `whole` has. Throws
/// Error{InvalidArgument} where it begins outside of it or makes no sense.
[[nodiscard]] VolumePart soundPart(const std::filesystem::path& path, const VolumePart& part,
                                   const Geometry& whole);

/// The grid of a sound part.
[[nodiscard]] Geometry geometryOf(const VolumePart& part, const Geometry& whole);

/// Numbers of the slices that a sound part takes, as `whole` counts them.
[[nodiscard]] std::vector<std::size_t> slicesOf(const VolumePart& part);

/// What is missing in an image of that part.
[[nodiscard]] Finding partFinding(const VolumePart& part, const Geometry& whole);

/// Makes `info`, of a whole volume, that of a sound part: its grid, bytes, part and a finding.
void narrowTo(const VolumePart& part, ImageInfo& info);

/// Makes a source of a whole volume one of options.part, if there is one and the reader did not do
/// it (Source::partTaken): all is read then, and what is not wanted dropped.
void takePart(const std::filesystem::path& path, const ReadOptions& options, Source& source);

/// Every step-th pixel of every step-th row of a plane, [rows, columns].
template <typename T>
[[nodiscard]] std::vector<T> thinned(const std::vector<T>& plane, std::size_t columns, int step)
{
    const auto stride = static_cast<std::size_t>(step);
    std::vector<T> kept;
    for (std::size_t row = 0; row < plane.size(); row += stride * columns) {
        for (std::size_t column = 0; column < columns; column += stride) {
            kept.push_back(plane[row + column]);
        }
    }
    return kept;
}

/// How many pixels thinned() keeps.
[[nodiscard]] constexpr std::size_t thinnedPixels(std::size_t columns, std::size_t rows, int step)
{
    const auto stride = static_cast<std::size_t>(step);
    return ((columns + stride - 1) / stride) * ((rows + stride - 1) / stride);
}

} // namespace halftone::image::detail
