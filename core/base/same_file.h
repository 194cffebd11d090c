// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <span>
#include <string>

namespace halftone {

/// Whether two paths name one file or folder, whatever their text: links of both kinds and relative
/// parts count. Of files that are not there yet, whether they would be one.
[[nodiscard]] bool isSameFile(const std::filesystem::path& a, const std::filesystem::path& b);

/// A file of a run, as a sentence calls it.
struct FileRole {
    std::string role; ///< "the mask", "the image"
    std::filesystem::path path;
};

/// To be called before any work: no output may be an input, which would be lost, or another output.
/// Where an input is a folder, nor may an output become one of the files of its kind: a picture
/// among slices is read as a slice the next time. Empty paths count as not given. Throws
/// Error{InvalidArgument}.
void requireDistinct(std::span<const FileRole> outputs, std::span<const FileRole> inputs);

} // namespace halftone
