// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Nothing but VPDPBUSD on 8 sums, in registers: what a direct convolution could reach at best. 12
// independent sums cover the latency (4-5 cycles) of two a cycle.
#include "core/engine/cpu/avxvnni/dot.h"
#include "core/engine/cpu/kernel_args.h"

namespace halftone::engine::kernels::HALFTONE_AVXVNNI {

std::int64_t multiplyInRegisters(std::int64_t rounds, std::int32_t* sink)
{
    constexpr int kSums = 12;
    constexpr int kRepeats = 8;        // so that the loop's own instructions do not count
    constexpr std::int64_t kMacs = 32; // of one VPDPBUSD
    const __m256i pixels = _mm256_set1_epi8(3);
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
                s = addProducts(s, pixels, weights);
            }
        }
    }
    __m256i total = sum[0];
    HALFTONE_UNROLL
    for (int i = 1; i < kSums; ++i) {
        total = _mm256_add_epi32(total, sum[i]);
    }
    *sink = _mm256_cvtsi256_si32(total);
    return rounds * kRepeats * kSums * kMacs;
}

} // namespace halftone::engine::kernels::HALFTONE_AVXVNNI
