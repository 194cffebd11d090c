# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
# The integer engine as a library for other programs, the component `development` of an installation:
#
#   find_package(Halftone)              lib/cmake/Halftone
#   Halftone::engine, Halftone::model   static libraries; Halftone::base and Halftone::quant, which they link
#   #include <halftone/core/engine/integer_engine.h>   headers, the manual
#
# They need threads, and oneTBB where they were built with it; no Qt, VTK, ITK or LibTorch. The same compiler's C++ run
# time is expected, and no stable ABI is promised. packaging/example is a program that is built against it.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
set(folder "${CMAKE_INSTALL_LIBDIR}/cmake/Halftone")
set(libraries base quant model engine)

# Headers name each other from the project's root, as sources do.
target_include_directories(halftone_options INTERFACE
    "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR};${CMAKE_INSTALL_INCLUDEDIR}/halftone>")
set_target_properties(halftone_options PROPERTIES EXPORT_NAME options)
foreach(library IN LISTS libraries)
    set_target_properties(halftone_${library} PROPERTIES EXPORT_NAME ${library})
    install(TARGETS halftone_${library} EXPORT HalftoneTargets COMPONENT development)
endforeach()
install(TARGETS halftone_options EXPORT HalftoneTargets COMPONENT development)
# Not how the engine does it: kernels, packing, planning.
install(FILES "${PROJECT_SOURCE_DIR}/core/engine/integer_engine.h" "${PROJECT_SOURCE_DIR}/core/engine/algorithm.h"
              "${PROJECT_SOURCE_DIR}/core/engine/isa.h"
        DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/halftone/core/engine" COMPONENT development)
foreach(library base quant model)
    install(DIRECTORY "${PROJECT_SOURCE_DIR}/core/${library}" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/halftone/core"
            COMPONENT development FILES_MATCHING PATTERN "*.h" PATTERN detail EXCLUDE)
endforeach()
install(EXPORT HalftoneTargets NAMESPACE Halftone:: DESTINATION "${folder}" COMPONENT development)

file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/generated/HalftoneConfig.cmake" CONTENT [[
include(CMakeFindDependencyMacro)
find_dependency(Threads)
if("@HALFTONE_BASE_NEEDS_TBB@")
    find_dependency(TBB)
endif()
include("${CMAKE_CURRENT_LIST_DIR}/HalftoneTargets.cmake")
]] @ONLY)
write_basic_package_version_file("${PROJECT_BINARY_DIR}/generated/HalftoneConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/generated/HalftoneConfig.cmake"
              "${PROJECT_BINARY_DIR}/generated/HalftoneConfigVersion.cmake"
        DESTINATION "${folder}" COMPONENT development)
