// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"
#include "core/base/stop_token.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// Masks, as files that say what made them.
namespace halftone::image {

namespace detail {
struct DicomOrigin;
}

/// What made a mask: each format keeps it in the fields that it has (core/image/README.md).
struct MaskOrigin {
    std::string program;             ///< "Halftone 0.1.0"
    std::string model;               ///< "ct-pancreas"; empty: it was drawn by hand
    std::string modelHash;           ///< as Model::hash; empty: unknown
    std::string precision;           ///< "W4A6"
    bool edited = false;             ///< by hand, after the model or the labels
    std::string labels{};            ///< file that it was begun from where there is no model
    std::filesystem::path imageFile; ///< file or folder of the image; empty: it is in memory alone
    int volume = 1;                  ///< the one of its volumes, from 1
};

/// ".nii.gz", ".seg.nrrd", ...: what the name of a mask may end in.
[[nodiscard]] const std::vector<std::string>& maskExtensions();

/// `path` for each label: "P.stl" for the only one, "P-<label>.stl" for each of several. Throws
/// Error{InvalidArgument} for a label that cannot be part of a file's name.
[[nodiscard]] std::vector<std::filesystem::path> pathPerLabel(const std::filesystem::path& path,
                                                              const std::vector<Label>& labels);

/// The files that a mask of these labels is written to: `path`, but for .stl pathPerLabel().
[[nodiscard]] std::vector<std::filesystem::path> maskFiles(const std::filesystem::path& path,
                                                           const std::vector<Label>& labels);

/// .stl: surfaces, which no voxels can be read of again.
[[nodiscard]] bool isSurfaceFile(const std::filesystem::path& path);

/// A mask that is going to be written. What speaks against it is said when it is made, before the
/// mask is computed. A plain value; const use from several threads.
///
/// .nii .nii.gz .nrrd .mha .tif as writeLabelMap(); .seg.nrrd: a segmentation of 3D Slicer, one
/// layer; .png: one slice, its values the labels, their colours the palette; .stl: the surface of
/// each label in millimetres (LPS), binary; .dcm: a binary DICOM segmentation that refers to each
/// instance of the image, whose patient and study it repeats.
class MaskFile {
public:
    /// For a mask of `image` with these labels. Reads headers of the image's files again for .dcm.
    /// Throws Error{Unsupported} where the format cannot hold it (another extension, .nii
    /// beyond 32767 voxels along an axis, .png of several slices, .stl of unknown spacing, .dcm of
    /// what is no DICOM image or lacks identifiers), Error{FileWrite} where no file can be written
    /// there, what readImage() throws, and Error{Cancelled}.
    MaskFile(std::filesystem::path path, MaskOrigin origin, const Image& image,
             const std::vector<Label>& labels, const StopToken& stop = {});

    /// All that write() replaces.
    [[nodiscard]] const std::vector<std::filesystem::path>& files() const noexcept
    {
        return m_files;
    }

    /// Atomically, each file for itself. Throws Error{FileWrite}, Error{ShapeMismatch} where `mask`
    /// is of another grid, Error{Unsupported} for a label without voxels where the format has no
    /// way to say so (.dcm, .stl).
    void write(const LabelMap& mask) const;

private:
    std::filesystem::path m_path;
    MaskOrigin m_origin;
    Geometry m_geometry;
    std::string m_imageName;
    std::optional<OpenedPart> m_part;
    std::vector<std::filesystem::path> m_files;
    std::shared_ptr<const detail::DicomOrigin> m_dicom; ///< for .dcm
};

} // namespace halftone::image
