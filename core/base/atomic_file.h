// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace halftone {

/// False where something other than a regular file has that name (a folder, a device, a pipe, or a
/// link to one): a new file in its place would take it from whoever uses it.
[[nodiscard]] bool mayReplace(const std::filesystem::path& path) noexcept;

/// Why no file can be written under that name, as a clause without a period ("the folder 'x' does
/// not exist"); empty where nothing speaks against it. To be asked before long work.
[[nodiscard]] std::string whyNotWritable(const std::filesystem::path& path);

/// Writes a file so that readers see either the old content or the new one, never half of it, also
/// after a power cut: `write` receives the path of an empty temporary file in the same folder,
/// which is brought to the disk and renamed over `path` when `write` returns, and removed when it
/// throws.
///
/// The temporary is called .halftone-<machine>-<process>-<number> with the extension of `path`, by
/// which libraries pick a format. Those that dead processes left in the folder, or that are older
/// than a day, are removed. A link stays, and what it leads to is replaced; a replaced file hands
/// on its permissions.
///
/// Throws Error{FileWrite} naming `path`, before `write` is called where whyNotWritable(), and with
/// the system's reason where the disk refuses the data; also where `write` leaves nothing behind.
/// Lets errors of `write` pass through. `write` has to check its own writes: see OutputFile.
void writeAtomically(const std::filesystem::path& path,
                     const std::function<void(const std::filesystem::path& temporary)>& write);

/// The same for bytes that are already in memory; none make an empty file.
void writeAtomically(const std::filesystem::path& path, std::span<const std::byte> bytes);
void writeAtomically(const std::filesystem::path& path, std::string_view text);

} // namespace halftone
