// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/case_record.h"

#include "core/base/error.h"
#include "core/model/parse_json.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string_view>
#include <utility>

namespace halftone::pipeline {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

Json orNull(double value)
{
    return std::isfinite(value) ? Json(value) : Json();
}

double number(const Json& json)
{
    return json.is_null() ? kNone : json.get<double>();
}

std::optional<double> optionalNumber(const Json& json)
{
    return json.is_null() ? std::nullopt : std::optional(json.get<double>());
}

// What a map by case holds of the one case.
template <typename Value>
Value ofTheCase(const std::map<std::string, Value>& map)
{
    return map.empty() ? Value{} : map.begin()->second;
}

Json structuresJson(const TradeoffPoint& point)
{
    Json structures = Json::object();
    for (const auto& [name, dice] : ofTheCase(point.dicePerCase)) {
        structures[name]["dice"] = orNull(dice);
    }
    for (const auto& [name, volume] : ofTheCase(point.volumePerCase)) {
        structures[name]["voxels"] = volume.voxels;
        structures[name]["ml"] = orNull(volume.ml);
        if (volume.referenced) {
            structures[name]["reference_voxels"] = volume.referenceVoxels;
            structures[name]["reference_ml"] = orNull(volume.referenceMl);
        }
    }
    for (const auto& [name, surface] : ofTheCase(point.distancesPerCase)) {
        structures[name]["hausdorff95"] = orNull(surface.distances.hausdorff95);
        structures[name]["hausdorff95_monai"] = orNull(surface.distances.hausdorff95Monai);
        structures[name]["mean_surface"] = orNull(surface.distances.mean);
        structures[name]["in_mm"] = surface.inMm;
    }
    return structures;
}

void readStructures(const Json& json, const std::string& caseName, TradeoffPoint& point)
{
    for (const auto& [name, of] : json.items()) {
        if (of.contains("dice")) {
            point.dicePerCase[caseName][name] = number(of.at("dice"));
        }
        CaseVolume volume{of.at("voxels").get<std::size_t>(), number(of.at("ml"))};
        volume.referenced = of.contains("reference_voxels");
        if (volume.referenced) {
            volume.referenceVoxels = of.at("reference_voxels").get<std::size_t>();
            volume.referenceMl = number(of.at("reference_ml"));
        }
        point.volumePerCase[caseName][name] = volume;
        if (of.contains("hausdorff95")) {
            point.distancesPerCase[caseName][name] = {{number(of.at("hausdorff95")),
                                                       number(of.at("hausdorff95_monai")),
                                                       number(of.at("mean_surface"))},
                                                      of.at("in_mm").get<bool>()};
        }
    }
}

Json inputsJson(const std::vector<report::ResultInput>& inputs)
{
    Json list = Json::array();
    for (const report::ResultInput& input : inputs) {
        list.push_back({{"role", input.role},
                        {"name", input.name},
                        {"sha256", input.sha256},
                        {"files", input.files},
                        {"slices", input.slices},
                        {"slices_of", input.slicesOf}});
    }
    return list;
}

std::vector<report::ResultInput> readInputs(const Json& json)
{
    std::vector<report::ResultInput> inputs;
    for (const Json& item : json) {
        inputs.push_back({item.at("role").get<std::string>(), item.at("name").get<std::string>(),
                          item.at("sha256").get<std::string>(), item.at("files").get<std::size_t>(),
                          item.at("slices").get<std::string>(), item.at("slices_of").get<int>()});
    }
    return inputs;
}

Json worstJson(const std::optional<WorstSlice>& worst)
{
    return worst ? Json{{"image", worst->image}, {"slice", worst->slice}, {"dice", worst->dice}}
                 : Json();
}

quant::Precision precisionOf(const Json& json)
{
    return {json.at(0).get<int>(), json.at(1).get<int>()};
}

CaseRecord readRecord(const Json& json)
{
    CaseRecord record;
    TradeoffPoint& point = record.point;
    const auto name = json.at("case").get<std::string>();
    point.precision = precisionOf(json.at("bits"));
    record.full = precisionOf(json.at("full_bits"));
    if (!point.precision.isValid() || !record.full.isValid()) {
        throw Error(ErrorCode::FileFormat, "A record has bits that do not exist.");
    }
    point.dice = optionalNumber(json.at("dice"));
    if (point.dice) {
        point.meanDicePerCase[name] = *point.dice;
    }
    point.agreement = optionalNumber(json.at("agreement"));
    point.subjectPerCase[name] = json.at("subject").get<std::string>();
    readStructures(json.at("structures"), name, point);
    record.milliseconds = json.at("ms").get<std::vector<double>>();
    record.waited = json.at("waited").get<std::vector<double>>();
    point.latency = summarizeLatency(record.milliseconds);
    point.latency.busy = isBusy(record.waited);
    record.slices = json.at("slices").get<std::size_t>();
    point.arenaBytes = json.at("arena_bytes").get<std::size_t>();
    point.weightBytes = json.at("weight_bytes").get<std::size_t>();
    point.packedBytes = json.at("packed_bytes").get<std::size_t>();
    if (record.slices == 0) {
        throw Error(ErrorCode::FileFormat, "A record has no slices.");
    }
    record.bitOperations = json.at("bit_operations").get<double>();
    point.bitOperations = record.bitOperations / static_cast<double>(record.slices);
    point.measured = json.at("measured").get<bool>();
    point.trained = json.at("trained").get<bool>();
    if (const Json& worst = json.at("worst_slice"); !worst.is_null()) {
        record.worst = WorstSlice{worst.at("image").get<std::size_t>(),
                                  worst.at("slice").get<int>(), worst.at("dice").get<double>()};
    }
    record.model = json.at("model").get<std::string>();
    record.modelHash = json.at("model_sha256").get<std::string>();
    record.modelReason = json.at("model_reason").get<std::string>();
    record.labels = json.at("labels").get<std::vector<std::string>>();
    record.findings = json.at("findings").get<std::vector<std::string>>();
    record.inputs = readInputs(json.at("inputs"));
    record.engine = json.at("engine").get<std::string>();
    record.cpu = json.at("cpu").get<std::string>();
    record.isa = json.at("isa").get<std::string>();
    record.threads = json.at("threads").get<int>();
    record.date = json.at("date").get<std::string>();
    return record;
}

template <typename Value>
void addAll(std::map<std::string, Value>& to, const std::map<std::string, Value>& from)
{
    to.insert(from.begin(), from.end());
}

std::optional<double> meanOf(const std::vector<double>& values)
{
    const Summary summary = summarize(values);
    return summary.n > 0 ? std::optional(summary.mean) : std::nullopt;
}

void summarizeCases(TradeoffPoint& point)
{
    std::map<std::string, std::vector<double>> perStructure;
    for (const auto& [caseName, structures] : point.dicePerCase) {
        for (const auto& [structure, dice] : structures) {
            perStructure[structure].push_back(dice);
        }
    }
    for (const auto& [structure, values] : perStructure) {
        point.dicePerStructure[structure] = summarize(values);
    }
    std::vector<double> means;
    for (const auto& [caseName, mean] : point.meanDicePerCase) {
        means.push_back(mean);
    }
    point.dice = meanOf(means);
}

} // namespace

