// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/image/image_io.h"
#include "core/image/itk/detail/itk_io.h"
#include "core/image/nifti/detail/nifti.h"
#include "core/image/tiff/detail/tiff_write.h"

#include <itkMetaDataObject.h>
#include <itkMetaImageIO.h>
#include <itkNrrdImageIO.h>

#include <algorithm>
#include <type_traits>

namespace halftone::image {
namespace {

namespace fs = std::filesystem;

itk::ImageIOBase::Pointer pickWriter(const fs::path& path)
{
    std::string name = toUtf8(path.filename());
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    const auto is = [&name](const std::string& end) {
        return name.size() > end.size() && name.ends_with(end);
    };
    if (is(".nrrd")) {
        return itk::NrrdImageIO::New().GetPointer();
    }
    if (is(".mha")) {
        return itk::MetaImageIO::New().GetPointer();
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

void describeGrid(itk::ImageIOBase& io, const Geometry& geometry)
{
    constexpr unsigned kDimensions = 3;
    io.SetNumberOfDimensions(kDimensions);
    itk::ImageIORegion region(kDimensions);
    for (unsigned axis = 0; axis < kDimensions; ++axis) {
        const auto size = static_cast<itk::SizeValueType>(geometry.size[axis]);
        io.SetDimensions(axis, size);
        region.SetIndex(axis, 0);
        region.SetSize(axis, size);
        std::vector<double> column(kDimensions);
        for (unsigned row = 0; row < kDimensions; ++row) {
            column[row] = geometry.direction[row * 3 + axis];
        }
        io.SetSpacing(axis, geometry.spacingMm[axis]);
        io.SetOrigin(axis, geometry.originMm[axis]);
        io.SetDirection(axis, column);
    }
    io.SetIORegion(region);
}

template <typename T>
void write(const fs::path& path, const Geometry& geometry, const std::vector<T>& voxels,
           const std::string& notes)
{
    if (voxels.empty() || voxels.size() != geometry.voxels()) {
        throw Error(ErrorCode::InvalidArgument,
                    "Cannot write '" + toUtf8(path) + "': the image is empty or has "
                        + std::to_string(voxels.size()) + " voxels where its size asks for "
                        + std::to_string(geometry.voxels()) + ".");
    }
    if (detail::isNiftiName(path)) {
        detail::writeNifti(path, geometry, voxels, notes);
        return;
    }
    if (detail::isTiffName(path)) {
        detail::writeTiff(path, geometry, voxels);
        return;
    }
    detail::silenceLibraries();
    const itk::ImageIOBase::Pointer writer = pickWriter(path);
    itk::ImageIOBase& io = *writer;
    writeAtomically(path, [&](const fs::path& temporary) {
        detail::translateExceptions(path, ErrorCode::FileWrite, [&] {
            describeGrid(io, geometry);
            io.SetPixelType(itk::IOPixelEnum::SCALAR);
            io.SetNumberOfComponents(1);
            io.SetComponentType(componentOf<T>());
            io.SetUseCompression(true);
            if (!notes.empty()) {
                itk::EncapsulateMetaData<std::string>(io.GetMetaDataDictionary(), detail::kNotesKey,
                                                      notes);
            }
            io.SetFileName(toUtf8(temporary));
            io.Write(voxels.data());
        });
    });
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

} // namespace

void requireWritableName(const fs::path& path)
{
    if (!detail::isNiftiName(path) && !detail::isTiffName(path)) {
        static_cast<void>(pickWriter(path));
    }
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
    std::visit([&](const auto& voxels) { write(path, image.geometry, voxels, notes); },
               image.voxels);
}

void writeLabelMap(const fs::path& path, const LabelMap& labels)
{
    write(path, labels.geometry, labels.voxels, describe(labels.findings));
}

} // namespace halftone::image
