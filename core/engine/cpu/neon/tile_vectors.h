// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/cpu/neon/lanes.h"

// Only for kernels of 64-bit ARM, each of which derives its own type in an unnamed namespace: so
// what cpu/tiles/ makes of it stays in that file.
namespace halftone::engine::kernels::neon {

/// Vectors for cpu/tiles/: lanes are the tiles of one row, 4 of them in order. A lane is a cell of
/// four bytes, two words, or a sum. Elements of transformed tiles are signed bytes.
struct TileVectors {
    using Vector = int32x4_t;
    static constexpr int kTiles = kLanes;
    static constexpr int kBlockTiles = 16;
    static constexpr int kBytes = 16;

    static HALFTONE_ALWAYS_INLINE Vector load(const void* from)
    {
        return vld1q_s32(static_cast<const std::int32_t*>(from));
    }
    /// The first `count` lanes, 0 behind them; touches no other memory.
    static HALFTONE_ALWAYS_INLINE Vector loadFirst(const void* from, int count)
    {
        return loadCells(from, count);
    }
    static HALFTONE_ALWAYS_INLINE void store(void* to, Vector v)
    {
        vst1q_s32(static_cast<std::int32_t*>(to), v);
    }
    static HALFTONE_ALWAYS_INLINE void storeFirst(void* to, int count, Vector v)
    {
        storeCells(to, count, v);
    }
    /// Asks for a cache line; never faults.
    static HALFTONE_ALWAYS_INLINE void prefetch(const unsigned char* line)
    {
#if defined(__clang__) || defined(__GNUC__)
        constexpr int kForReading = 0;
        constexpr int kOfL2 = 2;
        __builtin_prefetch(line, kForReading, kOfL2);
#endif
    }
    static HALFTONE_ALWAYS_INLINE Vector zero()
    {
        return vdupq_n_s32(0);
    }
    static HALFTONE_ALWAYS_INLINE Vector fill32(int value)
    {
        return vdupq_n_s32(value);
    }
    static HALFTONE_ALWAYS_INLINE Vector fillCell(const void* cell)
    {
        return vld1q_dup_s32(static_cast<const std::int32_t*>(cell));
    }

    static HALFTONE_ALWAYS_INLINE Vector add8(Vector a, Vector b)
    {
        return vreinterpretq_s32_s8(vaddq_s8(vreinterpretq_s8_s32(a), vreinterpretq_s8_s32(b)));
    }
    static HALFTONE_ALWAYS_INLINE Vector sub8(Vector a, Vector b)
    {
        return vreinterpretq_s32_s8(vsubq_s8(vreinterpretq_s8_s32(a), vreinterpretq_s8_s32(b)));
    }
    /// What multiplications take of a difference of codes, and of a sum, which has eight bits and
    /// no sign: that is offset by 128.
    static HALFTONE_ALWAYS_INLINE Vector elementOfDifference(Vector v)
    {
        return v;
    }
    static HALFTONE_ALWAYS_INLINE Vector elementOfSum(Vector v)
    {
        return veorq_s32(v, vreinterpretq_s32_u8(vdupq_n_u8(0x80)));
    }
    static HALFTONE_ALWAYS_INLINE Vector add16(Vector a, Vector b)
    {
        return vreinterpretq_s32_s16(vaddq_s16(vreinterpretq_s16_s32(a), vreinterpretq_s16_s32(b)));
    }
    static HALFTONE_ALWAYS_INLINE Vector sub16(Vector a, Vector b)
    {
        return vreinterpretq_s32_s16(vsubq_s16(vreinterpretq_s16_s32(a), vreinterpretq_s16_s32(b)));
    }
    template <int kBits>
    static HALFTONE_ALWAYS_INLINE Vector shiftLeft16(Vector v)
    {
        return vreinterpretq_s32_s16(vshlq_n_s16(vreinterpretq_s16_s32(v), kBits));
    }
    static HALFTONE_ALWAYS_INLINE Vector add32(Vector a, Vector b)
    {
        return vaddq_s32(a, b);
    }
    static HALFTONE_ALWAYS_INLINE Vector sub32(Vector a, Vector b)
    {
        return vsubq_s32(a, b);
    }
    static HALFTONE_ALWAYS_INLINE Vector mul32(Vector a, Vector b)
    {
        return vmulq_s32(a, b);
    }
    template <int kBits>
    static HALFTONE_ALWAYS_INLINE Vector shiftLeft32(Vector v)
    {
        return vshlq_n_s32(v, kBits);
    }
    template <int kBits>
    static HALFTONE_ALWAYS_INLINE Vector shiftRight32(Vector v)
    {
        return vshrq_n_s32(v, kBits);
    }
    /// By as many bits as each lane of `bits` says.
    static HALFTONE_ALWAYS_INLINE Vector shiftRight32(Vector v, Vector bits)
    {
        return shiftRight(v, bits);
    }

