# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
# The only place that looks for other people's libraries.

find_package(Threads REQUIRED)
find_package(nlohmann_json 3.9 REQUIRED)
# A training machine may have LibTorch and nothing else: without oneTBB the pool's threads are our own.
if(HALFTONE_WITH_TBB)
    find_package(TBB QUIET)
    if(NOT TBB_FOUND AND (HALFTONE_WITH_GUI OR HALFTONE_WITH_IMAGE))
        message(FATAL_ERROR "oneTBB was not found (Debian: libtbb-dev). -DHALFTONE_WITH_TBB=OFF does "
                            "without.")
    endif()
endif()

if(HALFTONE_WITH_CLI OR HALFTONE_WITH_IMAGE OR HALFTONE_WITH_TORCH)
    find_package(fmt 9 REQUIRED) # Debian: libfmt-dev
endif()
if(HALFTONE_WITH_CLI)
    find_package(CLI11 2.1 REQUIRED)
endif()
if(HALFTONE_WITH_IMAGE)
    find_package(EXPAT REQUIRED)
    find_package(JPEG REQUIRED)
    find_package(PNG REQUIRED)
    find_package(TIFF 4.5 REQUIRED) # handlers of a file's own came with 4.5
    find_package(ZLIB REQUIRED)
    # libharu, which writes PDF; no release has a module for CMake that Debian would install.
    find_path(HALFTONE_HPDF_INCLUDE hpdf.h REQUIRED) # Debian: libhpdf-dev
    find_library(HALFTONE_HPDF_LIBRARY hpdf REQUIRED)
    mark_as_advanced(HALFTONE_HPDF_INCLUDE HALFTONE_HPDF_LIBRARY)
    add_library(HPDF::HPDF UNKNOWN IMPORTED)
    set_target_properties(HPDF::HPDF PROPERTIES IMPORTED_LOCATION "${HALFTONE_HPDF_LIBRARY}"
                          INTERFACE_INCLUDE_DIRECTORIES "${HALFTONE_HPDF_INCLUDE}")
    # No FFT module: ITK's is built on FFTW, which is GPL.
    # Debian's GDCM names programs it does not install, which CMake tells at length: not here.
    set(CMAKE_MESSAGE_LOG_LEVEL NOTICE)
    find_package(ITK 5.2 REQUIRED COMPONENTS ITKCommon ITKIOImageBase ITKIOGDCM ITKGDCM ITKZLIB)
    find_package(DCMTK 3.6.7 REQUIRED CONFIG) # Debian: libdcmtk-dev
    unset(CMAKE_MESSAGE_LOG_LEVEL)
    # Of its libraries those that read files, decode pixels and make segmentations; not dcmjpls, whose symbols clash with
    # those of the CharLS that GDCM uses.
    set(HALFTONE_DCMTK_LIBRARIES dcmseg dcmfg dcmiod dcmjpeg dcmdata oflog ofstd)
    if(TARGET DCMTK::dcmdata) # since 3.6.8
        list(TRANSFORM HALFTONE_DCMTK_LIBRARIES PREPEND "DCMTK::")
    endif()
    find_file(HALFTONE_ITK_DETECTION itk_compiler_detection.h PATHS ${ITK_INCLUDE_DIRS} NO_CACHE)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND HALFTONE_ITK_DETECTION)
        file(STRINGS "${HALFTONE_ITK_DETECTION}" itk_knows_clang REGEX "COMPILER_INFO_Clang")
        if(NOT itk_knows_clang)
            target_compile_options(ITKCommon INTERFACE
                "SHELL:-include ${CMAKE_CURRENT_LIST_DIR}/itk_for_clang.h")
        endif()
    endif()
endif()
if(HALFTONE_WITH_PACKAGES)
    find_package(yaml-cpp 0.7 REQUIRED) # Debian: libyaml-cpp-dev
    if(TARGET yaml-cpp::yaml-cpp) # since 0.8
        set(HALFTONE_YAML yaml-cpp::yaml-cpp)
    else()
        set(HALFTONE_YAML yaml-cpp)
    endif()
    # Debian's package of libzip for CMake names programs that it does not install.
    find_path(HALFTONE_ZIP_INCLUDE zip.h REQUIRED) # Debian: libzip-dev
    find_library(HALFTONE_ZIP_LIBRARY zip REQUIRED)
    mark_as_advanced(HALFTONE_ZIP_INCLUDE HALFTONE_ZIP_LIBRARY)
    add_library(Zip::Zip UNKNOWN IMPORTED)
    set_target_properties(Zip::Zip PROPERTIES IMPORTED_LOCATION "${HALFTONE_ZIP_LIBRARY}"
                          INTERFACE_INCLUDE_DIRECTORIES "${HALFTONE_ZIP_INCLUDE}")
endif()
if(HALFTONE_WITH_TORCH)
    find_package(Torch REQUIRED)
    # Older wheels of LibTorch are built with the old ABI of std::string; then all of Halftone must be.
    if(TORCH_CXX_FLAGS MATCHES "_GLIBCXX_USE_CXX11_ABI=0")
        if(HALFTONE_WITH_IMAGE OR HALFTONE_WITH_GUI OR HALFTONE_WITH_TESTS)
            message(FATAL_ERROR "This LibTorch uses the old C++ ABI, which ITK and Qt do not: take a "
                                "build with the C++11 ABI, or the preset train-only.")
        endif()
        add_compile_definitions(_GLIBCXX_USE_CXX11_ABI=0)
    endif()
endif()
if(HALFTONE_WITH_GUI OR HALFTONE_WITH_TESTS OR HALFTONE_WITH_FUZZER)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Core)
endif()
if(HALFTONE_WITH_GUI)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Gui Widgets Svg)
    # Compilers of translations. Debian: qt6-l10n-tools; found as programs, as Qt's package for CMake
    # comes with all of Qt Designer there.
    foreach(tool lrelease lupdate)
        string(TOUPPER "HALFTONE_${tool}" variable)
        find_program(${variable} NAMES ${tool} ${tool}6 ${tool}-qt6 NAMES_PER_DIR
                     HINTS "${QT6_INSTALL_PREFIX}/${QT6_INSTALL_BINS}"
                           "${QT6_INSTALL_PREFIX}/${QT6_INSTALL_LIBEXECS}")
    endforeach()
    if(NOT HALFTONE_LRELEASE)
        message(FATAL_ERROR "Qt's lrelease was not found (Debian: qt6-l10n-tools).")
    endif()
    find_package(VTK 9.1 REQUIRED COMPONENTS CommonCore CommonDataModel ImagingCore
                 RenderingOpenGL2 RenderingImage RenderingContext2D RenderingContextOpenGL2
                 ViewsContext2D RenderingFreeType FiltersCore FiltersGeneral)
endif()
if(HALFTONE_WITH_TESTS)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Test)
    find_program(HALFTONE_PYTHON python3 REQUIRED) # FindPython3 starts it five times to ask it things
elseif(HALFTONE_WITH_CLI)
    find_program(HALFTONE_PYTHON python3) # writes manual pages, which a build can do without
endif()
if(HALFTONE_WITH_BENCH)
    find_package(benchmark REQUIRED)
endif()
