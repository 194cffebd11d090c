// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace halftone::engine {

/// A piece of memory needed from step `firstStep` to step `lastStep`, both included.
struct ArenaRequest {
    std::size_t bytes = 0;
    int firstStep = 0;
    int lastStep = 0;
};

struct ArenaPlan {
    std::vector<std::size_t> offsets; ///< one per request, multiples of kBufferAlignment
    std::size_t bytes = 0;            ///< size of the arena
};

/// Places all requests in one arena so that those alive at the same step do not overlap: the
/// largest first, each at the lowest offset that is free during its life.
[[nodiscard]] ArenaPlan planArena(std::span<const ArenaRequest> requests);

} // namespace halftone::engine
