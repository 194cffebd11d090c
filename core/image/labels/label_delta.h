// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/labels/sliced_labels.h"

#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace halftone::image {

/// What an edit changed, as runs of voxels with the label before and after: about five bytes a run,
/// however large the volume is. A plain value.
class LabelDelta {
public:
    [[nodiscard]] bool isEmpty() const noexcept { return m_slices.empty(); }
    /// What it takes in memory, all of it.
    [[nodiscard]] std::size_t bytes() const noexcept;
    /// Voxels that it changes.
    [[nodiscard]] std::size_t voxels() const noexcept { return m_voxels; }
    /// Holds all of them.
    [[nodiscard]] const VoxelBox& box() const noexcept { return m_box; }

    /// Makes `labels`, which are as they were before the edit, those after it; and back. Throws
    /// Error{InvalidArgument} where they are not, which changes nothing.
    void apply(SlicedLabels& labels) const { run(labels, true); }
    void revert(SlicedLabels& labels) const { run(labels, false); }

private:
    friend class DeltaBuilder;
    struct SliceRuns {
        int k = 0;
        std::vector<std::uint8_t> runs; ///< varint gap, varint length, before, after; and so on
    };
    void run(SlicedLabels& labels, bool forwards) const;

    std::array<int, 3> m_size{};
    std::vector<SliceRuns> m_slices; ///< by k
    VoxelBox m_box;
    std::size_t m_voxels = 0;
};

/// Collects changes in any order, each voxel once.
class DeltaBuilder {
public:
    explicit DeltaBuilder(const Geometry& geometry) : m_size(geometry.size) {}

    /// Voxels [start, start + length) of slice k went from one label to another.
    void add(int k, std::size_t start, std::size_t length, std::uint8_t before, std::uint8_t after);
    /// All that differs between two slices; empty: zeros.
    void addDifferences(int k, std::span<const std::uint8_t> before,
                        std::span<const std::uint8_t> after);

    [[nodiscard]] bool isEmpty() const noexcept { return m_runs.empty(); }
    /// Everything, sorted and joined; the builder is empty then.
    [[nodiscard]] LabelDelta take();

private:
    struct Run {
        std::uint64_t start = 0;
        std::uint64_t length = 0;
        std::uint8_t before = 0;
        std::uint8_t after = 0;
    };
    std::array<int, 3> m_size{};
    std::map<int, std::vector<Run>> m_runs; ///< by k
};

} // namespace halftone::image
