// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/image/image_io.h"
#include "core/image/itk/detail/itk_io.h"
#include "core/image/metaimage/detail/metaimage.h"
#include "core/image/nifti/detail/nifti.h"
#include "core/image/nrrd/detail/nrrd.h"

#include <itkTIFFImageIO.h>

#include <algorithm>
#include <type_traits>

namespace halftone::image {
namespace {

namespace fs = std::filesystem;

enum class Format { Nifti, Nrrd, MetaImage, Tiff };

Format formatOf(const fs::path& path)
{
    std::string name = toUtf8(path.filename());
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    const auto is = [&name](const std::string& end) {
        return name.size() > end.size() && name.ends_with(end);
    };
    if (detail::isNiftiName(path)) {
        return Format::Nifti;
    }
    if (is(".nrrd")) {
        return Format::Nrrd;
    }
    if (is(".mha")) {
        return Format::MetaImage;
    }
    if (is(".tif") || is(".tiff")) {
        return Format::Tiff;
    }
    throw Error(ErrorCode::Unsupported, "Cannot write '" + toUtf8(path)
                                            + "': its extension is not one of .nii, .nii.gz, "
                                              ".nrrd, .mha and .tif.");
}

template <typename T>
itk::IOComponentEnum componentOf()
{
    if constexpr (std::is_same_v<T, std::uint8_t>) {
        return itk::IOComponentEnum::UCHAR;
    } else if constexpr (std::is_same_v<T, std::int8_t>) {
        return itk::IOComponentEnum::CHAR;
    } else if constexpr (std::is_same_v<T, std::uint16_t>) {
        return itk::IOComponentEnum::USHORT;
    } else if constexpr (std::is_same_v<T, std::int16_t>) {
        return itk::IOComponentEnum::SHORT;
    } else if constexpr (std::is_same_v<T, std::uint32_t>) {
        return itk::IOComponentEnum::UINT;
    } else if constexpr (std::is_same_v<T, std::int32_t>) {
        return itk::IOComponentEnum::INT;
    } else if constexpr (std::is_same_v<T, float>) {
        return itk::IOComponentEnum::FLOAT;
    } else {
        return itk::IOComponentEnum::DOUBLE;
    }
}

/// A stack of pictures: no geometry.
void describeGrid(itk::ImageIOBase& io, const Geometry& geometry)
{
    const unsigned dimensions = geometry.size[2] == 1 ? 2 : 3;
    io.SetNumberOfDimensions(dimensions);
    itk::ImageIORegion region(dimensions);
    for (unsigned axis = 0; axis < dimensions; ++axis) {
        const auto size = static_cast<itk::SizeValueType>(geometry.size[axis]);
        io.SetDimensions(axis, size);
        region.SetIndex(axis, 0);
        region.SetSize(axis, size);
        std::vector<double> column(dimensions);
        column[axis] = 1;
        io.SetSpacing(axis, 1);
        io.SetOrigin(axis, 0);
        io.SetDirection(axis, column);
    }
    io.SetIORegion(region);
}

template <typename T>
void writeTiff(const fs::path& path, const Geometry& geometry, const std::vector<T>& voxels)
{
    if (!std::is_integral_v<T> || sizeof(T) > 2) {
        throw Error(ErrorCode::Unsupported,
                    "Cannot write '" + toUtf8(path)
                        + "': TIFF takes 8 and 16-bit integers only. Use .nii.gz or .nrrd.");
    }
    detail::silenceLibraries();
    const auto io = itk::TIFFImageIO::New();
    writeAtomically(path, [&](const fs::path& temporary) {
        detail::translateExceptions(path, ErrorCode::FileWrite, [&] {
            describeGrid(*io, geometry);
            io->SetPixelType(itk::IOPixelEnum::SCALAR);
            io->SetNumberOfComponents(1);
            io->SetComponentType(componentOf<T>());
            io->SetUseCompression(true);
            io->SetFileName(toUtf8(temporary));
            io->Write(voxels.data());
        });
    });
}

void write(const fs::path& path, const Geometry& geometry, const Voxels& voxels,
           const std::string& notes)
{
    const std::size_t count = std::visit([](const auto& values) { return values.size(); }, voxels);
    if (count == 0 || count != geometry.voxels()) {
        throw Error(ErrorCode::InvalidArgument,
                    "Cannot write '" + toUtf8(path) + "': the image is empty or has "
                        + std::to_string(count) + " voxels where its size asks for "
                        + std::to_string(geometry.voxels()) + ".");
    }
    switch (formatOf(path)) {
    case Format::Nifti: return detail::writeNifti(path, geometry, voxels, notes);
    case Format::Nrrd: return detail::writeNrrd(path, geometry, voxels, notes);
    case Format::MetaImage: return detail::writeMetaImage(path, geometry, voxels, notes);
    case Format::Tiff: break;
    }
    std::visit([&](const auto& values) { writeTiff(path, geometry, values); }, voxels);
}

} // namespace

void requireWritableName(const fs::path& path)
{
    static_cast<void>(formatOf(path));
    const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    std::error_code ignored;
    if (!fs::is_directory(folder, ignored)) {
        throw Error(ErrorCode::FileWrite, "Cannot write '" + toUtf8(path) + "': the folder '"
                                              + toUtf8(folder)
                                              + "' does not exist. Make it first.");
    }
}

void writeImage(const fs::path& path, const Image& image)
{
    const std::string notes =
        image.synthetic ? detail::kSyntheticMark + std::string(toString(image.modality)) : "";
    write(path, image.geometry, image.voxels, notes);
}

void writeLabelMap(const fs::path& path, const LabelMap& labels)
{
    write(path, labels.geometry, labels.voxels, "");
}

} // namespace halftone::image
