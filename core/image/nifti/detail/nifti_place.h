// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/finding.h"
#include "core/base/image.h"
#include "core/image/nifti/detail/nifti_header.h"

#include <filesystem>

namespace halftone::image::detail {

/// Where the voxels lie: by the sform where the header has a usable one, else by the qform, else
/// nowhere (spacing alone), as other programs choose; what the two disagree on is a finding.
/// `geometry` has its size. Throws Error{FileFormat} for places that are none.
void readNiftiPlace(const std::filesystem::path& path, const NiftiHeader& header,
                    Geometry& geometry, Findings& findings);

} // namespace halftone::image::detail
