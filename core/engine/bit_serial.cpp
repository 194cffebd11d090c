// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/bit_serial.h"

#include "core/engine/channel_pairs.h"
#include "core/engine/kernels/bit_serial_args.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>
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

/// Offsets of the planes that one output channel adds in one chunk.
struct PlaneLists {
    std::vector<std::uint16_t> plus;
    std::vector<std::uint16_t> minus;
};

void fillUp(std::vector<std::uint16_t>& list, int filler)
{
    while (list.size() % kBitListUnit != 0) {
        list.push_back(static_cast<std::uint16_t>(filler));
    }
}

/// The lists of all chunks, one behind the other.
class ListWriter {
public:
    explicit ListWriter(int chunkGroups) : m_chunkGroups(chunkGroups) {}

    /// Of the output channels from 0 on, in the order of their lengths.
    void writePairs(std::span<PlaneLists> channels)
    {
        const int zeros = m_chunkGroups * kCellChannels * kTaps * kPlaneBytes;
        std::vector<std::size_t> order;
        for (PlaneLists& lists : channels) {
            if (lists.plus.empty()) { // every channel has a sum
                lists.plus.push_back(static_cast<std::uint16_t>(zeros));
            }
            fillUp(lists.plus, zeros);
            fillUp(lists.minus, zeros + kPlaneBytes);
            order.push_back(order.size());
        }
        const auto lengths = [&](std::size_t out) {
            return std::pair(channels[out].plus.size(), channels[out].minus.size());
        };
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return lengths(a) < lengths(b); });
        for (const std::size_t out : order) {
            write(out);
            writePair(channels[out]);
        }
    }
    /// Of all planes of `groups`.
    void writeAll(int groups)
    {
        std::vector<std::uint16_t> list;
        for (int plane = 0; plane < groups * kCellChannels * kTaps; ++plane) {
            list.push_back(static_cast<std::uint16_t>(plane * kPlaneBytes));
        }
        fillUp(list, m_chunkGroups * kCellChannels * kTaps * kPlaneBytes);
        write(list.size());
        m_lists.insert(m_lists.end(), list.begin(), list.end());
    }
    [[nodiscard]] const std::vector<std::uint16_t>& lists() const { return m_lists; }

private:
    void write(std::size_t number) { m_lists.push_back(static_cast<std::uint16_t>(number)); }
    void writePair(const PlaneLists& lists)
    {
        write(lists.plus.size());
        write(lists.minus.size());
        m_lists.insert(m_lists.end(), lists.plus.begin(), lists.plus.end());
        m_lists.insert(m_lists.end(), lists.minus.begin(), lists.minus.end());
    }

    int m_chunkGroups;
    std::vector<std::uint16_t> m_lists;
};

/// Counts of one output channel.
struct Signs {
    std::int32_t plus = 0;
    std::int32_t minus = 0;
};

} // namespace

int bitSerialInputBits(const ConvShape& shape)
{
    return bitsOf(shape.maxInputCode);
}

bool isBitSerialLegal(const ConvShape& shape, std::span<const std::int8_t> codes)
{
    return shape.kernel == 3 && shape.maxInputCode >= 1 && shape.maxInputCode <= kMaxInputCode
           && std::all_of(codes.begin(), codes.end(),
                          [](std::int8_t code) { return code >= -1 && code <= 1; });
}

PackedWeights packBitSerial(const ConvShape& shape, std::span<const std::int8_t> codes)
{
    assert(isBitSerialLegal(shape, codes));
    const bool binary =
        std::none_of(codes.begin(), codes.end(), [](std::int8_t code) { return code == 0; });
    const int groups = shape.inputGroups();
    const int chunkGroups = chunkGroupsOf(shape);
    const auto chunks = static_cast<std::size_t>((groups + chunkGroups - 1) / chunkGroups);
    const auto outLanes = static_cast<std::size_t>(shape.outGroups()) * kCellChannels;
    const std::size_t chunkLanes = static_cast<std::size_t>(chunkGroups) * kCellChannels;

    std::vector<PlaneLists> lists(chunks * outLanes);
    std::vector<Signs> signs(outLanes);
    forEachChannelPair(
        shape, codes, [&](std::size_t out, std::size_t lane, const std::int8_t* taps) {
            PlaneLists& list = lists[lane / chunkLanes * outLanes + out];
            const std::size_t first = lane % chunkLanes * kTaps;
            for (std::size_t tap = 0; tap < kTaps; ++tap) {
                const auto offset = static_cast<std::uint16_t>((first + tap) * kPlaneBytes);
                signs[out].plus += taps[tap] > 0 ? 1 : 0;
                signs[out].minus += taps[tap] < 0 ? 1 : 0;
                if (taps[tap] > 0) {
                    list.plus.push_back(offset);
                } else if (taps[tap] < 0 && !binary) {
                    list.minus.push_back(offset);
                }
            }
        });

    ListWriter writer(chunkGroups);
    for (std::size_t chunk = 0; chunk < chunks; ++chunk) {
        if (binary) {
            writer.writeAll(std::min(chunkGroups, groups - static_cast<int>(chunk) * chunkGroups));
        }
        writer.writePairs(std::span(lists).subspan(chunk * outLanes, outLanes));
    }

    BitSerialHeader header;
    header.inputBits = bitSerialInputBits(shape);
    header.binary = binary ? 1 : 0;
    // A channel that pads the last group has no weights: its 2 P - T is -T.
    const bool padded = outLanes > static_cast<std::size_t>(shape.outChannels);
    int most = binary && padded ? kTaps * shape.totalInputChannels() : 0;
    for (const Signs& sign : signs) {
        most = std::max(most, binary ? std::max(sign.plus, sign.minus) : sign.plus + sign.minus);
    }
    // Binary: 2 P - T and a sign, modulo the power of two that holds them; P needs one plane less.
    header.planes = planesFor(largestCode(shape) * most) + (binary ? 1 : 0);
    header.sumPlanes = header.planes - (binary ? 1 : 0);
    header.chunkGroups = chunkGroups;
    header.inputGroups = groups;
    std::vector<std::int32_t> ranges(3 * outLanes);
    for (std::size_t out = 0; out < outLanes; ++out) {
        const std::int32_t least = -largestCode(shape) * signs[out].minus;
        // 2 P + ~T = acc - 1, whose sign plane is turned over; see bit_serial.h for the other.
        ranges[out] = binary ? (1 << (header.planes - 1)) - 1 : -least;
        ranges[outLanes + out] = least;
        ranges[2 * outLanes + out] = largestCode(shape) * signs[out].plus;
    }
    const std::size_t rangeBytes = ranges.size() * sizeof ranges[0];
    const std::size_t listBytes = writer.lists().size() * sizeof(std::uint16_t);
    constexpr std::size_t kAlign = sizeof header;
    PackedWeights packed((sizeof header + rangeBytes + listBytes + kAlign - 1) / kAlign * kAlign);
    std::memcpy(packed.data(), &header, sizeof header);
    std::memcpy(packed.data() + sizeof header, ranges.data(), rangeBytes);
    std::memcpy(packed.data() + sizeof header + rangeBytes, writer.lists().data(), listBytes);
    return packed;
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

} // namespace halftone::engine
