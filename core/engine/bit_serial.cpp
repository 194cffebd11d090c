// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/bit_serial.h"

#include "core/engine/channel_pairs.h"
#include "core/engine/kernels/bit_serial_args.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>
#include <vector>

namespace halftone::engine {
namespace {

constexpr int kTaps = 9;
constexpr int kPlaneBytes = 64;
constexpr int kMaxInputCode = 3;

/// Planes of 12 groups are 27 KB: they stay in an L1 cache of 32 KB while the lists of all output
/// channels run over them.
constexpr int kMostGroupsOfBits = 12;

int bitsOf(int number)
{
    return static_cast<int>(std::bit_width(static_cast<unsigned>(number)));
}

/// What the bits of the input codes can hold: a complement is this minus the code.
int largestCode(const ConvShape& shape)
{
    return (1 << bitSerialInputBits(shape)) - 1;
}

/// Planes of a sum, of the larger of both kinds: what counts up to N + 1, and a sign.
int planesOf(const ConvShape& shape)
{
    const int most = kTaps * kCellChannels * shape.inputGroups() * largestCode(shape);
    // The tree of adders fills four planes from the highest that takes inputs, and one for carries.
    constexpr int kFewest = 8;
    return std::max(kFewest, bitsOf(most + 1) + 1);
}

/// Chunks of almost equal size.
int chunkGroupsOf(const ConvShape& shape)
{
    const int most = kMostGroupsOfBits / bitSerialInputBits(shape);
    const int groups = shape.inputGroups();
    const int chunks = (groups + most - 1) / most;
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

    void writePair(PlaneLists lists)
    {
        const int zeros = m_chunkGroups * kCellChannels * kTaps * kPlaneBytes;
        fillUp(lists.plus, zeros);
        fillUp(lists.minus, zeros + kPlaneBytes);
        write(lists.plus.size());
        write(lists.minus.size());
        m_lists.insert(m_lists.end(), lists.plus.begin(), lists.plus.end());
        m_lists.insert(m_lists.end(), lists.minus.begin(), lists.minus.end());
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
    void write(std::size_t length) { m_lists.push_back(static_cast<std::uint16_t>(length)); }

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
        for (std::size_t out = 0; out < outLanes; ++out) {
            writer.writePair(std::move(lists[chunk * outLanes + out]));
        }
    }

    BitSerialHeader header;
    header.inputBits = bitSerialInputBits(shape);
    header.binary = binary ? 1 : 0;
    header.planes = planesOf(shape);
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
    const auto planes = static_cast<std::size_t>(planesOf(shape));
    const auto outLanes = static_cast<std::size_t>(shape.outGroups()) * kCellChannels;
    const int groups = chunkGroupsOf(shape);
    const std::size_t waiting = groups < shape.inputGroups() ? outLanes : kCellChannels;
    const std::size_t masks =
        static_cast<std::size_t>(largestCode(shape)) * (planes + 1) * ((outLanes + 15) / 16);
    return static_cast<std::size_t>(bitSerialInputBits(shape))
               * static_cast<std::size_t>(bitChunkBytes(groups))
           + ((waiting + 1) * planes + masks) * kPlaneBytes;
}

} // namespace halftone::engine
