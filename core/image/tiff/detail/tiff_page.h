// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/detail/palette.h"
#include "core/image/tiff/detail/tiff_file.h"

#include <cstdint>
#include <optional>
#include <string>

namespace halftone::image::detail {

enum class SampleKind { Unsigned, Signed, Float };

/// How the samples of a pixel are meant.
enum class SampleUse {
    Grey,      ///< the one sample
    GreyAlpha, ///< grey, then how opaque it is
    Colour,    ///< red, green, blue, perhaps opacity: grey only where the three are equal
    Channels,  ///< images of their own
};

/// What the tags of a page say of its pixels.
struct PageLayout {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::uint16_t bits = 1;
    std::uint16_t samples = 1;
    SampleKind kind = SampleKind::Unsigned;
    SampleUse use = SampleUse::Grey;
    bool planar = false;      ///< each sample in strips or tiles of its own
    bool whiteIsZero = false; ///< photometric interpretation 0
    bool hasPalette = false;
    bool isRgbOfJpeg = false; ///< stored as YCbCr, to be decoded as RGB
    std::uint16_t compression = COMPRESSION_NONE;
    std::uint16_t orientation = ORIENTATION_TOPLEFT;

    [[nodiscard]] bool isTurned() const { return orientation > 4; } ///< rows are columns
    friend bool operator==(const PageLayout&, const PageLayout&) = default;
};

/// Reduced copies and transparency masks are not images of their own.
enum class PageRole { Image, ReducedCopy, Mask };
[[nodiscard]] PageRole readRole(TiffFile& file, std::size_t page);

/// Reads and checks the tags of a page: what Halftone cannot read is refused by name, and so are
/// strips and tiles that are missing or lie outside the file. LSM files call their channels red,
/// green and blue: `samplesAreChannels`.
[[nodiscard]] PageLayout readLayout(TiffFile& file, std::size_t page, bool samplesAreChannels);

/// Bytes of one plane of a page as they are stored uncompressed. Throws as failPage() does where
/// they are more than there are numbers for.
[[nodiscard]] std::uint64_t planeBytes(TiffFile& file, std::size_t page, const PageLayout& layout);
/// As ImageInfo::voxelType: "uint8" for up to 8 bits, "float32" for 16-bit floats, ...
[[nodiscard]] std::string voxelTypeOf(const PageLayout& layout);
[[nodiscard]] std::size_t voxelBytesOf(const PageLayout& layout);

/// Colours of a page with a palette.
[[nodiscard]] Palette readPagePalette(TiffFile& file, std::size_t page, const PageLayout& layout);

} // namespace halftone::image::detail
