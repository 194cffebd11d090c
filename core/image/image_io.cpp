// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/image_io.h"

#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/base/text.h"
#include "core/image/dicom/detail/dicom.h"
#include "core/image/itk/detail/itk_io.h"
#include "core/image/nifti/detail/nifti.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace halftone::image {
namespace {

namespace fs = std::filesystem;

void requireExists(const fs::path& path)
{
    std::error_code error;
    if (!fs::exists(path, error)) {
        throw Error(ErrorCode::FileNotFound,
                    "'" + toUtf8(path) + "' does not exist or may not be read.");
    }
}

void requireFits(const fs::path& path, std::size_t bytes, std::size_t maxBytes)
{
    if (bytes > maxBytes) {
        throw Error(ErrorCode::OutOfMemory, "Cannot read '" + toUtf8(path) + "': its voxels need "
                                                + formatBytes(bytes) + ", more than the limit of "
                                                + formatBytes(maxBytes)
                                                + ". Crop or downsample it first.");
    }
}

} // namespace

ImageInfo readInfo(const fs::path& path)
{
    requireExists(path);
    if (fs::is_directory(path) || detail::isDicom(path)) {
        return detail::describe(detail::findDicomSeries(path, {}));
    }
    if (detail::isNiftiName(path)) {
        return detail::openNifti(path).info;
    }
    return detail::openFile(path).info;
}

Image readImage(const fs::path& path, const ProgressFn& progress, const StopToken& stop,
                std::size_t maxBytes)
{
    requireExists(path);
    throwIfStopped(stop);
    reportProgress(progress, 0, "reading " + toUtf8(path.filename()));
    if (fs::is_directory(path) || detail::isDicom(path)) {
        const detail::DicomSeries series = detail::findDicomSeries(path, stop);
        requireFits(path, detail::describe(series).bytes, maxBytes);
        return detail::readDicom(series, progress, stop);
    }
    if (detail::isNiftiName(path)) {
        const detail::NiftiFile file = detail::openNifti(path);
        requireFits(path, file.info.bytes, maxBytes);
        Image image{
            file.info.geometry, {}, file.info.modality, file.synthetic, toUtf8(path.filename())};
        detail::translateExceptions(path, ErrorCode::FileFormat,
                                    [&] { image.voxels = detail::readNifti(path, file); });
        return image;
    }
    detail::OpenFile file = detail::openFile(path);
    requireFits(path, file.info.bytes, maxBytes);
    Image image;
    image.geometry = file.info.geometry;
    image.modality = file.info.modality;
    image.synthetic = file.synthetic;
    image.name = toUtf8(path.filename());
    detail::translateExceptions(path, ErrorCode::FileFormat, [&] {
        image.voxels = detail::readVoxels(path, *file.io, image.geometry.voxels());
    });
    throwIfStopped(stop);
    reportProgress(progress, 1);
    return image;
}

LabelMap readLabelMap(const fs::path& path, const StopToken& stop)
{
    const Image image = readImage(path, {}, stop);
    LabelMap labels;
    labels.geometry = image.geometry;
    labels.voxels.resize(image.geometry.voxels());
    std::array<bool, 256> seen{};
    std::visit(
        [&](const auto& data) {
            for (std::size_t i = 0; i < data.size(); ++i) {
                const auto value = static_cast<double>(data[i]);
                if (!(value >= 0 && value <= 255) || value != std::floor(value)) {
                    throw detail::unreadable(path, "it is not a label file: voxel "
                                                       + std::to_string(i) + " has the value "
                                                       + std::to_string(value)
                                                       + "; expected whole numbers 0 to 255");
                }
                labels.voxels[i] = static_cast<std::uint8_t>(value);
                seen[labels.voxels[i]] = true;
            }
        },
        image.voxels);
    for (std::size_t value = 1; value < seen.size(); ++value) {
        if (seen[value]) {
            labels.labels.push_back(Label{static_cast<std::uint8_t>(value), std::to_string(value)});
        }
    }
    return labels;
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
