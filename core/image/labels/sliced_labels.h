// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

/// Labels that are edited: slices that copies share until one of them is written.
namespace halftone::image {

/// Voxels [first, last] along i, j, k, both of them in it; empty as it is made.
struct VoxelBox {
    std::array<int, 3> first{0, 0, 0};
    std::array<int, 3> last{-1, -1, -1};

    [[nodiscard]] bool isEmpty() const noexcept
    {
        return last[0] < first[0] || last[1] < first[1] || last[2] < first[2];
    }
    /// Grown so that it holds `other`, too.
    void add(const VoxelBox& other) noexcept;

    friend bool operator==(const VoxelBox&, const VoxelBox&) = default;
};

/// The labels of a volume at one moment. Copies share the slices, which nobody changes: any thread
/// may keep and read one. A copy costs a pointer a slice.
struct LabelSnapshot {
    Geometry geometry;
    /// [size[1], size[0]] each, along k; null: a slice of zeros. What they are parts of lives as
    /// long as they do.
    std::vector<std::shared_ptr<const std::uint8_t>> slices;

    /// Empty for a slice of zeros.
    [[nodiscard]] std::span<const std::uint8_t> slice(int k) const noexcept;
    /// All of them, as samplePlane() takes them.
    [[nodiscard]] std::vector<std::span<const std::uint8_t>> spans() const;
    /// As one map, which is all of the volume: for files. Its labels are for the caller to name.
    [[nodiscard]] LabelMap toLabelMap() const;
};

/// Shares the voxels of `labels` instead of copying them. Throws Error{ShapeMismatch} where voxels
/// and size do not agree.
[[nodiscard]] LabelSnapshot snapshotOf(const std::shared_ptr<const LabelMap>& labels);
/// Zeros, which take no memory.
[[nodiscard]] LabelSnapshot emptySnapshot(const Geometry& geometry);

/// Labels of a volume that are written, slice by slice: a slice that a snapshot may hold, too, is
/// copied before it is written for the first time. One thread; its snapshots any.
class SlicedLabels {
public:
    explicit SlicedLabels(LabelSnapshot start);
    SlicedLabels(SlicedLabels&&) = default;
    SlicedLabels& operator=(SlicedLabels&&) = default;
    SlicedLabels(const SlicedLabels&) = delete;
    SlicedLabels& operator=(const SlicedLabels&) = delete;

    [[nodiscard]] const Geometry& geometry() const noexcept { return m_now.geometry; }
    [[nodiscard]] std::span<const std::uint8_t> slice(int k) const noexcept
    {
        return m_now.slice(k);
    }
    [[nodiscard]] std::vector<std::span<const std::uint8_t>> spans() const { return m_now.spans(); }
    [[nodiscard]] std::uint8_t at(int i, int j, int k) const noexcept;
    /// Whether any voxel has that label: 10 ms for 512 x 512 x 512.
    [[nodiscard]] bool contains(std::uint8_t label) const noexcept;

    /// As it is now. What is written later copies its slice first.
    [[nodiscard]] LabelSnapshot snapshot() const;

    /// Voxels of slice k, to be written.
    [[nodiscard]] std::span<std::uint8_t> writable(int k);
    /// What the slices that are not zeros take, those that others hold, too, included.
    [[nodiscard]] std::size_t bytes() const noexcept;

private:
    LabelSnapshot m_now;
    /// Where this alone holds a slice, by which it is written; null: shared, or zeros.
    mutable std::vector<std::uint8_t*> m_own;
};

} // namespace halftone::image
