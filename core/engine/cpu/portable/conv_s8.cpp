// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Direct convolution in plain C++ that compilers vectorise: the window of a pixel is copied once to
// 16-bit integers, then every output channel is a dot product of two 16-bit arrays, which becomes
// PMADDWD on baseline x86-64 and SMLAL on ARM. Two products of 255 * 127 fit a 32-bit lane easily.
//
// Weights: int16, [outGroups][4 output channels][window], the window in the order of
// gatherWindow(): [input groups][KY][KX][4 input channels].
#include "core/engine/cpu/kernel_args.h"

namespace halftone::engine::kernels::portable {
namespace {

enum class Output { Codes, Logits };

/// Copies the pixels under the kernel at (y, x); returns how many values were written.
template <int kKernel>
std::ptrdiff_t gatherWindow(const ConvArgs& args, int y, int x, std::int16_t* window)
{
    constexpr int kHalo = kKernel / 2;
    std::int16_t* next = window;
    for (int i = 0; i < args.inputCount; ++i) {
        const ConvInput& input = args.inputs[i];
        const int half = input.reading == Reading::Upsampled2 ? 1 : 0;
        for (int g = 0; g < input.groups; ++g) {
            const std::uint8_t* plane = input.data + g * input.groupStride;
            for (int ky = 0; ky < kKernel; ++ky) {
                // An arithmetic shift takes the pixel -1 to the border cell -1.
                const std::uint8_t* row = plane + ((y + ky - kHalo) >> half) * input.rowStride;
                for (int kx = 0; kx < kKernel; ++kx) {
                    const std::uint8_t* cell = row + ((x + kx - kHalo) >> half) * kCellChannels;
                    for (int c = 0; c < kCellChannels; ++c) {
                        next[c] = cell[c];
                    }
                    next += kCellChannels;
                }
            }
        }
    }
    return next - window;
}

/// Dot products of the window with the weights of 4 output channels.
inline void dotProducts(const std::int16_t* window, const std::int16_t* weights,
                        std::ptrdiff_t length, std::int32_t (&sums)[kCellChannels])
{
    const std::int16_t* w0 = weights;
    const std::int16_t* w1 = w0 + length;
    const std::int16_t* w2 = w1 + length;
    const std::int16_t* w3 = w2 + length;
    std::int32_t s0 = 0;
    std::int32_t s1 = 0;
    std::int32_t s2 = 0;
    std::int32_t s3 = 0;
    for (std::ptrdiff_t k = 0; k < length; ++k) {
        s0 += std::int32_t{window[k]} * std::int32_t{w0[k]};
        s1 += std::int32_t{window[k]} * std::int32_t{w1[k]};
        s2 += std::int32_t{window[k]} * std::int32_t{w2[k]};
        s3 += std::int32_t{window[k]} * std::int32_t{w3[k]};
    }
    sums[0] = s0;
    sums[1] = s1;
    sums[2] = s2;
    sums[3] = s3;
}

/// fixed_point.h with the rounding constant of t already in `sum`.
inline std::uint8_t requantizeSum(std::int32_t sum, const ConvArgs& args, int channel)
{
    const std::int32_t t = sum >> args.preShift[channel];
    const std::int32_t q =
        (t * args.multiplier[channel] + args.bias[channel]) >> args.shift[channel];
    return static_cast<std::uint8_t>(q < 0 ? 0 : (q > args.maxCode ? args.maxCode : q));
}

template <int kKernel, Output kOutput>
void convBand(const ConvArgs& args)
{
    auto* window = static_cast<std::int16_t*>(args.scratch);
    for (int y = args.rowBegin; y < args.rowEnd; ++y) {
        for (int x = 0; x < args.width; ++x) {
            const std::ptrdiff_t length = gatherWindow<kKernel>(args, y, x, window);
            const auto* weights = static_cast<const std::int16_t*>(args.weights);
            for (int group = 0; group < args.outGroups; ++group) {
                std::int32_t sums[kCellChannels];
                dotProducts(window, weights, length, sums);
                weights += kCellChannels * length;
                for (int o = 0; o < kCellChannels; ++o) {
                    const int channel = group * kCellChannels + o;
                    const std::int32_t sum = sums[o] + args.start[channel];
                    if constexpr (kOutput == Output::Codes) {
                        args.out[group * args.outGroupStride + y * args.outRowStride
                                 + x * kCellChannels + o] = requantizeSum(sum, args, channel);
                    } else if (channel < args.outChannels) {
                        args.logits[channel * args.logitsChannelStride + y * args.logitsRowStride
                                    + x] = sum;
                    }
                }
            }
        }
    }
}

} // namespace

void conv3x3S8(const ConvArgs& args)
{
    convBand<3, Output::Codes>(args);
}

void conv1x1S8(const ConvArgs& args)
{
    convBand<1, Output::Codes>(args);
}

void conv3x3S8Logits(const ConvArgs& args)
{
    convBand<3, Output::Logits>(args);
}

void conv1x1S8Logits(const ConvArgs& args)
{
    convBand<1, Output::Logits>(args);
}

} // namespace halftone::engine::kernels::portable
