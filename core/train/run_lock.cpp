// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/train/run_lock.h"

#include "core/base/error.h"
#include "core/base/input_file.h"
#include "core/base/output_file.h"
#include "core/base/path_text.h"

#include <fstream>
#include <string>
#include <system_error>

namespace halftone::train {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const fs::path& runFolder, const fs::path& file)
{
    long process = 0;
    InputFile(file) >> process;
    const std::string who = process > 0 ? "process " + std::to_string(process) : "another process";
    throw Error(ErrorCode::InvalidArgument,
                Message{"training-runs",
                        "A training runs in '{0}' already: {1}. Wait until it ends or stop it, or "
                        "give another 'output' in the configuration.",
                        {toUtf8(runFolder), who}});
}

/// Not held where the file came or went meanwhile, which is to be tried again.
FileLock tryLock(const fs::path& runFolder, const fs::path& file)
{
    std::error_code error;
    FileLock lock = FileLock::create(file, FileLock::Access::Default, error);
    if (error == std::errc::file_exists) {
        lock = FileLock::take(file, error);
        if (!lock.held() && !error) {
            refuse(runFolder, file);
        }
    }
    if (error && error != std::errc::no_such_file_or_directory) {
        throw cannotWrite(file, error);
    }
    if (lock.held() && !lock.isStill(file)) { // its owner ended between the two calls
        lock.release();
    }
    return lock;
}

} // namespace

RunLock::RunLock(const fs::path& runFolder) : m_file(runFolder / ".lock")
{
    constexpr int kMostTries = 100;
    for (int tries = 0; !m_lock.held(); ++tries) {
        if (tries == kMostTries) {
            refuse(runFolder, m_file);
        }
        m_lock = tryLock(runFolder, m_file);
    }
    std::ofstream(m_file) << processId() << '\n';
}

RunLock::~RunLock()
{
    std::error_code ignored;
    std::filesystem::remove(m_file, ignored); // before it is free, lest it be another's by then
}

} // namespace halftone::train
