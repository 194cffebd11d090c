// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/grid/preprocess.h"
#include "core/model/predictor.h"
#include "core/pipeline/tiling.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>

/// Will it fit, and how long will it take: told before a run, compared with it afterwards.
namespace halftone::pipeline {

/// One slice of an image at one precision, before it runs.
struct SliceForecast {
    int tiles = 1;
    int tileHeight = 0; ///< of the model's grid
    int tileWidth = 0;
    /// Of the network over all tiles. What latency (measure.h) has besides, joining and restoring,
    /// comes in by what was learned (ForecastRatios). Empty: nothing is known of this precision
    /// yet.
    std::optional<double> milliseconds;
    std::size_t arenaBytes = 0;  ///< as the run will report them
    std::size_t packedBytes = 0; ///< the same

    /// What has to be had for a run: maps and packed weights.
    [[nodiscard]] std::size_t memoryBytes() const noexcept { return arenaBytes + packedBytes; }
};

/// Of a slice of `image`, cut as segmentCodes() will with the same reach. Empty where the predictor
/// cannot tell. Throws what planTiles() throws.
[[nodiscard]] std::optional<SliceForecast> forecastSlice(const model::Predictor& predictor,
                                                         const image::PreparedImage& image,
                                                         const NetworkReach& reach);

/// The largest bound on the bytes of a tile (reachOf()), kMostTileBytes halved again and again,
/// with which the maps of a slice take no more than `availableBytes`; the masks are the same. Empty
/// where even the smallest tile takes more, or the predictor cannot tell.
[[nodiscard]] std::optional<double> fittingTileBytes(const model::Predictor& predictor,
                                                     const image::PreparedImage& image,
                                                     const model::Network& network,
                                                     std::size_t availableBytes);

/// "FP32 needs 1.2 GB for a slice of 4096 x 4096 pixels, and 800 MB are free." and what smaller
/// tiles would need; `fitting`: fittingTileBytes().
[[nodiscard]] std::string shortageText(const model::Predictor& predictor,
                                       const image::PreparedImage& image,
                                       const model::Network& network, const SliceForecast& forecast,
                                       std::size_t availableBytes, std::optional<double> fitting);

/// What runs took against what was forecast, so that the next forecast is better: for each model
/// and what computes it, the mean of the last ratios, newer ones counting more. Where there is no
/// forecast of the time (float nets), the nanoseconds of a pixel. One thread.
class ForecastRatios {
public:
    /// Names a model (by its checksum or name) and the engine, ISA and threads that run it.
    using Key = std::string;

    /// `measuredMs`: of one warm slice, as latency is defined. `pixels`: of all its tiles.
    void learn(const Key& key, const std::optional<double>& forecastMs, double pixels,
               double measuredMs);
    /// The forecast with what was learned; as it was where nothing was.
    [[nodiscard]] std::optional<double>
    corrected(const Key& key, const std::optional<double>& forecastMs, double pixels) const;
    /// Measured over forecast; 1 where nothing was learned.
    [[nodiscard]] double ratio(const Key& key) const;

private:
    std::map<Key, double> m_ratios;
    std::map<Key, double> m_msPerPixel;
};

} // namespace halftone::pipeline
