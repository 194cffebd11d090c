# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
# The target halftone_vtk_qt: VTK's QVTKOpenGLNativeWidget for Qt 6.
#
# Where the VTK that was found brings its own Qt 6 support, that is it. Debian's and Ubuntu's VTK
# is built for Qt 5; there the four classes are compiled here, from the distribution's own VTK
# source package (packaging/fetch_vtk_qt.sh). None of VTK's code is part of this project.

set(HALFTONE_VTK_QT_SOURCE "${PROJECT_SOURCE_DIR}/build/vtk-qt-${VTK_VERSION}" CACHE PATH
    "where the sources of VTK's Qt widget are, or are put; used if VTK was not built for Qt 6")

# Sets `result` to whether VTK::GUISupportQt can be used: built for Qt 6, headers installed.
function(halftone_vtk_has_qt6 result)
    set(${result} FALSE PARENT_SCOPE)
    if(NOT TARGET VTK::GUISupportQt)
        return()
    endif()
    get_target_property(libraries VTK::GUISupportQt INTERFACE_LINK_LIBRARIES)
    if(NOT "${libraries}" MATCHES "Qt6::")
        return()
    endif()
    get_target_property(folders VTK::GUISupportQt INTERFACE_INCLUDE_DIRECTORIES)
    foreach(folder IN LISTS folders)
        if(EXISTS "${folder}/QVTKOpenGLNativeWidget.h")
            set(${result} TRUE PARENT_SCOPE)
        endif()
    endforeach()
endfunction()

function(halftone_build_vtk_qt)
    set(names QVTKInteractorInternal.h QVTKWin32Header.h)
    foreach(class QVTKOpenGLNativeWidget QVTKRenderWindowAdapter QVTKInteractor
            QVTKInteractorAdapter)
        list(APPEND names ${class}.h ${class}.cxx)
    endforeach()
    list(TRANSFORM names PREPEND "${HALFTONE_VTK_QT_SOURCE}/" OUTPUT_VARIABLE sources)
    set(missing FALSE)
    foreach(file IN LISTS sources)
        if(NOT EXISTS "${file}")
            set(missing TRUE)
        endif()
    endforeach()
    if(missing)
        execute_process(COMMAND "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/../fetch_vtk_qt.sh"
                                "${HALFTONE_VTK_QT_SOURCE}" RESULT_VARIABLE failed)
        if(failed)
            message(FATAL_ERROR "The VTK that was found (${VTK_VERSION}) has no Qt 6 widget, and its "
                    "sources could not be fetched; the lines above say why.")
        endif()
    endif()

    set(generated "${CMAKE_BINARY_DIR}/vtk-qt")
    file(CONFIGURE OUTPUT "${generated}/vtkGUISupportQtModule.h" CONTENT
         "#pragma once\n#define VTKGUISUPPORTQT_EXPORT\n")
    add_library(halftone_vtk_qt STATIC ${sources})
    set_target_properties(halftone_vtk_qt PROPERTIES AUTOMOC ON POSITION_INDEPENDENT_CODE ON
                          UNITY_BUILD ${HALFTONE_PARSE_ONCE} UNITY_BUILD_BATCH_SIZE 0)
    target_compile_features(halftone_vtk_qt PUBLIC cxx_std_17)
    target_include_directories(halftone_vtk_qt SYSTEM PUBLIC "${HALFTONE_VTK_QT_SOURCE}"
                               "${generated}")
    target_compile_options(halftone_vtk_qt PRIVATE
                           $<$<CXX_COMPILER_ID:GNU,Clang,AppleClang>:-w> $<$<CXX_COMPILER_ID:MSVC>:/w>)
    target_link_libraries(halftone_vtk_qt PUBLIC VTK::RenderingOpenGL2 VTK::InteractionWidgets
                          VTK::InteractionStyle VTK::opengl VTK::glew Qt6::OpenGLWidgets
                          Qt6::Widgets)
endfunction()

halftone_vtk_has_qt6(HALFTONE_VTK_HAS_QT6)
if(HALFTONE_VTK_HAS_QT6)
    message(STATUS "VTK's Qt widget: from VTK ${VTK_VERSION}")
    find_package(VTK REQUIRED COMPONENTS GUISupportQt)
    add_library(halftone_vtk_qt INTERFACE)
    target_link_libraries(halftone_vtk_qt INTERFACE VTK::GUISupportQt Qt6::OpenGLWidgets)
else()
    message(STATUS "VTK's Qt widget: compiled from ${HALFTONE_VTK_QT_SOURCE}")
    halftone_build_vtk_qt()
endif()
