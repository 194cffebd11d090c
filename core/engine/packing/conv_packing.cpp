// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/packing/conv_packing.h"

#include "core/engine/packing/channel_pairs.h"

#include <algorithm>
#include <cassert>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <vector>

namespace halftone::engine {
namespace {

std::size_t paddedWeights(const ConvShape& shape)
{
    return static_cast<std::size_t>(shape.outGroups()) * kCellChannels
           * static_cast<std::size_t>(shape.inputGroups()) * kCellChannels
           * static_cast<std::size_t>(shape.kernel * shape.kernel);
}

} // namespace

PackedWeights packConvPortable(const ConvShape& shape, std::span<const std::int8_t> codes)
{
    const auto taps = static_cast<std::size_t>(shape.kernel * shape.kernel);
    const auto groups = static_cast<std::size_t>(shape.inputGroups());
    PackedWeights packed(paddedWeights(shape) * sizeof(std::int16_t));
    forEachChannelPair(
        shape, codes, [&](std::size_t out, std::size_t lane, const std::int8_t* from) {
            const std::size_t group = lane / kCellChannels;
            const std::size_t first =
                (out * groups + group) * taps * kCellChannels + lane % kCellChannels;
            for (std::size_t tap = 0; tap < taps; ++tap) {
                const std::int16_t code = from[tap];
                std::memcpy(packed.data() + (first + tap * kCellChannels) * sizeof code, &code,
                            sizeof code);
            }
        });
    return packed;
}

std::size_t convScratchPortable(const ConvShape& shape)
{
    return static_cast<std::size_t>(shape.inputGroups()) * kCellChannels
           * static_cast<std::size_t>(shape.kernel * shape.kernel) * sizeof(std::int16_t);
}

namespace {

/// Writes cells of four s8, [outGroups][input groups][KX][KY][4 output channels], to `packed`.
void writeCells(const ConvShape& shape, std::span<const std::int8_t> codes, std::byte* packed)
{
    constexpr std::size_t kTapBytes = kCellChannels * kCellChannels; // 4 outputs x 4 inputs
    const auto kernel = static_cast<std::size_t>(shape.kernel);
    const auto groups = static_cast<std::size_t>(shape.inputGroups());
    forEachChannelPair(
        shape, codes, [&](std::size_t out, std::size_t lane, const std::int8_t* from) {
            const std::size_t block = out / kCellChannels * groups + lane / kCellChannels;
            std::byte* to = packed + block * kernel * kernel * kTapBytes
                            + out % kCellChannels * kCellChannels + lane % kCellChannels;
            for (std::size_t kx = 0; kx < kernel; ++kx) {
                for (std::size_t ky = 0; ky < kernel; ++ky) {
                    *to = static_cast<std::byte>(from[ky * kernel + kx]);
                    to += kTapBytes;
                }
            }
        });
}

/// The three taps of a row in a cell, [outGroups][KY][4 output channels].
PackedWeights packWindowCells(const ConvShape& shape, std::span<const std::int8_t> codes)
{
    constexpr std::size_t kSide = 3;
    assert(shape.kernel == static_cast<int>(kSide) && shape.totalInputChannels() == 1);
    PackedWeights packed(static_cast<std::size_t>(shape.outGroups()) * kSide * kCellChannels
                         * kCellChannels);
    forEachChannelPair(shape, codes, [&](std::size_t out, std::size_t, const std::int8_t* from) {
        for (std::size_t ky = 0; ky < kSide; ++ky) {
            const std::size_t cell =
                (out / kCellChannels * kSide + ky) * kCellChannels + out % kCellChannels;
            std::memcpy(packed.data() + cell * kCellChannels, from + ky * kSide, kSide);
        }
    });
    return packed;
}

} // namespace

PackedWeights packConvCells(const ConvShape& shape, std::span<const std::int8_t> codes)
{
    if (shape.readingOf(0) == Reading::Windows) {
        return packWindowCells(shape, codes);
    }
    PackedWeights packed(paddedWeights(shape));
    writeCells(shape, codes, packed.data());
    return packed;
}

PackedWeights packConvOffsetCells(const ConvShape& shape, std::span<const std::int8_t> codes)
{
    constexpr std::int32_t kOffset = 128;
    std::vector<std::int32_t> corrections(static_cast<std::size_t>(shape.outLanes()));
    const std::size_t weights = codes.size() / static_cast<std::size_t>(shape.outChannels);
    for (std::size_t i = 0; i < codes.size(); ++i) {
        corrections[i / weights] += kOffset * codes[i];
    }
    const PackedWeights cells = packConvCells(shape, codes);
    const std::size_t front = corrections.size() * sizeof(std::int32_t);
    PackedWeights packed(front + cells.size());
    std::memcpy(packed.data(), corrections.data(), front);
    std::memcpy(packed.data() + front, cells.data(), cells.size());
    return packed;
}

PackedWeights packConvWords(const ConvShape& shape, std::span<const std::int8_t> codes)
{
    // Channels 0, 2, 1, 3 of a cell.
    constexpr std::size_t kPlace[kCellChannels] = {0, 2, 1, 3};
    const PackedWeights cells = packConvCells(shape, codes);
    PackedWeights packed(cells.size() * sizeof(std::int16_t));
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::size_t channel = i % kCellChannels;
        const auto code = static_cast<std::int16_t>(static_cast<std::int8_t>(cells[i]));
        const std::size_t to = i - channel + kPlace[channel];
        std::memcpy(packed.data() + to * sizeof code, &code, sizeof code);
    }
    return packed;
}

