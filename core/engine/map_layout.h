// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/tensor_view.h"

#include <cstddef>
#include <cstdint>

namespace halftone::engine {

/// Where the cells of one map lie in its storage: the layout described in cpu/kernel_args.h.
///
/// Rows follow each other closely, so that the border right of a row is at the same time the border
/// left of the next, and the border below a group's plane is the border above the next group's:
///     16 lead cells | border row | H rows | border row | H rows | border row | ...
/// A row takes W + 1 cells, rounded up to 16 so that rows start on cache lines. Cell -1 of row 0
/// is the last cell of the border row before it.
class MapLayout {
public:
    MapLayout() = default;
    MapLayout(int channels, int height, int width);

    [[nodiscard]] int channels() const noexcept { return m_channels; }
    [[nodiscard]] int groups() const noexcept { return m_groups; }
    [[nodiscard]] int height() const noexcept { return m_height; }
    [[nodiscard]] int width() const noexcept { return m_width; }
    [[nodiscard]] std::ptrdiff_t rowStride() const noexcept { return m_rowStride; }     ///< bytes
    [[nodiscard]] std::ptrdiff_t groupStride() const noexcept { return m_groupStride; } ///< bytes
    /// Offset of group 0, pixel (0,0) from the start of the storage.
    [[nodiscard]] std::ptrdiff_t origin() const noexcept { return m_origin; }
    /// Bytes of the storage, which must be aligned to kBufferAlignment.
    [[nodiscard]] std::size_t bytes() const noexcept;

    /// Writes `code` to the border around the rows [rowBegin, rowEnd) of all groups: left and
    /// right, above if it holds row 0, below if it holds the last. Bands may do their own at the
    /// same time. Channels that fill up the last group get it, too: groups share rows of border.
    void fillBorder(std::uint8_t* storage, int rowBegin, int rowEnd, std::uint8_t code = 0) const;

    /// Copies rows [rowBegin, rowEnd) of a plain [C,H,W] array into the map; channels() <= C.
    void pack(TensorView<const std::uint8_t> plain, std::uint8_t* storage, int rowBegin,
              int rowEnd) const;
    /// Writes rows [rowBegin, rowEnd) of a plain [1,H,W] array for Reading::Windows: every cell is
    /// a pixel between its neighbours, `beyond` the ends of the row. channels() is 1.
    void packWindows(TensorView<const std::uint8_t> plain, std::uint8_t* storage, int rowBegin,
                     int rowEnd, std::uint8_t beyond = 0) const;
    /// The inverse of pack() for the whole map; `plain` is [channels(),H,W].
    void unpack(const std::uint8_t* storage, std::uint8_t* plain) const;

private:
    int m_channels = 0;
    int m_groups = 0;
    int m_height = 0;
    int m_width = 0;
    std::ptrdiff_t m_rowStride = 0;
    std::ptrdiff_t m_groupStride = 0;
    std::ptrdiff_t m_origin = 0;
};

} // namespace halftone::engine
