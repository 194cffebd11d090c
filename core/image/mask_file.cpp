// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/mask_file.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/output_file.h"
#include "core/base/path_text.h"
#include "core/base/visible_text.h"
#include "core/image/detail/file_notes.h"
#include "core/image/detail/source.h"
#include "core/image/dicom/detail/dicom_segmentation.h"
#include "core/image/image_io.h"
#include "core/image/metaimage/detail/metaimage.h"
#include "core/image/nifti/detail/nifti.h"
#include "core/image/nrrd/detail/nrrd.h"
#include "core/image/picture/png_write.h"
#include "core/image/surface/detail/stl.h"
#include "core/image/tiff/detail/tiff_write.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace halftone::image {
namespace {

namespace fs = std::filesystem;
using detail::FileKind;
using detail::FileNotes;

Error unsuited(const fs::path& path, Message reason)
{
    reason.pattern = "Cannot write '{0}': " + reason.pattern + ".";
    reason.arguments.insert(reason.arguments.begin(), toUtf8(path));
    return Error(ErrorCode::Unsupported, std::move(reason));
}

FileKind kindOf(const fs::path& path)
{
    const auto kind = detail::fileKindOf(path);
    if (!kind) {
        std::string known;
        for (const std::string& extension : maskExtensions()) {
            known += (known.empty() ? "" : ", ") + extension;
        }
        throw unsuited(path, {"mask-extension", "its extension is not one of {1}", {known}});
    }
    return *kind;
}

/// Names what a mask must not be used without knowing; 79 letters, as NIfTI has.
std::string describe(const Findings& findings)
{
    constexpr std::size_t kRoom = 79;
    const std::string more = ", ...";
    std::string text;
    for (const Finding& finding : findings) {
        if (finding.severity != Severity::Severe) {
            continue;
        }
        const std::string next =
            (text.empty() ? "Halftone: check before use: " : ", ") + finding.message.kind;
        if (text.size() + next.size() + more.size() > kRoom) {
            return text + more;
        }
        text += next;
    }
    return text;
}

FileNotes notesOf(const LabelMap& mask)
{
    FileNotes notes;
    notes.remark = describe(mask.findings);
    return notes;
}

/// "201 to 400 of 2000"
std::string partText(const OpenedPart& opened)
{
    const auto& [part, whole] = opened;
    std::string text = std::to_string(part.first + 1) + " to "
                       + std::to_string(part.first + part.slices) + " of "
                       + std::to_string(whole.size[2]);
    if (part.step > 1) {
        text += ", one voxel in " + std::to_string(part.step) + " along each axis";
    }
    return text;
}

FileNotes notesOf(const LabelMap& mask, const MaskOrigin& origin, const std::string& imageName,
                  const std::optional<OpenedPart>& part)
{
    constexpr std::size_t kHashDigits = 12;
    FileNotes notes = notesOf(mask);
    const std::string edited = origin.edited ? "yes" : "no";
    if (origin.model.empty()) {
        const std::string begun = origin.labels.empty() ? "nothing" : origin.labels;
        notes.summary =
            origin.program + ": " + (origin.edited ? "by hand, begun from " : "a copy of ") + begun;
        notes.facts = {{"program", origin.program}, {"begun from", begun}};
    } else {
        const std::string hash = origin.modelHash.empty() ? "unknown" : origin.modelHash;
        notes.summary = origin.program + ": " + origin.model + " at " + origin.precision
                        + (origin.edited ? ", edited" : "") + ", model "
                        + hash.substr(0, kHashDigits);
        notes.facts = {{"program", origin.program},
                       {"model", origin.model},
                       {"model sha256", hash},
                       {"precision", origin.precision}};
    }
    notes.facts.insert(
        notes.facts.end(),
        {{"image", imageName}, {"edited", edited}, {"use", "research only, not for diagnosis"}});
    if (part) {
        notes.facts.emplace_back("slices", partText(*part));
    }
    for (auto& [name, value] : notes.facts) {
        value = visible(value, 255);
    }
    return notes;
}

void requireVoxels(const fs::path& path, const LabelMap& labels)
{
    const std::size_t count = labels.voxels.size();
    if (count == 0 || count != labels.geometry.voxels()) {
        throw Error(ErrorCode::InvalidArgument,
                    "Cannot write '" + toUtf8(path) + "': the image is empty or has "
                        + std::to_string(count) + " voxels where its size asks for "
                        + std::to_string(labels.geometry.voxels()) + ".");
    }
}

/// DICOM has no segment without a frame that shows it, and no surface is no file.
void requireNoneEmpty(const fs::path& path, const LabelMap& labels)
{
    std::array<bool, 256> found{};
    for (const std::uint8_t voxel : labels.voxels) {
        found[voxel] = true;
    }
    for (const Label& label : labels.labels) {
        if (!found[label.value]) {
            throw unsuited(path, {"label-empty",
                                  "its label '{1}' has no voxels, which such a file cannot say. "
                                  "Save the mask as .nii.gz or .seg.nrrd instead",
                                  {visible(label.name, 255)}});
        }
    }
}

void requireOneSlice(const fs::path& path, const Geometry& geometry)
{
    if (geometry.size[2] != 1) {
        throw unsuited(path, {"png-slices",
                              "a PNG holds one slice, and the mask has {1}. Save it as .tif, "
                              ".nii.gz or .seg.nrrd instead",
                              {std::to_string(geometry.size[2])}});
    }
}

void requireSpacing(const fs::path& path, const Geometry& geometry)
{
    if (!geometry.spacingKnown) {
        throw unsuited(path, {"surface-spacing",
                              "a surface is in millimetres, and the image does not say how large "
                              "its voxels are. Save the mask as .nrrd or .tif instead",
                              {}});
    }
}

void writePng(const fs::path& path, const LabelMap& labels, const FileNotes& notes)
{
    requireOneSlice(path, labels.geometry);
    IndexedPicture picture;
    picture.width = labels.geometry.size[0];
    picture.height = labels.geometry.size[1];
    picture.pixels = labels.voxels;
    const auto highest = std::max_element(labels.voxels.begin(), labels.voxels.end());
    picture.palette.resize(std::size_t{*highest} + 1);
    for (const Label& label : labels.labels) {
        if (label.value <= *highest) {
            picture.palette[label.value] = label.colour;
        }
    }
    if (!notes.facts.empty()) {
        picture.texts = {{"Software", notes.facts.front().second},
                         {"Description", notes.summary},
                         {"Comment", notes.lines()}};
    }
    if (!notes.remark.empty()) {
        picture.texts.emplace_back("Warning", notes.remark);
    }
    writePng(path, picture);
}

void writeSurfaces(const fs::path& path, const LabelMap& labels, const FileNotes& notes)
{
    requireSpacing(path, labels.geometry);
    requireNoneEmpty(path, labels);
    const std::vector<fs::path> files = maskFiles(path, labels.labels);
    for (std::size_t i = 0; i < files.size(); ++i) {
        writeAtomically(files[i], detail::stlOf(labels, labels.labels[i].value, notes.summary));
    }
}

/// All formats that need nothing but the labels.
void write(const fs::path& path, const LabelMap& labels, const FileNotes& notes)
{
    requireVoxels(path, labels);
    const Geometry& geometry = labels.geometry;
    switch (kindOf(path)) {
    case FileKind::Nifti: return detail::writeNifti(path, geometry, labels.voxels, notes);
    case FileKind::Nrrd: return detail::writeNrrd(path, geometry, labels.voxels, notes);
    case FileKind::SegNrrd: return detail::writeSegmentation(path, labels, notes);
    case FileKind::MetaImage: return detail::writeMetaImage(path, geometry, labels.voxels, notes);
    case FileKind::Tiff: return detail::writeTiff(path, geometry, labels.voxels, notes);
    case FileKind::Png: return writePng(path, labels, notes);
    case FileKind::Stl: return writeSurfaces(path, labels, notes);
    case FileKind::Dicom: break;
    }
    throw unsuited(path, {"mask-extension",
                          "a DICOM segmentation is written of masks that a model made of a DICOM "
                          "image",
                          {}});
}

bool isUid(std::string_view text)
{
    constexpr std::size_t kLongest = 64;
    return !text.empty() && text.size() <= kLongest
           && std::all_of(text.begin(), text.end(),
                          [](char c) { return c == '.' || (c >= '0' && c <= '9'); });
}

/// Nothing that is missing is made up: a reference to no instance is worse than none.
void requireReferences(const fs::path& path, const detail::DicomOrigin& origin,
                       const Geometry& geometry)
{
    const char* missing = !isUid(origin.studyUid)              ? "StudyInstanceUID"
                          : !isUid(origin.seriesUid)           ? "SeriesInstanceUID"
                          : !isUid(origin.frameOfReferenceUid) ? "FrameOfReferenceUID"
                          : !geometry.orientationKnown         ? "ImagePositionPatient"
                                                               : nullptr;
    for (const detail::DicomOrigin::Instance& instance : origin.instances) {
        missing = !isUid(instance.classUid) ? "SOPClassUID"
                  : !isUid(instance.uid)    ? "SOPInstanceUID"
                                            : missing;
    }
    if (missing != nullptr) {
        throw unsuited(path, {"image-without-uids",
                              "a DICOM segmentation refers to its image by identifiers, and the "
                              "image has no valid {1} that holds for all its slices. Save the "
                              "mask as .seg.nrrd or .nii.gz instead",
                              {missing}});
    }
}

std::shared_ptr<const detail::DicomOrigin> readOrigin(const fs::path& path,
                                                      const MaskOrigin& origin, const Image& image,
                                                      const StopToken& stop)
{
    detail::Source source;
    if (image.part && image.part->part.step > 1) {
        throw unsuited(path, {"image-thinned",
                              "a DICOM segmentation refers to the voxels of its image, of which "
                              "only one in {1} along each axis was opened. Save the mask as "
                              ".seg.nrrd or .nii.gz instead",
                              {std::to_string(image.part->part.step)}});
    }
    if (!origin.imageFile.empty()) {
        image::ReadOptions options{.volume = origin.volume, .origin = true};
        if (image.part) {
            options.part = image.part->part;
        }
        source = detail::openSource(origin.imageFile, options, stop);
    }
    if (!source.origin) {
        throw unsuited(path, {"image-not-dicom",
                              "a DICOM segmentation refers to the DICOM image that it was made "
                              "of, and '{1}' is none. Save the mask as .seg.nrrd or .nii.gz "
                              "instead",
                              {visible(image.name, 255)}});
    }
    if (!(source.info.geometry == image.geometry) || source.info.files != image.files) {
        throw unsuited(path, {"image-changed",
                              "the files of its image have changed since it was opened. Open it "
                              "again",
                              {}});
    }
    requireReferences(path, *source.origin, image.geometry);
    return std::make_shared<const detail::DicomOrigin>(std::move(*source.origin));
}

} // namespace

