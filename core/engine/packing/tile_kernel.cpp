// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/packing/tile_kernel.h"

#include <algorithm>
#include <cassert>

namespace halftone::engine {
namespace {

using Lanes = std::array<std::int16_t, kTileLanes>;

/// One row of G by three vectors of taps.
inline void applyRow(const TileRow& row, const Lanes& a, const Lanes& b, const Lanes& c, Lanes& to)
{
    for (std::size_t i = 0; i < kTileLanes; ++i) {
        to[i] = static_cast<std::int16_t>(row[0] * a[i] + row[1] * b[i] + row[2] * c[i]);
    }
}

} // namespace

void transformTileTaps(const TileRecipe& recipe, Reading reading, const TileTaps& taps,
                       TileWeights& to)
{
    const auto& rows = reading == Reading::Direct ? recipe.rows : recipe.upsampledRows;
    const auto points = static_cast<std::size_t>(recipe.axis.points);
    for (std::size_t y = 0; y < points; ++y) {
        std::array<Lanes, 3> columns;
        for (std::size_t x = 0; x < 3; ++x) {
            applyRow(rows[y], taps[x], taps[3 + x], taps[6 + x], columns[x]);
        }
        for (std::size_t x = 0; x < points; ++x) {
            applyRow(rows[x], columns[0], columns[1], columns[2], to[y * points + x]);
        }
    }
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
