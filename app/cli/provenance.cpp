// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/provenance.h"

#include "core/base/file_sha256.h"
#include "core/base/path_text.h"
#include "core/base/version.h"
#include "core/engine/cpu/cpu_features.h"
#include "core/model/model_catalog.h"
#include "core/nn/torch_runtime.h"
#include "core/pipeline/provenance_json.h"

#include <algorithm>
#include <span>
#include <system_error>

namespace halftone::cli {
namespace {

bool isFolder(const std::filesystem::path& path)
{
    std::error_code ignored;
    return std::filesystem::is_directory(path, ignored);
}

std::string fullPath(const std::filesystem::path& path)
{
    std::error_code ignored;
    const std::filesystem::path full = std::filesystem::absolute(path, ignored);
    return toUtf8(full.empty() ? path : full);
}

/// Of a folder, whose name may be a patient's, nothing is told.
std::string nameWithoutFolder(const std::filesystem::path& path)
{
    return isFolder(path) ? "FOLDER" : toUtf8(path.filename());
}

/// Whether what stands before a path in a word may: nothing, "--output=", "-o".
bool mayPrecedePath(const std::string& prefix)
{
    const bool isLong = prefix.starts_with("--");
    return prefix.empty() || (isLong && prefix.ends_with("="))
           || (!isLong && prefix.size() == 2 && prefix.starts_with("-"));
}

/// Of "-ofolder/mask.nii" and "--output=folder/mask.nii" the path alone changes.
std::string shownWord(const std::string& word, const std::vector<std::string>& paths,
                      bool fullPaths)
{
    for (const std::string& path : paths) {
        if (path.empty() || !word.ends_with(path)) {
            continue;
        }
        const std::string prefix = word.substr(0, word.size() - path.size());
        if (mayPrecedePath(prefix)) {
            const std::filesystem::path file = fromUtf8(path);
            return prefix + (fullPaths ? fullPath(file) : nameWithoutFolder(file));
        }
    }
    return word;
}

} // namespace

void addFullPaths(Command& command, Context& context)
{
    command.flag("--full-paths", context.fullPaths,
                 "Name files with their folders in what the result says about its origin");
}

report::Provenance beginProvenance(const Context& context, std::vector<std::string> paths,
                                   const std::string& model)
{
    const std::vector<model::CatalogEntry> known = model::listModels();
    if (std::none_of(known.begin(), known.end(),
                     [&](const model::CatalogEntry& entry) { return entry.name == model; })) {
        paths.push_back(model);
    }
    report::Provenance provenance;
    provenance.version = std::string(version());
    provenance.commit = std::string(commit());
    provenance.command = {"halftone-cli"};
    for (const std::string& word : context.words) {
        provenance.command.push_back(shownWord(word, paths, context.fullPaths));
    }
    provenance.date = report::nowInUtc();
    provenance.cpu = engine::cpuName();
    return provenance;
}

void addInput(report::Provenance& provenance, const Context& context, const ReadInput& input)
{
    const std::span<const std::filesystem::path> files =
        input.files.empty() ? std::span(&input.path, 1) : std::span(input.files);
    report::ResultInput entry;
    entry.role = input.role;
    entry.name = toUtf8(input.path.filename());
    if (context.fullPaths) {
        entry.name = fullPath(input.path);
    } else if (isFolder(input.path)) {
        entry.name = "folder of " + std::to_string(files.size()) + " files";
    }
    entry.sha256 = sha256OfFiles(files, context.stop);
    entry.files = files.size();
    entry.slices = input.slices;
    entry.slicesOf = input.slicesOf;
    provenance.inputs.push_back(std::move(entry));
}

void setModel(report::Provenance& provenance, const model::Model& model)
{
    provenance.modelName = model.card.name;
    provenance.modelSha256 = model.hash;
}

Json shownPath(const std::filesystem::path& path, const Context& context)
{
    if (path.empty()) {
        return {};
    }
    if (!context.json) {
        return toUtf8(path);
    }
    return context.fullPaths ? fullPath(path) : nameWithoutFolder(path);
}

Json shownPaths(const std::vector<std::filesystem::path>& paths, const Context& context)
{
    Json shown = Json::array();
    for (const std::filesystem::path& path : paths) {
        shown.push_back(shownPath(path, context));
    }
    return shown;
}

std::string libtorchVersion()
{
    return nn::TorchRuntime::load()->version(); // the one that is loaded
}

Json provenanceJson(const report::Provenance& provenance)
{
    return Json::parse(pipeline::toJson(provenance));
}

} // namespace halftone::cli
