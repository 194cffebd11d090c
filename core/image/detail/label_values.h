// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"

#include <filesystem>
#include <vector>

namespace halftone::image::detail {

/// The voxels of a label file as labels, with the names in `named` where they have one. Values
/// within 0.001 of a whole number are taken as that (scaled integers, floats); a file of 0 and one
/// number above 255 is the mask of one structure, 1. Throws Error{FileFormat} naming the value that
/// is no label.
[[nodiscard]] LabelMap labelsOf(const std::filesystem::path& path, Image image,
                                const std::vector<Label>& named);

} // namespace halftone::image::detail
