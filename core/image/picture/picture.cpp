// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/picture/detail/picture.h"

#include "core/base/path_text.h"

#include <limits>

namespace halftone::image::detail {

namespace fs = std::filesystem;

Source pictureSource(const fs::path& path, const char* format, std::array<std::int64_t, 2> size,
                     int bits)
{
    Source source;
    ImageInfo& info = source.info;
    for (unsigned axis = 0; axis < 2; ++axis) {
        setAxisSize(path, axis, size[axis], info.geometry);
    }
    info.geometry.size[2] = 1;
    requirePlausibleSize(path,
                         static_cast<double>(size[0]) * static_cast<double>(size[1]) * bits / 8);
    info.format = format;
    info.voxelType = bits > 8 ? "uint16" : "uint8";
    info.bytes = voxelBytes(path, info.geometry, bits > 8 ? 2 : 1);
    source.name = toUtf8(path.filename());
    source.coding = std::to_string(bits) + " bits";
    return source;
}

Finding greyAsColourFinding()
{
    return {Severity::Note,
            {"grey-as-colour",
             "It is stored in colour with red, green and blue equal; they are read as one grey "
             "value.",
             {}}};
}

Finding opaqueAlphaFinding()
{
    return {
        Severity::Note,
        {"opaque-alpha", "It has a transparency channel that hides nothing; it is left out.", {}}};
}

Finding lossyFinding()
{
    return {Severity::Warning,
            {"lossy",
             "It is compressed by JPEG, which changes values: class numbers in it are not to be "
             "trusted.",
             {}}};
}

Finding fewBitsFinding(int bits)
{
    if (bits == 1) {
        return {Severity::Note,
                {"few-bits", "It stores one bit per voxel; its values are 0 and 1.", {}}};
    }
    return {Severity::Note,
            {"few-bits",
             "It stores {0} bits per voxel; their numbers are kept, from 0 to {1}.",
             {std::to_string(bits), std::to_string((1 << bits) - 1)}}};
}

void noteExifOrientation(std::string_view exif, Findings& findings)
{
    const bool big = exif.starts_with("MM");
    const auto number = [&](std::size_t at, std::size_t bytes) {
        std::size_t value = 0;
        for (std::size_t i = 0; i < bytes && at + bytes <= exif.size(); ++i) {
            value = value << 8 | static_cast<unsigned char>(exif[at + (big ? i : bytes - 1 - i)]);
        }
        return value;
    };
    constexpr std::size_t kOrientation = 0x0112;
    constexpr std::size_t kEntryBytes = 12;
    const std::size_t directory = number(4, 4);
    if ((!big && !exif.starts_with("II")) || directory >= exif.size()) {
        return;
    }
    for (std::size_t i = 0; i < number(directory, 2); ++i) {
        const std::size_t entry = directory + 2 + i * kEntryBytes;
        const std::size_t value = number(entry + 8, 2);
        if (number(entry, 2) == kOrientation && value > 1 && value <= 8) {
            findings.push_back({Severity::Warning,
                                {"exif-orientation",
                                 "It asks viewers to show it turned or mirrored (EXIF orientation "
                                 "{0}); it is read as stored.",
                                 {std::to_string(value)}}});
            return;
        }
    }
}

template <typename T>
std::vector<T> greyOf(const fs::path& path, std::span<const T> pixels, int samples)
{
    const auto step = static_cast<std::size_t>(samples);
    const bool colour = samples >= 3;
    const bool alpha = samples == 2 || samples == 4;
    std::vector<T> grey(pixels.size() / step);
    for (std::size_t i = 0; i < grey.size(); ++i) {
        const T* const pixel = pixels.data() + i * step;
        if (colour && (pixel[0] != pixel[1] || pixel[1] != pixel[2])) {
            throw unreadable(
                path, Message{"colour",
                              "it has {1} values per voxel (a colour image, whose red, green "
                              "and blue differ); expected one grey value. Convert it to "
                              "greyscale first",
                              {std::to_string(samples)}});
        }
        if (alpha && pixel[step - 1] != std::numeric_limits<T>::max()) {
            throw unreadable(path, Message{"transparent",
                                           "some of its pixels are transparent; expected grey "
                                           "values alone. Save it without transparency",
                                           {}});
        }
        grey[i] = pixel[0];
    }
    return grey;
}

template std::vector<std::uint8_t> greyOf(const fs::path&, std::span<const std::uint8_t>, int);
template std::vector<std::uint16_t> greyOf(const fs::path&, std::span<const std::uint16_t>, int);

} // namespace halftone::image::detail
