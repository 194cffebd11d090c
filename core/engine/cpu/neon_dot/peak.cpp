// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// What multiplies, in registers alone, see measure_peak.h. 16 independent sums cover the latency (3
// or 4 cycles) of four products a cycle.
#include "core/engine/cpu/measure_peak.h"
#include "core/engine/cpu/neon/lanes.h"

namespace halftone::engine::kernels::neon_dot {
namespace {

struct Sums {
    using Vector = int32x4_t;
    static constexpr int kSums = 16;
    static Vector start(int i) { return vdupq_n_s32(i); }
    static Vector join(Vector a, Vector b) { return vaddq_s32(a, b); }
    static std::int32_t first(Vector v) { return vgetq_lane_s32(v, 0); }
};

struct Dot : Sums {
    static constexpr std::int64_t kMacs = 16;
    static Vector add(Vector sum) { return vdotq_s32(sum, vdupq_n_s8(3), vdupq_n_s8(1)); }
};

} // namespace

std::int64_t multiplyBytesInRegisters(std::int64_t rounds, std::int32_t* sink)
{
    return measurePeak<Dot>(rounds, sink);
}

} // namespace halftone::engine::kernels::neon_dot
