# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
# What toolchains for other systems share: where they look for libraries, HALFTONE_CROSS_ROOT.

# Nothing of the host's libraries: its headers are another C library's.
set(CMAKE_FIND_ROOT_PATH "${HALFTONE_CROSS_ROOT}")
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)

# These are headers alone, the same for every system, but they lie in /usr/include among the host's: here they get a
# prefix of their own. CLI11 and fmt are for halftone-cli, which not every build has.
get_property(trying GLOBAL PROPERTY IN_TRY_COMPILE)
if(NOT trying)
    set(headers "${CMAKE_BINARY_DIR}/host-headers")
    # halftone_take_headers(<package> <folder of headers> <folder of its files for CMake> <that in the prefix>)
    function(halftone_take_headers package folder files place)
        if(EXISTS "${files}" AND EXISTS "/usr/include/${folder}")
            # Not where fmt's shared library lies, which is the host's.
            file(COPY "${files}/" DESTINATION "${headers}/${place}" PATTERN "*-targets-*" EXCLUDE)
            file(COPY "/usr/include/${folder}" DESTINATION "${headers}/include")
            set(${package}_DIR "${headers}/${place}" CACHE PATH "")
        endif()
    endfunction()
    halftone_take_headers(nlohmann_json nlohmann /usr/share/cmake/nlohmann_json share/cmake/nlohmann_json)
    halftone_take_headers(CLI11 CLI /usr/share/cmake/CLI11 share/cmake/CLI11)
    file(GLOB fmt_files /usr/lib/*/cmake/fmt)
    halftone_take_headers(fmt fmt "${fmt_files}" lib/host/cmake/fmt)
    if(NOT nlohmann_json_DIR)
        message(FATAL_ERROR "nlohmann-json was not found (Debian: nlohmann-json3-dev).")
    endif()
endif()
