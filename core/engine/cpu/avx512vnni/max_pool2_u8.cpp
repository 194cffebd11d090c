// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// 2x2 maximum, stride 2: 16 output cells from two rows of 32 input cells.
#include "core/engine/cpu/avx512vnni/lanes.h"
#include "core/engine/cpu/kernel_args.h"

#include <immintrin.h>

namespace halftone::engine::kernels::avx512vnni {
namespace {

constexpr int kTileX = kLanes;

} // namespace

void maxPool2U8(const PoolArgs& args)
{
    const __m512i even =
        _mm512_setr_epi32(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
    const __m512i odd =
        _mm512_setr_epi32(1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
    for (int g = 0; g < args.groups; ++g) {
        for (int y = args.rowBegin; y < args.rowEnd; ++y) {
            const std::uint8_t* top = args.in + g * args.inGroupStride + 2 * y * args.inRowStride;
            const std::uint8_t* bottom = top + args.inRowStride;
            std::uint8_t* out = args.out + g * args.outGroupStride + y * args.outRowStride;
            for (int x = 0; x < args.width; x += kTileX) {
                const int cells = 2 * (args.width - x);
                const __mmask16 first = firstLanes(cells);
                const __mmask16 second = firstLanes(cells - kTileX);
                const std::ptrdiff_t offset = std::ptrdiff_t{8} * x;
                const __m512i left =
                    _mm512_max_epu8(_mm512_maskz_loadu_epi32(first, top + offset),
                                    _mm512_maskz_loadu_epi32(first, bottom + offset));
                const __m512i right =
                    _mm512_max_epu8(_mm512_maskz_loadu_epi32(second, top + offset + 64),
                                    _mm512_maskz_loadu_epi32(second, bottom + offset + 64));
                const __m512i cell = _mm512_max_epu8(_mm512_permutex2var_epi32(left, even, right),
                                                     _mm512_permutex2var_epi32(left, odd, right));
                _mm512_mask_storeu_epi32(out + std::ptrdiff_t{4} * x, firstLanes(args.width - x),
                                         cell);
            }
        }
    }
}

} // namespace halftone::engine::kernels::avx512vnni
