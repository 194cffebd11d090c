# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
# What toolchains for other systems share: where they look for libraries, HALFTONE_CROSS_ROOT.

# Nothing of the host's libraries: its headers are another C library's.
set(CMAKE_FIND_ROOT_PATH "${HALFTONE_CROSS_ROOT}")
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
