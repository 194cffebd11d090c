# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0

# halftone_add_library(<name> SOURCES ... [PUBLIC ...] [PRIVATE ...])
# A static library of one folder; PUBLIC and PRIVATE are the libraries it links.
function(halftone_add_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
    add_library(${name} STATIC ${ARG_SOURCES})
    # Static libraries also end up inside the halftone_torch module.
    set_target_properties(${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
    # What one is compiled with alone is no business of those who link an installed one (HalftoneLibrary.cmake).
    target_link_libraries(${name} PUBLIC halftone_options ${ARG_PUBLIC} PRIVATE "$<BUILD_INTERFACE:halftone_warnings>")
    foreach(library IN LISTS ARG_PRIVATE)
        target_link_libraries(${name} PRIVATE "$<BUILD_INTERFACE:${library}>")
    endforeach()
endfunction()

# What waits for people or files runs no faster at -O3, but takes half as long again to compile.
set(HALFTONE_OPTIMIZE_LITTLE
    "$<$<AND:$<CONFIG:Release>,$<CXX_COMPILER_ID:GNU,Clang,AppleClang>>:-O1>")

# moc of tests' sources, which end with #include "<source>.moc": AUTOMOC would add four build steps
# and a source file to each of a hundred targets.
function(halftone_moc_test target)
    set(folder "${CMAKE_CURRENT_BINARY_DIR}/moc")
    file(MAKE_DIRECTORY "${folder}")
    target_include_directories(${target} PRIVATE "${folder}")
    set(definitions "$<TARGET_PROPERTY:${target},COMPILE_DEFINITIONS>")
    foreach(source IN LISTS ARGN)
        get_filename_component(name "${source}" NAME_WE)
        if(name MATCHES "^tst_")
            set(source "${CMAKE_CURRENT_SOURCE_DIR}/${source}")
            add_custom_command(OUTPUT "${folder}/${name}.moc"
                COMMAND Qt6::moc "$<$<BOOL:${definitions}>:-D$<JOIN:${definitions},;-D>>"
                        "${source}" -o "${folder}/${name}.moc"
                DEPENDS "${source}" COMMENT "" COMMAND_EXPAND_LISTS VERBATIM)
            target_sources(${target} PRIVATE "${folder}/${name}.moc")
        endif()
    endforeach()
endfunction()

# Tests share three precompiled headers: with Qt Test, with that and LibTorch, and, for tests of windows, with the
# window and what tests of it share. Other tests of ui/ are compiled with other definitions.
function(halftone_precompile_test target)
    if("${ARGN}" MATCHES "halftone_ui_")
        return()
    endif()
    set(precompiled halftone_precompiled_test)
    set(headers <QDir> <QFile> <QTemporaryDir> <QTest>)
    set(libraries Qt6::Test)
    if("${ARGN}" MATCHES "_torch")
        string(APPEND precompiled _torch)
        list(APPEND headers <ATen/ATen.h> <torch/types.h> <torch/autograd.h>)
        list(APPEND libraries torch)
    elseif("${ARGN}" MATCHES "halftone_test_gui")
        string(APPEND precompiled _gui)
        list(APPEND headers "${PROJECT_SOURCE_DIR}/tests/ui/window_fixture.h")
        list(APPEND libraries halftone_ui_widgets)
    endif()
    if(NOT TARGET ${precompiled})
        halftone_add_precompiled(${precompiled} HEADERS ${headers} LIBS ${libraries})
        target_compile_definitions(${precompiled} PRIVATE QT_NO_KEYWORDS)
        target_compile_options(${precompiled} PRIVATE ${HALFTONE_OPTIMIZE_LITTLE}
                               -UQT_TESTCASE_BUILDDIR -UQT_TESTCASE_SOURCEDIR)
    endif()
    target_precompile_headers(${target} REUSE_FROM ${precompiled})
endfunction()

# Seconds after which a test is taken for one that hangs. Sanitizers make some ten times slower.
if(HALFTONE_SANITIZER)
    set(HALFTONE_TEST_TIMEOUT 2400)
else()
    set(HALFTONE_TEST_TIMEOUT 600)
endif()

# halftone_add_test(<lib>.<unit> SOURCES ... LIBS ... [LABELS unit|kernel|gui|data|slow|cli])
# One Qt Test executable, tests/<lib>/tst_<unit>.cpp; nothing where HALFTONE_WITH_TESTS is off.
function(halftone_add_test name)
    if(NOT HALFTONE_WITH_TESTS)
        return()
    endif()
    cmake_parse_arguments(ARG "" "" "SOURCES;LIBS;LABELS" ${ARGN})
    string(REPLACE "." "_" target "tst_${name}")
    add_executable(${target} ${ARG_SOURCES})
    target_compile_definitions(${target} PRIVATE QT_NO_KEYWORDS)
    # Qt's paths of the test differ from folder to folder, and no test asks for them.
    target_compile_options(${target} PRIVATE ${HALFTONE_OPTIMIZE_LITTLE}
                           -UQT_TESTCASE_BUILDDIR -UQT_TESTCASE_SOURCEDIR)
    target_link_libraries(${target} PRIVATE halftone_options halftone_warnings Qt6::Test
                          ${ARG_LIBS})
    halftone_precompile_test(${target} ${ARG_LIBS})
    halftone_moc_test(${target} ${ARG_SOURCES})
    add_test(NAME ${name} COMMAND ${target})
    if(NOT ARG_LABELS)
        set(ARG_LABELS unit)
    endif()
    set_tests_properties(${name} PROPERTIES LABELS "${ARG_LABELS}"
                         TIMEOUT ${HALFTONE_TEST_TIMEOUT})
    # Texts are English whatever the machine speaks.
    set_tests_properties(${name} PROPERTIES ENVIRONMENT_MODIFICATION "LC_ALL=set:C.UTF-8;LANGUAGE=unset:")
    # A window that competes for the two cores and the focus cannot be timed or clicked.
    if("gui" IN_LIST ARG_LABELS)
        set_tests_properties(${name} PROPERTIES RUN_SERIAL ON)
    else()
        add_dependencies(tests_without_window ${target})
    endif()
endfunction()
