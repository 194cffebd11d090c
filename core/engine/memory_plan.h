// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/aligned_buffer.h"
#include "core/engine/map_layout.h"
#include "core/engine/network_steps.h"
#include "core/model/network.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace halftone::engine {

/// All activation memory of one network at one input size: a single arena that holds every map
/// during its life, and the kernels' scratch.
class MemoryPlan {
public:
    MemoryPlan() = default;
    /// Plans alone: allocate() gives it memory. `scratchBytes[s]` is what step s needs besides its
    /// maps.
    MemoryPlan(const model::Network& network, std::span<const Step> steps,
               std::span<const std::size_t> scratchBytes, int height, int width);

    [[nodiscard]] int height() const noexcept { return m_height; }
    [[nodiscard]] int width() const noexcept { return m_width; }
    /// Of the arena, allocated or not.
    [[nodiscard]] std::size_t bytes() const noexcept { return m_bytes; }
    /// Before storage() and scratch(). Throws std::bad_alloc.
    void allocate() { m_arena = AlignedBuffer<std::uint8_t>(m_bytes); }

    /// Layout of a value (kInputValue or node) that some step writes.
    [[nodiscard]] const MapLayout& layout(int value) const { return m_layouts[slot(value)]; }
    [[nodiscard]] std::uint8_t* storage(int value)
    {
        return m_arena.data() + m_mapOffsets[slot(value)];
    }
    [[nodiscard]] std::uint8_t* scratch(std::size_t step)
    {
        return m_arena.data() + m_scratchOffsets[step];
    }

private:
    [[nodiscard]] static std::size_t slot(int value)
    {
        return static_cast<std::size_t>(value - model::kInputValue);
    }

    int m_height = 0;
    int m_width = 0;
    std::vector<MapLayout> m_layouts;
    std::vector<std::size_t> m_mapOffsets;
    std::vector<std::size_t> m_scratchOffsets;
    std::size_t m_bytes = 0;
    AlignedBuffer<std::uint8_t> m_arena;
};

} // namespace halftone::engine
