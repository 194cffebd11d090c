// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/labels/sliced_labels.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace halftone::image {

/// What an edit changed, as runs of voxels with the label before and after: about five bytes a run,
/// however large the volume is. A plain value.
class LabelDelta {
public:
    [[nodiscard]] bool isEmpty() const noexcept { return m_runs.empty(); }
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
    void run(SlicedLabels& labels, bool forwards) const;
    /// Calls each(k, start within the slice, length, before, after) for every run.
    template <typename Each>
    void forRuns(const Each& each) const;

    std::array<int, 3> m_size{};
    /// Of each run, in the order of voxels: its distance from the one before, its length (both in
    /// groups of seven bits, lowest first), the label before and the one after.
    std::vector<std::uint8_t> m_runs;
    VoxelBox m_box;
    std::size_t m_voxels = 0;
};

/// Collects changes in any order, each voxel once.
class DeltaBuilder {
public:
    explicit DeltaBuilder(const Geometry& geometry) : m_size(geometry.size) {}

    /// Voxels [start, start + length) of slice k went from one label to another.
    void add(int k, std::size_t start, std::size_t length, std::uint8_t before, std::uint8_t after);
    /// All that differs between two slices of the grid; empty: zeros.
    void addDifferences(int k, std::span<const std::uint8_t> before,
                        std::span<const std::uint8_t> after);

    [[nodiscard]] bool isEmpty() const noexcept { return m_runs.empty(); }
    /// Everything, sorted and joined; the builder is empty then.
    [[nodiscard]] LabelDelta take();

private:
    struct Run {
        std::uint64_t start = 0; ///< in the volume
        std::uint32_t length = 0;
        std::uint8_t before = 0;
        std::uint8_t after = 0;
    };
    std::array<int, 3> m_size{};
    std::vector<Run> m_runs;
};

} // namespace halftone::image
