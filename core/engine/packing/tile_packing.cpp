// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/packing/tile_form.h"
#include "core/engine/packing/tile_kernel.h"

#include <algorithm>
#include <cassert>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <utility>

namespace halftone::engine {
namespace {

constexpr std::size_t kWordCell = tileWeightBytes(2);
constexpr std::size_t kByteCell = tileWeightBytes(1);
constexpr std::size_t kPairs = kTileLanes / 2; ///< of channels that share a sum of 16 bits
constexpr int kMostSum = std::numeric_limits<std::int16_t>::max();

/// Writes one thing behind the other into packed weights of at least their size.
class TileStream {
public:
    explicit TileStream(std::size_t mostBytes) : m_packed(Uninitialized{}, mostBytes) {}

    [[nodiscard]] std::size_t size() const { return m_size; }
    /// Room for so many bytes, which the caller writes.
    [[nodiscard]] std::byte* add(std::size_t bytes)
    {
        assert(m_size + bytes <= m_packed.size());
        std::byte* at = m_packed.data() + m_size;
        m_size += bytes;
        return at;
    }
    [[nodiscard]] PackedWeights finish(const TileHeader& header)
    {
        std::memcpy(m_packed.data(), &header, sizeof header);
        m_packed.shrink(m_size);
        return std::move(m_packed);
    }

private:
    PackedWeights m_packed;
    std::size_t m_size = sizeof(TileHeader);
};

/// WordPart of cpu/tiles/parts.h.
void addWordPart(const ConvShape& shape, const TileCodes& codes, std::size_t outGroups,
                 TileStream& stream)
{
    const auto positions = static_cast<std::size_t>(kWordRecipe4.positions());
    const auto allOutGroups = static_cast<std::size_t>(shape.outGroups());
    for (std::size_t begin = 0; begin < allOutGroups; begin += outGroups) {
        const std::size_t count = std::min(outGroups, allOutGroups - begin);
        std::array<std::byte*, kMostPoints * kMostPoints> at{};
        std::array<std::size_t, kMostPoints * kMostPoints> groupsAt{};
        for (std::size_t p = 0; p < positions; ++p) {
            groupsAt[p] = codes.groupsAt(kWordAxis4, static_cast<int>(p));
            at[p] = stream.add(count * groupsAt[p] * kWordCell);
        }
        for (std::size_t out = 0; out < count; ++out) {
            for (std::size_t group = 0; group < codes.groups(); ++group) {
                TileTaps taps;
                TileWeights weights;
                codes.gather(TileOrder::Words, begin + out, group, taps);
                kWordRecipe4.apply(codes.readingOf(group), taps, weights);
                for (std::size_t p = 0; p < positions; ++p) {
                    if (group < groupsAt[p]) {
                        std::memcpy(at[p] + (out * groupsAt[p] + group) * kWordCell,
                                    weights[p].data(), kWordCell);
                    }
                }
            }
        }
    }
}

/// Bytes: the transformed weights of a few groups of output channels, [positions][outputs][inputs].
class ByteBlock {
public:
    ByteBlock(const TileRecipe& recipe, const TileCodes& codes, std::size_t outGroups)
        : m_recipe(recipe), m_codes(codes),
          m_stride(outGroups * codes.groups() * kByteCell + kBufferAlignment), // see tile_args.h
          m_cells(m_stride * static_cast<std::size_t>(recipe.positions()))
    {
    }

