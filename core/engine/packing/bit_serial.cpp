// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/packing/bit_serial.h"

#include "core/engine/cpu/bit_serial_args.h"
#include "core/engine/packing/channel_pairs.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>
#include <numeric>
#include <utility>
#include <vector>

namespace halftone::engine {
namespace {

constexpr int kTaps = 9;
constexpr int kPlaneBytes = 64;
constexpr int kMaxInputCode = 3;

/// Planes of 16 groups are 36 KB, a little more than an L1 cache of 32 KB, but of a list's planes
/// only half are loaded. Measured: 12 groups take 5 % longer, as sums wait more often; 28 take as
/// long.
constexpr int kMostGroups = 16;

int bitsOf(int number)
{
    return static_cast<int>(std::bit_width(static_cast<unsigned>(number)));
}

/// What the bits of the input codes can hold: a complement is this minus the code.
int largestCode(const ConvShape& shape)
{
    return (1 << bitSerialInputBits(shape)) - 1;
}

/// The tree of adders fills five planes from the highest that takes inputs, and one with carries.
constexpr int kFewestPlanes = 8;

/// Planes that spell numbers up to `most` and one more, the threshold that none reaches.
int planesFor(int most)
{
    return std::max(kFewestPlanes, bitsOf(most + 1));
}

/// The most that any weights take of this shape: with a sign.
int mostPlanes(const ConvShape& shape)
{
    return planesFor(kTaps * kCellChannels * shape.inputGroups() * largestCode(shape)) + 1;
}

/// Chunks of almost equal size.
int chunkGroupsOf(const ConvShape& shape)
{
    const int groups = shape.inputGroups();
    const int chunks = (groups + kMostGroups - 1) / kMostGroups;
    return (groups + chunks - 1) / chunks;
}

/// True if no weight is 0.
bool isBinary(std::span<const std::int8_t> codes)
{
    return std::none_of(codes.begin(), codes.end(), [](std::int8_t code) { return code == 0; });
}

/// With what fills it up.
std::size_t listLength(std::size_t planes)
{
    return (planes + kBitListUnit - 1) / kBitListUnit * kBitListUnit;
}

/// How many weights of one output channel have which sign.
struct Signs {
    std::int32_t plus = 0;
    std::int32_t minus = 0;
};

/// The lists of one output channel in one chunk, of weights 1 and -1, one behind the other.
struct ListPlace {
    std::size_t begin = 0; ///< in Chunk::offsets
    std::size_t plus = 0;  ///< length
    std::size_t minus = 0;
};

/// What becomes the lists of one chunk.
struct Chunk {
    std::vector<std::uint16_t> offsets;
    std::vector<ListPlace> places; ///< of the output channels from 0 on
    // Of the output channel in work, with room for all planes and what fills up.
    std::vector<std::uint16_t> plus;
    std::vector<std::uint16_t> minus;
    std::size_t plusCount = 0;
    std::size_t minusCount = 0;
};

/// Collects the planes that channels select, chunk by chunk. Without branches on weights: half a
/// million pairs of channels are packed when the slider moves.
class PlaneSelection {
public:
    PlaneSelection(const ConvShape& shape, bool binary)
        : m_binary(binary), m_chunkGroups(chunkGroupsOf(shape)), m_groups(shape.inputGroups()),
          m_chunks(static_cast<std::size_t>((m_groups + m_chunkGroups - 1) / m_chunkGroups))
    {
        const std::size_t room = chunkLanes() * kTaps + kBitListUnit;
        for (Chunk& chunk : m_chunks) {
            chunk.plus.resize(room);
            chunk.minus.resize(room);
        }
    }

    /// The 9 taps of one pair of channels; pairs come in order.
    void add(std::size_t lane, const std::int8_t* taps)
    {
        Chunk& chunk = m_chunks[lane / chunkLanes()];
        const std::size_t first = lane % chunkLanes() * kTaps;
        for (std::size_t tap = 0; tap < kTaps; ++tap) {
            const auto offset = static_cast<std::uint16_t>((first + tap) * kPlaneBytes);
            chunk.plus[chunk.plusCount] = offset;
            chunk.plusCount += taps[tap] > 0 ? 1 : 0;
            chunk.minus[chunk.minusCount] = offset;
            chunk.minusCount += taps[tap] < 0 ? 1 : 0;
        }
    }

    /// The output channel in work is complete.
    Signs finishChannel()
    {
        const std::size_t zeros = chunkLanes() * kTaps * kPlaneBytes;
        Signs signs;
        for (Chunk& chunk : m_chunks) {
            signs.plus += static_cast<std::int32_t>(chunk.plusCount);
            signs.minus += static_cast<std::int32_t>(chunk.minusCount);
            if (chunk.plusCount == 0) { // every channel has a sum
                chunk.plus[chunk.plusCount++] = static_cast<std::uint16_t>(zeros);
            }
            chunk.minusCount = m_binary ? 0 : chunk.minusCount;
            fillUp(chunk.plus, chunk.plusCount, zeros);
            fillUp(chunk.minus, chunk.minusCount, zeros + kPlaneBytes);
            chunk.places.push_back({chunk.offsets.size(), chunk.plusCount, chunk.minusCount});
            append(chunk.offsets, chunk.plus.data(), chunk.plusCount);
            append(chunk.offsets, chunk.minus.data(), chunk.minusCount);
            chunk.plusCount = chunk.minusCount = 0;
        }
        return signs;
    }

