# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
# The kernel sets of core/engine, each a folder core/engine/cpu/<isa>.
include(CheckCXXSourceCompiles)

# What kernels are compiled with besides the flags of their ISA.
add_library(halftone_kernel_options INTERFACE)
if(CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang")
    # -O2 of GCC 12 does not vectorise loops of unknown length.
    target_compile_options(halftone_kernel_options INTERFACE -O3)
    if(HALFTONE_SANITIZER STREQUAL "address")
        # To watch the scopes of vectors in unrolled loops takes GCC a minute a file, instead of four seconds.
        target_compile_options(halftone_kernel_options INTERFACE -fno-sanitize-address-use-after-scope)
    endif()
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # GCC 12 warns about its own intrinsics header (GCC bug 105593).
    target_compile_options(halftone_kernel_options INTERFACE -Wno-uninitialized
                           -Wno-maybe-uninitialized)
    if(WIN32)
        # 64-bit Windows aligns the stack to 16 bytes and GCC cannot align it further there, but still
        # spills 32 and 64 bytes by aligned moves (GCC bug 54412; Debian's GCC is mended). The
        # assembler writes the unaligned ones instead, which are as fast where memory is aligned.
        target_compile_options(halftone_kernel_options INTERFACE -Wa,-muse-unaligned-vector-move)
    endif()
endif()

# For tests on machines without them, see .ci/jobs/emulated: these sets are compiled for AVX2, their other
# intrinsics are functions of SIMDe, and the engine believes that the CPU has everything.
set(HALFTONE_EMULATED_ISAS "" CACHE STRING "kernel sets to emulate by SIMDe, for tests alone")

# halftone_add_isa(<isa> KERNELS ... [FLAGS ...] [MSVC_FLAGS ...] [GCC_TUNING ...] [PROBE code]
#                  [NEEDS isa])
# Called in the folder of an ISA: its kernels, compiled with its own flags and linked into
# halftone_engine as objects, and the table of them, kernel_set.cpp, compiled as everything else is.
# PROBE is a function that needs the ISA: where the compiler cannot compile it, or where
# HALFTONE_WITH_<ISA> is off, or where the ISA whose kernels it also uses (NEEDS) is not built,
# nothing is added. The sets added are in the global property HALFTONE_KERNEL_SETS, in order.
function(halftone_add_isa isa)
    cmake_parse_arguments(PARSE_ARGV 1 ARG "" "PROBE;NEEDS" "KERNELS;FLAGS;MSVC_FLAGS;GCC_TUNING")
    if(MSVC)
        set(ARG_FLAGS ${ARG_MSVC_FLAGS})
    endif()
    get_property(sets GLOBAL PROPERTY HALFTONE_KERNEL_SETS)
    if(isa IN_LIST HALFTONE_EMULATED_ISAS)
        set(ARG_FLAGS -mavx2 -Wno-psabi -Wno-sign-conversion -DHALFTONE_EMULATED
                      -isystem "${PROJECT_SOURCE_DIR}/tests/engine/emulated")
    elseif(ARG_PROBE)
        string(TOUPPER ${isa} upper)
        string(JOIN " " CMAKE_REQUIRED_FLAGS ${ARG_FLAGS})
        check_cxx_source_compiles("
            #if defined(__aarch64__) || defined(_M_ARM64)
            #include <arm_neon.h>
            #else
            #include <immintrin.h>
            #endif
            ${ARG_PROBE}
            int main() { return 0; }" HALFTONE_COMPILER_HAS_${upper})
        option(HALFTONE_WITH_${upper} "build the ${isa} kernels (chosen at run time)"
               ${HALFTONE_COMPILER_HAS_${upper}})
        if(NOT HALFTONE_WITH_${upper} OR (ARG_NEEDS AND NOT ARG_NEEDS IN_LIST sets))
            return()
        endif()
    endif()
    set(target halftone_kernels_${isa})
    add_library(${target} OBJECT ${ARG_KERNELS})
    set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON HALFTONE_IS_KERNEL ON)
    target_link_libraries(${target} PRIVATE halftone_options halftone_warnings
                          halftone_kernel_options)
    target_compile_options(${target} PRIVATE ${ARG_FLAGS})
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        target_compile_options(${target} PRIVATE ${ARG_GCC_TUNING})
    endif()
    target_sources(halftone_engine PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}/kernel_set.cpp"
                   $<TARGET_OBJECTS:${target}>)
    set_property(GLOBAL APPEND PROPERTY HALFTONE_KERNEL_SETS ${isa})
endfunction()
