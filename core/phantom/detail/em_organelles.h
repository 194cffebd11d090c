// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/phantom/detail/em_cells.h"

#include <cstdint>

namespace halftone::phantom::detail {

/// What lies inside cells and must not be mistaken for their membrane. All functions add grey
/// levels (negative: darker) to `grey` and stay `clear` of borders.
struct OrganelleContext {
    std::uint32_t seed;
    const CellField& field;
    const Plane<std::int32_t>& cells;
    const Plane<float>& border; ///< distance to the cell border, pixels
    int slice;
};

/// Dark ovals with a double membrane and cristae, some sections long.
void addMitochondria(const OrganelleContext& context, Plane<float>& grey);
/// Small rings, dense in some cells.
void addVesicles(const OrganelleContext& context, Plane<float>& grey);
/// Diffuse dark spots at borders, as synapses are.
void addSynapses(const OrganelleContext& context, Plane<float>& grey);

} // namespace halftone::phantom::detail
