// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/cpu/avx512vnni/tile_vectors.h"
#include "core/engine/cpu/keep.h"
#include "core/engine/cpu/tile_args.h"

#include <cstddef>
#include <cstdint>

namespace halftone::engine::kernels::avx512vnni {

/// VPDPWSSD: adds to each of 16 sums two products of s16.
struct WordProduct {
    static HALFTONE_ALWAYS_INLINE __m512i add(__m512i sum, __m512i words, __m512i weights)
    {
        return _mm512_dpwssd_epi32(sum, words, weights);
    }
};

/// VPDPBUSD: adds to each of 16 sums four products of u8 and s8.
struct ByteProduct {
    static HALFTONE_ALWAYS_INLINE __m512i add(__m512i sum, __m512i bytes, __m512i weights)
    {
        return _mm512_dpbusd_epi32(sum, bytes, weights);
    }
};

/// The products of cpu/tiles/ at one position. A block is two vectors, so that weights, of which
/// deep layers have more than L2 holds, are read for 32 tiles at once. Two groups of output
/// channels make 16 independent sums, which cover the latency (4 or 5 cycles) of two products a
/// cycle. The loops that GCC 12 makes, all sums in registers: 4 loads, 16 broadcasts, 32
/// multiplications, 5 others,
///     bytes    2048 products, by F(4x4,3x3) as much as 6019 of the direct form (upsampled inputs
///              11796)
///     words    1024 products, as much as 4096 (5898)
/// V is the type that derives from this and from TileVectors.
template <typename V>
struct TileProducts {
    /// Sums up `count` pairs of channels in words; writes [4][block] int32 of every group of output
    /// channels.
    static HALFTONE_ALWAYS_INLINE void multiplyWords(const std::uint8_t* slab,
                                                     const std::uint8_t* weights, int count,
                                                     const OutGroups& all, std::int32_t* sums)
    {
        const auto multiply = [&](auto groups, const std::uint8_t* of, std::int32_t* to) {
            multiplyWordGroups<groups.kCount>(slab, of, count, all, to);
        };
        inTurns(all, weights, sums, multiply);
    }
    /// An element of group `group` of a run, for multiplyBytes.
    static HALFTONE_ALWAYS_INLINE void storeElement(std::uint8_t* to, __m512i element, int)
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
        const auto multiply = [&](auto groups, const std::uint8_t* of, std::int32_t* to) {
            multiplyByteGroups<groups.kCount>(slab, of, count, factor, isFirst, all, to);
        };
        inTurns(all, weights, sums, multiply);
    }

private:
    template <int kGroups>
    struct Groups {
        static constexpr int kCount = kGroups;
    };

    /// multiply(Groups<...>, weights, sums) for as many groups at once as there are.
    template <typename Multiply>
    static HALFTONE_ALWAYS_INLINE void inTurns(const OutGroups& all, const std::uint8_t* weights,
                                               std::int32_t* sums, const Multiply& multiply)
    {
        int left = all.count;
        for (; left >= 2; left -= 2, weights += 2 * all.weights, sums += 2 * all.sums) {
            multiply(Groups<2>(), weights, sums);
        }
        if (left > 0) {
            multiply(Groups<1>(), weights, sums);
        }
    }

    static constexpr int kVectors = 2;
    template <int kGroups>
    using Sums = __m512i[static_cast<std::size_t>(kGroups)][kCellChannels][kVectors];

    template <typename Product, int kGroups>
    static HALFTONE_ALWAYS_INLINE void addStep(const std::uint8_t* cells,
                                               const std::uint8_t* weights, std::ptrdiff_t stride,
                                               Sums<kGroups>& sum)
    {
        const __m512i a = V::load(cells);
        const __m512i b = V::load(cells + V::kBytes);
        HALFTONE_UNROLL
        for (int g = 0; g < kGroups; ++g) {
            HALFTONE_UNROLL
            for (int o = 0; o < kCellChannels; ++o) {
                const __m512i w = V::fillCell(weights + g * stride + o * kCellChannels);
                __m512i& s = sum[g][o][0];
                __m512i& t = sum[g][o][1];
                s = Product::add(s, a, w);
                HALFTONE_KEEP(s);
                t = Product::add(t, b, w);
                HALFTONE_KEEP(t);
            }
        }
    }

