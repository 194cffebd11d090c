// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/cpu/kernel_args.h"

#include <immintrin.h>

// Sums of 512 pixels at once, in planes: bit i of the sum of every pixel is in plane i. Internal
// linkage: every file that includes this keeps its own copy.
namespace halftone::engine::kernels::avx512vnni {

constexpr int kTreeLevels = 5;
/// A list has at most 16 groups * 4 channels * 9 taps: 18 trees of 32, and two carries of what is
/// left. The lists of +1 and -1 together have no more planes but may both have such a rest.
constexpr int kMostCarries = 22;
constexpr int kXor = 0x96;
constexpr int kMajority = 0xe8;

/// s + x + y with complemented x and y where kNot: the sum stays in s, the carry is returned.
template <bool kNot>
static inline __m512i addFull(__m512i& s, __m512i x, __m512i y)
{
    constexpr int kMajorityOfNot = 0x71; // of s, ~x, ~y
    const __m512i carry = _mm512_ternarylogic_epi64(s, x, y, kNot ? kMajorityOfNot : kMajority);
    s = _mm512_ternarylogic_epi64(s, x, y, kXor); // two complements cancel
    return carry;
}

/// Half an adder: s + x, the sum stays in s.
static inline __m512i addHalf(__m512i& s, __m512i x)
{
    const __m512i carry = _mm512_and_si512(s, x);
    s = _mm512_xor_si512(s, x);
    return carry;
}

/// Adds `count` planes, complemented where kNot, to the five planes of `from` and writes them to
/// `sum`; their carries, of 32 times the weight, go to `carries`, whose new end is returned.
template <bool kNot>
static inline __m512i* addPlanes(const std::uint8_t* planes, const std::uint16_t* list, int count,
                                 const __m512i* from, __m512i* sum, __m512i* carries)
{
    __m512i s0 = from[0];
    __m512i s1 = from[1];
    __m512i s2 = from[2];
    __m512i s3 = from[3];
    __m512i s4 = from[4];
    const auto plane = [&](int i) { return _mm512_load_si512(planes + list[i]); };
    const auto addFour = [&](int i) {
        const __m512i a = addFull<kNot>(s0, plane(i), plane(i + 1));
        const __m512i b = addFull<kNot>(s0, plane(i + 2), plane(i + 3));
        return addFull<false>(s1, a, b);
    };
    const auto addEight = [&](int i) {
        const __m512i a = addFour(i);
        const __m512i b = addFour(i + 4);
        return addFull<false>(s2, a, b);
    };
    const auto addSixteen = [&](int i) {
        const __m512i a = addEight(i);
        const __m512i b = addEight(i + 8);
        return addFull<false>(s3, a, b);
    };
    for (; count >= 32; count -= 32, list += 32) {
        const __m512i a = addSixteen(0);
        const __m512i b = addSixteen(16);
        *carries++ = addFull<false>(s4, a, b);
    }
    if (count >= 16) {
        *carries++ = addHalf(s4, addSixteen(0));
        count -= 16;
        list += 16;
    }
    if (count != 0) {
        *carries++ = addHalf(s4, addHalf(s3, addEight(0)));
    }
    sum[0] = s0;
    sum[1] = s1;
    sum[2] = s2;
    sum[3] = s3;
    sum[4] = s4;
    return carries;
}

/// Adds one or more carries of the weight of plane `from` to the planes from there on and writes
/// them to those from `sum` to `sumEnd`; the sum fits, or what does not is of no use.
static inline void addCarries(__m512i* carries, __m512i* end, const __m512i* from, __m512i* sum,
                              const __m512i* sumEnd)
{
    for (; end - carries > 1 && sum != sumEnd; ++sum, ++from) {
        __m512i s = *from;
        __m512i* to = carries;
        __m512i* next = carries;
        for (; end - next >= 2; next += 2) {
            *to++ = addFull<false>(s, next[0], next[1]);
        }
        if (next != end) {
            *to = addHalf(s, *next);
            ++to;
        }
        *sum = s;
        end = to;
    }
    __m512i carry = *carries;
    for (; sum != sumEnd; ++sum, ++from) {
        __m512i s = *from;
        carry = addHalf(s, carry);
        *sum = s;
    }
}

/// Adds the planes of two lists, of weight 1 and -1, to `from` and writes the sum to `sum`.
static inline void addLists(const std::uint8_t* planes, const std::uint16_t* list, int plus,
                            int minus, const __m512i* from, __m512i* sum, const __m512i* sumEnd)
{
    __m512i carries[kMostCarries];
    __m512i* end = addPlanes<false>(planes, list, plus, from, sum, carries);
    if (minus != 0) {
        end = addPlanes<true>(planes, list + plus, minus, sum, sum, end);
    }
    addCarries(carries, end, from + kTreeLevels, sum + kTreeLevels, sumEnd);
}

} // namespace halftone::engine::kernels::avx512vnni
