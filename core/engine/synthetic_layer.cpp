// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/synthetic_layer.h"

#include <utility>

namespace halftone::engine {
namespace {

constexpr std::int32_t kMaxCode = 63; ///< of the output

PackedConv makeConv(const KernelSet& kernels, Algorithm algorithm, const ConvShape& shape,
                    int maxWeight)
{
    const auto outChannels = static_cast<std::size_t>(shape.outChannels);
    std::vector<std::int8_t> codes(outChannels
                                   * static_cast<std::size_t>(shape.totalInputChannels())
                                   * static_cast<std::size_t>(shape.kernel * shape.kernel));
    for (std::size_t i = 0; i < codes.size(); ++i) {
        const int spread = static_cast<int>(i * 7 % static_cast<std::size_t>(2 * maxWeight + 1));
        codes[i] = static_cast<std::int8_t>(spread - maxWeight);
    }
    // 16 + acc / 64: some outputs saturate at either end. Any valid entry takes as long.
    const std::vector<quant::ChannelRequant> table(outChannels, {256, 64, 8, 4});
    return {kernels, shape, codes, std::span(table), kMaxCode, algorithm};
}

} // namespace

SyntheticLayer::SyntheticLayer(const KernelSet& kernels, Algorithm algorithm,
                               const ConvShape& shape, int height, int width, int maxWeight)
    : m_conv(makeConv(kernels, algorithm, shape, maxWeight)),
      m_out(shape.outChannels, height, width), m_outStorage(m_out.bytes()),
      m_scratch(m_conv.scratchBytes())
{
    for (std::size_t i = 0; i < shape.inputChannels.size(); ++i) {
        const Reading reading = shape.readingOf(i);
        const int half = reading == Reading::Upsampled2 ? 1 : 0;
        addInput({shape.inputChannels[i], height >> half, width >> half}, reading,
                 shape.maxInputCode);
    }
}

void SyntheticLayer::addInput(const MapLayout& layout, Reading reading, std::int32_t maxCode)
{
    AlignedBuffer<std::uint8_t> storage(layout.bytes());
    for (std::size_t i = 0; i < storage.size(); ++i) {
        storage[i] = static_cast<std::uint8_t>(i * 31 % (static_cast<std::size_t>(maxCode) + 1));
    }
    m_inputs.push_back({storage.data() + layout.origin(), layout.rowStride(), layout.groupStride(),
                        layout.groups(), reading});
    m_inputStorage.push_back(std::move(storage));
}

void SyntheticLayer::run()
{
    ConvArgs args = m_conv.args();
    args.inputs = m_inputs.data();
    args.width = m_out.width();
    args.rowEnd = m_out.height();
    args.out = m_outStorage.data() + m_out.origin();
    args.outRowStride = m_out.rowStride();
    args.outGroupStride = m_out.groupStride();
    args.scratch = m_scratch.data();
    m_conv.run(args);
}

} // namespace halftone::engine
