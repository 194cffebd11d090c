// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/cpu/avx2/tile_products.h"
#include "core/engine/cpu/avxvnni/dot.h"

#include <cstdint>

namespace halftone::engine::kernels::HALFTONE_AVXVNNI {

/// What multiplies in avx2/tile_products.h: VPDPWSSD and VPDPBUSD, which add up by themselves.
struct DotProducts {
    static HALFTONE_ALWAYS_INLINE __m256i addWords(__m256i sum, __m256i words, __m256i weights)
    {
        return addWordProducts(sum, words, weights);
    }
    static HALFTONE_ALWAYS_INLINE __m256i addBytes(__m256i sum, __m256i bytes, __m256i weights)
    {
        return addProducts(sum, bytes, weights);
    }
    /// Sums have 32 bits already, and factors are powers of two.
    static HALFTONE_ALWAYS_INLINE __m256i widen(__m256i sum, int factor)
    {
        return _mm256_sll_epi32(
            sum, _mm_cvtsi32_si128(_mm_popcnt_u32(static_cast<unsigned>(factor - 1))));
    }
};

} // namespace halftone::engine::kernels::HALFTONE_AVXVNNI
