// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/folder_cases.h"

#include "core/base/error.h"
#include "core/base/parse_number.h"
#include "core/base/path_text.h"
#include "core/data/recipe_parts.h"
#include "core/model/detail/json_fields.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>

namespace halftone::data::detail {
namespace {

using model::detail::Json;
namespace fs = std::filesystem;

constexpr int kMaxDepth = 8;
constexpr std::uintmax_t kMaxBytes = std::uintmax_t{64} << 20; // lists every file in version 1

Json readJson(const fs::path& path)
{
    std::error_code fault;
    if (fs::file_size(path, fault) > kMaxBytes || fault) {
        throw Error(ErrorCode::FileFormat, "It is larger than 64 MiB: no description of a folder.");
    }
    std::ifstream file(path, std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(file), {});
    Json json = model::detail::parseJson(text, kMaxDepth, "The description");
    if (!json.is_object()) {
        throw Error(ErrorCode::FileFormat, "It is no JSON object.");
    }
    return json;
}

/// Names by value, from {"0":"background","1":"name"} or {"background":0,"name":1}.
std::map<int, std::string> namesByValue(const Json& labels)
{
    std::map<int, std::string> names;
    for (const auto& [key, value] : labels.items()) {
        if (value.is_array()) {
            throw Error(ErrorCode::Unsupported,
                        "The label '" + key
                            + "' is a region of several values. Halftone's models take labels that "
                              "exclude each other: write one value a label.");
        }
        const bool valueFirst = value.is_string();
        const auto number = valueFirst ? parseInteger(key) : std::nullopt;
        const int label =
            valueFirst && number && *number >= 0 && *number <= 255
                ? static_cast<int>(*number)
                : model::detail::asInt(valueFirst ? Json(key) : value, "labels", 0, 255);
        if (!names.emplace(label, valueFirst ? value.get<std::string>() : key).second) {
            throw Error(ErrorCode::FileFormat,
                        "Two labels have the value " + std::to_string(label) + ".");
        }
    }
    return names;
}

FolderLabels readLabels(const Json& json)
{
    const Json& field = model::detail::field(json, "labels");
    if (!field.is_object()) {
        model::detail::refuseField("labels", "names and values");
    }
    std::map<int, std::string> names = namesByValue(field);
    FolderLabels labels;
    labels.source = "dataset.json";
    if (!names.empty() && names.rbegin()->second == "ignore") {
        labels.ignored = names.rbegin()->first;
        names.erase(*labels.ignored);
    }
    int expected = 0;
    for (const auto& [value, name] : names) {
        if (value != expected++ || name.empty()) {
            throw Error(ErrorCode::FileFormat,
                        "The labels have no value " + std::to_string(expected - 1)
                            + ", or no name for it: they must be 0 (background), 1, 2, ... without "
                              "a gap.");
        }
        if (value > 0) {
            labels.names.push_back(name);
        } else if (name != "background") {
            labels.background = name;
        }
    }
    if (labels.names.empty()) {
        throw Error(ErrorCode::FileFormat, "There is no label beside the background.");
    }
    return labels;
}

/// The name of the one input channel; empty where none is given.
std::string readChannel(const Json& json)
{
    for (const char* key : {"channel_names", "modality"}) {
        if (!json.contains(key)) {
            continue;
        }
        std::vector<std::string> names;
        for (const auto& item : json.at(key).items()) {
            names.push_back(item.value().is_string() ? item.value().get<std::string>()
                                                     : item.key());
        }
        if (names.size() > 1) {
            std::string list;
            for (const std::string& name : names) {
                list += (list.empty() ? "" : ", ") + name;
            }
            throw Error(ErrorCode::Unsupported,
                        "It names " + std::to_string(names.size()) + " input channels (" + list
                            + "). Halftone's models take one input channel: keep one, as channel "
                              "0000, and name that alone.");
        }
        return names.empty() ? std::string{} : names.front();
    }
    return {};
}

Modality modalityNamed(std::string name)
{
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    if (name == "CT") {
        return Modality::CT;
    }
    if (name == "EM") {
        return Modality::EM;
    }
    for (const char* part : {"MR", "T1", "T2", "FLAIR", "ADC", "DWI", "PD"}) {
        if (name.starts_with(part)) {
            return Modality::MR;
        }
    }
    return Modality::Unknown;
}

std::string textOf(const Json& json, const char* key)
{
    return json.contains(key) && json.at(key).is_string() ? json.at(key).get<std::string>()
                                                          : std::string{};
}

/// Everything but the files.
void describe(const Json& json, FolderList& list)
{
    list.labels = readLabels(json);
    list.modality = modalityNamed(readChannel(json));
    list.title = textOf(json, "name");
    list.licence = textOf(json, json.contains("licence") ? "licence" : "license");
}

/// CASE of the files CASE.EXT in a folder, sorted.
std::set<std::string> casesIn(const fs::path& folder, const std::string& ending)
{
    std::set<std::string> names;
    std::error_code fault;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, fault)) {
        const std::string name = toUtf8(entry.path().filename());
        if (name.size() > ending.size() && name.ends_with(ending) && !name.starts_with(".")) {
            names.insert(name.substr(0, name.size() - ending.size()));
        }
    }
    return names;
}

