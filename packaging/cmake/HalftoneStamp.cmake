# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
# cmake -D OUTPUT=<header> -D FILES=<files> -P HalftoneStamp.cmake
# Writes a short hash of files (the kernels' objects) as a C++ header.
set(text "")
foreach(file IN LISTS FILES)
    file(SHA256 "${file}" hash)
    string(APPEND text " ${hash}")
endforeach()
string(SHA256 stamp "${text}")
string(SUBSTRING "${stamp}" 0 12 stamp)
file(CONFIGURE OUTPUT "${OUTPUT}" CONTENT
     "#pragma once\n#define HALFTONE_KERNELS_STAMP \"${stamp}\"\n")
