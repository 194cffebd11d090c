// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/random.h"

#include <cmath>
#include <cstdint>

/// Noise that is the same on every machine: the hashes of core/base/random.h, and only those
/// floating-point operations that IEEE 754 defines exactly (+ - * / sqrt floor).
namespace halftone::phantom::detail {

/// Nearly normal noise of standard deviation 1: four uniforms out of one hash (each of 8 bits,
/// variance 1/12), so within +-3.46.
[[nodiscard]] inline double gaussian(std::uint32_t h) noexcept
{
    const std::uint32_t sum = (h & 0xffU) + (h >> 8 & 0xffU) + (h >> 16 & 0xffU) + (h >> 24);
    return (static_cast<double>(sum) - 510.0) * (1.0 / 147.8);
}

[[nodiscard]] inline double smoothStep(double t) noexcept
{
    t = t < 0 ? 0 : (t > 1 ? 1 : t);
    return t * t * (3 - 2 * t);
}

/// Smooth value noise in about [-1,1] with lattice distance 1.
[[nodiscard]] inline double noise2(std::uint32_t seed, double x, double y) noexcept
{
    const double fx = std::floor(x);
    const double fy = std::floor(y);
    const int ix = static_cast<int>(fx);
    const int iy = static_cast<int>(fy);
    const double u = smoothStep(x - fx);
    const double v = smoothStep(y - fy);
    const double a = unitOf(hashOf(seed, ix, iy));
    const double b = unitOf(hashOf(seed, ix + 1, iy));
    const double c = unitOf(hashOf(seed, ix, iy + 1));
    const double d = unitOf(hashOf(seed, ix + 1, iy + 1));
    const double top = a + u * (b - a);
    const double bottom = c + u * (d - c);
    return 2 * (top + v * (bottom - top)) - 1;
}

/// The same with a third coordinate.
[[nodiscard]] inline double noise3(std::uint32_t seed, double x, double y, double z) noexcept
{
    const double fz = std::floor(z);
    const int iz = static_cast<int>(fz);
    const double w = smoothStep(z - fz);
    const double a = noise2(hashOf(seed, iz, 77), x, y);
    if (w == 0) {
        return a;
    }
    const double b = noise2(hashOf(seed, iz + 1, 77), x, y);
    return a + w * (b - a);
}

/// noise2() for a walk along rows: the same numbers, but the lattice values are kept until the walk
/// enters the next lattice square.
class RowNoise2 {
public:
    explicit RowNoise2(std::uint32_t seed) : m_seed(seed) {}

    [[nodiscard]] double operator()(double x, double y) noexcept
    {
        const double fx = std::floor(x);
        const double fy = std::floor(y);
        const int ix = static_cast<int>(fx);
        const int iy = static_cast<int>(fy);
        if (!m_known || ix != m_ix || iy != m_iy) {
            m_known = true;
            m_ix = ix;
            m_iy = iy;
            m_a = unitOf(hashOf(m_seed, ix, iy));
            m_b = unitOf(hashOf(m_seed, ix + 1, iy));
            m_c = unitOf(hashOf(m_seed, ix, iy + 1));
            m_d = unitOf(hashOf(m_seed, ix + 1, iy + 1));
        }
        const double u = smoothStep(x - fx);
        const double v = smoothStep(y - fy);
        const double top = m_a + u * (m_b - m_a);
        const double bottom = m_c + u * (m_d - m_c);
        return 2 * (top + v * (bottom - top)) - 1;
    }

private:
    std::uint32_t m_seed;
    bool m_known = false;
    int m_ix = 0;
    int m_iy = 0;
    double m_a = 0;
    double m_b = 0;
    double m_c = 0;
    double m_d = 0;
};

/// noise3() on a plane of constant z, as RowNoise2.
class RowNoise3 {
public:
    RowNoise3(std::uint32_t seed, double z)
        : m_weight(smoothStep(z - std::floor(z))),
          m_near(hashOf(seed, static_cast<int>(std::floor(z)), 77)),
          m_far(hashOf(seed, static_cast<int>(std::floor(z)) + 1, 77))
    {
    }

    [[nodiscard]] double operator()(double x, double y) noexcept
    {
        const double a = m_near(x, y);
        if (m_weight == 0) {
            return a;
        }
        const double b = m_far(x, y);
        return a + m_weight * (b - a);
    }

private:
    double m_weight;
    RowNoise2 m_near;
    RowNoise2 m_far;
};

} // namespace halftone::phantom::detail
