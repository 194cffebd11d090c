// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/run_plan.h"

#include "core/base/error.h"
#include "core/base/text.h"

namespace halftone::cli {

namespace {

/// Seconds from which on a forecast is worth a line of its own before the run.
constexpr double kLong = 5;

} // namespace

RunPlan planRun(const model::Predictor& predictor, const model::Network& network,
                const image::PreparedImage& image, const pipeline::Runtime& runtime)
{
    RunPlan plan;
    plan.forecast = pipeline::forecastSlice(predictor, image, pipeline::reachOf(network));
    const auto available = runtime.availableBytes ? runtime.availableBytes() : std::nullopt;
    if (!plan.forecast || !available || plan.forecast->arenaBytes <= *available) {
        return plan;
    }
    const auto fitting = pipeline::fittingTileBytes(predictor, image, network, *available);
    plan.warning =
        pipeline::shortageText(predictor, image, network, *plan.forecast, *available, fitting);
    if (!fitting) {
        throw Error(ErrorCode::OutOfMemory, plan.warning);
    }
    plan.mostTileBytes = *fitting;
    plan.forecast = pipeline::forecastSlice(predictor, image, pipeline::reachOf(network, *fitting));
    return plan;
}

Json forecastJson(const RunPlan& plan, int slices)
{
    if (!plan.forecast) {
        return {};
    }
    const pipeline::SliceForecast& told = *plan.forecast;
    Json json = {{"milliseconds_per_slice", Json()},
                 {"seconds", Json()},
                 {"arena_bytes", told.arenaBytes},
                 {"packed_bytes", told.packedBytes},
                 {"tiles", told.tiles},
                 {"tile", {told.tileWidth, told.tileHeight}}};
    if (told.milliseconds) {
        json["milliseconds_per_slice"] = *told.milliseconds;
        json["seconds"] = *told.milliseconds * slices / 1000;
    }
    return json;
}

std::string forecastText(const Json& forecast)
{
    if (forecast.is_null()) {
        return "-";
    }
    const std::string memory = formatBytes(forecast["arena_bytes"].get<std::size_t>()
                                           + forecast["packed_bytes"].get<std::size_t>());
    return forecast["milliseconds_per_slice"].is_null()
               ? memory
               : formatNumber(forecast["milliseconds_per_slice"].get<double>(), 1) + " ms a slice, "
                     + formatNumber(forecast["seconds"].get<double>(), 1) + " s in all, " + memory;
}

std::string beforeRun(const RunPlan& plan, int slices)
{
    const Json forecast = forecastJson(plan, slices);
    if (!plan.warning.empty()) {
        return "Warning: " + plan.warning + " It is cut so.";
    }
    const bool isLong = !forecast.is_null() && !forecast["seconds"].is_null()
                        && forecast["seconds"].get<double>() >= kLong;
    return isLong ? "Expected: " + forecastText(forecast) + "." : std::string();
}

} // namespace halftone::cli
