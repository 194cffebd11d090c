// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// A folder: DICOM series or slices that are pictures. Its files are what lies between the
// separators of an input, up to eight.
#include "core/image/image_io.h"
#include "core/image/picture/png_write.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/image/dicom_files.h"
#include "tests/support/file_bytes.h"

#include <fstream>
#include <string_view>

namespace halftone::fuzz {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSeparator = "<next>";

const char* endingOf(std::string_view bytes)
{
    if (bytes.starts_with("\x89PNG")) {
        return ".png";
    }
    return bytes.starts_with("II*") || bytes.starts_with("MM") ? ".tif" : "";
}

} // namespace

const char* const kFileName = "input";

void writeSeeds(const fs::path& folder)
{
    std::string series;
    std::string pictures;
    for (int k = 0; k < 3; ++k) {
        series += (k == 0 ? "" : kSeparator);
        series += test::dicomFile(test::dicomSlice(k)).toStdString();
        const fs::path picture = folder / "slice.png";
        image::writePng(picture, {4, 3, std::vector<std::uint8_t>(12, 1), {{0, 0, 0}, {9, 8, 7}}});
        pictures += (k == 0 ? "" : kSeparator);
        pictures += test::contentOf(picture);
        fs::remove(picture);
    }
    std::ofstream(folder / "series", std::ios::binary) << series;
    std::ofstream(folder / "pictures", std::ios::binary) << pictures;
    const auto frames = test::dicomFile(test::dicomFrames({0, 1})).toStdString();
    std::ofstream(folder / "mixed", std::ios::binary)
        << frames << kSeparator << series << kSeparator << frames;
}

void parse(const fs::path& file)
{
    constexpr int kMostFiles = 8;
    const fs::path folder = file.parent_path() / "folder";
    fs::remove_all(folder);
    fs::create_directory(folder);
    const std::string bytes = test::contentOf(file);
    std::string_view rest = bytes;
    for (int n = 0; n < kMostFiles && !rest.empty(); ++n) {
        const std::string_view part = rest.substr(0, rest.find(kSeparator));
        rest.remove_prefix(std::min(rest.size(), part.size() + kSeparator.size()));
        std::ofstream(folder / (std::to_string(n) + endingOf(part)), std::ios::binary) << part;
    }
    (void)image::readInfo(folder);
    (void)image::readImage(folder, {}, {}, {.maxBytes = std::size_t{1} << 28});
}

} // namespace halftone::fuzz
