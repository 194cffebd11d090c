// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/recovery_folder.h"

#include "core/base/output_file.h"
#include "core/base/parse_number.h"
#include "core/base/path_text.h"

#include <QRandomGenerator>
#include <QString>

#include <algorithm>
#include <set>
#include <system_error>

namespace halftone::ui {

namespace {

namespace fs = std::filesystem;

constexpr const char* kLockEnding = ".lock";
constexpr const char* kJournalEnding = ".mask";
constexpr int kMostTries = 100;

/// For this user alone, from the first moment on or else not used.
void makePrivate(const fs::path& folder)
{
    std::error_code error;
    fs::create_directories(folder, error);
    if (!error) {
        fs::permissions(folder, fs::perms::owner_all, error);
    }
    if (error) {
        throw cannotWrite(folder, error);
    }
}

/// "<process>-<random>", lest another machine's process of that number has the same.
std::string freshName()
{
    return std::to_string(processId()) + '-'
           + QString::number(QRandomGenerator::system()->generate64(), 16).toStdString();
}

/// Whether a second one cannot have what the first has. Where a disk knows no locks everybody has
/// them, and the number of a process has to do.
bool locksWork(const fs::path& root)
{
    std::error_code error;
    const fs::path probe = root / ("probe-" + freshName());
    const FileLock first = FileLock::create(probe, FileLock::Access::Owner, error);
    const bool work = first.held() && !FileLock::take(probe, error).held();
    fs::remove(probe, error);
    return work;
}

bool isRunning(const std::string& name)
{
    const auto process = parseInteger(name.substr(0, name.find('-')));
    return process && processRuns(static_cast<long>(*process));
}

std::vector<fs::path> filesWith(const fs::path& folder, const char* ending)
{
    std::set<fs::path> files;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        if (entry->path().extension() == ending) {
            files.insert(entry->path());
        }
    }
    return {files.begin(), files.end()};
}

} // namespace

RecoveryFolder::RecoveryFolder(const fs::path& root)
{
    makePrivate(root);
    std::error_code error;
    for (int tries = 0; !m_lock.held() && tries < kMostTries; ++tries) {
        const std::string name = freshName();
        m_path = root / name;
        m_lockFile = root / (name + kLockEnding);
        // The lock first: a folder without is one that was left.
        m_lock = FileLock::create(m_lockFile, FileLock::Access::Owner, error);
    }
    if (!m_lock.held()) {
        throw cannotWrite(m_lockFile, error);
    }
    makePrivate(m_path);
}

RecoveryFolder::~RecoveryFolder()
{
    std::error_code ignored;
    fs::remove_all(m_path, ignored);
    fs::remove(m_lockFile, ignored);
}

std::vector<LeftFolder> findLeft(const fs::path& root)
{
    std::vector<LeftFolder> found;
    const std::vector<fs::path> locks = filesWith(root, kLockEnding);
    const bool work = locks.empty() || locksWork(root);
    for (const fs::path& lockFile : locks) {
        std::error_code error;
        LeftFolder folder{
            fs::path(lockFile).replace_extension(), lockFile, FileLock::take(lockFile, error), {}};
        if (!folder.lock.held() || !folder.lock.isStill(lockFile)
            || (!work && isRunning(toUtf8(folder.path.filename())))) {
            continue; // of a window that runs, or that just ended
        }
        folder.journals = filesWith(folder.path, kJournalEnding);
        if (folder.journals.empty()) {
            removeIfEmpty(folder);
        } else {
            found.push_back(std::move(folder));
        }
    }
    return found;
}

void removeIfEmpty(LeftFolder& folder)
{
    if (filesWith(folder.path, kJournalEnding).empty()) {
        std::error_code ignored;
        fs::remove_all(folder.path, ignored); // with what a writer left that was killed
        fs::remove(folder.lockFile, ignored);
        folder.lock.release();
    }
}

} // namespace halftone::ui
