// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace halftone::image::detail {

/// One axis of an in-plane resampling: `outSize` pixels whose centres lie `step` input pixels
/// apart, with the centre of the output on the centre of the input, so that nothing shifts.
struct AxisSampling {
    struct Tap {
        std::size_t low = 0;
        std::size_t high = 0;
        float weight = 0; ///< of `high`
    };

    int inSize = 1;
    int outSize = 1;
    double step = 1;

    [[nodiscard]] double position(int out) const noexcept
    {
        return (out - 0.5 * (outSize - 1)) * step + 0.5 * (inSize - 1);
    }
    [[nodiscard]] bool isIdentity() const noexcept { return inSize == outSize && step == 1; }

    /// Input pixels and weight for every output pixel; the border is repeated outside.
    [[nodiscard]] std::vector<Tap> linear() const
    {
        std::vector<Tap> taps(static_cast<std::size_t>(outSize));
        for (int out = 0; out < outSize; ++out) {
            const double at = std::clamp(position(out), 0.0, static_cast<double>(inSize - 1));
            const double floor = std::floor(at);
            const auto low = static_cast<std::size_t>(floor);
            taps[static_cast<std::size_t>(out)] = {
                low, std::min(low + 1, static_cast<std::size_t>(inSize - 1)),
                static_cast<float>(at - floor)};
        }
        return taps;
    }
    /// The way back: from our output to our input.
    [[nodiscard]] AxisSampling inverse() const noexcept { return {outSize, inSize, 1 / step}; }
};

/// Linear resampling of a plane [y.inSize, x.inSize] to [y.outSize, x.outSize]; `at(index)` gives
/// an input value as float.
template <typename At>
[[nodiscard]] std::vector<float> resampleLinear(const AxisSampling& y, const AxisSampling& x,
                                                const At& at)
{
    const auto rows = y.linear();
    const auto columns = x.linear();
    const auto width = static_cast<std::size_t>(x.inSize);
    std::vector<float> out;
    out.reserve(rows.size() * columns.size());
    for (const auto& row : rows) {
        for (const auto& column : columns) {
            const float topLeft = at(row.low * width + column.low);
            const float topRight = at(row.low * width + column.high);
            const float bottomLeft = at(row.high * width + column.low);
            const float bottomRight = at(row.high * width + column.high);
            const float top = topLeft + column.weight * (topRight - topLeft);
            const float bottom = bottomLeft + column.weight * (bottomRight - bottomLeft);
            out.push_back(top + row.weight * (bottom - top));
        }
    }
    return out;
}

} // namespace halftone::image::detail
