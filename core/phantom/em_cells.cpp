// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/phantom/detail/em_cells.h"

#include "core/phantom/detail/noise.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace halftone::phantom::detail {
namespace {

constexpr int kMargin = 90; ///< pixels around the image in which seeds still reach into it
constexpr int kTile = 32;   ///< pixels; candidates are chosen once per tile

/// A direction that changes slowly over the plane: neighbouring neurites run alike.
std::array<double, 2> flow(std::uint32_t seed, double x, double y)
{
    const double u = noise2(seed ^ 0x11U, x / 260, y / 260) + 0.35;
    const double v = noise2(seed ^ 0x12U, x / 260, y / 260);
    const double length = std::sqrt(u * u + v * v) + 1e-6;
    return {u / length, v / length};
}

/// Anisotropic distance of an offset from a seed: short along its long axis.
double stretched(const CellSeed& seed, double dx, double dy)
{
    const double along = (dx * seed.axisX + dy * seed.axisY) / seed.stretch;
    const double across = dy * seed.axisX - dx * seed.axisY;
    return std::sqrt(along * along + across * across);
}

} // namespace

CellField::CellField(std::uint32_t seed, int size) : m_seed(mixBits(seed ^ 0xe1ec7U)), m_size(size)
{
    // Large profiles first, then ever smaller ones into the gaps, as in neuropil.
    const double scale = (size + 2.0 * kMargin) * (size + 2.0 * kMargin) / (692.0 * 692.0);
    const auto attempts = [scale](int n) { return static_cast<int>(n * scale) + 1; };
    addLevel(40, 62, attempts(14));
    addLevel(22, 36, attempts(90));
    addLevel(12, 20, attempts(700));
    addLevel(6, 11, attempts(3200));
    mergeSome();
}

void CellField::addLevel(double minRadius, double maxRadius, int attempts)
{
    HashRandom random(hashOf(m_seed, static_cast<int>(maxRadius), attempts));
    for (int attempt = 0; attempt < attempts; ++attempt) {
        CellSeed candidate;
        candidate.x = random.uniform(-kMargin, m_size + kMargin);
        candidate.y = random.uniform(-kMargin, m_size + kMargin);
        candidate.radius = random.uniform(minRadius, maxRadius);
        const auto direction = flow(m_seed, candidate.x, candidate.y);
        const double turn = random.uniform(-0.5, 0.5);
        const double ax = direction[0] - turn * direction[1];
        const double ay = direction[1] + turn * direction[0];
        const double length = std::sqrt(ax * ax + ay * ay);
        candidate.axisX = ax / length;
        candidate.axisY = ay / length;
        const double wish = noise2(m_seed ^ 0x13U, candidate.x / 200, candidate.y / 200);
        candidate.stretch = 1 + random.uniform(0.0, 0.7) + 2.2 * std::max(0.0, wish);
        candidate.driftX = 2.2 * direction[0] + random.uniform(-1.3, 1.3);
        candidate.driftY = 2.2 * direction[1] + random.uniform(-1.3, 1.3);
        candidate.cell = static_cast<int>(m_seeds.size());
        const bool free = std::none_of(m_seeds.begin(), m_seeds.end(), [&](const CellSeed& other) {
            const double dx = candidate.x - other.x;
            const double dy = candidate.y - other.y;
            return stretched(other, dx, dy) < 0.9 * other.radius + 0.8 * candidate.radius;
        });
        if (free) {
            m_seeds.push_back(candidate);
        }
    }
}

void CellField::mergeSome()
{
    for (std::size_t i = 0; i < m_seeds.size(); ++i) {
        CellSeed& seed = m_seeds[i];
        if (seed.radius > 45 || unitOf(hashOf(m_seed, 500, static_cast<int>(i))) > 0.14) {
            continue;
        }
        // Joining the nearest larger neighbour makes spines, branches and bent profiles.
        double best = std::numeric_limits<double>::max();
        for (const CellSeed& other : m_seeds) {
            const double gap = stretched(other, seed.x - other.x, seed.y - other.y) - other.radius;
            if (other.radius > seed.radius && gap < best) {
                best = gap;
                seed.cell = other.cell;
            }
        }
    }
}

std::array<double, 2> CellField::centre(const CellSeed& seed, double z) const noexcept
{
    return {seed.x + seed.driftX * z, seed.y + seed.driftY * z};
}

