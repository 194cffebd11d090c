// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
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

/// Makes the folder of a run, if absent. Throws Error{FileWrite}, and Error{InvalidArgument} where
/// a new run (`resume` false) would overwrite one that is there.
void openRunFolder(const std::filesystem::path& runFolder, bool resume);

/// Notes a start in <runFolder>/run.json, with Halftone's version and commit and the time (UTC). A
/// resumed run adds to the list, so that a change of machine or commit between starts is on record;
/// a new one begins it. Atomic. Throws Error{FileWrite}.
void writeRunFacts(const std::filesystem::path& runFolder, const RunFacts& facts);

/// Removes from a table of a run (log.csv, evaluation.csv; first column `step`) the rows after
/// `step` and a half-written last one: a run that goes on from its checkpoint writes them again.
/// Nothing where the file is absent. Atomic. Throws Error{FileWrite}.
void dropRowsAfter(const std::filesystem::path& csv, std::int64_t step);

} // namespace halftone::train
