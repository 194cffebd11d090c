// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/card_json.h"

#include "core/model/card_texts.h"
#include "core/model/detail/json_fields.h"

namespace halftone::model {
namespace {

using namespace detail;

constexpr int kMostCases = 1000000;

Json toJson(const PreprocessSpec& spec)
{
    return {{"modality", toString(spec.modality)},
            {"orientation", spec.orientation},
            {"in_plane_spacing_mm", spec.inPlaneSpacingMm},
            {"assumed_spacing_mm", spec.assumedSpacingMm},
            {"window", spec.window == WindowKind::Percentile ? "percentile" : "range"},
            {"low", spec.low},
            {"high", spec.high},
            {"expected_min", spec.expectedMin},
            {"expected_max", spec.expectedMax},
            {"trained_spacing_mm", spec.trainedSpacingMm},
            {"tile", spec.tile}};
}

Modality parseModality(const std::string& name)
{
    for (const Modality modality : {Modality::CT, Modality::MR, Modality::EM, Modality::Unknown}) {
        if (name == toString(modality)) {
            return modality;
        }
    }
    refuseField("modality", "CT, MR, EM or unknown");
}

PreprocessSpec preprocessFromJson(const Json& json)
{
    PreprocessSpec spec;
    spec.modality = parseModality(stringField(json, "modality"));
    spec.orientation = stringField(json, "orientation");
    spec.inPlaneSpacingMm = numberField(json, "in_plane_spacing_mm");
    if (json.contains("assumed_spacing_mm")) { // not in cards of version 0.1
        spec.assumedSpacingMm = numberField(json, "assumed_spacing_mm");
    }
    const std::string window = stringField(json, "window");
    if (window != "range" && window != "percentile") {
        refuseField("window", "range or percentile");
    }
    spec.window = window == "range" ? WindowKind::Range : WindowKind::Percentile;
    spec.low = numberField(json, "low");
    spec.high = numberField(json, "high");
    spec.expectedMin = numberField(json, "expected_min");
    spec.expectedMax = numberField(json, "expected_max");
    spec.trainedSpacingMm = numberField(json, "trained_spacing_mm");
    spec.tile = intField(json, "tile", 16, 16384);
    return spec;
}

/// The intervals of the rules, by their keys.
template <typename Rules, typename Visit>
void eachSpan(Rules& rules, const Visit& visit)
{
    visit("spacing_mm", rules.spacingMm);
    visit("slice_spacing_mm", rules.sliceSpacingMm);
    visit("extent_mm", rules.extentMm);
    visit("slices", rules.slices);
}

template <typename Rules, typename Visit>
void eachList(Rules& rules, const Visit& visit)
{
    visit("body_parts", rules.bodyParts);
    visit("sequences", rules.sequences);
    visit("other_body_parts", rules.otherBodyParts);
    visit("other_sequences", rules.otherSequences);
}

Json toJson(const ImageRules& rules)
{
    Json json = Json::object();
    eachSpan(rules, [&](const char* key, const AllowedRange& span) {
        if (!span.isAny()) {
            json[key] = {span.low, span.high};
        }
    });
    eachList(rules, [&](const char* key, const std::vector<std::string>& words) {
        if (!words.empty()) {
            json[key] = words;
        }
    });
    return json;
}

ImageRules rulesFromJson(const Json& json)
{
    ImageRules rules;
    if (!json.is_object()) {
        refuseField("images", "an object");
    }
    eachSpan(rules, [&](const char* key, AllowedRange& span) {
        if (!json.contains(key)) {
            return;
        }
        const Json& ends = arrayField(json, key);
        if (ends.size() != 2 || !ends[0].is_number() || !ends[1].is_number()) {
            refuseField(key, "two numbers");
        }
        span = {ends[0].get<double>(), ends[1].get<double>()};
    });
    eachList(rules, [&](const char* key, std::vector<std::string>& words) {
        if (!json.contains(key)) {
            return;
        }
        for (const Json& word : arrayField(json, key)) {
            if (!word.is_string()) {
                refuseField(key, "a list of words");
            }
            words.push_back(word.get<std::string>());
        }
    });
    return rules;
}

Label labelFromJson(const Json& json)
{
    Label label;
    label.value = static_cast<std::uint8_t>(intField(json, "value", 1, 255));
    label.name = stringField(json, "name");
    const Json& colour = arrayField(json, "colour");
    if (colour.size() != 3) {
        refuseField("colour", "three numbers from 0 to 255");
    }
    for (std::size_t i = 0; i < 3; ++i) {
        label.colour[i] = static_cast<std::uint8_t>(asInt(colour[i], "colour", 0, 255));
    }
    return label;
}

LabelUnion unionFromJson(const Json& json)
{
    LabelUnion joined;
    joined.name = stringField(json, "name");
    for (const Json& value : arrayField(json, "values")) {
        joined.values.push_back(static_cast<std::uint8_t>(asInt(value, "values", 0, 255)));
    }
    return joined;
}

MeasuredDice measuredFromJson(const Json& json)
{
    MeasuredDice measured;
    measured.precision = quant::parsePrecision(stringField(json, "precision"));
    const Json& dice = field(json, "dice");
    if (!dice.is_object()) {
        refuseField("dice", "an object of label names and values");
    }
    for (const auto& entry : dice.items()) {
        measured.dicePerLabel[entry.key()] = numberField(dice, entry.key());
    }
    if (json.contains("sd")) { // not in cards that no `reproduce` measured
        for (const auto& entry : json["sd"].items()) {
            measured.deviationPerLabel[entry.key()] = numberField(json["sd"], entry.key());
        }
    }
    if (json.contains("cases")) {
        for (const auto& entry : json["cases"].items()) {
            measured.casesPerLabel[entry.key()] =
                intField(json["cases"], entry.key(), 1, kMostCases);
        }
    }
    return measured;
}

} // namespace

std::string cardToJson(const ModelCard& card)
{
    Json labels = Json::array();
    for (const Label& label : card.labels) {
        labels.push_back({{"value", label.value}, {"name", label.name}, {"colour", label.colour}});
    }
    Json unions = Json::array();
    for (const LabelUnion& joined : card.unions) {
        unions.push_back({{"name", joined.name}, {"values", joined.values}});
    }
    Json measured = Json::array();
    for (const MeasuredDice& one : card.measured) {
        measured.push_back(
            {{"precision", quant::toString(one.precision)}, {"dice", one.dicePerLabel}});
        if (!one.deviationPerLabel.empty()) {
            measured.back()["sd"] = one.deviationPerLabel;
        }
        if (!one.casesPerLabel.empty()) {
            measured.back()["cases"] = one.casesPerLabel;
        }
    }
    return dumpJson({{"name", card.name},
                     {"title", card.title},
                     {"description", card.description},
                     {"licence", card.licence},
                     {"training_data", card.trainingData},
                     {"non_commercial", card.nonCommercial},
                     {"preprocess", toJson(card.preprocess)},
                     {"images", toJson(card.images)},
                     {"labels", labels},
                     {"background_name", card.backgroundName},
                     {"unions", unions},
                     {"measured", measured}});
}

ModelCard cardFromJson(std::string_view text)
{
    const Json json = parseJson(text, "The model card");
    ModelCard card;
    card.name = stringField(json, "name");
    card.title = stringField(json, "title");
    card.description = stringField(json, "description");
    card.licence = stringField(json, "licence");
    card.trainingData = stringField(json, "training_data");
    card.nonCommercial = boolField(json, "non_commercial");
    card.preprocess = preprocessFromJson(field(json, "preprocess"));
    if (json.contains("images")) { // not in cards of version 0.2
        card.images = rulesFromJson(json["images"]);
    }
    for (const Json& label : arrayField(json, "labels")) {
        card.labels.push_back(labelFromJson(label));
    }
    card.backgroundName = stringField(json, "background_name");
    for (const Json& joined : arrayField(json, "unions")) {
        card.unions.push_back(unionFromJson(joined));
    }
    for (const Json& measured : arrayField(json, "measured")) {
        card.measured.push_back(measuredFromJson(measured));
    }
    requireTexts(card);
    return card;
}

} // namespace halftone::model
