// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/packing/tile_form.h"

#include "core/engine/packing/tile_kernel.h"
#include "core/quant/fixed_point.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <optional>

namespace halftone::engine {
namespace {

constexpr int kMostS8 = std::numeric_limits<std::int8_t>::max();
constexpr int kMostU8 = std::numeric_limits<std::uint8_t>::max();
constexpr int kMostS16 = std::numeric_limits<std::int16_t>::max();

/// Which inputs there are.
struct Kinds {
    bool direct = false;
    bool upsampled = false;
};

/// Of a convolution that tiles can compute at all.
std::optional<Kinds> kindsOf(const ConvShape& shape)
{
    Kinds kinds;
    for (std::size_t i = 0; i < shape.inputChannels.size(); ++i) {
        kinds.direct = kinds.direct || shape.readingOf(i) == Reading::Direct;
        kinds.upsampled = kinds.upsampled || shape.readingOf(i) == Reading::Upsampled2;
        if (shape.readingOf(i) == Reading::Windows) {
            return std::nullopt;
        }
    }
    return shape.kernel == 3 ? std::optional(kinds) : std::nullopt;
}

int largestMagnitude(std::span<const std::int8_t> codes)
{
    int largest = 0;
    for (const std::int8_t code : codes) {
        largest = std::max(largest, std::abs(int{code}));
    }
    return largest;
}

/// Whether `times` any accumulator with its rounding constant fits 32 bits.
bool fitsAccumulators(const ConvShape& shape, std::span<const std::int8_t> codes, int times)
{
    const std::int64_t most =
        std::numeric_limits<std::int32_t>::max() / times - (1 << (quant::kMaxPreShift - 1));
    const auto weights = kTileTaps * static_cast<std::size_t>(shape.totalInputChannels());
    // Most layers need no closer look.
    if (static_cast<std::int64_t>(weights) * largestMagnitude(codes) * shape.maxInputCode <= most) {
        return true;
    }
    for (std::size_t first = 0; first < codes.size(); first += weights) {
        std::int32_t positive = 0;
        std::int32_t negative = 0;
        for (const std::int8_t code : codes.subspan(first, weights)) {
            positive += std::max(int{code}, 0);
            negative -= std::min(int{code}, 0);
        }
        if (std::int64_t{std::max(positive, negative)} * shape.maxInputCode > most) {
            return false;
        }
    }
    return true;
}

/// Whether elements of one kind of inputs fit a byte at all positions.
bool fitsElements(const TileRecipe& recipe, TileSums sums, Reading reading, int maxInputCode)
{
    for (int p = 0; p < recipe.positions(); ++p) {
        const TileBytes bytes = tileBytes(recipe, sums, reading, p, maxInputCode);
        const bool isAbsent = reading == Reading::Upsampled2 && isAbsentUpsampled(recipe.axis, p);
        if (!isAbsent && (bytes.largest > kMostU8 || bytes.smallest < 0)) {
            return false;
        }
    }
    return true;
}

/// Whether weights of 4 x 4 channels fit a byte, and two products of them 16 bits where those are
/// summed up.
bool fitsWeights(const TileRecipe& recipe, TileSums sums, Reading reading, int maxInputCode,
                 const TileWeights& weights)
{
    for (int p = 0; p < recipe.positions(); ++p) {
        const int largest = tileBytes(recipe, sums, reading, p, maxInputCode).largest;
        const auto& of = weights[static_cast<std::size_t>(p)];
        for (std::size_t i = 0; i < kTileLanes; i += 2) {
            const int a = of[i];
            const int b = of[i + 1];
            const int positive = std::max(a, 0) + std::max(b, 0);
            const int negative = std::min(a, 0) + std::min(b, 0);
            if (std::max(std::abs(a), std::abs(b)) > kMostS8
                || (sums == TileSums::Pairs16
                    && largest * std::max(positive, -negative) > kMostS16)) {
                return false;
            }
        }
    }
    return true;
}

/// The same of all weights of these kinds of inputs.
bool fitsBytes(const TileRecipe& recipe, TileSums sums, const ConvShape& shape,
               std::span<const std::int8_t> codes, Kinds kinds)
{
    for (const Reading reading : {Reading::Direct, Reading::Upsampled2}) {
        if ((reading == Reading::Direct ? kinds.direct : kinds.upsampled)
            && !fitsElements(recipe, sums, reading, shape.maxInputCode)) {
            return false;
        }
    }
    // Most layers of few bits need no closer look: no element is larger than 255, none of G g G^T
    // than 9 times a weight.
    const int largest = largestMagnitude(codes) * static_cast<int>(kTileTaps);
    if (largest <= kMostS8 && 2 * largest * kMostU8 <= kMostS16) {
        return true;
    }
    const TileCodes tileCodes(shape, codes, kinds.direct, kinds.upsampled);
    for (int out = 0; out < shape.outGroups(); ++out) {
        for (std::size_t group = 0; group < tileCodes.groups(); ++group) {
            const Reading reading = tileCodes.readingOf(group);
            TileTaps taps;
            TileWeights weights;
            tileCodes.gather(TileOrder::Bytes, static_cast<std::size_t>(out), group, taps);
            recipe.apply(reading, taps, weights);
            if (!fitsWeights(recipe, sums, reading, shape.maxInputCode, weights)) {
                return false;
            }
        }
    }
    return true;
}

bool isTileBytesLegal(const TileRecipe& recipe, TileSums sums, int shift, const ConvShape& shape,
                      std::span<const std::int8_t> codes)
{
    const auto kinds = kindsOf(shape);
    return kinds && fitsBytes(recipe, sums, shape, codes, *kinds)
           && fitsAccumulators(shape, codes, 1 << shift);
}

/// Groups of 4 channels of direct and of upsampled inputs.
struct Groups {
    int direct = 0;
    int upsampled = 0;
};

Groups groupsOf(const ConvShape& shape)
{
    Groups groups;
    for (std::size_t i = 0; i < shape.inputChannels.size(); ++i) {
        (shape.readingOf(i) == Reading::Direct ? groups.direct : groups.upsampled) +=
            engine::groupsOf(shape.inputChannels[i]);
    }
    return groups;
}

/// What a part takes of the slab and of sums of `outGroups` groups of output channels.
std::size_t partBytes(const TileAxis& axis, int groups, int elementBytes, int outGroups)
{
    const int positions = axis.points * axis.points;
    return static_cast<std::size_t>(positions
                                        * tilePositionBytes(kMostBlockTiles, groups, elementBytes)
                                    + outGroups * tileSumBytes(axis, kMostBlockTiles));
}

/// Products of an upsampled group of channels.
int productsUpsampled(const TileAxis& axis)
{
    int products = 0;
    for (int p = 0; p < axis.points * axis.points; ++p) {
        products += isAbsentUpsampled(axis, p) ? 0 : 1;
    }
    return products;
}

/// Vectors of tiles. Those that the last block of a band lacks are left out: they cost little.
double vectorsOf(const TileAxis& axis, const WorkSize& size)
{
    const int rows = (size.height + axis.outputs - 1) / axis.outputs;
    const int vectorPixels = size.lanes * axis.outputs;
    return 1.0 * rows * ((size.width + vectorPixels - 1) / vectorPixels);
}

/// `weight` is what a product of 4 channels takes, in products of bytes.
LayerWork countPart(const TileAxis& axis, Groups groups, int outLanes, const WorkSize& size,
                    double weight)
{
    const double vectors = vectorsOf(axis, size);
    const double products =
        axis.points * axis.points * groups.direct + productsUpsampled(axis) * groups.upsampled;
    LayerWork work;
    work.outputs = vectors * outLanes;
    work.products = work.outputs * products * weight;
    work.transforms = vectors * products * weight;
    return work;
}

} // namespace

bool isTileWordsLegal(const ConvShape& shape, std::span<const std::int8_t> codes)
{
    return kindsOf(shape).has_value() && fitsAccumulators(shape, codes, 1 << kTileWordsShift);
}

bool isTileBytes4Legal(TileSums sums, const ConvShape& shape, std::span<const std::int8_t> codes)
{
    return isTileBytesLegal(kByteRecipe4, sums, kTileBytes4Shift, shape, codes);
}

bool isTileBytes2Legal(TileSums sums, const ConvShape& shape, std::span<const std::int8_t> codes)
{
    return isTileBytesLegal(kByteRecipe2, sums, kTileBytes2Shift, shape, codes);
}

bool isTileMixedLegal(TileSums sums, const ConvShape& shape, std::span<const std::int8_t> codes)
{
    const auto kinds = kindsOf(shape);
    return kinds && kinds->direct && kinds->upsampled
           && fitsBytes(kByteRecipe4, sums, shape, codes, {false, true})
           && fitsAccumulators(shape, codes, 1 << kTileWordsShift);
}

std::size_t tileWordsScratch(const ConvShape& shape)
{
    return partBytes(kWordAxis4, shape.inputGroups(), 2, kTileWordOutGroups);
}

std::size_t tileBytes4Scratch(const ConvShape& shape)
{
    return partBytes(kByteAxis4, shape.inputGroups(), 1, kTileByteOutGroups);
}

std::size_t tileBytes2Scratch(const ConvShape& shape)
{
    return partBytes(kByteAxis2, shape.inputGroups(), 1, kTileByteOutGroups);
}

std::size_t tileMixedScratch(const ConvShape& shape)
{
    const Groups groups = groupsOf(shape);
    return partBytes(kWordAxis4, groups.direct, 2, kTileWordOutGroups)
           + partBytes(kByteAxis4, groups.upsampled, 1, kTileWordOutGroups);
}

LayerWork countTileWordsWork(const ConvShape& shape, const WorkSize& size, std::size_t)
{
    return countPart(kWordAxis4, groupsOf(shape), shape.outLanes(), size, 2);
}

LayerWork countTileBytes4Work(const ConvShape& shape, const WorkSize& size, std::size_t)
{
    return countPart(kByteAxis4, groupsOf(shape), shape.outLanes(), size, 1);
}

LayerWork countTileBytes2Work(const ConvShape& shape, const WorkSize& size, std::size_t)
{
    return countPart(kByteAxis2, groupsOf(shape), shape.outLanes(), size, 1);
}

LayerWork countTileMixedWork(const ConvShape& shape, const WorkSize& size, std::size_t)
{
    const Groups groups = groupsOf(shape);
    LayerWork work = countPart(kWordAxis4, {groups.direct, 0}, shape.outLanes(), size, 2);
    const LayerWork more = countPart(kByteAxis4, {0, groups.upsampled}, shape.outLanes(), size, 1);
    work.products += more.products;
    work.transforms += more.transforms;
    return work;
}

} // namespace halftone::engine
