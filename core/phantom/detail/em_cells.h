// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/phantom/detail/plane.h"

#include <array>
#include <cstdint>
#include <vector>

namespace halftone::phantom::detail {

/// One neurite: the centre of an ellipse that competes with the others for pixels.
struct CellSeed {
    double x = 0; ///< pixels, at slice 0
    double y = 0;
    double radius = 0;
    double axisX = 1; ///< unit vector of the long axis
    double axisY = 0;
    double stretch = 1; ///< long over short axis, >= 1
    double driftX = 0;  ///< pixels per slice
    double driftY = 0;
    int cell = 0; ///< seeds may share a cell, which makes it branch
};

/// The tissue: a partition of the plane into cells that changes smoothly with z, as neurites do
/// from section to section.
class CellField {
public:
    CellField(std::uint32_t seed, int size);

    [[nodiscard]] const std::vector<CellSeed>& seeds() const noexcept { return m_seeds; }
    [[nodiscard]] int size() const noexcept { return m_size; }
    /// Centre of a seed at height z (in slices).
    [[nodiscard]] std::array<double, 2> centre(const CellSeed& seed, double z) const noexcept;

    /// Cell index of every pixel of the section at z.
    [[nodiscard]] Plane<std::int32_t> section(double z) const;

private:
    struct Candidate {
        const CellSeed* seed;
        double x;
        double y;
        double nearest; ///< lower bound of the competing distance within the box
    };

    /// The seeds that can win a pixel within the box.
    [[nodiscard]] std::vector<Candidate> candidatesFor(const std::array<double, 2>& low,
                                                       const std::array<double, 2>& high,
                                                       double z) const;
    void addLevel(double minRadius, double maxRadius, int attempts);
    void mergeSome();

    std::uint32_t m_seed;
    int m_size;
    std::vector<CellSeed> m_seeds;
};

/// Distance in pixels of every pixel to the border between two cells (0 on both sides of it).
[[nodiscard]] Plane<float> borderDistance(const Plane<std::int32_t>& cells);

} // namespace halftone::phantom::detail
