// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/provenance.h"

#include "core/base/file_sha256.h"
#include "core/base/path_text.h"
#include "core/base/version.h"
#include "core/engine/cpu/cpu_features.h"
#include "core/model/model_catalog.h"
#include "core/nn/torch_runtime.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <span>
#include <system_error>

namespace halftone::cli {
namespace {

/// "2026-11-30T22:51:24Z".
std::string nowInUtc()
{
    using namespace std::chrono;
    const auto now = floor<seconds>(system_clock::now());
    const auto day = floor<days>(now);
    const year_month_day date(day);
    const hh_mm_ss time(now - day);
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ",
                  static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                  static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
                  static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()));
    return text.data();
}

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

Json orNull(const std::string& text)
{
    return text.empty() ? Json() : Json(text);
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
    provenance.date = nowInUtc();
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
    Json inputs = Json::array();
    for (const report::ResultInput& input : provenance.inputs) {
        inputs.push_back({{"role", input.role},
                          {"name", input.name},
                          {"sha256", input.sha256},
                          {"files", input.files},
                          {"slices", orNull(input.slices)},
                          {"slices_of", input.slices.empty() ? Json() : Json(input.slicesOf)}});
    }
    Json units = Json::object();
    for (const auto& [what, unit] : provenance.units) {
        units[what] = unit;
    }
    return {{"version", provenance.version},
            {"commit", provenance.commit},
            {"command", provenance.command},
            {"date", provenance.date},
            {"cpu", provenance.cpu},
            {"isa", orNull(provenance.isa)},
            {"threads", provenance.threads},
            {"libtorch", orNull(provenance.libtorch)},
            {"model", {{"name", provenance.modelName}, {"sha256", orNull(provenance.modelSha256)}}},
            {"inputs", std::move(inputs)},
            {"labels", provenance.labels},
            {"units", std::move(units)}};
}

} // namespace halftone::cli
