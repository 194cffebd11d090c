// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/context.h"
#include "app/cli/model_json.h"
#include "app/cli/options.h"
#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/base/progress.h"
#include "core/model/model_catalog.h"
#include "core/model/model_file.h"

#include <optional>

namespace halftone::cli {
namespace {

/// A file of the catalogue; a broken one is listed with its fault and hides no other.
struct Listed {
    model::CatalogEntry entry;
    std::optional<model::Model> model;
    std::string fault;
};

std::vector<Listed> readAll(const StopToken& stop)
{
    std::vector<Listed> listed;
    for (const model::CatalogEntry& entry : model::listModels()) {
        throwIfStopped(stop);
        Listed item{entry, std::nullopt, {}};
        try {
            item.model = model::readModel(entry.file, stop);
        } catch (const Error& error) {
            item.fault = error.what();
        }
        listed.push_back(std::move(item));
    }
    return listed;
}

Json foldersJson()
{
    Json folders = Json::array();
    for (const auto& folder : model::modelFolders()) {
        folders.push_back(toUtf8(folder));
    }
    return folders;
}

void printAsJson(const std::vector<Listed>& listed)
{
    Json models = Json::array();
    for (const Listed& item : listed) {
        Json json = {{"name", item.entry.name}, {"file", toUtf8(item.entry.file)}};
        if (item.model) {
            json.update(toJson(*item.model));
            json["name"] = item.entry.name; // the name that --model takes
            const auto preview = model::previewOf(item.entry.file);
            json["preview"] = preview.empty() ? Json() : Json(toUtf8(preview));
        } else {
            json["error"] = item.fault;
        }
        models.push_back(std::move(json));
    }
    printJson({{"models", std::move(models)}, {"folders", foldersJson()}});
}

void printAsText(const std::vector<Listed>& listed)
{
    if (listed.empty()) {
        printLine("No models found. Folders searched:");
        for (const auto& folder : model::modelFolders()) {
            printLine("  " + toUtf8(folder));
        }
        printLine("Set HALFTONE_MODELS to a folder with .halftone files.");
    }
    for (const Listed& item : listed) {
        if (!item.model) {
            printFields({{item.entry.name, "cannot be read"}, {"  reason", item.fault}});
            continue;
        }
        const model::ModelCard& card = item.model->card;
        printLine(item.entry.name + ": " + card.title
                  + (card.nonCommercial ? " [non-commercial research use]" : ""));
        printFields({{"  labels", labelsText(card)},
                     {"  precisions", precisionsText(*item.model)},
                     {"  measured Dice", measuredText(card)},
                     {"  licence", card.licence},
                     {"  file", toUtf8(item.entry.file)}});
    }
    if (const std::string missing = model::missingModels(); !missing.empty()) {
        printLine(missing);
    }
}

} // namespace

void addModels(Command& program, Context& context)
{
    addCommand(program, context, "models",
               "List the installed models with their labels and licences", [&context] {
                   const std::vector<Listed> listed = readAll(context.stop);
                   if (context.json) {
                       printAsJson(listed);
                   } else {
                       printAsText(listed);
                   }
               });
}

} // namespace halftone::cli
