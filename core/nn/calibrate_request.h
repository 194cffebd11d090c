// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/lower_graph.h"
#include "core/model/model.h"
#include "core/quant/precision.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace halftone::nn {

/// A slice as models see it: codes [1,H,W], windowed as the card says.
struct CalibrationImage {
    int height = 0;
    int width = 0;
    std::vector<std::uint8_t> codes;
};

/// What TorchRuntime::calibrate makes a model of.
struct CalibrateRequest {
    std::shared_ptr<const model::graph::Graph> graph;
    model::LoweredGraph lowered; ///< model::lowerGraph(*graph)
    model::ModelCard card;
    /// Unlabeled. Up to 8 pieces of up to 256x256 pixels are looked at: of larger images those that
    /// show most of both foreground and background, of more images ones from first to last.
    std::vector<CalibrationImage> images;
    std::vector<quant::Precision> precisions; ///< each canCalibrate()
    std::uint64_t seed = 1;                   ///< of the places that are looked at
};

/// Whether calibration makes tables for it: weights of 2 to 8 bits, activations of 4 to 8. With
/// fewer nothing but training helps.
[[nodiscard]] constexpr bool canCalibrate(quant::Precision precision) noexcept
{
    return precision.weightBits >= 2 && precision.weightBits <= 8 && precision.activationBits >= 4
           && precision.activationBits <= 8;
}

/// All of them, from W8A8 on.
[[nodiscard]] std::vector<quant::Precision> calibratedPrecisions();

} // namespace halftone::nn
