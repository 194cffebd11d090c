// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/winograd.h"

#include "core/engine/kernels/kernel_args.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstring>
#include <limits>
#include <vector>

namespace halftone::engine {
namespace {

constexpr int kSide = 4; ///< of a transformed tile
constexpr std::size_t kTaps = 9;
constexpr std::int32_t kOffset = 128;

using Vector = std::array<std::int32_t, kSide>;
using Tile = std::array<Vector, kSide>;

/// 2G applied to three taps.
Vector transformTaps(std::int32_t a, std::int32_t b, std::int32_t c)
{
    return {2 * a, a + b + c, a - b + c, 2 * c};
}

/// (2G) g (2G)^T of the 9 taps of one pair of channels.
Tile transformKernel(const std::int8_t* g)
{
    std::array<Vector, 3> rows;
    for (std::size_t y = 0; y < 3; ++y) {
        rows[y] = transformTaps(g[3 * y], g[3 * y + 1], g[3 * y + 2]);
    }
    Tile tile;
    for (std::size_t x = 0; x < kSide; ++x) {
        const Vector column = transformTaps(rows[0][x], rows[1][x], rows[2][x]);
        for (std::size_t y = 0; y < kSide; ++y) {
            tile[y][x] = column[y];
        }
    }
    return tile;
}

bool fitsS8(const Tile& tile)
{
    return std::all_of(tile.begin(), tile.end(), [](const Vector& row) {
        return std::all_of(row.begin(), row.end(), [](std::int32_t value) {
            return value >= std::numeric_limits<std::int8_t>::min()
                   && value <= std::numeric_limits<std::int8_t>::max();
        });
    });
}

/// True if an upsampled input has no product at this row or column of the tile.
constexpr bool vanishesUpsampled(std::size_t index)
{
    return index == 2;
}

/// Where the weights of one group of input channels lie within a pass and an output group.
struct GroupPlace {
    Reading reading = Reading::Direct;
    std::array<std::size_t, kSide> firstCell{}; ///< of every pass
};

/// Places of all input groups; `passCells` gets the cells of one output group in every pass.
std::vector<GroupPlace> placeGroups(const ConvShape& shape,
                                    std::array<std::size_t, kSide>& passCells)
{
    std::vector<GroupPlace> places;
    passCells = {};
    for (std::size_t i = 0; i < shape.inputChannels.size(); ++i) {
        const bool upsampled = shape.readingOf(i) == Reading::Upsampled2;
        const ConvShape one{shape.kernel, {shape.inputChannels[i]}, 0};
        for (int g = 0; g < one.inputGroups(); ++g) {
            places.push_back({shape.readingOf(i), passCells});
            for (std::size_t pass = 0; pass < kSide; ++pass) {
                const bool none = upsampled && vanishesUpsampled(pass);
                const std::size_t products = none ? 0 : (upsampled ? 3 : 4);
                passCells[pass] += products * kCellChannels;
            }
        }
    }
    return places;
}

/// Takes the offset of one pair of channels out of the four pixels of a tile: `corrections` points
/// to the upper left pixel of an output channel, the others follow `stride` apart.
void addCorrection(const Tile& weights, bool upsampled, std::int32_t* corrections,
                   std::size_t stride)
{
    for (std::size_t y = 0; y < kSide; ++y) {
        for (std::size_t x = 0; x < kSide; ++x) {
            const bool absent = upsampled && (vanishesUpsampled(y) || vanishesUpsampled(x));
            if (absent || (y == 1 && x == 1)) {
                continue;
            }
            // A^T: the upper (left) pixel takes 0 + 1 + 2, the lower (right) one 1 - 2 - 3.
            constexpr std::int32_t kFactor[2][kSide] = {{1, 1, 1, 0}, {0, 1, -1, -1}};
            for (std::size_t pixel = 0; pixel < 4; ++pixel) {
                corrections[pixel * stride] -=
                    kOffset * weights[y][x] * kFactor[pixel / 2][y] * kFactor[pixel % 2][x];
            }
        }
    }
}

} // namespace

bool isWinogradLegal(const ConvShape& shape, std::span<const std::int8_t> codes)
{
    constexpr std::int32_t kMaxU8 = std::numeric_limits<std::uint8_t>::max();
    if (shape.kernel != 3 || 4 * shape.maxInputCode > kMaxU8
        || 2 * shape.maxInputCode + kOffset > kMaxU8) {
        return false;
    }
    for (std::size_t first = 0; first < codes.size(); first += kTaps) {
        if (!fitsS8(transformKernel(codes.data() + first))) {
            return false;
        }
    }
    return true;
}

PackedWeights packWinograd(const ConvShape& shape, std::span<const std::int8_t> codes)
{
    std::array<std::size_t, kSide> passCells{};
    const std::vector<GroupPlace> places = placeGroups(shape, passCells);
    const auto outGroups = static_cast<std::size_t>(shape.outGroups());
    const std::size_t outLanes = outGroups * kCellChannels;

    // In cells of four bytes: corrections, then the passes one after the other.
    std::array<std::size_t, kSide> passStart{4 * outLanes};
    for (std::size_t pass = 1; pass < kSide; ++pass) {
        passStart[pass] = passStart[pass - 1] + outGroups * passCells[pass - 1];
    }
    PackedWeights packed((passStart[3] + outGroups * passCells[3]) * kCellChannels);
    std::vector<std::int32_t> corrections(4 * outLanes);

    forEachChannelPair(
        shape, codes, [&](std::size_t out, std::size_t lane, const std::int8_t* taps) {
            const Tile tile = transformKernel(taps);
            assert(fitsS8(tile));
            const GroupPlace& place = places[lane / kCellChannels];
            const bool upsampled = place.reading == Reading::Upsampled2;
            addCorrection(tile, upsampled, corrections.data() + out, outLanes);
            for (std::size_t pass = 0; pass < kSide; ++pass) {
                if (upsampled && vanishesUpsampled(pass)) {
                    continue;
                }
                std::size_t cell = passStart[pass] + out / kCellChannels * passCells[pass]
                                   + place.firstCell[pass] + out % kCellChannels;
                for (std::size_t x = 0; x < kSide; ++x) {
                    if (upsampled && vanishesUpsampled(x)) {
                        continue;
                    }
                    packed[cell * kCellChannels + lane % kCellChannels] =
                        static_cast<std::byte>(tile[pass][x]);
                    cell += kCellChannels;
                }
            }
        });
    std::memcpy(packed.data(), corrections.data(), corrections.size() * sizeof(std::int32_t));
    return packed;
}

std::size_t winogradScratch(const ConvShape& shape)
{
    const auto outGroups = static_cast<std::size_t>(shape.outGroups());
    const auto slab = std::max(static_cast<std::size_t>(kWinogradSlabBytes),
                               static_cast<std::size_t>(shape.inputGroups()) * 256);
    return outGroups * kWinogradVectors * 1024 + slab;
}

} // namespace halftone::engine
