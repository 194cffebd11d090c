// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/base/input_file.h"
#include "core/base/path_text.h"
#include "core/image/picture/detail/picture.h"

#include <cstdio> // before jpeglib.h, which needs FILE
#include <jpeglib.h>

#include <array>
#include <csetjmp>
#include <memory>
#include <new>
#include <string>
#include <string_view>

namespace halftone::image::detail {
namespace {

namespace fs = std::filesystem;

/// What libjpeg calls; the first fault is kept. It must begin with jpeg_error_mgr.
struct JpegErrors {
    jpeg_error_mgr manager;
    std::jmp_buf leave;
    char text[JMSG_LENGTH_MAX];
};

void onJpegError(j_common_ptr jpeg)
{
    auto& errors = *reinterpret_cast<JpegErrors*>(jpeg->err);
    errors.manager.format_message(jpeg, errors.text);
    std::longjmp(errors.leave, 1);
}

/// A warning says that data are missing or damaged and were made up.
void onJpegMessage(j_common_ptr jpeg, int level)
{
    if (level < 0) {
        onJpegError(jpeg);
    }
}

void onJpegOutput(j_common_ptr) {}

/// Every scan of a progressive file walks all blocks, however few bytes it has: a small file could
/// take hours. Writers make about ten.
void onJpegProgress(j_common_ptr jpeg)
{
    constexpr int kMostScans = 100;
    if (jpeg->is_decompressor
        && reinterpret_cast<j_decompress_ptr>(jpeg)->input_scan_number > kMostScans) {
        auto& errors = *reinterpret_cast<JpegErrors*>(jpeg->err);
        std::snprintf(errors.text, sizeof errors.text, "it has more than %d scans", kMostScans);
        std::longjmp(errors.leave, 1);
    }
}

struct JpegHeader {
    std::int64_t width = 0;
    std::int64_t height = 0;
    int samples = 0; ///< 1 grey, 3 colour
};

/// A decompressor that owns its memory.
struct JpegDecoder {
    JpegDecoder()
    {
        jpeg.err = jpeg_std_error(&errors.manager);
        errors.manager.error_exit = onJpegError;
        errors.manager.emit_message = onJpegMessage;
        errors.manager.output_message = onJpegOutput;
        errors.text[0] = '\0';
        if (setjmp(errors.leave) != 0) { // of what it allocates first
            jpeg_destroy_decompress(&jpeg);
            throw std::bad_alloc();
        }
        jpeg_create_decompress(&jpeg);
        progress.progress_monitor = onJpegProgress;
        jpeg.progress = &progress;
    }
    ~JpegDecoder() { jpeg_destroy_decompress(&jpeg); }
    JpegDecoder(const JpegDecoder&) = delete;
    JpegDecoder& operator=(const JpegDecoder&) = delete;

