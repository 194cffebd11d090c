// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

// A sum that the compiler keeps in a register: GCC 12 spills sums that live in arrays, and those it
// would rather add up later.
#if (defined(__clang__) || defined(__GNUC__)) && defined(HALFTONE_EMULATED)
#define HALFTONE_KEEP(sum) // not in one register
#elif (defined(__clang__) || defined(__GNUC__)) && defined(__aarch64__)
#define HALFTONE_KEEP(sum) asm("" : "+w"(sum))
#elif (defined(__clang__) || defined(__GNUC__)) && defined(__AVX512F__)
#define HALFTONE_KEEP(sum) asm("" : "+v"(sum))
#elif defined(__clang__) || defined(__GNUC__)
#define HALFTONE_KEEP(sum) asm("" : "+x"(sum))
#else
#define HALFTONE_KEEP(sum)
#endif
