// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/finding.h"
#include "core/base/image.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace halftone::image::detail {

/// The lines of an NRRD header. Fields are named in small letters without blanks ("spaceorigin").
struct NrrdHeader {
    std::map<std::string, std::string> fields;
    std::map<std::string, std::string> keys; ///< of "key:=value"
    std::vector<std::string> listed;         ///< the files of "data file: LIST"
    std::int64_t end = 0;                    ///< where the voxels begin, if they are in this file

    /// Empty where there is none.
    [[nodiscard]] std::string field(const std::string& name) const;
};

/// Throws Error{FileFormat} for a header that is none.
[[nodiscard]] NrrdHeader readNrrdHeader(const std::filesystem::path& path);

/// What the axes of an NRRD are.
struct NrrdAxes {
    Geometry geometry;
    std::int64_t volumes = 1;
};

/// Takes sizes, kinds, space, directions and units together. Axes that are not of space are
/// volumes if they are the slowest, and else refused by name.
[[nodiscard]] NrrdAxes readNrrdAxes(const std::filesystem::path& path, const NrrdHeader& header,
                                    Findings& findings);

/// The segments that 3D Slicer describes, without those that share a number beyond 255.
[[nodiscard]] std::vector<Label> readSegments(const NrrdHeader& header);

} // namespace halftone::image::detail
