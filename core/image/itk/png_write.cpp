// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/itk/png_write.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/image/itk/detail/itk_io.h"

#include <itkPNGImageIO.h>

#include <algorithm>

namespace halftone::image {

std::size_t writePng(const std::filesystem::path& path, const IndexedPicture& picture)
{
    const bool sized = picture.width > 0 && picture.height > 0
                       && picture.pixels.size()
                              == static_cast<std::size_t>(picture.width)
                                     * static_cast<std::size_t>(picture.height);
    const std::size_t colours = picture.palette.size();
    const bool known = std::all_of(picture.pixels.begin(), picture.pixels.end(),
                                   [&](std::uint8_t index) { return index < colours; });
    if (!sized || !known || colours > 256) {
        throw Error(ErrorCode::InvalidArgument,
                    "Cannot write '" + toUtf8(path)
                        + "': its pixels do not match its size or its palette of "
                        + std::to_string(colours) + " colours.");
    }
    detail::silenceLibraries();
    std::size_t bytes = 0;
    writeAtomically(path, [&](const std::filesystem::path& temporary) {
        detail::translateExceptions(path, ErrorCode::FileWrite, [&] {
            const auto io = itk::PNGImageIO::New();
            itk::ImageIORegion region(2);
            const std::array<int, 2> size{picture.width, picture.height};
            io->SetNumberOfDimensions(2);
            for (unsigned axis = 0; axis < 2; ++axis) {
                const auto length = static_cast<itk::SizeValueType>(size[axis]);
                io->SetDimensions(axis, length);
                region.SetIndex(axis, 0);
                region.SetSize(axis, length);
            }
            io->SetIORegion(region);
            io->SetPixelType(itk::IOPixelEnum::SCALAR);
            io->SetNumberOfComponents(1);
            io->SetComponentType(itk::IOComponentEnum::UCHAR);
            io->SetUseCompression(true);
            io->SetCompressionLevel(9);
            itk::PNGImageIO::PaletteType palette;
            for (const auto& colour : picture.palette) {
                itk::PNGImageIO::RGBPixelType entry;
                entry.Set(colour[0], colour[1], colour[2]);
                palette.push_back(entry);
            }
            io->SetColorPalette(palette);
            io->SetWritePalette(true);
            io->SetFileName(toUtf8(temporary));
            io->Write(picture.pixels.data());
        });
        bytes = std::filesystem::file_size(temporary);
    });
    return bytes;
}

} // namespace halftone::image
