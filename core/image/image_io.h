// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"
#include "core/base/platform/platform.h"
#include "core/base/progress.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

/// Files in and out: NIfTI, NRRD and MetaImage by ourselves, DICOM through DCMTK (GDCM for what it
/// does not decode), TIFF, PNG and JPEG through libtiff, libpng and libjpeg.
/// Every file is checked before a library sees it; what libraries throw becomes Error{FileFormat}.
namespace halftone::image {

/// One of several volumes in a file or folder.
struct VolumeSummary {
    std::string name; ///< "series 3, axial, 512 x 512 x 60"; no patient data
    std::array<int, 3> size{};
    std::string kind{};     ///< `name` without the size: "series 3, axial"
    std::string modality{}; ///< as DICOM names it: "CT", "PT", "SEG"; empty: not said
    /// The series in the file's own words, for the eyes of who opens it: it may tell whom it shows,
    /// so it is neither kept nor printed.
    std::string description{};
    std::string date{}; ///< "2026-11-30"; empty: not said
    int images = 0;     ///< of the DICOM series that it is made of; 0: no series

    friend bool operator==(const VolumeSummary&, const VolumeSummary&) = default;
};

/// Why ImageInfo::volume is the one that was taken.
enum class VolumeRule : std::uint8_t {
    Given,  ///< it was asked for, or there is no other
    First,  ///< of volumes that follow each other in time or the like
    Largest ///< that is neither a localizer nor labels, if there is one
};

/// The middle slice of a volume of that size, with at most `pixels` along each side.
[[nodiscard]] VolumePart previewOf(const std::array<int, 3>& size, int pixels);

/// What is known of a file without reading its voxels.
struct ImageInfo {
    std::string format;    ///< "NIfTI", "DICOM series", "TIFF stack", ...
    std::string voxelType; ///< "uint8", "int16", ...
    Geometry geometry;
    Modality modality = Modality::Unknown;
    ImageTags tags{};
    std::size_t bytes = 0; ///< voxels in memory
    Findings findings{};   ///< what the header tells; reading the voxels may find more
    std::vector<VolumeSummary> volumes{};       ///< all that may be chosen, if more than one
    int volume = 1;                             ///< number of this one among them, from 1
    VolumeRule rule = VolumeRule::Given;        ///< why it is this one
    std::vector<std::filesystem::path> files{}; ///< all that its voxels and its header are in
    std::optional<GreyWindow> window{}; ///< as Image::window: DICOM's, or NIfTI's cal_min, cal_max
    std::optional<OpenedPart> part{}; ///< as Image::part; geometry and bytes are those of the part
};

struct ReadOptions {
    /// Which of the volumes of a file or folder, from 1 (ImageInfo::volumes). 0: the only one, or
    /// the largest with a finding that says so. Error{InvalidArgument} names the range.
    int volume = 0;
    /// openImage() reads no voxels where there are several volumes and none is asked for: somebody
    /// is to choose one (ImageInfo::rule names the one that would be taken, and why).
    bool askVolume = false;
    /// Of that volume; only a single PNG, JPEG or DICOM segmentation is read as a whole for it.
    /// Error{InvalidArgument} where the volume has no such slices.
    std::optional<VolumePart> part{};
    /// openImage() reads no voxels that need more memory than there is: somebody is to choose a
    /// part of them (OpenedImage::room).
    bool askPart = false;
    /// Reads also what only objects need that are made of a DICOM image (core/image's own
    /// business).
    bool origin = false;
    /// Error{OutOfMemory} for voxels that need more, unless `askPart`.
    std::size_t maxBytes = std::size_t{8} << 30;
    /// The same for what the system has left: asked for when reading begins.
    std::function<std::optional<std::size_t>()> availableBytes = availableMemoryBytes;
};

/// Reads the header of a file or DICOM folder. Same errors as readImage.
[[nodiscard]] ImageInfo readInfo(const std::filesystem::path& path, const StopToken& stop = {},
                                 const ReadOptions& options = {});

/// All files that readImage(path) reads, as far as that can be told: `path` itself where its header
/// cannot be read.
[[nodiscard]] std::vector<std::filesystem::path> filesOf(const std::filesystem::path& path,
                                                         const StopToken& stop = {});

/// Reads NIfTI (.nii .nii.gz, pairs .hdr .img), Analyze, NRRD, MetaImage (.mha .mhd), TIFF (also
/// multi-page, ImageJ, OME), PNG, JPEG, a folder of numbered PNG, JPEG or TIFF slices, a DICOM
/// folder, or one DICOM file (its whole series in that folder), slices sorted by position; DICOM
/// rescale is applied. A file or folder with several volumes: the one that `options` asks for. What
/// was found on the way is in the image. Native voxel type kept (64-bit integers: int32 where they
/// fit). Throws Error{FileNotFound | FileFormat | OutOfMemory | Cancelled} with a sentence naming
/// the file for: corrupt, truncated, empty, RGB, 4D, non-finite geometry, uneven slices, and files
/// larger than options allow.
[[nodiscard]] Image readImage(const std::filesystem::path& path, const ProgressFn& progress = {},
                              const StopToken& stop = {}, const ReadOptions& options = {});

/// An image and what readInfo says of it.
struct OpenedImage {
    ImageInfo info;
    Image image; ///< without voxels where ReadOptions::askVolume or askPart left a choice
    /// The bytes that voxels may have: askPart, and those of `info` have more.
    std::optional<std::size_t> room{};
};
/// As readImage; the header is read once for both.
[[nodiscard]] OpenedImage openImage(const std::filesystem::path& path,
                                    const ProgressFn& progress = {}, const StopToken& stop = {},
                                    const ReadOptions& options = {});

/// As readImage, for label files: whole numbers 0 to 255 as stored (floats and scaled integers
/// within 0.001 of one); 0 and one larger number are the mask of one structure, 1. What they mean
/// for a model, pipeline::adaptReference decides.
[[nodiscard]] LabelMap readLabelMap(const std::filesystem::path& path, const StopToken& stop = {},
                                    const ReadOptions& options = {});

/// As readLabelMap, for a file that shows one structure: of its two values (0/1, 0/255, 0/2) the
/// larger becomes 1, the other 0. Throws Error{FileFormat} where there are more than two.
[[nodiscard]] LabelMap readMask(const std::filesystem::path& path, const StopToken& stop = {});

/// Writes .nii, .nii.gz, .nrrd or .mha with geometry intact, atomically; also .tif (label or
/// 8/16-bit stacks), without geometry. Labels also as .seg.nrrd, .png and .stl (mask_file.h, which
/// writes masks of models and what made them). Severe findings of labels are named in the file's
/// description (NIfTI: descrip; NRRD, MetaImage: their notes; TIFF, PNG: descriptions):
/// "Halftone: check before use: ct-offset". Throws Error{FileWrite}, Error{Unsupported} for other
/// extensions.
void writeImage(const std::filesystem::path& path, const Image& image);
void writeLabelMap(const std::filesystem::path& path, const LabelMap& labels);

} // namespace halftone::image
