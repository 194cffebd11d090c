// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/cpu/kernel_args.h"

namespace halftone::engine::kernels::portable {
namespace {

inline std::uint8_t larger(std::uint8_t a, std::uint8_t b)
{
    return a > b ? a : b;
}

} // namespace

void maxPool2U8(const PoolArgs& args)
{
    for (int g = 0; g < args.groups; ++g) {
        for (int y = args.rowBegin; y < args.rowEnd; ++y) {
            const std::uint8_t* top = args.in + g * args.inGroupStride + 2 * y * args.inRowStride;
            const std::uint8_t* bottom = top + args.inRowStride;
            std::uint8_t* out = args.out + g * args.outGroupStride + y * args.outRowStride;
            for (int x = 0; x < args.width; ++x) {
                for (int c = 0; c < kCellChannels; ++c) {
                    const int left = 2 * kCellChannels * x + c;
                    const int right = left + kCellChannels;
                    out[kCellChannels * x + c] =
                        larger(larger(top[left], top[right]), larger(bottom[left], bottom[right]));
                }
            }
        }
    }
}

} // namespace halftone::engine::kernels::portable
