// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/cpu/avxvnni/encoding.h"

#include <immintrin.h>

// The instructions that AVX-VNNI adds to AVX2. Only for files compiled for it.
namespace halftone::engine::kernels::HALFTONE_AVXVNNI {

/// VPDPBUSD: adds to each of 8 sums four products of u8 and s8.
static inline __m256i addProducts(__m256i sums, __m256i bytes, __m256i weights)
{
#ifdef HALFTONE_AVXVNNI_STAND_IN
    return _mm256_dpbusd_epi32(sums, bytes, weights);
#else
    return _mm256_dpbusd_avx_epi32(sums, bytes, weights);
#endif
}

/// VPDPWSSD: adds to each of 8 sums two products of s16.
static inline __m256i addWordProducts(__m256i sums, __m256i words, __m256i weights)
{
#ifdef HALFTONE_AVXVNNI_STAND_IN
    return _mm256_dpwssd_epi32(sums, words, weights);
#else
    return _mm256_dpwssd_avx_epi32(sums, words, weights);
#endif
}

} // namespace halftone::engine::kernels::HALFTONE_AVXVNNI
