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

/// The products of cpu/tiles/ at one position. A block is one vector, so that independent sums,
/// which must cover the latency (4 or 5 cycles) of two products a cycle, come from several groups
/// of output channels: 4, or 2 with two sums each, or one with two sums. A load of cells serves
/// them all; every product has a broadcast of weights. The loops that GCC 12 makes, all sums in
/// registers:
///     bytes, 4 groups   2 loads, 32 broadcasts, 32 VPDPBUSD, 7 others: 2048 products, by
///                       F(4x4,3x3) as much as 6019 of the direct form (upsampled inputs 11796)
///     words, 2 groups   2 loads, 16 broadcasts, 16 VPDPWSSD, 7 others: 512 products, as much as
///                       2048 (2949)
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
        for (; left >= 4; left -= 4, weights += 4 * all.weights, sums += 4 * all.sums) {
            multiply(Groups<4>(), weights, sums);
        }
        if (left >= 2) {
            multiply(Groups<2>(), weights, sums);
            left -= 2;
            weights += 2 * all.weights;
            sums += 2 * all.sums;
        }
        if (left > 0) {
            multiply(Groups<1>(), weights, sums);
        }
    }

    /// Sums of one output channel, in chains that are added up at the end.
    template <int kGroups>
    static constexpr int kChains = kGroups == 4 ? 1 : 2;
    template <int kGroups>
    using Sums = __m512i[static_cast<std::size_t>(kGroups)][kCellChannels]
                        [static_cast<std::size_t>(kChains<kGroups>)];

    template <typename Product, int kGroups>
    static HALFTONE_ALWAYS_INLINE void addStep(const std::uint8_t* cells,
                                               const std::uint8_t* weights, std::ptrdiff_t stride,
                                               int chain, Sums<kGroups>& sum)
    {
        const __m512i a = V::load(cells);
        HALFTONE_UNROLL
        for (int g = 0; g < kGroups; ++g) {
            HALFTONE_UNROLL
            for (int o = 0; o < kCellChannels; ++o) {
                __m512i& s = sum[g][o][chain];
                s = Product::add(s, a, V::fillCell(weights + g * stride + o * kCellChannels));
                HALFTONE_KEEP(s);
            }
        }
    }

    /// All of `count` vectors of the slab, each with 16 bytes of weights.
    template <typename Product, int kGroups>
    static HALFTONE_ALWAYS_INLINE void addAll(const std::uint8_t* slab, const std::uint8_t* weights,
                                              std::ptrdiff_t stride, int count, Sums<kGroups>& sum)
    {
        for (; count >= 2; count -= 2, slab += 2 * V::kBytes, weights += 32) {
            addStep<Product, kGroups>(slab, weights, stride, 0, sum);
            addStep<Product, kGroups>(slab + V::kBytes, weights + 16, stride, kChains<kGroups> - 1,
                                      sum);
        }
        if (count > 0) {
            addStep<Product, kGroups>(slab, weights, stride, 0, sum);
        }
    }

    template <int kGroups>
    static HALFTONE_ALWAYS_INLINE __m512i total(const Sums<kGroups>& sum, int group, int out)
    {
        const auto& chains = sum[group][out];
        return kChains<kGroups> == 1 ? chains[0]
                                     : _mm512_add_epi32(chains[0], chains[1 % kChains<kGroups>]);
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
                HALFTONE_UNROLL
                for (int c = 0; c < kChains<kGroups>; ++c) {
                    sum[g][o][c] = V::zero();
                }
            }
        }
        addAll<WordProduct, kGroups>(slab, weights, all.weights, count, sum);
        HALFTONE_UNROLL
        for (int g = 0; g < kGroups; ++g) {
            HALFTONE_UNROLL
            for (int o = 0; o < kCellChannels; ++o) {
                V::store(sums + g * all.sums + o * kBlockTiles, total<kGroups>(sum, g, o));
            }
        }
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
                sum[g][o][kChains<kGroups> - 1] = V::zero();
                sum[g][o][0] = V::fillCell(weights + g * all.weights + o * kCellChannels);
            }
        }
        addAll<ByteProduct, kGroups>(slab, weights + 16, all.weights, count, sum);
        // Factors are powers of two.
        const __m128i shift = _mm_cvtsi32_si128(_mm_popcnt_u32(static_cast<unsigned>(factor - 1)));
        HALFTONE_UNROLL
        for (int g = 0; g < kGroups; ++g) {
            HALFTONE_UNROLL
            for (int o = 0; o < kCellChannels; ++o) {
                std::int32_t* to = sums + g * all.sums + o * kBlockTiles;
                const __m512i widened = _mm512_sll_epi32(total<kGroups>(sum, g, o), shift);
                V::store(to, isFirst ? widened : _mm512_add_epi32(widened, V::load(to)));
            }
        }
    }
};

} // namespace halftone::engine::kernels::avx512vnni
