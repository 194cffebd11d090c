// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/import/detail/call.h"

namespace halftone::import::detail {

// What nodes make of constants and of sizes, so that nothing of it is left in the graph. Each
// throws as Call does.

/// The value of a node none of whose inputs is a map; nothing where the operation is none of those
/// that files compute shapes and constants with.
[[nodiscard]] std::optional<Array> fold(const Call& call);

/// The shape of a map, as the operation Shape gives it.
[[nodiscard]] Array shapeArray(const Call& call);

/// Operations that arrange numbers anew: Reshape, Concat, Slice, Gather, ...
[[nodiscard]] std::optional<Array> foldArrangement(const Call& call);

/// A list of numbers.
[[nodiscard]] Array listOf(std::vector<Sample> values);

/// Offsets of an array's numbers, for steps along the dimensions `to` that it is broadcast to.
/// Refuses what does not broadcast.
[[nodiscard]] std::vector<std::size_t> broadcastOffsets(const Call& call, const Array& array,
                                                        const std::vector<std::int64_t>& to);

/// Number of elements, counted against what a file may fold.
[[nodiscard]] std::size_t countedElements(const Call& call, const std::vector<std::int64_t>& dims);

} // namespace halftone::import::detail
