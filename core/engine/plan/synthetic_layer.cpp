// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/plan/synthetic_layer.h"

#include <algorithm>
#include <utility>

namespace halftone::engine {
namespace {

/// Numbers that look random, always the same.
class Draw {
public:
    int upTo(int largest)
    {
        m_state = m_state * 1664525U + 1013904223U; // Numerical Recipes' generator
        return static_cast<int>((m_state >> 16) % static_cast<std::uint32_t>(largest + 1));
    }

private:
    std::uint32_t m_state = 1;
};

/// The output has as many bits as the input; some of it saturates at either end.
PackedConv makeConv(const KernelSet& kernels, Algorithm algorithm, const ConvShape& shape,
                    int weightBits)
{
    const auto outChannels = static_cast<std::size_t>(shape.outChannels);
    const std::vector<std::int8_t> codes = makeSyntheticWeights(shape, weightBits);
    // maxCode / 2 + acc / (4 unit)
    constexpr int kShift = 11;
    const int unit = std::max(1, shape.maxInputCode << weightBits >> 4);
    quant::ChannelRequant entry;
    entry.bias = shape.maxInputCode / 2 << kShift;
    entry.multiplier = static_cast<std::int16_t>(std::max(1, (1 << kShift) / unit));
    entry.preShift = 2;
    entry.shift = kShift;
    const std::vector<quant::ChannelRequant> table(outChannels, entry);
    return {kernels, shape, codes, std::span(table), shape.maxInputCode, algorithm};
}

} // namespace

std::vector<std::int8_t> makeSyntheticWeights(const ConvShape& shape, int bits)
{
    std::vector<std::int8_t> codes(static_cast<std::size_t>(shape.outChannels)
                                   * static_cast<std::size_t>(shape.totalInputChannels())
                                   * static_cast<std::size_t>(shape.kernel * shape.kernel));
    Draw draw;
    const int largest = bits > 1 ? (1 << (bits - 1)) - 1 : 0;
    for (std::int8_t& code : codes) {
        const int positive = draw.upTo(largest);
        code = static_cast<std::int8_t>(bits == 1 ? 2 * draw.upTo(1) - 1
                                                  : positive - draw.upTo(largest));
    }
    return codes;
}

SyntheticLayer::SyntheticLayer(const KernelSet& kernels, Algorithm algorithm,
                               const ConvShape& shape, int height, int width, int weightBits)
    : m_conv(makeConv(kernels, algorithm, shape, weightBits)),
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
    std::vector<std::uint8_t> plain(static_cast<std::size_t>(layout.channels())
                                    * static_cast<std::size_t>(layout.height())
                                    * static_cast<std::size_t>(layout.width()));
    Draw draw;
    for (std::uint8_t& code : plain) {
        code = static_cast<std::uint8_t>(draw.upTo(maxCode));
    }
    AlignedBuffer<std::uint8_t> storage(layout.bytes()); // zeros: the border is done
    const TensorView<const std::uint8_t> view{plain.data(), layout.channels(), layout.height(),
                                              layout.width()};
    if (reading == Reading::Windows) {
        layout.packWindows(view, storage.data(), 0, layout.height());
    } else {
        layout.pack(view, storage.data(), 0, layout.height());
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
