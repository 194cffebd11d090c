// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Direct convolution of neon/direct_conv.h by SMLAL on words, 4 products an instruction: a TBL
// widens two channels of 4 pixels, a lane of the weights multiplies one of them.
//
// The loop over groups of input channels, 16 pixels x 4 output channels x 9 taps (2304 products):
// 576 SMLAL, 72 TBL, 69 loads of 16 bytes, 57 moves (a lane must be of the first 16 registers).
//
// Weights: a tap is [4 output channels][4] int16, input channels in the order 0, 2, 1, 3.
#include "core/engine/cpu/neon/direct_conv.h"

namespace halftone::engine::kernels::neon {
namespace {

struct Words {
    /// Channels 0 and 2, 1 and 3.
    struct Pixels {
        int16x8_t even;
        int16x8_t odd;
    };
    static constexpr std::ptrdiff_t kTapBytes = 32;
    static constexpr bool kHasCorrections = false;

    static HALFTONE_ALWAYS_INLINE Pixels prepare(int32x4_t cells)
    {
        return {cellWords<0>(cells), cellWords<1>(cells)};
    }
    template <std::size_t kVectors>
    static HALFTONE_ALWAYS_INLINE void add(const Pixels (&pixels)[kVectors],
                                           const std::uint8_t* weights,
                                           int32x4_t (&sums)[kTileOc][kVectors])
    {
        const int16x8_t first = vreinterpretq_s16_u8(loadBytes(weights));
        const int16x8_t second = vreinterpretq_s16_u8(loadBytes(weights + 16));
        addOut<0>(pixels, first, sums[0]);
        addOut<4>(pixels, first, sums[1]);
        addOut<0>(pixels, second, sums[2]);
        addOut<4>(pixels, second, sums[3]);
    }

private:
    /// One output channel, whose weights are the lanes from kLane on.
    template <int kLane, std::size_t kVectors>
    static HALFTONE_ALWAYS_INLINE void addOut(const Pixels (&pixels)[kVectors], int16x8_t weights,
                                              int32x4_t (&sums)[kVectors])
    {
        HALFTONE_UNROLL
        for (std::size_t v = 0; v < kVectors; ++v) {
            const Pixels& p = pixels[v];
            sums[v] = vmlal_laneq_s16(sums[v], vget_low_s16(p.even), weights, kLane);
            sums[v] = vmlal_high_laneq_s16(sums[v], p.even, weights, kLane + 1);
            sums[v] = vmlal_laneq_s16(sums[v], vget_low_s16(p.odd), weights, kLane + 2);
            sums[v] = vmlal_high_laneq_s16(sums[v], p.odd, weights, kLane + 3);
        }
    }
};

} // namespace

void conv3x3S8(const ConvArgs& args)
{
    convBand<Words, 3, Output::Codes>(args);
}

void conv1x1S8(const ConvArgs& args)
{
    convBand<Words, 1, Output::Codes>(args);
}

void conv3x3S8Logits(const ConvArgs& args)
{
    convBand<Words, 3, Output::Logits>(args);
}

void conv1x1S8Logits(const ConvArgs& args)
{
    convBand<Words, 1, Output::Logits>(args);
}

} // namespace halftone::engine::kernels::neon
