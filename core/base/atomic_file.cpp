// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"

#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/base/platform/platform.h"

#include <atomic>
#include <chrono>
#include <fstream>
#include <string>
#include <system_error>

namespace halftone {
namespace {

namespace fs = std::filesystem;

fs::path temporaryBeside(const fs::path& path)
{
    // Unique among threads and processes writing to one folder; the time stands in for a process
    // id, which the standard library does not offer.
    static std::atomic<unsigned> s_counter{0};
    const auto ticks = std::chrono::steady_clock::now().time_since_epoch().count();
    std::string name = "." + std::to_string(ticks) + "-" + std::to_string(s_counter++) + "-";
    name += toUtf8(path.filename()); // keeps compound extensions such as .nii.gz
    return path.parent_path() / fromUtf8(name);
}

Error cannotWrite(const fs::path& path, const std::string& reason)
{
    return Error(ErrorCode::FileWrite, "Cannot write '" + toUtf8(path) + "': " + reason
                                           + ". Check that the folder exists, is writable and has "
                                             "free space.");
}

} // namespace

bool mayReplace(const fs::path& path) noexcept
{
    std::error_code ignored;
    const fs::file_status status = fs::status(path, ignored);
    return !fs::exists(status) || fs::is_regular_file(status);
}

void writeAtomically(const fs::path& path, const std::function<void(const fs::path&)>& write)
{
    const fs::path folder = path.parent_path().empty() ? fs::path(".") : path.parent_path();
    if (!fs::is_directory(folder)) {
        throw cannotWrite(path, "the folder '" + toUtf8(folder) + "' does not exist");
    }
    if (!mayReplace(path)) {
        throw Error(ErrorCode::FileWrite,
                    "Cannot write '" + toUtf8(path)
                        + "': something that is not a regular file, such as a folder or a device, "
                          "has that name. Give another name.");
    }
    const fs::path temporary = temporaryBeside(path);
    std::error_code ignored;
    try {
        write(temporary);
    } catch (...) {
        fs::remove(temporary, ignored);
        throw;
    }
    std::error_code error;
    replaceFile(temporary, path, error);
    if (error) {
        fs::remove(temporary, ignored);
        throw cannotWrite(path, error.message());
    }
}

void writeAtomically(const fs::path& path, std::span<const std::byte> bytes)
{
    writeAtomically(path, [&](const fs::path& temporary) {
        std::ofstream file(temporary, std::ios::binary);
        file.write(reinterpret_cast<const char*>(bytes.data()),
                   static_cast<std::streamsize>(bytes.size()));
        file.flush();
        if (!file) {
            throw cannotWrite(path, "the disk refused the data");
        }
    });
}

void writeAtomically(const fs::path& path, std::string_view text)
{
    writeAtomically(path, std::as_bytes(std::span(text.data(), text.size())));
}

} // namespace halftone
