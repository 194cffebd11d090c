// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Nothing but VPDPBUSD, in registers: what a direct convolution could reach at best. 16 independent
// sums cover the latency (4-5 cycles) of two a cycle.
#include "core/engine/cpu/kernel_args.h"

#include <immintrin.h>

namespace halftone::engine::kernels::avx512vnni {

std::int64_t multiplyInRegisters(std::int64_t rounds, std::int32_t* sink)
{
    constexpr int kSums = 16;
    constexpr int kRepeats = 8;        // so that the loop's own instructions do not count
    constexpr std::int64_t kMacs = 64; // of one VPDPBUSD
    const __m512i pixels = _mm512_set1_epi8(3);
    const __m512i weights = _mm512_set1_epi8(1);
    __m512i sum[kSums];
    HALFTONE_UNROLL
    for (int i = 0; i < kSums; ++i) {
        sum[i] = _mm512_set1_epi32(i); // equal chains would become one
    }
    for (std::int64_t i = 0; i < rounds; ++i) {
        HALFTONE_UNROLL
        for (int repeat = 0; repeat < kRepeats; ++repeat) {
            HALFTONE_UNROLL
            for (__m512i& s : sum) {
                s = _mm512_dpbusd_epi32(s, pixels, weights);
            }
        }
    }
    __m512i total = sum[0];
    HALFTONE_UNROLL
    for (int i = 1; i < kSums; ++i) {
        total = _mm512_add_epi32(total, sum[i]);
    }
    *sink = _mm512_cvtsi512_si32(total);
    return rounds * kRepeats * kSums * kMacs;
}

} // namespace halftone::engine::kernels::avx512vnni
