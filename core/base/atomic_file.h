// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <span>
#include <string_view>

namespace halftone {

/// False where something other than a regular file has that name (a folder, a device, a pipe, or a
/// link to one): a new file in its place would take it from whoever uses it.
[[nodiscard]] bool mayReplace(const std::filesystem::path& path) noexcept;

/// Writes a file so that readers see either the old content or the new one, never half of it:
/// `write` receives the path of a temporary file in the same folder (same extension, because ITK
/// picks the format by it), which is renamed over `path` when `write` returns and removed when it
/// throws. Throws Error{FileWrite} naming `path`, before `write` is called where it may not be
/// replaced; lets errors of `write` pass through.
void writeAtomically(const std::filesystem::path& path,
                     const std::function<void(const std::filesystem::path& temporary)>& write);

/// The same for bytes that are already in memory.
void writeAtomically(const std::filesystem::path& path, std::span<const std::byte> bytes);
void writeAtomically(const std::filesystem::path& path, std::string_view text);

} // namespace halftone
