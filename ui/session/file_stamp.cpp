// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/file_stamp.h"

#include "core/base/file_sha256.h"
#include "core/base/path_text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <system_error>

namespace halftone::ui {

namespace {

namespace fs = std::filesystem;

/// Where its parts lie.
fs::path folderOf(const FileStamp& stamp)
{
    std::error_code error;
    return fs::is_directory(stamp.path, error) ? stamp.path : stamp.path.parent_path();
}

std::vector<fs::path> filesOf(const FileStamp& stamp)
{
    if (stamp.parts.empty()) {
        return {stamp.path};
    }
    std::vector<fs::path> files;
    for (const std::string& part : stamp.parts) {
        files.push_back(folderOf(stamp) / fromUtf8(part));
    }
    return files;
}

/// Nothing where one of them is not there.
std::optional<std::uint64_t> bytesOf(const std::vector<fs::path>& files)
{
    std::uint64_t bytes = 0;
    for (const fs::path& file : files) {
        std::error_code error;
        const std::uintmax_t size = fs::file_size(file, error); // an error of folders, too
        if (error) {
            return std::nullopt;
        }
        bytes += size;
    }
    return bytes;
}

} // namespace

FileStamp stampOf(const fs::path& path, const std::vector<fs::path>& files)
{
    std::error_code error;
    FileStamp stamp{fs::absolute(path, error).lexically_normal(), {}};
    if (files.size() > 1 || (files.size() == 1 && fs::is_directory(stamp.path, error))) {
        for (const fs::path& file : files) {
            stamp.parts.push_back(toUtf8(file.filename()));
        }
        std::sort(stamp.parts.begin(), stamp.parts.end());
    }
    return stamp;
}

fs::path pathOf(const std::vector<fs::path>& files)
{
    if (files.empty()) {
        return {};
    }
    static constexpr std::array kPictures{".png", ".jpg", ".jpeg", ".tif", ".tiff"};
    std::string extension = toUtf8(files.front().extension());
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    const bool slices =
        files.size() > 1
        && std::find(kPictures.begin(), kPictures.end(), extension) != kPictures.end();
    return slices ? files.front().parent_path() : files.front();
}

void addSize(FileStamp& stamp)
{
    stamp.bytes = bytesOf(filesOf(stamp)).value_or(0);
}

void addSum(FileStamp& stamp, const StopToken& stop)
{
    addSize(stamp);
    stamp.sha256 = sha256OfFiles(filesOf(stamp), stop);
}

FileState stateOf(const FileStamp& stamp, const StopToken& stop)
{
    const std::vector<fs::path> files = filesOf(stamp);
    const std::optional<std::uint64_t> bytes = bytesOf(files);
    if (!bytes) {
        return FileState::Missing;
    }
    if (*bytes != stamp.bytes) {
        return FileState::Changed;
    }
    if (stamp.sha256.empty()) {
        return FileState::Unknown;
    }
    return sha256OfFiles(files, stop) == stamp.sha256 ? FileState::Same : FileState::Changed;
}

FileStamp movedTo(FileStamp stamp, const fs::path& path)
{
    std::error_code error;
    stamp.path = fs::absolute(path, error).lexically_normal();
    return stamp;
}

} // namespace halftone::ui
