// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/calibrate_graph.h"

#include "core/base/error.h"
#include "core/nn/detail/calibration_crops.h"
#include "core/nn/detail/equalize.h"
#include "core/nn/detail/float_graph_calls.h"
#include "core/nn/detail/quantized_pass.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <array>
#include <string>

namespace halftone::nn {
namespace {

constexpr std::int64_t kPlacesOfLayer = 8192; // in all crops together

/// Widths whose codes are found, and the activation width of what they are found for: one that
/// the other widths of activations lose little by.
struct FittedWidth {
    int weightBits;
    int activationBits;
};
constexpr std::array<FittedWidth, 4> kFittedWidths{{{8, 8}, {4, 6}, {3, 4}, {2, 4}}};

std::size_t at(int index)
{
    return static_cast<std::size_t>(index);
}

void requirePrecisions(const CalibrateRequest& request)
{
    if (request.precisions.empty()) {
        throw Error(ErrorCode::InvalidArgument, "Calibration needs at least one precision.");
    }
    for (const quant::Precision precision : request.precisions) {
        if (!canCalibrate(precision)) {
            throw Error(ErrorCode::InvalidArgument,
                        quant::toString(precision)
                            + " cannot be calibrated: below 2-bit weights or 4-bit activations a "
                              "network has to be trained for it. Expected W<2..8>A<4..8>.");
        }
    }
}

CalibrationData collect(const CalibrateRequest& request, const FloatNetwork& network,
                        const StopToken& stop)
{
    const std::vector<CalibrationCrop> crops = chooseCrops(request, network, stop);
    const std::vector<model::Node>& nodes = request.lowered.network.nodes;
    int deepest = 0;
    for (int n = 0; n < static_cast<int>(nodes.size()); ++n) {
        deepest = std::max(deepest, request.lowered.network.levelOf(n));
    }
    CalibrationData data;
    std::vector<std::vector<torch::Tensor>> samples(nodes.size());
    for (const CalibrationCrop& crop : crops) {
        Random random(request.seed, data.images.size());
        const auto count = kPlacesOfLayer / static_cast<std::int64_t>(crops.size());
        data.images.push_back(crop.codes);
        data.places.push_back(choosePlaces(crop.foreground, deepest + 1, count, random));
        static_cast<void>(network.run(crop.codes, &data.places.back(), &samples, stop));
    }
    for (std::size_t n = 0; n < nodes.size(); ++n) {
        data.values.push_back(samples[n].empty() ? torch::Tensor() : at::cat(samples[n], 1));
        if (!samples[n].empty() && !at::isfinite(data.values[n]).all().item<bool>()) {
            throw Error(ErrorCode::Unsupported,
                        "Layer '" + nodes[n].name
                            + "' computes numbers that are not finite for these images; the "
                              "network cannot be calibrated by them.");
        }
        samples[n].clear();
    }
    return data;
}

// Scales the samples as the network.
void equalize(model::LoweredGraph& graph, CalibrationData& data)
{
    const std::vector<int> nodes = graph.network.convNodes();
    std::vector<std::vector<float>> peaks;
    for (const int node : nodes) {
        const torch::Tensor peak =
            std::get<0>(data.values[at(node)].max(1)).clamp_min(0).contiguous();
        peaks.emplace_back(peak.data_ptr<float>(), peak.data_ptr<float>() + peak.numel());
    }
    const std::vector<std::vector<float>> divisors = equalizeChannels(graph, peaks);
    for (std::size_t conv = 0; conv < nodes.size(); ++conv) {
        data.values[at(nodes[conv])].div_(
            torch::tensor(at::ArrayRef<float>(divisors[conv])).view({-1, 1}));
    }
}

std::vector<float> rangesOf(const model::graph::Graph& graph, const CalibrationData& data,
                            const StopToken& stop)
{
    std::vector<TensorView<const std::uint8_t>> views;
    for (const torch::Tensor& image : data.images) {
        views.push_back({image.data_ptr<std::uint8_t>(), 1, static_cast<int>(image.size(2)),
                         static_cast<int>(image.size(3))});
    }
    return measureGraphRanges(graph, views, stop);
}

} // namespace

model::Model calibrateGraph(const CalibrateRequest& request, const ProgressFn& progress,
                            const StopToken& stop)
{
    requirePrecisions(request);
    const c10::InferenceMode inference;
    model::LoweredGraph graph = request.lowered;
    reportProgress(progress, 0, "running the float network");
    const GraphPlan plan = planGraph(graph.network);
    CalibrationData data = collect(request, FloatNetwork(graph, plan), stop);
    equalize(graph, data);

    PostTraining training(graph, data);
    std::vector<model::PrecisionTable> tables;
    const auto wants = [&](quant::Precision precision) {
        return std::find(request.precisions.begin(), request.precisions.end(), precision)
               != request.precisions.end();
    };
    double done = 1;
    const auto steps = static_cast<double>(request.precisions.size() + 1 + kFittedWidths.size());
    const auto report = [&](quant::Precision precision) {
        reportProgress(progress, done++ / steps, "calibrating " + quant::toString(precision));
    };
    for (const FittedWidth width : kFittedWidths) {
        const quant::Precision precision{width.weightBits, width.activationBits};
        const bool isUsed = std::any_of(
            request.precisions.begin(), request.precisions.end(),
            [&](quant::Precision wanted) { return wanted.weightBits == width.weightBits; });
        report(precision);
        if (isUsed || width.weightBits == 8) { // the others have codes nested in those
            model::PrecisionTable table = training.fit(precision, stop);
            if (wants(precision)) {
                tables.push_back(std::move(table));
            }
        }
    }
    for (const quant::Precision precision : calibratedPrecisions()) {
        const bool isThere =
            std::any_of(tables.begin(), tables.end(), [&](const model::PrecisionTable& table) {
                return table.precision == precision;
            });
        if (wants(precision) && !isThere) {
            report(precision);
            tables.push_back(training.tableOf(precision, stop));
        }
    }
    model::Model model = training.model();
    std::sort(tables.begin(), tables.end(),
              [](const auto& a, const auto& b) { return a.precision > b.precision; });
    model.tables = std::move(tables);
    model.card = request.card;
    model.graph = request.graph;
    model.ranges = rangesOf(*request.graph, data, stop);
    model::validate(model);
    return model;
}

} // namespace halftone::nn
