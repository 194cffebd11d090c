// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <immintrin.h>

// Only for files compiled with AVX2. Internal linkage: every such file keeps its own copy.
namespace halftone::engine::kernels::avx2 {

/// Vectors of 8 cells.
inline constexpr int kLanes = 8;

/// All ones in the first `count` of 8 lanes; count may be negative or more than 8.
static inline __m256i firstLanes(int count)
{
    const __m256i index = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    return _mm256_cmpgt_epi32(_mm256_set1_epi32(count), index);
}

/// The cells of `lanes`, 0 elsewhere; touches no other memory.
static inline __m256i loadCells(const unsigned char* cells, __m256i lanes)
{
    return _mm256_maskload_epi32(reinterpret_cast<const int*>(cells), lanes);
}

static inline void storeCells(unsigned char* cells, __m256i lanes, __m256i values)
{
    _mm256_maskstore_epi32(reinterpret_cast<int*>(cells), lanes, values);
}

} // namespace halftone::engine::kernels::avx2
