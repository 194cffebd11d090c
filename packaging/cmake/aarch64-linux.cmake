# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
# Toolchain: the engine for 64-bit ARM by GCC on Debian or Ubuntu (g++-aarch64-linux-gnu), as in the
# preset engine-arm64. Its programs run under qemu-user on machines of other kinds.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_C_COMPILER aarch64-linux-gnu-gcc)
set(CMAKE_CXX_COMPILER aarch64-linux-gnu-g++)
set(HALFTONE_CROSS_ROOT /usr/aarch64-linux-gnu)
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-aarch64 -L "${HALFTONE_CROSS_ROOT}")

include("${CMAKE_CURRENT_LIST_DIR}/HalftoneCross.cmake")
