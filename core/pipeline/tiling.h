// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/network.h"

#include <vector>

/// Cutting a slice into tiles so that the joined result equals that of the whole slice, bit for
/// bit.
namespace halftone::pipeline {

/// Bytes that the maps of a tile, or its logits and probabilities, may take: those of the paper's
/// net in a tile of 1024. A wider network gets smaller tiles.
inline constexpr double kMostTileBytes = 256.0 * (1 << 20);

/// How far a network looks, and how much at once. Not more than this many input pixels beyond an
/// output pixel have any influence on it, to each side.
struct NetworkReach {
    int stride = 1; ///< tiles start and end on multiples of this, so that poolings stay aligned
    int radius = 0; ///< pixels of the input
    /// Sides beyond which the maps of one tile would take more than reachOf() was told at 8 bits;
    /// 0: no such limit. Never smaller than 16.
    int largestTile = 0;
};

/// Computed from the layer graph (51 pixels for the paper's U-Net). `mostBytes`: another bound on
/// what a tile takes than kMostTileBytes, for machines with less memory; the joined masks are the
/// same.
[[nodiscard]] NetworkReach reachOf(const model::Network& network,
                                   double mostBytes = kMostTileBytes);

/// One tile along one axis: the network reads [start, start + size), of whose result
/// [keepStart, keepEnd) is used. All in pixels of the padded slice.
struct TileSpan {
    int start = 0;
    int keepStart = 0;
    int keepEnd = 0;
};

/// Tiles of one equal size along one axis of a slice.
struct TilePlan {
    int paddedLength = 0;        ///< the length rounded up to the stride
    int tileSize = 0;            ///< a multiple of the stride; paddedLength if one tile suffices
    std::vector<TileSpan> spans; ///< the kept parts join without gaps to [0, paddedLength)
};

/// Cuts `length` pixels into tiles of at most `tile` pixels, which overlap by the radius on both
/// sides. A tile too small for its own margins is enlarged to them. Throws Error{InvalidArgument}
/// unless length and tile are positive, Error{OutOfMemory} where even the smallest tile is twice as
/// long as the largest that memory allows.
[[nodiscard]] TilePlan planTiles(int length, int tile, const NetworkReach& reach);

} // namespace halftone::pipeline
