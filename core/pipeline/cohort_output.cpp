// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/cohort_output.h"

#include "core/base/version.h"
#include "core/model/parse_json.h"
#include "core/pipeline/provenance_json.h"
#include "core/report/csv.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace halftone::pipeline {
namespace {

using Json = nlohmann::ordered_json;
using report::csvNumber;

constexpr int kDiceDecimals = 6;
constexpr int kLengthDecimals = 4;

// Every text once, in the order of their first.
std::string joined(const std::vector<std::string>& texts)
{
    std::string all;
    std::set<std::string> seen;
    for (const std::string& text : texts) {
        if (!text.empty() && seen.insert(text).second) {
            all += (all.empty() ? "" : "; ") + text;
        }
    }
    return all;
}

template <typename Of>
std::string joinedOf(std::span<const CaseRecord* const> records, const Of& of)
{
    std::vector<std::string> texts;
    for (const CaseRecord* record : records) {
        texts.push_back(of(*record));
    }
    return joined(texts);
}

const std::string& caseOf(const CaseRecord& record)
{
    return record.point.subjectPerCase.begin()->first;
}

template <typename Value>
const Value* findOf(const std::map<std::string, std::map<std::string, Value>>& cases,
                    const std::string& structure)
{
    if (cases.empty()) {
        return nullptr;
    }
    const auto found = cases.begin()->second.find(structure);
    return found != cases.begin()->second.end() ? &found->second : nullptr;
}

std::string filesText(const CaseRecord& record)
{
    std::string text;
    for (const report::ResultInput& input : record.inputs) {
        text += (text.empty() ? "" : "; ") + input.role + " " + input.name + " " + input.sha256;
    }
    return text;
}

void addLine(std::string& text, const CaseRecord& record, const CaseRecord* full,
             const std::string& structure, const CaseVolume& volume)
{
    const TradeoffPoint& point = record.point;
    const double* dice = findOf(point.dicePerCase, structure);
    const double* fullDice =
        full != nullptr && full != &record ? findOf(full->point.dicePerCase, structure) : nullptr;
    const CaseDistances* surface = findOf(point.distancesPerCase, structure);
    const auto optional = [](const double* value) {
        return value != nullptr ? std::optional(*value) : std::nullopt;
    };
    const auto length = [&](bool inMm, double value) {
        return surface != nullptr && surface->inMm == inMm ? csvNumber(value, kLengthDecimals)
                                                           : std::string{};
    };
    const double hausdorff = surface != nullptr ? surface->distances.hausdorff95 : 0;
    const double mean = surface != nullptr ? surface->distances.mean : 0;
    const std::optional<double> loss =
        dice != nullptr && fullDice != nullptr ? std::optional(*fullDice - *dice) : std::nullopt;
    text += report::csvLine(
        {caseOf(record),
         point.subjectPerCase.begin()->second,
         quant::toString(point.precision),
         std::to_string(point.precision.weightBits),
         std::to_string(point.precision.activationBits),
         structure,
         csvNumber(optional(dice), kDiceDecimals),
         csvNumber(loss, kDiceDecimals),
         quant::toString(record.full),
         csvNumber(point.agreement, kDiceDecimals),
         std::to_string(volume.voxels),
         csvNumber(volume.ml, kLengthDecimals),
         volume.referenced ? std::to_string(volume.referenceVoxels) : std::string{},
         volume.referenced ? csvNumber(volume.referenceMl, kLengthDecimals) : std::string{},
         length(true, hausdorff),
         length(false, hausdorff),
         length(true, mean),
         length(false, mean),
         std::to_string(record.slices),
         csvNumber(point.latency.medianMs, 3),
         std::to_string(point.latency.runs),
         point.latency.runs == 0 ? "" : (point.latency.busy ? "true" : "false"),
         record.model,
         record.modelHash,
         record.modelReason,
         filesText(record),
         joined(record.findings),
         record.engine,
         record.cpu,
         record.date,
         {}});
}

report::Provenance provenanceOf(const CohortPoints& points,
                                std::span<const CaseRecord* const> records,
                                const std::vector<std::string>& command)
{
    report::Provenance provenance;
    provenance.version = std::string(version());
    provenance.commit = std::string(commit());
    provenance.command = command;
    provenance.modelName = points.model;
    provenance.modelSha256 = points.modelHash;
    std::set<std::string> cases;
    std::set<std::string> labels;
    for (const CaseRecord* record : records) {
        if (provenance.date.empty() || record->date < provenance.date) {
            provenance.date = record->date;
        }
        provenance.threads = record->threads;
        if (cases.insert(caseOf(*record)).second) {
            provenance.inputs.insert(provenance.inputs.end(), record->inputs.begin(),
                                     record->inputs.end());
        }
        for (const auto& [name, dice] : record->point.dicePerCase) {
            for (const auto& [structure, value] : dice) {
                labels.insert(structure);
            }
        }
    }
    provenance.cpu = joinedOf(records, [](const CaseRecord& record) { return record.cpu; });
    provenance.isa = joinedOf(records, [](const CaseRecord& record) { return record.isa; });
    provenance.libtorch = joinedOf(records, [](const CaseRecord& record) {
        return record.point.precision.isInteger() ? std::string{} : record.engine;
    });
    provenance.labels = {labels.begin(), labels.end()};
    provenance.units = {{"dice", "1"},
                        {"loss", "1"},
                        {"distances", "mm, or voxels where the spacing is unknown"},
                        {"latency", "ms"},
                        {"memory", "bytes"},
                        {"volume", "voxels, and ml where the spacing is known"}};
    return provenance;
}

} // namespace

