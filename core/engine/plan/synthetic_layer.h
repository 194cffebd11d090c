// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/aligned_buffer.h"
#include "core/engine/map_layout.h"
#include "core/engine/packing/packed_conv.h"

#include <cstdint>
#include <span>
#include <vector>

namespace halftone::engine {

/// Made-up weights [O,I,K,K] of so many bits, always the same: from a triangle around 0, as trained
/// ones roughly are. Of two bits, half are 0; one bit has no 0.
[[nodiscard]] std::vector<std::int8_t> makeSyntheticWeights(const ConvShape& shape, int bits);

/// One hidden convolution with made-up maps and these weights, to measure a kernel by.
class SyntheticLayer {
public:
    /// The output is height x width. Inputs and output hold codes up to shape.maxInputCode; the
    /// caller makes sure that `algorithm` exists in `kernels` and is legal for any weights of so
    /// many bits (at most 8) on such inputs.
    SyntheticLayer(const KernelSet& kernels, Algorithm algorithm, const ConvShape& shape,
                   int height, int width, int weightBits);

    /// The whole convolution, once, on the calling thread.
    void run();
    /// What it wrote, in the layout of a map.
    [[nodiscard]] std::span<const std::uint8_t> output() const
    {
        return {m_outStorage.data(), m_outStorage.size()};
    }

private:
    void addInput(const MapLayout& layout, Reading reading, std::int32_t maxCode);

    PackedConv m_conv;
    MapLayout m_out;
    AlignedBuffer<std::uint8_t> m_outStorage;
    std::vector<AlignedBuffer<std::uint8_t>> m_inputStorage;
    std::vector<ConvInput> m_inputs;
    AlignedBuffer<std::uint8_t> m_scratch;
};

} // namespace halftone::engine
