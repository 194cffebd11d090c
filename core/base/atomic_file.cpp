// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"

#include "core/base/error.h"
#include "core/base/output_file.h"
#include "core/base/parse_number.h"
#include "core/base/path_text.h"
#include "core/base/platform/files.h"
#include "core/base/platform/platform.h"

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

namespace halftone {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrefix = ".halftone-";

fs::path folderOf(const fs::path& path)
{
    return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

/// What is written in the end: where a link leads, be it there or not.
fs::path linkedFile(fs::path path)
{
    constexpr int kMostLinks = 40; // as the systems have it
    std::error_code error;
    for (int links = 0; fs::is_symlink(fs::symlink_status(path, error)); ++links) {
        const fs::path target = fs::read_symlink(path, error);
        if (links == kMostLinks || error) {
            throw cannotWrite(path, std::make_error_code(std::errc::too_many_symbolic_link_levels));
        }
        path = folderOf(path) / target; // an absolute target replaces the folder
    }
    return path;
}

/// ".halftone-<machine>-": machines that share a folder must not take each other's files for those
/// of dead processes.
std::string ownPrefix()
{
    std::uint32_t hash = 2166136261U; // FNV-1a
    for (const char letter : machineName()) {
        hash = (hash ^ static_cast<unsigned char>(letter)) * 16777619U;
    }
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%08x-", hash);
    return std::string(kPrefix) + text.data();
}

/// ".nii.gz", ".nrrd"; nothing where what follows the last dot is no format's ending.
std::string extensionOf(const fs::path& path)
{
    constexpr std::size_t kLongest = 12;
    std::string extension = toUtf8(path.extension());
    if (extension == ".gz") {
        extension.insert(0, toUtf8(path.stem().extension()));
    }
    return extension.size() <= kLongest ? extension : std::string();
}

/// A temporary file, which is gone when this goes, unless it got another name. Its lock tells other
/// processes that it is in use.
class Temporary {
public:
    Temporary(const fs::path& shown, const fs::path& target, FileLock::Access access)
    {
        static std::atomic<unsigned> s_counter{0};
        constexpr int kMostTries = 1000;
        const std::string start = ownPrefix() + std::to_string(processId()) + "-";
        std::error_code error;
        for (int tries = 0; !m_lock.held() && tries < kMostTries; ++tries) {
            const std::string name = start + std::to_string(s_counter++) + extensionOf(target);
            m_path = folderOf(target) / fromUtf8(name);
            m_lock = FileLock::create(m_path, access, error);
            if (error && error != std::errc::file_exists) {
                break;
            }
        }
        if (!m_lock.held()) {
            throw cannotWrite(shown, error);
        }
        m_removed.emplace(m_path);
    }
    Temporary(const Temporary&) = delete;
    Temporary& operator=(const Temporary&) = delete;
    ~Temporary()
    {
        std::error_code ignored;
        if (!m_renamed) {
            fs::remove(m_path, ignored);
        }
    }

    [[nodiscard]] const fs::path& path() const { return m_path; }

    void rename(const fs::path& to, std::error_code& error)
    {
        replaceFile(m_path, to, error);
        m_renamed = !error;
    }

private:
    fs::path m_path;
    FileLock m_lock;
    std::optional<RemovedOnInterrupt> m_removed;
    bool m_renamed = false;
};

/// The process that made a temporary file of this machine, by its name.
std::optional<long> makerOf(const std::string& name, const std::string& prefix)
{
    if (!name.starts_with(prefix)) {
        return std::nullopt;
    }
    const std::size_t end = name.find('-', prefix.size());
    const auto number = parseNumber(name.substr(prefix.size(), end - prefix.size()));
    return number && *number > 0 ? std::optional<long>(static_cast<long>(*number)) : std::nullopt;
}

void removeIfUnused(const fs::path& file)
{
    std::error_code error;
    const FileLock lock = FileLock::take(file, error);
    if (lock.held() && lock.isStill(file)) {
        fs::remove(file, error);
    }
}

/// Removes temporary files of processes that did not live to do it. What cannot be removed stays.
void sweepLeftovers(const fs::path& folder)
{
    const std::string prefix = ownPrefix();
    const auto yesterday = fs::file_time_type::clock::now() - std::chrono::hours(24);
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        const std::string name = toUtf8(entry->path().filename());
        std::error_code ignored;
        if (!name.starts_with(kPrefix) || !fs::is_regular_file(entry->symlink_status(ignored))) {
            continue;
        }
        const std::optional<long> maker = makerOf(name, prefix);
        const fs::file_time_type written = entry->last_write_time(ignored);
        if ((maker && !processRuns(*maker)) || (!ignored && written < yesterday)) {
            removeIfUnused(entry->path());
        }
    }
}

enum class Empty { Allowed, Refused };

void writeThrough(const fs::path& path, const std::function<void(const fs::path&)>& write,
                  Empty empty)
{
    if (const std::string reason = whyNotWritable(path); !reason.empty()) {
        throw cannotWrite(path, reason);
    }
    const fs::path target = linkedFile(path);
    sweepLeftovers(folderOf(target));
    std::error_code error;
    const fs::file_status old = fs::status(target, error);
    const bool replaces = fs::exists(old);
    Temporary temporary(path, target,
                        replaces ? FileLock::Access::Owner : FileLock::Access::Default);
    write(temporary.path());

    const std::uintmax_t bytes = fs::file_size(temporary.path(), error);
    if (error || (bytes == 0 && empty == Empty::Refused)) {
        throw cannotWrite(path, "nothing arrived on the disk; it may be full");
    }
    syncFile(temporary.path(), error);
    if (replaces) {
        // After the content, which needs no right to read then. Where a disk knows no permissions
        // the file stays its owner's.
        constexpr fs::perms kPlain = fs::perms::all; // without those that lend a user's rights
        std::error_code ignored;
        fs::permissions(temporary.path(), old.permissions() & kPlain, ignored);
    }
    if (!error) {
        temporary.rename(target, error);
    }
    if (!error) {
        syncFolder(folderOf(target), error);
    }
    if (error) {
        throw cannotWrite(path, error);
    }
}

} // namespace

