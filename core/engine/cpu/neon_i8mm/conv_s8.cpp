// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Direct convolution of neon/direct_conv.h by USDOT, unsigned by signed bytes, 16 products an
// instruction. SMMLA makes 32, but of 2 pixels and 8 channels, which lie in the planes of two
// groups: each vector of pixels would have to be zipped for each tap, which takes what it saves.
//
// The loop over groups of input channels, 16 pixels x 4 output channels x 9 taps (2304 products):
// 144 USDOT, 56 loads, 3 moves.
#include "core/engine/cpu/neon/direct_dot.h"

namespace halftone::engine::kernels::neon_i8mm {
namespace {

using namespace neon;

struct MixedDot {
    using Pixels = uint8x16_t;
    static constexpr bool kHasCorrections = false;

    static HALFTONE_ALWAYS_INLINE Pixels prepare(int32x4_t cells)
    {
        return vreinterpretq_u8_s32(cells);
    }
    template <int kLane>
    static HALFTONE_ALWAYS_INLINE int32x4_t add(int32x4_t sum, Pixels pixels, int8x16_t cells)
    {
        return vusdotq_laneq_s32(sum, pixels, cells, kLane);
    }
};

using Products = DotProducts<MixedDot>;

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

} // namespace halftone::engine::kernels::neon_i8mm
