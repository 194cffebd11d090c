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

# Nothing of the host's libraries: its headers are another C library's.
set(CMAKE_FIND_ROOT_PATH /usr/x86_64-w64-mingw32)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)

# nlohmann-json is headers alone, the same for every system, but they lie in /usr/include among the
# host's: here they get a prefix of their own.
get_property(trying GLOBAL PROPERTY IN_TRY_COMPILE)
if(NOT trying)
    set(host_package /usr/share/cmake/nlohmann_json)
    if(NOT EXISTS "${host_package}" OR NOT EXISTS /usr/include/nlohmann)
        message(FATAL_ERROR "nlohmann-json was not found (Debian: nlohmann-json3-dev).")
    endif()
    set(headers "${CMAKE_BINARY_DIR}/host-headers")
    file(COPY "${host_package}" DESTINATION "${headers}/share/cmake")
    file(COPY /usr/include/nlohmann DESTINATION "${headers}/include")
    set(nlohmann_json_DIR "${headers}/share/cmake/nlohmann_json" CACHE PATH "")
endif()
