// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/network_csv.h"

#include "core/report/csv.h"

#include <cmath>
#include <vector>

namespace halftone::pipeline {
namespace {

using Part = model::LoweredLayer::Part;

LayerLoss lossOf(std::span<const LayerLoss> losses, const model::LoweredLayer& layer)
{
    for (const LayerLoss& each : losses) {
        if (each.layer == layer) {
            return each;
        }
    }
    return {};
}

std::string bits(int value)
{
    return value > 0 ? std::to_string(value) : "";
}

} // namespace

std::string toCsv(const NetworkAnalysis& analysis, std::span<const LayerLoss> losses, int slice)
{
    std::string text = report::csvLine({"slice",
                                        "precision",
                                        "layer",
                                        "channels",
                                        "height",
                                        "width",
                                        "weight_bits",
                                        "activation_bits",
                                        "ms_median",
                                        "runs",
                                        "algorithm",
                                        "instruction",
                                        "share_of_ceiling",
                                        "error_against",
                                        "relative_error",
                                        "snr_db",
                                        "weights_clipped",
                                        "outputs_clipped",
                                        "agreement_loss_weights",
                                        "dice_loss_weights",
                                        "agreement_loss_activations",
                                        "dice_loss_activations",
                                        "sensitivity_rank"});
    for (const LayerFigures& layer : analysis.layers) {
        const LayerLoss weights = lossOf(losses, {layer.conv, Part::Weights});
        const LayerLoss outputs = lossOf(losses, {layer.conv, Part::Activations});
        const std::optional<int> rank = rankOf(losses, layer.conv);
        const std::optional<double> decibel =
            layer.error ? std::optional(decibelOf(*layer.error)) : std::nullopt;
        text += report::csvLine({std::to_string(slice),
                                 quant::toString(analysis.precision),
                                 layer.name,
                                 std::to_string(layer.channels),
                                 std::to_string(layer.height),
                                 std::to_string(layer.width),
                                 bits(layer.weightBits),
                                 bits(layer.activationBits),
                                 report::csvNumber(layer.milliseconds, 4),
                                 std::to_string(analysis.runs),
                                 layer.algorithm,
                                 layer.instruction,
                                 report::csvNumber(layer.shareOfCeiling, 4),
                                 layer.error ? quant::toString(*analysis.against) : "",
                                 report::csvNumber(layer.error, 6),
                                 report::csvNumber(decibel, 2),
                                 report::csvNumber(layer.weightsClipped, 6),
                                 report::csvNumber(layer.outputsClipped, 6),
                                 report::csvNumber(weights.agreementLoss, 6),
                                 report::csvNumber(weights.diceLoss, 6),
                                 report::csvNumber(outputs.agreementLoss, 6),
                                 report::csvNumber(outputs.diceLoss, 6),
                                 rank ? std::to_string(*rank) : ""});
    }
    return text;
}

} // namespace halftone::pipeline
