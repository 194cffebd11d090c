// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/phantom/detail/shapes.h"

#include <cstdint>
#include <vector>

namespace halftone::phantom::detail {

/// What an organ looks like inside.
enum class Tissue {
    Solid,   ///< even, with a fine texture
    Kidney,  ///< bright cortex, darker medulla, fat in the middle
    Bowel,   ///< a wall around content, gas on top
    Lobular, ///< small lobes parted by fat: the pancreas
};

/// One organ: an ellipsoid, or a tube where `joints` are given. Millimetres; x grows to the left of
/// the patient, y to the back, z upwards.
struct Organ {
    Tissue tissue = Tissue::Solid;
    double level = 50; ///< Hounsfield units
    Point centre;
    Point half;
    std::vector<Joint> joints;
    double bumps = 0;       ///< amplitude of its uneven surface, mm
    double bumpSize = 20;   ///< their width, mm
    double content = 30;    ///< Hounsfield units inside a bowel
    double gasLevel = -1e9; ///< y in front of which a bowel is filled with gas
    bool insideWall = true; ///< kept inside the abdominal wall
    bool pancreas = false;

    /// Smallest box that holds it, bumps included.
    void bounds(Point& low, Point& high) const;
    /// Signed distance, bumps included.
    [[nodiscard]] double distance(const Point& p, std::uint32_t seed) const;
};

/// Half axes of the trunk and what is shared by all organs of one patient.
struct Trunk {
    double halfX = 165;
    double halfY = 112;
    double fat = 16;           ///< under the skin, mm
    double muscle = 11;        ///< of the wall, mm
    std::vector<Organ> organs; ///< in the order of painting, back to front
};

/// A patient that differs a little from seed to seed.
[[nodiscard]] Trunk makeTrunk(std::uint32_t seed);

} // namespace halftone::phantom::detail
