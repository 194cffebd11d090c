// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/dicom/dicom_write.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/input_file.h"
#include "core/base/output_file.h"
#include "core/base/path_text.h"
#include "core/base/text.h"
#include "core/image/itk/detail/itk_io.h"

#include <itkGDCMImageIO.h>
#include <itkMetaDataObject.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace halftone::image {
namespace {

namespace fs = std::filesystem;

/// FNV-1a over what makes the image: equal samples get equal identifiers.
std::uint64_t fingerprint(const Image& image)
{
    std::uint64_t hash = 0xcbf29ce484222325U;
    const auto add = [&hash](const void* data, std::size_t bytes) {
        const auto* at = static_cast<const unsigned char*>(data);
        for (std::size_t i = 0; i < bytes; ++i) {
            hash = (hash ^ at[i]) * 0x100000001b3U;
        }
    };
    add(image.geometry.size.data(), sizeof image.geometry.size);
    add(image.geometry.spacingMm.data(), sizeof image.geometry.spacingMm);
    std::visit([&](const auto& v) { add(v.data(), v.size() * sizeof v[0]); }, image.voxels);
    return hash;
}

/// "2.25." and a decimal number is the form of identifiers that need no registered root.
std::string uid(std::uint64_t image, int kind, int index)
{
    char tail[16];
    std::snprintf(tail, sizeof tail, "%d%06d", kind, index);
    return "2.25." + std::to_string(image) + tail;
}

void set(itk::MetaDataDictionary& dictionary, const char* tag, const std::string& value)
{
    itk::EncapsulateMetaData<std::string>(dictionary, tag, value);
}

std::vector<std::int16_t> sliceOf(const Image& image, int k)
{
    const std::size_t plane = image.geometry.sliceVoxels();
    const std::size_t start = plane * static_cast<std::size_t>(k);
    std::vector<std::int16_t> pixels(plane);
    std::visit(
        [&](const auto& voxels) {
            for (std::size_t i = 0; i < plane; ++i) {
                const double value =
                    std::clamp(static_cast<double>(voxels[start + i]), -32768.0, 32767.0);
                pixels[i] = static_cast<std::int16_t>(std::lround(value));
            }
        },
        image.voxels);
    return pixels;
}

void describePatient(itk::MetaDataDictionary& dictionary, const Image& image, std::uint64_t id,
                     int slice)
{
    const char* modality = image.modality == Modality::Unknown || image.modality == Modality::EM
                               ? "OT"
                               : toString(image.modality);
    set(dictionary, "0010|0010", kSyntheticPatientName);
    set(dictionary, "0010|0020", "SYNTHETIC");
    set(dictionary, "0008|0008", "DERIVED\\PRIMARY\\AXIAL");
    set(dictionary, "0008|0060", modality);
    set(dictionary, "0008|0070", "Halftone");
    set(dictionary, "0008|1030", "Synthetic sample, not a patient");
    set(dictionary, "0008|103e", "Halftone " + image.name);
    set(dictionary, "0008|0018", uid(id, 3, slice));
    set(dictionary, "0020|000d", uid(id, 1, 0));
    set(dictionary, "0020|000e", uid(id, 2, 0));
    set(dictionary, "0020|0052", uid(id, 4, 0));
    set(dictionary, "0020|0011", "1");
    set(dictionary, "0020|0013", std::to_string(slice + 1));
    const std::string thickness = formatSignificant(image.geometry.spacingMm[2], 6);
    set(dictionary, "0018|0050", thickness);
    set(dictionary, "0018|0088", thickness);
}

/// GDCM does not look whether the disk takes what it writes; the pixels are the last of it.
void requireWritten(const fs::path& file, const fs::path& shown,
                    const std::vector<std::int16_t>& pixels)
{
    std::vector<std::int16_t> found(pixels.size());
    const std::size_t bytes = pixels.size() * sizeof pixels[0];
    bool whole = false;
    try {
        InputFile written(file);
        written.seek(written.size() - std::min<std::uint64_t>(written.size(), bytes));
        whole = written.read(found.data(), bytes) == bytes && found == pixels;
    } catch (const Error& fault) {
        throw cannotWrite(shown, fault.message().arguments.back());
    }
    if (!whole) {
        throw cannotWrite(shown, "the disk did not take all of it; it may be full");
    }
}

void writeSlice(const fs::path& path, const Image& image, std::uint64_t id, int k)
{
    const Geometry& geometry = image.geometry;
    const auto io = itk::GDCMImageIO::New();
    io->KeepOriginalUIDOn();
    describePatient(io->GetMetaDataDictionary(), image, id, k);
    io->SetNumberOfDimensions(3);
    itk::ImageIORegion region(3);
    for (unsigned axis = 0; axis < 3; ++axis) {
        const int size = axis == 2 ? 1 : geometry.size[axis];
        io->SetDimensions(axis, static_cast<itk::SizeValueType>(size));
        region.SetSize(axis, static_cast<itk::SizeValueType>(size));
        io->SetSpacing(axis, geometry.spacingMm[axis]);
        io->SetDirection(axis, {geometry.direction[axis], geometry.direction[3 + axis],
                                geometry.direction[6 + axis]});
        io->SetOrigin(axis, geometry.originMm[axis]
                                + geometry.direction[axis * 3 + 2] * geometry.spacingMm[2] * k);
    }
    io->SetIORegion(region);
    io->SetPixelType(itk::IOPixelEnum::SCALAR);
    io->SetNumberOfComponents(1);
    io->SetComponentType(itk::IOComponentEnum::SHORT);
    io->SetUseCompression(false);
    const std::vector<std::int16_t> pixels = sliceOf(image, k);
    writeAtomically(path, [&](const fs::path& temporary) {
        OutputFile(temporary, path).close(); // where it cannot be opened, GDCM asserts
        detail::translateExceptions(path, ErrorCode::FileWrite, [&] {
            io->SetFileName(toUtf8(temporary));
            io->Write(pixels.data());
        });
        requireWritten(temporary, path, pixels);
    });
}

} // namespace

void writeDicomSeries(const fs::path& folder, const Image& image)
{
    if (!image.synthetic) {
        throw Error(ErrorCode::InvalidArgument, "Only synthetic samples are written as DICOM; '"
                                                    + image.name + "' is not one.");
    }
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) {
        throw cannotWrite(folder, error);
    }
    detail::silenceLibraries();
    const std::uint64_t id = fingerprint(image);
    for (int k = 0; k < image.geometry.size[2]; ++k) {
        char name[32];
        std::snprintf(name, sizeof name, "slice-%03d.dcm", k + 1);
        writeSlice(folder / name, image, id, k);
    }
}

} // namespace halftone::image
