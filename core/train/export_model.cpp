// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/train/export_model.h"

#include "core/nn/detail/calibrate.h"
#include "core/nn/detail/exact_network.h"
#include "core/train/evaluation.h"
#include "core/train/scoring.h"

#include <algorithm>
#include <cmath>
#include <memory>

namespace halftone::train {
namespace {

constexpr int kCalibrationCrops = 16;
constexpr double kCalibrationShare = 0.7; // of the progress; the rest is measuring Dice

// A predictor on a slice whose sides need not be multiples of the stride: code 0 is added and cut
// off again.
std::vector<std::uint8_t> maskOf(model::Predictor& predictor, int stride,
                                 std::span<const std::uint8_t> codes, int height, int width,
                                 const std::stop_token& stop)
{
    const auto roundUp = [stride](int size) { return (size + stride - 1) / stride * stride; };
    const int paddedWidth = roundUp(width);
    const int paddedHeight = roundUp(height);
    const auto at = [](int y, int rowLength) { return static_cast<std::ptrdiff_t>(y) * rowLength; };
    std::vector<std::uint8_t> padded(static_cast<std::size_t>(at(paddedHeight, paddedWidth)), 0);
    for (int y = 0; y < height; ++y) {
        std::copy_n(codes.begin() + at(y, width), width, padded.begin() + at(y, paddedWidth));
    }
    model::Prediction prediction;
    predictor.predict({padded.data(), 1, paddedHeight, paddedWidth}, false, stop, prediction);
    std::vector<std::uint8_t> mask(static_cast<std::size_t>(at(height, width)));
    for (int y = 0; y < height; ++y) {
        std::copy_n(prediction.labels.begin() + at(y, paddedWidth), width,
                    mask.begin() + at(y, width));
    }
    return mask;
}

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

model::Model exportTrainedNet(TrainedNet& trained, const Dataset& dataset,
                              const model::MakePredictor& integerPredictor, const LogFn& log,
                              const ProgressFn& progress, const std::stop_token& stop)
{
    const auto first = [&](double fraction, std::string_view what) {
        report(progress, kCalibrationShare * fraction, what);
    };
    const torch::Tensor crops = plainCrops(dataset, trained.config, kCalibrationCrops);
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
        report(progress, kCalibrationShare + (1 - kCalibrationShare) * done, "measuring " + name);
        const auto predictor = precision.isFloat() ? nn::makeFloatPredictor(built, precision)
                               : integerPredictor  ? integerPredictor(built, precision)
                                                   : nn::makeExactPredictor(built, precision);
        const ValidationScore score = scoreValidation(
            dataset, [&](std::span<const std::uint8_t> codes, int height, int width) {
                return maskOf(*predictor, built->network.stride(), codes, height, width, stop);
            });
        model::MeasuredDice entry{precision, {}};
        std::string line = name + ":";
        for (const auto& [label, dice] : score.dice) {
            if (std::isfinite(dice)) {
                entry.dicePerLabel[label] = dice;
                line += " " + label + " Dice " + std::to_string(dice).substr(0, 6);
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
