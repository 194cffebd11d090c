// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/aligned_buffer.h"
#include "core/engine/cpu/kernel_set.h"
#include "core/quant/fixed_point.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace halftone::engine {

/// One convolution ready to run: weights in the kernel's layout and its requantization as arrays.
class PackedConv {
public:
    PackedConv() = default;
    /// A hidden convolution; `table` has one entry per output channel. The caller has checked that
    /// `algorithm` exists in `kernels` and is legal.
    PackedConv(const KernelSet& kernels, ConvShape shape, std::span<const std::int8_t> codes,
               std::span<const quant::ChannelRequant> table, std::int32_t maxCode,
               Algorithm algorithm = Algorithm::Direct);
    /// The head; `bias` has one entry per output channel.
    PackedConv(const KernelSet& kernels, ConvShape shape, std::span<const std::int8_t> codes,
               std::span<const std::int32_t> bias);

    [[nodiscard]] const ConvShape& shape() const noexcept { return m_shape; }
    [[nodiscard]] Algorithm algorithm() const noexcept { return m_algorithm; }
    [[nodiscard]] std::size_t bytes() const noexcept
    {
        return m_weights.bytes() + m_channels.bytes();
    }
    /// Bytes of ConvArgs::scratch of one call.
    [[nodiscard]] std::size_t scratchBytes() const { return m_kernels->form.scratchBytes(m_shape); }

    /// Arguments with everything that does not depend on the input's size.
    [[nodiscard]] ConvArgs args() const;
    /// Runs on arguments made by args() and completed by the caller.
    void run(const ConvArgs& args) const;

private:
    [[nodiscard]] std::int32_t* channelArray(std::size_t index);

    ConvShape m_shape;
    Algorithm m_algorithm = Algorithm::Direct;
    const ConvKernels* m_kernels = nullptr;
    PackedWeights m_weights;
    AlignedBuffer<std::int32_t> m_channels; ///< start, p, m, b, s: [5][outGroups*4]
    std::int32_t m_maxCode = 0;
    bool m_isHead = false;
};

} // namespace halftone::engine
