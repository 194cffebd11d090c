// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/detail/header_folder.h"

#include "core/base/path_text.h"
#include "core/base/visible_text.h"
#include "core/image/detail/source.h"

#include <algorithm>
#include <system_error>
#include <utility>

namespace halftone::image::detail {
namespace {

namespace fs = std::filesystem;

/// Absolute and without links, as far as the path is there.
fs::path resolved(const fs::path& path)
{
    std::error_code error;
    const fs::path absolute = fs::absolute(path, error);
    fs::path whole = fs::weakly_canonical(absolute, error);
    if (error) {
        whole = absolute.lexically_normal();
    }
    return whole.has_filename() ? whole : whole.parent_path();
}

} // namespace

HeaderFolder::HeaderFolder(fs::path header)
    : m_header(std::move(header)), m_folders{resolved(m_header.has_parent_path()
                                                          ? m_header.parent_path()
                                                          : fs::path(".")),
                                             resolved(m_header).parent_path()}
{
}

fs::path HeaderFolder::file(const std::string& name) const
{
    std::error_code ignored;
    fs::path file = m_header.parent_path() / fromUtf8(name);
    if (!fs::exists(file, ignored) && name.find('\\') != std::string::npos) {
        std::string slashed = name; // written on Windows
        std::replace(slashed.begin(), slashed.end(), '\\', '/');
        file = m_header.parent_path() / fromUtf8(slashed);
    }
    require(file);
    return file;
}

void HeaderFolder::require(const fs::path& file) const
{
    const fs::path place = resolved(file);
    for (const fs::path& folder : m_folders) {
        const auto parted = std::mismatch(folder.begin(), folder.end(), place.begin(), place.end());
        if (parted.first == folder.end() && parted.second != place.end()) {
            return;
        }
    }
    constexpr std::size_t kMostBytes = 200;
    throw unreadable(m_header, Message{"data-file-outside",
                                       "its voxels are said to be in '{1}', which is outside the "
                                       "header's folder; only files in that folder or below it "
                                       "are read, links resolved. Copy that file beside the "
                                       "header and name it there without a path",
                                       {visible(toUtf8(file), kMostBytes)}});
}

} // namespace halftone::image::detail