const std::vector<std::string>& maskExtensions()
{
    static const std::vector<std::string> s_extensions{
        ".nii", ".nii.gz", ".seg.nrrd", ".nrrd", ".mha", ".tif", ".tiff", ".png", ".stl", ".dcm"};
    return s_extensions;
}

std::vector<fs::path> pathPerLabel(const fs::path& path, const std::vector<Label>& labels)
{
    if (labels.size() <= 1) {
        return {labels.size(), path};
    }
    const std::string name = toUtf8(path.filename());
    std::size_t stem = name.rfind('.');
    for (const char* ending : {".nii.gz", ".seg.nrrd"}) {
        if (name.ends_with(ending)) {
            stem = name.size() - std::string_view(ending).size();
        }
    }
    stem = std::min(stem, name.size());
    std::vector<fs::path> files;
    for (const Label& label : labels) {
        if (label.name.find_first_of("/\\") != std::string::npos) {
            throw Error(ErrorCode::InvalidArgument,
                        "The label '" + label.name
                            + "' cannot be part of a file's name, and each label gets a file of "
                              "its own. Give the label another name.");
        }
        files.push_back(path.parent_path()
                        / fromUtf8(name.substr(0, stem) + "-" + label.name + name.substr(stem)));
    }
    return files;
}

bool isSurfaceFile(const fs::path& path)
{
    return detail::fileKindOf(path) == FileKind::Stl;
}

