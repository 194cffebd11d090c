// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/cpu/tile_args.h"
#include "core/engine/packing/conv_shape.h"
#include "core/engine/packing/tile_form.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

/// The weights' side of tile_form.h, shared by its checks and its packers.
namespace halftone::engine {

inline constexpr std::size_t kTileTaps = 9;
inline constexpr std::size_t kTileLanes = 16; ///< 4 output channels x 4 input channels

/// Groups of output channels that share a visit of the slab: their sums, 9 KB each in words and 12
/// in bytes, stay near while the slab of a position is read once for all.
inline constexpr int kTileWordOutGroups = 2;
inline constexpr int kTileByteOutGroups = 4;

/// The taps of 4 x 4 channels.
using TileTaps = std::array<std::array<std::int16_t, kTileLanes>, kTileTaps>;
/// Their transform, G g G^T in every lane: the positions of a tile, of which some are used.
using TileWeights = std::array<std::array<std::int16_t, kTileLanes>, kMostPoints * kMostPoints>;

/// What a row of B^T adds up at most, in multiples of an input: its positive and its negative
/// coefficients.
struct TileReach {
    int plus = 0;
    int minus = 0;
};

/// A transform with what it makes of weights, and how large elements get.
struct TileRecipe {
    const TileAxis& axis;
    void (*transform)(const TileTaps&, TileWeights&);
    void (*transformUpsampled)(const TileTaps&, TileWeights&); ///< for upsampled inputs
    std::array<TileReach, kMostPoints> reach;
    std::array<TileReach, kMostPoints> upsampledReach;

    [[nodiscard]] int positions() const { return axis.points * axis.points; }
    void apply(Reading reading, const TileTaps& taps, TileWeights& to) const
    {
        (reading == Reading::Direct ? transform : transformUpsampled)(taps, to);
    }
};

extern const TileRecipe kWordRecipe4;
extern const TileRecipe kByteRecipe4;
extern const TileRecipe kByteRecipe2;

/// How elements at one position of inputs of one kind are stored in bytes.
struct TileBytes {
    int smallest; ///< what a stored byte can be, unsigned or 128 more than it is
    int largest;
    int offset;    ///< unsigned: what sums are centred by; signed: what was taken from the element
    int magnitude; ///< of what sums consist of
};

[[nodiscard]] TileBytes tileBytes(const TileRecipe& recipe, TileSums sums, Reading reading,
                                  int position, int maxInputCode);

/// Which channels a lane holds: for bytes, [4 outputs][4 inputs]; for words, [inputs 0 2, 1 3][4
/// outputs][2].
enum class TileOrder { Bytes, Words };

/// Weight codes [O,I,3,3] by groups of 4 channels, input groups in the order of tile_args.h.
class TileCodes {
public:
    /// Of the inputs that are read in one of these ways. `codes` is borrowed, as is `shape`.
    TileCodes(const ConvShape& shape, std::span<const std::int8_t> codes, bool takesDirect,
              bool takesUpsampled);

    [[nodiscard]] std::size_t directGroups() const { return m_directGroups; }
    [[nodiscard]] std::size_t groups() const { return m_groups.size(); }
    [[nodiscard]] Reading readingOf(std::size_t group) const
    {
        return group < m_directGroups ? Reading::Direct : Reading::Upsampled2;
    }
    /// Input groups that have a product at a position.
    [[nodiscard]] std::size_t groupsAt(const TileAxis& axis, int position) const
    {
        return isAbsentUpsampled(axis, position) ? m_directGroups : m_groups.size();
    }
    /// Missing channels have taps 0.
    void gather(TileOrder order, std::size_t outGroup, std::size_t group, TileTaps& taps) const;

private:
    /// 4 input channels, or fewer.
    struct Group {
        std::size_t first = 0; ///< among all inputs
        std::size_t channels = 0;
    };

    const ConvShape& m_shape;
    std::span<const std::int8_t> m_codes;
    std::vector<Group> m_groups;
    std::size_t m_directGroups = 0;
};

} // namespace halftone::engine
