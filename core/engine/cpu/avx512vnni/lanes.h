// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <immintrin.h>

// Only for files compiled with AVX-512. Internal linkage: every such file keeps its own copy.
namespace halftone::engine::kernels::avx512vnni {

/// Vectors of 16 cells.
inline constexpr int kLanes = 16;

/// Whether a tile lies inside the map or reaches over its right end.
enum class Width { Full, Ragged };

/// Bits for the first `count` of 16 lanes; count may be negative or more than 16.
static inline __mmask16 firstLanes(int count)
{
    if (count >= kLanes) {
        return 0xffff;
    }
    return count <= 0 ? __mmask16{0} : static_cast<__mmask16>((1u << count) - 1u);
}

/// 16 cells; of a ragged tile those of `lanes`, 0 elsewhere, and no other memory is touched.
template <Width kWidth>
static inline __m512i loadCells(const unsigned char* cells, __mmask16 lanes)
{
    if constexpr (kWidth == Width::Full) {
        return _mm512_loadu_si512(cells);
    } else {
        return _mm512_maskz_loadu_epi32(lanes, cells);
    }
}

template <Width kWidth>
static inline void storeCells(unsigned char* cells, __mmask16 lanes, __m512i values)
{
    if constexpr (kWidth == Width::Full) {
        _mm512_storeu_si512(cells, values);
    } else {
        _mm512_mask_storeu_epi32(cells, lanes, values);
    }
}

} // namespace halftone::engine::kernels::avx512vnni
