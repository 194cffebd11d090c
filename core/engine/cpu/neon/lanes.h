// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/cpu/kernel_args.h"

#include <arm_neon.h>

// Only for kernels of 64-bit ARM. Internal linkage: every such file keeps its own copy.
namespace halftone::engine::kernels::neon {

/// Vectors of 4 cells.
inline constexpr int kLanes = 4;

static HALFTONE_ALWAYS_INLINE uint8x16_t loadBytes(const std::uint8_t* bytes)
{
    return vld1q_u8(bytes);
}

/// Two neighbouring cells in the lower half.
static HALFTONE_ALWAYS_INLINE int32x4_t loadTwoCells(const std::uint8_t* cells)
{
    return vreinterpretq_s32_u8(vcombine_u8(vld1_u8(cells), vdup_n_u8(0)));
}

/// The first `count` of 4 cells, 0 behind them; count may be negative or more than 4. Touches no
/// other memory, which no load of ARM can leave out by itself.
static HALFTONE_ALWAYS_INLINE int32x4_t loadCells(const void* cells, int count)
{
    const auto* words = static_cast<const std::int32_t*>(cells);
    if (count >= kLanes) {
        return vld1q_s32(words);
    }
    int32x4_t loaded = vdupq_n_s32(0);
    loaded = count > 0 ? vld1q_lane_s32(words, loaded, 0) : loaded;
    loaded = count > 1 ? vld1q_lane_s32(words + 1, loaded, 1) : loaded;
    return count > 2 ? vld1q_lane_s32(words + 2, loaded, 2) : loaded;
}

/// Writes the first `count` of 4 cells.
static HALFTONE_ALWAYS_INLINE void storeCells(void* cells, int count, int32x4_t values)
{
    auto* words = static_cast<std::int32_t*>(cells);
    if (count >= kLanes) {
        vst1q_s32(words, values);
        return;
    }
    if (count > 0) {
        vst1q_lane_s32(words, values, 0);
    }
    if (count > 1) {
        vst1q_lane_s32(words + 1, values, 1);
    }
    if (count > 2) {
        vst1q_lane_s32(words + 2, values, 2);
    }
}

/// Arithmetic shift to the right, by as many bits as each lane of `bits` says.
static HALFTONE_ALWAYS_INLINE int32x4_t shiftRight(int32x4_t v, int32x4_t bits)
{
    return vshlq_s32(v, vnegq_s32(bits));
}

/// Clamps codes of four channels to [0,maxCode] and joins them into cells. The saturating
/// narrowings clamp to [0,255] in two steps (both monotone).
static HALFTONE_ALWAYS_INLINE int32x4_t packCells(const int32x4_t (&codes)[kCellChannels],
                                                  uint8x16_t maxCode)
{
    static constexpr std::uint8_t kTranspose[16] = {0, 4, 8,  12, 1, 5, 9,  13,
                                                    2, 6, 10, 14, 3, 7, 11, 15};
    const int16x8_t low = vqmovn_high_s32(vqmovn_s32(codes[0]), codes[1]);
    const int16x8_t high = vqmovn_high_s32(vqmovn_s32(codes[2]), codes[3]);
    const uint8x16_t bytes = vqmovun_high_s16(vqmovun_s16(low), high);
    return vreinterpretq_s32_u8(vminq_u8(vqtbl1q_u8(bytes, vld1q_u8(kTranspose)), maxCode));
}

/// Channels 0 and 2 of 4 cells as words (kHalf 0), or 1 and 3: those of the first channel, then
/// those of the second. TBL gives 0 where the table ends.
template <int kHalf>
static HALFTONE_ALWAYS_INLINE int16x8_t cellWords(int32x4_t cells)
{
    constexpr std::uint8_t kNone = 255;
    static constexpr std::uint8_t kWords[16] = {
        kHalf,     kNone, 4 + kHalf, kNone, 8 + kHalf,  kNone, 12 + kHalf, kNone,
        2 + kHalf, kNone, 6 + kHalf, kNone, 10 + kHalf, kNone, 14 + kHalf, kNone};
    return vreinterpretq_s16_u8(vqtbl1q_u8(vreinterpretq_u8_s32(cells), vld1q_u8(kWords)));
}

} // namespace halftone::engine::kernels::neon
