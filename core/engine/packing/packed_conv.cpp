// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/packing/packed_conv.h"

#include <algorithm>
#include <utility>

namespace halftone::engine {
namespace {

enum ChannelArray : std::size_t { Start, PreShift, Multiplier, Bias, Shift, ArrayCount };

std::size_t paddedChannels(const ConvShape& shape)
{
    return static_cast<std::size_t>(shape.outLanes());
}

} // namespace

PackedConv::PackedConv(const KernelSet& kernels, ConvShape shape,
                       std::span<const std::int8_t> codes,
                       std::span<const quant::ChannelRequant> table, std::int32_t maxCode,
                       Algorithm algorithm)
    : m_shape(std::move(shape)), m_algorithm(algorithm),
      m_kernels(&kernels.convFor(m_shape, algorithm)),
      m_weights(m_kernels->form.pack(m_shape, codes)),
      m_channels(ArrayCount * paddedChannels(m_shape)), m_maxCode(maxCode)
{
    for (std::size_t c = 0; c < table.size(); ++c) {
        const quant::ChannelRequant& entry = table[c];
        const std::int32_t rounding = (std::int32_t{1} << entry.preShift) >> 1;
        channelArray(Start)[c] = rounding << m_kernels->form.accumulatorShift;
        channelArray(PreShift)[c] = entry.preShift + m_kernels->form.accumulatorShift;
        channelArray(Multiplier)[c] = entry.multiplier;
        channelArray(Bias)[c] = entry.bias;
        channelArray(Shift)[c] = entry.shift;
    }
}

PackedConv::PackedConv(const KernelSet& kernels, ConvShape shape,
                       std::span<const std::int8_t> codes, std::span<const std::int32_t> bias)
    : m_shape(std::move(shape)), m_kernels(&kernels.convFor(m_shape)),
      m_weights(m_kernels->form.pack(m_shape, codes)),
      m_channels(ArrayCount * paddedChannels(m_shape)), m_isHead(true)
{
    std::copy(bias.begin(), bias.end(), channelArray(Start));
}

std::int32_t* PackedConv::channelArray(std::size_t index)
{
    return m_channels.data() + index * paddedChannels(m_shape);
}

ConvArgs PackedConv::args() const
{
    const std::size_t padded = paddedChannels(m_shape);
    ConvArgs args;
    args.inputCount = static_cast<int>(m_shape.inputChannels.size());
    args.weights = m_weights.data();
    args.start = m_channels.data() + Start * padded;
    args.preShift = m_channels.data() + PreShift * padded;
    args.multiplier = m_channels.data() + Multiplier * padded;
    args.bias = m_channels.data() + Bias * padded;
    args.shift = m_channels.data() + Shift * padded;
    args.maxCode = m_maxCode;
    args.outGroups = m_shape.outGroups();
    args.outChannels = m_shape.outChannels;
    return args;
}

void PackedConv::run(const ConvArgs& args) const
{
    if (m_isHead) {
        m_kernels->logits(args);
    } else {
        m_kernels->codes(args);
    }
}

} // namespace halftone::engine
