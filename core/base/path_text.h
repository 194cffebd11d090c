// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

/// Paths as text. path::string() is in the code page of the system, in which a file on Windows may
/// have no name; messages, JSON, tables and the window take UTF-8, and so do ITK and LibTorch.
namespace halftone {

/// UTF-8 with the system's separators. On POSIX systems the bytes of the name, whatever they are.
[[nodiscard]] inline std::string toUtf8(const std::filesystem::path& path)
{
    const std::u8string text = path.u8string();
    return {text.begin(), text.end()};
}

/// The path that `text`, UTF-8, names.
[[nodiscard]] inline std::filesystem::path fromUtf8(std::string_view text)
{
    return std::u8string(text.begin(), text.end());
}

} // namespace halftone
