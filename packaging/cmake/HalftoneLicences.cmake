# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
# Licences of the libraries in packaging/third-party.txt, as the distribution's packages carry them, beside the programs
# of a build folder and of an installation alike. Nothing is downloaded.
#
#   share/doc/halftone/LICENSE               our own
#   share/doc/halftone/third-party/index.txt       a line each: name | version | licence | file, empty where there is none
#   share/doc/halftone/third-party/<package>.txt
#   share/doc/halftone/third-party/licences/<name>.txt   what those texts refer to: Apache-2.0, LGPL-3, ...

# halftone_collect_licences(<folder> <list of libraries>): fills it.
function(halftone_collect_licences folder list)
    set(docs /usr/share/doc)
    set(common /usr/share/common-licenses)
    set_property(DIRECTORY "${PROJECT_SOURCE_DIR}" APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${list}")
    find_program(HALFTONE_DPKG_QUERY dpkg-query)
    mark_as_advanced(HALFTONE_DPKG_QUERY)
    file(REMOVE_RECURSE "${folder}/third-party")
    file(MAKE_DIRECTORY "${folder}/third-party/licences")
    file(COPY_FILE "${PROJECT_SOURCE_DIR}/LICENSE" "${folder}/LICENSE")
    file(STRINGS "${list}" lines REGEX "^[^#].*[|]")
    set(index "")
    set(named Apache-2.0) # our own, too
    foreach(line IN LISTS lines)
        string(REGEX REPLACE " *[|] *" ";" columns "${line}")
        list(POP_FRONT columns name licence packages)
        string(REGEX REPLACE " *, *" ";" packages "${packages}")
        set(file "")
        set(version "")
        foreach(package IN LISTS packages)
            if(NOT file AND EXISTS "${docs}/${package}/copyright")
                set(file "${package}.txt")
                file(COPY_FILE "${docs}/${package}/copyright" "${folder}/third-party/${file}")
                file(READ "${docs}/${package}/copyright" text)
                string(REGEX MATCHALL "common-licenses/[A-Za-z0]+(-[0-9]+(\\.[0-9]+)?)?" found "${text}")
                list(APPEND named ${found})
                if(HALFTONE_DPKG_QUERY)
                    execute_process(COMMAND "${HALFTONE_DPKG_QUERY}" -W -f "\${Version}" "${package}"
                                    OUTPUT_VARIABLE version ERROR_QUIET)
                    string(REGEX REPLACE "^[0-9]+:" "" version "${version}")
                    string(REGEX REPLACE "([+~-]|\\.dfsg).*$" "" version "${version}") # what Debian adds
                endif()
            endif()
        endforeach()
        if(NOT file)
            message(STATUS "No licence text of ${name} was found in ${docs}; About Halftone will say so.")
        endif()
        string(APPEND index "${name} | ${version} | ${licence} | ${file}\n")
    endforeach()
    file(WRITE "${folder}/third-party/index.txt" "${index}")
    list(TRANSFORM named REPLACE "common-licenses/" "")
    if("LGPL-3" IN_LIST named)
        list(APPEND named GPL-3) # of which it is an amendment
    endif()
    list(REMOVE_DUPLICATES named)
    foreach(name IN LISTS named)
        if(EXISTS "${common}/${name}")
            file(COPY_FILE "${common}/${name}" "${folder}/third-party/licences/${name}.txt")
        endif()
    endforeach()
    if(NOT EXISTS "${folder}/third-party/licences/Apache-2.0.txt")
        file(COPY_FILE "${PROJECT_SOURCE_DIR}/LICENSE" "${folder}/third-party/licences/Apache-2.0.txt")
    endif()
endfunction()
