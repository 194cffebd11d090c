// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/picture/png_write.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/output_file.h"
#include "core/base/path_text.h"

#include <png.h>

#include <algorithm>
#include <csetjmp>
#include <exception>
#include <span>
#include <string>

namespace halftone::image {
namespace {

/// What libpng calls.
struct PngOutput {
    OutputFile file;
    std::array<char, 200> fault{};
    std::exception_ptr unwritten; ///< why the disk did not take the data
};

/// No exception may pass through libpng.
bool writeTo(PngOutput& output, png_bytep bytes, std::size_t count) noexcept
{
    try {
        output.file.write(std::as_bytes(std::span(bytes, count)));
        return true;
    } catch (const Error&) {
        output.unwritten = std::current_exception();
        return false;
    }
}

void onWrite(png_structp png, png_bytep bytes, std::size_t count)
{
    auto& output = *static_cast<PngOutput*>(png_get_io_ptr(png));
    if (!writeTo(output, bytes, count)) {
        png_error(png, "the disk does not take it");
    }
}

void onFlush(png_structp) {}

[[noreturn]] void onWriteError(png_structp png, png_const_charp text)
{
    auto& output = *static_cast<PngOutput*>(png_get_error_ptr(png));
    for (std::size_t i = 0; text[i] != '\0' && i + 1 < output.fault.size(); ++i) {
        output.fault[i] = text[i];
    }
    png_longjmp(png, 1);
}

void onWriteWarning(png_structp, png_const_charp) {}

/// False with output.fault. Nothing in here may need a destructor: libpng leaves by longjmp.
bool encode(PngOutput& output, const IndexedPicture& picture, const png_color* palette,
            const std::vector<png_text>& texts)
{
    png_structp png =
        png_create_write_struct(PNG_LIBPNG_VER_STRING, &output, onWriteError, onWriteWarning);
    png_infop info = png != nullptr ? png_create_info_struct(png) : nullptr;
    if (info == nullptr) {
        png_destroy_write_struct(&png, &info);
        return false;
    }
    if (setjmp(png_jmpbuf(png)) != 0) {
        png_destroy_write_struct(&png, &info);
        return false;
    }
    constexpr int kBest = 9;
    png_set_write_fn(png, &output, onWrite, onFlush);
    png_set_compression_level(png, kBest);
    png_set_IHDR(png, info, static_cast<png_uint_32>(picture.width),
                 static_cast<png_uint_32>(picture.height), 8, PNG_COLOR_TYPE_PALETTE,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_PLTE(png, info, palette, static_cast<int>(picture.palette.size()));
    if (!texts.empty()) {
        png_set_text(png, info, texts.data(), static_cast<int>(texts.size()));
    }
    png_write_info(png, info);
    for (int y = 0; y < picture.height; ++y) {
        png_write_row(png,
                      picture.pixels.data()
                          + static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width));
    }
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    return true;
}

} // namespace

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
    std::vector<png_color> palette;
    for (const auto& colour : picture.palette) {
        palette.push_back({colour[0], colour[1], colour[2]});
    }
    std::vector<png_text> texts; // plain ones are Latin-1, which ASCII is
    for (const auto& [keyword, text] : picture.texts) {
        png_text entry{};
        const bool ascii = std::all_of(text.begin(), text.end(), [](char c) { return c >= 0; });
        entry.compression = ascii ? PNG_TEXT_COMPRESSION_NONE : PNG_ITXT_COMPRESSION_NONE;
        entry.key = const_cast<char*>(keyword.c_str());
        entry.text = const_cast<char*>(text.c_str());
        entry.text_length = ascii ? text.size() : 0;
        entry.itxt_length = ascii ? 0 : text.size();
        texts.push_back(entry);
    }
    std::size_t bytes = 0;
    writeAtomically(path, [&](const std::filesystem::path& temporary) {
        PngOutput output{OutputFile(temporary, path), {}, {}};
        if (!encode(output, picture, palette.data(), texts)) {
            if (output.unwritten) {
                std::rethrow_exception(output.unwritten);
            }
            const std::string fault(output.fault.data());
            throw cannotWrite(path, fault.empty() ? "there is not enough memory for it" : fault);
        }
        output.file.close();
        bytes = std::filesystem::file_size(temporary);
    });
    return bytes;
}

} // namespace halftone::image
