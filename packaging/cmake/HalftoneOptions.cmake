# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
# Every option of the build, and the flags all targets share.

option(HALFTONE_WITH_IMAGE "core/image, core/phantom, core/pipeline (needs ITK)" ON)
option(HALFTONE_WITH_TORCH "core/nn and core/train: the halftone_torch module (needs LibTorch)" ON)
include(CMakeDependentOption)
cmake_dependent_option(HALFTONE_WITH_PACKAGES "bioimage.io packages in core/import (needs libzip and yaml-cpp)" ON
                       HALFTONE_WITH_IMAGE OFF)
option(HALFTONE_WITH_CLI "halftone-cli (needs CLI11)" ON)
option(HALFTONE_WITH_GUI "the halftone application (needs Qt 6 and VTK)" ON)
option(HALFTONE_WITH_TBB "oneTBB for the pool of threads, where it is found; OFF: threads of our own" ON)
option(HALFTONE_WITH_TESTS "Qt Test unit, kernel, GUI and data tests" ON)
option(HALFTONE_WITH_BENCH "Google Benchmark programs in tests/bench" OFF)
option(HALFTONE_WITH_SELFCHECK "engine_selfcheck: the engine's check without Qt Test" ON)
option(HALFTONE_WITH_FUZZER "build tests/fuzz for libFuzzer (needs Clang)" OFF)
option(HALFTONE_PARSE_ONCE "precompiled headers, and sources compiled together; OFF: each alone" ON)
option(HALFTONE_WARNINGS_AS_ERRORS "treat compiler warnings as errors" OFF)
set(HALFTONE_SANITIZER "" CACHE STRING "empty, address (with undefined) or thread")
set_property(CACHE HALFTONE_SANITIZER PROPERTY STRINGS "" address thread)

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT HALFTONE_PARSE_ONCE)
    set(CMAKE_DISABLE_PRECOMPILE_HEADERS ON)
endif()
set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME application)
# Packages hold no tests: cpack takes what was built.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)
# All programs and modules in one place, so that halftone finds halftone_torch beside itself.
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
# An installation on macOS is the inside of a bundle, Halftone.app/Contents.
if(APPLE AND HALFTONE_WITH_GUI)
    set(CMAKE_INSTALL_BINDIR MacOS)
endif()
# Windows has no place for libraries of everybody: programs bring theirs (HalftoneDeploy.cmake).
set(HALFTONE_BRING_LIBRARIES "")
if(WIN32 AND NOT CMAKE_CROSSCOMPILING)
    set(HALFTONE_BRING_LIBRARIES RUNTIME_DEPENDENCY_SET halftone_libraries)
endif()

add_library(halftone_options INTERFACE)
target_compile_features(halftone_options INTERFACE cxx_std_20)
target_include_directories(halftone_options INTERFACE "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>")
if(HALFTONE_SANITIZER STREQUAL "address")
    target_compile_options(halftone_options INTERFACE -fsanitize=address,undefined
                           -fno-omit-frame-pointer)
    target_link_options(halftone_options INTERFACE -fsanitize=address,undefined)
elseif(HALFTONE_SANITIZER STREQUAL "thread")
    target_compile_options(halftone_options INTERFACE -fsanitize=thread)
    target_link_options(halftone_options INTERFACE -fsanitize=thread)
endif()

# Files come from anywhere, so what users run is hardened as Debian hardens its packages. Nothing here changes
# arithmetic, and the standard library's own checks, which would slow loops over voxels, are not among it. Kernels
# (HALFTONE_IS_KERNEL) read no file and are called for every tile: their code stays as it is.
if(CMAKE_BUILD_TYPE STREQUAL "Release" AND CMAKE_SYSTEM_NAME STREQUAL "Linux" AND NOT HALFTONE_SANITIZER
   AND CMAKE_CXX_COMPILER_ID MATCHES "^(GNU|Clang)$")
    set(hardened -fstack-protector-strong -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
    if(CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
        # The last has no effect where the C library's own objects lack it, as on Debian 12.
        list(APPEND hardened -fstack-clash-protection -fcf-protection)
    endif()
    target_compile_options(halftone_options INTERFACE
        "$<BUILD_INTERFACE:$<$<NOT:$<BOOL:$<TARGET_PROPERTY:HALFTONE_IS_KERNEL>>>:${hardened}>>")
    target_link_options(halftone_options INTERFACE "$<BUILD_INTERFACE:-Wl,-z,relro,-z,now>")
    include(CheckPIESupported)
    check_pie_supported(LANGUAGES CXX)
endif()

if(HALFTONE_WITH_FUZZER)
    if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
        message(FATAL_ERROR "HALFTONE_WITH_FUZZER needs Clang, which brings libFuzzer.")
    endif()
    target_compile_options(halftone_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

add_library(halftone_warnings INTERFACE)
if(CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang")
    target_compile_options(halftone_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow
                           -Wconversion -Wsign-conversion -Wold-style-cast -Wnon-virtual-dtor
                           -Woverloaded-virtual -Wcast-align)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        # GCC 12 sees overlaps in std::string that are not there (GCC bug 105651).
        target_compile_options(halftone_warnings INTERFACE -Wno-restrict)
        # GCC 13 takes every reference returned by a function with a temporary argument for one to it.
        if(CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 13)
            target_compile_options(halftone_warnings INTERFACE -Wno-dangling-reference)
        endif()
    endif()
    if(HALFTONE_WARNINGS_AS_ERRORS)
        target_compile_options(halftone_warnings INTERFACE -Werror)
    endif()
elseif(MSVC)
    target_compile_options(halftone_warnings INTERFACE /W4 /utf-8)
endif()
