// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/cpu/avx2/tile_vectors.h"
#include "core/engine/cpu/keep.h"
#include "core/engine/cpu/tile_args.h"

#include <cstdint>

namespace halftone::engine::kernels::avx2 {

/// VPMADDWD and VPADDD; VPMADDUBSW and VPADDW, whose sums of 16 bits VPMADDWD widens.
struct MaddProducts {
    static HALFTONE_ALWAYS_INLINE __m256i addWords(__m256i sum, __m256i words, __m256i weights)
    {
        return _mm256_add_epi32(sum, _mm256_madd_epi16(words, weights));
    }
    static HALFTONE_ALWAYS_INLINE __m256i addBytes(__m256i sum, __m256i bytes, __m256i weights)
    {
        return _mm256_add_epi16(sum, _mm256_maddubs_epi16(bytes, weights));
    }
    /// A sum of bytes times a factor, in 32 bits.
    static HALFTONE_ALWAYS_INLINE __m256i widen(__m256i sum, int factor)
    {
        return _mm256_madd_epi16(sum, _mm256_set1_epi16(static_cast<std::int16_t>(factor)));
    }
};

/// The products of cpu/tiles/ at one position: a block, two vectors, by 4 output channels: 8 sums.
/// 2 loads and 4 broadcasts for 8 multiplications. The loops that GCC 12 makes, all sums in
/// registers: 4 loads, 8 broadcasts, 16 multiplications, 16 additions (none of AVX-VNNI) and 4
/// others,
///     words    256 products, by F(4x4,3x3) as much as 1024 of the direct form (upsampled inputs
///              1475)
///     bytes    512 products, by F(4x4,3x3) as much as 1505 (2949), by F(2x2,3x3) 1152 (2048)
/// V is the type that derives from this, from TileVectors, and from what multiplies: MaddProducts,
/// or another of this kind.
template <typename V>
struct TileProducts {
    /// Sums up `count` pairs of channels in words; writes [4][block] int32 of every group of output
    /// channels.
    static HALFTONE_ALWAYS_INLINE void multiplyWords(const std::uint8_t* slab,
                                                     const std::uint8_t* weights, int count,
                                                     const OutGroups& all, std::int32_t* sums)
    {
        for (int g = 0; g < all.count; ++g) {
            multiplyWordGroup(slab, weights + g * all.weights, count, sums + g * all.sums);
        }
    }
    /// An element of group `group` of a run, for multiplyBytes.
    static HALFTONE_ALWAYS_INLINE void storeElement(std::uint8_t* to, __m256i element, int)
    {
        V::store(to, element);
    }
    /// Sums up `count` groups of 4 channels in bytes, from the starts in front of the weights; adds
    /// them, times `factor`, to [4][block] int32 of every group of output channels, or writes them
    /// if `isFirst`.
    static HALFTONE_ALWAYS_INLINE void multiplyBytes(const std::uint8_t* slab,
                                                     const std::uint8_t* weights, int count,
                                                     int factor, bool isFirst, const OutGroups& all,
                                                     std::int32_t* sums)
    {
        for (int g = 0; g < all.count; ++g) {
            multiplyByteGroup(slab, weights + g * all.weights, count, factor, isFirst,
                              sums + g * all.sums);
        }
    }

private:
    static HALFTONE_NOINLINE void multiplyWordGroup(const std::uint8_t* slab,
                                                    const std::uint8_t* weights, int count,
                                                    std::int32_t* sums)
    {
        __m256i s00 = _mm256_setzero_si256();
        __m256i s01 = s00;
        __m256i s10 = s00;
        __m256i s11 = s00;
        __m256i s20 = s00;
        __m256i s21 = s00;
        __m256i s30 = s00;
        __m256i s31 = s00;
        const auto step = [&](const std::uint8_t* cells, const std::uint8_t* of) {
            const __m256i a = V::load(cells);
            const __m256i b = V::load(cells + V::kBytes);
            const auto add = [&](__m256i& s0, __m256i& s1, const std::uint8_t* weight) {
                const __m256i w = V::fillCell(weight);
                s0 = V::addWords(s0, a, w);
                HALFTONE_KEEP(s0);
                s1 = V::addWords(s1, b, w);
                HALFTONE_KEEP(s1);
            };
            add(s00, s01, of);
            add(s10, s11, of + 4);
            add(s20, s21, of + 8);
            add(s30, s31, of + 12);
        };
        for (int i = 0; i < count; i += 2) { // the pairs of a cell
            step(slab, weights);
            step(slab + 2 * V::kBytes, weights + 16);
            slab += 4 * V::kBytes;
            weights += 32;
        }
        const __m256i all[8] = {s00, s01, s10, s11, s20, s21, s30, s31};
        HALFTONE_UNROLL
        for (int i = 0; i < 8; ++i) {
            V::store(sums + i * V::kTiles, all[i]);
        }
    }

    static HALFTONE_NOINLINE void multiplyByteGroup(const std::uint8_t* slab,
                                                    const std::uint8_t* weights, int count,
                                                    int factor, bool isFirst, std::int32_t* sums)
    {
        __m256i s00 = V::fillCell(weights);
        __m256i s01 = s00;
        __m256i s10 = V::fillCell(weights + 4);
        __m256i s11 = s10;
        __m256i s20 = V::fillCell(weights + 8);
        __m256i s21 = s20;
        __m256i s30 = V::fillCell(weights + 12);
        __m256i s31 = s30;
        weights += 16;
        const auto step = [&](const std::uint8_t* cells, const std::uint8_t* of) {
            const __m256i a = V::load(cells);
            const __m256i b = V::load(cells + V::kBytes);
            const auto add = [&](__m256i& s0, __m256i& s1, const std::uint8_t* weight) {
                const __m256i w = V::fillCell(weight);
                s0 = V::addBytes(s0, a, w);
                HALFTONE_KEEP(s0);
                s1 = V::addBytes(s1, b, w);
                HALFTONE_KEEP(s1);
            };
            add(s00, s01, of);
            add(s10, s11, of + 4);
            add(s20, s21, of + 8);
            add(s30, s31, of + 12);
        };
        for (; count >= 2; count -= 2) {
            step(slab, weights);
            step(slab + 2 * V::kBytes, weights + 16);
            slab += 4 * V::kBytes;
            weights += 32;
        }
        if (count > 0) {
            step(slab, weights);
        }
        const __m256i all[8] = {s00, s01, s10, s11, s20, s21, s30, s31};
        HALFTONE_UNROLL
        for (int i = 0; i < 8; ++i) {
            __m256i sum = V::widen(all[i], factor);
            if (!isFirst) {
                sum = _mm256_add_epi32(sum, V::load(sums + i * V::kTiles));
            }
            V::store(sums + i * V::kTiles, sum);
        }
    }
};

} // namespace halftone::engine::kernels::avx2
