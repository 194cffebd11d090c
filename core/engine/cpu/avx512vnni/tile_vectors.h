// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/cpu/avx512vnni/lanes.h"
#include "core/engine/cpu/avx512vnni/requantize.h"
#include "core/engine/cpu/kernel_args.h"

#include <immintrin.h>

// Only for files compiled with AVX-512, each of which derives its own type in an unnamed namespace:
// so what cpu/tiles/ makes of it stays in that file.
namespace halftone::engine::kernels::avx512vnni {

/// Vectors for cpu/tiles/, as avx2/tile_vectors.h describes them: lanes are 16 tiles of
/// four pixels each, in the order that transposing every 128 bits gives: 0 4 8 12 1 5 9
/// 13 2 6 10 14 3 7 11 15. Tiles of two pixels are those of winograd_s8.cpp.
struct TileVectors {
    using Vector = __m512i;
    static constexpr int kTiles = kLanes;
    static constexpr int kBlockTiles = 32;
    static constexpr int kBytes = 64;

    static HALFTONE_ALWAYS_INLINE Vector load(const void* from) { return _mm512_loadu_si512(from); }
    static HALFTONE_ALWAYS_INLINE Vector loadFirst(const unsigned char* from, int count)
    {
        return _mm512_maskz_loadu_epi32(firstLanes(count), from);
    }
    static HALFTONE_ALWAYS_INLINE void store(void* to, Vector v) { _mm512_storeu_si512(to, v); }
    static HALFTONE_ALWAYS_INLINE void storeFirst(unsigned char* to, int count, Vector v)
    {
        _mm512_mask_storeu_epi32(to, firstLanes(count), v);
    }
    static HALFTONE_ALWAYS_INLINE void prefetch(const unsigned char* line)
    {
        _mm_prefetch(reinterpret_cast<const char*>(line), _MM_HINT_T1);
    }
    static HALFTONE_ALWAYS_INLINE Vector zero() { return _mm512_setzero_si512(); }
    static HALFTONE_ALWAYS_INLINE Vector fill32(int value) { return _mm512_set1_epi32(value); }
    static HALFTONE_ALWAYS_INLINE Vector fillCell(const void* cell)
    {
        return _mm512_set1_epi32(_mm_cvtsi128_si32(_mm_loadu_si32(cell)));
    }

    static HALFTONE_ALWAYS_INLINE Vector add8(Vector a, Vector b) { return _mm512_add_epi8(a, b); }
    static HALFTONE_ALWAYS_INLINE Vector sub8(Vector a, Vector b) { return _mm512_sub_epi8(a, b); }
    static HALFTONE_ALWAYS_INLINE Vector elementOfDifference(Vector v)
    {
        return _mm512_xor_si512(v, _mm512_set1_epi8(-128));
    }
    static HALFTONE_ALWAYS_INLINE Vector elementOfSum(Vector v) { return v; }
    static HALFTONE_ALWAYS_INLINE Vector add16(Vector a, Vector b)
    {
        return _mm512_add_epi16(a, b);
    }
    static HALFTONE_ALWAYS_INLINE Vector sub16(Vector a, Vector b)
    {
        return _mm512_sub_epi16(a, b);
    }
    template <int kBits>
    static HALFTONE_ALWAYS_INLINE Vector shiftLeft16(Vector v)
    {
        return _mm512_slli_epi16(v, kBits);
    }
    static HALFTONE_ALWAYS_INLINE Vector add32(Vector a, Vector b)
    {
        return _mm512_add_epi32(a, b);
    }
    static HALFTONE_ALWAYS_INLINE Vector sub32(Vector a, Vector b)
    {
        return _mm512_sub_epi32(a, b);
    }
    static HALFTONE_ALWAYS_INLINE Vector mul32(Vector a, Vector b)
    {
        return _mm512_mullo_epi32(a, b);
    }
    template <int kBits>
    static HALFTONE_ALWAYS_INLINE Vector shiftLeft32(Vector v)
    {
        return _mm512_slli_epi32(v, kBits);
    }
    template <int kBits>
    static HALFTONE_ALWAYS_INLINE Vector shiftRight32(Vector v)
    {
        return _mm512_srai_epi32(v, kBits);
    }
    static HALFTONE_ALWAYS_INLINE Vector shiftRight32(Vector v, Vector bits)
    {
        return _mm512_srav_epi32(v, bits);
    }

    template <int kHalf>
    static HALFTONE_ALWAYS_INLINE Vector words(Vector cells)
    {
        return kHalf == 0 ? _mm512_and_si512(cells, _mm512_set1_epi32(0x00ff00ff))
                          : _mm512_srli_epi16(cells, 8);
    }

    static HALFTONE_ALWAYS_INLINE void split(const Vector (&cells)[4], Vector (&of)[4])
    {
        transpose4(cells, of);
    }
    static HALFTONE_ALWAYS_INLINE void join(const Vector (&of)[4], Vector (&cells)[4])
    {
        transpose4(of, cells);
    }
    static HALFTONE_ALWAYS_INLINE void splitLow(const Vector (&cells)[2], Vector (&of)[2])
    {
        const __m512i even =
            _mm512_setr_epi32(0, 8, 16, 24, 2, 10, 18, 26, 4, 12, 20, 28, 6, 14, 22, 30);
        of[0] = _mm512_permutex2var_epi32(cells[0], even, cells[1]);
        of[1] = _mm512_permutex2var_epi32(cells[0], _mm512_add_epi32(even, _mm512_set1_epi32(1)),
                                          cells[1]);
    }
    template <int kPixels>
    static HALFTONE_ALWAYS_INLINE Vector fromBefore(Vector v, Vector first)
    {
        static_assert(kPixels == 4);
        const __m512i order =
            _mm512_setr_epi32(16, 12, 13, 14, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        return _mm512_permutex2var_epi32(v, order, first);
    }
    template <int kPixels>
    static HALFTONE_ALWAYS_INLINE Vector fromBehind(Vector v, Vector last)
    {
        static_assert(kPixels == 4);
        const __m512i order =
            _mm512_setr_epi32(4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 1, 2, 3, 16);
        return _mm512_permutex2var_epi32(v, order, last);
    }

    static HALFTONE_ALWAYS_INLINE Vector packCells(const Vector (&codes)[kCellChannels],
                                                   Vector maxCode)
    {
        return avx512vnni::packCells(codes, maxCode);
    }

private:
    static HALFTONE_ALWAYS_INLINE void transpose4(const Vector (&in)[4], Vector (&out)[4])
    {
        const __m512i a = _mm512_unpacklo_epi32(in[0], in[1]);
        const __m512i b = _mm512_unpackhi_epi32(in[0], in[1]);
        const __m512i c = _mm512_unpacklo_epi32(in[2], in[3]);
        const __m512i d = _mm512_unpackhi_epi32(in[2], in[3]);
        out[0] = _mm512_unpacklo_epi64(a, c);
        out[1] = _mm512_unpackhi_epi64(a, c);
        out[2] = _mm512_unpacklo_epi64(b, d);
        out[3] = _mm512_unpackhi_epi64(b, d);
    }
};

} // namespace halftone::engine::kernels::avx512vnni
