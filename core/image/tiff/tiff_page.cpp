// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/tiff/detail/tiff_page.h"

#include "core/base/checked_size.h"
#include "core/image/detail/source.h"

#include <algorithm>
#include <array>
#include <utility>

namespace halftone::image::detail {
namespace {

[[noreturn]] void refuse(const TiffFile& file, Message reason)
{
    throw unreadable(file.path(), std::move(reason));
}

std::string compressionName(std::uint16_t code)
{
    static constexpr std::array<std::pair<std::uint16_t, const char*>, 24> kNames{
        {{2, "CCITT RLE"},     {3, "CCITT group 3"},  {4, "CCITT group 4"},
         {5, "LZW"},           {6, "old-style JPEG"}, {7, "JPEG"},
         {8, "deflate"},       {9, "JBIG"},           {10, "JBIG"},
         {22610, "JPEG XR"},   {32766, "NeXT"},       {32809, "ThunderScan"},
         {32946, "deflate"},   {33003, "JPEG 2000"},  {33004, "JPEG 2000"},
         {33005, "JPEG 2000"}, {34661, "JBIG"},       {34676, "SGI LogLuv"},
         {34712, "JPEG 2000"}, {34887, "LERC"},       {34892, "lossy JPEG of DNG"},
         {34925, "LZMA"},      {50000, "Zstandard"},  {50001, "WebP"}}};
    const auto* const found = std::find_if(kNames.begin(), kNames.end(),
                                           [code](const auto& name) { return name.first == code; });
    const std::string number = std::to_string(code);
    if (code == 50002 || code == 52546) {
        return "JPEG XL (" + number + ")";
    }
    return found == kNames.end() ? "an unknown method (" + number + ")"
                                 : std::string(found->second) + " (" + number + ")";
}

void requireCodec(const TiffFile& file, std::uint16_t compression)
{
    // Old-style JPEG was never specified so that two readers agree.
    if (compression != COMPRESSION_OJPEG && compression != COMPRESSION_SGILOG
        && compression != COMPRESSION_SGILOG24 && TIFFIsCODECConfigured(compression) != 0) {
        return;
    }
    refuse(file, {"tiff-compression",
                  "it is compressed by {1}, which is not supported. Save it with LZW or deflate, "
                  "or uncompressed",
                  {compressionName(compression)}});
}

SampleKind readKind(TiffFile& file, TIFF* tiff, const PageLayout& layout)
{
    std::uint16_t format = SAMPLEFORMAT_UINT;
    TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLEFORMAT, &format);
    const std::uint16_t bits = layout.bits;
    const auto is = [bits](std::initializer_list<int> widths) {
        return std::find(widths.begin(), widths.end(), bits) != widths.end();
    };
    if ((format == SAMPLEFORMAT_UINT && ((bits >= 1 && bits <= 32) || bits == 64))
        || (format == SAMPLEFORMAT_VOID && bits >= 1 && bits <= 16)) {
        return SampleKind::Unsigned;
    }
    if (format == SAMPLEFORMAT_INT && is({8, 16, 32, 64})) {
        return SampleKind::Signed;
    }
    if (format == SAMPLEFORMAT_IEEEFP && is({16, 32, 64})) {
        return SampleKind::Float;
    }
    static constexpr std::array<const char*, 7> kFormats{"unknown values",
                                                         "unsigned integers",
                                                         "signed integers",
                                                         "floating-point numbers",
                                                         "untyped values",
                                                         "complex integers",
                                                         "complex floating-point numbers"};
    refuse(file, {"tiff-voxel-type",
                  "its voxels are {1} of {2} bits; expected unsigned integers of 1 to 32 or 64 "
                  "bits, signed ones of 8, 16, 32 or 64, or floating-point numbers of 16, 32 or 64",
                  {kFormats[format < kFormats.size() ? format : 0], std::to_string(bits)}});
}

[[noreturn]] void refuseColour(const TiffFile& file, const char* space)
{
    refuse(file, {"colour",
                  "it is a colour image ({1}); expected one grey value per voxel. Convert it to "
                  "greyscale first",
                  {space}});
}

/// Sets what the samples mean; `extra` are those beyond the colour.
void readUse(TiffFile& file, TIFF* tiff, bool samplesAreChannels, PageLayout& layout)
{
    std::uint16_t photometric = PHOTOMETRIC_MINISBLACK;
    if (TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &photometric) == 0) {
        photometric = layout.samples >= 3 ? PHOTOMETRIC_RGB : PHOTOMETRIC_MINISBLACK;
    }
    std::uint16_t extras = 0;
    std::uint16_t* extraKinds = nullptr;
    TIFFGetFieldDefaulted(tiff, TIFFTAG_EXTRASAMPLES, &extras, &extraKinds);
    if (samplesAreChannels && photometric != PHOTOMETRIC_PALETTE) {
        layout.use = layout.samples == 1 ? SampleUse::Grey : SampleUse::Channels;
        return;
    }
    switch (photometric) {
    case PHOTOMETRIC_MINISWHITE:
    case PHOTOMETRIC_MINISBLACK:
    case PHOTOMETRIC_MASK:
        layout.whiteIsZero = photometric == PHOTOMETRIC_MINISWHITE;
        if (layout.samples == 2 && extras == 1 && extraKinds[0] != EXTRASAMPLE_UNSPECIFIED) {
            layout.use = SampleUse::GreyAlpha;
        } else if (layout.samples > 1) {
            layout.use = SampleUse::Channels;
        }
        return;
    case PHOTOMETRIC_PALETTE:
        layout.hasPalette = true;
        if (layout.samples != 1 || layout.kind != SampleKind::Unsigned || layout.bits > 16) {
            refuse(file, {"tiff-palette",
                          "it has a palette for {1} values of {2} bits per pixel; expected one "
                          "of up to 16 bits",
                          {std::to_string(layout.samples), std::to_string(layout.bits)}});
        }
        return;
    case PHOTOMETRIC_YCBCR:
        if (layout.compression != COMPRESSION_JPEG || layout.samples != 3) {
            refuseColour(file, "YCbCr");
        }
        layout.isRgbOfJpeg = !layout.planar;
        [[fallthrough]];
    case PHOTOMETRIC_RGB:
        layout.use = SampleUse::Colour;
        if (layout.samples < 3 || layout.samples > 4) {
            refuse(file, {"colour-channels",
                          "it is a colour image of {1} values per voxel; expected one grey value. "
                          "Save the channel you want as greyscale",
                          {std::to_string(layout.samples)}});
        }
        return;
    case PHOTOMETRIC_SEPARATED: refuseColour(file, "CMYK");
    case PHOTOMETRIC_CIELAB:
    case PHOTOMETRIC_ICCLAB:
    case PHOTOMETRIC_ITULAB: refuseColour(file, "CIE L*a*b*");
    case PHOTOMETRIC_LOGL:
    case PHOTOMETRIC_LOGLUV: refuseColour(file, "SGI LogLuv");
    case PHOTOMETRIC_CFA: refuseColour(file, "raw camera mosaic");
    default:
        refuse(file, {"tiff-photometric",
                      "what its values mean is not known (photometric interpretation {1}); "
                      "expected grey values or a palette",
                      {std::to_string(photometric)}});
    }
}

