// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/base/image.h"
#include "core/image/detail/source.h"

#include <itkImageIOBase.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

/// What the readers and writers of core/image share about ITK. Included by core/image only.
namespace halftone::image::detail {

/// Runs `body`, turning what ITK and the allocator throw into an Error naming the file. `code` is
/// what an ITK exception becomes.
void translateExceptions(const std::filesystem::path& path, ErrorCode code,
                         const std::function<void()>& body);

/// Stops ITK and its libraries from writing to the console. Cheap to call again.
void silenceLibraries();

/// Picks the reader by content and extension, reads the header and checks all of it: one grey
/// channel, one volume, finite geometry, a size that memory and the file itself can hold.
[[nodiscard]] Source openFile(const std::filesystem::path& path, const ReadOptions& options);

/// Checks and copies what `io` says of the grid.
[[nodiscard]] Geometry readGeometry(const std::filesystem::path& path, const itk::ImageIOBase& io);

/// Refuses more than one component per voxel.
void requireGrey(const std::filesystem::path& path, const itk::ImageIOBase& io);

/// Name ("int16") and size of the type the voxels of `io` have in memory. 64-bit integers are kept
/// as int32 when all values fit. Throws for unknown types.
[[nodiscard]] std::string voxelTypeName(const std::filesystem::path& path,
                                        const itk::ImageIOBase& io);
[[nodiscard]] std::size_t voxelBytes(const itk::ImageIOBase& io);

/// Reads all voxels of `io` (whose header was read).
[[nodiscard]] Voxels readVoxels(const std::filesystem::path& path, itk::ImageIOBase& io,
                                std::size_t count);

} // namespace halftone::image::detail