std::vector<fs::path> maskFiles(const fs::path& path, const std::vector<Label>& labels)
{
    return isSurfaceFile(path) ? pathPerLabel(path, labels) : std::vector<fs::path>{path};
}

MaskFile::MaskFile(fs::path path, MaskOrigin origin, const Image& image,
                   const std::vector<Label>& labels, const StopToken& stop)
    : m_path(std::move(path)), m_origin(std::move(origin)), m_geometry(image.geometry),
      m_imageName(image.name), m_part(image.part), m_files(maskFiles(m_path, labels))
{
    const FileKind kind = kindOf(m_path);
    for (const fs::path& file : m_files) {
        if (const std::string reason = whyNotWritable(file); !reason.empty()) {
            throw cannotWrite(file, reason);
        }
    }
    if (kind == FileKind::Png) {
        requireOneSlice(m_path, m_geometry);
    } else if (kind == FileKind::Stl) {
        requireSpacing(m_path, m_geometry);
    } else if (kind == FileKind::Nifti) {
        detail::requireNiftiHolds(m_path, m_geometry);
    } else if (kind == FileKind::Dicom) {
        m_dicom = readOrigin(m_path, m_origin, image, stop);
    }
}

void MaskFile::write(const LabelMap& mask) const
{
    if (!mask.geometry.sameGrid(m_geometry)) {
        throw Error(ErrorCode::ShapeMismatch,
                    "Cannot write '" + toUtf8(m_path) + "': the mask is not on the image's grid.");
    }
    const FileNotes notes = notesOf(mask, m_origin, m_imageName, m_part);
    if (!m_dicom) {
        return image::write(m_path, mask, notes);
    }
    requireVoxels(m_path, mask);
    requireNoneEmpty(m_path, mask);
    writeAtomically(m_path, detail::dicomSegmentationOf(mask, *m_dicom, m_origin, notes));
}

void writeLabelMap(const fs::path& path, const LabelMap& labels)
{
    write(path, labels, notesOf(labels));
}

} // namespace halftone::image
