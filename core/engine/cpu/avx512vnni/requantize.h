// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/cpu/kernel_args.h"

#include <immintrin.h>

// Only for files compiled with AVX-512. Internal linkage: every such file keeps its own copy.
namespace halftone::engine::kernels::avx512vnni {

/// Requantization of one output channel in every lane. Loaded once for several vectors: the
/// compiler would load it again after every store of codes, which may alias anything.
struct ChannelLanes {
    __m512i preShift;
    __m512i multiplier;
    __m512i bias;
    __m512i shift;
};

static inline ChannelLanes loadChannel(const ConvArgs& args, int channel)
{
    return {_mm512_set1_epi32(args.preShift[channel]), _mm512_set1_epi32(args.multiplier[channel]),
            _mm512_set1_epi32(args.bias[channel]), _mm512_set1_epi32(args.shift[channel])};
}

/// Code of 16 pixels before it is clamped: fixed_point.h with the rounding constant of t already in
/// the sum.
static inline __m512i requantize(const ChannelLanes& channel, __m512i sum)
{
    const __m512i t = _mm512_srav_epi32(sum, channel.preShift);
    const __m512i product = _mm512_mullo_epi32(t, channel.multiplier);
    return _mm512_srav_epi32(_mm512_add_epi32(product, channel.bias), channel.shift);
}

/// Clamps 16 pixels of 4 output channels and joins them into cells. The saturating packs clamp to
/// [0,255] in two steps (both monotone).
static inline __m512i packCells(const __m512i (&codes)[kCellChannels], __m512i maxCode)
{
    // In each 128-bit lane: 4 pixels of channel 0, then of 1, 2, 3; the shuffle transposes that.
    const __m512i transpose =
        _mm512_broadcast_i32x4(_mm_setr_epi8(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15));
    const __m512i low = _mm512_packs_epi32(codes[0], codes[1]);
    const __m512i high = _mm512_packs_epi32(codes[2], codes[3]);
    const __m512i bytes = _mm512_packus_epi16(low, high);
    return _mm512_min_epu8(_mm512_shuffle_epi8(bytes, transpose), maxCode);
}

} // namespace halftone::engine::kernels::avx512vnni