void take(CaseRecord& record, const PrecisionRun& run)
{
    record.point = run.point();
    record.milliseconds = run.milliseconds();
    record.waited = run.waited();
    record.slices = run.slices();
    record.bitOperations = run.bitOperations();
    record.worst.reset();
    for (std::size_t image = 0; image < record.point.profiles.size(); ++image) {
        const SliceProfile& profile = record.point.profiles[image];
        for (std::size_t n = 0; n < profile.values.size(); ++n) {
            const double dice = profile.values[n];
            if (std::isfinite(dice) && (!record.worst || dice < record.worst->dice)) {
                record.worst = WorstSlice{image, profile.slices[n], dice};
            }
        }
    }
    record.point.profiles.clear();
    record.engine = run.engine();
}

std::string toJson(const CaseRecord& record)
{
    const TradeoffPoint& point = record.point;
    const auto bits = [](quant::Precision precision) {
        return Json::array({precision.weightBits, precision.activationBits});
    };
    const Json json{{"case", point.subjectPerCase.begin()->first},
                    {"subject", point.subjectPerCase.begin()->second},
                    {"precision", quant::toString(point.precision)},
                    {"bits", bits(point.precision)},
                    {"full_bits", bits(record.full)},
                    {"dice", point.dice ? orNull(*point.dice) : Json()},
                    {"agreement", point.agreement ? orNull(*point.agreement) : Json()},
                    {"structures", structuresJson(point)},
                    {"slices", record.slices},
                    {"worst_slice", worstJson(record.worst)},
                    {"ms", record.milliseconds},
                    {"waited", record.waited},
                    {"arena_bytes", point.arenaBytes},
                    {"weight_bytes", point.weightBytes},
                    {"packed_bytes", point.packedBytes},
                    {"bit_operations", record.bitOperations},
                    {"measured", point.measured},
                    {"trained", point.trained},
                    {"model", record.model},
                    {"model_sha256", record.modelHash},
                    {"model_reason", record.modelReason},
                    {"labels", record.labels},
                    {"findings", record.findings},
                    {"inputs", inputsJson(record.inputs)},
                    {"engine", record.engine},
                    {"cpu", record.cpu},
                    {"isa", record.isa},
                    {"threads", record.threads},
                    {"date", record.date}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

CaseRecord caseRecordFromJson(const std::string& json)
{
    try {
        return readRecord(model::parseJson<Json>(json, "The record"));
    } catch (const nlohmann::json::exception& fault) {
        throw Error(ErrorCode::FileFormat,
                    std::string("The record is no record of a case: ") + fault.what() + ".");
    }
}

TradeoffPoint joinRecords(std::span<const CaseRecord* const> records)
{
    TradeoffPoint all;
    std::vector<double> milliseconds;
    std::vector<double> waited;
    std::map<std::string, double> agreements; // in the order of names, as a sweep adds them up
    double bitOperations = 0;
    std::size_t slices = 0;
    for (const CaseRecord* record : records) {
        const TradeoffPoint& point = record->point;
        all.precision = point.precision;
        all.measured = point.measured;
        all.trained = point.trained;
        all.weightBytes = point.weightBytes;
        all.packedBytes = point.packedBytes;
        all.arenaBytes = std::max(all.arenaBytes, point.arenaBytes);
        addAll(all.dicePerCase, point.dicePerCase);
        addAll(all.meanDicePerCase, point.meanDicePerCase);
        addAll(all.subjectPerCase, point.subjectPerCase);
        addAll(all.volumePerCase, point.volumePerCase);
        addAll(all.distancesPerCase, point.distancesPerCase);
        if (point.agreement) {
            agreements[point.subjectPerCase.begin()->first] = *point.agreement;
        }
        milliseconds.insert(milliseconds.end(), record->milliseconds.begin(),
                            record->milliseconds.end());
        waited.insert(waited.end(), record->waited.begin(), record->waited.end());
        bitOperations += record->bitOperations;
        slices += record->slices;
    }
    summarizeCases(all);
    std::vector<double> values;
    for (const auto& [caseName, agreement] : agreements) {
        values.push_back(agreement);
    }
    all.agreement = meanOf(values);
    all.latency = summarizeLatency(milliseconds);
    all.latency.busy = isBusy(waited);
    all.bitOperations = bitOperations / static_cast<double>(slices);
    return all;
}

} // namespace halftone::pipeline
