// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/cpu/keep.h"
#include "core/engine/cpu/kernel_args.h"

/// Nothing but one multiplication, in registers: what kernels that consist of it could reach at
/// best. `Product` is a type of an unnamed namespace:
///     using Vector
///     static constexpr int kSums           independent sums, which cover its latency
///     static constexpr std::int64_t kMacs  multiply-accumulates of one
///     static Vector start(int i)           of sum i; equal ones would become one
///     static Vector add(Vector sum)        one multiplication; nothing of it may be the same for
///                                          two sums, or the compiler would compute it once
///     static Vector join(Vector, Vector)
///     static std::int32_t first(Vector)    its first lane
namespace halftone::engine::kernels {

/// Adds `rounds` times a number of products that the loop's own instructions do not weigh against.
/// Returns the multiply-accumulates done; `sink` takes a number that depends on them.
template <typename Product>
static HALFTONE_ALWAYS_INLINE std::int64_t measurePeak(std::int64_t rounds, std::int32_t* sink)
{
    constexpr int kRepeats = 8;
    typename Product::Vector sum[static_cast<std::size_t>(Product::kSums)];
    HALFTONE_UNROLL
    for (int i = 0; i < Product::kSums; ++i) {
        sum[i] = Product::start(i);
    }
    for (std::int64_t round = 0; round < rounds; ++round) {
        HALFTONE_UNROLL
        for (int repeat = 0; repeat < kRepeats; ++repeat) {
            HALFTONE_UNROLL
            for (int i = 0; i < Product::kSums; ++i) {
                sum[i] = Product::add(sum[i]);
                HALFTONE_KEEP(sum[i]);
            }
        }
    }
    typename Product::Vector total = sum[0];
    HALFTONE_UNROLL
    for (int i = 1; i < Product::kSums; ++i) {
        total = Product::join(total, sum[i]);
    }
    *sink = Product::first(total);
    return rounds * kRepeats * Product::kSums * Product::kMacs;
}

} // namespace halftone::engine::kernels
