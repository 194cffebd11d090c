// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace halftone::import {

/// An array of numpy, row-major.
struct NpyArray {
    std::vector<std::int64_t> shape;
    std::vector<float> values;
};

/// Reads a .npy file of versions 1 to 3: whole numbers, floats and truth values, little-endian, in
/// C order, at most 2^28 of them. Pickled objects are refused. Throws Error{FileNotFound},
/// Error{FileRead}, Error{FileFormat}, Error{Unsupported}, each naming the file.
[[nodiscard]] NpyArray readNpy(const std::filesystem::path& path);

} // namespace halftone::import
