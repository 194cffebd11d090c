// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/finding.h"
#include "core/base/image.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace halftone::image::detail {

/// The "Key = value" lines of a MetaImage header.
struct MetaImageHeader {
    std::map<std::string, std::string> fields;
    std::vector<std::string> listed; ///< the files of "ElementDataFile = LIST"
    std::int64_t end = 0;            ///< where the voxels begin, if they are in this file

    [[nodiscard]] std::string get(const std::string& key) const; ///< empty if there is none
    [[nodiscard]] bool isTrue(const std::string& key) const;
};

/// Throws Error{FileFormat} where a field that no image can do without is missing.
[[nodiscard]] MetaImageHeader readMetaImageHeader(const std::filesystem::path& path);

/// The numbers of a field; empty if there is none. Throws Error{FileFormat} unless there are
/// `count` finite ones.
[[nodiscard]] std::vector<double> metaNumbers(const std::filesystem::path& path,
                                              const MetaImageHeader& header, const std::string& key,
                                              std::size_t count);

/// What AnatomicalOrientation says of a grid: the letters of where its axes start. "RAI" is the
/// grid whose axes grow to left, posterior and superior.
[[nodiscard]] std::string orientationStart(const Geometry& geometry);

/// Spacing, origin and directions; what the header leaves out is not known.
void readMetaPlace(const std::filesystem::path& path, const MetaImageHeader& header,
                   Geometry& geometry, Findings& findings);

} // namespace halftone::image::detail
