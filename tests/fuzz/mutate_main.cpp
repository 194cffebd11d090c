// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
//     fuzz_<parser> [SECONDS [SEED]]
//
// The parser reads valid files, and these with random damage. It must return or throw an Error. The
// same seed gives the same inputs; how many depends on the time.
#include "tests/fuzz/fuzz_target.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
using Bytes = std::vector<std::uint8_t>;

std::vector<Bytes> seeds()
{
    const fs::path folder =
        fs::temp_directory_path()
        / ("halftone-seeds-"
           + std::to_string(std::chrono::steady_clock::now().time_since_epoch().count()));
    fs::create_directory(folder);
    halftone::fuzz::writeSeeds(folder);
    std::vector<fs::path> files(fs::directory_iterator(folder), fs::directory_iterator{});
    std::sort(files.begin(), files.end());
    std::vector<Bytes> result;
    for (const fs::path& path : files) {
        std::ifstream file(path, std::ios::binary);
        result.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    fs::remove_all(folder);
    return result;
}

std::size_t below(std::mt19937& random, std::size_t end)
{
    return random() % std::max<std::size_t>(end, 1);
}

void damage(Bytes& bytes, std::mt19937& random)
{
    constexpr std::array<std::uint8_t, 8> kTelling{0x00, 0x01, 0x7f, 0x80, 0xff, '"', '{', ','};
    if (bytes.empty()) {
        return;
    }
    // Most fields worth damaging lie at the front.
    const std::size_t reach =
        below(random, 2) == 0 ? std::min<std::size_t>(bytes.size(), 400) : bytes.size();
    const std::size_t at = below(random, reach);
    const auto here = bytes.begin() + static_cast<std::ptrdiff_t>(at);
    const std::size_t length = 1 + below(random, std::min<std::size_t>(bytes.size() - at, 16));
    const auto there = here + static_cast<std::ptrdiff_t>(length);
    switch (below(random, 6)) {
    case 0: *here = static_cast<std::uint8_t>(*here ^ (1U << below(random, 8))); break;
    case 1: *here = kTelling[below(random, kTelling.size())]; break;
    case 2: std::fill(here, there, kTelling[below(random, kTelling.size())]); break;
    case 3: bytes.erase(here, there); break;
    case 4: {
        const Bytes copy(here, there);
        bytes.insert(here, copy.begin(), copy.end());
        break;
    }
    default: bytes.resize(at); break;
    }
}

} // namespace

int main(int argc, char** argv)
{
    const double seconds = argc > 1 ? std::strtod(argv[1], nullptr) : 5;
    const auto first =
        static_cast<std::uint32_t>(argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 1);
    const std::vector<Bytes> valid = seeds();
    if (valid.empty()) {
        std::puts("there is no valid file to start from");
        return EXIT_FAILURE;
    }
    for (const Bytes& bytes : valid) {
        LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
    }
    std::mt19937 random(first);
    const auto start = std::chrono::steady_clock::now();
    std::chrono::duration<double> elapsed{};
    std::size_t count = 0;
    while (elapsed.count() < seconds) {
        Bytes bytes = valid[below(random, valid.size())];
        for (std::size_t n = 1 + below(random, 6); n > 0; --n) {
            damage(bytes, random);
        }
        LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
        ++count;
        elapsed = std::chrono::steady_clock::now() - start;
    }
    std::printf("%zu damaged files from seed %u, all refused or read\n", count, first);
    return EXIT_SUCCESS;
}
