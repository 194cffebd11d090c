# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
# Precompiled headers: what most sources include is parsed once. They hold headers of others only
# and stand in for no #include: the sanitizer presets build without them.

# The standard headers that a quarter of our sources include, and more.
set(HALFTONE_STANDARD_HEADERS
    <algorithm> <array> <cmath> <cstddef> <cstdint> <filesystem> <fstream> <functional> <limits>
    <map> <memory> <optional> <set> <span> <string> <string_view> <utility> <vector>)

# halftone_add_precompiled(<name> HEADERS ... [LIBS ...])
# A target that other targets of the same flags take their precompiled header from (REUSE_FROM).
function(halftone_add_precompiled name)
    cmake_parse_arguments(ARG "" "" "HEADERS;LIBS" ${ARGN})
    set(source "${PROJECT_BINARY_DIR}/generated/precompiled/${name}.cpp")
    file(CONFIGURE OUTPUT "${source}" CONTENT "// A target needs a source.\n")
    add_library(${name} OBJECT "${source}")
    set_target_properties(${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
    target_link_libraries(${name} PRIVATE halftone_options halftone_warnings ${ARG_LIBS})
    target_precompile_headers(${name} PRIVATE ${HALFTONE_STANDARD_HEADERS} ${ARG_HEADERS})
endfunction()

halftone_add_precompiled(halftone_precompiled_standard)
halftone_add_precompiled(halftone_precompiled_json HEADERS <nlohmann/json.hpp>
                         LIBS nlohmann_json::nlohmann_json)
