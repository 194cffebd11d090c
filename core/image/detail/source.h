// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/base/image.h"
#include "core/base/progress.h"
#include "core/image/detail/dicom_origin.h"
#include "core/image/image_io.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace halftone::image::detail {

/// Takes voxels while later ones are still read: `soFar` are all from the first one on that are
/// final, of the vector that will be returned. The reader neither looks at them nor changes them
/// any more, so whoever takes them may lose their content. `type` is their index in Voxels.
using ReadyFn = std::function<void(std::size_t type, std::span<std::byte> soFar)>;

/// True where a volume is to be chosen before anything more than a list of them is read; `info`
/// then has a grid of one voxel, as none of them need be sound.
[[nodiscard]] bool leavesChoice(const ReadOptions& options, ImageInfo& info);

/// What each reader makes of a file or folder: the header is read and checked, the volume chosen;
/// the voxels come when they are asked for, once.
struct Source {
    ImageInfo info;                    ///< of the chosen volume
    bool synthetic = false;            ///< written by Halftone from a synthetic sample
    std::string name;                  ///< as Image::name
    std::vector<Label> labels;         ///< of files that name their labels (segmentation objects)
    std::optional<DicomOrigin> origin; ///< of DICOM images, if ReadOptions::origin
    bool partTaken = false;            ///< `info` and read() are of ReadOptions::part alone
    std::string coding; ///< of pictures: bits or palette; the slices of one folder must agree
    /// All voxels of info.geometry. What only they tell is added to `findings`.
    /// Calls `ready`, if there is one, where it knows before the end that voxels are final.
    std::function<Voxels(const ProgressFn& progress, const StopToken& stop, Findings& findings,
                         const ReadyFn& ready)>
        read;
};

/// Opens a file or folder by the reader that knows it, where libraries decode it by a reader
/// process if there are any (process/). Throws as readImage().
[[nodiscard]] Source openSource(const std::filesystem::path& path, const ReadOptions& options,
                                const StopToken& stop);

/// The same in this process.
[[nodiscard]] Source openHere(const std::filesystem::path& path, const ReadOptions& options,
                              const StopToken& stop);

/// Calls source.read(); faults of libraries become Errors, and so do voxels that are missing.
[[nodiscard]] Voxels readVoxels(const Source& source, const std::filesystem::path& path,
                                const ProgressFn& progress, const StopToken& stop,
                                Findings& findings, const ReadyFn& ready = {});

/// Calls `ready` if there is one. Not for types that Voxels has not (see narrow()).
template <typename T>
void reportReady(const ReadyFn& ready, std::span<T> soFar)
{
    constexpr auto kType = []<std::size_t... I>(std::index_sequence<I...>)
    {
        return ((std::is_same_v<std::vector<T>, std::variant_alternative_t<I, Voxels>> ? I : 0)
                + ...);
    }
    (std::make_index_sequence<std::variant_size_v<Voxels>>());
    if constexpr (std::is_same_v<std::vector<T>, std::variant_alternative_t<kType, Voxels>>) {
        if (ready) {
            ready(kType, std::as_writable_bytes(soFar));
        }
    }
}

/// Error{FileFormat}: "Cannot read 'file': <reason>".
[[nodiscard]] Error unreadable(const std::filesystem::path& path, const std::string& reason);

/// The same with kind and arguments: in `reason` {0} is the file, its own arguments begin with {1}.
[[nodiscard]] Error unreadable(const std::filesystem::path& path, Message reason);

/// Takes a size from a header: along x, y and z, or 1 along a further axis. Throws unreadable().
void setAxisSize(const std::filesystem::path& path, unsigned axis, std::int64_t size,
                 Geometry& geometry);

/// Throws Error{InvalidArgument} unless options.volume is 0 or one of `count` volumes.
void requireVolume(const std::filesystem::path& path, const ReadOptions& options, int count);

/// What writeImage leaves in NIfTI (descrip), NRRD and MetaImage files of synthetic samples,
/// followed by the modality, so that they are known again when opened.
inline constexpr const char* kSyntheticMark = "Halftone synthetic ";
/// The key of that text in NRRD and MetaImage files, as ITK names it.
inline constexpr const char* kNotesKey = "ITK_FileNotes";

/// What a header says about showing its image; none where that is no window.
[[nodiscard]] std::optional<GreyWindow> soundWindow(double low, double high) noexcept;

/// Refuses non-finite or non-positive spacing, origin or directions.
void requireSoundGeometry(const std::filesystem::path& path, const Geometry& geometry);

/// Bytes of all voxels, `bytesEach` a voxel: the one place where sizes of headers are multiplied.
/// Throws unreadable() where no memory could hold them.
[[nodiscard]] std::size_t voxelBytes(const std::filesystem::path& path, const Geometry& geometry,
                                     std::size_t bytesEach);

/// Says so where the axes are not at right angles, or where voxels have a size or a place that no
/// scanner or microscope gives them.
void reportOddGeometry(const Geometry& geometry, Findings& findings);
/// The same without a word about angles.
void reportImplausiblePlace(const Geometry& geometry, Findings& findings);

/// Refuses sizes that no file of this length can hold: a damaged or hostile header, caught before
/// anything is allocated for it.
void requirePlausibleSize(const std::filesystem::path& path, double claimedBytes);

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
void readMark(const std::string& notes, Source& source);
[[nodiscard]] Finding syntheticFinding();

} // namespace halftone::image::detail
