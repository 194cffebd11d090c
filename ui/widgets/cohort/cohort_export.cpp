// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/cohort/cohort_export.h"

#include "core/base/atomic_file.h"
#include "core/base/path_text.h"
#include "core/base/same_file.h"
#include "core/pipeline/cohort_output.h"
#include "core/pipeline/sweep.h"
#include "ui/document/path_text.h"

#include <algorithm>
#include <set>
#include <vector>

namespace halftone::ui {

namespace {

void requireInputsKept(const CohortSession& cohort, const std::filesystem::path& file)
{
    const FileRole output{"the results", file};
    std::vector<FileRole> inputs{{"the list of cases", cohort.cohort().source}};
    for (const pipeline::CohortCase& item : cohort.cohort().cases) {
        for (const data::CaseRow& row : item.images) {
            inputs.push_back({"an image", row.image});
            for (const auto& [label, reference] : row.references) {
                inputs.push_back({"a reference", reference});
            }
        }
    }
    requireDistinct(std::span(&output, 1), inputs);
}

/// "8,4,2"
std::string listed(const std::set<int, std::greater<>>& bits)
{
    std::string text;
    for (const int each : bits) {
        text += (text.empty() ? "" : ",") + std::to_string(each);
    }
    return text;
}

/// What gives the same on the command line, where it can be said there: a list of cases, and
/// precisions that are a product of bits. Else what the window was asked for.
std::vector<std::string> commandOf(const CohortSession& cohort,
                                   const pipeline::CohortPoints& points)
{
    const std::string source = toUtf8(cohort.cohort().source.filename());
    std::set<int, std::greater<>> weights;
    std::set<int, std::greater<>> activations;
    for (const pipeline::TradeoffPoint& point : points.points) {
        weights.insert(point.precision.weightBits);
        activations.insert(point.precision.activationBits);
    }
    const std::vector<int> w(weights.begin(), weights.end());
    const std::vector<int> a(activations.begin(), activations.end());
    const bool isProduct = pipeline::precisionProduct(w, a, nullptr).size() == points.points.size();
    if (!source.ends_with(".csv") || !isProduct) {
        return {"halftone", source};
    }
    return {"halftone-cli", "sweep",     "--cases",       source,          "--model",
            points.model,   "--weights", listed(weights), "--activations", listed(activations),
            "--json"};
}

} // namespace

void exportCohortTable(const CohortSession& cohort, const QString& path)
{
    const std::filesystem::path file = toPath(path);
    requireInputsKept(cohort, file);
    writeAtomically(file, pipeline::cohortToCsv(cohort.records()));
}

void exportCohortJson(const CohortSession& cohort, const pipeline::CohortPoints& points,
                      const QString& path)
{
    const std::filesystem::path file = toPath(path);
    requireInputsKept(cohort, file);
    std::vector<const pipeline::CaseRecord*> records = cohort.records();
    std::erase_if(records, [&](const pipeline::CaseRecord* record) {
        return record->modelHash != points.modelHash;
    });
    writeAtomically(file, pipeline::cohortToJson(points, records, commandOf(cohort, points)));
}

} // namespace halftone::ui
