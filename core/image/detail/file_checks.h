// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

/// Checks made before a file is handed to a library that would abort the program, write to the
/// console or return half an image. All throw Error{FileFormat} naming the file.
namespace halftone::image::detail {

/// Every chunk whole, its checksum right, header and palette sane: libpng calls abort() otherwise.
void requireSoundPng(const std::filesystem::path& path);

/// Segments that lie within the file, a frame header, and the end marker: ITK crashes on others.
void requireSoundJpeg(const std::filesystem::path& path);

/// Directories, strips and tiles that lie within the file, pages of one size: libtiff fills what is
/// missing and writes to the console.
void requireSoundTiff(const std::filesystem::path& path);

} // namespace halftone::image::detail
