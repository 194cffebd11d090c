// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Convolution by tables, AVX2: VPSHUFB looks up 32 pixels at once. What it computes and when it may
// be used stands in packing/lookup.h, the layout of weights and slab in lookup_args.h.
//
// Register tile: 2 rows x 32 pixels x 4 output channels = 8 sums of 8 bits: 2 loads of nibbles, 4
// loads of offsets and 4 of tables for 8 look-ups and 8 additions. The tables stay in L1, the slab
// of a block does up to 300 input channels.
//
// Scratch: the slab; then the sums of 4 output channels, [4][2 rows][32] int16; then the limits of
// requantization of all output channels, int16, and where it falls.
#include "core/engine/cpu/avx2/conv_tile.h"
#include "core/engine/cpu/keep.h"
#include "core/engine/cpu/lookup_args.h"

namespace halftone::engine::kernels::avx2 {
namespace {

constexpr int kVectorBytes = 32;

/// The nibble of one cell of bits.
inline std::uint8_t nibbleOf(const std::uint8_t* cell)
{
    const std::uint32_t bits = cell[0] | static_cast<std::uint32_t>(cell[1]) << 1
                               | static_cast<std::uint32_t>(cell[2]) << 2
                               | static_cast<std::uint32_t>(cell[3]) << 3;
    return static_cast<std::uint8_t>(bits);
}

/// The nibbles of 8 cells, in 32 bits each.
inline __m256i nibblesOf(__m256i cells)
{
    const __m256i pairs = _mm256_maddubs_epi16(cells, _mm256_set1_epi32(0x08040201));
    return _mm256_madd_epi16(pairs, _mm256_set1_epi16(1));
}

/// The nibbles of 32 cells, of which `count` exist.
inline __m256i packNibbles(const std::uint8_t* cells, int count)
{
    __m256i of[4];
    HALFTONE_UNROLL
    for (int i = 0; i < 4; ++i) {
        of[i] = nibblesOf(loadCells(cells + i * kVectorBytes, firstLanes(count - i * kLanes)));
    }
    const __m256i bytes =
        _mm256_packus_epi16(_mm256_packs_epi32(of[0], of[1]), _mm256_packs_epi32(of[2], of[3]));
    return _mm256_permutevar8x32_epi32(bytes, _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7));
}

/// A block: outputs from (y, x) on.
struct Block {
    int y;
    int x;
    int width;   ///< of the map
    int lastRow; ///< largest row of a direct input that may be read
};

/// One line of the slab: pixels x - 1 to x + 32 of a row, of which those up to the border exist.
inline void packDirectLine(const std::uint8_t* row, const Block& block, std::uint8_t* line)
{
    const std::uint8_t* cells = row + std::ptrdiff_t{kCellChannels} * block.x;
    const int count = block.width - block.x + 1;
    line[0] = nibbleOf(cells - kCellChannels);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(line + 1), packNibbles(cells, count));
    line[1 + kLookupColumns] =
        count > kLookupColumns ? nibbleOf(cells + kLookupColumns * kCellChannels) : std::uint8_t{0};
}

/// The same of an upsampled input: every cell twice.
inline void packUpsampledLine(const std::uint8_t* row, const Block& block, std::uint8_t* line)
{
    constexpr int kCells = kLookupColumns / 2;
    const std::uint8_t* cells = row + std::ptrdiff_t{kCellChannels} * (block.x / 2);
    const int count = (block.width - block.x) / 2 + 1;
    line[0] = nibbleOf(cells - kCellChannels);
    const __m128i nibbles =
        _mm256_castsi256_si128(packNibbles(cells, count < kCells ? count : kCells));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(line + 1), _mm_unpacklo_epi8(nibbles, nibbles));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(line + 1 + kCells),
                     _mm_unpackhi_epi8(nibbles, nibbles));
    line[1 + kLookupColumns] =
        count > kCells ? nibbleOf(cells + kCells * kCellChannels) : std::uint8_t{0};
}

/// Asks for what the next block of this row reads or writes.
inline void prefetchNext(const std::uint8_t* cells)
{
    constexpr std::ptrdiff_t kBytes = std::ptrdiff_t{kLookupColumns} * kCellChannels;
    for (std::ptrdiff_t at = kBytes; at < 2 * kBytes; at += 64) {
        _mm_prefetch(reinterpret_cast<const char*>(cells + at), _MM_HINT_T1);
    }
}

