# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0

# halftone_add_library(<name> SOURCES ... [PUBLIC ...] [PRIVATE ...])
# A static library of one folder; PUBLIC and PRIVATE are the libraries it links.
function(halftone_add_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
    add_library(${name} STATIC ${ARG_SOURCES})
    # Static libraries also end up inside the halftone_torch module.
    set_target_properties(${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
    target_link_libraries(${name} PUBLIC halftone_options ${ARG_PUBLIC}
                          PRIVATE halftone_warnings ${ARG_PRIVATE})
endfunction()

# halftone_add_test(<lib>.<unit> SOURCES ... LIBS ... [LABELS unit|kernel|gui|data|slow|cli])
# One Qt Test executable, tests/<lib>/tst_<unit>.cpp; nothing where HALFTONE_WITH_TESTS is off.
function(halftone_add_test name)
    if(NOT HALFTONE_WITH_TESTS)
        return()
    endif()
    cmake_parse_arguments(ARG "" "" "SOURCES;LIBS;LABELS" ${ARGN})
    string(REPLACE "." "_" target "tst_${name}")
    add_executable(${target} ${ARG_SOURCES})
    # Without GCC's predefines: told that this is C++20, moc stumbles over <concepts>.
    set_target_properties(${target} PROPERTIES AUTOMOC ON AUTOMOC_COMPILER_PREDEFINES OFF)
    target_compile_definitions(${target} PRIVATE QT_NO_KEYWORDS)
    target_link_libraries(${target} PRIVATE halftone_options halftone_warnings Qt6::Test
                          ${ARG_LIBS})
    add_test(NAME ${name} COMMAND ${target})
    if(NOT ARG_LABELS)
        set(ARG_LABELS unit)
    endif()
    set_tests_properties(${name} PROPERTIES LABELS "${ARG_LABELS}" TIMEOUT 600)
    # A window that competes for the two cores and the focus cannot be timed or clicked.
    if("gui" IN_LIST ARG_LABELS)
        set_tests_properties(${name} PROPERTIES RUN_SERIAL ON)
    endif()
endfunction()
