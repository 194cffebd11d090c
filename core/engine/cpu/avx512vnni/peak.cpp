// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// What multiplies, in registers alone, see measure_peak.h. 16 independent sums cover the latency (4
// or 5 cycles) of two products a cycle.
#include "core/engine/cpu/measure_peak.h"

#include <immintrin.h>

namespace halftone::engine::kernels::avx512vnni {
namespace {

struct Sums {
    using Vector = __m512i;
    static constexpr int kSums = 16;
    static Vector start(int i) { return _mm512_set1_epi32(i); }
    static Vector join(Vector a, Vector b) { return _mm512_add_epi32(a, b); }
    static std::int32_t first(Vector v) { return _mm512_cvtsi512_si32(v); }
};

struct Words : Sums {
    static constexpr std::int64_t kMacs = 32;
    static HALFTONE_ALWAYS_INLINE Vector add(Vector sum)
    {
        return _mm512_dpwssd_epi32(sum, _mm512_set1_epi32(0x00030003),
                                   _mm512_set1_epi32(0x00010001));
    }
};

struct Bytes : Sums {
    static constexpr std::int64_t kMacs = 64;
    static HALFTONE_ALWAYS_INLINE Vector add(Vector sum)
    {
        return _mm512_dpbusd_epi32(sum, _mm512_set1_epi8(3), _mm512_set1_epi8(1));
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

} // namespace halftone::engine::kernels::avx512vnni
