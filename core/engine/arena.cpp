// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/arena.h"

#include "core/base/aligned_buffer.h"

#include <algorithm>
#include <numeric>

namespace halftone::engine {
namespace {

std::size_t alignUp(std::size_t bytes)
{
    return (bytes + kBufferAlignment - 1) / kBufferAlignment * kBufferAlignment;
}

bool liveTogether(const ArenaRequest& a, const ArenaRequest& b)
{
    return a.firstStep <= b.lastStep && b.firstStep <= a.lastStep;
}

} // namespace

ArenaPlan planArena(std::span<const ArenaRequest> requests)
{
    std::vector<std::size_t> order(requests.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return requests[a].bytes > requests[b].bytes;
    });

    ArenaPlan plan;
    plan.offsets.resize(requests.size());
    std::vector<std::size_t> placed;
    for (const std::size_t index : order) {
        // Neighbours in time, by offset; the first gap that is wide enough is taken.
        std::vector<std::size_t> neighbours;
        std::copy_if(
            placed.begin(), placed.end(), std::back_inserter(neighbours),
            [&](std::size_t other) { return liveTogether(requests[index], requests[other]); });
        std::sort(neighbours.begin(), neighbours.end(),
                  [&](std::size_t a, std::size_t b) { return plan.offsets[a] < plan.offsets[b]; });
        const std::size_t bytes = alignUp(requests[index].bytes);
        std::size_t offset = 0;
        for (const std::size_t other : neighbours) {
            if (offset + bytes <= plan.offsets[other]) {
                break;
            }
            offset = std::max(offset, plan.offsets[other] + alignUp(requests[other].bytes));
        }
        plan.offsets[index] = offset;
        plan.bytes = std::max(plan.bytes, offset + bytes);
        placed.push_back(index);
    }
    return plan;
}

} // namespace halftone::engine