int narrowGroupsPerSum(const ConvShape& shape, std::span<const std::int8_t> codes)
{
    constexpr int kMaxSum = std::numeric_limits<std::int16_t>::max();
    const int taps = shape.kernel * shape.kernel;
    int largest = 0;
    int ofPair = 0;
    std::size_t pair = 0;
    forEachChannelPair(shape, codes, [&](std::size_t, std::size_t lane, const std::int8_t* from) {
        // Lanes come in order; the first of a pair, or one after a gap, starts anew.
        ofPair = lane / 2 == pair && lane % 2 != 0 ? ofPair : 0;
        pair = lane / 2;
        for (int tap = 0; tap < taps; ++tap) {
            ofPair += std::abs(int{from[tap]});
        }
        largest = std::max(largest, ofPair);
    });
    const int reach = largest * shape.maxInputCode; // at most 9 * 254 * 255
    return reach == 0 ? shape.inputGroups() : std::min(kMaxSum / reach, shape.inputGroups());
}

PackedWeights packConvNarrow(const ConvShape& shape, std::span<const std::int8_t> codes)
{
    const std::int32_t groupsPerSum = narrowGroupsPerSum(shape, codes);
    assert(groupsPerSum > 0);
    PackedWeights packed(kNarrowHeaderBytes + paddedWeights(shape));
    std::memcpy(packed.data(), &groupsPerSum, sizeof groupsPerSum);
    writeCells(shape, codes, packed.data() + kNarrowHeaderBytes);
    return packed;
}

bool isNarrowLegal(const ConvShape& shape, std::span<const std::int8_t> codes)
{
    return narrowGroupsPerSum(shape, codes) > 0;
}

LayerWork countDirectWork(const ConvShape& shape, const WorkSize& size, std::size_t)
{
    // A cell of a window holds the three taps of a row.
    const bool windows = shape.readingOf(0) == Reading::Windows;
    const int taps = windows ? shape.kernel : shape.kernel * shape.kernel;
    LayerWork work;
    work.outputs = size.vectors(size.height, size.width) * shape.outLanes();
    work.products = work.outputs * shape.inputGroups() * taps;
    return work;
}

LayerWork countGatheredWork(const ConvShape& shape, const WorkSize& size, std::size_t counted)
{
    LayerWork work = countDirectWork(shape, size, counted);
    work.transforms =
        size.vectors(size.height, size.width) * shape.inputGroups() * shape.kernel * shape.kernel;
    return work;
}

} // namespace halftone::engine