void listNnunet(const fs::path& folder, const std::string& ending, FolderList& list)
{
    const fs::path images = folder / "imagesTr";
    const fs::path labels = folder / "labelsTr";
    std::set<std::string> unlabelled = casesIn(images, ending);
    for (const std::string& name : casesIn(labels, ending)) {
        if (hasFile(images / (name + "_0001" + ending))) {
            throw Error(ErrorCode::Unsupported,
                        "'" + toUtf8(images) + "' holds several input channels of the case '" + name
                            + "' (" + name + "_0000" + ending + ", " + name + "_0001" + ending
                            + "). Halftone's models take one input channel.");
        }
        std::string stem = name + "_0000";
        if (!unlabelled.contains(stem)) {
            stem = name;
        }
        requireFile(images / (stem + ending),
                    "the image of '" + toUtf8((labels / (name + ending))) + "' (" + name + "_0000"
                        + ending + ")",
                    "Put it there, or take the label away.");
        unlabelled.erase(stem);
        list.cases.push_back({name, images / (stem + ending), {{"", labels / (name + ending)}}});
    }
    if (list.cases.empty()) {
        throw Error(ErrorCode::FileNotFound, "'" + toUtf8(labels) + "' holds no labels *" + ending
                                                 + " (the ending is that of dataset.json).");
    }
    if (!unlabelled.empty()) {
        list.notes.push_back(std::to_string(unlabelled.size())
                             + " images of imagesTr have no labels and were left out.");
    }
}

void setSubjects(std::vector<CaseRow>& cases, const std::string& pattern)
{
    std::regex expression;
    try {
        expression = std::regex(pattern);
    } catch (const std::regex_error&) {
        throw Error(ErrorCode::InvalidArgument,
                    "'" + pattern + "' is no regular expression; give one such as '^[^_]+'.");
    }
    std::set<std::string> names;
    for (CaseRow& row : cases) {
        if (!names.insert(row.caseName).second) {
            throw Error(ErrorCode::FileFormat,
                        "The case '" + row.caseName + "' is listed twice; give each image a name.");
        }
        std::smatch match;
        if (!pattern.empty()) {
            if (!std::regex_search(row.caseName, match, expression)) {
                throw Error(ErrorCode::InvalidArgument, "The pattern '" + pattern
                                                            + "' finds no subject in the case '"
                                                            + row.caseName + "'.");
            }
            row.subject = match[match.size() > 1 ? 1 : 0].str();
        } else if (row.subject.empty()) {
            row.subject = row.caseName;
        }
    }
}

} // namespace

FolderList listFolder(const fs::path& folder, const std::string& subjectPattern)
{
    const fs::path description = folder / "dataset.json";
    const fs::path table = folder / "cases.csv";
    FolderList list;
    std::string ending = ".nii.gz"; // version 1 of nnU-Net has no other
    if (hasFile(description)) {
        try {
            const Json json = readJson(description);
            describe(json, list);
            ending = json.contains("file_ending") ? model::detail::stringField(json, "file_ending")
                                                  : ending;
        } catch (const Error& fault) {
            throw Error(fault.code(), "'" + toUtf8(description) + "': " + fault.what());
        }
    } else if (!hasFile(table)) {
        throw Error(ErrorCode::FileNotFound,
                    "'" + toUtf8(folder)
                        + "' holds no images to learn from: looked for cases.csv (columns case, "
                          "image, reference), and for dataset.json with imagesTr and labelsTr.");
    }
    if (hasFile(table)) {
        list.cases = readCases(table);
    } else {
        listNnunet(folder, ending, list);
    }
    setSubjects(list.cases, subjectPattern);
    std::sort(list.cases.begin(), list.cases.end(),
              [](const CaseRow& a, const CaseRow& b) { return a.caseName < b.caseName; });
    return list;
}

} // namespace halftone::data::detail
