// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/labels/label_filter.h"

#include "core/base/error.h"
#include "core/image/labels/detail/block_filter.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <new>
#include <string>
#include <utility>

namespace halftone::image {

namespace {

void require(bool holds, const char* sentence)
{
    if (!holds) {
        throw Error(ErrorCode::InvalidArgument, sentence);
    }
}

void requireSound(const LabelSnapshot& labels, const LabelFilter& filter)
{
    require(filter.label != 0, "A filter needs a label; 0 is background.");
    require(filter.radiusMm > 0 && std::isfinite(filter.radiusMm),
            "A filter needs a radius above 0.");
    require(!filter.slicesAcross || (*filter.slicesAcross >= 0 && *filter.slicesAcross < 3),
            "Slices lie across one of the axes 0, 1 and 2.");
    require(!filter.slice || filter.slicesAcross, "A slice needs the axis that it lies across.");
    require(!filter.slice
                || (*filter.slice >= 0
                    && *filter.slice
                           < labels.geometry.size[static_cast<std::size_t>(*filter.slicesAcross)]),
            "The slice to be filtered does not exist.");
}

VoxelBox wholeOf(const Geometry& geometry)
{
    return {{0, 0, 0}, {geometry.size[0] - 1, geometry.size[1] - 1, geometry.size[2] - 1}};
}

/// The box that a label fills within another one.
VoxelBox boxOf(const LabelSnapshot& labels, std::uint8_t label, const VoxelBox& within)
{
    VoxelBox box;
    const auto width = static_cast<std::size_t>(labels.geometry.size[0]);
    for (int k = within.first[2]; k <= within.last[2]; ++k) {
        const auto voxels = labels.slice(k);
        for (int j = within.first[1]; j <= within.last[1] && !voxels.empty(); ++j) {
            const auto row = voxels.subspan(static_cast<std::size_t>(j) * width
                                                + static_cast<std::size_t>(within.first[0]),
                                            static_cast<std::size_t>(within.last[0])
                                                - static_cast<std::size_t>(within.first[0]) + 1);
            const void* found = std::memchr(row.data(), label, row.size());
            if (found == nullptr) {
                continue;
            }
            const auto last = std::find(row.rbegin(), row.rend(), label);
            box.add({{within.first[0]
                          + static_cast<int>(static_cast<const std::uint8_t*>(found) - row.data()),
                      j, k},
                     {within.first[0] + static_cast<int>(row.rend() - last) - 1, j, k}});
        }
    }
    return box;
}

/// Number of voxels nearest to the radius, along each axis.
std::array<int, 3> radiusOf(const Geometry& geometry, const LabelFilter& filter)
{
    std::array<int, 3> radius{};
    std::size_t finest = filter.slicesAcross == 0 ? 1 : 0;
    for (std::size_t a = 0; a < 3; ++a) {
        if (filter.slicesAcross && static_cast<std::size_t>(*filter.slicesAcross) == a) {
            continue;
        }
        radius[a] = static_cast<int>(
            std::min(std::round(filter.radiusMm / geometry.spacingMm[a]), 1.0 * geometry.size[a]));
        finest = geometry.spacingMm[a] < geometry.spacingMm[finest] ? a : finest;
    }
    radius[finest] = std::max(radius[finest], 1);
    return radius;
}

bool looksAround(LabelFilterKind kind)
{
    return kind == LabelFilterKind::Smooth || kind == LabelFilterKind::Close
           || kind == LabelFilterKind::Open;
}

/// Filters what lies in `scope` as one and tells `changes` the result.
void filterBox(const LabelSnapshot& labels, const LabelFilter& filter, const VoxelBox& scope,
               DeltaBuilder& changes, const ProgressFn& progress, const StopToken& stop)
{
    VoxelBox box = boxOf(labels, filter.label, scope);
    if (box.isEmpty()) {
        return;
    }
    const std::array<int, 3> radius = radiusOf(labels.geometry, filter);
    for (std::size_t a = 0; a < 3 && looksAround(filter.kind); ++a) {
        box.first[a] = std::max(scope.first[a], box.first[a] - radius[a]);
        box.last[a] = std::min(scope.last[a], box.last[a] + radius[a]);
    }
    detail::Block block{{}, {}};
    for (std::size_t a = 0; a < 3; ++a) {
        block.size[a] = box.last[a] - box.first[a] + 1;
    }
    block.voxels.resize(static_cast<std::size_t>(block.size[0])
                        * static_cast<std::size_t>(block.size[1])
                        * static_cast<std::size_t>(block.size[2]));
    const auto width = static_cast<std::size_t>(labels.geometry.size[0]);
    const auto forRows = [&](const auto& each) {
        std::uint8_t* row = block.voxels.data();
        for (int k = box.first[2]; k <= box.last[2]; ++k) {
            throwIfStopped(stop);
            for (int j = box.first[1]; j <= box.last[1]; ++j, row += block.size[0]) {
                each(labels.slice(k), row, k,
                     static_cast<std::size_t>(j) * width + static_cast<std::size_t>(box.first[0]));
            }
        }
    };
    const auto count = static_cast<std::size_t>(block.size[0]);
    forRows([&](auto slice, std::uint8_t* row, int /*k*/, std::size_t start) {
        for (std::size_t i = 0; i < count && !slice.empty(); ++i) {
            row[i] = slice[start + i] == filter.label ? 1 : 0;
        }
    });
    detail::filterBlock(block, filter, radius, progress, stop);
    forRows([&](auto slice, const std::uint8_t* row, int k, std::size_t start) {
        for (std::size_t i = 0; i < count;) {
            const std::uint8_t before = slice.empty() ? std::uint8_t{0} : slice[start + i];
            const bool was = before == filter.label;
            const std::uint8_t after = was && row[i] == 0                   ? std::uint8_t{0}
                                       : !was && row[i] != 0 && before == 0 ? filter.label
                                                                            : before;
            std::size_t end = i + 1;
            for (; end < count && row[end] == row[i]
                   && (slice.empty() ? std::uint8_t{0} : slice[start + end]) == before;
                 ++end) {
            }
            changes.add(k, start + i, end - i, before, after);
            i = end;
        }
    });
}

} // namespace

LabelDelta filtered(const LabelSnapshot& labels, const LabelFilter& filter,
                    const ProgressFn& progress, const StopToken& stop)
{
    requireSound(labels, filter);
    LabelFilter applied = filter;
    for (int axis = 0; axis < 3 && !applied.slicesAcross; ++axis) {
        if (labels.geometry.size[static_cast<std::size_t>(axis)] == 1) {
            applied.slicesAcross = axis; // in space nothing would be inside of a single slice
        }
    }
    DeltaBuilder changes(labels.geometry);
    const VoxelBox whole = wholeOf(labels.geometry);
    try {
        if (!applied.slicesAcross) {
            filterBox(labels, applied, whole, changes, progress, stop);
            return changes.take();
        }
        const auto axis = static_cast<std::size_t>(*applied.slicesAcross);
        const int first = applied.slice.value_or(0);
        const int last = applied.slice.value_or(whole.last[axis]);
        for (int slice = first; slice <= last; ++slice) {
            throwIfStopped(stop);
            reportProgress(progress, (slice - first) / (last - first + 1.0),
                           "slice " + std::to_string(slice - first + 1) + " of "
                               + std::to_string(last - first + 1));
            VoxelBox scope = whole;
            scope.first[axis] = scope.last[axis] = slice;
            filterBox(labels, applied, scope, changes, {}, stop);
        }
        return changes.take();
    } catch (const std::bad_alloc&) {
        throw Error(ErrorCode::OutOfMemory,
                    "There is not enough memory to filter the volume as one. Filter it slice by "
                    "slice.");
    }
}

} // namespace halftone::image