namespace {

/// The plane a little crumpled, so that no border between cells is a perfect curve.
class Warp {
public:
    Warp(std::uint32_t seed, double z)
        : m_coarseX(seed ^ 0x21U, z / 9), m_middleX(seed ^ 0x22U, z / 4), m_fineX(seed ^ 0x23U),
          m_coarseY(seed ^ 0x24U, z / 9), m_middleY(seed ^ 0x25U, z / 4), m_fineY(seed ^ 0x26U)
    {
    }

    std::array<double, 2> operator()(int x, int y) noexcept
    {
        return {x + 13 * m_coarseX(x / 70.0, y / 70.0) + 4.5 * m_middleX(x / 24.0, y / 24.0)
                    + 1.6 * m_fineX(x / 8.0, y / 8.0),
                y + 13 * m_coarseY(x / 70.0, y / 70.0) + 4.5 * m_middleY(x / 24.0, y / 24.0)
                    + 1.6 * m_fineY(x / 8.0, y / 8.0)};
    }

private:
    RowNoise3 m_coarseX;
    RowNoise3 m_middleX;
    RowNoise2 m_fineX;
    RowNoise3 m_coarseY;
    RowNoise3 m_middleY;
    RowNoise2 m_fineY;
};

/// A square of the plane: its warped pixels and the box around them.
struct Tile {
    int left, top, right, bottom;
    std::vector<std::array<double, 2>> pixels;
    std::array<double, 2> low{1e9, 1e9};
    std::array<double, 2> high{-1e9, -1e9};

    Tile(int x, int y, int size, Warp& warp)
        : left(x), top(y), right(std::min(x + kTile, size)), bottom(std::min(y + kTile, size))
    {
        for (int v = top; v < bottom; ++v) {
            for (int u = left; u < right; ++u) {
                const std::array<double, 2> at = warp(u, v);
                pixels.push_back(at);
                for (std::size_t axis = 0; axis < 2; ++axis) {
                    low[axis] = std::min(low[axis], at[axis]);
                    high[axis] = std::max(high[axis], at[axis]);
                }
            }
        }
    }
};

} // namespace

Plane<std::int32_t> CellField::section(double z) const
{
    Plane<std::int32_t> cells(m_size);
    Warp warp(m_seed, z);
    for (int top = 0; top < m_size; top += kTile) {
        for (int left = 0; left < m_size; left += kTile) {
            const Tile tile(left, top, m_size, warp);
            const std::vector<Candidate> candidates = candidatesFor(tile.low, tile.high, z);
            std::size_t n = 0;
            for (int y = top; y < tile.bottom; ++y) {
                for (int x = left; x < tile.right; ++x, ++n) {
                    double best = std::numeric_limits<double>::max();
                    for (const Candidate& c : candidates) {
                        const double d =
                            stretched(*c.seed, tile.pixels[n][0] - c.x, tile.pixels[n][1] - c.y)
                            - c.seed->radius;
                        if (d < best) {
                            best = d;
                            cells.at(x, y) = c.seed->cell;
                        }
                    }
                }
            }
        }
    }
    return cells;
}

std::vector<CellField::Candidate> CellField::candidatesFor(const std::array<double, 2>& low,
                                                           const std::array<double, 2>& high,
                                                           double z) const
{
    const double cx = 0.5 * (low[0] + high[0]);
    const double cy = 0.5 * (low[1] + high[1]);
    const double reach = 0.5
                         * std::sqrt((high[0] - low[0]) * (high[0] - low[0])
                                     + (high[1] - low[1]) * (high[1] - low[1]));
    std::vector<Candidate> candidates;
    double bound = std::numeric_limits<double>::max();
    for (const CellSeed& seed : m_seeds) {
        const auto at = centre(seed, z);
        const double d = stretched(seed, cx - at[0], cy - at[1]) - seed.radius;
        bound = std::min(bound, d + reach);
        candidates.push_back({&seed, at[0], at[1], d - reach});
    }
    std::erase_if(candidates, [bound](const Candidate& c) { return c.nearest > bound; });
    return candidates;
}

Plane<float> borderDistance(const Plane<std::int32_t>& cells)
{
    const int n = cells.size;
    Plane<std::uint8_t> border(n);
    for (int y = 0; y < n; ++y) {
        for (int x = 0; x < n; ++x) {
            if (x + 1 < n && cells.at(x, y) != cells.at(x + 1, y)) {
                border.at(x, y) = border.at(x + 1, y) = 1;
            }
            if (y + 1 < n && cells.at(x, y) != cells.at(x, y + 1)) {
                border.at(x, y) = border.at(x, y + 1) = 1;
            }
        }
    }
    Plane<float> distance = squaredDistance(border);
    for (float& d : distance.data) {
        d = std::sqrt(d);
    }
    return distance;
}

} // namespace halftone::phantom::detail
