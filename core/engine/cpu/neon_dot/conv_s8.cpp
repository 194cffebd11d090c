// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Direct convolution of neon/direct_conv.h by SDOT, 16 products an instruction. It multiplies
// signed bytes: 128 is taken from every code, the border's zeros too, and 128 times all weights of
// an output channel, which stand in front of the weights, are added to its start.
//
// The loop over groups of input channels, 16 pixels x 4 output channels x 9 taps (2304 products):
// 144 SDOT, 36 EOR, 56 loads, 16 moves.
#include "core/engine/cpu/neon/direct_dot.h"

namespace halftone::engine::kernels::neon_dot {
namespace {

using namespace neon;

struct Dot {
    using Pixels = int8x16_t;
    static constexpr bool kHasCorrections = true;

    static HALFTONE_ALWAYS_INLINE Pixels prepare(int32x4_t cells)
    {
        return vreinterpretq_s8_u8(veorq_u8(vreinterpretq_u8_s32(cells), vdupq_n_u8(0x80)));
    }
    template <int kLane>
    static HALFTONE_ALWAYS_INLINE int32x4_t add(int32x4_t sum, Pixels pixels, int8x16_t cells)
    {
        return vdotq_laneq_s32(sum, pixels, cells, kLane);
    }
};

using Products = DotProducts<Dot>;

} // namespace

void conv3x3S8(const ConvArgs& args)
{
    convBand<Products, 3, Output::Codes>(args);
}

void conv1x1S8(const ConvArgs& args)
{
    convBand<Products, 1, Output::Codes>(args);
}

void conv3x3S8Logits(const ConvArgs& args)
{
    convBand<Products, 3, Output::Logits>(args);
}

void conv1x1S8Logits(const ConvArgs& args)
{
    convBand<Products, 1, Output::Logits>(args);
}

} // namespace halftone::engine::kernels::neon_dot
