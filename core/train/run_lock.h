// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/platform/files.h"

#include <filesystem>

namespace halftone::train {

/// One training at a time in a folder. Held as long as the object lives and no longer than its
/// process, however that ends; the file <runFolder>/.lock with the process' number is removed with
/// it, and means nothing where a killed process left it. Free of LibTorch.
class RunLock {
public:
    /// `runFolder` is there. Throws Error{InvalidArgument} naming the process that has it, and
    /// Error{FileWrite}.
    explicit RunLock(const std::filesystem::path& runFolder);
    RunLock(const RunLock&) = delete;
    RunLock& operator=(const RunLock&) = delete;
    ~RunLock();

private:
    std::filesystem::path m_file;
    FileLock m_lock;
};

} // namespace halftone::train
