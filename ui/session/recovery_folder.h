// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/platform/files.h"

#include <filesystem>
#include <vector>

/// Where running windows keep recovery journals: ROOT/<name>/*.mask of each, and ROOT/<name>.lock,
/// which it holds as long as it runs and the system gives back however it ends. All of it is for
/// this user alone. To be called in lanes, each object from one at a time.
namespace halftone::ui {

/// The folder of this window. Removed with all that is in it when the object goes: what is left was
/// left by a process that did not come to its end.
class RecoveryFolder {
public:
    /// Makes it. Throws Error{FileWrite}.
    explicit RecoveryFolder(const std::filesystem::path& root);
    ~RecoveryFolder();
    RecoveryFolder(const RecoveryFolder&) = delete;
    RecoveryFolder& operator=(const RecoveryFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_path; }

private:
    std::filesystem::path m_path;
    std::filesystem::path m_lockFile;
    FileLock m_lock;
};

/// The folder of a window that is gone. While this holds its lock no other window looks at it.
struct LeftFolder {
    std::filesystem::path path;
    std::filesystem::path lockFile;
    FileLock lock;
    std::vector<std::filesystem::path> journals; ///< by name
};

/// Those that no running window holds, and that have journals; the others of them are removed.
[[nodiscard]] std::vector<LeftFolder> findLeft(const std::filesystem::path& root);
/// Removes it with its lock where it has no journals any more.
void removeIfEmpty(LeftFolder& folder);

} // namespace halftone::ui
