# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
# What cpack makes for Windows and macOS, after HalftonePackages.cmake set what all packages share:
#   Windows  halftone-V-win64.exe, or halftone-cli-V-win64.exe without the window: installers by NSIS
#   macOS    halftone-V-Darwin.dmg, a disk image to drag the bundle from; no models that not everybody may use
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Medical image segmentation with few-bit U-Nets")
if(APPLE)
    set(CPACK_GENERATOR DragNDrop)
    set(CPACK_INSTALL_CMAKE_PROJECTS "${PROJECT_BINARY_DIR};Halftone;application;/Halftone.app/Contents")
    set(CPACK_DMG_VOLUME_NAME Halftone)
    return()
endif()

set(CPACK_GENERATOR NSIS)
set(CPACK_COMPONENT_APPLICATION_DISPLAY_NAME "Halftone")
set(CPACK_COMPONENT_APPLICATION_DESCRIPTION "Programs, and the models that everybody may use.")
set(CPACK_COMPONENT_APPLICATION_REQUIRED ON)
set(CPACK_COMPONENT_MODELS_NONCOMMERCIAL_DISPLAY_NAME "Models for non-commercial research")
set(CPACK_COMPONENT_MODELS_NONCOMMERCIAL_DESCRIPTION
    "The model em-membrane. Images that it learned from come without a licence, and their authors' sibling data set asks for non-commercial use.")
set(CPACK_COMPONENT_MODELS_NONCOMMERCIAL_DISABLED ON) # until somebody chooses them
set(CPACK_PACKAGE_INSTALL_DIRECTORY Halftone)
set(CPACK_PACKAGE_INSTALL_REGISTRY_KEY Halftone)
set(CPACK_NSIS_PACKAGE_NAME Halftone)
set(CPACK_NSIS_DISPLAY_NAME "Halftone ${PROJECT_VERSION}")
set(CPACK_NSIS_COMPRESSOR "/SOLID lzma")
# As 64-bit as what it installs: Debian has the parts for that, and cpack no setting, but it writes this one as it is.
if(CMAKE_CROSSCOMPILING)
    string(APPEND CPACK_NSIS_COMPRESSOR "\n  Target amd64-unicode")
endif()
set(CPACK_NSIS_ENABLE_UNINSTALL_BEFORE_INSTALL ON)
set(CPACK_NSIS_MODIFY_PATH ON) # asks; a silent installation leaves PATH alone
set(CPACK_NSIS_URL_INFO_ABOUT "${HALFTONE_REPOSITORY}")
if(TARGET halftone)
    set(CPACK_PACKAGE_EXECUTABLES halftone Halftone) # in the start menu
    set(CPACK_NSIS_INSTALLED_ICON_NAME "bin\\halftone.exe")
    if(NOT CMAKE_CROSSCOMPILING)
        set(CPACK_NSIS_MUI_ICON "${PROJECT_BINARY_DIR}/generated/halftone.ico")
        set(CPACK_NSIS_MUI_UNIICON "${CPACK_NSIS_MUI_ICON}")
    endif()
else()
    set(CPACK_PACKAGE_NAME halftone-cli)
    set(CPACK_NSIS_INSTALLED_ICON_NAME "bin\\halftone-cli.exe")
endif()
