// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/document/detail/png.h"
#include "core/base/error.h"

#include <zlib.h>

#include <array>
#include <cstdint>

namespace halftone::report::detail {
namespace {

void appendNumber(std::string& bytes, std::uint32_t value)
{
    for (const int shift : {24, 16, 8, 0}) {
        bytes += static_cast<char>(value >> shift & 255U);
    }
}

const Bytef* bytesOf(const std::string& text)
{
    return reinterpret_cast<const Bytef*>(text.data());
}

void appendChunk(std::string& png, const std::string& type, const std::string& data)
{
    appendNumber(png, static_cast<std::uint32_t>(data.size()));
    const std::string checked = type + data;
    png += checked;
    appendNumber(png, static_cast<std::uint32_t>(
                          crc32(0, bytesOf(checked), static_cast<uInt>(checked.size()))));
}

} // namespace

void requirePixels(const Picture& picture)
{
    constexpr int kLongest = 1 << 14;
    const bool sized = picture.width > 0 && picture.height > 0 && picture.width <= kLongest
                       && picture.height <= kLongest;
    if (!sized
        || picture.pixels.size()
               != 3 * static_cast<std::size_t>(picture.width)
                      * static_cast<std::size_t>(picture.height)) {
        throw Error(ErrorCode::InvalidArgument,
                    "A picture of " + std::to_string(picture.width) + " x "
                        + std::to_string(picture.height) + " pixels cannot hold "
                        + std::to_string(picture.pixels.size()) + " bytes of red, green and blue.");
    }
}

std::string toPng(const Picture& picture)
{
    requirePixels(picture);
    const std::size_t row = 3 * static_cast<std::size_t>(picture.width);
    std::string filtered; // each row behind the number of its filter: none
    filtered.reserve((row + 1) * static_cast<std::size_t>(picture.height));
    for (std::size_t at = 0; at < picture.pixels.size(); at += row) {
        filtered += '\0';
        filtered.append(reinterpret_cast<const char*>(picture.pixels.data()) + at, row);
    }
    uLongf size = compressBound(static_cast<uLong>(filtered.size()));
    std::string packed(size, '\0');
    if (compress2(reinterpret_cast<Bytef*>(packed.data()), &size, bytesOf(filtered),
                  static_cast<uLong>(filtered.size()), Z_DEFAULT_COMPRESSION)
        != Z_OK) {
        throw Error(ErrorCode::OutOfMemory, "There is no memory to pack a picture of a report.");
    }
    packed.resize(size);
    std::string header;
    appendNumber(header, static_cast<std::uint32_t>(picture.width));
    appendNumber(header, static_cast<std::uint32_t>(picture.height));
    header += std::string("\x08\x02\x00\x00\x00", 5); // 8 bits of red, green and blue
    std::string png = "\x89PNG\r\n\x1A\n";
    appendChunk(png, "IHDR", header);
    appendChunk(png, "IDAT", packed);
    appendChunk(png, "IEND", {});
    return png;
}

std::string toBase64(const std::string& bytes)
{
    constexpr const char* kDigits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        std::uint32_t three = 0;
        for (std::size_t i = 0; i < 3; ++i) {
            const std::uint32_t byte =
                at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0U;
            three = three << 8 | byte;
        }
        for (std::size_t i = 0; i < 4; ++i) {
            const bool there = at + i < bytes.size() + 1;
            text += there ? kDigits[three >> (18 - 6 * i) & 63U] : '=';
        }
    }
    return text;
}

} // namespace halftone::report::detail
