// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/cpu/avx512vnni/lanes.h"
#include "core/engine/cpu/kernel_args.h"

#include <immintrin.h>

// B^T d B of winograd_s8_avx512vnni.cpp. Internal linkage: every file that includes this keeps its
// own copy.
namespace halftone::engine::kernels::avx512vnni {

constexpr int kVectorBytes = 64;
constexpr int kVectorPixels = 2 * kLanes;
/// All passes at once instead of one.
constexpr int kAllPasses = -1;

/// Some vectors of tiles of one tile row.
struct Block {
    int y;       ///< upper output row, even
    int x;       ///< first output column
    int vectors; ///< at least 1
    int lastRow; ///< largest row of a direct input that may be read
};

static inline __m512i offsetBy128(__m512i bytes)
{
    return _mm512_xor_si512(bytes, _mm512_set1_epi8(-128));
}

/// What row `kPass` of B^T makes of the rows of a tile: `a` and `b` are the two it takes.
template <int kPass>
static inline __m512i combineRows(__m512i a, __m512i b)
{
    return kPass == 1 ? _mm512_add_epi8(a, b) : _mm512_sub_epi8(a, b);
}

/// Asks for 16 cells that the next tile row reads; never faults. Hardware does not foresee them: a
/// block takes short runs of many rows. Measured: whole U-Nets are 2 to 4 % faster.
static inline void prefetchCells(const std::uint8_t* cells)
{
    _mm_prefetch(reinterpret_cast<const char*>(cells), _MM_HINT_T1);
}

/// The same for the two rows of 16 tiles, to read or to write.
static inline void prefetchRows(const std::uint8_t* upper, std::ptrdiff_t rowStride)
{
    prefetchCells(upper);
    prefetchCells(upper + kVectorBytes);
    prefetchCells(upper + rowStride);
    prefetchCells(upper + rowStride + kVectorBytes);
}

/// 34 cells of one row of a direct input, from one left of pixel x on.
struct Row {
    __m512i before; ///< the first, in the last lane
    __m512i first;
    __m512i second;
    __m512i next; ///< the last, in the first lane
};

/// Which cells of a row may be read.
struct RowLanes {
    __mmask16 first;
    __mmask16 second;
    __mmask16 next;
};

/// `pixels` points to pixel x.
static inline Row loadRow(const std::uint8_t* pixels, const RowLanes& lanes)
{
    return {_mm512_maskz_loadu_epi32(0x8000, pixels - kVectorBytes),
            _mm512_maskz_loadu_epi32(lanes.first, pixels),
            _mm512_maskz_loadu_epi32(lanes.second, pixels + kVectorBytes),
            _mm512_maskz_loadu_epi32(lanes.next, pixels + 2 * kVectorBytes)};
}

/// Transforms one vector of tiles of one group of channels of a direct input from the two rows that
/// the pass takes. Codes are at most 63, so sums and differences of two, and sums of four, fit 8
/// bits; whatever stands right of the border or below it only reaches pixels that are not stored.
template <int kPass>
static inline void transformDirect(const Row& upper, const Row& lower, std::uint8_t* slab)
{
    const __m512i even =
        _mm512_setr_epi32(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
    const __m512i odd =
        _mm512_setr_epi32(1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
    const __m512i before = combineRows<kPass>(upper.before, lower.before);
    const __m512i first = combineRows<kPass>(upper.first, lower.first);
    const __m512i second = combineRows<kPass>(upper.second, lower.second);
    const __m512i next = combineRows<kPass>(upper.next, lower.next);
    const __m512i c1 = _mm512_permutex2var_epi32(first, even, second);
    const __m512i c2 = _mm512_permutex2var_epi32(first, odd, second);
    const __m512i c0 = _mm512_alignr_epi32(c2, before, kLanes - 1);
    const __m512i c3 = _mm512_alignr_epi32(next, c1, 1);
    const __m512i sum = _mm512_add_epi8(c1, c2);
    _mm512_store_si512(slab, offsetBy128(_mm512_sub_epi8(c0, c2)));
    _mm512_store_si512(slab + kVectorBytes, kPass == 1 ? sum : offsetBy128(sum));
    _mm512_store_si512(slab + 2 * kVectorBytes, offsetBy128(_mm512_sub_epi8(c2, c1)));
    _mm512_store_si512(slab + 3 * kVectorBytes, offsetBy128(_mm512_sub_epi8(c3, c1)));
}

/// Cells i - 1, i, i + 1 of 16 tiles in one row of an upsampled input.
struct LowRow {
    __m512i left;
    __m512i middle;
    __m512i right;
};

/// Which cells of a row may be read.
struct LowRowLanes {
    __mmask16 left;
    __mmask16 middle;
    __mmask16 right;
};

static inline LowRow loadLowRow(const std::uint8_t* pixels, const LowRowLanes& lanes)
{
    return {_mm512_maskz_loadu_epi32(lanes.left, pixels - kCellChannels),
            _mm512_maskz_loadu_epi32(lanes.middle, pixels),
            _mm512_maskz_loadu_epi32(lanes.right, pixels + kCellChannels)};
}

/// The same for an input at half the size: the rows of a tile are s[i-1], s[i], s[i], s[i+1], and
/// so are its columns, so that the differences of the middle ones vanish.
template <int kPass>
static inline void transformUpsampled(const LowRow& upper, const LowRow& lower, std::uint8_t* slab)
{
    const __m512i left = combineRows<kPass>(upper.left, lower.left);
    const __m512i middle = combineRows<kPass>(upper.middle, lower.middle);
    const __m512i right = combineRows<kPass>(upper.right, lower.right);
    const __m512i sum = _mm512_add_epi8(middle, middle);
    _mm512_store_si512(slab, offsetBy128(_mm512_sub_epi8(left, middle)));
    _mm512_store_si512(slab + kVectorBytes, kPass == 1 ? sum : offsetBy128(sum));
    _mm512_store_si512(slab + 2 * kVectorBytes, offsetBy128(_mm512_sub_epi8(right, middle)));
}

/// The parts of a slab, by pass.
struct Slab {
    std::uint8_t* pass[4];
};

/// Appends one vector of tiles, from pixel x on, of one upsampled input to the slab: all passes, or
/// kPass alone.
template <int kPass>
static void transformUpsampledInput(const ConvInput& input, const Block& block, int x, int width,
                                    Slab& slab)
{
    if constexpr (kPass == 2) {
        return;
    }
    constexpr bool kAll = kPass == kAllPasses;
    const int cells = (width - x) / 2 + 1; // of the input from x/2 on, the border included
    const LowRowLanes lanes{firstLanes(cells + 1), firstLanes(cells), firstLanes(cells - 1)};
    const std::uint8_t* middle =
        input.data + block.y / 2 * input.rowStride + std::ptrdiff_t{kCellChannels} * (x / 2);
    for (int g = 0; g < input.groups; ++g) {
        if constexpr (kAll || kPass == 0) {
            prefetchCells(middle + 2 * input.rowStride);
        }
        const LowRow row1 = loadLowRow(middle, lanes);
        if constexpr (kAll || kPass == 0) {
            transformUpsampled<0>(loadLowRow(middle - input.rowStride, lanes), row1, slab.pass[0]);
            slab.pass[0] += 3 * kVectorBytes;
        }
        if constexpr (kAll || kPass == 1) {
            transformUpsampled<1>(row1, row1, slab.pass[1]);
            slab.pass[1] += 3 * kVectorBytes;
        }
        if constexpr (kAll || kPass == 3) {
            transformUpsampled<3>(loadLowRow(middle + input.rowStride, lanes), row1, slab.pass[3]);
            slab.pass[3] += 3 * kVectorBytes;
        }
        middle += input.groupStride;
    }
}

/// The same for a direct input.
template <int kPass>
static void transformDirectInput(const ConvInput& input, const Block& block, int x, int width,
                                 Slab& slab)
{
    constexpr bool kAll = kPass == kAllPasses;
    const int cells = width - x + 1; // from x on, the border included
    const RowLanes lanes{firstLanes(cells), firstLanes(cells - kLanes),
                         firstLanes(cells > kVectorPixels ? 1 : 0)};
    std::ptrdiff_t offset[4];
    for (int row = 0; row < 4; ++row) {
        const int y = block.y - 1 + row;
        offset[row] = (y < block.lastRow ? y : block.lastRow) * input.rowStride;
    }
    const std::uint8_t* plane = input.data + std::ptrdiff_t{kCellChannels} * x;
    for (int g = 0; g < input.groups; ++g) {
        if constexpr (kAll || kPass == 0) {
            prefetchRows(plane + (block.y + 3) * input.rowStride, input.rowStride);
        }
        // Rows of B^T: d0 - d2, d1 + d2, d2 - d1, d3 - d1. Unused ones are never loaded.
        const Row row1 = kPass == 0 ? Row{} : loadRow(plane + offset[1], lanes);
        const Row row2 = kPass == 3 ? Row{} : loadRow(plane + offset[2], lanes);
        if constexpr (kAll || kPass == 0) {
            transformDirect<0>(loadRow(plane + offset[0], lanes), row2, slab.pass[0]);
            slab.pass[0] += 4 * kVectorBytes;
        }
        if constexpr (kAll || kPass == 1) {
            transformDirect<1>(row1, row2, slab.pass[1]);
            slab.pass[1] += 4 * kVectorBytes;
        }
        if constexpr (kAll || kPass == 2) {
            transformDirect<2>(row2, row1, slab.pass[2]);
            slab.pass[2] += 4 * kVectorBytes;
        }
        if constexpr (kAll || kPass == 3) {
            transformDirect<3>(loadRow(plane + offset[3], lanes), row1, slab.pass[3]);
            slab.pass[3] += 4 * kVectorBytes;
        }
        plane += input.groupStride;
    }
}

/// The same for either.
template <int kPass>
static inline void transformInput(const ConvInput& input, const Block& block, int vector, int width,
                                  Slab& slab)
{
    const int x = block.x + vector * kVectorPixels;
    if (input.reading == Reading::Upsampled2) {
        transformUpsampledInput<kPass>(input, block, x, width, slab);
    } else {
        transformDirectInput<kPass>(input, block, x, width, slab);
    }
}

} // namespace halftone::engine::kernels::avx512vnni
