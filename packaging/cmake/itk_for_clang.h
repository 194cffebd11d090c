// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Forced in front of sources where Clang reads an ITK that was installed for GCC (Debian's): its
// header refuses all compilers but the one it was built by, although Clang understands it. Does
// nothing in front of a source that has no ITK.
#pragma once

#if __has_include(<itk_compiler_detection.h>)
#pragma push_macro("__clang__")
#pragma push_macro("__GNUC__")
#undef __clang__
#undef __GNUC__
#define __GNUC__ 12 // NOLINT: the header asks for the compiler in these words
#include <itk_compiler_detection.h>
#pragma pop_macro("__GNUC__")
#pragma pop_macro("__clang__")

// std::result_of is gone from C++20; the Eigen inside ITK 5.2 has its own, too.
#define EIGEN_HAS_STD_RESULT_OF 0
#endif