    /// All lists, as bit_serial_args.h describes them.
    [[nodiscard]] std::vector<std::uint16_t> lists() const
    {
        std::vector<std::uint16_t> lists;
        const auto write = [&](std::size_t number) {
            lists.push_back(static_cast<std::uint16_t>(number));
        };
        int groupsLeft = m_groups;
        for (const Chunk& chunk : m_chunks) {
            if (m_binary) {
                const int groups = std::min(m_chunkGroups, groupsLeft);
                const std::vector<std::uint16_t> all = allPlanes(groups);
                write(all.size());
                append(lists, all.data(), all.size());
                groupsLeft -= groups;
            }
            for (const std::size_t out : orderOf(chunk)) {
                const ListPlace& place = chunk.places[out];
                write(out);
                write(place.plus);
                write(place.minus);
                append(lists, chunk.offsets.data() + place.begin, place.plus + place.minus);
            }
        }
        return lists;
    }

private:
    [[nodiscard]] std::size_t chunkLanes() const
    {
        return static_cast<std::size_t>(m_chunkGroups) * kCellChannels;
    }
    static void append(std::vector<std::uint16_t>& to, const std::uint16_t* from, std::size_t count)
    {
        to.insert(to.end(), from, from + count);
    }
    static void fillUp(std::vector<std::uint16_t>& list, std::size_t& count, std::size_t filler)
    {
        const std::size_t length = listLength(count);
        while (count < length) {
            list[count++] = static_cast<std::uint16_t>(filler);
        }
    }
    [[nodiscard]] std::vector<std::uint16_t> allPlanes(int groups) const
    {
        std::vector<std::uint16_t> all(chunkLanes() * kTaps + kBitListUnit);
        std::size_t count = 0;
        for (; count < static_cast<std::size_t>(groups * kCellChannels * kTaps); ++count) {
            all[count] = static_cast<std::uint16_t>(count * kPlaneBytes);
        }
        fillUp(all, count, chunkLanes() * kTaps * kPlaneBytes);
        all.resize(count);
        return all;
    }
    /// Output channels in the order of their lengths.
    [[nodiscard]] static std::vector<std::size_t> orderOf(const Chunk& chunk)
    {
        std::vector<std::size_t> order(chunk.places.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        const auto lengths = [&](std::size_t out) {
            return std::pair(chunk.places[out].plus, chunk.places[out].minus);
        };
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return lengths(a) < lengths(b); });
        return order;
    }

    bool m_binary;
    int m_chunkGroups;
    int m_groups;
    std::vector<Chunk> m_chunks;
};

/// The header for output channels with these weights, those that pad the last group included.
BitSerialHeader headerFor(const ConvShape& shape, bool binary, std::span<const Signs> signs)
{
    BitSerialHeader header;
    header.inputBits = bitSerialInputBits(shape);
    header.binary = binary ? 1 : 0;
    header.chunkGroups = chunkGroupsOf(shape);
    header.inputGroups = shape.inputGroups();
    // A channel that pads the last group has no weights: its 2 P - T is -T.
    const bool padded = signs.size() > static_cast<std::size_t>(shape.outChannels);
    int most = binary && padded ? kTaps * shape.totalInputChannels() : 0;
    for (const Signs& sign : signs) {
        most = std::max(most, binary ? std::max(sign.plus, sign.minus) : sign.plus + sign.minus);
    }
    // Binary: 2 P - T and a sign, modulo the power of two that holds them; P needs one plane less.
    header.sumPlanes = planesFor(largestCode(shape) * most);
    header.planes = header.sumPlanes + (binary ? 1 : 0);
    return header;
}

/// The three arrays behind the header.
std::vector<std::int32_t> rangesFor(const ConvShape& shape, const BitSerialHeader& header,
                                    std::span<const Signs> signs)
{
    std::vector<std::int32_t> ranges(3 * signs.size());
    for (std::size_t out = 0; out < signs.size(); ++out) {
        const std::int32_t least = -largestCode(shape) * signs[out].minus;
        // 2 P + ~T = acc - 1, whose sign plane is turned over; see bit_serial.h for the other.
        ranges[out] = header.binary != 0 ? (1 << (header.planes - 1)) - 1 : -least;
        ranges[signs.size() + out] = least;
        ranges[2 * signs.size() + out] = largestCode(shape) * signs[out].plus;
    }
    return ranges;
}

} // namespace

