// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/command.h"
#include "app/cli/context.h"
#include "core/quant/precision.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

/// Options that several subcommands share, so that they look and behave alike.
namespace halftone::cli {

/// A subcommand with --json whose `run` is called once parsing has succeeded.
Command addCommand(Command& program, Context& context, const std::string& name,
                   const std::string& description, std::function<void()> run);

/// --weights and --activations; Balanced unless given.
struct PrecisionOptions {
    int weights = quant::kBalanced.weightBits;
    int activations = quant::kBalanced.activationBits;

    /// Refused as wrong usage is a pair that does not exist, such as 32/4.
    [[nodiscard]] quant::Precision precision() const;
};
void addPrecision(Command& command, PrecisionOptions& options);

/// --model NAME|FILE.
Argument addModel(Command& command, std::string& model);

/// --label NAME[,NAME...]: what a reference shows; see pipeline::adaptReference.
Argument addReferenceLabels(Command& command, std::vector<std::string>& labels);

/// --volume N: which of several volumes of a file or folder; not given: 0, see image::ReadOptions.
void addVolume(Command& command, int& volume);

/// --threads N; 0 means all.
void addThreads(Command& command, int& threads);

/// Legal values of --weights and --activations.
[[nodiscard]] Argument::Check bitWidth();

/// Accepts file names that end in one of `extensions` (with their dot) and lie in an existing
/// folder, where nothing but a regular file has that name, so that a long run is not lost at its
/// last step.
[[nodiscard]] Argument::Check writableFile(const std::vector<std::string>& extensions);

/// The file name without its extension; ".nii.gz" counts as one.
[[nodiscard]] std::string stemOf(const std::filesystem::path& path);

} // namespace halftone::cli