    /// All of `count` cells of the slab, each with 16 bytes of weights.
    template <typename Product, int kGroups>
    static HALFTONE_ALWAYS_INLINE void addAll(const std::uint8_t* slab, const std::uint8_t* weights,
                                              std::ptrdiff_t stride, int count, Sums<kGroups>& sum)
    {
        constexpr int kBytes = kVectors * V::kBytes;
        for (; count >= 2; count -= 2, slab += 2 * kBytes, weights += 32) {
            addStep<Product, kGroups>(slab, weights, stride, sum);
            addStep<Product, kGroups>(slab + kBytes, weights + 16, stride, sum);
        }
        if (count > 0) {
            addStep<Product, kGroups>(slab, weights, stride, sum);
        }
    }

    template <int kGroups>
    static HALFTONE_NOINLINE void multiplyWordGroups(const std::uint8_t* slab,
                                                     const std::uint8_t* weights, int count,
                                                     const OutGroups& all, std::int32_t* sums)
    {
        Sums<kGroups> sum;
        HALFTONE_UNROLL
        for (int g = 0; g < kGroups; ++g) {
            HALFTONE_UNROLL
            for (int o = 0; o < kCellChannels; ++o) {
                sum[g][o][0] = V::zero();
                sum[g][o][1] = V::zero();
            }
        }
        addAll<WordProduct, kGroups>(slab, weights, all.weights, count, sum);
        HALFTONE_UNROLL
        for (int g = 0; g < kGroups; ++g) {
            HALFTONE_UNROLL
            for (int o = 0; o < kCellChannels; ++o) {
                std::int32_t* to = sums + g * all.sums + o * V::kBlockTiles;
                V::store(to, sum[g][o][0]);
                V::store(to + V::kTiles, sum[g][o][1]);
            }
        }
    }

    /// Writes a sum times a factor, or adds it.
    static HALFTONE_ALWAYS_INLINE void widen(__m512i sum, __m128i shift, bool isFirst,
                                             std::int32_t* to)
    {
        const __m512i widened = _mm512_sll_epi32(sum, shift);
        V::store(to, isFirst ? widened : _mm512_add_epi32(widened, V::load(to)));
    }

    template <int kGroups>
    static HALFTONE_NOINLINE void
    multiplyByteGroups(const std::uint8_t* slab, const std::uint8_t* weights, int count, int factor,
                       bool isFirst, const OutGroups& all, std::int32_t* sums)
    {
        Sums<kGroups> sum;
        HALFTONE_UNROLL
        for (int g = 0; g < kGroups; ++g) {
            HALFTONE_UNROLL
            for (int o = 0; o < kCellChannels; ++o) {
                sum[g][o][0] = V::fillCell(weights + g * all.weights + o * kCellChannels);
                sum[g][o][1] = sum[g][o][0];
            }
        }
        addAll<ByteProduct, kGroups>(slab, weights + 16, all.weights, count, sum);
        // Factors are powers of two.
        const __m128i shift = _mm_cvtsi32_si128(_mm_popcnt_u32(static_cast<unsigned>(factor - 1)));
        HALFTONE_UNROLL
        for (int g = 0; g < kGroups; ++g) {
            HALFTONE_UNROLL
            for (int o = 0; o < kCellChannels; ++o) {
                std::int32_t* to = sums + g * all.sums + o * V::kBlockTiles;
                widen(sum[g][o][0], shift, isFirst, to);
                widen(sum[g][o][1], shift, isFirst, to + V::kTiles);
            }
        }
    }
};

} // namespace halftone::engine::kernels::avx512vnni
