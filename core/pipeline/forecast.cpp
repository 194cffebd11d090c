// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/forecast.h"

#include "core/base/text.h"

namespace halftone::pipeline {
namespace {

/// How much the newest ratio counts: one strange run does not decide, and a handful forgets the
/// costs of another machine.
constexpr double kNewest = 0.5;

void blend(std::map<ForecastRatios::Key, double>& all, const ForecastRatios::Key& key, double value)
{
    const auto [place, isNew] = all.try_emplace(key, value);
    if (!isNew) {
        place->second += kNewest * (value - place->second);
    }
}

std::string sizeText(int width, int height)
{
    return std::to_string(width) + " x " + std::to_string(height);
}

} // namespace

std::optional<SliceForecast> forecastSlice(const model::Predictor& predictor,
                                           const image::PreparedImage& image,
                                           const NetworkReach& reach)
{
    const TilePlan rows = planTiles(image.height(), image.spec().tile, reach);
    const TilePlan columns = planTiles(image.width(), image.spec().tile, reach);
    const auto run = predictor.forecast(rows.tileSize, columns.tileSize);
    if (!run) {
        return std::nullopt;
    }
    SliceForecast result;
    result.tiles = static_cast<int>(rows.spans.size() * columns.spans.size());
    result.tileHeight = rows.tileSize;
    result.tileWidth = columns.tileSize;
    if (run->milliseconds) {
        result.milliseconds = *run->milliseconds * result.tiles;
    }
    result.arenaBytes = run->arenaBytes;
    result.packedBytes = run->packedBytes;
    return result;
}

std::optional<double> fittingTileBytes(const model::Predictor& predictor,
                                       const image::PreparedImage& image,
                                       const model::Network& network, std::size_t availableBytes)
{
    for (double bytes = kMostTileBytes;; bytes /= 2) {
        const NetworkReach reach = reachOf(network, bytes);
        const auto forecast = forecastSlice(predictor, image, reach);
        if (forecast && forecast->arenaBytes <= availableBytes) {
            return bytes;
        }
        // Tiles have to hold their margins: no smaller ones follow.
        if (!forecast || reach.largestTile <= 2 * reach.radius + reach.stride) {
            return std::nullopt;
        }
    }
}

std::string shortageText(const model::Predictor& predictor, const image::PreparedImage& image,
                         const model::Network& network, const SliceForecast& forecast,
                         std::size_t availableBytes, std::optional<double> fitting)
{
    std::string text = quant::toString(predictor.precision()) + " needs "
                       + formatBytes(forecast.memoryBytes()) + " for a slice of "
                       + sizeText(image.width(), image.height()) + " pixels, and "
                       + formatBytes(availableBytes) + " of memory are free.";
    const auto smaller =
        fitting ? forecastSlice(predictor, image, reachOf(network, *fitting)) : std::nullopt;
    if (!smaller) {
        return text + " Close other programs, or choose fewer bits.";
    }
    return text + " In " + std::to_string(smaller->tiles) + " tiles of "
           + sizeText(smaller->tileWidth, smaller->tileHeight) + " it needs "
           + formatBytes(smaller->memoryBytes()) + ", takes longer, and gives the same mask.";
}

void ForecastRatios::learn(const Key& key, const std::optional<double>& forecastMs, double pixels,
                           double measuredMs)
{
    if (measuredMs <= 0 || pixels <= 0) {
        return;
    }
    blend(m_msPerPixel, key, measuredMs / pixels);
    if (forecastMs && *forecastMs > 0) {
        blend(m_ratios, key, measuredMs / *forecastMs);
    }
}

std::optional<double> ForecastRatios::corrected(const Key& key,
                                                const std::optional<double>& forecastMs,
                                                double pixels) const
{
    if (forecastMs) {
        return *forecastMs * ratio(key);
    }
    const auto known = m_msPerPixel.find(key);
    return known != m_msPerPixel.end() ? std::optional(known->second * pixels) : std::nullopt;
}

double ForecastRatios::ratio(const Key& key) const
{
    const auto known = m_ratios.find(key);
    return known != m_ratios.end() ? known->second : 1;
}

} // namespace halftone::pipeline
