// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Direct convolution of neon/direct_conv.h by USDOT, unsigned by signed bytes, 16 products an
// instruction. SMMLA makes 32, but of 2 pixels and 8 channels, which lie in the planes of two
// groups: each vector of pixels would have to be zipped for each tap, which takes what it saves.
//
// The loop over groups of input channels, 16 pixels x 4 output channels x 9 taps (2304 products):
// 144 USDOT, 56 loads, 3 moves.
//
// Weights: a tap is [4 output channels][4] int8, which a lane of the register selects.
#include "core/engine/cpu/neon/direct_conv.h"

namespace halftone::engine::kernels::neon_i8mm {
namespace {

using namespace neon;

struct MixedDot {
    using Pixels = uint8x16_t;
    static constexpr std::ptrdiff_t kTapBytes = 16;
    static constexpr bool kHasCorrections = false;

    static HALFTONE_ALWAYS_INLINE Pixels prepare(int32x4_t cells)
    {
        return vreinterpretq_u8_s32(cells);
    }
    template <std::size_t kVectors>
    static HALFTONE_ALWAYS_INLINE void add(const Pixels (&pixels)[kVectors],
                                           const std::uint8_t* weights,
                                           int32x4_t (&sums)[kTileOc][kVectors])
    {
        const int8x16_t cells = vreinterpretq_s8_u8(loadBytes(weights));
        HALFTONE_UNROLL
        for (std::size_t v = 0; v < kVectors; ++v) {
            sums[0][v] = vusdotq_laneq_s32(sums[0][v], pixels[v], cells, 0);
            sums[1][v] = vusdotq_laneq_s32(sums[1][v], pixels[v], cells, 1);
            sums[2][v] = vusdotq_laneq_s32(sums[2][v], pixels[v], cells, 2);
            sums[3][v] = vusdotq_laneq_s32(sums[3][v], pixels[v], cells, 3);
        }
    }
};

} // namespace

void conv3x3S8(const ConvArgs& args)
{
    convBand<MixedDot, 3, Output::Codes>(args);
}

void conv1x1S8(const ConvArgs& args)
{
    convBand<MixedDot, 1, Output::Codes>(args);
}

void conv3x3S8Logits(const ConvArgs& args)
{
    convBand<MixedDot, 3, Output::Logits>(args);
}

void conv1x1S8Logits(const ConvArgs& args)
{
    convBand<MixedDot, 1, Output::Logits>(args);
}

} // namespace halftone::engine::kernels::neon_i8mm
