# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
# Run by cpack before it packs: what Debian's policy asks of each package beside an installation's files.
# usr/share/doc/<package>/ gets copyright, changelog.gz (ours) and changelog.Debian.gz (the package's).
if(NOT CPACK_GENERATOR STREQUAL "DEB")
    return()
endif()

function(write_compressed folder name)
    execute_process(COMMAND gzip -9nf "${folder}/${name}" COMMAND_ERROR_IS_FATAL ANY)
endfunction()

execute_process(COMMAND date -R -u -d "${CPACK_HALFTONE_DATE}" OUTPUT_VARIABLE date OUTPUT_STRIP_TRAILING_WHITESPACE
                COMMAND_ERROR_IS_FATAL ANY)
foreach(component IN LISTS CPACK_COMPONENTS_ALL)
    string(TOUPPER "${component}" upper)
    set(package "${CPACK_DEBIAN_${upper}_PACKAGE_NAME}")
    set(share "${CPACK_TEMPORARY_DIRECTORY}/${component}/usr/share")
    set(doc "${share}/doc/${package}")
    file(MAKE_DIRECTORY "${doc}")

    set(maintainer "${CPACK_PACKAGE_CONTACT}")
    set(repository "${CPACK_PACKAGE_HOMEPAGE_URL}")
    set(copyright "${CPACK_HALFTONE_SOURCE}/packaging/copyright")
    if(component STREQUAL "models_noncommercial")
        string(APPEND copyright "-models-noncommercial")
    endif()
    configure_file("${copyright}" "${doc}/copyright" @ONLY FILE_PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)

    file(WRITE "${doc}/changelog.Debian" "halftone (${CPACK_HALFTONE_DEBIAN_VERSION}) unstable; urgency=medium

  * Made of Halftone's own sources by packaging/make_packages.sh; what changed
    in them is told in changelog.gz.

 -- ${maintainer}  ${date}\n")
    write_compressed("${doc}" changelog.Debian)
    file(COPY_FILE "${CPACK_HALFTONE_SOURCE}/CHANGELOG.md" "${doc}/changelog")
    write_compressed("${doc}" changelog)

    # The window shows our licence; every Debian has its text.
    if(EXISTS "${doc}/LICENSE")
        file(CREATE_LINK ../../common-licenses/Apache-2.0 "${doc}/LICENSE.link" SYMBOLIC)
        file(RENAME "${doc}/LICENSE.link" "${doc}/LICENSE")
    endif()
endforeach()
