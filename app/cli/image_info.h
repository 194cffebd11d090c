// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/output.h"

#include <filesystem>

namespace halftone::cli {

/// What `info` says of an image file or DICOM folder. Throws as image::readInfo.
[[nodiscard]] Json imageInfoJson(const std::filesystem::path& path);
void printImageInfo(const std::filesystem::path& path);

} // namespace halftone::cli
