// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/stop_token.h"
#include "core/model/model.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

/// Models by name: the one place that knows where they lie.
namespace halftone::model {

/// A model file under the name people use for it: the file name without ".halftone".
struct CatalogEntry {
    std::string name;
    std::filesystem::path file;
};

/// Folders searched, in order, whether they exist or not: those of the environment variable
/// HALFTONE_MODELS (separated as in PATH), then share/halftone/models of the installation the
/// running program belongs to. A build folder is laid out like an installation.
[[nodiscard]] std::vector<std::filesystem::path> modelFolders();

/// All models found, folder after folder, by name within one: a user's own come before shipped
/// ones, also where the first that fits is taken. Of equal names the first folder's. Reads no file.
[[nodiscard]] std::vector<CatalogEntry> listModels();

/// A sentence about the shipped model that has a package of its own, for its licence, where it is
/// not among them: what is missing and which package brings it. Else empty.
[[nodiscard]] std::string missingModels();

/// The picture beside a model file that shows what it does, <name>.png; empty where there is none.
[[nodiscard]] std::filesystem::path previewOf(const std::filesystem::path& modelFile);

/// The file of a catalogue name ("em-membrane") or of a path. Throws Error{FileNotFound} that lists
/// the known names and the folders searched, or says missingModels().
[[nodiscard]] std::filesystem::path findModel(const std::string& nameOrPath);

/// readModel(findModel(nameOrPath), stop), ready to be shared.
[[nodiscard]] std::shared_ptr<const Model> loadModel(const std::string& nameOrPath,
                                                     const StopToken& stop = {});

} // namespace halftone::model
