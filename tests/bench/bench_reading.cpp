// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
//     bench_reading [ROUNDS]
//
// What reading files by a process of their own costs: its start, and for small and large files the
// time in this process and by the other in turn. Medians of ROUNDS (default 9), which begin after
// one that does not count.
#include "core/base/platform/process.h"
#include "core/image/dicom/dicom_write.h"
#include "core/image/image_io.h"
#include "core/image/picture/png_write.h"
#include "core/image/process/detail/elsewhere.h"
#include "core/image/process/reader_process.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>

namespace {

using namespace halftone;
namespace fs = std::filesystem;

double millisecondsOf(const std::function<void()>& body)
{
    const auto start = std::chrono::steady_clock::now();
    body();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
        .count();
}

double medianOf(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

Image noisyImage(std::array<int, 3> size)
{
    Image image;
    image.geometry.size = size;
    image.geometry.spacingMm = {0.7, 0.7, 1.5};
    image.geometry.spacingKnown = true;
    image.geometry.orientationKnown = true;
    image.modality = Modality::CT;
    image.synthetic = true;
    std::vector<std::int16_t> voxels(image.geometry.voxels());
    std::uint32_t state = 1;
    for (std::int16_t& voxel : voxels) {
        state = state * 1664525U + 1013904223U;
        voxel = static_cast<std::int16_t>((state >> 20) - 1000);
    }
    image.voxels = std::move(voxels);
    return image;
}

void readHere(const fs::path& path)
{
    const image::detail::Source source = image::detail::openHere(path, {}, {});
    Findings findings;
    (void)image::detail::readVoxels(source, path, {}, {}, findings);
}

void readElsewhere(image::detail::ReaderPool& pool, const fs::path& path)
{
    const image::detail::Source source = image::detail::openElsewhere(pool, path, {}, {});
    Findings findings;
    (void)image::detail::readVoxels(source, path, {}, {}, findings);
}

void measure(const char* what, const fs::path& path, int rounds)
{
    image::detail::ReaderPool pool;
    std::vector<double> here;
    std::vector<double> elsewhere;
    for (int round = 0; round <= rounds; ++round) {
        const double a = millisecondsOf([&] { readHere(path); });
        const double b = millisecondsOf([&] { readElsewhere(pool, path); });
        if (round > 0) {
            here.push_back(a);
            elsewhere.push_back(b);
        }
    }
    const double a = medianOf(here);
    const double b = medianOf(elsewhere);
    std::printf("%-36s %9.2f ms here, %9.2f ms by the reader: %+7.2f ms, %+5.1f %%\n", what, a, b,
                b - a, 100 * (b - a) / a);
    std::fflush(stdout);
}

void measureStart(const fs::path& small, int rounds)
{
    std::vector<double> first;
    std::vector<double> next;
    for (int round = 0; round < rounds; ++round) {
        image::detail::ReaderPool pool;
        first.push_back(millisecondsOf([&] { readElsewhere(pool, small); }));
        next.push_back(millisecondsOf([&] { readElsewhere(pool, small); }));
    }
    std::printf("start of a reader: %.1f ms (a small file with it %.1f, the next one %.1f)\n",
                medianOf(first) - medianOf(next), medianOf(first), medianOf(next));
}

} // namespace

int main(int argc, char** argv)
{
    if (const std::optional<int> code = image::serveAsReader(argc, argv)) {
        return *code;
    }
    const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 9;
    const fs::path folder = fs::temp_directory_path() / "halftone_bench_reading";
    fs::create_directories(folder);
    image::writePng(folder / "small.png",
                    {64, 64, std::vector<std::uint8_t>(64 * 64, 1), {{0, 0, 0}, {255, 255, 255}}});
    image::writeImage(folder / "small.tif", noisyImage({64, 64, 1}));
    image::writeImage(folder / "stack.tif", noisyImage({512, 512, 300}));
    image::writeImage(folder / "plane.tif", noisyImage({16384, 16384, 1}));
    image::writeDicomSeries(folder / "one", noisyImage({64, 64, 1}));
    image::writeDicomSeries(folder / "ct300", noisyImage({512, 512, 300}));
    image::writeDicomSeries(folder / "ct500", noisyImage({512, 512, 500}));

    measureStart(folder / "small.png", rounds);
    measure("PNG of 64x64", folder / "small.png", 5 * rounds);
    measure("TIFF of 64x64", folder / "small.tif", 5 * rounds);
    measure("DICOM of 64x64", folder / "one", 5 * rounds);
    measure("DICOM series of 512x512x300", folder / "ct300", rounds);
    measure("DICOM series of 512x512x500", folder / "ct500", rounds);
    measure("TIFF of 512x512x300, 16 bits", folder / "stack.tif", rounds);
    measure("TIFF of 16384x16384, 16 bits", folder / "plane.tif", rounds);
    fs::remove_all(folder);
    return 0;
}
