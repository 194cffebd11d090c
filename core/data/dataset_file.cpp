// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/dataset_file.h"

#include "core/base/path_text.h"
#include "core/base/visible_text.h"
#include "core/model/card_json.h"
#include "core/model/card_texts.h"
#include "core/model/detail/json_fields.h"
#include "core/model/parse_json.h"
#include "core/model/safetensors.h"

#include <algorithm>

// A dataset is a safetensors file. Metadata "halftone_dataset" holds JSON:
//     {"version":1, "card":{...}, "groups":[{"name","split":"train"|"validation","synthetic":bool,
//      "weight","height","width","cases":["case of slice 0", ...]}]}
// Tensors of group n: "groupN.images" and "groupN.labels", both U8 [N,H,W].
namespace halftone::data {
namespace {

using namespace model::detail;
namespace fs = std::filesystem;

constexpr int kVersion = 1;
constexpr int kMaxSide = 16384;
constexpr int kIgnored = 255;
constexpr std::size_t kMostNameBytes = 1024;
constexpr const char* kMetadataKey = "halftone_dataset";

std::string groupPrefix(std::size_t index)
{
    return "group" + std::to_string(index) + ".";
}

std::vector<std::int64_t> shapeOf(const SliceGroup& group)
{
    return {static_cast<std::int64_t>(group.slices()), group.height, group.width};
}

// Groups and cases are printed in tables.
void requireVisible(const std::string& field, const std::string& name)
{
    if (!isVisible(name) || name.size() > kMostNameBytes) {
        refuseField(field, "names of at most " + std::to_string(kMostNameBytes)
                               + " bytes without control characters, found '" + visible(name, 80)
                               + "'");
    }
}

SliceGroup groupFrom(const Json& json, const model::Safetensors& file, const std::string& prefix,
                     int largestLabel)
{
    SliceGroup group;
    group.name = stringField(json, "name");
    const std::string split = stringField(json, "split");
    if (split != "train" && split != "validation") {
        refuseField("split", "train or validation");
    }
    group.split = split == "train" ? Split::Train : Split::Validation;
    group.synthetic = boolField(json, "synthetic");
    group.weight = numberField(json, "weight");
    group.height = intField(json, "height", 1, kMaxSide);
    group.width = intField(json, "width", 1, kMaxSide);
    for (const Json& name : arrayField(json, "cases")) {
        if (!name.is_string()) {
            refuseField("cases", "a list of names");
        }
        group.cases.push_back(name.get<std::string>());
    }
    requireVisible("name", group.name);
    for (const std::string& name : group.cases) {
        requireVisible("cases", name);
    }
    if (group.weight < 0) {
        refuseField("weight", "a number of 0 or more");
    }
    group.images = file.get<std::uint8_t>(prefix + "images", shapeOf(group));
    group.labels = file.get<std::uint8_t>(prefix + "labels", shapeOf(group));
    const auto bad = std::find_if(group.labels.begin(), group.labels.end(), [&](std::uint8_t v) {
        return v > largestLabel && v != kIgnored;
    });
    if (bad != group.labels.end()) {
        throw Error(ErrorCode::FileFormat, "Group '" + group.name + "': label "
                                               + std::to_string(*bad)
                                               + " is none of the card's labels.");
    }
    return group;
}

Dataset datasetFrom(const model::Safetensors& file)
{
    const auto metadata = file.metadata.find(kMetadataKey);
    if (metadata == file.metadata.end()) {
        throw Error(ErrorCode::FileFormat,
                    "It is no Halftone dataset. Make one with: halftone-cli prepare.");
    }
    const Json json = model::parseJson(metadata->second, "The dataset description");
    const int version = intField(json, "version", 1, 1 << 20);
    if (version > kVersion) {
        throw Error(ErrorCode::FileFormat, "The dataset has version " + std::to_string(version)
                                               + "; this program reads up to "
                                               + std::to_string(kVersion) + ".");
    }
    Dataset dataset;
    dataset.card = model::cardFromJson(dumpJson(field(json, "card")));
    int largestLabel = 1;
    for (const Label& label : dataset.card.labels) {
        largestLabel = std::max(largestLabel, static_cast<int>(label.value));
    }
    for (const Json& group : arrayField(json, "groups")) {
        dataset.groups.push_back(
            groupFrom(group, file, groupPrefix(dataset.groups.size()), largestLabel));
    }
    return dataset;
}

} // namespace

Dataset readDataset(const fs::path& path, const StopToken& stop)
{
    const model::Safetensors file = model::readSafetensors(path, stop);
    try {
        return datasetFrom(file);
    } catch (const Error& fault) {
        throw Error(ErrorCode::FileFormat, "'" + toUtf8(path) + "': " + visible(fault.what()));
    }
}

void writeDataset(const fs::path& path, const Dataset& dataset)
{
    model::requireTexts(dataset.card);
    model::Safetensors file;
    Json groups = Json::array();
    for (std::size_t n = 0; n < dataset.groups.size(); ++n) {
        const SliceGroup& group = dataset.groups[n];
        requireVisible("name", group.name);
        for (const std::string& name : group.cases) {
            requireVisible("cases", name);
        }
        groups.push_back({{"name", group.name},
                          {"split", group.split == Split::Train ? "train" : "validation"},
                          {"synthetic", group.synthetic},
                          {"weight", group.weight},
                          {"height", group.height},
                          {"width", group.width},
                          {"cases", group.cases}});
        file.put<std::uint8_t>(groupPrefix(n) + "images", shapeOf(group), group.images);
        file.put<std::uint8_t>(groupPrefix(n) + "labels", shapeOf(group), group.labels);
    }
    file.metadata[kMetadataKey] = dumpJson({{"version", kVersion},
                                            {"card", Json::parse(model::cardToJson(dataset.card))},
                                            {"groups", groups}});
    model::writeSafetensors(path, file);
}

} // namespace halftone::data
