// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/folder_survey.h"

#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/data/dataset_file.h"
#include "core/data/recipe_parts.h"
#include "core/image/image_io.h"

#include <algorithm>
#include <array>

namespace halftone::data::detail {
namespace {

constexpr std::size_t kMostSamples = 20000; // of one image: enough for its percentiles

std::set<int> valuesIn(const LabelMap& labels)
{
    std::array<bool, 256> occurs{};
    for (const std::uint8_t value : labels.voxels) {
        occurs[value] = true;
    }
    std::set<int> values;
    for (std::size_t value = 0; value < occurs.size(); ++value) {
        if (occurs[value]) {
            values.insert(static_cast<int>(value));
        }
    }
    return values;
}

std::string listed(const std::set<int>& values)
{
    std::string text;
    for (const int value : values) {
        text += (text.empty() ? "" : ", ") + std::to_string(value);
    }
    return text;
}

/// One file with a value for every label.
LabelMap readWhole(const std::filesystem::path& file, const FolderLabels& labels,
                   const StopToken& stop)
{
    LabelMap map = image::readLabelMap(file, stop);
    const std::set<int> found = valuesIn(map);
    const int most = static_cast<int>(labels.names.size());
    for (const int value : found) {
        if (value > most && value != labels.ignored) {
            std::string names = labels.background.empty() ? "background" : labels.background;
            for (const std::string& name : labels.names) {
                names += ", " + name;
            }
            throw Error(ErrorCode::FileFormat,
                        "'" + toUtf8(file) + "' holds the values " + listed(found) + "; "
                            + (labels.source.empty() ? "expected" : labels.source + " names")
                            + " 0 to " + std::to_string(most) + " (" + names + ").");
        }
    }
    if (labels.ignored) {
        std::replace(map.voxels.begin(), map.voxels.end(),
                     static_cast<std::uint8_t>(*labels.ignored), kIgnoredLabel);
    }
    return map;
}

/// A file for each label, named by its column.
LabelMap readMasks(const CaseRow& row, const FolderLabels& labels, const StopToken& stop)
{
    LabelMap joined;
    for (const auto& [name, file] : row.references) {
        const auto label = std::find(labels.names.begin(), labels.names.end(), name);
        if (label == labels.names.end()) {
            throw Error(ErrorCode::FileFormat, "The column 'reference:" + name + "' is none of the "
                                                   + "labels that " + labels.source + " names.");
        }
        const auto value = static_cast<std::uint8_t>(label - labels.names.begin() + 1);
        LabelMap mask = image::readMask(file, stop);
        if (joined.voxels.empty()) {
            joined.geometry = mask.geometry;
            joined.voxels.resize(mask.voxels.size());
        }
        mask = alignLabels(mask, joined.geometry, toUtf8(file));
        for (std::size_t i = 0; i < joined.voxels.size(); ++i) {
            if (mask.voxels[i] == 0) {
                continue;
            }
            if (joined.voxels[i] != 0) {
                throw Error(ErrorCode::FileFormat,
                            "'" + toUtf8(file) + "' overlaps the mask of '"
                                + labels.names[joined.voxels[i] - std::size_t{1}]
                                + "' of the same case: labels exclude each other.");
            }
            joined.voxels[i] = value;
        }
    }
    return joined;
}

void takeForeground(const Image& image, const LabelMap& labels, CaseSurvey& survey)
{
    std::vector<std::size_t> labelled;
    for (std::size_t i = 0; i < labels.voxels.size(); ++i) {
        if (labels.voxels[i] != 0 && labels.voxels[i] != kIgnoredLabel) {
            labelled.push_back(i);
        }
    }
    const std::size_t step = labelled.size() / kMostSamples + 1;
    for (std::size_t n = 0; n < labelled.size(); n += step) {
        survey.foreground.push_back(image.value(labelled[n]));
    }
}

} // namespace

LabelMap readCaseLabels(const CaseRow& row, const FolderLabels& labels, const StopToken& stop)
{
    if (row.references.empty()) {
        throw Error(ErrorCode::FileFormat, "The case '" + row.caseName
                                               + "' has no reference: nothing can be learned "
                                                 "from it. Take it out of the list.");
    }
    if (row.references.contains("")) {
        if (row.references.size() > 1) {
            throw Error(ErrorCode::FileFormat,
                        "The case '" + row.caseName
                            + "' has both a whole reference and references of single labels. Give "
                              "one kind.");
        }
        return readWhole(row.references.at(""), labels, stop);
    }
    return readMasks(row, labels, stop);
}

void nameLabels(const std::vector<CaseRow>& cases, FolderLabels& labels, const StopToken& stop)
{
    std::set<std::string> columns;
    std::set<int> values;
    for (const CaseRow& row : cases) {
        for (const auto& [name, file] : row.references) {
            if (!name.empty()) {
                columns.insert(name);
                continue;
            }
            throwIfStopped(stop);
            const std::set<int> found = valuesIn(image::readLabelMap(file, stop));
            values.insert(found.begin(), found.end());
        }
    }
    if (!columns.empty()) {
        labels.names.assign(columns.begin(), columns.end());
        labels.source = "cases.csv";
        return;
    }
    values.erase(0);
    int expected = 0;
    for (const int value : values) {
        if (value != ++expected) {
            values.insert(0);
            throw Error(ErrorCode::FileFormat,
                        "The references hold the values " + listed(values)
                            + "; expected 0 (background), 1, 2, ... without a gap. Write one mask "
                              "a label in columns reference:NAME, or a dataset.json that names "
                              "the values.");
        }
        labels.names.push_back("label-" + std::to_string(value));
    }
    if (values.empty()) {
        throw Error(ErrorCode::FileFormat, "No reference holds a label: all voxels are 0.");
    }
}

CaseSurvey surveyCase(const CaseRow& row, const FolderLabels& labels, const StopToken& stop)
{
    const Image image = image::readImage(row.image, {}, stop);
    const LabelMap map = alignLabels(readCaseLabels(row, labels, stop), image.geometry,
                                     toUtf8(row.references.begin()->second));
    CaseSurvey survey;
    survey.geometry = image.geometry;
    survey.modality = image.modality;
    survey.values = valuesIn(map);
    survey.low = survey.high = image.value(0);
    for (std::size_t i = 0; i < image.geometry.voxels(); ++i) {
        const double value = image.value(i);
        survey.low = std::min(survey.low, value);
        survey.high = std::max(survey.high, value);
    }
    takeForeground(image, map, survey);
    return survey;
}

} // namespace halftone::data::detail
