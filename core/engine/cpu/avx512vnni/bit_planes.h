// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/cpu/avx512vnni/lanes.h"
#include "core/engine/cpu/kernel_args.h"

#include <immintrin.h>

// Cells to bit planes and back, for bit_serial_avx512vnni.cpp. Internal linkage: every file that
// includes this keeps its own copy.
//
// A plane holds one bit of 512 pixels of one channel: 4 rows x 128 columns. Byte p is column p of
// the left half and of the right one: bit 4h + r is row r, column 64h + p. So the neighbour to the
// right is the next byte, the one below the next bit, and cells become bytes by shifts alone.
namespace halftone::engine::kernels::avx512vnni {

constexpr int kPlaneRows = kBandRows;
constexpr int kPlaneColumns = 128;
constexpr int kHalfColumns = kPlaneColumns / 2;
constexpr int kPlaneBytes = 64;
constexpr int kCellVectors = 4;             ///< of 16 cells in 64 columns
constexpr int kWindowRows = kPlaneRows + 2; ///< rows that the nine taps of a plane see
constexpr int kTapPlanes = 9;               ///< of a channel
constexpr int kTapBytes = kTapPlanes * kPlaneBytes;

/// The rows and columns of one input that the planes of a tile see.
struct PlaneWindow {
    Reading reading;
    std::ptrdiff_t row[kWindowRows];  ///< bytes from row 0 to rows y - 1 to y + 4
    std::ptrdiff_t first;             ///< bytes to the cell of column x
    std::ptrdiff_t left;              ///< bytes to the cell of column x - 1
    std::ptrdiff_t right;             ///< bytes to the cell of column x + 128
    std::ptrdiff_t next;              ///< bytes to the cells of the tile to come
    bool hasRight;                    ///< else it lies beyond the border, which is not read
    __mmask16 lanes[2][kCellVectors]; ///< cells that may be read, the border included
};

/// The window of the tile at (y, x) of an output `width` wide. Rows below `lastRow`, which may be
/// read, are never stored: they repeat it.
static inline PlaneWindow windowOf(const ConvInput& input, int y, int x, int width, int lastRow)
{
    const int half = input.reading == Reading::Upsampled2 ? 1 : 0;
    const auto cell = [&](int column) { return std::ptrdiff_t{kCellChannels} * (column >> half); };
    PlaneWindow window;
    window.reading = input.reading;
    for (int i = 0; i < kWindowRows; ++i) {
        const int row = y - 1 + i;
        window.row[i] = ((row < lastRow ? row : lastRow) >> half) * input.rowStride;
    }
    window.first = cell(x);
    window.left = cell(x - 1);
    window.right = cell(x + kPlaneColumns);
    window.hasRight = x + kPlaneColumns <= width;
    window.next = x + kPlaneColumns < width ? cell(kPlaneColumns)
                                            : (kPlaneRows >> half) * input.rowStride - window.first;
    for (int h = 0; h < 2; ++h) {
        for (int g = 0; g < kCellVectors; ++g) {
            const int column = x + h * kHalfColumns + g * 16;
            const int cells = (width >> half) + 1 - (column >> half);
            window.lanes[h][g] = firstLanes(half != 0 && cells > 8 ? 8 : cells);
        }
    }
    return window;
}

/// Asks for a line of cells before its time; never faults. A tile takes short runs of many rows,
/// which hardware does not foresee.
static inline void prefetchLine(const std::uint8_t* cells)
{
    _mm_prefetch(reinterpret_cast<const char*>(cells), _MM_HINT_T1);
}

/// 16 cells of one row of a window.
static inline __m512i loadCells(const PlaneWindow& window, const std::uint8_t* plane, int row,
                                int h, int g)
{
    const std::uint8_t* cells = plane + window.row[row] + window.first;
    const std::ptrdiff_t column = (h * kHalfColumns + g * 16) * std::ptrdiff_t{kCellChannels};
    if (window.reading == Reading::Direct) {
        prefetchLine(cells + column + window.next);
        return _mm512_maskz_loadu_epi32(window.lanes[h][g], cells + column);
    }
    if (g % 2 == 0) {
        prefetchLine(cells + column / 2 + window.next);
    }
    const __m512i pairs = _mm512_setr_epi32(0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7);
    return _mm512_permutexvar_epi32(
        pairs, _mm512_maskz_loadu_epi32(window.lanes[h][g], cells + column / 2));
}

/// [64 cells][4 channels] to [4 channels][64 bytes].
static inline void splitChannels(const __m512i (&cells)[kCellVectors],
                                 __m512i (&channels)[kCellChannels])
{
    const __m512i transpose =
        _mm512_broadcast_i32x4(_mm_setr_epi8(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15));
    const __m512i low = _mm512_setr_epi32(0, 4, 8, 12, 16, 20, 24, 28, 1, 5, 9, 13, 17, 21, 25, 29);
    const __m512i high =
        _mm512_setr_epi32(2, 6, 10, 14, 18, 22, 26, 30, 3, 7, 11, 15, 19, 23, 27, 31);
    __m512i quads[kCellVectors];
    HALFTONE_UNROLL
    for (int g = 0; g < kCellVectors; ++g) {
        quads[g] = _mm512_shuffle_epi8(cells[g], transpose);
    }
    const __m512i left01 = _mm512_permutex2var_epi32(quads[0], low, quads[1]);
    const __m512i left23 = _mm512_permutex2var_epi32(quads[0], high, quads[1]);
    const __m512i right01 = _mm512_permutex2var_epi32(quads[2], low, quads[3]);
    const __m512i right23 = _mm512_permutex2var_epi32(quads[2], high, quads[3]);
    channels[0] = _mm512_shuffle_i64x2(left01, right01, 0x44);
    channels[1] = _mm512_shuffle_i64x2(left01, right01, 0xee);
    channels[2] = _mm512_shuffle_i64x2(left23, right23, 0x44);
    channels[3] = _mm512_shuffle_i64x2(left23, right23, 0xee);
}

/// [4 channels][64 bytes] to [64 cells][4 channels].
static inline void joinChannels(const __m512i (&channels)[kCellChannels],
                                __m512i (&cells)[kCellVectors])
{
    const __m512i low01 = _mm512_unpacklo_epi8(channels[0], channels[1]);
    const __m512i high01 = _mm512_unpackhi_epi8(channels[0], channels[1]);
    const __m512i low23 = _mm512_unpacklo_epi8(channels[2], channels[3]);
    const __m512i high23 = _mm512_unpackhi_epi8(channels[2], channels[3]);
    // Lane L of quads[i] holds the cells 16 L + 4 i to 16 L + 4 i + 3.
    const __m512i quads[kCellVectors] = {
        _mm512_unpacklo_epi16(low01, low23), _mm512_unpackhi_epi16(low01, low23),
        _mm512_unpacklo_epi16(high01, high23), _mm512_unpackhi_epi16(high01, high23)};
    const __m512i a = _mm512_shuffle_i32x4(quads[0], quads[1], 0x44);
    const __m512i b = _mm512_shuffle_i32x4(quads[2], quads[3], 0x44);
    const __m512i c = _mm512_shuffle_i32x4(quads[0], quads[1], 0xee);
    const __m512i d = _mm512_shuffle_i32x4(quads[2], quads[3], 0xee);
    cells[0] = _mm512_shuffle_i32x4(a, b, 0x88);
    cells[1] = _mm512_shuffle_i32x4(a, b, 0xdd);
    cells[2] = _mm512_shuffle_i32x4(c, d, 0x88);
    cells[3] = _mm512_shuffle_i32x4(c, d, 0xdd);
}

static inline std::uint32_t loadCell(const std::uint8_t* cell)
{
    return static_cast<std::uint32_t>(_mm_cvtsi128_si32(_mm_loadu_si32(cell)));
}

/// Bit kBit of the column left of a tile (low nibbles of bytes 0 to 3, by channel) and right of it
/// (high nibbles of bytes 4 to 7) in rows ky - 1 to ky + 2, for every ky.
template <int kBit>
static inline void packEdges(const PlaneWindow& window, const std::uint8_t* plane,
                             std::uint64_t (&edges)[3])
{
    constexpr std::uint64_t kBits = 0x01010101;
    std::uint64_t rows[kWindowRows];
    HALFTONE_UNROLL
    for (int i = 0; i < kWindowRows; ++i) {
        const std::uint8_t* row = plane + window.row[i];
        const std::uint64_t left = loadCell(row + window.left);
        const std::uint64_t right = window.hasRight ? loadCell(row + window.right) : 0;
        rows[i] = ((left >> kBit) & kBits) | ((right >> kBit) & kBits) << 36;
    }
    HALFTONE_UNROLL
    for (int ky = 0; ky < 3; ++ky) {
        edges[ky] = rows[ky] | rows[ky + 1] << 1 | rows[ky + 2] << 2 | rows[ky + 3] << 3;
    }
}

/// Bit kBit of 64 columns of both halves, for every ky.
template <int kBit, int kBits>
static inline void packRows(const PlaneWindow& window, const std::uint8_t* plane, int g,
                            __m512i& above, __m512i& middle, __m512i& below)
{
    constexpr int kOr = 0xfe;
    constexpr int kAndOr = 0xea; // (a & b) | c
    __m512i rows[kWindowRows];
    HALFTONE_UNROLL
    for (int i = 0; i < kWindowRows; ++i) {
        const __m512i left = loadCells(window, plane, i, 0, g);
        const __m512i right = loadCells(window, plane, i, 1, g);
        rows[i] = _mm512_or_si512(left, _mm512_slli_epi16(right, 4));
        if constexpr (kBits > 1) {
            rows[i] = _mm512_and_si512(_mm512_srli_epi16(rows[i], kBit), _mm512_set1_epi8(0x11));
        }
    }
    const __m512i pair = _mm512_or_si512(rows[1], _mm512_add_epi8(rows[2], rows[2]));
    middle = _mm512_ternarylogic_epi64(pair, _mm512_slli_epi16(rows[3], 2),
                                       _mm512_slli_epi16(rows[4], 3), kOr);
    above = _mm512_ternarylogic_epi64(_mm512_add_epi8(middle, middle),
                                      _mm512_set1_epi8(static_cast<char>(0xee)), rows[0], kAndOr);
    below = _mm512_ternarylogic_epi64(_mm512_srli_epi16(middle, 1), _mm512_set1_epi8(0x77),
                                      _mm512_slli_epi16(rows[5], 3), kAndOr);
}

/// The planes of the three taps of one row from that of the middle one and the edges, by channel.
static inline void storeTaps(__m512i middle, std::uint64_t edges, int channel, std::uint8_t* to)
{
    constexpr int kAndOr = 0xea;
    constexpr int kLast = kPlaneBytes - 1;
    const auto left = static_cast<char>(edges >> (8 * channel));
    const auto right = static_cast<char>(edges >> (8 * (channel + kCellChannels)));
    // The byte before the first: the left half's is the edge, the right half's is column 63.
    const __m512i before = _mm512_ternarylogic_epi64(
        _mm512_slli_epi16(middle, 4), _mm512_set1_epi8(static_cast<char>(0xf0)),
        _mm512_maskz_set1_epi8(__mmask64{1} << kLast, left), kAndOr);
    const __m512i after =
        _mm512_ternarylogic_epi64(_mm512_srli_epi16(middle, 4), _mm512_set1_epi8(0x0f),
                                  _mm512_maskz_set1_epi8(1, right), kAndOr);
    const __m512i lanesBefore = _mm512_alignr_epi32(middle, before, 12);
    const __m512i lanesAfter = _mm512_alignr_epi32(after, middle, 4);
    _mm512_store_si512(to, _mm512_alignr_epi8(middle, lanesBefore, 15));
    _mm512_store_si512(to + kPlaneBytes, middle);
    _mm512_store_si512(to + 2 * kPlaneBytes, _mm512_alignr_epi8(lanesAfter, middle, 1));
}

/// Bit kBit of one group of 4 channels: planes [4 channels][3 ky][3 kx] to `to`.
template <int kBit, int kBits>
static inline void packGroup(const PlaneWindow& window, const std::uint8_t* plane, std::uint8_t* to)
{
    __m512i cells[3][kCellVectors];
    for (int g = 0; g < kCellVectors; ++g) {
        packRows<kBit, kBits>(window, plane, g, cells[0][g], cells[1][g], cells[2][g]);
    }
    std::uint64_t edges[3];
    packEdges<kBit>(window, plane, edges);
    for (int ky = 0; ky < 3; ++ky) {
        __m512i channels[kCellChannels];
        splitChannels(cells[ky], channels);
        HALFTONE_UNROLL
        for (int c = 0; c < kCellChannels; ++c) {
            storeTaps(channels[c], edges[ky], c, to + c * kTapBytes + 3 * ky * kPlaneBytes);
        }
    }
}

/// Writes the codes whose bits are `low` and, if kBits is 2, `high`, [4 channels]; `out` points to
/// the tile's first cell, `rows` and `columns` are left in the map.
template <int kBits>
static inline void storeCodes(const __m512i (&low)[kCellChannels],
                              const __m512i (&high)[kCellChannels], std::uint8_t* out,
                              std::ptrdiff_t rowStride, int rows, int columns)
{
    constexpr int kSelect = 0xca; // a ? b : c
    __m512i lowCells[kCellVectors];
    __m512i highCells[kCellVectors];
    joinChannels(low, lowCells);
    if constexpr (kBits == 2) {
        joinChannels(high, highCells);
    }
    const __m512i one = _mm512_set1_epi8(1);
    const __m512i mask = _mm512_set1_epi8((1 << kBits) - 1);
    HALFTONE_UNROLL
    for (int half = 0; half < 2; ++half) {
        HALFTONE_UNROLL
        for (int g = 0; g < kCellVectors; ++g) {
            const int column = half * kHalfColumns + 16 * g;
            const __mmask16 lanes = firstLanes(columns - column);
            HALFTONE_UNROLL
            for (int row = 0; row < kPlaneRows; ++row) {
                const int bit = half * kPlaneRows + row;
                __m512i code = _mm512_srli_epi16(lowCells[g], bit);
                if constexpr (kBits == 2) {
                    const __m512i second = bit == 0 ? _mm512_add_epi8(highCells[g], highCells[g])
                                                    : _mm512_srli_epi16(highCells[g], bit - 1);
                    code = _mm512_ternarylogic_epi64(one, code, second, kSelect);
                }
                if (row < rows) {
                    _mm512_mask_storeu_epi32(out + row * rowStride + column * kCellChannels, lanes,
                                             _mm512_and_si512(code, mask));
                }
            }
        }
    }
}

} // namespace halftone::engine::kernels::avx512vnni
