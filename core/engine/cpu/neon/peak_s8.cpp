// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Nothing but SMLAL on bytes, in registers: what tiles of bytes could reach at best. 16 independent
// sums cover the latency (4 cycles) of four a cycle; each product depends on its sum, so that no
// compiler takes it out of the loop.
#include "core/engine/cpu/neon/lanes.h"

namespace halftone::engine::kernels::neon {

std::int64_t multiplyInRegisters(std::int64_t rounds, std::int32_t* sink)
{
    constexpr int kSums = 16;
    constexpr int kRepeats = 8;       // so that the loop's own instructions do not count
    constexpr std::int64_t kMacs = 8; // of one SMLAL
    const int8x8_t weights = vdup_n_s8(1);
    int16x8_t sum[kSums];
    HALFTONE_UNROLL
    for (int i = 0; i < kSums; ++i) {
        sum[i] = vdupq_n_s16(static_cast<std::int16_t>(i)); // equal chains would become one
    }
    for (std::int64_t i = 0; i < rounds; ++i) {
        HALFTONE_UNROLL
        for (int repeat = 0; repeat < kRepeats; ++repeat) {
            HALFTONE_UNROLL
            for (int16x8_t& s : sum) {
                s = vmlal_s8(s, vget_low_s8(vreinterpretq_s8_s16(s)), weights);
            }
        }
    }
    int16x8_t total = sum[0];
    HALFTONE_UNROLL
    for (int i = 1; i < kSums; ++i) {
        total = vaddq_s16(total, sum[i]);
    }
    *sink = vgetq_lane_s16(total, 0);
    return rounds * kRepeats * kSums * kMacs;
}

} // namespace halftone::engine::kernels::neon