/// Bytes of a strip or tile in the file where it is stored as it is; 0 where it is compressed.
std::uint64_t rawBytes(TIFF* tiff, std::uint32_t piece)
{
    std::uint16_t compression = COMPRESSION_NONE;
    TIFFGetFieldDefaulted(tiff, TIFFTAG_COMPRESSION, &compression);
    if (compression != COMPRESSION_NONE) {
        return 0;
    }
    if (TIFFIsTiled(tiff) != 0) {
        return TIFFTileSize64(tiff);
    }
    std::uint32_t height = 0;
    std::uint32_t rows = 0;
    TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &height);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_ROWSPERSTRIP, &rows);
    rows = std::min(rows, height);
    if (rows == 0) {
        return 0;
    }
    // Planar samples come one after the other, each in strips from its first row.
    const std::uint32_t perSample = (height - 1) / rows + 1;
    const std::uint32_t first = piece % perSample * rows;
    return TIFFVStripSize64(tiff, std::min(rows, height - first));
}

/// Strips and tiles that are there, and wholly.
void requirePieces(TiffFile& file, TIFF* tiff, std::size_t page)
{
    const std::uint32_t pieces =
        TIFFIsTiled(tiff) != 0 ? TIFFNumberOfTiles(tiff) : TIFFNumberOfStrips(tiff);
    for (std::uint32_t i = 0; i < pieces; ++i) {
        file.throwIfStopped();
        const std::uint64_t at = TIFFGetStrileOffset(tiff, i);
        const std::uint64_t bytes = TIFFGetStrileByteCount(tiff, i);
        if (file.reportedError()) {
            file.failPage(page);
        }
        if (at == 0 || bytes == 0) {
            refuse(file,
                   {"tiff-missing-piece",
                    "strip or tile {1} of {2} of its page {3} was never written",
                    {std::to_string(i + 1), std::to_string(pieces), std::to_string(page + 1)}});
        }
        const std::uint64_t needed = rawBytes(tiff, i);
        const std::uint64_t stated = pieces == 1 ? file.statedStripBytes(page) : 0;
        if (at > file.bytes() || bytes > file.bytes() - at || bytes < needed
            || (stated != 0 && stated < needed) || file.endOfData(at) - at < needed) {
            refuse(file,
                   {"tiff-truncated",
                    "it is truncated or damaged: not all voxels of page {1} of {2} are in the "
                    "file",
                    {std::to_string(page + 1), std::to_string(file.pages())}});
        }
    }
}

} // namespace