int bitSerialInputBits(const ConvShape& shape)
{
    return bitsOf(shape.maxInputCode);
}

bool isBitSerialLegal(const ConvShape& shape, std::span<const std::int8_t> codes)
{
    return shape.kernel == 3 && shape.readingOf(0) != Reading::Windows && shape.maxInputCode >= 1
           && shape.maxInputCode <= kMaxInputCode && shape.keepsRange
           && (shape.blankBorders || !isBinary(codes))
           && std::all_of(codes.begin(), codes.end(),
                          [](std::int8_t code) { return code >= -1 && code <= 1; });
}

PackedWeights packBitSerial(const ConvShape& shape, std::span<const std::int8_t> codes)
{
    assert(isBitSerialLegal(shape, codes));
    const bool binary = isBinary(codes);
    const auto outLanes = static_cast<std::size_t>(shape.outGroups()) * kCellChannels;
    PlaneSelection selection(shape, binary);
    std::vector<Signs> signs;
    forEachChannelPair(shape, codes,
                       [&](std::size_t out, std::size_t lane, const std::int8_t* taps) {
                           if (signs.size() < out) {
                               signs.push_back(selection.finishChannel());
                           }
                           selection.add(lane, taps);
                       });
    while (signs.size() < outLanes) {
        signs.push_back(selection.finishChannel());
    }

    const BitSerialHeader header = headerFor(shape, binary, signs);
    const std::vector<std::int32_t> ranges = rangesFor(shape, header, signs);
    const std::vector<std::uint16_t> lists = selection.lists();
    const std::size_t rangeBytes = ranges.size() * sizeof ranges[0];
    const std::size_t listBytes = lists.size() * sizeof lists[0];
    constexpr std::size_t kAlign = sizeof header;
    PackedWeights packed((sizeof header + rangeBytes + listBytes + kAlign - 1) / kAlign * kAlign);
    std::memcpy(packed.data(), &header, sizeof header);
    std::memcpy(packed.data() + sizeof header, ranges.data(), rangeBytes);
    std::memcpy(packed.data() + sizeof header + rangeBytes, lists.data(), listBytes);
    return packed;
}

std::size_t countBitSerialPlanes(const ConvShape& shape, std::span<const std::int8_t> codes)
{
    const bool binary = isBinary(codes);
    const int chunkGroups = chunkGroupsOf(shape);
    const auto chunkLanes = static_cast<std::size_t>(chunkGroups) * kCellChannels;
    std::size_t planes = 0;
    std::size_t chunks = 0;
    for (int groups = shape.inputGroups(); groups > 0; groups -= chunkGroups) {
        const auto lanes = static_cast<std::size_t>(std::min(groups, chunkGroups)) * kCellChannels;
        planes += binary ? listLength(lanes * kTaps) : 0;
        ++chunks;
    }
    // Of every output channel, those that pad the last group included, in every chunk.
    std::vector<Signs> signs(static_cast<std::size_t>(shape.outGroups()) * kCellChannels * chunks);
    forEachChannelPair(shape, codes,
                       [&](std::size_t out, std::size_t lane, const std::int8_t* taps) {
                           Signs& sign = signs[out * chunks + lane / chunkLanes];
                           for (int tap = 0; tap < kTaps; ++tap) {
                               sign.plus += taps[tap] > 0 ? 1 : 0;
                               sign.minus += taps[tap] < 0 ? 1 : 0;
                           }
                       });
    for (const Signs& sign : signs) {
        planes += listLength(static_cast<std::size_t>(std::max(sign.plus, 1)));
        planes += binary ? 0 : listLength(static_cast<std::size_t>(sign.minus));
    }
    return planes;
}

std::size_t bitSerialScratch(const ConvShape& shape)
{
    const auto planes = static_cast<std::size_t>(mostPlanes(shape));
    const auto outLanes = static_cast<std::size_t>(shape.outGroups()) * kCellChannels;
    const int groups = chunkGroupsOf(shape);
    const std::size_t masks =
        static_cast<std::size_t>(largestCode(shape)) * (planes + 1) * ((outLanes + 15) / 16);
    return static_cast<std::size_t>(bitChunkBytes(groups))
           + ((outLanes + 2) * planes + masks) * kPlaneBytes;
}

LayerWork countBitSerialWork(const ConvShape& shape, const WorkSize& size, std::size_t planes)
{
    // A vector holds the bits of 4 rows: of 128 columns for 16 lanes of 32 bits.
    constexpr int kRows = 4;
    const int columns = 32 * size.lanes / kRows;
    const double tiles =
        1.0 * ((size.height + kRows - 1) / kRows) * ((size.width + columns - 1) / columns);
    const double bits = bitSerialInputBits(shape);
    LayerWork work;
    work.outputs = tiles * shape.outLanes() * bits;
    work.products = tiles * bits * static_cast<double>(planes);
    work.transforms = tiles * shape.inputGroups() * bits;
    return work;
}

} // namespace halftone::engine
