// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <immintrin.h>

// The one instruction that AVX-VNNI adds to AVX2. Only for files compiled for it.
//
// With HALFTONE_AVXVNNI_STAND_IN they are compiled for AVX512-VL and -VNNI instead, under another
// namespace: the same instruction in another encoding. Only tests do that, on machines that lack
// AVX-VNNI.
#ifdef HALFTONE_AVXVNNI_STAND_IN
#define HALFTONE_AVXVNNI avxvnni_stand_in
#else
#define HALFTONE_AVXVNNI avxvnni
#endif

namespace halftone::engine::kernels::HALFTONE_AVXVNNI {

/// VPDPBUSD: adds to each of 8 sums four products of u8 pixels and s8 weights.
static inline __m256i addProducts(__m256i sums, __m256i pixels, __m256i weights)
{
#ifdef HALFTONE_AVXVNNI_STAND_IN
    return _mm256_dpbusd_epi32(sums, pixels, weights);
#else
    return _mm256_dpbusd_avx_epi32(sums, pixels, weights);
#endif
}

} // namespace halftone::engine::kernels::HALFTONE_AVXVNNI
