// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/output.h"
#include "core/base/stop_token.h"
#include "core/image/image_io.h"

#include <filesystem>

namespace halftone::cli {

/// What `info` says of an image file or DICOM folder, and which installed model the window would
/// take for it; of several volumes, of the one that is asked for. Throws as image::readInfo.
[[nodiscard]] Json imageInfoJson(const std::filesystem::path& path,
                                 const image::ReadOptions& options, const StopToken& stop);
void printImageInfo(const std::filesystem::path& path, const image::ReadOptions& options,
                    const StopToken& stop);

} // namespace halftone::cli
