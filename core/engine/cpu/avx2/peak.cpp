// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// What multiplies, in registers alone, see measure_peak.h. 12 independent chains of a
// multiplication and an addition (4 to 6 cycles) cover the latency of two of each a cycle.
#include "core/engine/cpu/measure_peak.h"

#include <immintrin.h>

namespace halftone::engine::kernels::avx2 {
namespace {

struct Sums {
    using Vector = __m256i;
    static constexpr int kSums = 12;
    static Vector start(int i) { return _mm256_set1_epi32(i); }
    static Vector join(Vector a, Vector b) { return _mm256_add_epi32(a, b); }
    static std::int32_t first(Vector v) { return _mm256_cvtsi256_si32(v); }
};

struct Words : Sums {
    static constexpr std::int64_t kMacs = 16;
    static HALFTONE_ALWAYS_INLINE Vector add(Vector sum)
    {
        return _mm256_add_epi32(sum, _mm256_madd_epi16(sum, _mm256_set1_epi16(1)));
    }
};

struct Bytes : Sums {
    static constexpr std::int64_t kMacs = 32;
    static HALFTONE_ALWAYS_INLINE Vector add(Vector sum)
    {
        return _mm256_add_epi16(sum, _mm256_maddubs_epi16(sum, _mm256_set1_epi8(1)));
    }
};

/// The four products of a pixel are one look-up.
struct LookUps : Sums {
    static constexpr std::int64_t kMacs = 128;
    static HALFTONE_ALWAYS_INLINE Vector add(Vector sum)
    {
        return _mm256_add_epi8(sum, _mm256_shuffle_epi8(_mm256_set1_epi8(1), sum));
    }
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

std::int64_t lookUpInRegisters(std::int64_t rounds, std::int32_t* sink)
{
    return measurePeak<LookUps>(rounds, sink);
}

} // namespace halftone::engine::kernels::avx2
