// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/folder_survey.h"

#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/base/text.h"
#include "core/data/dataset_file.h"
#include "core/image/grid/preprocess.h"
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

template <typename T, typename Format>
std::string joinedBy(const char* between, const std::array<T, 3>& values, const Format& format)
{
    return format(values[0]) + between + format(values[1]) + between + format(values[2]);
}

/// "24 x 24 x 6 voxels of 0.8 x 0.8 x 3 mm from (-10, 20, 30) mm along LPS"
std::string describe(const Geometry& geometry)
{
    const auto digits = [](double value) { return formatSignificant(value, 6); };
    std::string text =
        joinedBy(" x ", geometry.size, [](int n) { return std::to_string(n); }) + " voxels";
    if (!geometry.spacingKnown) {
        return text + " of unknown size";
    }
    text += " of " + joinedBy(" x ", geometry.spacingMm, digits) + " mm from ("
            + joinedBy(", ", geometry.originMm, digits) + ") mm";
    return geometry.orientationKnown ? text + " along " + image::orientationCode(geometry) : text;
}

/// Labels on the grid of their image. Nobody has looked at them: what lies elsewhere is refused,
/// where the recipes of known data may resample (alignLabels).
LabelMap onGrid(const LabelMap& labels, const Geometry& grid, const std::filesystem::path& file)
{
    if (!image::sameVoxels(labels.geometry, grid)) {
        const std::string found = describe(labels.geometry);
        const std::string expected = describe(grid);
        throw Error(ErrorCode::ShapeMismatch,
                    "'" + toUtf8(file) + "' has " + found + "; its image has "
                        + (found == expected ? "the same, but axes of other directions" : expected)
                        + ". Check that the label file belongs to the image, and write it on the "
                          "image's grid.");
    }
    return image::resampleTo(labels, grid); // moves voxels, no more
}

/// One file with a value for every label.
LabelMap readWhole(const std::filesystem::path& file, const Geometry& grid,
                   const FolderLabels& labels, const StopToken& stop)
{
    LabelMap map = onGrid(image::readLabelMap(file, stop), grid, file);
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
LabelMap readMasks(const CaseRow& row, const Geometry& grid, const FolderLabels& labels,
                   const StopToken& stop)
{
    LabelMap joined{grid, std::vector<std::uint8_t>(grid.voxels()), {}};
    for (const auto& [name, file] : row.references) {
        const auto label = std::find(labels.names.begin(), labels.names.end(), name);
        if (label == labels.names.end()) {
            throw Error(ErrorCode::FileFormat, "The column 'reference:" + name + "' is none of the "
                                                   + "labels that " + labels.source + " names.");
        }
        const auto value = static_cast<std::uint8_t>(label - labels.names.begin() + 1);
        const LabelMap mask = onGrid(image::readMask(file, stop), grid, file);
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

LabelMap readCaseLabels(const CaseRow& row, const Geometry& grid, const FolderLabels& labels,
                        const StopToken& stop)
{
    if (row.references.contains("")) {
        if (row.references.size() > 1) {
            throw Error(ErrorCode::FileFormat,
                        "The case '" + row.caseName
                            + "' has both a whole reference and references of single labels. Give "
                              "one kind.");
        }
        return readWhole(row.references.at(""), grid, labels, stop);
    }
    return readMasks(row, grid, labels, stop);
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
    const LabelMap map = readCaseLabels(row, image.geometry, labels, stop);
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
