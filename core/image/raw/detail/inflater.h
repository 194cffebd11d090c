// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <itk_zlib.h>

#include <new>

namespace halftone::image::detail {

/// zlib's decompressor, which owns its state. Throws std::bad_alloc where that gets no memory.
struct Inflater {
    /// As inflateInit2().
    explicit Inflater(int windowBits)
    {
        if (inflateInit2(&stream, windowBits) != Z_OK) {
            throw std::bad_alloc();
        }
    }
    ~Inflater() { inflateEnd(&stream); }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    z_stream stream{};
};

} // namespace halftone::image::detail
