// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
//     bench_reading [ROUNDS [TITLE]]
//
// What reading files by a process of their own costs: its start, and for small and large files the
// time in this process and by the other in turn. Medians of ROUNDS (default 9), which begin after
// one that does not count; behind them the least, and the computing of one reading, of both
// processes together, for machines that do other things, too. With TITLE what begins so alone.
#include "core/base/platform/process.h"
#include "core/image/dicom/dicom_write.h"
#include "core/image/image_io.h"
#include "core/image/picture/png_write.h"
#include "core/image/process/detail/elsewhere.h"
#include "core/image/process/reader_process.h"
#include "tests/bench/noisy_image.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <string_view>

#ifdef __unix__
#include <sys/resource.h>
#endif

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

/// Computing of this process.
double ownMilliseconds()
{
    return 1e3 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

/// Of those that it started and that have ended; 0 where nobody counts it.
double childMilliseconds()
{
#ifdef __unix__
    rusage used{};
    getrusage(RUSAGE_CHILDREN, &used);
    const auto ms = [](const timeval& time) {
        return 1e3 * static_cast<double>(time.tv_sec) + 1e-3 * static_cast<double>(time.tv_usec);
    };
    return ms(used.ru_utime) + ms(used.ru_stime);
#else
    return 0;
#endif
}

double medianOf(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
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
    std::vector<double> here;
    std::vector<double> elsewhere;
    double cpuHere = 0;
    double cpuElsewhere = -childMilliseconds();
    {
        image::detail::ReaderPool pool;
        for (int round = 0; round <= rounds; ++round) {
            const double start = ownMilliseconds();
            const double a = millisecondsOf([&] { readHere(path); });
            const double between = ownMilliseconds();
            const double b = millisecondsOf([&] { readElsewhere(pool, path); });
            cpuHere += between - start;
            cpuElsewhere += ownMilliseconds() - between;
            if (round > 0) {
                here.push_back(a);
                elsewhere.push_back(b);
            }
        }
    }
    cpuElsewhere += childMilliseconds(); // they ended with the pool
    const double a = medianOf(here);
    const double b = medianOf(elsewhere);
    const double leastA = *std::min_element(here.begin(), here.end());
    const double leastB = *std::min_element(elsewhere.begin(), elsewhere.end());
    std::printf("%-30s %8.2f ms here, %8.2f by the reader: %+7.2f, %+5.1f %%; least %.2f, %.2f: "
                "%+5.1f %%; computing %.1f, %.1f\n",
                what, a, b, b - a, 100 * (b - a) / a, leastA, leastB,
                100 * (leastB - leastA) / leastA, cpuHere / (rounds + 1),
                cpuElsewhere / (rounds + 1));
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
    image::writeImage(folder / "small.tif", bench::noisyImage({64, 64, 1}));
    image::writeImage(folder / "stack.tif", bench::noisyImage({512, 512, 300}));
    image::writeImage(folder / "plane.tif", bench::noisyImage({16384, 16384, 1}));
    image::writeDicomSeries(folder / "one", bench::noisyImage({64, 64, 1}));
    image::writeDicomSeries(folder / "ct300", bench::noisyImage({512, 512, 300}));
    image::writeDicomSeries(folder / "ct500", bench::noisyImage({512, 512, 500}));

    const std::string_view only = argc > 2 ? argv[2] : "";
    const auto run = [&](const char* title, const char* file, int repeats) {
        if (std::string_view(title).starts_with(only)) {
            measure(title, folder / file, repeats);
        }
    };
    if (only.empty()) {
        measureStart(folder / "small.png", rounds);
    }
    run("PNG of 64x64", "small.png", 5 * rounds);
    run("TIFF of 64x64", "small.tif", 5 * rounds);
    run("DICOM of 64x64", "one", 5 * rounds);
    run("DICOM series of 512x512x300", "ct300", rounds);
    run("DICOM series of 512x512x500", "ct500", rounds);
    run("TIFF of 512x512x300, 16 bits", "stack.tif", rounds);
    run("TIFF of 16384x16384, 16 bits", "plane.tif", rounds);
    fs::remove_all(folder);
    return 0;
}