void fillSlab(const ConvArgs& args, const Block& block, std::uint8_t* slab)
{
    for (int i = 0; i < args.inputCount; ++i) {
        const ConvInput& input = args.inputs[i];
        const bool upsampled = input.reading == Reading::Upsampled2;
        const std::uint8_t* plane = input.data;
        for (int g = 0; g < input.groups; ++g, plane += input.groupStride) {
            for (int r = -1; r <= kLookupRows; ++r, slab += kLookupLineBytes) {
                const int y = block.y + r < block.lastRow ? block.y + r : block.lastRow;
                if (upsampled) { // an arithmetic shift takes row -1 to the border
                    packUpsampledLine(plane + (y >> 1) * input.rowStride, block, slab);
                } else {
                    const std::uint8_t* row = plane + y * input.rowStride;
                    packDirectLine(row, block, slab);
                    prefetchNext(row + std::ptrdiff_t{kCellChannels} * block.x);
                }
            }
        }
    }
}

/// Adds the 32 sums of 8 bits to `sums`, or writes them.
inline void widen(__m256i of, bool isFirst, std::int16_t* sums)
{
    auto* to = reinterpret_cast<__m256i*>(sums);
    __m256i low = _mm256_cvtepi8_epi16(_mm256_castsi256_si128(of));
    __m256i high = _mm256_cvtepi8_epi16(_mm256_extracti128_si256(of, 1));
    if (!isFirst) {
        low = _mm256_add_epi16(low, _mm256_loadu_si256(to));
        high = _mm256_add_epi16(high, _mm256_loadu_si256(to + 1));
    }
    _mm256_storeu_si256(to, low);
    _mm256_storeu_si256(to + 1, high);
}

/// Looks up one chunk of input groups for 4 output channels.
HALFTONE_NOINLINE void lookUp(const std::uint8_t* tables, const std::uint8_t* slab,
                              const std::uint8_t* offsets, int groups, bool isFirst,
                              std::int16_t* sums)
{
    __m256i s00 = _mm256_setzero_si256();
    __m256i s01 = s00;
    __m256i s10 = s00;
    __m256i s11 = s00;
    __m256i s20 = s00;
    __m256i s21 = s00;
    __m256i s30 = s00;
    __m256i s31 = s00;
    for (int g = 0; g < groups; ++g) {
        HALFTONE_UNROLL
        for (int tap = 0; tap < kLookupTaps; ++tap) {
            const auto* line =
                reinterpret_cast<const __m256i*>(slab + tap / 3 * kLookupLineBytes + tap % 3);
            const auto* below =
                reinterpret_cast<const __m256i*>(slab + (tap / 3 + 1) * kLookupLineBytes + tap % 3);
            const __m256i a = _mm256_loadu_si256(line);
            const __m256i b = _mm256_loadu_si256(below);
            const auto add = [&](__m256i& s0, __m256i& s1, std::uint8_t offset) {
                const __m256i table = _mm256_broadcastsi128_si256(
                    _mm_load_si128(reinterpret_cast<const __m128i*>(tables + offset)));
                s0 = _mm256_add_epi8(s0, _mm256_shuffle_epi8(table, a));
                HALFTONE_KEEP(s0);
                s1 = _mm256_add_epi8(s1, _mm256_shuffle_epi8(table, b));
                HALFTONE_KEEP(s1);
            };
            add(s00, s01, offsets[tap * kTileOc]);
            add(s10, s11, offsets[tap * kTileOc + 1]);
            add(s20, s21, offsets[tap * kTileOc + 2]);
            add(s30, s31, offsets[tap * kTileOc + 3]);
        }
        slab += kLookupGroupBytes;
        offsets += kLookupTaps * kTileOc;
    }
    const __m256i all[] = {s00, s01, s10, s11, s20, s21, s30, s31};
    HALFTONE_UNROLL
    for (int i = 0; i < 8; ++i) {
        widen(all[i], isFirst, sums + i * kLookupColumns);
    }
}

/// What is known of a call besides its arguments.
struct Work {
    const std::uint8_t* tables;
    const std::int32_t* corrections;
    const std::int32_t* least; ///< accumulators that there can be
    const std::int32_t* most;
    const std::uint8_t* offsets;
    std::uint8_t* slab;
    std::int16_t* sums;
    std::int16_t* limits;  ///< a sum that is larger has another code than the least
    std::int16_t* falling; ///< all ones where the larger sum has code 0
    int groups;            ///< of 4 input channels
};

/// Eight channels of an array of output channels, and zeros behind its end.
inline __m256i loadChannels(const ConvArgs& args, const std::int32_t* array, int channel)
{
    return _mm256_maskload_epi32(array + channel, firstLanes(args.outGroups * kTileOc - channel));
}

