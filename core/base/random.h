// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>

/// The random numbers of Halftone: the same on every machine, compiler and standard library (whose
/// distributions differ). Phantoms and training runs depend on these very sequences.
namespace halftone {

/// Small seeded random generator. Counter based: (seed, stream) names a sequence, so that batch k
/// of a run can be made again without having made the ones before it.
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

/// A well mixed 32-bit hash (the finaliser of MurmurHash3).
[[nodiscard]] inline std::uint32_t mixBits(std::uint32_t h) noexcept
{
    h ^= h >> 16;
    h *= 0x85ebca6bU;
    h ^= h >> 13;
    h *= 0xc2b2ae35U;
    h ^= h >> 16;
    return h;
}

/// A hash of up to three coordinates: noise that needs no memory of what was drawn before.
[[nodiscard]] inline std::uint32_t hashOf(std::uint32_t seed, int a, int b = 0, int c = 0) noexcept
{
    std::uint32_t h = mixBits(seed ^ (static_cast<std::uint32_t>(a) * 0x9e3779b1U));
    h = mixBits(h ^ (static_cast<std::uint32_t>(b) * 0x85ebca77U));
    return mixBits(h ^ (static_cast<std::uint32_t>(c) * 0xc2b2ae3dU));
}

/// A hash as a number in [0,1).
[[nodiscard]] inline double unitOf(std::uint32_t h) noexcept
{
    return static_cast<double>(h) * (1.0 / 4294967296.0);
}

/// A stream of hashes, for what is drawn in an order; two with different seeds are unrelated. Exact
/// operations of IEEE 754 alone, which Random::normal() is not.
class HashRandom {
public:
    explicit HashRandom(std::uint32_t seed) : m_seed(mixBits(seed ^ 0x2545f491U)) {}

    [[nodiscard]] double uniform() noexcept { return unitOf(hashOf(m_seed, m_next++)); }
    [[nodiscard]] double uniform(double low, double high) noexcept
    {
        return low + (high - low) * uniform();
    }

private:
    std::uint32_t m_seed;
    int m_next = 0;
};

} // namespace halftone
