// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/log.h"
#include "core/base/platform/process.h"
#include "core/image/detail/source.h"

#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// The parent's side of reader processes.
namespace halftone::image::detail {

/// Reader processes that wait for work. Thread-safe.
class ReaderPool {
public:
    explicit ReaderPool(LogFn log = {}) : m_log(std::move(log)) {}

    /// One that waits, else a new one; empty where none can be started.
    [[nodiscard]] std::optional<ChildProcess> take();
    /// One that waits for the next request. A few are kept.
    void giveBack(ChildProcess reader);
    /// Says that one ended over a file, and why.
    void ended(const std::filesystem::path& file, const std::string& how) const;

private:
    LogFn m_log;
    std::mutex m_mutex;
    std::vector<ChildProcess> m_waiting;
};

/// Of this program, once useReaderProcesses() was called; null before.
[[nodiscard]] ReaderPool* readerPool() noexcept;

/// As openHere(), but a reader process opens and reads. It is kept from others until the voxels are
/// read or the Source is gone. What it answers is checked as files are. Where it ends, computes or
/// takes more than the file's budget, or makes no sense, it is ended and the Error names the file;
/// so is it on a stop.
[[nodiscard]] Source openElsewhere(ReaderPool& readers, const std::filesystem::path& path,
                                   const ReadOptions& options, const StopToken& stop);

} // namespace halftone::image::detail
