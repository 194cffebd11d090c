// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/train/run_lock.h"

#include "core/base/error.h"
#include "core/base/input_file.h"
#include "core/base/output_file.h"
#include "core/base/parse_number.h"
#include "core/base/path_text.h"

#include <fstream>
#include <string>
#include <system_error>

namespace halftone::train {
namespace {

namespace fs = std::filesystem;

/// Who holds it, as far as the file tells, which may be gone by now.
std::string holderOf(const fs::path& file)
{
    try {
        constexpr std::size_t kMost = 32; // a number and the end of its line
        const std::string text = firstBytes(file, kMost);
        if (const auto process = parseInteger(text.substr(0, text.find('\n')))) {
            return "process " + std::to_string(*process);
        }
    } catch (const Error&) {
    }
    return "another process";
}

[[noreturn]] void refuse(const fs::path& runFolder, const fs::path& file)
{
    const std::string who = holderOf(file);
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
