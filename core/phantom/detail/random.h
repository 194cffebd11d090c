// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>

/// Random numbers and noise that are the same on every machine: integer hashing, and only those
/// floating-point operations that IEEE 754 defines exactly (+ - * / sqrt floor).
namespace halftone::phantom::detail {

/// A well mixed 32-bit hash (the finaliser of MurmurHash3).
[[nodiscard]] inline std::uint32_t mix(std::uint32_t h) noexcept
{
    h ^= h >> 16;
    h *= 0x85ebca6bU;
    h ^= h >> 13;
    h *= 0xc2b2ae35U;
    h ^= h >> 16;
    return h;
}

[[nodiscard]] inline std::uint32_t hash(std::uint32_t seed, int a, int b = 0, int c = 0) noexcept
{
    std::uint32_t h = mix(seed ^ (static_cast<std::uint32_t>(a) * 0x9e3779b1U));
    h = mix(h ^ (static_cast<std::uint32_t>(b) * 0x85ebca77U));
    return mix(h ^ (static_cast<std::uint32_t>(c) * 0xc2b2ae3dU));
}

/// A hash as a number in [0,1).
[[nodiscard]] inline double unit(std::uint32_t h) noexcept
{
    return static_cast<double>(h) * (1.0 / 4294967296.0);
}

/// A stream of numbers; two with different seeds are unrelated.
class Random {
public:
    explicit Random(std::uint32_t seed) : m_seed(mix(seed ^ 0x2545f491U)) {}

    [[nodiscard]] double uniform() noexcept { return unit(hash(m_seed, m_next++)); }
    [[nodiscard]] double uniform(double low, double high) noexcept
    {
        return low + (high - low) * uniform();
    }

private:
    std::uint32_t m_seed;
    int m_next = 0;
};

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
    const double a = unit(hash(seed, ix, iy));
    const double b = unit(hash(seed, ix + 1, iy));
    const double c = unit(hash(seed, ix, iy + 1));
    const double d = unit(hash(seed, ix + 1, iy + 1));
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
    const double a = noise2(hash(seed, iz, 77), x, y);
    if (w == 0) {
        return a;
    }
    const double b = noise2(hash(seed, iz + 1, 77), x, y);
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
            m_a = unit(hash(m_seed, ix, iy));
            m_b = unit(hash(m_seed, ix + 1, iy));
            m_c = unit(hash(m_seed, ix, iy + 1));
            m_d = unit(hash(m_seed, ix + 1, iy + 1));
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
          m_near(hash(seed, static_cast<int>(std::floor(z)), 77)),
          m_far(hash(seed, static_cast<int>(std::floor(z)) + 1, 77))
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
