// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/bands.h"
#include "core/engine/map_layout.h"
#include "core/model/model.h"

#include <cstdint>

/// Operations of the graph that have no weights, from maps into the rows `band` of a map. They
/// write code 0 to the channels that fill up the last group, and no border. Those that a kernel set
/// has (pooling 2x2) are not here.
namespace halftone::engine {

struct InMap {
    const MapLayout& layout;
    const std::uint8_t* storage;
};
struct OutMap {
    const MapLayout& layout;
    std::uint8_t* storage;
};

/// model::Upsample2, where it cannot be folded into a convolution.
void upsample2(const InMap& in, const OutMap& out, Band band);
/// model::MaxPool3.
void maxPool3(const InMap& in, const OutMap& out, Band band);
/// model::Bilinear2.
void bilinear2(const InMap& in, const OutMap& out, Band band);
/// model::Shuffle2.
void shuffle2(const InMap& in, const OutMap& out, Band band);
/// model::Add.
void addMaps(const InMap& first, const InMap& second, const model::AddRequant& requant,
             std::int32_t maxCode, const OutMap& out, Band band);

} // namespace halftone::engine
