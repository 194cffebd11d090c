// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/sensitivity.h"

#include "core/base/progress.h"
#include "core/nn/torch_runtime.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace halftone::pipeline {
namespace {

using Part = model::LoweredLayer::Part;

std::optional<double> scoreOf(std::span<const std::uint8_t> mask,
                              std::span<const std::uint8_t> other,
                              std::span<const eval::Structure> structures)
{
    if (other.empty()) {
        return std::nullopt;
    }
    std::vector<eval::OverlapCounts> counts;
    for (const eval::Structure& structure : structures) {
        counts.push_back(eval::countOverlap(mask, other, structure));
    }
    const double dice = eval::meanDice(counts);
    return std::isnan(dice) ? std::nullopt : std::optional(dice);
}

std::optional<double> loss(std::optional<double> before, std::optional<double> after)
{
    return before && after ? std::optional(*before - *after) : std::nullopt;
}

} // namespace

std::vector<LayerLoss> lossesToFind(const model::Model& model, quant::Precision precision)
{
    std::vector<LayerLoss> losses;
    const int convs = static_cast<int>(model.network.convNodes().size());
    for (int conv = 0; conv < convs; ++conv) {
        for (const Part part : {Part::Weights, Part::Activations}) {
            const model::LoweredLayer layer{conv, part};
            if (model::canLower(model, precision, layer)) {
                const int bits =
                    part == Part::Weights ? precision.weightBits : precision.activationBits;
                losses.push_back({layer, bits - 1, std::nullopt, std::nullopt});
            }
        }
    }
    return losses;
}

void findLosses(const Runtime& runtime, const std::shared_ptr<const model::Model>& model,
                const image::PreparedImage& image, const std::vector<std::uint8_t>& codes,
                quant::Precision precision, const SliceJudge& judge,
                const std::vector<LayerLoss>& wanted,
                const std::function<void(const LayerLoss&)>& found, const ProgressFn& progress,
                const StopToken& stop)
{
    const NetworkReach reach = reachOf(model->network);
    const auto maskBy = [&](model::Predictor& predictor) {
        return segmentCodes(predictor, image, reach, codes, false, stop, runtime.pool.get()).labels;
    };
    const auto torch = nn::TorchRuntime::load(runtime.pool ? runtime.pool->threads() : 1);
    const auto present = maskBy(*makePredictor(runtime, model, precision));
    const std::optional<double> agreement = scoreOf(present, judge.full, judge.structures);
    const std::optional<double> dice = scoreOf(present, judge.reference, judge.structures);
    std::size_t done = 0;
    for (LayerLoss each : wanted) {
        throwIfStopped(stop);
        reportProgress(progress, static_cast<double>(done++) / static_cast<double>(wanted.size()));
        const auto mask = maskBy(*torch->makeFakeQuantPredictor(model, precision, each.layer));
        each.agreementLoss = loss(agreement, scoreOf(mask, judge.full, judge.structures));
        each.diceLoss = loss(dice, scoreOf(mask, judge.reference, judge.structures));
        found(each);
    }
}

std::optional<double> largestLoss(std::span<const LayerLoss> losses, int conv)
{
    std::optional<double> largest;
    for (const LayerLoss& each : losses) {
        if (each.layer.conv == conv && each.agreementLoss) {
            largest = std::max(largest.value_or(*each.agreementLoss), *each.agreementLoss);
        }
    }
    return largest;
}

std::optional<int> rankOf(std::span<const LayerLoss> losses, int conv)
{
    const std::optional<double> mine = largestLoss(losses, conv);
    if (!mine) {
        return std::nullopt;
    }
    std::set<int> above;
    for (const LayerLoss& each : losses) {
        if (each.agreementLoss && *each.agreementLoss > *mine) {
            above.insert(each.layer.conv);
        }
    }
    return static_cast<int>(above.size()) + 1;
}

} // namespace halftone::pipeline
