// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>

namespace halftone::train {

/// Small seeded random generator with the same numbers on every platform (the standard library's
/// distributions differ). Counter based: (seed, stream) names a sequence, so that batch k of a run
/// can be made again without having made the ones before it.
class Random {
public:
    Random(std::uint64_t seed, std::uint64_t stream) : m_state(mix(seed + mix(stream + kStep))) {}

    [[nodiscard]] std::uint64_t next() noexcept
    {
        m_state += kStep;
        return mix(m_state);
    }
    /// In [0, 1).
    [[nodiscard]] double uniform() noexcept { return static_cast<double>(next() >> 11) * 0x1p-53; }
    /// In [low, high).
    [[nodiscard]] double uniform(double low, double high) noexcept
    {
        return low + (high - low) * uniform();
    }
    /// In [0, count), count > 0.
    [[nodiscard]] std::uint64_t below(std::uint64_t count) noexcept
    {
        const auto index = static_cast<std::uint64_t>(uniform() * static_cast<double>(count));
        return index < count ? index : count - 1;
    }
    [[nodiscard]] bool chance(double probability) noexcept { return uniform() < probability; }
    /// Standard normal (Box-Muller, one of the two values).
    [[nodiscard]] double normal() noexcept
    {
        constexpr double kTwoPi = 6.283185307179586;
        return std::sqrt(-2.0 * std::log(1.0 - uniform())) * std::cos(kTwoPi * uniform());
    }

private:
    static constexpr std::uint64_t kStep = 0x9E3779B97F4A7C15ULL; // SplitMix64, Steele et al. 2014

    static constexpr std::uint64_t mix(std::uint64_t z) noexcept
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }

    std::uint64_t m_state;
};

} // namespace halftone::train
