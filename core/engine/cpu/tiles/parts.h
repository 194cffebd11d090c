// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/cpu/kernel_args.h"
#include "core/engine/cpu/tile_args.h"
#include "core/engine/cpu/tiles/transform.h"

/// The parts of which forms of convolution consist: what fills the slab, multiplies at every
/// position, and makes outputs of the sums. V is the vectors of an instruction set with its
/// products (avx2/tile_products.h), a type of an unnamed namespace, so that all that is made of it
/// stays in one file; kTakes the inputs of the part.
namespace halftone::engine::kernels::tiles {

/// The inputs of a tile.
template <typename V, typename Axis, Reading kReading>
using TileInputs = Grid<V, TileReader<V, Axis, kReading>::kSide>;

enum class Takes { All, Direct, Upsampled };

/// Input groups of one part, in its order.
struct TileGroups {
    int direct = 0;
    int upsampled = 0;
};

template <Takes kTakes>
static constexpr bool takes(Reading reading)
{
    return kTakes == Takes::All || (reading == Reading::Upsampled2) == (kTakes == Takes::Upsampled);
}

template <Takes kTakes>
static inline TileGroups groupsOf(const ConvArgs& args)
{
    TileGroups groups;
    for (int i = 0; i < args.inputCount; ++i) {
        const ConvInput& input = args.inputs[i];
        if (takes<kTakes>(input.reading)) {
            (input.reading == Reading::Direct ? groups.direct : groups.upsampled) += input.groups;
        }
    }
    return groups;
}

/// What both kinds of parts share: Element is a WordElement or a ByteElement.
template <typename V, typename TheAxis, Takes kTakes, typename Element>
struct TilePart {
    using Vector = typename V::Vector;
    using Axis = TheAxis;
    static constexpr int kPositions = Axis::kPoints * Axis::kPoints;
    static constexpr std::ptrdiff_t kCellBytes = tileCellBytes(V::kBlockTiles, Element::kBytes);

    static TileGroups groups(const ConvArgs& args) { return groupsOf<kTakes>(args); }
    static std::ptrdiff_t positionBytes(const TileGroups& groups)
    {
        return tilePositionBytes(V::kBlockTiles, groups.direct + groups.upsampled, Element::kBytes);
    }

    /// Fills the slab, [positions][groups][cell] with what Element makes of a cell, for vector
    /// `vector` of a block.
    static void transform(const ConvArgs& args, const TilePlace& place, int vector,
                          std::uint8_t* slab)
    {
        const TileGroups all = groups(args);
        const std::ptrdiff_t stride = positionBytes(all);
        std::uint8_t* direct = slab + vector * V::kBytes;
        std::uint8_t* upsampled = direct + all.direct * kCellBytes;
        TileGroups done;
        for (int i = 0; i < args.inputCount; ++i) {
            const ConvInput& input = args.inputs[i];
            if (!takes<kTakes>(input.reading)) {
                continue;
            }
            if (input.reading == Reading::Direct) {
                transformInput<Reading::Direct>(input, place, stride, direct, done.direct);
            } else {
                transformInput<Reading::Upsampled2>(input, place, stride, upsampled,
                                                    done.upsampled);
            }
        }
    }

    /// What multiply() writes of one group of output channels: [rows of positions][kOutputs][4
    /// channels][block].
    static constexpr std::ptrdiff_t kSums = tileSums(V::kBlockTiles);
    static constexpr std::ptrdiff_t kRowPoints = Axis::kPoints * kSums;
    static constexpr std::ptrdiff_t kRowSums = Axis::kOutputs * kSums;
    static constexpr std::ptrdiff_t kAllSums = Axis::kPoints * kRowSums;

    /// Calls multiply(position, weights, sums), which returns the weights behind those it took, for
    /// all positions, and transforms every row of them back along x.
    template <typename Multiply>
    static HALFTONE_ALWAYS_INLINE const std::uint8_t*
    forEachRow(int outGroups, const std::uint8_t* weights, std::int32_t* row, std::int32_t* sums,
               const Multiply& multiply)
    {
        constexpr bool kLess = kTakes == Takes::Upsampled;
        for (int y = 0; y < Axis::kPoints; ++y) {
            if (kLess && Axis::kAxis.isAbsentUpsampled[y]) {
                continue;
            }
            for (int x = 0; x < Axis::kPoints; ++x) {
                if (!kLess || !Axis::kAxis.isAbsentUpsampled[x]) {
                    weights = multiply(y * Axis::kPoints + x, weights, row + x * kSums);
                }
            }
            for (int g = 0; g < outGroups; ++g) {
                inverseRow(row + g * kRowPoints, sums + g * kAllSums + y * kRowSums);
            }
        }
        return weights;
    }