bool mayReplace(const fs::path& path) noexcept
{
    std::error_code ignored;
    const fs::file_status status = fs::status(path, ignored);
    return !fs::exists(status) || fs::is_regular_file(status);
}

std::string whyNotWritable(const fs::path& path)
{
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (error == std::errc::filename_too_long) {
        return "the name is too long for this file system; give a shorter one";
    }
    if (error == std::errc::too_many_symbolic_link_levels) {
        return "it is a link that leads back to itself; give another name";
    }
    if (!mayReplace(path)) {
        return "something that is not a regular file, such as a folder or a device, has that "
               "name; give another name";
    }
    if (path.filename().empty()) {
        return "it is the name of a folder; give the name of a file";
    }
    const fs::path folder = folderOf(linkedFile(path));
    if (!fs::is_directory(folder, error)) {
        return "the folder '" + toUtf8(folder) + "' does not exist; make it first";
    }
    if (!mayWrite(folder, error)) {
        return "the folder '" + toUtf8(folder) + "' may not be written to (" + error.message()
               + ")";
    }
    if (fs::exists(status) && !mayWrite(path, error)) {
        return "the file that has that name is protected from being written (" + error.message()
               + "); give another name, or lift the protection";
    }
    return {};
}

void writeAtomically(const fs::path& path, const std::function<void(const fs::path&)>& write)
{
    writeThrough(path, write, Empty::Refused);
}

void writeAtomically(const fs::path& path, std::span<const std::byte> bytes)
{
    const auto write = [&](const fs::path& temporary) {
        OutputFile file(temporary, path);
        file.write(bytes);
        file.close();
    };
    writeThrough(path, write, Empty::Allowed);
}

void writeAtomically(const fs::path& path, std::string_view text)
{
    writeAtomically(path, std::as_bytes(std::span(text.data(), text.size())));
}

} // namespace halftone
