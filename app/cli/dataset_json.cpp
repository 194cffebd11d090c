// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/dataset_json.h"

#include <set>

namespace halftone::cli {

Json datasetJson(const data::Dataset& dataset)
{
    Json groups = Json::array();
    for (const data::SliceGroup& group : dataset.groups) {
        const std::set<std::string> cases(group.cases.begin(), group.cases.end());
        groups.push_back({{"name", group.name},
                          {"split", group.split == data::Split::Train ? "train" : "validation"},
                          {"synthetic", group.synthetic},
                          {"weight", group.weight},
                          {"slices", group.slices()},
                          {"cases", cases.size()},
                          {"height", group.height},
                          {"width", group.width}});
    }
    return {{"kind", "dataset"},
            {"model", dataset.card.name},
            {"title", dataset.card.title},
            {"licence", dataset.card.licence},
            {"groups", std::move(groups)}};
}

void printDataset(const Json& dataset)
{
    printLine("Dataset for " + dataset["model"].get<std::string>() + " ("
              + dataset["title"].get<std::string>() + ")");
    std::vector<std::vector<std::string>> rows = {
        {"group", "split", "slices", "cases", "height", "width", "weight", "origin"}};
    for (const Json& group : dataset["groups"]) {
        const auto number = [&](const char* key) { return group[key].dump(); };
        rows.push_back({group["name"], group["split"], number("slices"), number("cases"),
                        number("height"), number("width"), formatNumber(group["weight"], 2),
                        group["synthetic"].get<bool>() ? "synthetic" : "real"});
    }
    printTable(rows);
}

} // namespace halftone::cli
