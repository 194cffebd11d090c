// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/memory_plan.h"

#include "core/engine/arena.h"

#include <algorithm>

namespace halftone::engine {

MemoryPlan::MemoryPlan(const model::Network& network, std::span<const Step> steps,
                       std::span<const std::size_t> scratchBytes, int height, int width)
    : m_height(height), m_width(width), m_layouts(network.nodes.size() + 1)
{
    // One request per value (of no bytes where no step writes it), then one per step.
    std::vector<ArenaRequest> requests(m_layouts.size());
    for (std::size_t s = 0; s < steps.size(); ++s) {
        const Step& step = steps[s];
        const auto now = static_cast<int>(s);
        for (const StepInput& input : step.inputs) {
            requests[slot(input.value)].lastStep = now;
        }
        if (step.kind != StepKind::Head) {
            const int level = network.levelOf(step.value);
            MapLayout& layout = m_layouts[slot(step.value)];
            layout = MapLayout(network.channelsOf(step.value), height >> level, width >> level);
            requests[slot(step.value)] = {layout.bytes(), now, now};
        }
    }
    for (std::size_t s = 0; s < steps.size(); ++s) {
        requests.push_back({scratchBytes[s], static_cast<int>(s), static_cast<int>(s)});
    }

    const ArenaPlan plan = planArena(requests);
    const auto firstScratch = plan.offsets.begin() + static_cast<std::ptrdiff_t>(m_layouts.size());
    m_mapOffsets.assign(plan.offsets.begin(), firstScratch);
    m_scratchOffsets.assign(firstScratch, plan.offsets.end());
    m_bytes = plan.bytes;
}

} // namespace halftone::engine
