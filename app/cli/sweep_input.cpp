// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/sweep_input.h"

#include "app/cli/options.h"
#include "app/cli/output.h"
#include "core/base/error.h"
#include "core/image/grid/preprocess.h"
#include "core/image/image_io.h"
#include "core/pipeline/cases.h"
#include "core/pipeline/reference.h"

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <utility>

namespace halftone::cli {
namespace {

/// Names that tell equal file names of different folders apart: cases of one name are pooled.
std::string uniqueName(const std::string& name, std::set<std::string>& used)
{
    std::string unique = name;
    for (int n = 2; !used.insert(unique).second; ++n) {
        unique = name + " (" + std::to_string(n) + ")";
    }
    return unique;
}

std::vector<pipeline::CaseRow> rowsOf(const SweepSource& source)
{
    if (!source.casesFile.empty()) {
        return pipeline::readCases(source.casesFile);
    }
    std::vector<pipeline::CaseRow> rows;
    std::set<std::string> used;
    for (std::size_t i = 0; i < source.images.size(); ++i) {
        pipeline::CaseRow row;
        row.caseName = uniqueName(stemOf(source.images[i]), used);
        row.image = source.images[i];
        if (!source.references.empty()) {
            row.references[""] = source.references[i];
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

/// Adds what the reference files of a row say; returns which slices all of them label.
std::vector<bool> readReferences(const pipeline::CaseRow& row, const SweepSource& source,
                                 const model::Model& model, const LogFn& log,
                                 pipeline::SweepCase& result, const StopToken& stop)
{
    std::vector<bool> labelled(static_cast<std::size_t>(result.image.slices()),
                               !row.references.empty());
    std::map<std::string, LabelMap> byName;
    for (const auto& [name, file] : row.references) {
        std::vector<std::string> names = source.labels;
        if (!name.empty()) {
            names = {name};
        }
        pipeline::ModelReference read =
            pipeline::adaptReference(image::readLabelMap(file, stop), result.image, model, names);
        for (const std::string& note : read.notes) {
            log(LogLevel::Warning, "Note, '" + file.string() + "': " + note);
        }
        const std::vector<bool> here = labelledSlices(read.labels);
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
                        "Case '" + row.caseName
                            + "' has both a whole reference and references of single labels. Give "
                              "one kind.");
        }
        pipeline::ModelReference joined = pipeline::joinReferences(byName, model);
        result.reference = std::move(joined.labels);
        result.scored = std::move(joined.scored);
    }
    return labelled;
}

pipeline::SweepCase readCase(const pipeline::CaseRow& row, const SweepSource& source,
                             const model::Model& model, const LogFn& log, const StopToken& stop)
{
    const image::PreparedImage prepared(
        std::make_shared<const Image>(image::readImage(row.image, {}, stop)),
        model.card.preprocess);
    for (const std::string& warning : prepared.warnings()) {
        log(LogLevel::Warning, "Warning, '" + row.image.string() + "': " + warning);
    }
    pipeline::SweepCase result{row.caseName, prepared, std::nullopt, {}, {}};
    const std::vector<bool> labelled = readReferences(row, source, model, log, result, stop);
    result.slices = chooseSlices(source.slices, labelled, row.image.string());
    return result;
}

} // namespace

std::vector<pipeline::SweepCase> readSweepCases(const SweepSource& source,
                                                const model::Model& model, const LogFn& log,
                                                const ProgressFn& progress, const StopToken& stop)
{
    const std::vector<pipeline::CaseRow> rows = rowsOf(source);
    std::vector<pipeline::SweepCase> cases;
    for (const pipeline::CaseRow& row : rows) {
        throwIfStopped(stop);
        report(progress, static_cast<double>(cases.size()) / static_cast<double>(rows.size()),
               "reading " + row.image.filename().string());
        cases.push_back(readCase(row, source, model, log, stop));
    }
    return cases;
}

} // namespace halftone::cli
