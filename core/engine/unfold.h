// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/bands.h"
#include "core/engine/map_ops.h"
#include "core/model/network.h"

#include <cstdint>
#include <span>

/// Convolutions that no kernel reads as they are (model::Conv::isPlain): their windows become the
/// channels of a map, which a kernel of 1x1 reads. Channel i of the joined inputs at tap (ky, kx)
/// is channel (i * K + ky) * K + kx, so that the weights [O,I,K,K] are those of the 1x1 kernel as
/// they stand. Only a band of rows is unfolded at a time, in scratch memory.
namespace halftone::engine {

struct UnfoldInput {
    InMap map;
    std::uint8_t zeroPoint = 0; ///< what lies beyond the edges
};

/// Of `rows` rows of an output of so many columns.
[[nodiscard]] MapLayout unfoldedLayout(const model::Conv& conv, int rows, int width);

/// Writes what the rows `band` of the convolution's output read to the rows from 0 on of `out`, of
/// unfoldedLayout(). Borders stay as they are.
void unfold(const model::Conv& conv, std::span<const UnfoldInput> inputs, Band band,
            const OutMap& out);

} // namespace halftone::engine
