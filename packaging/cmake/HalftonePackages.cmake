# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
# What cpack makes: .deb packages, one a component, and an archive of everything; HalftoneInstallers.cmake has the
# other systems.

set(CPACK_PACKAGE_NAME halftone)
set(CPACK_PACKAGE_VENDOR "The Halftone Authors")
set(CPACK_PACKAGE_CONTACT "${HALFTONE_MAINTAINER}")
set(CPACK_PACKAGE_HOMEPAGE_URL "${HALFTONE_REPOSITORY}")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "") # each package has its own
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE
    WORLD_READ WORLD_EXECUTE)
set(CPACK_COMPONENTS_ALL application models_noncommercial)
if(TARGET halftone_torch)
    list(APPEND CPACK_COMPONENTS_ALL torch)
endif()
set(CPACK_GENERATOR TGZ)
if(EXISTS /etc/debian_version)
    list(PREPEND CPACK_GENERATOR DEB)
endif()

# Older than a revision of Debian's own, and for each of its releases another: they differ in libraries.
if(CMAKE_HOST_SYSTEM_NAME STREQUAL "Linux")
    cmake_host_system_information(RESULT distribution QUERY DISTRIB_INFO)
endif()
set(CPACK_DEBIAN_PACKAGE_RELEASE "1~${distribution_ID}${distribution_VERSION_ID}")
set(debian_version "${PROJECT_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE}")
# Lines of descriptions have at most 79 letters.
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SOURCE halftone)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_APPLICATION_PACKAGE_NAME halftone)
# Plug-ins and drivers, which no program links.
set(CPACK_DEBIAN_APPLICATION_PACKAGE_DEPENDS "libqt6svg6, libgl1-mesa-dri | libgl1")
# File dialogs of the desktop: Qt has its own without them.
set(CPACK_DEBIAN_APPLICATION_PACKAGE_RECOMMENDS
    "halftone-torch, halftone-models-noncommercial, fonts-inter, qt6-gtk-platformtheme | qt6-xdgdesktopportal-platformtheme, xdg-desktop-portal, qt6-translations-l10n")
set(CPACK_DEBIAN_APPLICATION_DESCRIPTION
    "medical image segmentation with few-bit U-Nets
Opens CT, MRI and electron microscopy images, segments them at any bit width
with an integer engine, and shows what each bit costs and buys: Dice, memory
and time.
.
It reads NIfTI, NRRD, MetaImage, TIFF, PNG, JPEG and DICOM, edits and exports
masks, and runs cohorts in the window and on the command line. For research
use only, not for diagnosis.")
set(CPACK_DEBIAN_TORCH_PACKAGE_NAME halftone-torch)
set(CPACK_DEBIAN_TORCH_PACKAGE_DEPENDS "halftone (= ${debian_version})")
set(CPACK_DEBIAN_TORCH_DESCRIPTION
    "full precision and training for Halftone
The module that runs 32-bit float networks and trains new ones, with LibTorch.
Without it Halftone's integer engine works alone, and full precision is 8 bits.")
# CPack would add scripts that call ldconfig for a module that no program links. Files that are not there keep it from
# that: it warns of them in its log and adds none.
set(CPACK_DEBIAN_TORCH_PACKAGE_CONTROL_EXTRA "without/postinst;without/postrm")
set(CPACK_DEBIAN_MODELS_NONCOMMERCIAL_PACKAGE_NAME halftone-models-noncommercial)
set(CPACK_DEBIAN_MODELS_NONCOMMERCIAL_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_MODELS_NONCOMMERCIAL_PACKAGE_SECTION non-free/science)
set(CPACK_DEBIAN_MODELS_NONCOMMERCIAL_PACKAGE_ENHANCES halftone)
set(CPACK_DEBIAN_MODELS_NONCOMMERCIAL_DESCRIPTION
    "models of Halftone for non-commercial research
The model em-membrane, which finds cell membranes in electron microscopy of
neural tissue. Images that it learned from come without a licence, and their
authors' sibling data set asks for non-commercial use.")

# For HalftoneDebian.cmake, which adds what Debian's policy asks of a package.
set(CPACK_PRE_BUILD_SCRIPTS "${CMAKE_CURRENT_LIST_DIR}/HalftoneDebian.cmake")
set(CPACK_HALFTONE_SOURCE "${PROJECT_SOURCE_DIR}")
set(CPACK_HALFTONE_DEBIAN_VERSION "${debian_version}")
set(CPACK_HALFTONE_DATE "${HALFTONE_RELEASE_DATE}")
if(WIN32 OR APPLE)
    include(HalftoneInstallers)
endif()
include(CPack)
