// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/packing/tile_kernel.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace halftone::engine {
namespace {

using Lanes = std::array<std::int16_t, kTileLanes>;
/// A row of G.
using TileRow = std::array<std::int8_t, 3>;

constexpr std::array<TileRow, 6> kWordRows4{
    {{6, 0, 0}, {-4, -4, -4}, {-4, 4, -4}, {1, 2, 4}, {1, -2, 4}, {0, 0, 12}}};
constexpr std::array<TileRow, 7> kByteRows4{
    {{1, 0, 0}, {1, 1, 1}, {1, -1, 1}, {1, 0, -1}, {0, -1, 0}, {1, 1, -1}, {0, 0, 1}}};
constexpr std::array<TileRow, 4> kByteRows2{{{2, 0, 0}, {1, 1, 1}, {1, -1, 1}, {0, 0, 2}}};
constexpr std::array<TileRow, 4> kByteRows2Upsampled{{{1, 0, 0}, {1, 1, 1}, {0, 0, 0}, {0, 0, 1}}};

/// One row of G by three vectors of taps.
template <const auto& kRows, std::size_t kPoint>
void applyRow(const Lanes& a, const Lanes& b, const Lanes& c, Lanes& to)
{
    constexpr TileRow kRow = kRows[kPoint];
    for (std::size_t i = 0; i < kTileLanes; ++i) {
        to[i] = static_cast<std::int16_t>(kRow[0] * a[i] + kRow[1] * b[i] + kRow[2] * c[i]);
    }
}

/// A template, so that rows are known when this is compiled: packers run it for every pair of
/// channels when the slider moves.
template <const auto& kRows, std::size_t... kPoints>
void transformBy(const TileTaps& taps, TileWeights& to, std::index_sequence<kPoints...>)
{
    std::array<std::array<Lanes, 3>, sizeof...(kPoints)> columns;
    for (std::size_t x = 0; x < 3; ++x) {
        (applyRow<kRows, kPoints>(taps[x], taps[3 + x], taps[6 + x], columns[kPoints][x]), ...);
    }
    for (std::size_t y = 0; y < columns.size(); ++y) {
        const auto& [a, b, c] = columns[y];
        Lanes* row = to.data() + y * columns.size();
        (applyRow<kRows, kPoints>(a, b, c, row[kPoints]), ...);
    }
}

template <const auto& kRows>
void transform(const TileTaps& taps, TileWeights& to)
{
    transformBy<kRows>(taps, to, std::make_index_sequence<kRows.size()>());
}

} // namespace

constinit const TileRecipe kWordRecipe4{
    kWordAxis4, transform<kWordRows4>, transform<kWordRows4>, {}, {}};
constinit const TileRecipe kByteRecipe4{kByteAxis4,
                                        transform<kByteRows4>,
                                        transform<kByteRows4>,
                                        {{{1, 1}, {4, 0}, {2, 2}, {2, 2}, {2, 2}, {1, 1}, {1, 1}}},
                                        {{{1, 1}, {2, 0}, {0, 0}, {1, 1}, {0, 0}, {1, 1}, {1, 1}}}};
constinit const TileRecipe kByteRecipe2{kByteAxis2,
                                        transform<kByteRows2>,
                                        transform<kByteRows2Upsampled>,
                                        {{{1, 1}, {2, 0}, {1, 1}, {1, 1}}},
                                        {{{1, 1}, {1, 0}, {0, 0}, {1, 1}}}};

TileBytes tileBytes(const TileRecipe& recipe, TileSums sums, Reading reading, int position,
                    int maxInputCode)
{
    const auto& reach = reading == Reading::Direct ? recipe.reach : recipe.upsampledReach;
    const TileReach y = reach[static_cast<std::size_t>(position / recipe.axis.points)];
    const TileReach x = reach[static_cast<std::size_t>(position % recipe.axis.points)];
    const int plus = (y.plus * x.plus + y.minus * x.minus) * maxInputCode;
    const int minus = (y.plus * x.minus + y.minus * x.plus) * maxInputCode;
    const int magnitude = std::max(plus, minus);
    const bool isSumOfAll = position == recipe.axis.points + 1; // is never negative
    constexpr int kOffset = 128;
    if (isSumOfAll) {
        const int half = (plus + 1) / 2; // sums of 16 bits are centred, those of 32 need not be
        return takesSigned(sums) ? TileBytes{0, plus, kOffset, kOffset}
               : hasChunks(sums) ? TileBytes{0, plus, half, half}
                                 : TileBytes{0, plus, 0, plus};
    }
    return {kOffset - minus, kOffset + plus, takesSigned(sums) ? 0 : kOffset, magnitude};
}

TileCodes::TileCodes(const ConvShape& shape, std::span<const std::int8_t> codes, bool takesDirect,
                     bool takesUpsampled)
    : m_shape(shape), m_codes(codes)
{
    assert(codes.size()
           == kTileTaps * static_cast<std::size_t>(shape.outChannels)
                  * static_cast<std::size_t>(shape.totalInputChannels()));
    for (const Reading reading : {Reading::Direct, Reading::Upsampled2}) {
        if (reading == Reading::Direct ? !takesDirect : !takesUpsampled) {
            continue;
        }
        std::size_t first = 0;
        for (std::size_t i = 0; i < shape.inputChannels.size(); ++i) {
            const auto channels = static_cast<std::size_t>(shape.inputChannels[i]);
            for (std::size_t c = 0; c < channels && shape.readingOf(i) == reading;
                 c += kCellChannels) {
                m_groups.push_back({first + c, std::min<std::size_t>(kCellChannels, channels - c)});
            }
            first += channels;
        }
        m_directGroups = reading == Reading::Direct ? m_groups.size() : m_directGroups;
    }
}

void TileCodes::gather(TileOrder order, std::size_t outGroup, std::size_t group,
                       TileTaps& taps) const
{
    static constexpr std::array<std::int8_t, kTileTaps> kNone{};
    const auto inputs = static_cast<std::size_t>(m_shape.totalInputChannels());
    const Group& of = m_groups[group];
    for (std::size_t out = 0; out < kCellChannels; ++out) {
        const std::size_t channel = outGroup * kCellChannels + out;
        const bool exists = channel < static_cast<std::size_t>(m_shape.outChannels);
        for (std::size_t in = 0; in < kCellChannels; ++in) {
            const std::int8_t* from =
                exists && in < of.channels
                    ? m_codes.data() + (channel * inputs + of.first + in) * kTileTaps
                    : kNone.data();
            const std::size_t lane = order == TileOrder::Bytes ? out * kCellChannels + in
                                                               : in % 2 * 8 + out * 2 + in / 2;
            for (std::size_t tap = 0; tap < kTileTaps; ++tap) {
                taps[tap][lane] = from[tap];
            }
        }
    }
}

} // namespace halftone::engine
