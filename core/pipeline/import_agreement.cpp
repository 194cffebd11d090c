// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/eval/dice.h"
#include "core/pipeline/detail/middle_crop.h"
#include "core/pipeline/import_model.h"

#include <algorithm>
#include <cmath>

namespace halftone::pipeline {

namespace detail {

nn::CalibrationImage middleOf(const nn::CalibrationImage& slice, int stride, int leastSide)
{
    constexpr int kUsualSide = 256;
    const auto sideOf = [&](int size) {
        const int most = (std::max(kUsualSide, leastSide) + stride - 1) / stride * stride;
        return std::min(size, most) / stride * stride;
    };
    nn::CalibrationImage middle{sideOf(slice.height), sideOf(slice.width), {}};
    if (middle.height < std::max(leastSide, stride) || middle.width < std::max(leastSide, stride)) {
        throw Error(ErrorCode::InvalidArgument,
                    "A slice of the calibration images has " + std::to_string(slice.width) + " x "
                        + std::to_string(slice.height) + " pixels; the network takes at least "
                        + std::to_string(std::max(leastSide, stride))
                        + " a side. Give larger images.");
    }
    const int top = (slice.height - middle.height) / 2;
    const int left = (slice.width - middle.width) / 2;
    for (int y = 0; y < middle.height; ++y) {
        const auto row =
            slice.codes.begin() + static_cast<std::ptrdiff_t>(top + y) * slice.width + left;
        middle.codes.insert(middle.codes.end(), row, row + middle.width);
    }
    return middle;
}

} // namespace detail

namespace {

using Masks = std::vector<std::vector<std::uint8_t>>;

Masks masksOf(model::Predictor& predictor, const std::vector<nn::CalibrationImage>& crops,
              const StopToken& stop)
{
    Masks masks;
    model::Prediction prediction;
    for (const nn::CalibrationImage& crop : crops) {
        predictor.predict({crop.codes.data(), 1, crop.height, crop.width}, false, stop, prediction);
        masks.push_back(prediction.labels);
    }
    return masks;
}

std::optional<double> agreementOf(const Masks& masks, const Masks& full, const model::Model& model)
{
    std::vector<eval::OverlapCounts> counts;
    for (const Label& label : model.card.labels) {
        eval::OverlapCounts pooled;
        for (std::size_t i = 0; i < masks.size(); ++i) {
            pooled += eval::countOverlap(masks[i], full[i], {label.name, {label.value}});
        }
        if (pooled.reference > 0) { // what the float mask lacks has nothing to agree with
            counts.push_back(pooled);
        }
    }
    return counts.empty() ? std::nullopt : std::optional(eval::meanDice(counts));
}

} // namespace

std::vector<Agreement> measureAgreement(const Runtime& runtime,
                                        const std::shared_ptr<const model::Model>& model,
                                        std::span<const nn::CalibrationImage> slices,
                                        std::span<const quant::Precision> precisions,
                                        const ProgressFn& progress, const StopToken& stop)
{
    const model::graph::Facts facts = model::graph::check(*model->graph);
    std::vector<nn::CalibrationImage> crops;
    for (const nn::CalibrationImage& slice : slices) {
        crops.push_back(detail::middleOf(slice, std::max(facts.stride, model->network.stride()),
                                         facts.leastSide));
    }
    reportProgress(progress, 0, "comparing masks");
    const Masks full = masksOf(*makePredictor(runtime, model, quant::kFull), crops, stop);
    std::vector<Agreement> rows;
    for (const quant::Precision precision : precisions) {
        throwIfStopped(stop);
        const Masks masks = masksOf(*makePredictor(runtime, model, precision), crops, stop);
        rows.push_back(
            {precision, isSimulated(*model, precision), agreementOf(masks, full, *model)});
        reportProgress(progress,
                       static_cast<double>(rows.size()) / static_cast<double>(precisions.size()),
                       "comparing masks");
    }
    return rows;
}

} // namespace halftone::pipeline
