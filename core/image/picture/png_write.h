// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace halftone::image {

/// A picture of few colours.
struct IndexedPicture {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> pixels;                 ///< [height, width], indices of `palette`
    std::vector<std::array<std::uint8_t, 3>> palette; ///< RGB, at most 256
    /// Keywords of PNG ("Software", "Description") and texts in UTF-8.
    std::vector<std::pair<std::string, std::string>> texts{};
};

/// Writes a PNG with a palette, atomically; returns its size in bytes. Throws
/// Error{InvalidArgument} for an impossible picture, Error{FileWrite}.
std::size_t writePng(const std::filesystem::path& path, const IndexedPicture& picture);

} // namespace halftone::image
