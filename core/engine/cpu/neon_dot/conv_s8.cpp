// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Direct convolution of neon/direct_conv.h by SDOT, 16 products an instruction. It multiplies
// signed bytes: 128 is taken from every code, the border's zeros too, and 128 times all weights of
// an output channel, which stand in front of the weights, are added to its start.
//
// The loop over groups of input channels, 16 pixels x 4 output channels x 9 taps (2304 products):
// 144 SDOT, 36 EOR, 56 loads, 16 moves.
//
// Weights: a tap is [4 output channels][4] int8, which a lane of the register selects.
#include "core/engine/cpu/neon/direct_conv.h"

namespace halftone::engine::kernels::neon_dot {
namespace {

using namespace neon;

struct Dot {
    using Pixels = int8x16_t;
    static constexpr std::ptrdiff_t kTapBytes = 16;
    static constexpr bool kHasCorrections = true;

    static HALFTONE_ALWAYS_INLINE Pixels prepare(int32x4_t cells)
    {
        return vreinterpretq_s8_u8(veorq_u8(vreinterpretq_u8_s32(cells), vdupq_n_u8(0x80)));
    }
    template <std::size_t kVectors>
    static HALFTONE_ALWAYS_INLINE void add(const Pixels (&pixels)[kVectors],
                                           const std::uint8_t* weights,
                                           int32x4_t (&sums)[kTileOc][kVectors])
    {
        const int8x16_t cells = vreinterpretq_s8_u8(loadBytes(weights));
        HALFTONE_UNROLL
        for (std::size_t v = 0; v < kVectors; ++v) {
            sums[0][v] = vdotq_laneq_s32(sums[0][v], pixels[v], cells, 0);
            sums[1][v] = vdotq_laneq_s32(sums[1][v], pixels[v], cells, 1);
            sums[2][v] = vdotq_laneq_s32(sums[2][v], pixels[v], cells, 2);
            sums[3][v] = vdotq_laneq_s32(sums[3][v], pixels[v], cells, 3);
        }
    }
};

} // namespace

void conv3x3S8(const ConvArgs& args)
{
    convBand<Dot, 3, Output::Codes>(args);
}

void conv1x1S8(const ConvArgs& args)
{
    convBand<Dot, 1, Output::Codes>(args);
}

void conv3x3S8Logits(const ConvArgs& args)
{
    convBand<Dot, 3, Output::Logits>(args);
}

void conv1x1S8Logits(const ConvArgs& args)
{
    convBand<Dot, 1, Output::Logits>(args);
}

} // namespace halftone::engine::kernels::neon_dot
