// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/dicom/detail/dicom_folder.h"

#include "core/base/hidden_name.h"
#include "core/base/input_file.h"
#include "core/base/path_text.h"
#include "core/base/text.h"

#include <algorithm>
#include <set>
#include <utility>

namespace halftone::image::detail {
namespace {

namespace fs = std::filesystem;

/// What lies in a folder, without what is hidden; all of it, or it throws cannotRead().
std::vector<fs::directory_entry> entriesOf(const fs::path& folder, const StopToken& stop)
{
    std::error_code error;
    std::vector<fs::directory_entry> entries;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        throwIfStopped(stop);
        if (!isHiddenName(it->path())) {
            entries.push_back(*it);
        }
    }
    if (error) { // with some of its slices only it would be another volume
        throw cannotRead(folder, error);
    }
    return entries;
}

std::vector<fs::path> filesBeside(const fs::path& file, const StopToken& stop)
{
    std::vector<fs::path> files;
    for (const fs::directory_entry& entry :
         entriesOf(file.has_parent_path() ? file.parent_path() : fs::path("."), stop)) {
        std::error_code ignored;
        if (entry.is_regular_file(ignored)) {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end()); // directory order differs between machines
    return files;
}

/// Of one instance; careless software gives all slices the same identifier, but not the same place.
std::string identityOf(const DicomEntry& entry)
{
    if (entry.file.instanceUid.empty()) {
        return toUtf8(entry.file.path);
    }
    const DicomFrame& first = entry.frames.front();
    std::string identity = entry.file.instanceUid + ' ' + std::to_string(first.number);
    for (std::size_t axis = 0; first.position && axis < 3; ++axis) {
        identity += ' ' + formatSignificant((*first.position)[axis], 9);
    }
    return identity;
}

/// Adds what a file holds; the same image stored twice (copies, backups) counts once.
class Collector {
public:
    void add(DicomEntry entry)
    {
        if (entry.kind == DicomEntry::Kind::Damaged) {
            m_folder.damaged.push_back(std::move(entry.file));
        }
        if (entry.kind != DicomEntry::Kind::Image) {
            return;
        }
        if (!m_seen.insert(identityOf(entry)).second) {
            ++m_folder.copies;
            return;
        }
        const bool named = !entry.file.instanceUid.empty();
        if (named && !m_uids.insert(entry.file.instanceUid).second) {
            ++m_folder.sameUid;
        }
        for (DicomFrame& frame : entry.frames) {
            frame.file = m_folder.files.size();
            m_folder.frames.push_back(std::move(frame));
        }
        m_folder.files.push_back(std::move(entry.file));
    }

    /// What `read` finds; where the system does not give it, that is kept instead.
    template <typename Read>
    void tryTo(const Read& read)
    {
        try {
            read();
        } catch (const Error& error) {
            if (error.code() != ErrorCode::FileRead && error.code() != ErrorCode::FileNotFound) {
                throw;
            }
            m_folder.unread.push_back(error);
        }
    }

    DicomFolder take() { return std::move(m_folder); }

private:
    DicomFolder m_folder;
    std::set<std::string> m_seen;
    std::set<std::string> m_uids;
};

/// Folders that the system does not list are kept as files are that it does not give. Links to
/// folders are left alone: they may lead round in a circle.
std::vector<fs::path> filesBelow(const fs::path& top, Collector& found, const StopToken& stop)
{
    std::vector<fs::path> files;
    std::vector<fs::path> folders{top};
    while (!folders.empty()) {
        const fs::path folder = std::move(folders.back());
        folders.pop_back();
        found.tryTo([&] {
            for (const fs::directory_entry& entry : entriesOf(folder, stop)) {
                std::error_code ignored;
                if (fs::is_directory(entry.symlink_status(ignored))) {
                    folders.push_back(entry.path());
                } else if (entry.is_regular_file(ignored)) {
                    files.push_back(entry.path());
                }
            }
        });
    }
    std::sort(files.begin(), files.end());
    return files;
}

[[noreturn]] void refuse(const fs::path& path, const DicomEntry& entry)
{
    switch (entry.kind) {
    case DicomEntry::Kind::Directory:
        throw unreadable(path, Message{"dicomdir",
                                       "it is a DICOMDIR, a directory of other files; open the "
                                       "folder that it lies in instead",
                                       {}});
    case DicomEntry::Kind::NoImage:
        throw unreadable(path, Message{"no-pixels",
                                       "it is a DICOM file without pixels (a report, a structure "
                                       "set or the like); expected an image",
                                       {}});
    default:
        throw unreadable(
            path, Message{"dicom-damaged", "its DICOM structure is damaged or truncated", {}});
    }
}

DicomFolder readFile(const fs::path& path, const StopToken& stop)
{
    DicomEntry entry = readDicomEntry(path, stop);
    if (entry.kind != DicomEntry::Kind::Image) {
        refuse(path, entry);
    }
    const std::string set = setOf(entry.file);
    const bool alone = entry.file.frameCount > 1 && entry.file.concatenationUid.empty();
    Collector found;
    found.add(std::move(entry));
    if (!alone) {
        std::vector<fs::path> neighbours;
        found.tryTo([&] { neighbours = filesBeside(path, stop); });
        for (const fs::path& neighbour : neighbours) {
            throwIfStopped(stop);
            found.tryTo([&] {
                std::error_code ignored;
                if (fs::equivalent(neighbour, path, ignored) || !isDicom(neighbour)) {
                    return;
                }
                DicomEntry other = readDicomEntry(neighbour, stop);
                if (setOf(other.file) == set || other.file.seriesUid.empty()) {
                    found.add(std::move(other));
                }
            });
        }
    }
    return found.take();
}

} // namespace

std::string setOf(const DicomFile& file)
{
    if (file.frameCount > 1 && file.concatenationUid.empty()) {
        return file.seriesUid + ' ' + file.instanceUid;
    }
    return file.seriesUid;
}

DicomFolder readDicomFolder(const fs::path& path, const StopToken& stop)
{
    if (!fs::is_directory(path)) {
        return readFile(path, stop);
    }
    Collector found;
    for (const fs::path& file : filesBelow(path, found, stop)) {
        throwIfStopped(stop);
        found.tryTo([&] { found.add(readDicomEntry(file, stop)); });
    }
    DicomFolder folder = found.take();
    if (folder.files.empty()) {
        if (!folder.damaged.empty()) {
            throw unreadable(
                folder.damaged.front().path,
                Message{"dicom-damaged", "its DICOM structure is damaged or truncated", {}});
        }
        if (!folder.unread.empty()) {
            throw folder.unread.front();
        }
        throw unreadable(path, "the folder holds no DICOM images. Open an image file itself");
    }
    return folder;
}

} // namespace halftone::image::detail
