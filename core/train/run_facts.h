// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/log.h"
#include "core/train/run_lock.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace halftone::train {

/// What a training run was started with, beside its configuration. Free of LibTorch.
struct RunFacts {
    std::filesystem::path config; ///< the file it was read from; empty: none
    std::uint64_t seed = 0;
    std::string libtorch; ///< "1.13.1"
    std::string device;   ///< "cpu", "cuda"
    int threads = 0;
    bool resumed = false;
};

/// Makes the folder of a run, if absent, and keeps other trainings out of it. Throws
/// Error{FileWrite}, and Error{InvalidArgument} where another process trains in it, or where a new
/// run (`resume` false) would overwrite a checkpoint that is there.
[[nodiscard]] std::unique_ptr<RunLock> openRunFolder(const std::filesystem::path& runFolder,
                                                     bool resume);

/// Whether there is a checkpoint to go on from. Where a run was ended before its first, it begins
/// anew, and `log` is told so.
[[nodiscard]] bool hasCheckpoint(const std::filesystem::path& lastCheckpoint, const LogFn& log);

/// What a run leaves in its folder must not replace what it is made from; but the configuration may
/// be the folder's own config.json, which writeRunConfig() then leaves as it is. Throws
/// Error{InvalidArgument}.
void requireInputsKept(const std::filesystem::path& runFolder, const std::filesystem::path& config,
                       const std::filesystem::path& dataset);

/// <runFolder>/config.json with the text `json`, unless `config`, from which it was read, is that
/// file. Atomic. Throws Error{FileWrite}.
void writeRunConfig(const std::filesystem::path& runFolder, const std::filesystem::path& config,
                    const std::string& json);

/// Notes a start in <runFolder>/run.json, with Halftone's version and commit and the time (UTC). A
/// resumed run adds to the list, so that a change of machine or commit between starts is on record;
/// a new one begins it. Atomic. Throws Error{FileWrite}.
void writeRunFacts(const std::filesystem::path& runFolder, const RunFacts& facts);

/// Removes from a table of a run (log.csv, evaluation.csv; first column `step`) the rows after
/// `step` and a half-written last one: a run that goes on from its checkpoint writes them again.
/// Nothing where the file is absent. Atomic. Throws Error{FileWrite}.
void dropRowsAfter(const std::filesystem::path& csv, std::int64_t step);

} // namespace halftone::train
