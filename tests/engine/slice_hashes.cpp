// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
//     slice_hashes MODEL... [SLICE.pgm...]
//
// Whole slices through model files, by the kernels that the engine chooses on this machine: a line
// with hashes of the mask and the logits for every model, slice and some of its precisions, which
// is the same on all machines. Standard error says which kernels there are. Slices are binary PGM
// of 8 bits, whose pixels are input codes; without any, one is drawn here.
#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/engine/integer_engine.h"
#include "core/model/model_file.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

namespace {

using namespace halftone;

struct Slice {
    std::string name;
    int height = 0;
    int width = 0;
    std::vector<std::uint8_t> codes;
};

/// Rings and stripes of all codes with noise on them, in integers.
Slice drawSlice()
{
    constexpr int kSide = 80; // one and a quarter blocks of tiles; emulators are slow
    Slice slice{"drawn", kSide, kSide, {}};
    std::uint32_t state = 1;
    for (int y = 0; y < kSide; ++y) {
        for (int x = 0; x < kSide; ++x) {
            state = state * 1664525U + 1013904223U; // Numerical Recipes' generator
            const int noise = static_cast<int>(state >> 27);
            const int distance = (x - 35) * (x - 35) + (y - 45) * (y - 45);
            const int ring = distance / 2 % 256;
            const int stripe = (x + y / 3) % 40 < 6 ? 200 : 20;
            const int value = distance < 900 ? ring : stripe + x / 2;
            slice.codes.push_back(static_cast<std::uint8_t>(value * 7 / 8 + noise));
        }
    }
    return slice;
}

Slice readSlice(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    Slice slice{path.substr(path.find_last_of("/\\") + 1), 0, 0, {}};
    std::string magic;
    int largest = 0;
    file >> magic >> slice.width >> slice.height >> largest;
    constexpr int kMostSide = 1 << 14;
    if (!file || magic != "P5" || largest != 255 || slice.width < 1 || slice.height < 1
        || slice.width > kMostSide || slice.height > kMostSide) {
        throw Error(ErrorCode::FileFormat, "The slice '" + path
                                               + "' is no binary PGM with 255 as largest value and "
                                                 "no comments.");
    }
    file.get();
    slice.codes.resize(static_cast<std::size_t>(slice.width)
                       * static_cast<std::size_t>(slice.height));
    file.read(reinterpret_cast<char*>(slice.codes.data()),
              static_cast<std::streamsize>(slice.codes.size()));
    if (!file) {
        throw Error(ErrorCode::FileFormat, "The slice '" + path + "' ends before its last pixel.");
    }
    return slice;
}

/// The upper left part whose sides are multiples of `stride`.
Slice cropped(const Slice& slice, int stride)
{
    Slice part{slice.name, slice.height / stride * stride, slice.width / stride * stride, {}};
    for (int y = 0; y < part.height; ++y) {
        const auto row = slice.codes.begin() + std::ptrdiff_t{y} * slice.width;
        part.codes.insert(part.codes.end(), row, row + part.width);
    }
    return part;
}

std::string hashOf(const void* data, std::size_t bytes)
{
    constexpr std::size_t kDigits = 16;
    Sha256 hash;
    hash.add(std::span(static_cast<const std::byte*>(data), bytes));
    return hash.finish().substr(0, kDigits);
}

/// The class of every pixel, as predictors decide it.
std::vector<std::uint8_t> maskOf(const std::vector<std::int32_t>& logits, int classes)
{
    const std::size_t pixels = logits.size() / static_cast<std::size_t>(classes);
    std::vector<std::uint8_t> mask(pixels);
    for (std::size_t i = 0; i < pixels; ++i) {
        std::size_t best = classes == 1 && logits[i] >= 0 ? 1 : 0;
        for (std::size_t c = 1; c < static_cast<std::size_t>(classes); ++c) {
            best = logits[c * pixels + i] > logits[best * pixels + i] ? c : best;
        }
        mask[i] = static_cast<std::uint8_t>(best);
    }
    return mask;
}

void printHashes(const std::shared_ptr<const model::Model>& model, const Slice& whole,
                 const ThreadPool& pool)
{
    constexpr quant::Precision kPrecisions[] = {{8, 8}, {4, 6}, {4, 4}, {2, 4}, {1, 2}, {1, 1}};
    const Slice slice = cropped(whole, model->network.stride());
    const TensorView<const std::uint8_t> input{slice.codes.data(), 1, slice.height, slice.width};
    std::vector<std::int32_t> logits(static_cast<std::size_t>(model->network.classes())
                                     * slice.codes.size());
    for (const quant::Precision precision : kPrecisions) {
        if (model->findTable(precision) == nullptr) {
            continue;
        }
        const engine::EngineOptions options{&pool, engine::chooseIsa()};
        engine::IntegerEngine engine(model, precision, options);
        engine.run(input, {logits.data(), model->network.classes(), slice.height, slice.width});
        const std::vector<std::uint8_t> mask = maskOf(logits, model->network.classes());
        std::printf("%s, %s, [1,%d,%d] %s: mask %s, logits %s\n", model->card.name.c_str(),
                    quant::toString(precision).c_str(), slice.height, slice.width,
                    slice.name.c_str(), hashOf(mask.data(), mask.size()).c_str(),
                    hashOf(logits.data(), logits.size() * sizeof(std::int32_t)).c_str());
    }
}

} // namespace

int main(int argc, char** argv)
{
    try {
        std::fprintf(stderr, "instruction sets:");
        for (const engine::Isa isa : engine::availableIsas()) {
            std::fprintf(stderr, " %s", engine::toString(isa));
        }
        std::fprintf(stderr, "; chosen: %s\n", engine::toString(engine::chooseIsa()));
        std::vector<std::string> models;
        std::vector<Slice> slices;
        for (int i = 1; i < argc; ++i) {
            const std::string path = argv[i];
            if (path.size() > 4 && path.substr(path.size() - 4) == ".pgm") {
                slices.push_back(readSlice(path));
            } else {
                models.push_back(path);
            }
        }
        if (slices.empty()) {
            slices.push_back(drawSlice());
        }
        const ThreadPool pool(2);
        for (const std::string& path : models) {
            const auto model = std::make_shared<const model::Model>(model::readModel(path));
            for (const Slice& slice : slices) {
                printHashes(model, slice, pool);
            }
        }
    } catch (const Error& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