    void fill(std::size_t outBegin, std::size_t outCount)
    {
        const auto positions = static_cast<std::size_t>(m_recipe.positions());
        for (std::size_t out = 0; out < outCount; ++out) {
            for (std::size_t group = 0; group < m_codes.groups(); ++group) {
                TileTaps taps;
                TileWeights weights;
                m_codes.gather(TileOrder::Bytes, outBegin + out, group, taps);
                m_recipe.apply(m_codes.readingOf(group), taps, weights);
                std::int8_t* to = m_cells.data() + (out * m_codes.groups() + group) * kByteCell;
                for (std::size_t p = 0; p < positions; ++p) {
                    for (std::size_t i = 0; i < kTileLanes; ++i) {
                        to[p * m_stride + i] = static_cast<std::int8_t>(weights[p][i]);
                    }
                }
            }
        }
    }
    [[nodiscard]] const std::int8_t* at(int position, std::size_t out, std::size_t group) const
    {
        return m_cells.data() + static_cast<std::size_t>(position) * m_stride
               + (out * m_codes.groups() + group) * kByteCell;
    }

private:
    const TileRecipe& m_recipe;
    const TileCodes& m_codes;
    std::size_t m_stride;
    std::vector<std::int8_t> m_cells;
};

using PairSums = std::array<std::int32_t, kPairs>;

/// Of every pair of channels over `count` cells, times -`factor`.
PairSums weighPairs(const std::int8_t* cells, std::size_t count, int factor)
{
    PairSums sums{};
    for (std::size_t c = 0; c < count; ++c, cells += kByteCell) {
        for (std::size_t i = 0; i < kPairs; ++i) {
            sums[i] += cells[2 * i] + cells[2 * i + 1];
        }
    }
    for (std::int32_t& sum : sums) {
        sum *= -factor;
    }
    return sums;
}

/// The largest sum of magnitudes over `count` cells of what shares a sum of 16 bits: a channel, or
/// two.
std::int32_t reachOf(TileSums kind, const std::int8_t* cells, std::size_t count)
{
    const std::size_t channels = kind == TileSums::Pairs16 ? 2 : 1;
    std::array<std::int32_t, kTileLanes> sums{};
    for (std::size_t c = 0; c < count; ++c, cells += kByteCell) {
        for (std::size_t i = 0; i < kTileLanes; ++i) {
            sums[i / channels] += std::abs(int{cells[i]});
        }
    }
    return *std::max_element(sums.begin(), sums.end());
}

/// Input groups of one kind at one position.
struct Run {
    std::size_t first = 0;
    std::size_t groups = 0;
    TileBytes bytes{};
};

/// How many groups of a run fit in 16 bits, for all output channels of a block: chunks of equal
/// length, as few as can be.
std::size_t chunkOf(TileSums sums, const ByteBlock& block, int position, std::size_t outCount,
                    const Run& run)
{
    if (!hasChunks(sums)) {
        return std::max<std::size_t>(run.groups, 1);
    }
    const int most = kMostSum / std::max(1, run.bytes.magnitude);
    const auto fits = [&](std::size_t length) {
        for (std::size_t out = 0; out < outCount; ++out) {
            for (std::size_t g = 0; g < run.groups; g += length) {
                const std::size_t count = std::min(length, run.groups - g);
                if (reachOf(sums, block.at(position, out, run.first + g), count) > most) {
                    return false;
                }
            }
        }
        return true;
    };
    for (std::size_t chunks = 1; chunks < run.groups; ++chunks) {
        const std::size_t length = (run.groups + chunks - 1) / chunks;
        if (fits(length)) {
            return length;
        }
    }
    return 1;
}

/// What the sums of `count` cells start from, 16 bytes.
void writeStarts(TileSums kind, const std::int8_t* cells, std::size_t count, int offset,
                 std::byte* to)
{
    const PairSums sums = weighPairs(cells, count, takesSigned(kind) ? -offset : offset);
    for (std::size_t i = 0; i < kPairs; ++i) {
        if (kind == TileSums::Pairs16) {
            const auto start = static_cast<std::uint16_t>(sums[i]); // modulo 2^16
            std::memcpy(to + i * sizeof start, &start, sizeof start);
        } else if (i % 2 == 0) {
            const std::int32_t start = sums[i] + sums[i + 1];
            std::memcpy(to + i / 2 * sizeof start, &start, sizeof start);
        }
    }
}

/// From the cells of every two groups to [4 outputs][2 groups][4 inputs]; a last one stays.
void interleavePairs(std::byte* cells, std::size_t count)
{
    for (; count > 1; count -= 2, cells += 2 * kByteCell) {
        std::array<std::byte, 2 * kByteCell> both;
        for (std::size_t i = 0; i < both.size(); ++i) {
            const std::size_t group = i / kCellChannels % 2;
            const std::size_t out = i / kCellChannels / 2;
            both[i] = cells[group * kByteCell + out * kCellChannels + i % kCellChannels];
        }
        std::memcpy(cells, both.data(), both.size());
    }
}

/// Starts and weights of all chunks of a run.
void addRun(TileSums kind, const std::int8_t* cells, const Run& run, std::size_t chunk,
            TileStream& stream)
{
    for (std::size_t g = 0; g < run.groups; g += chunk) {
        const std::size_t count = std::min(chunk, run.groups - g);
        const std::int8_t* from = cells + g * kByteCell;
        std::byte* to = stream.add((1 + count) * kByteCell);
        writeStarts(kind, from, count, run.bytes.offset, to);
        std::memcpy(to + kByteCell, from, count * kByteCell);
        if (kind == TileSums::CellPairs32) {
            interleavePairs(to + kByteCell, count);
        }
    }
}

/// What the centring of position (1,1) took from the sums of a group of output channels.
void addCorrections(const TileRecipe& recipe, const std::int8_t* cells, const Run& run,
                    Reading reading, int scale, std::int32_t* corrections)
{
    const auto& factors =
        reading == Reading::Direct ? recipe.axis.factors : recipe.axis.upsampledFactors;
    const PairSums sums =
        weighPairs(cells, run.groups, -run.bytes.offset * factors[1] * factors[1] * scale);
    for (std::size_t i = 0; i < kPairs; ++i) {
        corrections[i / 2] += sums[i];
    }
}

/// BytePart of cpu/tiles/parts.h. A part of upsampled inputs alone has no positions where these
/// have none; its outputs are multiplied by `scale` behind it.
void addBytePart(const TileRecipe& recipe, TileSums kind, const ConvShape& shape,
                 const TileCodes& codes, std::size_t outGroups, bool isForUpsampled, int scale,
                 TileStream& stream)
{
    const auto allOutGroups = static_cast<std::size_t>(shape.outGroups());
    const int centre = recipe.axis.points + 1;
    std::vector<std::int32_t> corrections(allOutGroups * kCellChannels);
    std::byte* const correctionsAt = stream.add(corrections.size() * sizeof(std::int32_t));
    ByteBlock block(recipe, codes, outGroups);
    for (std::size_t begin = 0; begin < allOutGroups; begin += outGroups) {
        const std::size_t count = std::min(outGroups, allOutGroups - begin);
        block.fill(begin, count);
        for (int p = 0; p < recipe.positions(); ++p) {
            const std::size_t groups = codes.groupsAt(recipe.axis, p);
            if (isForUpsampled && isAbsentUpsampled(recipe.axis, p)) {
                continue;
            }
            const Run runs[] = {
                {0, codes.directGroups(),
                 tileBytes(recipe, kind, Reading::Direct, p, shape.maxInputCode)},
                {codes.directGroups(), groups - codes.directGroups(),
                 tileBytes(recipe, kind, Reading::Upsampled2, p, shape.maxInputCode)}};
            const std::size_t chunk[] = {chunkOf(kind, block, p, count, runs[0]),
                                         chunkOf(kind, block, p, count, runs[1])};
            const TileChunks chunks{static_cast<std::int32_t>(chunk[0]),
                                    static_cast<std::int32_t>(chunk[1])};
            std::memcpy(stream.add(sizeof chunks), &chunks, sizeof chunks);
            for (std::size_t out = 0; out < count; ++out) {
                for (const std::size_t run : {std::size_t{0}, std::size_t{1}}) {
                    const std::int8_t* cells = block.at(p, out, runs[run].first);
                    addRun(kind, cells, runs[run], chunk[run], stream);
                    if (p == centre && !takesSigned(kind)) {
                        addCorrections(recipe, cells, runs[run],
                                       run == 0 ? Reading::Direct : Reading::Upsampled2, scale,
                                       corrections.data() + (begin + out) * kCellChannels);
                    }
                }
            }
        }
    }
    std::memcpy(correctionsAt, corrections.data(), corrections.size() * sizeof(std::int32_t));
}

std::size_t wordPartBytes(const ConvShape& shape, const TileCodes& codes)
{
    std::size_t cells = 0;
    for (int p = 0; p < kWordRecipe4.positions(); ++p) {
        cells += codes.groupsAt(kWordAxis4, p);
    }
    return static_cast<std::size_t>(shape.outGroups()) * cells * kWordCell;
}

/// What a part takes at most: cells, corrections, chunks, and the starts of chunks as short as
/// weights so large need.
std::size_t mostBytePartBytes(const TileRecipe& recipe, TileSums sums, const ConvShape& shape,
                              const TileCodes& codes, std::span<const std::int8_t> span)
{
    int largest = 1;
    for (const std::int8_t code : span) {
        largest = std::max(largest, std::abs(int{code}));
    }
    // No element of G g G^T is larger than 9 times a weight, nor than a byte.
    const int ofPair = 2
                       * std::min(static_cast<int>(kTileTaps) * largest,
                                  int{std::numeric_limits<std::int8_t>::max()});
    std::size_t cells = 2;
    for (int p = 0; p < recipe.positions(); ++p) {
        const std::size_t groups[] = {codes.directGroups(),
                                      codes.groupsAt(recipe.axis, p) - codes.directGroups()};
        for (const Reading reading : {Reading::Direct, Reading::Upsampled2}) {
            const int magnitude =
                std::max(1, tileBytes(recipe, sums, reading, p, shape.maxInputCode).magnitude);
            const auto chunk =
                static_cast<std::size_t>(std::max(1, kMostSum / (magnitude * ofPair)));
            const std::size_t count = groups[reading == Reading::Direct ? 0 : 1];
            cells += count + (count + chunk - 1) / chunk + 1;
        }
    }
    return static_cast<std::size_t>(shape.outGroups()) * cells * kByteCell;
}

PackedWeights packTileBytes(const TileRecipe& recipe, TileSums sums, const ConvShape& shape,
                            std::span<const std::int8_t> span)
{
    const TileCodes codes(shape, span, true, true);
    TileStream stream(sizeof(TileHeader) + mostBytePartBytes(recipe, sums, shape, codes, span));
    TileHeader header;
    header.outGroups = kTileByteOutGroups;
    header.part[0] = static_cast<std::int64_t>(stream.size());
    addBytePart(recipe, sums, shape, codes, kTileByteOutGroups, false, 1, stream);
    return stream.finish(header);
}

} // namespace

PackedWeights packTileWords(const ConvShape& shape, std::span<const std::int8_t> codes)
{
    assert(isTileWordsLegal(shape, codes));
    const TileCodes tileCodes(shape, codes, true, true);
    TileStream stream(sizeof(TileHeader) + wordPartBytes(shape, tileCodes));
    TileHeader header;
    header.outGroups = kTileWordOutGroups;
    header.part[0] = static_cast<std::int64_t>(stream.size());
    addWordPart(shape, tileCodes, kTileWordOutGroups, stream);
    return stream.finish(header);
}

PackedWeights packTileBytes4(TileSums sums, const ConvShape& shape,
                             std::span<const std::int8_t> codes)
{
    assert(isTileBytes4Legal(sums, shape, codes));
    return packTileBytes(kByteRecipe4, sums, shape, codes);
}

PackedWeights packTileBytes2(TileSums sums, const ConvShape& shape,
                             std::span<const std::int8_t> codes)
{
    assert(isTileBytes2Legal(sums, shape, codes));
    return packTileBytes(kByteRecipe2, sums, shape, codes);
}

PackedWeights packTileMixed(TileSums sums, const ConvShape& shape,
                            std::span<const std::int8_t> codes)
{
    assert(isTileMixedLegal(sums, shape, codes));
    const TileCodes direct(shape, codes, true, false);
    const TileCodes upsampled(shape, codes, false, true);
    TileStream stream(sizeof(TileHeader) + wordPartBytes(shape, direct)
                      + mostBytePartBytes(kByteRecipe4, sums, shape, upsampled, codes));
    TileHeader header;
    header.outGroups = kTileWordOutGroups;
    header.part[0] = static_cast<std::int64_t>(stream.size());
    addWordPart(shape, direct, kTileWordOutGroups, stream);
    header.part[1] = static_cast<std::int64_t>(stream.size());
    constexpr int kScale = 1 << (kTileWordsShift - kTileBytes4Shift);
    addBytePart(kByteRecipe4, sums, shape, upsampled, kTileWordOutGroups, true, kScale, stream);
    return stream.finish(header);
}

} // namespace halftone::engine
