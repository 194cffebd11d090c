// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/phantom/detail/em_cells.h"

#include "core/phantom/detail/random.h"

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

struct Candidate {
    const CellSeed* seed;
    double x;
    double y;
    double nearest; ///< lower bound of the competing distance within the tile
};

} // namespace

CellField::CellField(std::uint32_t seed, int size) : m_seed(mix(seed ^ 0xe1ec7U)), m_size(size)
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
    Random random(hash(m_seed, static_cast<int>(maxRadius), attempts));
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
        if (seed.radius > 45 || unit(hash(m_seed, 500, static_cast<int>(i))) > 0.14) {
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

Plane<std::int32_t> CellField::section(double z) const
{
    Plane<std::int32_t> cells(m_size);
    std::vector<std::array<double, 2>> warped(kTile * kTile);
    std::vector<Candidate> candidates;
    for (int top = 0; top < m_size; top += kTile) {
        for (int left = 0; left < m_size; left += kTile) {
            const int bottom = std::min(top + kTile, m_size);
            const int right = std::min(left + kTile, m_size);
            double minX = 1e9;
            double minY = 1e9;
            double maxX = -1e9;
            double maxY = -1e9;
            std::size_t n = 0;
            for (int y = top; y < bottom; ++y) {
                for (int x = left; x < right; ++x) {
                    const double wx = x + 13 * noise3(m_seed ^ 0x21U, x / 70.0, y / 70.0, z / 9)
                                      + 4.5 * noise3(m_seed ^ 0x22U, x / 24.0, y / 24.0, z / 4)
                                      + 1.6 * noise2(m_seed ^ 0x23U, x / 8.0, y / 8.0);
                    const double wy = y + 13 * noise3(m_seed ^ 0x24U, x / 70.0, y / 70.0, z / 9)
                                      + 4.5 * noise3(m_seed ^ 0x25U, x / 24.0, y / 24.0, z / 4)
                                      + 1.6 * noise2(m_seed ^ 0x26U, x / 8.0, y / 8.0);
                    warped[n++] = {wx, wy};
                    minX = std::min(minX, wx);
                    maxX = std::max(maxX, wx);
                    minY = std::min(minY, wy);
                    maxY = std::max(maxY, wy);
                }
            }
            const double cx = 0.5 * (minX + maxX);
            const double cy = 0.5 * (minY + maxY);
            const double reach =
                0.5 * std::sqrt((maxX - minX) * (maxX - minX) + (maxY - minY) * (maxY - minY));
            candidates.clear();
            double bound = std::numeric_limits<double>::max();
            for (const CellSeed& seed : m_seeds) {
                const auto at = centre(seed, z);
                const double d = stretched(seed, cx - at[0], cy - at[1]) - seed.radius;
                bound = std::min(bound, d + reach);
                candidates.push_back({&seed, at[0], at[1], d - reach});
            }
            std::erase_if(candidates, [bound](const Candidate& c) { return c.nearest > bound; });
            n = 0;
            for (int y = top; y < bottom; ++y) {
                for (int x = left; x < right; ++x, ++n) {
                    double best = std::numeric_limits<double>::max();
                    for (const Candidate& c : candidates) {
                        const double d = stretched(*c.seed, warped[n][0] - c.x, warped[n][1] - c.y)
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
