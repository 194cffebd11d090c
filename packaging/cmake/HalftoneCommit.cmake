# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
# cmake -D SOURCE=<checkout> -D OUTPUT=<header> -P HalftoneCommit.cmake
# Writes the commit of a checkout as a C++ header. The file changes only where the commit does, so
# running this at every build costs a few milliseconds and recompiles one small file per commit.
set(commit "unknown")
if(EXISTS "${SOURCE}/.git") # not that of a folder around unpacked sources
    find_program(git NAMES git)
    if(git)
        execute_process(
            COMMAND "${git}" --no-optional-locks describe --always --dirty --abbrev=12 --exclude=*
            WORKING_DIRECTORY "${SOURCE}" OUTPUT_VARIABLE described RESULT_VARIABLE failed
            OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
        if(NOT failed AND described MATCHES "^[0-9a-f]+(-dirty)?$")
            set(commit "${described}")
        endif()
    endif()
endif()
file(CONFIGURE OUTPUT "${OUTPUT}" CONTENT
     "#pragma once\n#define HALFTONE_COMMIT \"${commit}\"\n")
