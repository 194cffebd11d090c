// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/packing/lookup.h"

#include "core/engine/cpu/lookup_args.h"
#include "core/engine/packing/channel_pairs.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>
#include <limits>
#include <vector>

namespace halftone::engine {
namespace {

constexpr int kPatterns = 16;
constexpr int kMostEntry = 2;

/// Twice what the entries of a table are centred by: weights +1 minus weights -1.
int balanceOf(int pattern)
{
    return 2 * std::popcount(static_cast<unsigned>(pattern)) - kCellChannels;
}

/// What inputs of four channels add up to with weights +1 where `pattern` has a bit, else -1.
int entryOf(int pattern, int inputs)
{
    int sum = 0;
    for (int channel = 0; channel < kCellChannels; ++channel) {
        const int weight = (pattern >> channel & 1) != 0 ? 1 : -1;
        sum += weight * (inputs >> channel & 1);
    }
    return sum - balanceOf(pattern) / 2;
}

} // namespace

bool isLookupLegal(const ConvShape& shape, std::span<const std::int8_t> codes)
{
    constexpr int kMostGroups =
        std::numeric_limits<std::int16_t>::max() / (kLookupTaps * kMostEntry);
    return shape.kernel == 3 && shape.maxInputCode == 1 && shape.keepsRange && shape.blankBorders
           && shape.readingOf(0) != Reading::Windows && shape.inputGroups() <= kMostGroups
           && std::all_of(codes.begin(), codes.end(),
                          [](std::int8_t code) { return code == 1 || code == -1; });
}

PackedWeights packLookup(const ConvShape& shape, std::span<const std::int8_t> codes)
{
    assert(isLookupLegal(shape, codes));
    const auto outLanes = static_cast<std::size_t>(shape.outLanes());
    const auto groups = static_cast<std::size_t>(shape.inputGroups());
    std::vector<std::int32_t> ranges(3 * outLanes); // corrections, least, most
    const std::size_t rangeBytes = ranges.size() * sizeof ranges[0];
    PackedWeights packed(kLookupTablesBytes + rangeBytes + outLanes * groups * kLookupTaps);
    for (int pattern = 0; pattern < kPatterns; ++pattern) {
        for (int inputs = 0; inputs < kLookupTableBytes; ++inputs) {
            packed[static_cast<std::size_t>(pattern * kLookupTableBytes + inputs)] =
                static_cast<std::byte>(entryOf(pattern, inputs));
        }
    }
    // Patterns first; channels that do not exist are weights -1 of inputs that are 0.
    std::byte* const patterns = packed.data() + kLookupTablesBytes + rangeBytes;
    forEachChannelPair(
        shape, codes, [&](std::size_t out, std::size_t lane, const std::int8_t* taps) {
            std::byte* to = patterns
                            + (out / kCellChannels * groups + lane / kCellChannels) * kLookupTaps
                                  * kCellChannels
                            + out % kCellChannels;
            std::int32_t plus = 0;
            for (std::size_t tap = 0; tap < kLookupTaps; ++tap) {
                const int bit = taps[tap] > 0 ? 1 : 0;
                to[tap * kCellChannels] |= static_cast<std::byte>(bit << lane % kCellChannels);
                plus += bit;
            }
            ranges[outLanes + out] -= kLookupTaps - plus;
            ranges[2 * outLanes + out] += plus;
        });
    std::byte* next = patterns;
    for (std::size_t first = 0; first < outLanes; first += kCellChannels) {
        for (std::size_t i = 0; i < groups * kLookupTaps; ++i) {
            for (std::size_t out = first; out < first + kCellChannels; ++out, ++next) {
                const int pattern = std::to_integer<int>(*next);
                ranges[out] += balanceOf(pattern) / 2;
                *next = static_cast<std::byte>(pattern * kLookupTableBytes);
            }
        }
    }
    std::memcpy(packed.data() + kLookupTablesBytes, ranges.data(), rangeBytes);
    return packed;
}

std::size_t lookupScratch(const ConvShape& shape)
{
    return static_cast<std::size_t>(shape.inputGroups() * kLookupGroupBytes)
           + (kLookupSums + 2 * static_cast<std::size_t>(lookupLimits(shape.outGroups())))
                 * sizeof(std::int16_t);
}

LayerWork countLookupWork(const ConvShape& shape, const WorkSize& size, std::size_t)
{
    const int columns = (size.width + kLookupColumns - 1) / kLookupColumns;
    const int tiles = (size.height + kLookupTileRows - 1) / kLookupTileRows * columns;
    const int blocks = (size.height + kLookupRows - 1) / kLookupRows * columns;
    LayerWork work;
    work.outputs = 1.0 * tiles * kLookupTileRows * shape.outLanes();
    work.products = work.outputs * shape.inputGroups() * kLookupTaps;
    work.transforms = 1.0 * blocks * shape.inputGroups();
    return work;
}

} // namespace halftone::engine
