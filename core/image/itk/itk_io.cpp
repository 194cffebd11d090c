// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/itk/detail/itk_io.h"

#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/base/text.h"
#include "core/image/detail/file_checks.h"

#include <gdcmTrace.h>
#include <itkJPEGImageIO.h>
#include <itkPNGImageIO.h>
#include <itkTIFFImageIO.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <new>
#include <string_view>

namespace halftone::image::detail {
namespace {

namespace fs = std::filesystem;

struct Format {
    const char* name;
    itk::ImageIOBase::Pointer io;
};

std::string readStart(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        throw Error(ErrorCode::FileNotFound,
                    "Cannot open '" + toUtf8(path) + "'. Check that the file may be read.");
    }
    std::string start(16, '\0');
    file.read(start.data(), static_cast<std::streamsize>(start.size()));
    start.resize(static_cast<std::size_t>(file.gcount()));
    return start;
}

bool endsWith(const std::string& text, std::string_view end)
{
    return text.size() >= end.size()
           && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

std::string lowerName(const fs::path& path)
{
    std::string name = toUtf8(path.filename());
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return name;
}

/// The content decides where it has a signature, the extension elsewhere.
Format pickFormat(const fs::path& path)
{
    const std::string start = readStart(path);
    if (start.empty()) {
        throw unreadable(path, "the file is empty");
    }
    const std::string name = lowerName(path);
    using namespace std::string_view_literals;
    const std::string_view head(start);
    if (head.starts_with("II*\0"sv) || head.starts_with("MM\0*"sv) || head.starts_with("II+\0"sv)
        || head.starts_with("MM\0+"sv)) {
        return {"TIFF", itk::TIFFImageIO::New().GetPointer()};
    }
    if (head.starts_with("\x89PNG"sv)) {
        return {"PNG", itk::PNGImageIO::New().GetPointer()};
    }
    if (head.starts_with("\xFF\xD8\xFF"sv)) {
        return {"JPEG", itk::JPEGImageIO::New().GetPointer()};
    }
    for (const char* extension : {".nrrd", ".nhdr", ".tif", ".tiff", ".png", ".jpg", ".jpeg"}) {
        if (endsWith(name, extension)) {
            throw unreadable(path, std::string("its content is not that of a ") + extension
                                       + " file; it is damaged or has the wrong extension");
        }
    }
    throw unreadable(path, "its format is not known. Halftone reads NIfTI, NRRD, MetaImage, TIFF, "
                           "PNG, JPEG and DICOM");
}

} // namespace

void silenceLibraries()
{
    itk::Object::SetGlobalWarningDisplay(false);
    gdcm::Trace::DebugOff();
    gdcm::Trace::WarningOff();
    gdcm::Trace::ErrorOff();
}

void translateExceptions(const fs::path& path, ErrorCode code, const std::function<void()>& body)
{
    const bool writing = code == ErrorCode::FileWrite;
    const std::string what =
        std::string("Cannot ") + (writing ? "write" : "read") + " '" + toUtf8(path) + "': ";
    try {
        body();
    } catch (const Error&) {
        throw;
    } catch (const itk::MemoryAllocationError&) {
        throw Error(ErrorCode::OutOfMemory, what + "it does not fit in memory.");
    } catch (const std::bad_alloc&) {
        throw Error(ErrorCode::OutOfMemory, what + "it does not fit in memory.");
    } catch (const std::length_error&) {
        throw Error(ErrorCode::OutOfMemory, what + "it does not fit in memory.");
    } catch (const itk::ExceptionObject& error) {
        // Only the last line of ITK's text says what is wrong; the lines before name its sources.
        std::string text = error.GetDescription();
        while (!text.empty() && (text.back() == '\n' || text.back() == ' ' || text.back() == '.')) {
            text.pop_back();
        }
        const auto line = text.find_last_of('\n');
        if (line != std::string::npos) {
            text.erase(0, line + 1);
        }
        // "ITK ERROR: Class(0x7f...): text"
        const auto source = text.find("): ");
        if (text.starts_with("ITK ERROR") && source != std::string::npos) {
            text.erase(0, source + 3);
        }
        throw Error(code, what + (writing ? "" : "the file is damaged or of an unsupported kind (")
                              + text + (writing ? "." : ")."));
    } catch (const std::exception& error) {
        throw Error(code, what + error.what() + ".");
    }
}

void requireGrey(const fs::path& path, const itk::ImageIOBase& io)
{
    const unsigned channels = io.GetNumberOfComponents();
    if (channels != 1) {
        throw unreadable(path, "it has " + std::to_string(channels)
                                   + " values per voxel (a colour or vector image); expected one "
                                     "grey value. Convert it to greyscale first");
    }
}

Geometry readGeometry(const fs::path& path, const itk::ImageIOBase& io)
{
    const unsigned dimensions = io.GetNumberOfDimensions();
    Geometry geometry;
    geometry.size = {1, 1, 1};
    for (unsigned axis = 0; axis < dimensions; ++axis) {
        setAxisSize(path, axis, static_cast<std::int64_t>(io.GetDimensions(axis)), geometry);
    }
    const unsigned axes = std::min(dimensions, 3U);
    for (unsigned axis = 0; axis < axes; ++axis) {
        geometry.spacingMm[axis] = io.GetSpacing(axis);
        geometry.originMm[axis] = io.GetOrigin(axis);
        const std::vector<double> column = io.GetDirection(axis);
        for (unsigned row = 0; row < 3; ++row) {
            const double identity = row == axis ? 1.0 : 0.0;
            geometry.direction[row * 3 + axis] = row < column.size() ? column[row] : identity;
        }
    }
    requireSoundGeometry(path, geometry);
    return geometry;
}

std::size_t voxelBytes(const itk::ImageIOBase& io)
{
    return static_cast<std::size_t>(io.GetComponentSize());
}

std::string voxelTypeName(const fs::path& path, const itk::ImageIOBase& io)
{
    const auto type = io.GetComponentType();
    switch (type) {
    case itk::IOComponentEnum::FLOAT: return "float32";
    case itk::IOComponentEnum::DOUBLE: return "float64";
    case itk::IOComponentEnum::UCHAR:
    case itk::IOComponentEnum::USHORT:
    case itk::IOComponentEnum::UINT:
    case itk::IOComponentEnum::ULONG:
    case itk::IOComponentEnum::ULONGLONG: return "uint" + std::to_string(8 * voxelBytes(io));
    case itk::IOComponentEnum::CHAR:
    case itk::IOComponentEnum::SHORT:
    case itk::IOComponentEnum::INT:
    case itk::IOComponentEnum::LONG:
    case itk::IOComponentEnum::LONGLONG: return "int" + std::to_string(8 * voxelBytes(io));
    default: break;
    }
    throw unreadable(path, "its voxel type is not supported; expected integers of 8 to 64 bits or "
                           "floats of 32 or 64 bits");
}

namespace {

template <typename T>
std::vector<T> readAs(itk::ImageIOBase& io, std::size_t count)
{
    std::vector<T> data(count);
    io.Read(data.data());
    return data;
}

} // namespace

Voxels readVoxels(const fs::path& path, itk::ImageIOBase& io, std::size_t count)
{
    itk::ImageIORegion region(io.GetNumberOfDimensions());
    for (unsigned axis = 0; axis < io.GetNumberOfDimensions(); ++axis) {
        region.SetIndex(axis, 0);
        region.SetSize(axis, io.GetDimensions(axis));
    }
    io.SetIORegion(region);
    const std::string type = voxelTypeName(path, io);
    if (type == "uint8") {
        return readAs<std::uint8_t>(io, count);
    }
    if (type == "int8") {
        return readAs<std::int8_t>(io, count);
    }
    if (type == "uint16") {
        return readAs<std::uint16_t>(io, count);
    }
    if (type == "int16") {
        return readAs<std::int16_t>(io, count);
    }
    if (type == "uint32") {
        return readAs<std::uint32_t>(io, count);
    }
    if (type == "int32") {
        return readAs<std::int32_t>(io, count);
    }
    if (type == "uint64") {
        return narrow(readAs<std::uint64_t>(io, count));
    }
    if (type == "int64") {
        return narrow(readAs<std::int64_t>(io, count));
    }
    if (type == "float32") {
        return readAs<float>(io, count);
    }
    return readAs<double>(io, count);
}

Source openFile(const fs::path& path, const ReadOptions& options)
{
    silenceLibraries();
    requireVolume(path, options, 1);
    Format format = pickFormat(path);
    const std::string_view kind = format.name;
    if (kind == "PNG") {
        requireSoundPng(path);
    } else if (kind == "JPEG") {
        requireSoundJpeg(path);
    } else if (kind == "TIFF") {
        requireSoundTiff(path);
    }
    const itk::ImageIOBase::Pointer io = format.io;
    Source file;
    file.name = toUtf8(path.filename());
    translateExceptions(path, ErrorCode::FileFormat, [&] {
        io->SetFileName(toUtf8(path));
        if (kind != "JPEG" && !io->CanReadFile(toUtf8(path).c_str())) {
            throw unreadable(path,
                             std::string("its ") + format.name + " header is damaged or truncated");
        }
        io->ReadImageInformation();
        requireGrey(path, *io);
        file.info.voxelType = voxelTypeName(path, *io);
        file.info.geometry = readGeometry(path, *io);
    });
    file.info.format = format.name;
    if (file.info.format == "TIFF" && file.info.geometry.size[2] > 1) {
        file.info.format = "TIFF stack";
    }
    file.info.geometry.spacingMm = {1, 1, 1}; // these state print resolution at most
    file.info.geometry.originMm = {0, 0, 0};
    const double bytes = static_cast<double>(file.info.geometry.size[0])
                         * static_cast<double>(file.info.geometry.size[1])
                         * static_cast<double>(file.info.geometry.size[2])
                         * static_cast<double>(voxelBytes(*io));
    requirePlausibleSize(path, bytes);
    file.info.bytes = static_cast<std::size_t>(bytes);
    file.read = [path, io, count = file.info.geometry.voxels()](const ProgressFn&, const StopToken&,
                                                                Findings&) {
        Voxels voxels;
        translateExceptions(path, ErrorCode::FileFormat,
                            [&] { voxels = readVoxels(path, *io, count); });
        return voxels;
    };
    return file;
}

} // namespace halftone::image::detail
