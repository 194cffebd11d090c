// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"
#include "tests/image/tiff_builder.h"

#include <map>
#include <vector>

/// Small TIFF files, and their voxels as numbers to compare.
namespace halftone::test {

using Numbers = std::vector<double>;

/// 6 x 4 bytes that are all different.
inline QByteArray grid(int first = 0)
{
    QByteArray bytes;
    for (int i = 0; i < 24; ++i) {
        bytes += static_cast<char>(first + i);
    }
    return bytes;
}

inline Numbers numbersOf(const QByteArray& bytes)
{
    Numbers numbers;
    for (const char byte : bytes) {
        numbers.push_back(static_cast<unsigned char>(byte));
    }
    return numbers;
}

inline Numbers numbersOf(const Image& image)
{
    Numbers numbers;
    for (std::size_t i = 0; i < image.geometry.voxels(); ++i) {
        numbers.push_back(image.value(i));
    }
    return numbers;
}

/// A page of 6 x 4 bytes for each of `firsts`, the description on the first.
inline QByteArray stackOf(const std::vector<int>& firsts, const QByteArray& text,
                          const std::map<int, std::vector<std::uint32_t>>& more = {})
{
    TiffBuilder tiff;
    for (std::size_t i = 0; i < firsts.size(); ++i) {
        tiff.grey(6, 4, 8, grid(firsts[i]), more, i == 0 ? text : QByteArray());
    }
    return tiff.bytes();
}

} // namespace halftone::test
