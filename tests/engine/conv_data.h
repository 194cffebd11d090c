// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/packing/conv_shape.h"
#include "core/quant/fixed_point.h"
#include "tests/engine/kernel_cases.h"

#include <cstddef>
#include <cstdint>
#include <vector>

/// What kernel_cases.cpp runs kernels on, and the plain loops that judge them.
namespace halftone::testing {

/// A plain [C,H,W] array and how the convolution reads it.
struct PlainInput {
    int channels = 0;
    int height = 0;
    int width = 0;
    engine::Reading reading = engine::Reading::Direct;
    std::vector<std::uint8_t> codes;

    /// The code of channel 0 at (y, x) as the convolution reads it; null outside, where all are 0.
    [[nodiscard]] const std::uint8_t* find(int y, int x) const
    {
        const int half = reading == engine::Reading::Upsampled2 ? 2 : 1;
        const bool inside = y >= 0 && x >= 0 && y < height * half && x < width * half;
        return inside ? &codes[static_cast<std::size_t>(y / half * width + x / half)] : nullptr;
    }
};

struct ConvData {
    std::vector<PlainInput> inputs;
    engine::ConvShape shape;
    std::vector<std::int8_t> weights;
    std::vector<quant::ChannelRequant> table;
    std::int32_t maxCode = 255;
};

/// Determined by the case, its seed included.
[[nodiscard]] ConvData makeConvData(const ConvCase& convCase);

/// The accumulator of output channel `o` at (y, x).
[[nodiscard]] std::int32_t naiveSum(const ConvData& data, int o, int y, int x);

} // namespace halftone::testing
