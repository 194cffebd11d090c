// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/import/detail/package_files.h"

#include "core/base/error.h"
#include "core/base/input_file.h"
#include "core/base/path_text.h"
#include "core/base/platform/files.h"
#include "core/base/visible_text.h"

#include <zip.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>
#include <vector>

namespace halftone::import::detail {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostName = 200;
constexpr zip_int64_t kMostEntries = 10000;
/// Weights hardly shrink; text shrinks to a twentieth or so.
constexpr std::uint64_t kMostRatio = 200;
constexpr std::uint64_t kAnyway = 1 << 20; ///< bytes that any entry may have
const std::array<const char*, 3> kDescriptions{"rdf.yaml", "bioimageio.yaml", "model.yaml"};

[[noreturn]] void fail(const fs::path& package, const std::string& fault,
                       ErrorCode code = ErrorCode::FileFormat)
{
    throw Error(code, "Cannot import '" + visible(toUtf8(package.filename()), kMostName)
                          + "': " + fault + '.');
}

/// Whether a name stays below where it starts.
bool staysInside(const std::string& name)
{
    const fs::path path = fromUtf8(name);
    return !name.empty() && isVisible(name) && !path.has_root_path()
           && name.find('\\') == std::string::npos && name.find(':') == std::string::npos
           && std::none_of(path.begin(), path.end(),
                           [](const fs::path& part) { return part == ".."; });
}

struct FileCloser {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
struct EntryCloser {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};

} // namespace

struct PackageFiles::Archive {
    explicit Archive(zip_t* opened) : zip(opened) {}
    ~Archive() { zip_discard(zip); }
    Archive(const Archive&) = delete;
    Archive& operator=(const Archive&) = delete;

    zip_t* zip;
};

PackageFiles::PackageFiles(const fs::path& path, fs::path scratch)
    : m_path(path), m_scratch(std::move(scratch))
{
    std::error_code ignored;
    if (fs::is_directory(path, ignored)) {
        for (const char* const name : kDescriptions) {
            if (m_description.empty() && fs::exists(path / name, ignored)) {
                m_description = name;
            }
        }
    } else {
        static_cast<void>(firstBytes(path, 1)); // says why where it cannot be read
        int code = 0;
        zip_t* const zip = zip_open(toUtf8(path).c_str(), ZIP_RDONLY, &code);
        if (zip == nullptr) {
            fail(path, "it is no zip file, or a damaged one");
        }
        m_archive = std::make_unique<Archive>(zip);
        const zip_int64_t count = zip_get_num_entries(zip, 0);
        if (count > kMostEntries) {
            fail(path, "it holds more than " + std::to_string(kMostEntries) + " files");
        }
        for (zip_int64_t i = 0; i < count; ++i) { // at the top, or in the only folder there
            const char* const entry =
                zip_get_name(zip, static_cast<zip_uint64_t>(i), ZIP_FL_ENC_GUESS);
            const std::string name = entry == nullptr ? "" : entry;
            const std::size_t slash = name.find('/');
            const std::string last = slash == std::string::npos ? name : name.substr(slash + 1);
            const bool isOne =
                std::find(kDescriptions.begin(), kDescriptions.end(), last) != kDescriptions.end();
            if (isOne && (m_description.empty() || slash == std::string::npos)) {
                m_description = last;
                m_root = slash == std::string::npos ? "" : name.substr(0, slash + 1);
            }
        }
    }
    if (m_description.empty()) {
        fail(path, "it is no bioimage.io package: it has neither rdf.yaml nor bioimageio.yaml");
    }
}

PackageFiles::~PackageFiles() = default;

fs::path PackageFiles::file(const std::string& name, std::uint64_t mostBytes, const StopToken& stop)
{
    if (!staysInside(name)) {
        fail(m_path, "it names the file '" + visible(name, kMostName)
                         + "'; only files in the package itself are read");
    }
    if (m_archive != nullptr) {
        return unpacked(m_root + name, mostBytes, stop);
    }
    const fs::path path = m_path / fromUtf8(name);
    std::error_code error;
    const fs::path folder = fs::canonical(m_path, error);
    const fs::path place = error ? fs::path{} : fs::weakly_canonical(path, error);
    const auto parted = std::mismatch(folder.begin(), folder.end(), place.begin(), place.end());
    if (error || parted.first != folder.end()) {
        fail(m_path, "'" + visible(name, kMostName) + "' is a link to a file outside the package");
    }
    if (const InputFile opened(path); opened.size() > mostBytes) {
        fail(m_path, "'" + visible(name, kMostName) + "' is too large");
    }
    return path;
}

fs::path PackageFiles::unpacked(const std::string& name, std::uint64_t mostBytes,
                                const StopToken& stop)
{
    const std::string quoted = '\'' + visible(name, kMostName) + '\'';
    zip_stat_t entry;
    if (zip_stat(m_archive->zip, name.c_str(), 0, &entry) != 0) {
        fail(m_path, "it has no file " + quoted, ErrorCode::FileNotFound);
    }
    const zip_uint64_t needed = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_ENCRYPTION_METHOD;
    if ((entry.valid & needed) != needed || entry.encryption_method != ZIP_EM_NONE) {
        fail(m_path, quoted + " is encrypted or damaged");
    }
    if (entry.size > mostBytes
        || (entry.size > kAnyway && entry.size / kMostRatio > entry.comp_size)) {
        fail(m_path, quoted + " would unpack to " + std::to_string(entry.size)
                         + " bytes, more than such a file has");
    }
    const std::unique_ptr<zip_file_t, EntryCloser> from(
        zip_fopen_index(m_archive->zip, entry.index, 0));
    const fs::path path =
        m_scratch / (std::to_string(m_count++) + toUtf8(fromUtf8(name).extension()));
    const std::unique_ptr<std::FILE, FileCloser> to(openForWriting(path));
    if (from == nullptr || to == nullptr) {
        fail(m_path, quoted + " cannot be unpacked",
             to == nullptr ? ErrorCode::FileWrite : ErrorCode::FileFormat);
    }
    std::vector<char> buffer(1 << 16);
    std::uint64_t written = 0;
    for (;;) { // what is read counts, not what the file claims
        if (stop.stopRequested()) {
            throw Error(ErrorCode::Cancelled, "Importing was stopped.");
        }
        const zip_int64_t count = zip_fread(from.get(), buffer.data(), buffer.size());
        if (count <= 0) {
            if (count < 0 || written != entry.size) {
                fail(m_path, quoted + " is damaged");
            }
            break;
        }
        written += static_cast<std::uint64_t>(count);
        if (written > entry.size) {
            fail(m_path, quoted + " is larger than the file says");
        }
        if (std::fwrite(buffer.data(), 1, static_cast<std::size_t>(count), to.get())
            != static_cast<std::size_t>(count)) {
            fail(m_path, quoted + " cannot be unpacked: the disk is full, or cannot be written to",
                 ErrorCode::FileWrite);
        }
    }
    if (std::fflush(to.get()) != 0) {
        fail(m_path, quoted + " cannot be unpacked: the disk is full", ErrorCode::FileWrite);
    }
    return path;
}

} // namespace halftone::import::detail
