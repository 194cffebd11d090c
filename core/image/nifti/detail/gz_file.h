// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/path_text.h"

#include <itk_zlib.h>

#include <filesystem>
#include <memory>

namespace halftone::image::detail {

struct GzClose {
    void operator()(gzFile_s* file) const noexcept { gzclose(file); }
};
using GzFile = std::unique_ptr<gzFile_s, GzClose>;

} // namespace halftone::image::detail
