// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/stop_token.h"

#include <filesystem>
#include <span>
#include <string>

namespace halftone {

/// SHA-256 of the bytes of a file, as `sha256sum FILE` tells it. Throws what InputFile throws, and
/// Error{Cancelled}.
[[nodiscard]] std::string sha256OfFile(const std::filesystem::path& file,
                                       const StopToken& stop = {});

/// Of one file the same; of several that are one image (a header and its voxels, a DICOM series)
/// the SHA-256 of the lines that `sha256sum` prints of them inside their folder: sum, two blanks,
/// file name, line end, sorted by name. The same files in another folder have the same sum.
[[nodiscard]] std::string sha256OfFiles(std::span<const std::filesystem::path> files,
                                        const StopToken& stop = {});

} // namespace halftone
