// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Nothing but VPMADDUBSW and VPADDW, in registers: what the narrow convolution, the fastest form of
// conv_s8_avx2.cpp, could reach at best. 12 independent chains of both (4-6 cycles) cover their
// latency; each product depends on its sum, so that no compiler takes it out of the loop.
#include "core/engine/cpu/kernel_args.h"

#include <immintrin.h>

namespace halftone::engine::kernels::avx2 {

std::int64_t multiplyInRegisters(std::int64_t rounds, std::int32_t* sink)
{
    constexpr int kSums = 12;
    constexpr int kRepeats = 8;        // so that the loop's own instructions do not count
    constexpr std::int64_t kMacs = 32; // of one VPMADDUBSW
    const __m256i weights = _mm256_set1_epi8(1);
    __m256i sum[kSums];
    HALFTONE_UNROLL
    for (int i = 0; i < kSums; ++i) {
        sum[i] = _mm256_set1_epi32(i); // equal chains would become one
    }
    for (std::int64_t i = 0; i < rounds; ++i) {
        HALFTONE_UNROLL
        for (int repeat = 0; repeat < kRepeats; ++repeat) {
            HALFTONE_UNROLL
            for (__m256i& s : sum) {
                s = _mm256_add_epi16(s, _mm256_maddubs_epi16(s, weights));
            }
        }
    }
    __m256i total = sum[0];
    HALFTONE_UNROLL
    for (int i = 1; i < kSums; ++i) {
        total = _mm256_add_epi16(total, sum[i]);
    }
    *sink = _mm256_cvtsi256_si32(total);
    return rounds * kRepeats * kSums * kMacs;
}

} // namespace halftone::engine::kernels::avx2
