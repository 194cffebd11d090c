// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <filesystem>
#include <string>

namespace halftone::image::detail {

/// Where the files lie that a header may name: its folder and what is below it, links resolved (the
/// header itself counts as named and as resolved). A header from a stranger must not bring any file
/// of this machine into an image.
class HeaderFolder {
public:
    explicit HeaderFolder(std::filesystem::path header);

    /// The file of a name in the header: relative to its folder, either slash as separator. Throws
    /// as require() does.
    [[nodiscard]] std::filesystem::path file(const std::string& name) const;
    /// Throws unreadable() for a file elsewhere; one that is not there has a place, too.
    void require(const std::filesystem::path& file) const;

private:
    std::filesystem::path m_header;
    std::array<std::filesystem::path, 2> m_folders;
};

} // namespace halftone::image::detail
