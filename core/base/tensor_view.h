// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace halftone {

/// Borrowed, dense, row-major [C,H,W] array. Does not own; valid while the owner lives.
template <typename T>
struct TensorView {
    T* data = nullptr;
    int channels = 0;
    int height = 0;
    int width = 0;

    [[nodiscard]] std::size_t size() const noexcept
    {
        return static_cast<std::size_t>(channels) * static_cast<std::size_t>(height)
               * static_cast<std::size_t>(width);
    }
    [[nodiscard]] T& at(int c, int y, int x) const noexcept
    {
        const auto h = static_cast<std::size_t>(height);
        const auto w = static_cast<std::size_t>(width);
        return data[(static_cast<std::size_t>(c) * h + static_cast<std::size_t>(y)) * w
                    + static_cast<std::size_t>(x)];
    }
};

} // namespace halftone
