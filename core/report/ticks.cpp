// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/ticks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace halftone::report {
namespace {

constexpr std::array<double, 3> kRound{1.0, 2.0, 5.0};
constexpr double kRounding = 1e-9; // relative: powers of ten are computed

double roundStep(double raw)
{
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    for (const double factor : kRound) {
        if (factor * power >= raw * 0.999) {
            return factor * power;
        }
    }
    return 10 * power;
}

std::vector<double> inDecades(double low, double high, std::span<const double> factors)
{
    std::vector<double> ticks;
    for (double power = std::pow(10.0, std::floor(std::log10(low)));
         power <= high * (1 + kRounding); power *= 10) {
        for (const double factor : factors) {
            const double tick = factor * power;
            if (tick >= low * (1 - kRounding) && tick <= high * (1 + kRounding)) {
                ticks.push_back(tick);
            }
        }
    }
    return ticks;
}

} // namespace

std::vector<double> linearTicks(double low, double high, int about)
{
    if (!(low < high)) {
        return {low};
    }
    const double step = roundStep((high - low) / std::max(1, about));
    std::vector<double> ticks;
    for (double k = std::ceil(low / step - kRounding); k * step <= high + kRounding * step; ++k) {
        ticks.push_back(k * step + 0.0); // never -0
    }
    return ticks;
}

std::vector<double> logarithmicTicks(double low, double high, std::size_t most)
{
    constexpr std::size_t kEnough = 3;
    std::vector<double> ticks = inDecades(low, high, kRound);
    if (ticks.size() > most) {
        return inDecades(low, high, std::span(kRound).first(1));
    }
    return ticks.size() < kEnough ? linearTicks(low, high, 4) : ticks;
}

} // namespace halftone::report