    /// Transforms back along x: the sums of one row of positions, [kPoints][4][block].
    static void inverseRow(const std::int32_t* row, std::int32_t* sums)
    {
        for (int i = 0; i < kSums; i += V::kTiles) {
            Row<V, Axis::kPoints> m;
            HALFTONE_UNROLL
            for (int x = 0; x < Axis::kPoints; ++x) {
                constexpr bool kLess = kTakes == Takes::Upsampled;
                m[x] = kLess && Axis::kAxis.isAbsentUpsampled[x] ? V::zero()
                                                                 : V::load(row + x * kSums + i);
            }
            Row<V, Axis::kOutputs> y;
            Axis::inverse(m, y);
            HALFTONE_UNROLL
            for (int x = 0; x < Axis::kOutputs; ++x) {
                V::store(sums + x * kSums + i, y[x]);
            }
        }
    }

    /// Transforms back along y: outputs of column `x` of the tiles, of the vector and channel that
    /// `sums` points at.
    static HALFTONE_ALWAYS_INLINE void inverseColumn(const std::int32_t* sums, int x,
                                                     Row<V, Axis::kOutputs>& y)
    {
        Row<V, Axis::kPoints> m;
        HALFTONE_UNROLL
        for (int p = 0; p < Axis::kPoints; ++p) {
            constexpr bool kLess = kTakes == Takes::Upsampled;
            m[p] = kLess && Axis::kAxis.isAbsentUpsampled[p]
                       ? V::zero()
                       : V::load(sums + p * kRowSums + x * kSums);
        }
        Axis::inverse(m, y);
    }

private:
    /// `done` counts the groups of this kind of inputs.
    template <Reading kReading>
    static void transformInput(const ConvInput& input, const TilePlace& place,
                               std::ptrdiff_t stride, std::uint8_t* slab, int& done)
    {
        using Reader = TileReader<V, Axis, kReading>;
        for (int g = 0; g < input.groups; ++g, ++done) {
            Grid<V, Reader::kSide> d;
            Reader::load(input, g, place, d);
            Element::template storeTransformed<Axis, kReading>(d, stride, slab + done * kCellBytes,
                                                               done);
        }
    }
};

/// Words: two vectors for the channels of a cell, 0 and 2, then 1 and 3. Products are summed up
/// modulo 2^32.
template <typename V>
struct WordElement {
    static constexpr int kBytes = 2;

    template <typename Axis, Reading kReading>
    static HALFTONE_ALWAYS_INLINE void storeTransformed(const TileInputs<V, Axis, kReading>& d,
                                                        std::ptrdiff_t stride, std::uint8_t* slab,
                                                        int)
    {
        storeHalf<Axis, kReading, 0>(d, stride, slab);
        storeHalf<Axis, kReading, 1>(d, stride, slab + tileCellBytes(V::kBlockTiles, 1));
    }

private:
    template <typename Axis, Reading kReading, int kHalf>
    static HALFTONE_ALWAYS_INLINE void storeHalf(const TileInputs<V, Axis, kReading>& d,
                                                 std::ptrdiff_t stride, std::uint8_t* slab)
    {
        constexpr int kSide = TileReader<V, Axis, kReading>::kSide;
        Grid<V, kSide> words;
        HALFTONE_UNROLL
        for (int y = 0; y < kSide; ++y) {
            HALFTONE_UNROLL
            for (int x = 0; x < kSide; ++x) {
                words[y][x] = V::template words<kHalf>(d[y][x]);
            }
        }
        transformTile<V, Axis, kReading>(words, [&](int position, typename V::Vector t) {
            V::store(slab + position * stride, t);
        });
    }
};

/// Weights of a WordPart: for every `outGroups` groups of output channels, for every position, for
/// every group of these: [input groups][pairs 0 2, 1 3][4 output channels][2] int16.
template <typename V, typename TheAxis, Takes kTakes>
struct WordPart : TilePart<V, TheAxis, kTakes, WordElement<V>> {
    using Part = TilePart<V, TheAxis, kTakes, WordElement<V>>;

    /// Where the stream of weights begins.
    static const std::uint8_t* stream(const ConvArgs&, const std::uint8_t* part) { return part; }

    /// All products of `outGroups` groups of output channels, transformed back along x into
    /// `sums`; `row` is memory for one row of positions. Returns the weights of the next groups.
    static const std::uint8_t* multiply(const TileGroups& groups, int outGroups,
                                        const std::uint8_t* slab, const std::uint8_t* weights,
                                        std::int32_t* row, std::int32_t* sums)
    {
        return Part::forEachRow(
            outGroups, weights, row, sums,
            [&](int position, const std::uint8_t* of, std::int32_t* to) {
                const bool less = isAbsentUpsampled(Part::Axis::kAxis, position);
                const int count = groups.direct + (less ? 0 : groups.upsampled);
                const std::ptrdiff_t bytes = count * tileWeightBytes(2);
                V::multiplyWords(slab + position * Part::positionBytes(groups), of, 2 * count,
                                 {outGroups, bytes, Part::kRowPoints}, to);
                return of + outGroups * bytes;
            });
    }
};

/// Bytes: at position (1,1), the sum of all inputs, they are not negative, and may be elsewhere. V
/// offsets what its multiplication does not take.
template <typename V>
struct ByteElement {
    static constexpr int kBytes = 1;

