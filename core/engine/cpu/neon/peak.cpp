// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// What multiplies, in registers alone, see measure_peak.h. 16 independent sums cover the latency (4
// cycles) of four SMLAL a cycle. Not by 1, of which GCC makes additions.
#include "core/engine/cpu/measure_peak.h"
#include "core/engine/cpu/neon/lanes.h"

namespace halftone::engine::kernels::neon {
namespace {

struct Words {
    using Vector = int32x4_t;
    static constexpr int kSums = 16;
    static constexpr std::int64_t kMacs = 4;
    static Vector start(int i) { return vdupq_n_s32(i); }
    static Vector add(Vector sum)
    {
        return vmlal_high_s16(sum, vreinterpretq_s16_s32(sum), vdupq_n_s16(3));
    }
    static Vector join(Vector a, Vector b) { return vaddq_s32(a, b); }
    static std::int32_t first(Vector v) { return vgetq_lane_s32(v, 0); }
};

struct Bytes {
    using Vector = int16x8_t;
    static constexpr int kSums = 16;
    static constexpr std::int64_t kMacs = 8;
    static Vector start(int i) { return vdupq_n_s16(static_cast<std::int16_t>(i)); }
    static Vector add(Vector sum)
    {
        return vmlal_high_s8(sum, vreinterpretq_s8_s16(sum), vdupq_n_s8(3));
    }
    static Vector join(Vector a, Vector b) { return vaddq_s16(a, b); }
    static std::int32_t first(Vector v) { return vgetq_lane_s16(v, 0); }
};

} // namespace

std::int64_t multiplyWordsInRegisters(std::int64_t rounds, std::int32_t* sink)
{
    return measurePeak<Words>(rounds, sink);
}

std::int64_t multiplyBytesInRegisters(std::int64_t rounds, std::int32_t* sink)
{
    return measurePeak<Bytes>(rounds, sink);
}

} // namespace halftone::engine::kernels::neon