std::string cohortToCsv(std::span<const CaseRecord* const> records,
                        std::span<const CaseProblem> problems)
{
    const std::vector<std::string> header{"case",
                                          "subject",
                                          "precision",
                                          "weight_bits",
                                          "activation_bits",
                                          "label",
                                          "dice",
                                          "loss",
                                          "full_precision",
                                          "agreement",
                                          "voxels",
                                          "ml",
                                          "reference_voxels",
                                          "reference_ml",
                                          "hausdorff95_mm",
                                          "hausdorff95_voxels",
                                          "mean_surface_mm",
                                          "mean_surface_voxels",
                                          "slices",
                                          "latency_ms_median",
                                          "latency_runs",
                                          "latency_busy",
                                          "model",
                                          "model_sha256",
                                          "model_reason",
                                          "files",
                                          "findings",
                                          "engine",
                                          "cpu",
                                          "date",
                                          "problem"};
    std::string text = report::csvLine(header);
    std::map<std::string, const CaseRecord*> full;
    for (const CaseRecord* record : records) {
        if (record->point.precision == record->full) {
            full[caseOf(*record)] = record;
        }
    }
    for (const CaseRecord* record : records) {
        const auto found = full.find(caseOf(*record));
        if (record->point.volumePerCase.empty()) {
            continue;
        }
        for (const auto& [structure, volume] : record->point.volumePerCase.begin()->second) {
            addLine(text, *record, found != full.end() ? found->second : nullptr, structure,
                    volume);
        }
    }
    for (const CaseProblem& problem : problems) {
        std::vector<std::string> cells(header.size());
        cells[0] = problem.name;
        cells[1] = problem.subject;
        cells.back() = problem.sentence;
        text += report::csvLine(cells);
    }
    return text;
}

std::string cohortToJson(const CohortPoints& points, std::span<const CaseRecord* const> records,
                         const std::vector<std::string>& command,
                         std::span<const CaseProblem> problems)
{
    const report::Provenance provenance = provenanceOf(points, records, command);
    Json json = model::parseJson<Json>(toJson(points.points), "The table");
    json["model"] = points.model;
    std::set<std::string> cases;
    Json findings = Json::array();
    for (const CaseRecord* record : records) {
        if (cases.insert(caseOf(*record)).second) {
            for (const std::string& finding : record->findings) {
                findings.push_back(finding);
            }
        }
    }
    json["images"] = std::count_if(provenance.inputs.begin(), provenance.inputs.end(),
                                   [](const auto& input) { return input.role == "image"; });
    json["isa"] = provenance.isa;
    json["threads"] = provenance.threads;
    json["provenance"] = model::parseJson<Json>(toJson(provenance), "The provenance");
    json["notes"] = std::move(findings);
    json["problems"] = Json::array();
    for (const CaseProblem& problem : problems) {
        json["problems"].push_back({{"case", problem.name}, {"sentence", problem.sentence}});
    }
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace halftone::pipeline
