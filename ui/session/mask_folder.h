// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/stop_token.h"
#include "ui/document/edited_mask.h"
#include "ui/session/file_stamp.h"

#include <filesystem>
#include <vector>

/// Masks that were edited, as files beside a workspace: a.halftone-workspace has them in the folder
/// a.halftone-masks. Their names are those of their bytes, so that a workspace that is there keeps
/// its masks until the next one is whole. To be called in lanes.
namespace halftone::ui {

[[nodiscard]] std::filesystem::path maskFolderOf(const std::filesystem::path& workspace);

/// Writes one into the folder, which is made. Throws Error{FileWrite | Cancelled}.
[[nodiscard]] FileStamp writeMask(const std::filesystem::path& folder, const MaskSnapshot& mask,
                                  const StopToken& stop);
/// The voxels of one as it was written, on the grid of its image. Throws what readImage() throws,
/// and Error{FileFormat} where they are no labels or lie on another grid; without known spacing
/// the sizes alone are compared.
[[nodiscard]] image::LabelSnapshot readMask(const std::filesystem::path& file, const Geometry& base,
                                            const StopToken& stop);
/// Removes all masks of the folder but those of these names.
void keepMasks(const std::filesystem::path& folder, const std::vector<std::filesystem::path>& kept);

} // namespace halftone::ui
