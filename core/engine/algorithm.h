// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <utility>

namespace halftone::engine {

/// How a convolution is computed; every algorithm gives the same bits.
enum class Algorithm {
    Direct,
    Narrow,    ///< direct, in sums of 16 bits where few bits allow it: twice the products (AVX2)
    Winograd,  ///< F(2x2,3x3) in bytes, see winograd.h and tile_form.h: few bits, 2.25 times fewer
               ///< products
    BitSerial, ///< full adders on bit planes, see bit_serial.h: weights in {-1,0,1}, 1 or 2 bits
    Folded,    ///< direct, upsampled inputs folded into sums of weights, see folded.h
    Words4,    ///< F(4x4,3x3) in 16 bits, see tile_form.h: any codes, 4 times fewer products
    Bytes4,    ///< F(4x4,3x3) in bytes, see tile_form.h: inputs of up to 4 bits, upsampled ones 6
    Mixed4,    ///< both: direct inputs in 16 bits, upsampled ones in bytes
    Lookup,    ///< by tables of sums, see lookup.h: 1 bit each
};

/// What they are called, in the order of the enumeration.
inline constexpr std::array<const char*, 9> kAlgorithmNames{
    "direct", "narrow", "winograd", "bit-serial", "folded", "words4", "bytes4", "mixed4", "lookup"};

/// All of them: index i holds Algorithm(i).
inline constexpr auto kAlgorithms = [] {
    std::array<Algorithm, kAlgorithmNames.size()> all{};
    for (std::size_t i = 0; i < all.size(); ++i) {
        all[i] = static_cast<Algorithm>(i);
    }
    return all;
}();

/// The name, or "unknown".
[[nodiscard]] constexpr const char* toString(Algorithm algorithm) noexcept
{
    const auto index = static_cast<std::size_t>(algorithm);
    return index < kAlgorithmNames.size() ? kAlgorithmNames[index] : "unknown";
}

/// One T for every algorithm; a default one for those that are not named.
template <typename T>
class AlgorithmTable {
public:
    constexpr AlgorithmTable() = default;
    constexpr AlgorithmTable(std::initializer_list<std::pair<Algorithm, T>> entries)
    {
        for (const auto& [algorithm, entry] : entries) {
            (*this)[algorithm] = entry;
        }
    }

    [[nodiscard]] constexpr const T& operator[](Algorithm algorithm) const
    {
        return m_entries[static_cast<std::size_t>(algorithm)];
    }
    [[nodiscard]] constexpr T& operator[](Algorithm algorithm)
    {
        return m_entries[static_cast<std::size_t>(algorithm)];
    }

private:
    std::array<T, kAlgorithms.size()> m_entries{};
};

} // namespace halftone::engine
