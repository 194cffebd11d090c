# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0

# halftone_add_resources(<program> <description> [<icon>])
# Name, version and icon that Windows shows of a program. A library of its own: the resource compiler would not
# understand the options that the program's sources are compiled with.
function(halftone_add_resources program description)
    set(icon_line "")
    if(ARGC GREATER 2)
        set(icon_line "1 ICON \"${ARGV2}\"")
    endif()
    set(source "${PROJECT_BINARY_DIR}/generated/${program}.rc")
    configure_file("${PROJECT_SOURCE_DIR}/packaging/windows/program.rc.in" "${source}" @ONLY)
    add_library(${program}_resources OBJECT "${source}")
    if(ARGC GREATER 2)
        set_source_files_properties("${source}" PROPERTIES OBJECT_DEPENDS "${ARGV2}")
    endif()
    target_sources(${program} PRIVATE $<TARGET_OBJECTS:${program}_resources>)
endfunction()
