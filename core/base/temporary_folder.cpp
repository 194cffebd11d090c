// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/temporary_folder.h"

#include "core/base/error.h"
#include "core/base/path_text.h"

#include <random>
#include <string>
#include <system_error>

namespace halftone {

namespace fs = std::filesystem;

TemporaryFolder::TemporaryFolder()
{
    std::error_code error;
    const fs::path parent = fs::temp_directory_path(error);
    std::random_device random;
    constexpr int kTries = 16; // names that others have already
    for (int i = 0; i < kTries && !error; ++i) {
        const fs::path path =
            parent / ("halftone-" + std::to_string(random()) + "-" + std::to_string(random()));
        if (fs::create_directory(path, error)) {
            m_path = path;
            fs::permissions(path, fs::perms::owner_all, error);
            return;
        }
    }
    throw Error(ErrorCode::FileWrite,
                "No temporary folder could be made in '" + toUtf8(parent) + "'"
                    + (error ? " (" + error.message() + ")" : std::string())
                    + ". Check the space and the permissions there, or set TMPDIR.");
}

TemporaryFolder::~TemporaryFolder()
{
    std::error_code ignored;
    fs::remove_all(m_path, ignored);
}

} // namespace halftone