/// Limits of all output channels, of sums as they are before they are corrected.
void findLimits(const ConvArgs& args, const Work& work)
{
    const __m256i one = _mm256_set1_epi32(1);
    for (int channel = 0; channel < args.outGroups * kTileOc; channel += kLanes) {
        const __m256i start = loadChannels(args, args.start, channel);
        const __m256i preShift = loadChannels(args, args.preShift, channel);
        const __m256i multiplier = loadChannels(args, args.multiplier, channel);
        const __m256i bias = loadChannels(args, args.bias, channel);
        const __m256i shift = loadChannels(args, args.shift, channel);
        const __m256i falling = _mm256_srai_epi32(multiplier, 31);
        // Accumulators below `low` are not past the limit; `high` is, or none is.
        __m256i low = loadChannels(args, work.least, channel);
        __m256i high = _mm256_add_epi32(loadChannels(args, work.most, channel), one);
        for (int range = work.groups * kCellChannels * kLookupTaps + 1; range > 0; range /= 2) {
            const __m256i middle = _mm256_srai_epi32(_mm256_add_epi32(low, high), 1);
            const __m256i t = _mm256_srav_epi32(_mm256_add_epi32(middle, start), preShift);
            const __m256i code =
                _mm256_srav_epi32(_mm256_add_epi32(_mm256_mullo_epi32(t, multiplier), bias), shift);
            const __m256i past =
                _mm256_xor_si256(_mm256_cmpgt_epi32(code, _mm256_setzero_si256()), falling);
            const __m256i isOpen = _mm256_cmpgt_epi32(high, low);
            high = _mm256_blendv_epi8(high, middle, _mm256_and_si256(isOpen, past));
            low = _mm256_blendv_epi8(low, _mm256_add_epi32(middle, one),
                                     _mm256_andnot_si256(past, isOpen));
        }
        const __m256i limit = _mm256_sub_epi32(_mm256_sub_epi32(high, one),
                                               loadChannels(args, work.corrections, channel));
        const __m256i both = _mm256_permute4x64_epi64(_mm256_packs_epi32(limit, falling), 0xd8);
        _mm_storeu_si128(reinterpret_cast<__m128i*>(work.limits + channel),
                         _mm256_castsi256_si128(both));
        _mm_storeu_si128(reinterpret_cast<__m128i*>(work.falling + channel),
                         _mm256_extracti128_si256(both, 1));
    }
}

/// Codes of 4 output channels of one row of 32 pixels.
inline void storeBits(const Work& work, int group, const std::int16_t* sums, std::uint8_t* out,
                      int pixels)
{
    __m256i bits[kTileOc];
    HALFTONE_UNROLL
    for (int o = 0; o < kTileOc; ++o) {
        const auto* from = reinterpret_cast<const __m256i*>(
            sums + std::ptrdiff_t{o} * kLookupTileRows * kLookupColumns);
        const __m256i limit = _mm256_set1_epi16(work.limits[group * kTileOc + o]);
        const __m256i falling = _mm256_set1_epi16(work.falling[group * kTileOc + o]);
        const __m256i low = _mm256_cmpgt_epi16(_mm256_loadu_si256(from), limit);
        const __m256i high = _mm256_cmpgt_epi16(_mm256_loadu_si256(from + 1), limit);
        const __m256i past = _mm256_packs_epi16(low, high); // pixels 0-7, 16-23; 8-15, 24-31
        bits[o] = _mm256_and_si256(_mm256_xor_si256(past, falling), _mm256_set1_epi8(1));
    }
    HALFTONE_UNROLL
    for (int half = 0; half < 2; ++half) {
        const __m256i a = half == 0 ? _mm256_unpacklo_epi8(bits[0], bits[1])
                                    : _mm256_unpackhi_epi8(bits[0], bits[1]);
        const __m256i b = half == 0 ? _mm256_unpacklo_epi8(bits[2], bits[3])
                                    : _mm256_unpackhi_epi8(bits[2], bits[3]);
        const __m256i even = _mm256_unpacklo_epi16(a, b);
        const __m256i odd = _mm256_unpackhi_epi16(a, b);
        const __m256i cells[] = {_mm256_permute2x128_si256(even, odd, 0x20),
                                 _mm256_permute2x128_si256(even, odd, 0x31)};
        HALFTONE_UNROLL
        for (int i = 0; i < 2; ++i) {
            const int x = (2 * half + i) * kLanes;
            storeCells(out + std::ptrdiff_t{kCellChannels} * x, firstLanes(pixels - x), cells[i]);
        }
    }
}

