// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace halftone::phantom::detail {

/// One slice [size,size] of working values.
template <typename T>
struct Plane {
    int size = 0;
    std::vector<T> data;

    explicit Plane(int n, T value = T{})
        : size(n), data(static_cast<std::size_t>(n) * static_cast<std::size_t>(n), value)
    {
    }
    [[nodiscard]] T& at(int x, int y) noexcept
    {
        return data[static_cast<std::size_t>(y) * static_cast<std::size_t>(size)
                    + static_cast<std::size_t>(x)];
    }
    [[nodiscard]] const T& at(int x, int y) const noexcept
    {
        return data[static_cast<std::size_t>(y) * static_cast<std::size_t>(size)
                    + static_cast<std::size_t>(x)];
    }
};

/// Squared Euclidean distance in pixels to the nearest pixel of `set` that is not 0; a large number
/// where there is none. Exact (the lower envelope of parabolas of Felzenszwalb and Huttenlocher).
[[nodiscard]] Plane<float> squaredDistance(const Plane<std::uint8_t>& set);

/// `passes` times the binomial filter [1 2 1]/4 along both axes: a blur of sigma sqrt(passes / 2).
void blur(Plane<float>& plane, int passes);

} // namespace halftone::phantom::detail
