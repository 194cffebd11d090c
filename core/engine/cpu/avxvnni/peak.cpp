// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// What multiplies, in registers alone, see measure_peak.h. 12 independent sums cover the latency (4
// or 5 cycles) of two products a cycle.
#include "core/engine/cpu/avxvnni/dot.h"
#include "core/engine/cpu/measure_peak.h"

namespace halftone::engine::kernels::HALFTONE_AVXVNNI {
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
        return addWordProducts(sum, _mm256_set1_epi16(3), _mm256_set1_epi16(1));
    }
};

struct Bytes : Sums {
    static constexpr std::int64_t kMacs = 32;
    static HALFTONE_ALWAYS_INLINE Vector add(Vector sum)
    {
        return addProducts(sum, _mm256_set1_epi8(3), _mm256_set1_epi8(1));
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

} // namespace halftone::engine::kernels::HALFTONE_AVXVNNI
