# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
# Toolchain: the engine for 64-bit Windows by MinGW-w64 on Debian or Ubuntu (g++-mingw-w64-x86-64-posix,
# the variant with std::thread).
#     cmake --preset engine-only -B build/mingw --toolchain packaging/cmake/mingw-w64.cmake
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(CMAKE_C_COMPILER x86_64-w64-mingw32-gcc-posix)
set(CMAKE_CXX_COMPILER x86_64-w64-mingw32-g++-posix)
set(CMAKE_CROSSCOMPILING_EMULATOR wine)

# Programs run alone: libgcc, libstdc++ and winpthread inside.
set(CMAKE_EXE_LINKER_FLAGS_INIT -static)

set(HALFTONE_CROSS_ROOT /usr/x86_64-w64-mingw32)
include("${CMAKE_CURRENT_LIST_DIR}/HalftoneCross.cmake")
