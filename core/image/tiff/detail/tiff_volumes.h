// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/detail/source.h"
#include "core/image/tiff/detail/stack_plan.h"
#include "core/image/tiff/detail/tiff_page.h"

namespace halftone::image::detail {

/// Volumes with their sizes as stored pages (the first is `first`) give them, or as the description
/// does; none where there is one.
void listVolumes(const std::filesystem::path& path, const StackPlan& plan, const PageLayout& first,
                 ImageInfo& info);

/// Number of the volume that is read, from 0: the one that was asked for, or the first of the
/// largest, which is said.
[[nodiscard]] std::size_t chooseVolume(const std::filesystem::path& path,
                                       const ReadOptions& options, ImageInfo& info);

} // namespace halftone::image::detail
