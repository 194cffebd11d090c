// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>

/// A parser that is fed with damaged files: fuzz_<parser>.cpp defines what is declared here.
/// fuzz_target.cpp makes it a target of libFuzzer (preset fuzz, .ci/jobs/fuzz); elsewhere
/// mutate_main.cpp changes the valid files at random, for as long as a test may take.
namespace halftone::fuzz {

/// The name its files need: readers look at the extension.
extern const char* const kFileName;

/// Writes files to start from, all valid, into an empty folder.
void writeSeeds(const std::filesystem::path& folder);

/// Reads a file. What it may throw is an Error, and none that calls itself Internal.
void parse(const std::filesystem::path& file);

} // namespace halftone::fuzz

/// libFuzzer's entry: one input. Ends the process where parse() does what it may not.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