PageRole readRole(TiffFile& file, std::size_t page)
{
    TIFF* const tiff = file.select(page);
    std::uint32_t kind = 0;
    if (TIFFGetField(tiff, TIFFTAG_SUBFILETYPE, &kind) != 0) {
        if ((kind & FILETYPE_MASK) != 0) {
            return PageRole::Mask;
        }
        return (kind & FILETYPE_REDUCEDIMAGE) != 0 ? PageRole::ReducedCopy : PageRole::Image;
    }
    std::uint16_t old = 0;
    const bool reduced =
        TIFFGetField(tiff, TIFFTAG_OSUBFILETYPE, &old) != 0 && old == OFILETYPE_REDUCEDIMAGE;
    return reduced ? PageRole::ReducedCopy : PageRole::Image;
}

PageLayout readLayout(TiffFile& file, std::size_t page, bool samplesAreChannels)
{
    TIFF* const tiff = file.select(page);
    PageLayout layout;
    TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &layout.width);
    TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &layout.height);
    if (layout.width == 0 || layout.height == 0) {
        refuse(file, {"tiff-no-size",
                      "page {1} has no size; the TIFF file is damaged",
                      {std::to_string(page + 1)}});
    }
    std::uint32_t depth = 1;
    if (TIFFGetField(tiff, TIFFTAG_IMAGEDEPTH, &depth) != 0 && depth > 1) {
        refuse(file, {"tiff-image-depth",
                      "page {1} holds {2} slices in one (ImageDepth), which is not supported. Save "
                      "it with one page a slice",
                      {std::to_string(page + 1), std::to_string(depth)}});
    }
    std::uint16_t planar = PLANARCONFIG_CONTIG;
    TIFFGetFieldDefaulted(tiff, TIFFTAG_COMPRESSION, &layout.compression);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &layout.bits);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &layout.samples);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_PLANARCONFIG, &planar);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_ORIENTATION, &layout.orientation);
    layout.planar = planar == PLANARCONFIG_SEPARATE && layout.samples > 1;
    if (layout.orientation < 1 || layout.orientation > 8) {
        layout.orientation = ORIENTATION_TOPLEFT;
    }
    requireCodec(file, layout.compression);
    layout.kind = readKind(file, tiff, layout);
    readUse(file, tiff, samplesAreChannels, layout);
    if (layout.whiteIsZero && layout.kind != SampleKind::Unsigned) {
        refuse(file, {"white-is-zero-signed",
                      "it stores white as zero in signed or floating-point voxels, which does not "
                      "say what black is. Save it with black as zero",
                      {}});
    }
    requirePieces(file, tiff, page);
    return layout;
}

std::size_t voxelBytesOf(const PageLayout& layout)
{
    if (layout.kind == SampleKind::Float) {
        return layout.bits == 64 ? 8 : 4;
    }
    return layout.bits <= 8 ? 1 : layout.bits <= 16 ? 2 : layout.bits <= 32 ? 4 : 8;
}

std::uint64_t planeBytes(TiffFile& file, std::size_t page, const PageLayout& layout)
{
    const auto rowBits =
        checkedProduct({layout.width, layout.samples, layout.bits}, std::uint64_t{1} << 60);
    const auto bytes = checkedProduct({(rowBits.value_or(0) + 7) / 8, layout.height});
    if (!rowBits || !bytes) {
        file.failPage(page);
    }
    return *bytes;
}

std::string voxelTypeOf(const PageLayout& layout)
{
    const std::string bits = std::to_string(8 * voxelBytesOf(layout));
    switch (layout.kind) {
    case SampleKind::Float: return "float" + bits;
    case SampleKind::Signed: return "int" + bits;
    case SampleKind::Unsigned: break;
    }
    return "uint" + bits;
}

Palette readPagePalette(TiffFile& file, std::size_t page, const PageLayout& layout)
{
    std::uint16_t* red = nullptr;
    std::uint16_t* green = nullptr;
    std::uint16_t* blue = nullptr;
    if (TIFFGetField(file.select(page), TIFFTAG_COLORMAP, &red, &green, &blue) == 0) {
        refuse(file,
               {"tiff-palette-missing", "its palette is missing; the TIFF file is damaged", {}});
    }
    Palette palette(std::size_t{1} << layout.bits);
    std::uint16_t largest = 0;
    for (std::size_t i = 0; i < palette.size(); ++i) {
        palette[i] = {red[i], green[i], blue[i]};
        largest = std::max({largest, red[i], green[i], blue[i]});
    }
    if (largest < 256) { // written by those who took the 16-bit entries for 8-bit ones
        for (auto& colour : palette) {
            for (std::uint16_t& part : colour) {
                part = static_cast<std::uint16_t>(part * 257);
            }
        }
    }
    return palette;
}

} // namespace halftone::image::detail