    template <typename Axis, Reading kReading>
    static HALFTONE_ALWAYS_INLINE void storeTransformed(const TileInputs<V, Axis, kReading>& d,
                                                        std::ptrdiff_t stride, std::uint8_t* slab,
                                                        int group)
    {
        transformTile<V, Axis, kReading>(d, [&](int position, typename V::Vector t) {
            V::storeElement(slab + position * stride,
                            position == Axis::kPoints + 1 ? V::elementOfSum(t)
                                                          : V::elementOfDifference(t),
                            group);
        });
    }
};

/// Weights of a BytePart: corrections that outputs start from, [outGroups * 4] int32; then for
/// every `outGroups` groups of output channels, for every position: TileChunks; for every group of
/// output channels, for the direct and then the upsampled input groups, for every chunk of them:
/// starts, 16 bytes, and weights, [input groups][4 output channels][4] int8, both as V multiplies
/// them (TileSums of packing/tile_kernel.h). Starts take offsets out.
template <typename V, typename TheAxis, Takes kTakes>
struct BytePart : TilePart<V, TheAxis, kTakes, ByteElement<V>> {
    using Part = TilePart<V, TheAxis, kTakes, ByteElement<V>>;

    static const std::uint8_t* stream(const ConvArgs& args, const std::uint8_t* part)
    {
        return part + std::ptrdiff_t{args.outGroups} * kCellChannels * 4;
    }
    static const std::int32_t* corrections(const std::uint8_t* part)
    {
        return reinterpret_cast<const std::int32_t*>(part);
    }

    static const std::uint8_t* multiply(const TileGroups& groups, int outGroups,
                                        const std::uint8_t* slab, const std::uint8_t* weights,
                                        std::int32_t* row, std::int32_t* sums)
    {
        return Part::forEachRow(outGroups, weights, row, sums,
                                [&](int position, const std::uint8_t* of, std::int32_t* to) {
                                    return multiplyPosition(
                                        groups, outGroups, position,
                                        slab + position * Part::positionBytes(groups), of, to);
                                });
    }

private:
    /// Input groups of one kind at one position.
    struct Run {
        int groups;
        int chunk;
        int factor;

        /// Of the weights and starts of one group of output channels.
        [[nodiscard]] std::ptrdiff_t bytes() const
        {
            const int chunks = groups > 0 ? (groups + chunk - 1) / chunk : 0;
            return (groups + chunks) * tileWeightBytes(1);
        }
    };

    static const std::uint8_t* multiplyPosition(const TileGroups& groups, int outGroups,
                                                int position, const std::uint8_t* cells,
                                                const std::uint8_t* weights, std::int32_t* sums)
    {
        constexpr const TileAxis& kAxis = Part::Axis::kAxis;
        const int y = position / kAxis.points;
        const int x = position % kAxis.points;
        const bool less = isAbsentUpsampled(kAxis, position);
        const auto& chunks = *reinterpret_cast<const TileChunks*>(weights);
        weights += sizeof chunks;
        const Run direct{groups.direct, chunks.direct, kAxis.factors[y] * kAxis.factors[x]};
        const Run upsampled{less ? 0 : groups.upsampled, chunks.upsampled,
                            kAxis.upsampledFactors[y] * kAxis.upsampledFactors[x]};
        const OutGroups all{outGroups, direct.bytes() + upsampled.bytes(), Part::kRowPoints};
        run(direct, true, cells, weights, all, sums);
        run(upsampled, direct.groups == 0, cells + direct.groups * Part::kCellBytes,
            weights + direct.bytes(), all, sums);
        for (int g = 0; g < outGroups && direct.groups + upsampled.groups == 0; ++g) {
            for (int i = 0; i < Part::kSums; i += V::kTiles) {
                V::store(sums + g * all.sums + i, V::zero());
            }
        }
        return weights + outGroups * all.weights;
    }

    static void run(const Run& of, bool isFirst, const std::uint8_t* cells,
                    const std::uint8_t* weights, const OutGroups& all, std::int32_t* sums)
    {
        for (int begin = 0; begin < of.groups; begin += of.chunk) {
            const int left = of.groups - begin;
            const int count = left < of.chunk ? left : of.chunk;
            V::multiplyBytes(cells + begin * Part::kCellBytes, weights, count, of.factor,
                             isFirst && begin == 0, all, sums);
            weights += (1 + count) * tileWeightBytes(1);
        }
    }
};

/// Where a form has only one part.
template <typename V>
struct NoPart {
    using Vector = typename V::Vector;
    static constexpr int kPositions = 0;
    static constexpr std::ptrdiff_t kRowPoints = 0;
    static constexpr std::ptrdiff_t kAllSums = 0;

    static TileGroups groups(const ConvArgs&) { return {}; }
    static std::ptrdiff_t positionBytes(const TileGroups&) { return 0; }
    static void transform(const ConvArgs&, const TilePlace&, int, std::uint8_t*) {}
    static const std::uint8_t* stream(const ConvArgs&, const std::uint8_t* part) { return part; }
    static const std::uint8_t* multiply(const TileGroups&, int, const std::uint8_t*,
                                        const std::uint8_t* weights, std::int32_t*, std::int32_t*)
    {
        return weights;
    }
};

} // namespace halftone::engine::kernels::tiles
