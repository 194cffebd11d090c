// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/folder_cases.h"

#include "core/base/error.h"
#include "core/base/input_file.h"
#include "core/base/parse_number.h"
#include "core/base/path_text.h"
#include "core/data/recipe_parts.h"
#include "core/model/card_texts.h"
#include "core/model/detail/json_fields.h"
#include "core/model/parse_json.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <map>
#include <regex>
#include <set>

namespace halftone::data::detail {
namespace {

using model::detail::Json;
namespace fs = std::filesystem;

constexpr std::size_t kMaxBytes = std::size_t{64} << 20; // lists every file in version 1

Json readJson(const std::string& text)
{
    Json json = model::parseJson(text, "The description");
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

void requireNames(const std::map<int, std::string>& names)
{
    std::map<std::string, int> values;
    std::vector<std::string> all;
    for (const auto& [value, name] : names) {
        model::requireName("The label", name);
        const auto [entry, added] = values.emplace(name, value);
        if (!added) {
            throw Error(ErrorCode::FileFormat,
                        "Two labels have the name '" + name + "', the values "
                            + std::to_string(entry->second) + " and " + std::to_string(value)
                            + ": give each a name of its own.");
        }
        all.push_back(name);
    }
    model::requireDifferentNames("The label", all);
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
    requireNames(names);
    if (!names.empty() && names.rbegin()->second == "ignore") {
        labels.ignored = names.rbegin()->first;
        names.erase(*labels.ignored);
    }
    int expected = 0;
    for (const auto& [value, name] : names) {
        if (value != expected++) {
            throw Error(ErrorCode::FileFormat,
                        "The labels have no value " + std::to_string(expected - 1)
                            + ": they must be 0 (background), 1, 2, ... without "
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

/// "3 images of imagesTr have no labels and were left out: a, b, c."; nothing where there are none.
void noteLeftOut(const std::set<std::string>& names, const std::string& which, FolderList& list)
{
    constexpr std::size_t kMostNamed = 5;
    if (names.empty()) {
        return;
    }
    std::string note = std::to_string(names.size()) + " " + which + " and were left out: ";
    std::size_t named = 0;
    for (const std::string& name : names) {
        if (named == kMostNamed) {
            note += " and " + std::to_string(names.size() - named) + " more";
            break;
        }
        note += (named++ == 0 ? "" : ", ") + name;
    }
    list.notes.push_back(note + ".");
}

/// CASE of the files CASE.EXT in a folder, sorted. Other files that may have been meant are noted.
std::set<std::string> casesIn(const fs::path& folder, const std::string& ending, FolderList& list)
{
    std::set<std::string> names;
    std::set<std::string> hidden;
    std::set<std::string> others;
    std::error_code fault;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, fault)) {
        const std::string name = toUtf8(entry.path().filename());
        const bool ends = name.size() > ending.size() && name.ends_with(ending);
        if (name.starts_with(".")) {
            if (ends) { // else it is no image, such as .DS_Store
                hidden.insert(name);
            }
        } else if (ends) {
            names.insert(name.substr(0, name.size() - ending.size()));
        } else {
            others.insert(name);
        }
    }
    std::erase_if(others, [&](const std::string& other) { // CASE.raw is a part of CASE.mhd
        return names.contains(other.substr(0, other.find('.')));
    });
    const std::string where = "files of " + toUtf8(folder.filename());
    noteLeftOut(hidden, where + " have a name that begins with a dot", list);
    noteLeftOut(others, where + " do not end in " + ending + ", as dataset.json has it,", list);
    return names;
}

void listNnunet(const fs::path& folder, const std::string& ending, FolderList& list)
{
    const fs::path images = folder / "imagesTr";
    const fs::path labels = folder / "labelsTr";
    std::set<std::string> unlabelled = casesIn(images, ending, list);
    for (const std::string& name : casesIn(labels, ending, list)) {
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
    noteLeftOut(unlabelled, "images of imagesTr have no labels", list);
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

/// Nothing can be learned from an image without labels, and a file that two cases share would be
/// on both sides of the split, or be one's image with the other's labels.
void requireOwnFiles(const std::vector<CaseRow>& cases)
{
    std::map<fs::path, std::string> owners;
    for (const CaseRow& row : cases) {
        if (row.references.empty()) {
            throw Error(ErrorCode::FileFormat, "The case '" + row.caseName
                                                   + "' has no reference: nothing can be learned "
                                                     "from it. Take it out of the list.");
        }
        for (const fs::path& file : filesOf(row)) {
            std::error_code fault;
            const fs::path resolved = fs::weakly_canonical(file, fault);
            const auto [entry, added] = owners.emplace(fault ? file : resolved, row.caseName);
            if (!added && entry->second != row.caseName) {
                throw Error(ErrorCode::FileFormat,
                            "The cases '" + entry->second + "' and '" + row.caseName
                                + "' both have the file '" + toUtf8(file)
                                + "'. Each case needs an image and labels of its own: correct the "
                                  "path, or take one of the two out.");
            }
        }
    }
}

} // namespace

std::vector<fs::path> filesOf(const CaseRow& row)
{
    std::vector<fs::path> files{row.image};
    for (const auto& [name, file] : row.references) {
        files.push_back(file);
    }
    return files;
}

FolderList listFolder(const fs::path& folder, const std::string& subjectPattern)
{
    const fs::path description = folder / "dataset.json";
    const fs::path table = folder / "cases.csv";
    FolderList list;
    std::string ending = ".nii.gz"; // version 1 of nnU-Net has no other
    if (hasFile(description)) {
        const std::string text = readBytes(description, kMaxBytes);
        try {
            const Json json = readJson(text);
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
    requireOwnFiles(list.cases);
    std::sort(list.cases.begin(), list.cases.end(),
              [](const CaseRow& a, const CaseRow& b) { return a.caseName < b.caseName; });
    return list;
}

} // namespace halftone::data::detail
