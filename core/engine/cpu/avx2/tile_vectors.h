// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/cpu/avx2/lanes.h"
#include "core/engine/cpu/kernel_args.h"

#include <immintrin.h>

// Only for files compiled with AVX2, each of which derives its own type in an unnamed namespace: so
// what cpu/tiles/ makes of it stays in that file.
namespace halftone::engine::kernels::avx2 {

/// Vectors for cpu/tiles/: lanes are the tiles of one row, 8 of them, in an order that suits
/// split() and join(): 0 2 4 6 1 3 5 7 for tiles of four pixels, 0 1 4 5 2 3 6 7 for those of two.
/// A lane is a cell of four bytes, two words, or a sum.
struct TileVectors {
    using Vector = __m256i;
    static constexpr int kTiles = kLanes;
    static constexpr int kBlockTiles = 16;
    static constexpr int kBytes = 32;

    static HALFTONE_ALWAYS_INLINE Vector load(const void* from)
    {
        return _mm256_loadu_si256(static_cast<const Vector*>(from));
    }
    /// The first `count` lanes, 0 behind them; touches no other memory.
    static HALFTONE_ALWAYS_INLINE Vector loadFirst(const unsigned char* from, int count)
    {
        return loadCells(from, firstLanes(count));
    }
    static HALFTONE_ALWAYS_INLINE void store(void* to, Vector v)
    {
        _mm256_storeu_si256(static_cast<Vector*>(to), v);
    }
    static HALFTONE_ALWAYS_INLINE void storeFirst(unsigned char* to, int count, Vector v)
    {
        storeCells(to, firstLanes(count), v);
    }
    /// Asks for a cache line; never faults.
    static HALFTONE_ALWAYS_INLINE void prefetch(const unsigned char* line)
    {
        _mm_prefetch(reinterpret_cast<const char*>(line), _MM_HINT_T1);
    }
    static HALFTONE_ALWAYS_INLINE Vector zero() { return _mm256_setzero_si256(); }
    static HALFTONE_ALWAYS_INLINE Vector fill32(int value) { return _mm256_set1_epi32(value); }
    static HALFTONE_ALWAYS_INLINE Vector fillCell(const void* cell)
    {
        return _mm256_castps_si256(_mm256_broadcast_ss(static_cast<const float*>(cell)));
    }

    static HALFTONE_ALWAYS_INLINE Vector add8(Vector a, Vector b) { return _mm256_add_epi8(a, b); }
    static HALFTONE_ALWAYS_INLINE Vector sub8(Vector a, Vector b) { return _mm256_sub_epi8(a, b); }
    /// What multiplications take of a difference of codes, unsigned: it is offset by 128; and of a
    /// sum, which is never negative.
    static HALFTONE_ALWAYS_INLINE Vector elementOfDifference(Vector v)
    {
        return _mm256_xor_si256(v, _mm256_set1_epi8(-128));
    }
    static HALFTONE_ALWAYS_INLINE Vector elementOfSum(Vector v) { return v; }
    static HALFTONE_ALWAYS_INLINE Vector add16(Vector a, Vector b)
    {
        return _mm256_add_epi16(a, b);
    }
    static HALFTONE_ALWAYS_INLINE Vector sub16(Vector a, Vector b)
    {
        return _mm256_sub_epi16(a, b);
    }
    template <int kBits>
    static HALFTONE_ALWAYS_INLINE Vector shiftLeft16(Vector v)
    {
        return _mm256_slli_epi16(v, kBits);
    }
    static HALFTONE_ALWAYS_INLINE Vector add32(Vector a, Vector b)
    {
        return _mm256_add_epi32(a, b);
    }
    static HALFTONE_ALWAYS_INLINE Vector sub32(Vector a, Vector b)
    {
        return _mm256_sub_epi32(a, b);
    }
    static HALFTONE_ALWAYS_INLINE Vector mul32(Vector a, Vector b)
    {
        return _mm256_mullo_epi32(a, b);
    }
    template <int kBits>
    static HALFTONE_ALWAYS_INLINE Vector shiftLeft32(Vector v)
    {
        return _mm256_slli_epi32(v, kBits);
    }
    template <int kBits>
    static HALFTONE_ALWAYS_INLINE Vector shiftRight32(Vector v)
    {
        return _mm256_srai_epi32(v, kBits);
    }
    /// By as many bits as each lane of `bits` says.
    static HALFTONE_ALWAYS_INLINE Vector shiftRight32(Vector v, Vector bits)
    {
        return _mm256_srav_epi32(v, bits);
    }

    /// Channels 0 and 2, or 1 and 3 of a cell, as words.
    template <int kHalf>
    static HALFTONE_ALWAYS_INLINE Vector words(Vector cells)
    {
        return kHalf == 0 ? _mm256_and_si256(cells, _mm256_set1_epi16(0xff))
                          : _mm256_srli_epi16(cells, 8);
    }

