// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/phantom/detail/em_organelles.h"

#include "core/phantom/detail/noise.h"

#include <algorithm>
#include <cmath>

namespace halftone::phantom::detail {
namespace {

constexpr float kClear = 4.5F; ///< pixels of cytoplasm kept between an organelle and a border

struct Mitochondrion {
    double x = 0;
    double y = 0;
    double halfLength = 0;
    double halfWidth = 0;
    double axisX = 1;
    double axisY = 0;
    double depth = 0;        ///< grey levels of its matrix
    bool lengthwise = false; ///< cristae run along the long axis
    int cell = 0;
    std::uint32_t seed = 0;
};

double triangleWave(double t)
{
    const double phase = t - std::floor(t);
    return phase < 0.5 ? 2 * phase : 2 - 2 * phase;
}

void draw(const Mitochondrion& m, const OrganelleContext& context, Plane<float>& grey)
{
    const int reach = static_cast<int>(m.halfLength + 8);
    const int x0 = std::max(0, static_cast<int>(m.x) - reach);
    const int x1 = std::min(grey.size - 1, static_cast<int>(m.x) + reach);
    const int y0 = std::max(0, static_cast<int>(m.y) - reach);
    const int y1 = std::min(grey.size - 1, static_cast<int>(m.y) + reach);
    for (int y = y0; y <= y1; ++y) {
        for (int x = x0; x <= x1; ++x) {
            if (context.cells.at(x, y) != m.cell || context.border.at(x, y) < kClear) {
                continue;
            }
            const double dx = x - m.x + 2.5 * noise2(m.seed, x / 11.0, y / 11.0);
            const double dy = y - m.y + 2.5 * noise2(m.seed ^ 1U, x / 11.0, y / 11.0);
            const double u = dx * m.axisX + dy * m.axisY;
            const double v = dy * m.axisX - dx * m.axisY;
            const double radius = std::sqrt(u * u / (m.halfLength * m.halfLength)
                                            + v * v / (m.halfWidth * m.halfWidth));
            // Distances in pixels from its own membrane, and from the cell's where that is nearer.
            const double inside = std::min((1 - radius) * m.halfWidth,
                                           static_cast<double>(context.border.at(x, y) - kClear));
            if (inside < 0) {
                continue;
            }
            const double stripes = triangleWave((m.lengthwise ? v : u) / 6.5
                                                + 0.7 * noise2(m.seed ^ 2U, u / 14, v / 14));
            const double cristae = smoothStep((stripes - 0.45) / 0.4) * smoothStep(inside / 3);
            const double membrane = 1 - smoothStep((inside - 0.7) / 1.8);
            grey.at(x, y) += static_cast<float>(-m.depth * smoothStep(inside / 1.5) - 34 * cristae
                                                - 46 * membrane);
        }
    }
}

} // namespace

void addMitochondria(const OrganelleContext& context, Plane<float>& grey)
{
    const auto& seeds = context.field.seeds();
    for (std::size_t i = 0; i < seeds.size(); ++i) {
        const CellSeed& seed = seeds[i];
        HashRandom random(hashOf(context.seed, 900, static_cast<int>(i)));
        const double chance = seed.radius > 40 ? 0.6 : (seed.radius > 20 ? 0.45 : 0.18);
        if (seed.radius < 14 || random.uniform() > chance) {
            continue;
        }
        Mitochondrion m;
        const double middle = random.uniform(-4, 12); // slice in which it is widest
        const double extent = random.uniform(3, 12);  // half its length in slices
        const double t = (context.slice - middle) / extent;
        const double rest = 1 - t * t;
        if (rest <= 0.05) {
            continue;
        }
        const double taper = std::sqrt(rest);
        const auto centre = context.field.centre(seed, context.slice);
        const double offset = random.uniform(-0.35, 0.35) * seed.radius;
        m.x = centre[0] + offset * seed.axisX + random.uniform(-0.2, 0.2) * seed.radius;
        m.y = centre[1] + offset * seed.axisY + random.uniform(-0.2, 0.2) * seed.radius;
        m.halfWidth = std::clamp(random.uniform(0.4, 0.62) * seed.radius, 8.0, 22.0) * taper;
        m.halfLength = m.halfWidth * random.uniform(1.1, 2.2);
        m.axisX = seed.axisX;
        m.axisY = seed.axisY;
        m.depth = random.uniform(14, 38);
        m.lengthwise = random.uniform() < 0.5;
        m.cell = seed.cell;
        m.seed = hashOf(context.seed, 901, static_cast<int>(i));
        draw(m, context, grey);
    }
}

void addVesicles(const OrganelleContext& context, Plane<float>& grey)
{
    constexpr int kLattice = 11; // pixels; at most one vesicle per lattice square
    const int n = grey.size;
    const std::uint32_t seed = hashOf(context.seed, 910, context.slice);
    for (int gy = 0; gy * kLattice < n; ++gy) {
        for (int gx = 0; gx * kLattice < n; ++gx) {
            HashRandom random(hashOf(seed, gx, gy));
            const double cx = (gx + random.uniform()) * kLattice;
            const double cy = (gy + random.uniform()) * kLattice;
            const int px = std::min(n - 1, static_cast<int>(cx));
            const int py = std::min(n - 1, static_cast<int>(cy));
            const double density = unitOf(hashOf(context.seed, 911, context.cells.at(px, py)));
            const double radius = random.uniform(1.8, 4.2);
            const double depth = random.uniform(35, 85);
            if (random.uniform() > 0.16 + 0.6 * density * density
                || context.border.at(px, py) < kClear + static_cast<float>(radius)) {
                continue;
            }
            for (int y = std::max(0, py - 7); y <= std::min(n - 1, py + 7); ++y) {
                for (int x = std::max(0, px - 7); x <= std::min(n - 1, px + 7); ++x) {
                    const double d = std::sqrt((x - cx) * (x - cx) + (y - cy) * (y - cy));
                    const double ring = 1 - smoothStep(std::abs(d - radius) / 1.7);
                    const double lumen = 1 - smoothStep((d - radius + 1.5) / 1.5);
                    grey.at(x, y) += static_cast<float>(-depth * ring + 10 * lumen);
                }
            }
        }
    }
}

void addSynapses(const OrganelleContext& context, Plane<float>& grey)
{
    const int n = grey.size;
    const int count = 30 * n / 512 * n / 512;
    for (int i = 0; i < count; ++i) {
        HashRandom random(hashOf(context.seed, 920, i));
        const double cx = random.uniform(0, n);
        const double cy = random.uniform(0, n);
        const double middle = random.uniform(-2, 10);
        const double fade = 1 - std::abs(context.slice - middle) / 2.2;
        const int px = std::min(n - 1, static_cast<int>(cx));
        const int py = std::min(n - 1, static_cast<int>(cy));
        if (fade <= 0 || context.border.at(px, py) > 5) {
            continue;
        }
        const double radius = random.uniform(7, 15);
        const double depth = random.uniform(35, 80) * fade;
        const int reach = static_cast<int>(1.6 * radius);
        for (int y = std::max(0, py - reach); y <= std::min(n - 1, py + reach); ++y) {
            for (int x = std::max(0, px - reach); x <= std::min(n - 1, px + reach); ++x) {
                const double d = std::sqrt((x - cx) * (x - cx) + (y - cy) * (y - cy))
                                 + 4 * noise2(context.seed ^ 0x55U, x / 7.0, y / 7.0);
                grey.at(x, y) -= static_cast<float>(depth * (1 - smoothStep(d / (1.5 * radius))));
            }
        }
    }
}

} // namespace halftone::phantom::detail
