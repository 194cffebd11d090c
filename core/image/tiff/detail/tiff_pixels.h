// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"
#include "core/base/progress.h"
#include "core/image/detail/source.h"
#include "core/image/tiff/detail/tiff_page.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace halftone::image::detail {

/// Where one slice lies.
struct PlaneAt {
    std::shared_ptr<TiffFile> file;
    std::size_t page = 0;
    /// Planes that follow that of `page` in the file without pages of their own: how many of them
    /// lie before this one. 0: the page itself.
    std::uint64_t behind = 0;
};

/// Slices to be read, all of one layout and, where they share it, of one palette.
struct PlaneStack {
    PageLayout layout;
    unsigned sample = 0; ///< of several channels in a pixel
    std::vector<PlaneAt> planes;
    int step = 1; ///< takes every step-th pixel of every step-th row
    std::optional<std::vector<std::uint16_t>> greys; ///< value of each palette entry
    /// White is zero for display alone if there are no values but the least and the greatest: the
    /// masks of ImageJ.
    bool keepInvertedMasks = false;
};

/// Throws unless plane `behind` of a page whose planes follow each other lies in the file, as it is
/// stored: uncompressed and without gaps.
void requirePlanesBehind(TiffFile& file, std::size_t page, const PageLayout& layout,
                         std::uint64_t planes);

/// Planes as long as that of `page`, itself included, that fit between its voxels and the end of
/// the file; 1 where the page is compressed, in tiles or not in one piece.
[[nodiscard]] std::uint64_t planesThatFit(TiffFile& file, std::size_t page,
                                          const PageLayout& layout);

/// All voxels that `stack.step` leaves, upright ([D,H,W]), plane after plane. Throws unreadable()
/// for whatever is not filled, for colour where the three values differ and for pixels that are
/// partly transparent.
[[nodiscard]] Voxels readStack(const PlaneStack& stack, const ProgressFn& progress,
                               const StopToken& stop, const ReadyFn& ready);

/// Reads one page and drops it: tells colour from grey before it is promised.
void requireGreyPage(const PlaneStack& stack, std::size_t plane, const StopToken& stop);

} // namespace halftone::image::detail