    jpeg_decompress_struct jpeg{};
    jpeg_progress_mgr progress{};
    JpegErrors errors{};
};

// libjpeg leaves these two by longjmp: nothing in them may need a destructor.
bool readJpegHeader(JpegDecoder& decoder, const std::vector<std::uint8_t>& bytes)
{
    if (setjmp(decoder.errors.leave) != 0) {
        return false;
    }
    jpeg_mem_src(&decoder.jpeg, bytes.data(), static_cast<unsigned long>(bytes.size()));
    jpeg_save_markers(&decoder.jpeg, JPEG_APP0 + 1, 0xffff); // EXIF
    return jpeg_read_header(&decoder.jpeg, TRUE) == JPEG_HEADER_OK;
}

bool decodeJpeg(JpegDecoder& decoder, std::uint8_t* pixels)
{
    if (setjmp(decoder.errors.leave) != 0) {
        return false;
    }
    jpeg_decompress_struct& jpeg = decoder.jpeg;
    jpeg.out_color_space = jpeg.num_components == 1 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_start_decompress(&jpeg);
    const std::size_t rowBytes = static_cast<std::size_t>(jpeg.output_width)
                                 * static_cast<std::size_t>(jpeg.output_components);
    while (jpeg.output_scanline < jpeg.output_height) {
        JSAMPROW row = pixels + rowBytes * jpeg.output_scanline;
        jpeg_read_scanlines(&jpeg, &row, 1);
    }
    jpeg_finish_decompress(&jpeg);
    return true;
}

std::vector<std::uint8_t> readJpegBytes(const fs::path& path)
{
    InputFile file(path);
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(file.size()));
    bytes.resize(file.read(bytes.data(), bytes.size()));
    return bytes;
}

[[noreturn]] void failJpeg(const fs::path& path, const JpegDecoder& decoder)
{
    std::string reason(decoder.errors.text);
    while (!reason.empty() && reason.back() == '.') {
        reason.pop_back();
    }
    throw unreadable(path, Message{"jpeg-damaged",
                                   "the JPEG file is damaged, truncated or of a kind that is not "
                                   "supported ({1})",
                                   {reason.empty() ? "no reason given" : reason}});
}

JpegHeader readCheckedHeader(const fs::path& path, JpegDecoder& decoder,
                             const std::vector<std::uint8_t>& bytes)
{
    if (!readJpegHeader(decoder, bytes)) {
        failJpeg(path, decoder);
    }
    const jpeg_decompress_struct& jpeg = decoder.jpeg;
    if (jpeg.num_components != 1 && jpeg.num_components != 3) {
        throw unreadable(path, Message{"colour-channels",
                                       "it is a colour image of {1} values per voxel (CMYK); "
                                       "expected one grey value. Convert it to greyscale first",
                                       {std::to_string(jpeg.num_components)}});
    }
    return {static_cast<std::int64_t>(jpeg.image_width),
            static_cast<std::int64_t>(jpeg.image_height), jpeg.num_components};
}

Voxels readJpeg(const fs::path& path)
{
    const std::vector<std::uint8_t> bytes = readJpegBytes(path);
    JpegDecoder decoder;
    const JpegHeader header = readCheckedHeader(path, decoder, bytes);
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(header.width)
                                     * static_cast<std::size_t>(header.height)
                                     * static_cast<std::size_t>(header.samples));
    if (!decodeJpeg(decoder, pixels.data())) {
        failJpeg(path, decoder);
    }
    return header.samples == 1
               ? pixels
               : greyOf(path, std::span<const std::uint8_t>(pixels), header.samples);
}

} // namespace

Source openJpeg(const fs::path& path, const ReadOptions& options)
{
    requireVolume(path, options, 1);
    JpegHeader header;
    Findings turned;
    {
        const std::vector<std::uint8_t> bytes = readJpegBytes(path);
        JpegDecoder decoder;
        header = readCheckedHeader(path, decoder, bytes);
        for (auto marker = decoder.jpeg.marker_list; marker != nullptr; marker = marker->next) {
            const std::string_view text(reinterpret_cast<const char*>(marker->data),
                                        marker->data_length);
            constexpr std::string_view kExif("Exif\0\0", 6);
            if (turned.empty() && text.starts_with(kExif)) {
                noteExifOrientation(text.substr(kExif.size()), turned);
            }
        }
    }
    Source source = pictureSource(path, "JPEG", {header.width, header.height}, 8);
    source.info.findings = std::move(turned);
    source.info.findings.push_back(lossyFinding());
    if (header.samples == 3) {
        source.info.findings.push_back(greyAsColourFinding());
        static_cast<void>(readJpeg(path)); // colour is refused before it is promised
    }
    source.read = [path](const ProgressFn&, const StopToken&, Findings&, const ReadyFn&) {
        return readJpeg(path);
    };
    return source;
}

bool isJpeg(const fs::path& path)
{
    return firstBytes(path, 3) == "\xFF\xD8\xFF";
}

} // namespace halftone::image::detail
