// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// 2x2 maximum, stride 2: 8 output cells from two rows of 16 input cells.
#include "core/engine/cpu/avx2/lanes.h"
#include "core/engine/cpu/kernel_args.h"

namespace halftone::engine::kernels::avx2 {

void maxPool2U8(const PoolArgs& args)
{
    const __m256i evenThenOdd = _mm256_setr_epi32(0, 2, 4, 6, 1, 3, 5, 7);
    for (int g = 0; g < args.groups; ++g) {
        for (int y = args.rowBegin; y < args.rowEnd; ++y) {
            const std::uint8_t* top = args.in + g * args.inGroupStride + 2 * y * args.inRowStride;
            const std::uint8_t* bottom = top + args.inRowStride;
            std::uint8_t* out = args.out + g * args.outGroupStride + y * args.outRowStride;
            for (int x = 0; x < args.width; x += kLanes) {
                const int cells = 2 * (args.width - x);
                const std::ptrdiff_t offset = std::ptrdiff_t{2 * kCellChannels} * x;
                const auto higher = [&](int first) {
                    const __m256i lanes = firstLanes(cells - first);
                    const std::ptrdiff_t at = offset + std::ptrdiff_t{kCellChannels} * first;
                    const __m256i larger =
                        _mm256_max_epu8(loadCells(top + at, lanes), loadCells(bottom + at, lanes));
                    // Left pixels of the windows in the lower half, right ones in the upper.
                    return _mm256_permutevar8x32_epi32(larger, evenThenOdd);
                };
                const __m256i left = higher(0);
                const __m256i right = higher(kLanes);
                const __m256i cell = _mm256_max_epu8(_mm256_permute2x128_si256(left, right, 0x20),
                                                     _mm256_permute2x128_si256(left, right, 0x31));
                storeCells(out + std::ptrdiff_t{kCellChannels} * x, firstLanes(args.width - x),
                           cell);
            }
        }
    }
}

} // namespace halftone::engine::kernels::avx2
