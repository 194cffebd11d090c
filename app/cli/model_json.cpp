// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/model_json.h"

#include "core/model/card_json.h"
#include "core/quant/precision.h"

#include <algorithm>

namespace halftone::cli {
namespace {

Json pointJson(const model::Model& model, quant::Precision precision, bool trained)
{
    return {{"precision", quant::toString(precision)},
            {"weight_bits", precision.weightBits},
            {"activation_bits", precision.activationBits},
            {"trained", trained},
            {"weight_bytes", model.weightBytes(precision)}};
}

} // namespace

Json toJson(const model::ModelCard& card)
{
    return Json::parse(model::cardToJson(card)); // the same everywhere
}

Json toJson(const model::Model& model)
{
    Json json = toJson(model.card);
    std::size_t weights = 0;
    for (const model::ConvWeights& conv : model.convs) {
        weights += conv.codes.size();
    }
    json["network"] = {{"nodes", model.network.nodes.size()},
                       {"convolutions", model.convs.size()},
                       {"weights", weights},
                       {"classes", model.network.classes()},
                       {"stride", model.network.stride()},
                       {"gmac_512", model.network.macs(512, 512) / 1e9}};
    json["stored_weight_bits"] = model.storedWeightBits;
    json["float_weights"] = model.hasFloatWeights();
    json["imported"] = model.graph != nullptr;
    json["runs"] = model.network.isInteger() ? "integer" : "simulated";
    json["precisions"] = Json::array();
    if (model.hasFloatWeights()) {
        json["precisions"].push_back(pointJson(model, quant::kFull, true));
    }
    for (const model::PrecisionTable& table : model.tables) {
        json["precisions"].push_back(pointJson(model, table.precision, table.trained));
    }
    return json;
}

std::string measuredText(const model::ModelCard& card)
{
    std::vector<std::string> points;
    for (const model::MeasuredDice& measured : card.measured) {
        std::vector<std::string> labels;
        for (const auto& [name, dice] : measured.dicePerLabel) {
            const auto deviation = measured.deviationPerLabel.find(name);
            labels.push_back(name + " " + formatNumber(dice, 4)
                             + (deviation != measured.deviationPerLabel.end()
                                    ? " (sd " + formatNumber(deviation->second, 4) + ")"
                                    : ""));
        }
        points.push_back(quant::toString(measured.precision) + " " + joinWords(labels));
    }
    return joinWords(points, "; ");
}

std::string labelsText(const model::ModelCard& card)
{
    std::vector<std::string> labels;
    for (const Label& label : card.labels) {
        labels.push_back(std::to_string(label.value) + " " + label.name);
    }
    std::string text = joinWords(labels);
    if (!card.backgroundName.empty()) {
        text += " (background: " + card.backgroundName + ")";
    }
    return text;
}

std::string precisionsText(const model::Model& model)
{
    const auto trained = std::count_if(model.tables.begin(), model.tables.end(),
                                       [](const model::PrecisionTable& t) { return t.trained; });
    std::string text;
    if (model.graph != nullptr && model.tables.empty()) {
        text = model.ranges.empty() ? "not calibrated: W16A16" : "1 to 8 bits simulated, W16A16";
    } else if (model.tables.size() == 1 && !model.hasFloatWeights()) {
        text = quant::toString(model.tables.front().precision) + " only (packed)";
    } else {
        text = std::to_string(model.tables.size()) + " integer pairs (" + std::to_string(trained)
               + " trained)";
    }
    return text + (model.hasFloatWeights() ? ", FP32" : "");
}

} // namespace halftone::cli
