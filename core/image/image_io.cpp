// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/image_io.h"

#include "core/base/error.h"
#include "core/base/input_file.h"
#include "core/base/path_text.h"
#include "core/base/text.h"
#include "core/image/detail/label_values.h"
#include "core/image/detail/part.h"
#include "core/image/dicom/detail/dicom.h"
#include "core/image/itk/detail/itk_io.h"
#include "core/image/metaimage/detail/metaimage.h"
#include "core/image/nifti/detail/nifti.h"
#include "core/image/nrrd/detail/nrrd.h"
#include "core/image/picture/detail/picture.h"
#include "core/image/process/detail/elsewhere.h"
#include "core/image/tiff/detail/tiff.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace halftone::image {
namespace {

namespace fs = std::filesystem;

void requireReadable(const fs::path& path)
{
    std::error_code error;
    if (!fs::is_directory(path, error)) {
        static_cast<void>(InputFile(path)); // says what is wrong with it
    }
}

/// The bytes that voxels may have where those of `info` have more. Asked before anything is
/// allocated: a system without memory ends programs, this one or others.
std::optional<std::size_t> tooLittleRoom(const ImageInfo& info, const ReadOptions& options)
{
    const std::size_t room =
        std::min(options.maxBytes, options.availableBytes().value_or(options.maxBytes));
    return info.bytes > room ? std::optional(room) : std::nullopt;
}

void requireFits(const fs::path& path, const ImageInfo& info, const ReadOptions& options)
{
    const auto room = tooLittleRoom(info, options);
    if (!room) {
        return;
    }
    const std::string needed =
        "Cannot read '" + toUtf8(path) + "': its voxels need " + formatBytes(info.bytes);
    const std::string parts =
        info.geometry.size[2] > 1 ? " 'segment --slices' reads a part of it." : "";
    if (*room == options.maxBytes) {
        throw Error(ErrorCode::OutOfMemory, needed + ", more than the limit of "
                                                + formatBytes(*room)
                                                + ". Crop or downsample it first." + parts);
    }
    throw Error(ErrorCode::OutOfMemory, needed + ", and " + formatBytes(*room)
                                            + " of memory are available. Close other programs, or "
                                              "crop or downsample it first."
                                            + parts);
}

/// A file that no reader knows by its content or its name.
[[noreturn]] void throwUnknown(const fs::path& path)
{
    if (InputFile(path).size() == 0) {
        throw detail::unreadable(path, Message{"empty", "the file is empty", {}});
    }
    std::string extension = toUtf8(path.extension());
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    for (const char* known : {".nrrd", ".nhdr", ".tif", ".tiff", ".png", ".jpg", ".jpeg"}) {
        if (extension == known) {
            throw detail::unreadable(
                path, Message{"wrong-extension",
                              "its content is not that of a {1} file; it is damaged or has the "
                              "wrong extension",
                              {extension}});
        }
    }
    throw detail::unreadable(path, Message{"unknown-format",
                                           "its format is not known. Halftone reads NIfTI, "
                                           "Analyze, NRRD, MetaImage, TIFF, PNG, JPEG and DICOM",
                                           {}});
}

/// Whether a library decodes it.
bool isForeign(const fs::path& path)
{
    return fs::is_directory(path) || detail::isDicom(path) || detail::isTiff(path)
           || detail::isPng(path) || detail::isJpeg(path);
}

Image readSource(const detail::Source& source, const fs::path& path, const ProgressFn& progress,
                 const StopToken& stop)
{
    Image image;
    image.geometry = source.info.geometry;
    image.modality = source.info.modality;
    image.synthetic = source.synthetic;
    image.name = source.name;
    image.findings = source.info.findings;
    image.files = source.info.files;
    image.format = source.info.format;
    image.tags = source.info.tags;
    image.window = source.info.window;
    image.part = source.info.part;
    image.voxels = detail::readVoxels(source, path, progress, stop, image.findings);
    throwIfStopped(stop);
    reportProgress(progress, 1);
    return image;
}

} // namespace

