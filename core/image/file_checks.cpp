// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/detail/file_checks.h"

#include "core/image/itk/detail/itk_io.h"

#include <itk_zlib.h>

#include <array>
#include <fstream>
#include <string_view>

namespace halftone::image::detail {
namespace {

namespace fs = std::filesystem;

std::int64_t sizeOf(const fs::path& path)
{
    std::error_code error;
    const auto size = fs::file_size(path, error);
    return error ? 0 : static_cast<std::int64_t>(size);
}

std::uint32_t bigEndian(const char* bytes)
{
    std::uint32_t value = 0;
    for (int i = 0; i < 4; ++i) {
        value = value << 8 | static_cast<unsigned char>(bytes[i]);
    }
    return value;
}

/// Bit depths that a PNG of each colour type may have.
bool isPngHeader(const std::string& header)
{
    if (header.size() != 13 || bigEndian(header.data()) == 0 || bigEndian(header.data() + 4) == 0
        || header[10] != 0 || header[11] != 0 || header[12] < 0 || header[12] > 1) {
        return false;
    }
    const int depth = header[8];
    switch (header[9]) {
    case 0: return depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
    case 3: return depth == 1 || depth == 2 || depth == 4 || depth == 8;
    case 2:
    case 4:
    case 6: return depth == 8 || depth == 16;
    default: return false;
    }
}

} // namespace

void requireSoundPng(const fs::path& path)
{
    const Error damaged = unreadable(path, "the PNG file is damaged or truncated");
    std::ifstream file(path, std::ios::binary);
    file.seekg(8);
    const std::int64_t total = sizeOf(path);
    bool ended = false;
    bool data = false;
    for (int chunk = 0; !ended; ++chunk) {
        std::array<char, 8> head{};
        const std::int64_t at = file.tellg();
        if (!file.read(head.data(), 8) || std::int64_t{bigEndian(head.data())} + 12 > total - at) {
            throw damaged;
        }
        std::string body(bigEndian(head.data()), '\0');
        std::array<char, 4> sum{};
        file.read(body.data(), static_cast<std::streamsize>(body.size()));
        file.read(sum.data(), 4);
        uLong crc = crc32(0, reinterpret_cast<const Bytef*>(head.data() + 4), 4);
        crc =
            crc32(crc, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
        const std::string_view type(head.data() + 4, 4);
        const bool known = type == "IHDR" || type == "PLTE" || type == "IDAT" || type == "IEND";
        const bool critical = (head[4] & 0x20) == 0;
        if (!file || crc != bigEndian(sum.data()) || (critical && !known)
            || (chunk == 0) != (type == "IHDR") || (type == "IHDR" && !isPngHeader(body))
            || (type == "PLTE" && (body.empty() || body.size() % 3 != 0 || body.size() > 768))) {
            throw damaged;
        }
        data = data || type == "IDAT";
        ended = type == "IEND";
    }
    if (!data) {
        throw damaged;
    }
}

void requireSoundJpeg(const fs::path& path)
{
    const Error damaged = unreadable(path, "the JPEG file is damaged or truncated");
    const std::int64_t total = sizeOf(path);
    std::ifstream file(path, std::ios::binary);
    std::int64_t at = 2;
    bool frame = false;
    for (bool scan = false; !scan;) {
        std::array<unsigned char, 10> head{};
        file.seekg(at);
        if (!file.read(reinterpret_cast<char*>(head.data()), 10) || head[0] != 0xff) {
            throw damaged;
        }
        const int marker = head[1];
        const std::int64_t length = head[2] << 8 | head[3];
        if (length < 2 || at + 2 + length > total) {
            throw damaged;
        }
        // Frame headers: baseline, extended and progressive, of 8 bits and some pixels.
        if (marker >= 0xc0 && marker <= 0xc2) {
            frame = head[4] == 8 && (head[5] | head[6]) != 0 && (head[7] | head[8]) != 0;
        }
        scan = marker == 0xda;
        at += 2 + length;
    }
    std::array<unsigned char, 2> last{};
    file.seekg(total - 2);
    if (!frame || !file.read(reinterpret_cast<char*>(last.data()), 2) || last[0] != 0xff
        || last[1] != 0xd9) {
        throw damaged;
    }
}

} // namespace halftone::image::detail
