// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/stop_token.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace halftone::import::detail {

/// The files of a package: a folder, or a zip file of which those that are asked for are unpacked,
/// under names of our own. Names in it are relative to its root, with "/"; whatever leads out of
/// it, be it through a link, is refused. One thread.
class PackageFiles {
public:
    /// Throws Error{FileNotFound}, Error{FileFormat}.
    PackageFiles(const std::filesystem::path& path, std::filesystem::path scratch);
    ~PackageFiles();
    PackageFiles(const PackageFiles&) = delete;
    PackageFiles& operator=(const PackageFiles&) = delete;

    /// Folder of the description within the package: "" or "folder/". Its name is `description`.
    [[nodiscard]] const std::string& root() const { return m_root; }
    [[nodiscard]] const std::string& description() const { return m_description; }

    /// A file of at most `mostBytes` on this disk. Throws Error{FileNotFound} where there is none,
    /// and Error{FileFormat} for names that lead out, for files that unpack to much more than they
    /// hold, and for damaged ones.
    [[nodiscard]] std::filesystem::path file(const std::string& name, std::uint64_t mostBytes,
                                             const StopToken& stop);

private:
    struct Archive;

    [[nodiscard]] std::filesystem::path unpacked(const std::string& name, std::uint64_t mostBytes,
                                                 const StopToken& stop);

    std::filesystem::path m_path;
    std::filesystem::path m_scratch;
    std::unique_ptr<Archive> m_archive; ///< null: a folder
    std::string m_root;
    std::string m_description;
    int m_count = 0; ///< files unpacked
};

} // namespace halftone::import::detail
