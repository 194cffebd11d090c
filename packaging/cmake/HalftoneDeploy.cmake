# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
# Libraries of others in an installation on Windows and macOS, which have no place that all programs find them in:
#   Windows  bin/*.dll, and Qt's plug-ins and translations there by windeployqt
#   macOS    Halftone.app/Contents/Frameworks and PlugIns, by macdeployqt
# On Linux packages name what they need, or packaging/bundle collects it. This file was never run.
if(CMAKE_CROSSCOMPILING OR NOT (WIN32 OR APPLE))
    return()
endif()
set(bin "\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_BINDIR}")
if(HALFTONE_WITH_GUI)
    set(tool windeployqt)
    if(APPLE)
        set(tool macdeployqt)
    endif()
    find_program(HALFTONE_DEPLOYQT NAMES ${tool} ${tool}6 ${tool}-qt6 NAMES_PER_DIR
                 HINTS "${QT6_INSTALL_PREFIX}/${QT6_INSTALL_BINS}" REQUIRED)
endif()

if(WIN32)
    # Where compilers of a distribution such as MSYS2 lie, there lie its libraries.
    get_filename_component(compilers "${CMAKE_CXX_COMPILER}" DIRECTORY)
    install(RUNTIME_DEPENDENCY_SET halftone_libraries
            PRE_EXCLUDE_REGEXES "^api-ms-" "^ext-ms-" POST_EXCLUDE_REGEXES "[/\\\\][Ss]ystem32[/\\\\]"
            DIRECTORIES "${compilers}" RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
    if(HALFTONE_WITH_GUI)
        install(CODE "execute_process(COMMAND \"${HALFTONE_DEPLOYQT}\" --release --no-opengl-sw \"${bin}/halftone.exe\"
                                      COMMAND_ERROR_IS_FATAL ANY)")
    endif()
    set(libraries "${bin}/*.dll")
elseif(HALFTONE_WITH_GUI)
    set(cli "")
    if(TARGET halftone-cli)
        set(cli "\"-executable=${bin}/halftone-cli\"")
    endif()
    # Signed with no name: processors by Apple start nothing that is not signed.
    install(CODE "
    if(NOT CMAKE_INSTALL_PREFIX MATCHES \"[.]app/Contents/?$\")
        message(FATAL_ERROR \"An installation is the inside of a bundle: cmake --install FOLDER --prefix .../Halftone.app/Contents\")
    endif()
    get_filename_component(bundle \"${bin}/../..\" ABSOLUTE)
    execute_process(COMMAND \"${HALFTONE_DEPLOYQT}\" \"\${bundle}\" ${cli} -codesign=- COMMAND_ERROR_IS_FATAL ANY)")
    set(libraries "${bin}/../Frameworks/*")
else()
    return()
endif()

# As packaging/bundle/make_bundle.py: GPL, patents, or a sign that something else than Halftone was linked in.
install(CODE "
    file(GLOB found \"${libraries}\")
    list(FILTER found INCLUDE REGEX \"/(lib)?(x264|x265|avcodec|avformat|avutil|swscale|fftw3|postproc|mp3lame|faad|poppler|readline|Qt5)[^/]*$\")
    if(found)
        message(FATAL_ERROR \"These may not be passed on with Halftone: \${found}\")
    endif()")
