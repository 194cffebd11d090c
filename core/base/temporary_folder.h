// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace halftone {

/// An empty folder of one's own among the system's temporary ones, for this user alone. Removed
/// with what is in it when destroyed.
class TemporaryFolder {
public:
    /// Throws Error{FileWrite} where none can be made.
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_path; }

private:
    std::filesystem::path m_path;
};

} // namespace halftone
