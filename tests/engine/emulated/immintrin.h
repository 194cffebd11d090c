// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

// In front of the compiler's own header where a kernel set is emulated (HALFTONE_EMULATED_ISAS, see
// packaging/cmake/HalftoneIsa.cmake): intrinsics beyond AVX2 become functions of SIMDe, which say
// in plain loops what an instruction does. Only tests do that, on machines that lack the
// instructions.
#include_next <immintrin.h>

#define SIMDE_ENABLE_NATIVE_ALIASES
#include <simde/x86/avx512.h>

#include <cstdint>
#include <cstring>

/// What SIMDe 0.7.4 lacks, and products, which unrolled loops must not inline: a file would take
/// GCC minutes.
namespace {

[[gnu::noinline, maybe_unused]] __m256i emulatedDpbusd(__m256i sums, __m256i a, __m256i b)
{
    return simde_mm256_dpbusd_epi32(sums, a, b);
}
[[gnu::noinline, maybe_unused]] __m256i emulatedDpwssd(__m256i sums, __m256i a, __m256i b)
{
    return simde_mm256_dpwssd_epi32(sums, a, b);
}
[[gnu::noinline, maybe_unused]] simde__m512i emulatedDpbusd(simde__m512i sums, simde__m512i a,
                                                            simde__m512i b)
{
    return simde_mm512_dpbusd_epi32(sums, a, b);
}
[[gnu::noinline, maybe_unused]] simde__m512i emulatedDpwssd(simde__m512i sums, simde__m512i a,
                                                            simde__m512i b)
{
    return simde_mm512_dpwssd_epi32(sums, a, b);
}
[[gnu::noinline, maybe_unused]] simde__m512i emulatedMaskzLoad(simde__mmask16 mask,
                                                               const void* from)
{
    std::int32_t lanes[16] = {};
    for (int i = 0; i < 16; ++i) {
        if ((mask >> i & 1) != 0) { // touches nothing else
            std::memcpy(lanes + i, static_cast<const char*>(from) + i * 4, 4);
        }
    }
    return simde_mm512_loadu_si512(lanes);
}
[[gnu::noinline, maybe_unused]] void emulatedMaskStore(void* to, simde__mmask16 mask,
                                                       simde__m512i v)
{
    std::int32_t lanes[16];
    std::memcpy(lanes, &v, sizeof lanes);
    for (int i = 0; i < 16; ++i) {
        if ((mask >> i & 1) != 0) {
            std::memcpy(static_cast<char*>(to) + i * 4, lanes + i, 4);
        }
    }
}
[[gnu::noinline, maybe_unused]] simde__m512i emulatedSrav(simde__m512i v, simde__m512i bits)
{
    std::int32_t lanes[16];
    std::uint32_t counts[16];
    std::memcpy(lanes, &v, sizeof lanes);
    std::memcpy(counts, &bits, sizeof counts);
    for (int i = 0; i < 16; ++i) {
        lanes[i] >>= counts[i] < 31 ? counts[i] : 31;
    }
    return simde_mm512_loadu_si512(lanes);
}
[[gnu::noinline, maybe_unused]] simde__m512i emulatedAlign32(simde__m512i high, simde__m512i low,
                                                             int count)
{
    std::int32_t lanes[32];
    std::memcpy(lanes, &low, 64);
    std::memcpy(lanes + 16, &high, 64);
    return simde_mm512_loadu_si512(lanes + count);
}
[[gnu::noinline, maybe_unused]] simde__m512i emulatedAlign8(simde__m512i high, simde__m512i low,
                                                            int count)
{
    std::uint8_t bytes[64];
    for (int i = 0; i < 64; i += 16) { // in every 128 bits
        std::uint8_t both[32];
        std::memcpy(both, reinterpret_cast<const char*>(&low) + i, 16);
        std::memcpy(both + 16, reinterpret_cast<const char*>(&high) + i, 16);
        std::memcpy(bytes + i, both + count, 16);
    }
    return simde_mm512_loadu_si512(bytes);
}
[[gnu::noinline, maybe_unused]] simde__mmask16 emulatedLess(simde__m512i a, simde__m512i b)
{
    return simde_mm512_cmpgt_epi32_mask(b, a);
}
[[maybe_unused]] std::int32_t emulatedFirst(simde__m512i v)
{
    std::int32_t first = 0;
    std::memcpy(&first, &v, sizeof first);
    return first;
}

} // namespace

#define _mm256_dpbusd_avx_epi32(s, a, b) emulatedDpbusd(s, a, b)
#define _mm256_dpwssd_avx_epi32(s, a, b) emulatedDpwssd(s, a, b)
#undef _mm512_dpbusd_epi32
#define _mm512_dpbusd_epi32(s, a, b) emulatedDpbusd(s, a, b)
#undef _mm512_dpwssd_epi32
#define _mm512_dpwssd_epi32(s, a, b) emulatedDpwssd(s, a, b)
#define _mm512_maskz_loadu_epi32(mask, from) emulatedMaskzLoad(mask, from)
#define _mm512_mask_storeu_epi32(to, mask, v) emulatedMaskStore(to, mask, v)
#define _mm512_srav_epi32(v, bits) emulatedSrav(v, bits)
#define _mm512_cmplt_epi32_mask(a, b) emulatedLess(a, b)
#define _mm512_cvtsi512_si32(v) emulatedFirst(v)
#undef _mm512_srai_epi32
#define _mm512_srai_epi32(v, bits) emulatedSrav(v, simde_mm512_set1_epi32(bits))
#undef _mm512_alignr_epi32
#define _mm512_alignr_epi32(high, low, count) emulatedAlign32(high, low, count)
#undef _mm512_alignr_epi8
#define _mm512_alignr_epi8(high, low, count) emulatedAlign8(high, low, count)
#undef _mm512_shuffle_i64x2
#define _mm512_shuffle_i64x2(a, b, order) simde_mm512_shuffle_i32x4(a, b, order)
