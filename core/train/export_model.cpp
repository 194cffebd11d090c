// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/train/export_model.h"

#include "core/base/text.h"
#include "core/nn/detail/calibrate.h"
#include "core/nn/detail/exact_network.h"
#include "core/train/evaluation.h"
#include "core/train/scoring.h"

#include <algorithm>
#include <cmath>
#include <memory>

namespace halftone::train {
namespace {

constexpr double kCalibrationShare = 0.7; // of the progress; the rest is measuring Dice

std::vector<quant::Precision> measuredPrecisions(const TrainConfig& config)
{
    std::vector<quant::Precision> precisions{quant::kFull};
    for (const TrainedPair& pair : config.pairs) {
        precisions.push_back(pair.precision);
    }
    for (const quant::Precision named :
         {quant::kHighestInteger, quant::kBalanced, quant::kSmallest, quant::Precision{1, 1}}) {
        if (std::find(precisions.begin(), precisions.end(), named) == precisions.end()) {
            precisions.push_back(named);
        }
    }
    return precisions;
}

} // namespace

model::Model exportTrainedNet(TrainedNet& trained, const data::Dataset& dataset,
                              const model::MakePredictor& integerPredictor, const LogFn& log,
                              const ProgressFn& progress, const StopToken& stop)
{
    const auto first = [&](double fraction, std::string_view what) {
        reportProgress(progress, kCalibrationShare * fraction, what);
    };
    const torch::Tensor crops = plainCrops(dataset, trained.config);
    if (!trained.state.pairsStarted) { // a float run: quantized after training, not in it
        trained.net->startPairs(toInput(crops.squeeze(1)));
    }
    auto built = std::make_shared<model::Model>(
        nn::buildModel(*trained.net, dataset.card, crops, first, stop));
    for (model::PrecisionTable& table : built->tables) {
        table.trained = table.trained && trained.state.pairsStarted;
    }
    std::vector<model::MeasuredDice> measured;
    const std::vector<quant::Precision> precisions = measuredPrecisions(trained.config);
    for (std::size_t i = 0; i < precisions.size(); ++i) {
        const quant::Precision precision = precisions[i];
        const std::string name = quant::toString(precision);
        const double done = static_cast<double>(i) / static_cast<double>(precisions.size());
        reportProgress(progress, kCalibrationShare + (1 - kCalibrationShare) * done,
                       "measuring " + name);
        const auto predictor = precision.isFloat() ? nn::makeFloatPredictor(built, precision)
                               : integerPredictor  ? integerPredictor(built, precision)
                                                   : nn::makeExactPredictor(built, precision);
        model::Prediction prediction;
        const auto mask = [&](std::span<const std::uint8_t> codes, int height, int width) {
            predictor->predict({codes.data(), 1, height, width}, false, stop, prediction);
            return prediction.labels;
        };
        const ValidationScore score =
            scoreValidation(dataset, paddedToStride(built->network.stride(), mask), stop);
        model::MeasuredDice entry{precision, {}};
        std::string line = name + ":";
        for (const auto& [label, dice] : score.dice) {
            if (std::isfinite(dice)) {
                entry.dicePerLabel[label] = dice;
                line += " " + label + " Dice " + formatNumber(dice, 4);
            }
        }
        measured.push_back(entry);
        if (log) {
            log(LogLevel::Info, line);
        }
    }
    built->card.measured = std::move(measured);
    return std::move(*built);
}

} // namespace halftone::train
