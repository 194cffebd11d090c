// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/exact_conv.h"

#include "core/model/accumulator_bound.h"
#include "core/nn/detail/conv_input.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <utility>

namespace halftone::nn {
namespace {

constexpr std::int64_t kExactInFloat = std::int64_t{1} << 24; // float32 holds every integer below

} // namespace

ExactConv::ExactConv(std::span<const std::int8_t> codes, const model::Conv& conv,
                     std::int64_t maxInputCode, std::vector<std::uint8_t> padding)
    : m_conv(conv), m_padding(std::move(padding)),
      m_bounds(model::sumOfMagnitudes(codes, conv.outChannels))
{
    for (std::int64_t& bound : m_bounds) {
        bound *= maxInputCode;
    }
    const bool narrow = *std::max_element(m_bounds.begin(), m_bounds.end()) < kExactInFloat;
    m_weights = torch::from_blob(const_cast<std::int8_t*>(codes.data()),
                                 {conv.outChannels, conv.inChannels, conv.kernel, conv.kernel},
                                 torch::kChar)
                    .to(narrow ? torch::kFloat : torch::kDouble);
}

torch::Tensor ExactConv::accumulate(const torch::Tensor& codes) const
{
    const bool plain = m_conv.isPlain() && m_padding.empty();
    std::vector<torch::Tensor> results;
    // One image at a time: for large batches LibTorch may choose an algorithm (Winograd) whose
    // intermediate values are fractions.
    for (std::int64_t n = 0; n < codes.size(0); ++n) {
        const torch::Tensor image = codes.slice(0, n, n + 1);
        const torch::Tensor input = plain ? image : paddedInput(image, m_conv, m_padding);
        results.push_back(at::conv2d(input.to(m_weights.scalar_type()), m_weights, {},
                                     m_conv.stride, plain ? m_conv.kernel / 2 : 0)
                              .to(torch::kInt));
    }
    return (results.size() == 1 ? results.front() : torch::cat(results, 0)).contiguous();
}

torch::Tensor requantizeCodes(const torch::Tensor& accumulators,
                              std::span<const quant::ChannelRequant> channels, std::int32_t maxCode)
{
    torch::Tensor codes = torch::empty(accumulators.sizes(), torch::kByte);
    const std::int64_t plane = accumulators.size(2) * accumulators.size(3);
    const std::int64_t planes = accumulators.size(0) * accumulators.size(1);
    const std::int32_t* in = accumulators.data_ptr<std::int32_t>();
    auto* out = codes.data_ptr<std::uint8_t>();
    at::parallel_for(0, planes, 1, [&](std::int64_t first, std::int64_t last) {
        for (std::int64_t p = first; p < last; ++p) {
            const quant::ChannelRequant channel =
                channels[static_cast<std::size_t>(p) % channels.size()];
            for (std::int64_t i = p * plane; i < (p + 1) * plane; ++i) {
                out[i] = quant::requantize(in[i], channel, maxCode);
            }
        }
    });
    return codes;
}

torch::Tensor addCodes(const torch::Tensor& first, const torch::Tensor& second,
                       const model::AddRequant& add, std::int32_t maxCode)
{
    return (first.to(torch::kInt) * add.first)
        .add_(second.to(torch::kInt) * add.second)
        .add_(add.bias)
        .bitwise_right_shift(add.shift)
        .clamp_(0, maxCode)
        .to(torch::kByte);
}

std::vector<std::uint8_t> paddingOf(const model::Network& network, const model::Node& node,
                                    const model::PrecisionTable& table)
{
    std::vector<std::uint8_t> padding;
    for (const int input : node.inputs) {
        padding.insert(padding.end(), static_cast<std::size_t>(network.channelsOf(input)),
                       table.zeroPointOf(input));
    }
    const bool zeros =
        std::all_of(padding.begin(), padding.end(), [](int code) { return code == 0; });
    return zeros ? std::vector<std::uint8_t>{} : padding;
}

torch::Tensor dropLastBit(const torch::Tensor& codes, std::int32_t maxCode)
{
    torch::Tensor result = codes.contiguous().clone();
    auto* values = result.data_ptr<std::uint8_t>();
    for (std::int64_t i = 0; i < result.numel(); ++i) {
        values[i] = static_cast<std::uint8_t>(2 * std::min((values[i] + 1) >> 1, maxCode >> 1));
    }
    return result;
}

} // namespace halftone::nn