    /// Channels 0 and 2, or 1 and 3 of a cell, as words: those of one channel are neighbours, which
    /// transforms do not notice and multiplications want.
    template <int kHalf>
    static HALFTONE_ALWAYS_INLINE Vector words(Vector cells)
    {
        return vreinterpretq_s32_s16(cellWords<kHalf>(cells));
    }

    /// From vectors of neighbouring cells to the first cells of all tiles, the second ones, ...
    static HALFTONE_ALWAYS_INLINE void split(const Vector (&cells)[4], Vector (&of)[4])
    {
        transpose4(cells, of);
    }
    static HALFTONE_ALWAYS_INLINE void split(const Vector (&cells)[2], Vector (&of)[2])
    {
        of[0] = vuzp1q_s32(cells[0], cells[1]);
        of[1] = vuzp2q_s32(cells[0], cells[1]);
    }
    /// Back again.
    static HALFTONE_ALWAYS_INLINE void join(const Vector (&of)[4], Vector (&cells)[4])
    {
        transpose4(of, cells);
    }
    static HALFTONE_ALWAYS_INLINE void join(const Vector (&of)[2], Vector (&cells)[2])
    {
        cells[0] = vzip1q_s32(of[0], of[1]);
        cells[1] = vzip2q_s32(of[0], of[1]);
    }
    /// Cells of an upsampled map, half as many for each tile.
    static HALFTONE_ALWAYS_INLINE void splitLow(const Vector (&cells)[2], Vector (&of)[2])
    {
        split(cells, of);
    }
    static HALFTONE_ALWAYS_INLINE void splitLow(const Vector (&cells)[1], Vector (&of)[1])
    {
        of[0] = cells[0];
    }
    /// Of every tile of kPixels what `v` has for the one before it; `first` for the first tile.
    template <int kPixels>
    static HALFTONE_ALWAYS_INLINE Vector fromBefore(Vector v, Vector first)
    {
        return vextq_s32(first, v, kLanes - 1);
    }
    /// The same for the tile behind it; `last` for the last tile.
    template <int kPixels>
    static HALFTONE_ALWAYS_INLINE Vector fromBehind(Vector v, Vector last)
    {
        return vextq_s32(v, last, 1);
    }

    /// Clamps codes of four channels to [0,maxCode], four times in every lane of `maxCode`, and
    /// joins them into cells.
    static HALFTONE_ALWAYS_INLINE Vector packCells(const Vector (&codes)[kCellChannels],
                                                   Vector maxCode)
    {
        return neon::packCells(codes, vreinterpretq_u8_s32(maxCode));
    }

private:
    static HALFTONE_ALWAYS_INLINE void transpose4(const Vector (&in)[4], Vector (&out)[4])
    {
        const int64x2_t a = vreinterpretq_s64_s32(vzip1q_s32(in[0], in[1]));
        const int64x2_t b = vreinterpretq_s64_s32(vzip2q_s32(in[0], in[1]));
        const int64x2_t c = vreinterpretq_s64_s32(vzip1q_s32(in[2], in[3]));
        const int64x2_t d = vreinterpretq_s64_s32(vzip2q_s32(in[2], in[3]));
        out[0] = vreinterpretq_s32_s64(vzip1q_s64(a, c));
        out[1] = vreinterpretq_s32_s64(vzip2q_s64(a, c));
        out[2] = vreinterpretq_s32_s64(vzip1q_s64(b, d));
        out[3] = vreinterpretq_s32_s64(vzip2q_s64(b, d));
    }
};

} // namespace halftone::engine::kernels::neon
