// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/command.h"
#include "app/cli/context.h"
#include "app/cli/output.h"
#include "core/model/model.h"
#include "core/report/provenance.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

/// What every command with results says about how they came about: `provenance` in its JSON.
namespace halftone::cli {

/// --full-paths: else provenance has names of files alone, because folders carry names of patients.
void addFullPaths(Command& command, Context& context);

/// Version, commit, date, CPU, and the command: of its words those that are one of `paths`, or
/// `model` where it is a file and no name of the catalogue, are shown as Context::fullPaths asks;
/// of folders "FOLDER" is left.
[[nodiscard]] report::Provenance
beginProvenance(const Context& context, std::vector<std::string> paths, const std::string& model);

/// Something that was read. `slices`: see report::ResultInput.
struct ReadInput {
    std::string role;
    std::filesystem::path path;               ///< as it was named: a file or a folder
    std::vector<std::filesystem::path> files; ///< that it consists of; empty: `path` alone
    std::string slices{};
    int slicesOf = 0;
};
using ReadInputFn = std::function<void(const ReadInput&)>;

/// Adds it with its SHA-256, for which the files are read once more. Throws what that throws.
void addInput(report::Provenance& provenance, const Context& context, const ReadInput& input);

/// Name and checksum of a model.
void setModel(report::Provenance& provenance, const model::Model& model);

/// A file as a result names it: without its folder unless Context::fullPaths, and "FOLDER" for a
/// folder. As it was given where the result is text for who gave it; null for none.
[[nodiscard]] Json shownPath(const std::filesystem::path& path, const Context& context);
/// The same of several.
[[nodiscard]] Json shownPaths(const std::vector<std::filesystem::path>& paths,
                              const Context& context);

/// The version of LibTorch, which the caller has used; it is loaded.
[[nodiscard]] std::string libtorchVersion();

/// {version, commit, command, date, cpu, isa, threads, libtorch, model, inputs, labels, units};
/// null for what does not apply.
[[nodiscard]] Json provenanceJson(const report::Provenance& provenance);

} // namespace halftone::cli
