// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/finding.h"
#include "core/image/tiff/detail/tiff_page.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace halftone::image::detail {

/// One slice by the names that a description has for it.
struct PlaneName {
    std::string file; ///< beside the opened one; empty: the opened one
    std::uint64_t page = 0;
    std::uint64_t behind = 0; ///< as PlaneAt::behind
};

/// One volume that may be chosen.
struct VolumePlan {
    std::string name; ///< "channel 1 of 2, time 3 of 7"; empty where there is one volume
    std::vector<PlaneName> planes;
    unsigned sample = 0;                     ///< of the channels in a pixel
    std::array<std::uint64_t, 2> size{0, 0}; ///< columns and rows; 0: those of the first page
    std::array<double, 3> pixelMm{0, 0, 0};  ///< 0: not stated
};

/// What the pages of a file are, by its description.
struct StackPlan {
    std::vector<VolumePlan> volumes; ///< at least one
    Findings findings;
    bool samplesAreChannels = false;
    bool keepInvertedMasks = false; ///< as PlaneStack
    std::filesystem::path
        companion{}; ///< the file beside it that holds its description, if one does
};

/// An axis along which planes are stored.
struct StackAxis {
    std::string name; ///< "channel", "time"; not used for depth
    std::uint64_t count = 1;
    bool isDepth = false;
    std::vector<std::string> names{}; ///< of its entries, where known
};

/// Volumes of planes that lie one after the other, the first axis slowest; `pages` are the pages
/// that hold images, or the one page that all planes follow.
[[nodiscard]] std::vector<VolumePlan> spreadPlanes(const std::vector<StackAxis>& axes,
                                                   const std::vector<std::size_t>& pages);

/// `pages`: those that hold images, no copies or masks. Looks at descriptions and private tags, the
/// pixel size included.
[[nodiscard]] StackPlan planStack(TiffFile& file, const std::vector<std::size_t>& pages);

/// For planStack(): by OME-XML, by what ImageJ, tifffile and Zeiss' LSM leave.
[[nodiscard]] StackPlan planOme(const TiffFile& file, const std::vector<std::size_t>& pages,
                                const std::string& xml);
[[nodiscard]] StackPlan planImageJ(TiffFile& file, const std::vector<std::size_t>& pages,
                                   const std::string& description);

/// Millimetres of a size with a unit; 0, and a finding, where it is no length.
[[nodiscard]] double pixelMillimetres(double size, std::string_view unit, Findings& findings);

} // namespace halftone::image::detail
