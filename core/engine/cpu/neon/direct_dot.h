// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/cpu/neon/direct_conv.h"

namespace halftone::engine::kernels::neon {

/// What multiplies in direct_conv.h by dot products of cells, 16 products an instruction. A tap is
/// [4 output channels][4] int8, which a lane of the register selects. The instruction is a type
/// Dot, in an unnamed namespace of the file:
///     using Pixels, static Pixels prepare(cells), static constexpr kHasCorrections   of it
///     template <int kLane> static int32x4_t add(sum, pixels, cells)
template <typename Dot>
struct DotProducts : Dot {
    using Pixels = typename Dot::Pixels;
    static constexpr std::ptrdiff_t kTapBytes = 16;

    template <std::size_t kVectors>
    static HALFTONE_ALWAYS_INLINE void add(const Pixels (&pixels)[kVectors],
                                           const std::uint8_t* weights,
                                           int32x4_t (&sums)[kTileOc][kVectors])
    {
        const int8x16_t cells = vreinterpretq_s8_u8(loadBytes(weights));
        HALFTONE_UNROLL
        for (std::size_t v = 0; v < kVectors; ++v) {
            sums[0][v] = Dot::template add<0>(sums[0][v], pixels[v], cells);
            sums[1][v] = Dot::template add<1>(sums[1][v], pixels[v], cells);
            sums[2][v] = Dot::template add<2>(sums[2][v], pixels[v], cells);
            sums[3][v] = Dot::template add<3>(sums[3][v], pixels[v], cells);
        }
    }
};

} // namespace halftone::engine::kernels::neon
