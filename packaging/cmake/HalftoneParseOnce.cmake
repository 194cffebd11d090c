# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
# Parsing headers takes most of a build. Two ways to parse one once instead of for every source, both
# off where HALFTONE_PARSE_ONCE is, as in the preset werror, which so finds a missing
# #include.
# Neither touches the kernels.

# The standard headers that a quarter of our sources include, and more.
set(HALFTONE_STANDARD_HEADERS
    <algorithm> <array> <cmath> <cstddef> <cstdint> <filesystem> <fstream> <functional> <limits>
    <map> <memory> <optional> <set> <span> <string> <string_view> <utility> <vector>)

# halftone_add_precompiled(<name> [HEADERS ...] [LIBS ...])
# A target that others of the same flags take their precompiled header from (REUSE_FROM): the
# standard headers and HEADERS. Reading one takes a second, so it pays for many sources with long
# headers. Not at -O3: GCC forgets which of its false warnings the standard library switches off.
function(halftone_add_precompiled name)
    cmake_parse_arguments(ARG "" "" "HEADERS;LIBS" ${ARGN})
    set(source "${PROJECT_BINARY_DIR}/generated/precompiled/${name}.cpp")
    file(CONFIGURE OUTPUT "${source}" CONTENT "// A target needs a source.\n")
    add_library(${name} OBJECT "${source}")
    set_target_properties(${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
    target_link_libraries(${name} PRIVATE halftone_options halftone_warnings ${ARG_LIBS})
    target_precompile_headers(${name} PRIVATE ${HALFTONE_STANDARD_HEADERS} ${ARG_HEADERS})
endfunction()

# halftone_compile_together(<target> <group> <source> ...)
# These are compiled as if they were one source; names in their unnamed namespaces must differ. A
# change of one compiles all, so a group is what takes ten seconds or so.
function(halftone_compile_together target group)
    if(HALFTONE_PARSE_ONCE)
        set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
        set_source_files_properties(${ARGN} PROPERTIES UNITY_GROUP ${group})
    endif()
endfunction()
