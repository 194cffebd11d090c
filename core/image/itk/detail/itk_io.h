// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/base/image.h"
#include "core/image/image_io.h"

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

/// Error{FileFormat}: "Cannot read 'file': <reason>".
[[nodiscard]] Error unreadable(const std::filesystem::path& path, const std::string& reason);
/// Takes a size from a header: along x, y and z, or 1 along a further axis. Throws unreadable().
void setAxisSize(const std::filesystem::path& path, unsigned axis, std::int64_t size,
                 Geometry& geometry);

/// Runs `body`, turning what ITK and the allocator throw into an Error naming the file. `code` is
/// what an ITK exception becomes.
void translateExceptions(const std::filesystem::path& path, ErrorCode code,
                         const std::function<void()>& body);

/// Stops ITK and its libraries from writing to the console. Cheap to call again.
void silenceLibraries();

/// A non-DICOM image file with its header read and checked.
struct OpenFile {
    itk::ImageIOBase::Pointer io;
    ImageInfo info;
    bool synthetic = false; ///< written by Halftone from a synthetic sample
};

/// What writeImage leaves in NIfTI (descrip), NRRD and MetaImage files of synthetic samples,
/// followed by the modality, so that they are known again when opened.
inline constexpr const char* kSyntheticMark = "Halftone synthetic ";
/// The metadata key of that text in ITK's dictionaries.
inline constexpr const char* kNotesKey = "ITK_FileNotes";

/// Picks the reader by content and extension, reads the header and checks all of it: one grey
/// channel, one volume, finite geometry, a size that memory and the file itself can hold.
[[nodiscard]] OpenFile openFile(const std::filesystem::path& path);

/// Refuses non-finite or non-positive spacing, origin or directions.
void requireSoundGeometry(const std::filesystem::path& path, const Geometry& geometry);

/// Checks and copies what `io` says of the grid.
[[nodiscard]] Geometry readGeometry(const std::filesystem::path& path, const itk::ImageIOBase& io);

/// Refuses sizes that no file of this length can hold: a damaged or hostile header, caught before
/// anything is allocated for it.
void requirePlausibleSize(const std::filesystem::path& path, double claimedBytes);

/// Refuses more than one component per voxel.
void requireGrey(const std::filesystem::path& path, const itk::ImageIOBase& io);

/// Name ("int16") and size of the type the voxels of `io` have in memory. 64-bit integers are kept
/// as int32 when all values fit. Throws for unknown types.
[[nodiscard]] std::string voxelTypeName(const std::filesystem::path& path,
                                        const itk::ImageIOBase& io);
[[nodiscard]] std::size_t voxelBytes(const itk::ImageIOBase& io);

/// 64-bit integers (labels saved by scripts, mostly) become int32, or double where they are larger.
template <typename T>
[[nodiscard]] Voxels narrow(const std::vector<T>& wide)
{
    const bool fits =
        std::all_of(wide.begin(), wide.end(), [](T v) { return std::in_range<std::int32_t>(v); });
    if (fits) {
        return std::vector<std::int32_t>(wide.begin(), wide.end());
    }
    return std::vector<double>(wide.begin(), wide.end());
}

/// Knows our own synthetic samples again by what writeImage() left in the file's notes.
void readMark(const std::string& notes, ImageInfo& info, bool& synthetic);

/// Reads all voxels of `io` (whose header was read).
[[nodiscard]] Voxels readVoxels(const std::filesystem::path& path, itk::ImageIOBase& io,
                                std::size_t count);

} // namespace halftone::image::detail
