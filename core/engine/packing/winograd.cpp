// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/packing/winograd.h"

#include "core/engine/cpu/kernel_args.h"
#include "core/engine/packing/channel_pairs.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <numeric>
#include <vector>

namespace halftone::engine {
namespace {

constexpr std::size_t kSide = 4; ///< of a transformed tile
constexpr std::size_t kTaps = 9;
constexpr std::int32_t kOffset = 128;

/// [4][4], rows first.
template <typename T>
using Tile = std::array<T, kSide * kSide>;

/// (2G) g (2G)^T of the 9 taps g of one pair of channels; at most 9 * 127 in magnitude for codes.
template <typename T, typename Tap>
Tile<T> transformKernel(const Tap* g)
{
    const auto transform = [](T a, T b, T c, T* to, std::size_t stride) {
        const auto ends = static_cast<T>(a + c);
        to[0] = static_cast<T>(2 * a);
        to[stride] = static_cast<T>(ends + b);
        to[2 * stride] = static_cast<T>(ends - b);
        to[3 * stride] = static_cast<T>(2 * c);
    };
    T rows[3 * kSide];
    for (std::size_t y = 0; y < 3; ++y) {
        transform(T{g[3 * y]}, T{g[3 * y + 1]}, T{g[3 * y + 2]}, rows + kSide * y, 1);
    }
    Tile<T> tile;
    for (std::size_t x = 0; x < kSide; ++x) {
        transform(rows[x], rows[kSide + x], rows[2 * kSide + x], tile.data() + x, kSide);
    }
    return tile;
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

/// Sums of the taps over all input channels, of every output channel, [outLanes][9].
struct TapSums {
    explicit TapSums(std::size_t outLanes) : direct(outLanes * kTaps), upsampled(outLanes * kTaps)
    {
    }
    std::vector<std::int32_t> direct;
    std::vector<std::int32_t> upsampled;
};

/// What takes the offsets of all products out of the four pixels of a tile of one output channel:
/// the starts of the left and right pixels in pass 1, which adds to the upper and the lower ones,
/// and in pass 2, which adds to the upper and subtracts from the lower ones.
std::array<std::int32_t, 4> correctionsOf(const TapSums& sums, std::size_t out)
{
    // The transform is linear: that of the sum is the sum of the weights.
    const auto direct = transformKernel<std::int32_t>(sums.direct.data() + out * kTaps);
    const auto upsampled = transformKernel<std::int32_t>(sums.upsampled.data() + out * kTaps);
    std::array<std::int32_t, 4> pixels{};
    for (std::size_t y = 0; y < kSide; ++y) {
        for (std::size_t x = 0; x < kSide; ++x) {
            if (y == 1 && x == 1) {
                continue;
            }
            const bool absent = vanishesUpsampled(y) || vanishesUpsampled(x);
            const std::int32_t weights =
                direct[y * kSide + x] + (absent ? 0 : upsampled[y * kSide + x]);
            // A^T: the upper (left) pixel takes 0 + 1 + 2, the lower (right) one 1 - 2 + 3.
            constexpr std::int32_t kFactor[2][kSide] = {{1, 1, 1, 0}, {0, 1, -1, 1}};
            for (std::size_t pixel = 0; pixel < 4; ++pixel) {
                pixels[pixel] -= kOffset * weights * kFactor[pixel / 2][y] * kFactor[pixel % 2][x];
            }
        }
    }
    // Multiples of kOffset: the halves are exact.
    const auto [upperLeft, upperRight, lowerLeft, lowerRight] = pixels;
    return {(upperLeft + lowerLeft) / 2, (upperRight + lowerRight) / 2, (upperLeft - lowerLeft) / 2,
            (upperRight - lowerRight) / 2};
}

} // namespace

bool isWinogradLegal(const ConvShape& shape, std::span<const std::int8_t> codes)
{
    constexpr std::int32_t kMaxU8 = std::numeric_limits<std::uint8_t>::max();
    if (shape.kernel != 3 || shape.readingOf(0) == Reading::Windows
        || 4 * shape.maxInputCode > kMaxU8 || 2 * shape.maxInputCode + kOffset > kMaxU8) {
        return false;
    }
    // Most layers of few bits need no closer look.
    const int largestCode = std::transform_reduce(
        codes.begin(), codes.end(), 0, [](int a, int b) { return std::max(a, b); },
        [](std::int8_t code) { return std::abs(int{code}); });
    if (static_cast<int>(kTaps) * largestCode <= std::numeric_limits<std::int8_t>::max()) {
        return true;
    }
    Tile<std::int16_t> least{};
    Tile<std::int16_t> largest{};
    for (std::size_t first = 0; first < codes.size(); first += kTaps) {
        const auto tile = transformKernel<std::int16_t>(codes.data() + first);
        for (std::size_t i = 0; i < tile.size(); ++i) {
            least[i] = std::min(least[i], tile[i]);
            largest[i] = std::max(largest[i], tile[i]);
        }
    }
    return *std::min_element(least.begin(), least.end()) >= std::numeric_limits<std::int8_t>::min()
           && *std::max_element(largest.begin(), largest.end())
                  <= std::numeric_limits<std::int8_t>::max();
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
    TapSums sums(outLanes);
    forEachChannelPair(
        shape, codes, [&](std::size_t out, std::size_t lane, const std::int8_t* taps) {
            const auto tile = transformKernel<std::int16_t>(taps);
            const GroupPlace& place = places[lane / kCellChannels];
            const bool upsampled = place.reading == Reading::Upsampled2;
            std::int32_t* sum = (upsampled ? sums.upsampled : sums.direct).data() + out * kTaps;
            for (std::size_t tap = 0; tap < kTaps; ++tap) {
                sum[tap] += taps[tap];
            }
            for (std::size_t pass = 0; pass < kSide; ++pass) {
                if (upsampled && vanishesUpsampled(pass)) {
                    continue;
                }
                const std::size_t cell = passStart[pass] + out / kCellChannels * passCells[pass]
                                         + place.firstCell[pass] + out % kCellChannels;
                std::byte* to = packed.data() + cell * kCellChannels + lane % kCellChannels;
                for (std::size_t x = 0; x < kSide; ++x) {
                    if (upsampled && vanishesUpsampled(x)) {
                        continue;
                    }
                    assert(tile[pass * kSide + x]
                           == static_cast<std::int8_t>(tile[pass * kSide + x]));
                    *to = static_cast<std::byte>(tile[pass * kSide + x]);
                    to += kCellChannels * kCellChannels;
                }
            }
        });
    for (std::size_t out = 0; out < static_cast<std::size_t>(shape.outChannels); ++out) {
        const auto corrections = correctionsOf(sums, out);
        for (std::size_t pixel = 0; pixel < corrections.size(); ++pixel) {
            std::memcpy(packed.data() + (pixel * outLanes + out) * sizeof(std::int32_t),
                        &corrections[pixel], sizeof(std::int32_t));
        }
    }
    return packed;
}

std::size_t winogradScratch(const ConvShape& shape)
{
    // Sums of one vector of tiles and four output channels: 4 pixels x 4 channels x 16 tiles.
    constexpr std::size_t kSumBytes = 1024;
    std::array<std::size_t, kSide> passCells{};
    (void)placeGroups(shape, passCells);
    const WinogradBlocking blocking =
        winogradBlocking(static_cast<std::ptrdiff_t>(passCells[0] / kCellChannels));
    const std::size_t waiting =
        blocking.whole ? 0 : static_cast<std::size_t>(shape.outGroups() * blocking.vectors);
    return waiting * kSumBytes + static_cast<std::size_t>(blocking.slabBytes);
}

LayerWork countWinogradWork(const ConvShape& shape, const WorkSize& size, std::size_t)
{
    const double vectors = size.vectors((size.height + 1) / 2, (size.width + 1) / 2); // of tiles
    LayerWork work;
    work.outputs = vectors * shape.outLanes();
    for (std::size_t i = 0; i < shape.inputChannels.size(); ++i) {
        const double groups = groupsOf(shape.inputChannels[i]);
        const double products = shape.readingOf(i) == Reading::Upsampled2 ? 9.0 : 16.0;
        work.products += work.outputs * groups * products;
        work.transforms += vectors * groups * products / 16.0;
    }
    return work;
}

} // namespace halftone::engine
