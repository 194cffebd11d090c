// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/tiff/detail/tiff_write.h"

#include "core/base/atomic_file.h"
#include "core/base/output_file.h"
#include "core/base/path_text.h"

#include <tiffio.h>

#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstdio>
#include <exception>
#include <memory>
#include <string>
#include <type_traits>

namespace halftone::image::detail {
namespace {

namespace fs = std::filesystem;

/// A file in memory, which libtiff writes, and reads again to link the pages.
struct TiffOutput {
    std::string bytes;
    std::size_t at = 0;
    std::string fault;

    static TiffOutput& of(thandle_t handle) { return *static_cast<TiffOutput*>(handle); }

    static tmsize_t read(thandle_t handle, void* to, tmsize_t count)
    {
        TiffOutput& self = of(handle);
        const std::size_t left = self.bytes.size() - std::min(self.at, self.bytes.size());
        const std::size_t got = std::min(static_cast<std::size_t>(count), left);
        std::copy_n(self.bytes.data() + self.at, got, static_cast<char*>(to));
        self.at += got;
        return static_cast<tmsize_t>(got);
    }

    static tmsize_t write(thandle_t handle, void* from, tmsize_t count)
    {
        TiffOutput& self = of(handle);
        const auto wanted = static_cast<std::size_t>(count);
        try { // no exception may pass through libtiff
            if (self.bytes.size() < self.at + wanted) {
                self.bytes.resize(self.at + wanted);
            }
        } catch (const std::exception&) {
            self.fault = "there is not enough memory";
            return -1;
        }
        std::copy_n(static_cast<const char*>(from), wanted, self.bytes.data() + self.at);
        self.at += wanted;
        return count;
    }

    static toff_t seek(thandle_t handle, toff_t offset, int whence)
    {
        TiffOutput& self = of(handle);
        const std::size_t base = whence == SEEK_SET   ? 0
                                 : whence == SEEK_CUR ? self.at
                                                      : self.bytes.size();
        self.at = base + static_cast<std::size_t>(offset);
        return self.at;
    }

    static int close(thandle_t) { return 0; }

    static toff_t size(thandle_t handle) { return of(handle).bytes.size(); }

    static int error(TIFF*, void* self, const char*, const char* format, std::va_list arguments)
    {
        std::array<char, 400> text{};
        std::vsnprintf(text.data(), text.size(), format, arguments);
        std::string& fault = static_cast<TiffOutput*>(self)->fault;
        if (fault.empty()) { // the first is the cause of the others
            fault = text.data();
        }
        return 1;
    }

    static int warning(TIFF*, void*, const char*, const char*, std::va_list) { return 1; }
};

template <typename T>
bool writeSlice(TIFF* tiff, const Geometry& geometry, const T* slice)
{
    const auto width = static_cast<std::uint32_t>(geometry.size[0]);
    const auto height = static_cast<std::uint32_t>(geometry.size[1]);
    constexpr std::size_t kStripBytes = 1U << 18;
    const std::size_t rowBytes = width * sizeof(T);
    const auto rows =
        static_cast<std::uint32_t>(std::clamp<std::size_t>(kStripBytes / rowBytes, 1, height));
    constexpr std::uint16_t kFormat = std::is_floating_point_v<T> ? SAMPLEFORMAT_IEEEFP
                                      : std::is_signed_v<T>       ? SAMPLEFORMAT_INT
                                                                  : SAMPLEFORMAT_UINT;
    TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, width);
    TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, height);
    TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, static_cast<int>(8 * sizeof(T)));
    TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, 1);
    TIFFSetField(tiff, TIFFTAG_SAMPLEFORMAT, kFormat);
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISBLACK);
    TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_ADOBE_DEFLATE);
    TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, rows);
    std::vector<T> strip; // libtiff may change what it is given
    for (std::uint32_t y = 0, n = 0; y < height; y += rows, ++n) {
        const T* const first = slice + std::size_t{y} * width;
        strip.assign(first, first + std::size_t{std::min(rows, height - y)} * width);
        const auto bytes = static_cast<tmsize_t>(strip.size() * sizeof(T));
        if (TIFFWriteEncodedStrip(tiff, n, strip.data(), bytes) != bytes) {
            return false;
        }
    }
    return TIFFWriteDirectory(tiff) != 0;
}

template <typename T>
bool writePages(TiffOutput& output, const fs::path& path, const Geometry& geometry,
                const std::vector<T>& voxels, const std::string& description)
{
    const std::unique_ptr<TIFFOpenOptions, void (*)(TIFFOpenOptions*)> options(
        TIFFOpenOptionsAlloc(), TIFFOpenOptionsFree);
    TIFFOpenOptionsSetErrorHandlerExtR(options.get(), TiffOutput::error, &output);
    TIFFOpenOptionsSetWarningHandlerExtR(options.get(), TiffOutput::warning, &output);
    // Deflate adds little to what it cannot compress; directories need some room.
    const bool big = voxels.size() * sizeof(T) > std::size_t{0xf0000000};
    std::unique_ptr<TIFF, void (*)(TIFF*)> tiff(
        TIFFClientOpenExt(toUtf8(path).c_str(), big ? "w8" : "w", &output, TiffOutput::read,
                          TiffOutput::write, TiffOutput::seek, TiffOutput::close, TiffOutput::size,
                          nullptr, nullptr, options.get()),
        TIFFClose);
    bool written = tiff != nullptr;
    if (written && !description.empty()) {
        TIFFSetField(tiff.get(), TIFFTAG_IMAGEDESCRIPTION, description.c_str());
    }
    for (int z = 0; written && z < geometry.size[2]; ++z) {
        written = writeSlice(tiff.get(), geometry,
                             voxels.data() + static_cast<std::size_t>(z) * geometry.sliceVoxels());
    }
    tiff.reset(); // writes the rest
    return written && output.fault.empty();
}

} // namespace

bool isTiffName(const fs::path& path)
{
    std::string end = toUtf8(path.extension());
    std::transform(end.begin(), end.end(), end.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return end == ".tif" || end == ".tiff";
}

void writeTiff(const fs::path& path, const Geometry& geometry, const Voxels& voxels,
               const FileNotes& notes)
{
    TiffOutput output;
    std::string description = notes.lines();
    if (!description.empty() && !notes.remark.empty()) {
        description = notes.remark + "\n" + description;
    }
    const bool written = std::visit(
        [&](const auto& data) { return writePages(output, path, geometry, data, description); },
        voxels);
    if (!written) {
        throw cannotWrite(path, output.fault.empty() ? "there is not enough memory" : output.fault);
    }
    writeAtomically(path, output.bytes);
}

} // namespace halftone::image::detail
