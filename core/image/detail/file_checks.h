// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>

/// Checks made before a file is handed to a library that would abort the program, write to the
/// console or return half an image. All throw Error{FileFormat} naming the file.
namespace halftone::image::detail {

/// Every chunk whole, its checksum right, header and palette sane: libpng calls abort() otherwise.
void requireSoundPng(const std::filesystem::path& path);

/// The fields a MetaImage needs, and as many voxel bytes as they promise.
void requireSoundMetaImage(const std::filesystem::path& path);

/// A DICOM pixel data value at `offset` whose bytes all lie in the file: `expected` of them, or
/// complete fragments where it is compressed. GDCM fills what is missing with noise.
void requireWholePixels(const std::filesystem::path& path, std::int64_t offset,
                        std::int64_t expected);

} // namespace halftone::image::detail
