// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

/// Plain arguments of the kernels. Kernel files include this, headers of their folder without
/// external linkage, and intrinsics, nothing else: an inline function of the standard library
/// compiled with AVX-512 could be picked by the linker for the whole program.
///
/// The layout of a map: four channels of one pixel share a 32-bit cell (VPDPBUSD's unit), cells run
/// along x, rows along y, then groups of four channels: [C/4][H][W][4] u8. A missing channel of the
/// last group is code 0. Pixels, not channels, fill the vector lanes, so that one output channel
/// keeps a register as busy as 64 do. Around every group's plane lies a border of cells of the
/// code that means 0 in this map (its zero point), in missing channels, too; a 3x3 kernel may read
/// it: cells x = -1 and x = W of every row, rows y = -1 and y = H. Kernels read
/// nothing beyond it and write no border.
namespace halftone::engine {

// Completely unrolls the loop that follows, so that arrays of accumulators become registers.
#if defined(__clang__)
#define HALFTONE_UNROLL _Pragma("unroll")
#elif defined(__GNUC__)
#define HALFTONE_UNROLL _Pragma("GCC unroll 16")
#else
#define HALFTONE_UNROLL
#endif

// For functions whose arguments must stay in registers although several callers share them.
#if defined(__clang__) || defined(__GNUC__)
#define HALFTONE_ALWAYS_INLINE inline __attribute__((always_inline))
#elif defined(_MSC_VER)
#define HALFTONE_ALWAYS_INLINE __forceinline
#else
#define HALFTONE_ALWAYS_INLINE inline
#endif

// For loops that need all registers and must not be merged with what surrounds their calls.
#if defined(__clang__) || defined(__GNUC__)
#define HALFTONE_NOINLINE __attribute__((noinline))
#elif defined(_MSC_VER)
#define HALFTONE_NOINLINE __declspec(noinline)
#else
#define HALFTONE_NOINLINE
#endif

/// Channels in one cell of a map; also output channels of one register tile.
inline constexpr int kCellChannels = 4;

/// Bands of rows handed to a convolution start at multiples of this.
inline constexpr int kBandRows = 4;

/// How the Winograd kernel cuts its work, see avx512vnni/winograd_s8.cpp.
struct WinogradBlocking {
    bool whole;               ///< all four passes of a block share one slab
    int vectors;              ///< vectors of 16 tiles side by side in a block, at most
    std::ptrdiff_t slabBytes; ///< of a block
};

/// For so many products of 16 tiles x 4 channels in a pass. A slab is not more than 4 vectors wide
/// and fills an L1 cache of 32 KB (measured: 16 KB is 2 % slower, 48 KB no faster), unless one
/// vector alone is more. Internal linkage, for the reason above.
[[nodiscard]] static constexpr WinogradBlocking winogradBlocking(std::ptrdiff_t productsPerPass)
{
    constexpr std::ptrdiff_t kSlabBytes = std::ptrdiff_t{32} * 1024;
    constexpr std::ptrdiff_t kMaxVectors = 4;
    const std::ptrdiff_t passBytes = productsPerPass * 64;
    const bool whole = 4 * passBytes <= kSlabBytes;
    const std::ptrdiff_t vectorBytes = whole ? 4 * passBytes : passBytes;
    const std::ptrdiff_t fitting = kSlabBytes / vectorBytes;
    const std::ptrdiff_t vectors =
        fitting < 1 ? 1 : (fitting > kMaxVectors ? kMaxVectors : fitting);
    return {whole, static_cast<int>(vectors), vectors * vectorBytes};
}

/// What precedes the weights of a narrow convolution, see avx2/conv_s8.cpp.
inline constexpr int kNarrowHeaderBytes = 64;

/// Products of an upsampled group of channels in four output pixels, see folded.h.
inline constexpr int kFoldedForms = 16;

/// A source pixel of a folded convolution: of one group of channels, and relative to the one above
/// and left of the pixel that an output belongs to.
struct FoldedPlace {
    int group;
    int row;
    int column;
};

/// How a place is stored. Internal linkage, for the reason above.
[[nodiscard]] static constexpr std::int32_t foldedWord(FoldedPlace place)
{
    return (place.group * 4 + place.row) * 4 + place.column;
}
[[nodiscard]] static constexpr FoldedPlace foldedPlace(std::int32_t word)
{
    return {word >> 4, (word >> 2) & 3, word & 3};
}

/// How a convolution reads an input.
enum class Reading : std::uint8_t {
    Direct,     ///< pixel (y, x) is cell (y, x)
    Upsampled2, ///< nearest x2: pixel (y, x) is cell (y/2, x/2); the map has half the height and
                ///< width
    Windows,    ///< the one channel of a single input: cell (y, x) holds its pixels x - 1, x, x + 1
                ///< of row y and a byte of weight 0, so that three products take the nine taps of a
             ///< 3x3 convolution; only for kernel sets that say they can
};

/// One map a convolution reads.
struct ConvInput {
    const std::uint8_t* data = nullptr; ///< group 0, pixel (0,0)
    std::ptrdiff_t rowStride = 0;       ///< bytes
    std::ptrdiff_t groupStride = 0;     ///< bytes
    int groups = 0;
    Reading reading = Reading::Direct;
};

/// A convolution over the rows [rowBegin, rowEnd) of its output. rowBegin is a multiple of
/// kBandRows, rowEnd too unless it is the last row's. Arrays named [outGroups*4] are padded with
/// zeros.
struct ConvArgs {
    const ConvInput* inputs = nullptr; ///< read as if joined along the channels, in order
    int inputCount = 0;
    const void* weights = nullptr; ///< as the packer of the same kernel set wrote them
    /// First value of the accumulator, [outGroups*4]: the head's bias, or else the rounding
    /// constant (2^p >> 1) of the requantization.
    const std::int32_t* start = nullptr;
    const std::int32_t* preShift = nullptr;   ///< p, [outGroups*4]; unused for logits, as below
    const std::int32_t* multiplier = nullptr; ///< m
    const std::int32_t* bias = nullptr;       ///< b
    const std::int32_t* shift = nullptr;      ///< s
    std::int32_t maxCode = 0;                 ///< 2^a - 1
    int outGroups = 0;
    int outChannels = 0; ///< real ones, at most outGroups * 4
    int width = 0;
    int rowBegin = 0;
    int rowEnd = 0;
    std::uint8_t* out = nullptr;            ///< codes: group 0, pixel (0,0)
    std::ptrdiff_t outRowStride = 0;        ///< bytes
    std::ptrdiff_t outGroupStride = 0;      ///< bytes
    std::int32_t* logits = nullptr;         ///< logits: [outChannels,H,W], written instead of codes
    std::ptrdiff_t logitsRowStride = 0;     ///< elements
    std::ptrdiff_t logitsChannelStride = 0; ///< elements
    void* scratch = nullptr; ///< of the size the kernel set asks for, one per concurrent call
};

/// 2x2 maximum with stride 2 over the rows [rowBegin, rowEnd) of the output.
struct PoolArgs {
    const std::uint8_t* in = nullptr;
    std::ptrdiff_t inRowStride = 0;
    std::ptrdiff_t inGroupStride = 0;
    std::uint8_t* out = nullptr;
    std::ptrdiff_t outRowStride = 0;
    std::ptrdiff_t outGroupStride = 0;
    int groups = 0;
    int width = 0; ///< of the output
    int rowBegin = 0;
    int rowEnd = 0;
};

} // namespace halftone::engine
