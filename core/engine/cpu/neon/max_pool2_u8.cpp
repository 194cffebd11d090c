// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// 2x2 maximum, stride 2: 4 output cells from two rows of 8 input cells.
#include "core/engine/cpu/neon/lanes.h"

namespace halftone::engine::kernels::neon {
namespace {

/// The larger of two rows' codes, in 4 cells of which `cells` exist.
inline int32x4_t larger(const std::uint8_t* top, const std::uint8_t* bottom, int cells)
{
    return vreinterpretq_s32_u8(vmaxq_u8(vreinterpretq_u8_s32(loadCells(top, cells)),
                                         vreinterpretq_u8_s32(loadCells(bottom, cells))));
}

} // namespace

void maxPool2U8(const PoolArgs& args)
{
    constexpr std::ptrdiff_t kVectorBytes = 16;
    for (int g = 0; g < args.groups; ++g) {
        for (int y = args.rowBegin; y < args.rowEnd; ++y) {
            const std::uint8_t* top = args.in + g * args.inGroupStride + 2 * y * args.inRowStride;
            const std::uint8_t* bottom = top + args.inRowStride;
            std::uint8_t* out = args.out + g * args.outGroupStride + y * args.outRowStride;
            for (int x = 0; x < args.width; x += kLanes) {
                const int cells = 2 * (args.width - x);
                const int32x4_t left = larger(top, bottom, cells);
                const int32x4_t right =
                    larger(top + kVectorBytes, bottom + kVectorBytes, cells - kLanes);
                const uint8x16_t even = vreinterpretq_u8_s32(vuzp1q_s32(left, right));
                const uint8x16_t odd = vreinterpretq_u8_s32(vuzp2q_s32(left, right));
                storeCells(out, args.width - x, vreinterpretq_s32_u8(vmaxq_u8(even, odd)));
                top += 2 * kVectorBytes;
                bottom += 2 * kVectorBytes;
                out += kVectorBytes;
            }
        }
    }
}

} // namespace halftone::engine::kernels::neon
