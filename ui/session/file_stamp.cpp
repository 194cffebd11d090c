// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/file_stamp.h"

#include "core/base/file_sha256.h"
#include "core/base/path_text.h"
#include "core/base/sha256.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <system_error>
#include <utility>

namespace halftone::ui {

namespace {

namespace fs = std::filesystem;

/// Where its parts lie.
fs::path folderOf(const FileStamp& stamp)
{
    std::error_code error;
    return fs::is_directory(stamp.path, error) ? stamp.path : stamp.path.parent_path();
}

/// "1.dcm", "series/1.dcm" below the folder; the name alone of what lies elsewhere.
std::string partOf(const fs::path& folder, const fs::path& file)
{
    std::error_code error;
    const fs::path part = fs::absolute(file, error).lexically_normal().lexically_relative(folder);
    const bool isBelow = !part.empty() && *part.begin() != fs::path("..");
    const std::u8string text = (isBelow ? part : file.filename()).generic_u8string();
    return {text.begin(), text.end()};
}

/// As sha256OfFiles(), by the parts: files of one name may lie in several folders.
std::string sumOf(const FileStamp& stamp, const std::vector<fs::path>& files, const StopToken& stop)
{
    if (files.size() == 1) {
        return sha256OfFile(files.front(), stop);
    }
    std::vector<std::pair<std::string, std::string>> lines; // name, sum
    for (std::size_t i = 0; i < files.size(); ++i) {
        lines.emplace_back(stamp.parts[i], sha256OfFile(files[i], stop));
    }
    std::sort(lines.begin(), lines.end());
    Sha256 sum;
    for (const auto& [name, ofFile] : lines) {
        sum.add(ofFile + "  " + name + "\n");
    }
    return sum.finish();
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
        const fs::path folder = folderOf(stamp);
        for (const fs::path& file : files) {
            stamp.parts.push_back(partOf(folder, file));
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
    stamp.sha256 = sumOf(stamp, filesOf(stamp), stop);
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
    return sumOf(stamp, files, stop) == stamp.sha256 ? FileState::Same : FileState::Changed;
}

FileStamp movedTo(FileStamp stamp, const fs::path& path)
{
    std::error_code error;
    stamp.path = fs::absolute(path, error).lexically_normal();
    return stamp;
}

} // namespace halftone::ui
