// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/read_cases.h"

#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/image/image_io.h"
#include "core/pipeline/reference.h"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

namespace halftone::pipeline {
namespace {

void tell(const FindingFn& found, Findings findings, const std::filesystem::path& file)
{
    nameFile(findings, toUtf8(file));
    for (const Finding& finding : findings) {
        if (found) {
            found(finding);
        }
    }
}

// Adds what the reference files say; returns which slices all of them label.
std::vector<bool> readReferences(const CaseDescription& description, const model::Model& model,
                                 const FindingFn& found, SweepCase& result, const StopToken& stop)
{
    const auto& references = description.files.references;
    std::vector<bool> labelled(static_cast<std::size_t>(result.image.slices()),
                               !references.empty());
    std::map<std::string, LabelMap> byName;
    for (const auto& [name, file] : references) {
        std::vector<std::string> names = description.labels;
        if (!name.empty()) {
            names = {name};
        }
        const LabelMap labels = image::readLabelMap(file, stop);
        tell(found, labels.findings, file);
        ModelReference read = adaptReference(labels, result.image, model, names);
        tell(found, read.findings, file);
        const std::vector<bool> here = data::labelledSlices(read.labels);
        std::transform(labelled.begin(), labelled.end(), here.begin(), labelled.begin(),
                       std::logical_and<>());
        if (name.empty()) {
            result.reference = std::move(read.labels);
            result.scored = std::move(read.scored);
        } else {
            byName.emplace(name, std::move(read.labels));
        }
    }
    if (!byName.empty()) {
        if (result.reference) {
            throw Error(ErrorCode::InvalidArgument,
                        "Case '" + description.files.caseName
                            + "' has both a whole reference and references of single labels. Give "
                              "one kind.");
        }
        ModelReference joined = joinReferences(byName, model);
        result.reference = std::move(joined.labels);
        result.scored = std::move(joined.scored);
    }
    return labelled;
}

} // namespace

SweepCase loadCase(const CaseDescription& description, const model::Model& model,
                   const FindingFn& found, const StopToken& stop)
{
    return loadCase(description,
                    std::make_shared<const Image>(image::readImage(
                        description.files.image, {}, stop, {.volume = description.volume})),
                    model, found, stop);
}

SweepCase loadCase(const CaseDescription& description, std::shared_ptr<const Image> image,
                   const model::Model& model, const FindingFn& found, const StopToken& stop)
{
    const std::filesystem::path& file = description.files.image;
    const image::PreparedImage prepared(std::move(image), model.card.preprocess);
    tell(found, prepared.findings(), file);
    SweepCase result{description.files.caseName, prepared, std::nullopt, {}, {}};
    result.sliceIsCase = description.sliceIsCase;
    result.subject = description.files.subject;
    const std::vector<bool> labelled = readReferences(description, model, found, result, stop);
    result.slices = data::chooseSlices(description.slices, labelled, toUtf8(file));
    return result;
}

std::vector<DatasetCase> validationCases(const data::Dataset& dataset)
{
    std::vector<DatasetCase> cases;
    for (std::size_t n = 0; n < dataset.groups.size(); ++n) {
        const data::SliceGroup& group = dataset.groups[n];
        if (group.split != data::Split::Validation || group.synthetic) {
            continue;
        }
        for (std::size_t first = 0; first < group.slices();) {
            std::size_t last = first;
            while (last < group.slices() && group.cases[last] == group.cases[first]) {
                ++last;
            }
            cases.push_back({group.cases[first], n, first, last});
            first = last;
        }
    }
    return cases;
}

SweepCase loadCase(const DatasetCase& description, const data::Dataset& dataset)
{
    const data::SliceGroup& group = dataset.groups.at(description.group);
    PreprocessSpec asTheyAre;
    asTheyAre.modality = dataset.card.preprocess.modality;
    asTheyAre.window = WindowKind::Range;
    asTheyAre.low = 0;
    asTheyAre.high = 255;
    asTheyAre.tile = dataset.card.preprocess.tile;
    const auto plane = static_cast<std::ptrdiff_t>(group.height) * group.width;
    const auto begin = static_cast<std::ptrdiff_t>(description.firstSlice) * plane;
    const auto end = static_cast<std::ptrdiff_t>(description.lastSlice) * plane;
    Image image;
    image.geometry.size = {group.width, group.height,
                           static_cast<int>(description.lastSlice - description.firstSlice)};
    image.modality = asTheyAre.modality;
    image.voxels =
        std::vector<std::uint8_t>(group.images.begin() + begin, group.images.begin() + end);
    LabelMap reference{image.geometry,
                       {group.labels.begin() + begin, group.labels.begin() + end},
                       dataset.card.labels};
    std::replace(reference.voxels.begin(), reference.voxels.end(), data::kIgnoredLabel,
                 std::uint8_t{0});
    return {description.name,
            image::PreparedImage(std::make_shared<const Image>(std::move(image)), asTheyAre),
            std::move(reference),
            {},
            {}};
}

CaseSource caseSource(std::vector<CaseDescription> cases, std::shared_ptr<const model::Model> model,
                      FindingFn found)
{
    CaseSource source;
    for (const CaseDescription& item : cases) {
        source.names.push_back(toUtf8(item.files.image.filename()));
    }
    source.load = [cases = std::move(cases), model = std::move(model),
                   found = std::move(found)](std::size_t index, const StopToken& stop) {
        return loadCase(cases.at(index), *model, found, stop);
    };
    return source;
}

CaseSource caseSource(std::shared_ptr<const data::Dataset> dataset)
{
    std::vector<DatasetCase> cases = validationCases(*dataset);
    CaseSource source;
    for (const DatasetCase& item : cases) {
        source.names.push_back(item.name);
    }
    source.load = [cases = std::move(cases), dataset = std::move(dataset)](std::size_t index,
                                                                           const StopToken&) {
        return loadCase(cases.at(index), *dataset);
    };
    return source;
}

} // namespace halftone::pipeline