/// Accumulators of 4 output channels of one row of 32 pixels.
inline void storeSums(const ConvArgs& args, const Work& work, const Tile& tile, int group,
                      const std::int16_t* sums)
{
    for (int x = 0; x < kLookupColumns && x < tile.pixels; x += kLanes) {
        __m256i sum[kTileOc];
        HALFTONE_UNROLL
        for (int o = 0; o < kTileOc; ++o) {
            const auto* from =
                reinterpret_cast<const __m128i*>(sums + o * kLookupTileRows * kLookupColumns + x);
            const int channel = group * kTileOc + o;
            sum[o] = _mm256_add_epi32(
                _mm256_cvtepi16_epi32(_mm_loadu_si128(from)),
                _mm256_set1_epi32(args.start[channel] + work.corrections[channel]));
        }
        storeLogits(args, {tile.y, tile.x + x, tile.pixels - x}, group, sum);
    }
}

/// Codes or accumulators of 4 output channels of a tile.
template <Output kOutput>
void finish(const ConvArgs& args, const Work& work, const Tile& tile, int group)
{
    for (int r = 0; r < kLookupTileRows && tile.y + r < args.rowEnd; ++r) {
        const std::int16_t* sums = work.sums + std::ptrdiff_t{r} * kLookupColumns;
        if constexpr (kOutput == Output::Logits) {
            storeSums(args, work, {tile.y + r, tile.x, tile.pixels}, group, sums);
        } else {
            std::uint8_t* out = args.out + group * args.outGroupStride
                                + (tile.y + r) * args.outRowStride
                                + std::ptrdiff_t{kCellChannels} * tile.x;
            storeBits(work, group, sums, out, tile.pixels);
            prefetchNext(out);
        }
    }
}

/// All output channels of a block, of which the slab is filled.
template <Output kOutput>
void convBlock(const ConvArgs& args, const Work& work, const Block& block)
{
    const int chunk = lookupChunk(work.groups);
    const std::uint8_t* offsets = work.offsets;
    for (int group = 0; group < args.outGroups; ++group) {
        for (int r = 0; r < kLookupRows && block.y + r < args.rowEnd; r += kLookupTileRows) {
            const std::uint8_t* lines = work.slab + r * kLookupLineBytes;
            for (int g = 0; g < work.groups; g += chunk) {
                const int count = work.groups - g < chunk ? work.groups - g : chunk;
                lookUp(work.tables, lines + g * kLookupGroupBytes,
                       offsets + g * kLookupTaps * kTileOc, count, g == 0, work.sums);
            }
            finish<kOutput>(args, work, {block.y + r, block.x, args.width - block.x}, group);
        }
        offsets += work.groups * kLookupTaps * kTileOc;
    }
}

template <Output kOutput>
void convBand(const ConvArgs& args)
{
    const auto* packed = static_cast<const std::uint8_t*>(args.weights);
    Work work{};
    work.corrections = reinterpret_cast<const std::int32_t*>(packed + kLookupTablesBytes);
    work.least = work.corrections + args.outGroups * kTileOc;
    work.most = work.least + args.outGroups * kTileOc;
    work.offsets = reinterpret_cast<const std::uint8_t*>(work.most + args.outGroups * kTileOc);
    for (int i = 0; i < args.inputCount; ++i) {
        work.groups += args.inputs[i].groups;
    }
    work.slab = static_cast<std::uint8_t*>(args.scratch);
    work.sums = reinterpret_cast<std::int16_t*>(work.slab + work.groups * kLookupGroupBytes);
    work.limits = work.sums + kLookupSums;
    work.falling = work.limits + lookupLimits(args.outGroups);
    alignas(64) std::uint8_t tables[kLookupTablesBytes]; // weights may lie anywhere
    for (int i = 0; i < kLookupTablesBytes; ++i) {
        tables[i] = packed[i];
    }
    work.tables = tables;
    if constexpr (kOutput == Output::Codes) {
        findLimits(args, work);
    }
    for (int y = args.rowBegin; y < args.rowEnd; y += kLookupRows) {
        for (int x = 0; x < args.width; x += kLookupColumns) {
            const Block block{y, x, args.width, args.rowEnd};
            fillSlab(args, block, work.slab);
            convBlock<kOutput>(args, work, block);
        }
    }
}

} // namespace

void lookup3x3(const ConvArgs& args)
{
    convBand<Output::Codes>(args);
}

void lookup3x3Logits(const ConvArgs& args)
{
    convBand<Output::Logits>(args);
}

} // namespace halftone::engine::kernels::avx2
