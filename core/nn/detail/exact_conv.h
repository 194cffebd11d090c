// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/model.h"
#include "core/quant/fixed_point.h"

#include <torch/types.h>

#include <cstdint>
#include <span>
#include <vector>

/// The integer network's convolution in LibTorch, exact: integer-valued floating-point tensors wide
/// enough for every partial sum, requantized by fixed_point.h.
namespace halftone::nn {

/// A convolution's weight codes and their place in the arithmetic.
class ExactConv {
public:
    /// `codes` [O,I,K,K] row-major, of `conv`; `maxInputCode`: largest code of the input;
    /// `padding`: the code that pads each input channel, empty for 0. Computes in float32 where
    /// maxInputCode * sum|code| < 2^24 for every channel, else in float64.
    ExactConv(std::span<const std::int8_t> codes, const model::Conv& conv,
              std::int64_t maxInputCode, std::vector<std::uint8_t> padding = {});

    /// Accumulators int32 [N,O,H,W] of input codes uint8 [N,I,H,W].
    [[nodiscard]] torch::Tensor accumulate(const torch::Tensor& codes) const;

    /// Largest |accumulator| per output channel [O].
    [[nodiscard]] const std::vector<std::int64_t>& bounds() const { return m_bounds; }
    [[nodiscard]] std::size_t bytes() const { return m_weights.nbytes(); }

private:
    model::Conv m_conv;
    std::vector<std::uint8_t> m_padding;
    torch::Tensor m_weights;
    std::vector<std::int64_t> m_bounds;
};

/// quant::requantize of accumulators int32 [N,O,H,W] by channel: uint8, same shape.
[[nodiscard]] torch::Tensor requantizeCodes(const torch::Tensor& accumulators,
                                            std::span<const quant::ChannelRequant> channels,
                                            std::int32_t maxCode);

/// The sum of two values' codes, uint8 of one shape, by `add`: uint8.
[[nodiscard]] torch::Tensor addCodes(const torch::Tensor& first, const torch::Tensor& second,
                                     const model::AddRequant& add, std::int32_t maxCode);

/// What pads each input channel of a convolution: the zero points of its inputs. Empty: all 0.
[[nodiscard]] std::vector<std::uint8_t> paddingOf(const model::Network& network,
                                                  const model::Node& node,
                                                  const model::PrecisionTable& table);

/// The same codes, uint8 of any shape, with their last bit rounded away (ties up) and the range
/// kept: 2 * min((q + 1) >> 1, maxCode >> 1).
[[nodiscard]] torch::Tensor dropLastBit(const torch::Tensor& codes, std::int32_t maxCode);

} // namespace halftone::nn
