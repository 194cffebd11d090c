// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Nothing but SMMLA, in registers: what tiles of bytes could reach at best. 16 independent sums
// cover the latency (3 or 4 cycles) of four a cycle.
#include "core/engine/cpu/neon/lanes.h"

namespace halftone::engine::kernels::neon_i8mm {

std::int64_t multiplyInRegisters(std::int64_t rounds, std::int32_t* sink)
{
    constexpr int kSums = 16;
    constexpr int kRepeats = 8;        // so that the loop's own instructions do not count
    constexpr std::int64_t kMacs = 32; // of one SMMLA
    const int8x16_t pixels = vdupq_n_s8(3);
    const int8x16_t weights = vdupq_n_s8(1);
    int32x4_t sum[kSums];
    HALFTONE_UNROLL
    for (int i = 0; i < kSums; ++i) {
        sum[i] = vdupq_n_s32(i); // equal chains would become one
    }
    for (std::int64_t i = 0; i < rounds; ++i) {
        HALFTONE_UNROLL
        for (int repeat = 0; repeat < kRepeats; ++repeat) {
            HALFTONE_UNROLL
            for (int32x4_t& s : sum) {
                s = vmmlaq_s32(s, pixels, weights);
            }
        }
    }
    int32x4_t total = sum[0];
    HALFTONE_UNROLL
    for (int i = 1; i < kSums; ++i) {
        total = vaddq_s32(total, sum[i]);
    }
    *sink = vgetq_lane_s32(total, 0);
    return rounds * kRepeats * kSums * kMacs;
}

} // namespace halftone::engine::kernels::neon_i8mm
