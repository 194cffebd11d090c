// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/aligned_buffer.h"
#include "core/engine/packing/conv_shape.h"
#include "core/quant/precision.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace halftone::engine {

using PackedWeights = AlignedBuffer<std::byte>;

/// What a convolution has to do, in the units that AlgorithmCosts prices. A vector holds as many
/// neighbouring pixels (Winograd: 2x2 tiles; words4 and the like: 4x4 tiles) as the ISA has lanes;
/// lanes that a narrow map leaves empty cost as much as full ones. On bit planes a vector is one
/// bit of a tile of pixels, of tables it is 32 pixels.
struct LayerWork {
    double products = 0;   ///< a vector x 4 input channels, for one output channel, twice that in
                           ///< words of tiles; bit-serial: a plane added
    double outputs = 0;    ///< a vector of one output channel: start, requantization, storing, and
                           ///< what comes back from a transform
    double transforms = 0; ///< Winograd: a vector of whole tiles of 4 input channels; other tiles:
                           ///< a product of one output channel; bit-serial:
                           ///< a vector of 4 input channels; portable: a pixel of 4 input
                           ///< channels, gathered; folded: a product of what sums exceed
};

/// What the units of LayerWork take with one algorithm, in nanoseconds of one thread.
struct AlgorithmCosts {
    double product = 0;
    double output = 0;
    double transform = 0;
    /// The ceiling of its products: multiply-accumulates a nanosecond (GMAC/s) of one thread that
    /// does nothing but ConvKernels::multiplication in registers. 0: unknown, or there is none.
    double peakMacs = 0;
};

/// The size of a convolution's output, and pixels in a vector of the kernel set.
struct WorkSize {
    int height = 0;
    int width = 0;
    int lanes = 1;

    /// Vectors of a map of so many rows and columns.
    [[nodiscard]] double vectors(int rows, int columns) const
    {
        const int ofRow = (columns + lanes - 1) / lanes;
        return 1.0 * rows * ofRow;
    }
};

[[nodiscard]] inline bool isLegalAlways(const ConvShape&, std::span<const std::int8_t>)
{
    return true;
}
[[nodiscard]] inline std::size_t countNothing(const ConvShape&, std::span<const std::int8_t>)
{
    return 0;
}
[[nodiscard]] inline std::size_t noScratch(const ConvShape&)
{
    return 0;
}
inline constexpr quant::Precision kTypicalPrecisions[] = {quant::kBalanced};
inline constexpr Reading kTypicalReadings[] = {Reading::Direct};

/// What kernels of one kind share besides their instructions: the layout of their weights, what
/// these may be, and the work that they take. Each stands beside its packer; `codes` are the
/// weights [O,I,K,K] of a hidden convolution.
struct ConvForm {
    /// Whether the static ranges of codes and of these very weights allow it. A kernel set asks
    /// only for 3x3 convolutions.
    bool (*isLegal)(const ConvShape&, std::span<const std::int8_t> codes) = isLegalAlways;
    /// For legal weights only.
    PackedWeights (*pack)(const ConvShape&, std::span<const std::int8_t> codes) = nullptr;
    /// Bytes of ConvArgs::scratch.
    std::size_t (*scratchBytes)(const ConvShape&) = noScratch;
    /// Accumulators are this power of two of the convolution: callers shift `start` left and add it
    /// to `preShift`.
    int accumulatorShift = 0;
    /// What the work depends on besides the shape, of legal weights: handed to countWork.
    std::size_t (*countWeights)(const ConvShape&,
                                std::span<const std::int8_t> codes) = countNothing;
    LayerWork (*countWork)(const ConvShape&, const WorkSize&, std::size_t counted) = nullptr;
    /// Bits that the algorithm is meant for, the best known first; legal whatever the weights.
    std::span<const quant::Precision> typicalPrecisions = kTypicalPrecisions;
    /// Of the inputs that the algorithm is meant for, which share the channels.
    std::span<const Reading> typicalReadings = kTypicalReadings;
};

} // namespace halftone::engine
