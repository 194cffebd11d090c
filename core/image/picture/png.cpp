// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/input_file.h"
#include "core/image/detail/palette.h"
#include "core/image/picture/detail/picture.h"

#include <png.h>
#include <zlib.h>

#include <array>
#include <bit>
#include <csetjmp>
#include <exception>
#include <optional>
#include <string>
#include <string_view>

namespace halftone::image::detail {
namespace {

namespace fs = std::filesystem;

/// What the chunks of a PNG say.
struct PngHeader {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    int depth = 0;
    int colourType = 0;
    Palette palette;
    bool hasTransparency = false; ///< a tRNS chunk
    bool isAnimated = false;
    std::string exif;

    [[nodiscard]] int samples() const
    {
        switch (colourType) {
        case PNG_COLOR_TYPE_RGB: return 3;
        case PNG_COLOR_TYPE_GRAY_ALPHA: return 2;
        case PNG_COLOR_TYPE_RGB_ALPHA: return 4;
        default: return 1;
        }
    }
};

std::uint32_t bigEndianWord(const char* bytes)
{
    std::uint32_t value = 0;
    for (int i = 0; i < 4; ++i) {
        value = value << 8 | static_cast<unsigned char>(bytes[i]);
    }
    return value;
}

/// IHDR, with the bit depths that each colour type may have.
bool readImageHeader(const std::string& body, PngHeader& header)
{
    if (body.size() != 13 || body[10] != 0 || body[11] != 0 || body[12] < 0 || body[12] > 1) {
        return false;
    }
    header.width = bigEndianWord(body.data());
    header.height = bigEndianWord(body.data() + 4);
    header.depth = body[8];
    header.colourType = body[9];
    const int depth = header.depth;
    const bool few = depth == 1 || depth == 2 || depth == 4;
    const bool sized = header.width != 0 && header.height != 0;
    switch (header.colourType) {
    case PNG_COLOR_TYPE_GRAY: return sized && (few || depth == 8 || depth == 16);
    case PNG_COLOR_TYPE_PALETTE: return sized && (few || depth == 8);
    case PNG_COLOR_TYPE_RGB:
    case PNG_COLOR_TYPE_GRAY_ALPHA:
    case PNG_COLOR_TYPE_RGB_ALPHA: return sized && (depth == 8 || depth == 16);
    default: return false;
    }
}

bool readPaletteChunk(const std::string& body, PngHeader& header)
{
    if (body.empty() || body.size() % 3 != 0 || body.size() > 768) {
        return false;
    }
    const auto part = [&](std::size_t i) {
        return static_cast<std::uint16_t>(static_cast<unsigned char>(body[i]));
    };
    header.palette.clear();
    for (std::size_t i = 0; i < body.size(); i += 3) {
        header.palette.push_back({part(i), part(i + 1), part(i + 2)});
    }
    return true;
}

/// Walks all chunks: each whole and its checksum right. libpng looks at some later or not at all.
PngHeader readPngHeader(const fs::path& path)
{
    const Error damaged =
        unreadable(path, Message{"png-damaged", "the PNG file is damaged or truncated", {}});
    InputFile file(path);
    file.seek(8);
    PngHeader header;
    bool ended = false;
    bool data = false;
    std::string body;
    for (int chunk = 0; !ended; ++chunk) {
        std::array<char, 8> head{};
        const std::uint64_t end = file.at() + 12; // of a chunk without content
        if (file.read(head.data(), 8) < 8 || bigEndianWord(head.data()) + end > file.size()) {
            throw damaged;
        }
        body.resize(bigEndianWord(head.data()));
        std::array<char, 4> sum{};
        std::size_t got = file.read(body.data(), body.size());
        got += file.read(sum.data(), sum.size());
        uLong crc = crc32(0, reinterpret_cast<const Bytef*>(head.data() + 4), 4);
        crc =
            crc32(crc, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
        const std::string_view type(head.data() + 4, 4);
        const bool known = type == "IHDR" || type == "PLTE" || type == "IDAT" || type == "IEND";
        const bool critical = (head[4] & 0x20) == 0;
        if (got < body.size() + sum.size() || crc != bigEndianWord(sum.data())
            || (critical && !known) || (chunk == 0) != (type == "IHDR")
            || (type == "IHDR" && !readImageHeader(body, header))
            || (type == "PLTE" && !readPaletteChunk(body, header))) {
            throw damaged;
        }
        data = data || type == "IDAT";
        ended = type == "IEND";
        header.hasTransparency = header.hasTransparency || type == "tRNS";
        header.isAnimated = header.isAnimated || type == "acTL";
        if (type == "eXIf") {
            header.exif = body;
        }
    }
    if (!data || (header.colourType == PNG_COLOR_TYPE_PALETTE && header.palette.empty())) {
        throw damaged;
    }
    return header;
}

/// What libpng calls.
struct PngStream {
    explicit PngStream(const fs::path& path) : file(path) {}

    InputFile file;
    std::array<char, 200> fault{};
    std::exception_ptr unread; ///< why the file could not be read
};

/// No exception may pass through libpng.
bool readInto(PngStream& stream, png_bytep to, std::size_t count) noexcept
{
    try {
        return stream.file.read(to, count) == count;
    } catch (const Error&) {
        stream.unread = std::current_exception();
        return false;
    }
}

void onPngRead(png_structp png, png_bytep to, std::size_t count)
{
    auto& stream = *static_cast<PngStream*>(png_get_io_ptr(png));
    if (!readInto(stream, to, count)) {
        png_error(png, "the file ends early");
    }
}

[[noreturn]] void onPngError(png_structp png, png_const_charp text)
{
    auto& stream = *static_cast<PngStream*>(png_get_error_ptr(png));
    for (std::size_t i = 0; text[i] != '\0' && i + 1 < stream.fault.size(); ++i) {
        stream.fault[i] = text[i];
    }
    png_longjmp(png, 1);
}

void onPngWarning(png_structp, png_const_charp) {}

/// Fills `rows`, a byte or a 16-bit number of this machine a sample, values as stored; false with
/// stream.fault. Nothing in here may need a destructor: libpng leaves by longjmp.
bool decodeRows(PngStream& stream, std::size_t rowBytes, png_bytepp rows)
{
    png_structp png =
        png_create_read_struct(PNG_LIBPNG_VER_STRING, &stream, onPngError, onPngWarning);
    png_infop info = png != nullptr ? png_create_info_struct(png) : nullptr;
    if (info == nullptr) {
        png_destroy_read_struct(&png, &info, nullptr);
        return false;
    }
    if (setjmp(png_jmpbuf(png)) != 0) {
        png_destroy_read_struct(&png, &info, nullptr);
        return false;
    }
    png_set_read_fn(png, &stream, onPngRead);
    png_set_user_limits(png, 0x7fffffff, 0x7fffffff);
    png_read_info(png, info);
    png_set_packing(png); // a byte for each number, which is not scaled
    if (std::endian::native == std::endian::little) {
        png_set_swap(png);
    }
    png_set_interlace_handling(png);
    png_read_update_info(png, info);
    if (png_get_rowbytes(png, info) != rowBytes) {
        png_error(png, "its rows have another length");
    }
    png_read_image(png, rows);
    png_read_end(png, nullptr);
    png_destroy_read_struct(&png, &info, nullptr);
    return true;
}

template <typename T>
std::vector<T> decodePng(const fs::path& path, const PngHeader& header)
{
    const std::size_t perRow =
        std::size_t{header.width} * static_cast<std::size_t>(header.samples());
    std::vector<T> pixels(perRow * header.height);
    std::vector<png_bytep> rows(header.height);
    for (std::size_t y = 0; y < rows.size(); ++y) {
        rows[y] = reinterpret_cast<png_bytep>(pixels.data() + y * perRow);
    }
    PngStream stream(path);
    if (!decodeRows(stream, perRow * sizeof(T), rows.data())) {
        if (stream.unread) {
            std::rethrow_exception(stream.unread);
        }
        throw unreadable(
            path,
            Message{"png-damaged-pixels", "the PNG file is damaged ({1})", {stream.fault.data()}});
    }
    return header.samples() == 1 ? pixels
                                 : greyOf(path, std::span<const T>(pixels), header.samples());
}

Voxels readPng(const fs::path& path, const PngHeader& header,
               const std::optional<std::vector<std::uint16_t>>& greys)
{
    if (header.depth == 16) {
        return decodePng<std::uint16_t>(path, header);
    }
    std::vector<std::uint8_t> values = decodePng<std::uint8_t>(path, header);
    if (header.colourType == PNG_COLOR_TYPE_PALETTE) {
        for (std::uint8_t& value : values) {
            if (value >= header.palette.size()) {
                throw unreadable(path, Message{"png-palette-index",
                                               "a pixel has colour {1} of a palette of {2}; the "
                                               "file is damaged",
                                               {std::to_string(value + 1),
                                                std::to_string(header.palette.size())}});
            }
            value = greys ? static_cast<std::uint8_t>((*greys)[value]) : value;
        }
    }
    return values;
}

} // namespace

Source openPng(const fs::path& path, const ReadOptions& options)
{
    requireVolume(path, options, 1);
    const PngHeader header = readPngHeader(path);
    Source source = pictureSource(path, "PNG", {header.width, header.height}, header.depth);
    Findings& findings = source.info.findings;
    std::optional<std::vector<std::uint16_t>> greys;
    if (header.colourType == PNG_COLOR_TYPE_PALETTE) {
        PaletteMeaning meaning = readPalette(header.palette, 8);
        greys = std::move(meaning.greys);
        source.coding = meaning.coding == "grey" ? "8 bits" : meaning.coding;
        findings.push_back(std::move(meaning.finding));
    } else if (header.depth < 8) {
        findings.push_back(fewBitsFinding(header.depth));
    }
    if (header.colourType == PNG_COLOR_TYPE_RGB || header.colourType == PNG_COLOR_TYPE_RGB_ALPHA) {
        findings.push_back(greyAsColourFinding());
    }
    if (header.samples() % 2 == 0) {
        findings.push_back(opaqueAlphaFinding());
    }
    if (header.hasTransparency) {
        findings.push_back({Severity::Note,
                            {"transparency-ignored",
                             "It marks a value or palette entries as transparent; they are read "
                             "as any others.",
                             {}}});
    }
    if (header.isAnimated) {
        findings.push_back({Severity::Warning,
                            {"animated", "It is animated; only its first picture is read.", {}}});
    }
    noteExifOrientation(header.exif, findings);
    if (header.samples() > 1) {
        static_cast<void>(readPng(path, header, greys)); // colour is refused before it is promised
    }
    source.read = [path, header, greys](const ProgressFn&, const StopToken&, Findings&,
                                        const ReadyFn&) { return readPng(path, header, greys); };
    return source;
}

bool isPng(const fs::path& path)
{
    return firstBytes(path, 8) == "\x89PNG\r\n\x1a\n";
}

} // namespace halftone::image::detail