namespace detail {
namespace {

Source openByContent(const fs::path& path, const ReadOptions& options, const StopToken& stop)
{
    if (fs::is_directory(path) && isSliceFolder(path, stop)) {
        return openSliceFolder(path, options, stop);
    }
    if (fs::is_directory(path) || isDicom(path)) {
        return openDicom(path, options, stop);
    }
    if (isNifti(path)) {
        return openNifti(path, options, stop);
    }
    if (isTiff(path)) {
        return openTiff(path, options, stop);
    }
    if (isPng(path)) {
        return openPng(path, options);
    }
    if (isJpeg(path)) {
        return openJpeg(path, options);
    }
    if (isNrrd(path)) {
        return openNrrd(path, options, stop);
    }
    if (isMetaImageName(path)) {
        return openMetaImage(path, options, stop);
    }
    throwUnknown(path);
}

} // namespace

Source openHere(const fs::path& path, const ReadOptions& options, const StopToken& stop)
{
    Source source = openByContent(path, options, stop);
    if (source.info.files.empty()) {
        source.info.files = {path};
    }
    takePart(path, options, source);
    return source;
}

Source openSource(const fs::path& path, const ReadOptions& options, const StopToken& stop)
{
    throwIfStopped(stop);
    requireReadable(path);
    ReaderPool* const readers = readerPool();
    return readers != nullptr && isForeign(path) ? openElsewhere(*readers, path, options, stop)
                                                 : openHere(path, options, stop);
}

Voxels readVoxels(const Source& source, const fs::path& path, const ProgressFn& progress,
                  const StopToken& stop, Findings& findings, const ReadyFn& ready)
{
    Voxels voxels;
    translateExceptions(path, ErrorCode::FileFormat,
                        [&] { voxels = source.read(progress, stop, findings, ready); });
    const std::size_t count = std::visit([](const auto& values) { return values.size(); }, voxels);
    const std::size_t expected = source.info.geometry.voxels();
    if (count != expected) {
        throw unreadable(path, Message{"voxels-missing",
                                       "{1} of its {2} voxels could be read",
                                       {std::to_string(count), std::to_string(expected)}});
    }
    return voxels;
}

} // namespace detail

ImageInfo readInfo(const fs::path& path, const StopToken& stop, const ReadOptions& options)
{
    return detail::openSource(path, options, stop).info;
}

std::vector<fs::path> filesOf(const fs::path& path, const StopToken& stop)
{
    try {
        return detail::openSource(path, {}, stop).info.files;
    } catch (const Error& error) {
        if (error.code() == ErrorCode::Cancelled) {
            throw;
        }
        return {path};
    }
}

OpenedImage openImage(const fs::path& path, const ProgressFn& progress, const StopToken& stop,
                      const ReadOptions& options)
{
    reportProgress(progress, 0, "reading " + toUtf8(path.filename()));
    const detail::Source source = detail::openSource(path, options, stop);
    if (ImageInfo info = source.info; detail::leavesChoice(options, info)) {
        return {std::move(info), {}};
    }
    if (options.askPart) {
        if (const auto room = tooLittleRoom(source.info, options)) {
            return {source.info, {}, room};
        }
    }
    requireFits(path, source.info, options);
    return {source.info, readSource(source, path, progress, stop)};
}

Image readImage(const fs::path& path, const ProgressFn& progress, const StopToken& stop,
                const ReadOptions& options)
{
    return openImage(path, progress, stop, options).image;
}

LabelMap readLabelMap(const fs::path& path, const StopToken& stop, const ReadOptions& options)
{
    const detail::Source source = detail::openSource(path, options, stop);
    requireFits(path, source.info, options);
    return detail::labelsOf(path, readSource(source, path, {}, stop), source.labels);
}

LabelMap readMask(const fs::path& path, const StopToken& stop)
{
    LabelMap mask = readLabelMap(path, stop);
    const bool hasZero = std::find(mask.voxels.begin(), mask.voxels.end(), 0) != mask.voxels.end();
    const std::size_t values = mask.labels.size() + (hasZero ? 1 : 0);
    if (values > 2) {
        throw detail::unreadable(path, "it is not the mask of one structure: it holds "
                                           + std::to_string(values)
                                           + " values; expected two, background and foreground");
    }
    if (!mask.labels.empty()) {
        const std::uint8_t foreground = mask.labels.back().value;
        for (std::uint8_t& voxel : mask.voxels) {
            voxel = voxel == foreground ? 1 : 0;
        }
        mask.labels = {Label{1, "1"}};
    }
    return mask;
}

} // namespace halftone::image