    /// From vectors of neighbouring cells to the first cells of all tiles, the second ones, ...
    static HALFTONE_ALWAYS_INLINE void split(const Vector (&cells)[4], Vector (&of)[4])
    {
        transpose4(cells, of);
    }
    static HALFTONE_ALWAYS_INLINE void split(const Vector (&cells)[2], Vector (&of)[2])
    {
        const __m256 a = _mm256_castsi256_ps(cells[0]);
        const __m256 b = _mm256_castsi256_ps(cells[1]);
        of[0] = _mm256_castps_si256(_mm256_shuffle_ps(a, b, 0x88));
        of[1] = _mm256_castps_si256(_mm256_shuffle_ps(a, b, 0xdd));
    }
    /// Back again.
    static HALFTONE_ALWAYS_INLINE void join(const Vector (&of)[4], Vector (&cells)[4])
    {
        transpose4(of, cells);
    }
    static HALFTONE_ALWAYS_INLINE void join(const Vector (&of)[2], Vector (&cells)[2])
    {
        cells[0] = _mm256_unpacklo_epi32(of[0], of[1]);
        cells[1] = _mm256_unpackhi_epi32(of[0], of[1]);
    }
    /// Cells of an upsampled map, half as many for each tile.
    static HALFTONE_ALWAYS_INLINE void splitLow(const Vector (&cells)[2], Vector (&of)[2])
    {
        const __m256i order = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7);
        const __m256i a = _mm256_permutevar8x32_epi32(cells[0], order);
        const __m256i b = _mm256_permutevar8x32_epi32(cells[1], order);
        of[0] = _mm256_unpacklo_epi64(a, b);
        of[1] = _mm256_unpackhi_epi64(a, b);
    }
    static HALFTONE_ALWAYS_INLINE void splitLow(const Vector (&cells)[1], Vector (&of)[1])
    {
        of[0] = _mm256_permute4x64_epi64(cells[0], 0xd8);
    }
    /// Of every tile of kPixels what `v` has for the one before it; `first` for the first tile.
    template <int kPixels>
    static HALFTONE_ALWAYS_INLINE Vector fromBefore(Vector v, Vector first)
    {
        const __m256i order = kPixels == 4 ? _mm256_setr_epi32(0, 4, 5, 6, 0, 1, 2, 3)
                                           : _mm256_setr_epi32(0, 0, 5, 2, 1, 4, 3, 6);
        return _mm256_blend_epi32(_mm256_permutevar8x32_epi32(v, order), first, 0x01);
    }
    /// The same for the tile behind it; `last` for the last tile.
    template <int kPixels>
    static HALFTONE_ALWAYS_INLINE Vector fromBehind(Vector v, Vector last)
    {
        const __m256i order = kPixels == 4 ? _mm256_setr_epi32(4, 5, 6, 7, 1, 2, 3, 0)
                                           : _mm256_setr_epi32(1, 4, 3, 6, 5, 2, 7, 0);
        return _mm256_blend_epi32(_mm256_permutevar8x32_epi32(v, order), last, 0x80);
    }

    /// Clamps codes of four channels to [0,maxCode], four times in every lane of `maxCode`, and
    /// joins them into cells. The saturating packs clamp to [0,255] in two steps (both monotone).
    static HALFTONE_ALWAYS_INLINE Vector packCells(const Vector (&codes)[kCellChannels],
                                                   Vector maxCode)
    {
        const __m256i transpose = _mm256_broadcastsi128_si256(
            _mm_setr_epi8(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15));
        const __m256i low = _mm256_packs_epi32(codes[0], codes[1]);
        const __m256i high = _mm256_packs_epi32(codes[2], codes[3]);
        const __m256i bytes = _mm256_packus_epi16(low, high);
        return _mm256_min_epu8(_mm256_shuffle_epi8(bytes, transpose), maxCode);
    }

private:
    static HALFTONE_ALWAYS_INLINE void transpose4(const Vector (&in)[4], Vector (&out)[4])
    {
        const __m256i a = _mm256_unpacklo_epi32(in[0], in[1]);
        const __m256i b = _mm256_unpackhi_epi32(in[0], in[1]);
        const __m256i c = _mm256_unpacklo_epi32(in[2], in[3]);
        const __m256i d = _mm256_unpackhi_epi32(in[2], in[3]);
        out[0] = _mm256_unpacklo_epi64(a, c);
        out[1] = _mm256_unpackhi_epi64(a, c);
        out[2] = _mm256_unpacklo_epi64(b, d);
        out[3] = _mm256_unpackhi_epi64(b, d);
    }
};

} // namespace halftone::engine::kernels::avx2
