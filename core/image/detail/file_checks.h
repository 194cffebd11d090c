// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

/// Checks made before a file is handed to a library that would abort the program, write to the
/// console or return half an image. All throw Error{FileFormat} naming the file.
namespace halftone::image::detail {

/// The fields a MetaImage needs, and as many voxel bytes as they promise.
void requireSoundMetaImage(const std::filesystem::path& path);

} // namespace halftone::image::detail
