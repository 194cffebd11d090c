// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/stop_token.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

/// Which bytes a file had, so that another one of the same name is not taken for it.
namespace halftone::ui {

/// A file that was opened, or the files of a folder that were one image. A plain value.
struct FileStamp {
    std::filesystem::path path; ///< absolute: what to open
    /// Of several files: their names, sorted, from `path` where that is a folder, or else from
    /// its folder: "1.dcm", "series/1.dcm" (UTF-8).
    std::vector<std::string> parts;
    std::uint64_t bytes = 0; ///< of all of them; 0: not known
    std::string sha256{};    ///< as sha256OfFiles(), with the names in `parts`; empty: not known

    friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

/// Names it and its files without looking at them: neither size nor sum. `files` as Image::files;
/// empty: `path` alone.
[[nodiscard]] FileStamp stampOf(const std::filesystem::path& path,
                                const std::vector<std::filesystem::path>& files);
/// What one opens to have these files again: the first, which is the header, or of pictures that
/// are slices their folder. Empty where there are none.
[[nodiscard]] std::filesystem::path pathOf(const std::vector<std::filesystem::path>& files);
/// The sizes alone; 0 where one of them is not there. Of a thousand files on a slow disk: in a
/// lane.
void addSize(FileStamp& stamp);
/// Size and sum. Reads all bytes: seconds for gigabytes, so in a lane. Throws what InputFile throws
/// and Error{Cancelled}.
void addSum(FileStamp& stamp, const StopToken& stop);

enum class FileState {
    Same,
    Missing, ///< or a file of the folder is
    Changed, ///< of another size or content
    Unknown, ///< as large as it was, and the stamp has no sum
};

/// What has become of it. Reads all bytes where the sizes agree. Throws as addSum().
[[nodiscard]] FileState stateOf(const FileStamp& stamp, const StopToken& stop);
/// The same file elsewhere: what the user found for it.
[[nodiscard]] FileStamp movedTo(FileStamp stamp, const std::filesystem::path& path);

} // namespace halftone::ui
