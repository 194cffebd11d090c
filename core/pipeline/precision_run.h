// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pipeline/measure.h"
#include "core/pipeline/sweep_case.h"
#include "core/pipeline/sweep_scores.h"
#include "core/pipeline/tradeoff.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace halftone::pipeline {

/// Asked before each slice and before surfaces are measured; `index` counts the chosen slices. May
/// wait, or throw to end the work. What was ended by the token that it gave is asked for again and
/// done from its start.
using SliceGate = std::function<StopToken(std::size_t index)>;

/// The masks of full precision of one image, by chosen slice; the others are compared with them.
using FullMasks = std::vector<std::vector<std::uint8_t>>;

/// Gets the mask of each slice `k` [rows, columns] of the oriented image.
using MaskFn = std::function<void(int k, const std::vector<std::uint8_t>& mask)>;

/// One precision over the chosen slices of one image after the other: what runs, is timed and is
/// counted of it. One thread.
class PrecisionRun {
public:
    PrecisionRun(const model::Model& model, quant::Precision precision);

    /// How an image is compared.
    struct Comparison {
        bool distances = false; ///< between surfaces, where there is a reference
        /// Null: not with full precision.
        FullMasks* full = nullptr;
        bool isFull = false; ///< `full` is filled; else it is compared with
        MaskFn mask{};       ///< may be empty
    };
    /// Each chosen slice once. `item` has its reference on its image's grid. Throws what running
    /// throws, and what `gate` does; then the object is of no more use.
    void addImage(PredictorCache& predictors, const SweepCase& item, const Comparison& with,
                  const SliceGate& gate);
    /// Of a slice that ran, which may have run before: its time, where it counts.
    void addTime(const SliceRun& run);

    [[nodiscard]] quant::Precision precision() const noexcept { return m_point.precision; }
    /// Of warm runs.
    [[nodiscard]] const std::vector<double>& milliseconds() const noexcept
    {
        return m_milliseconds;
    }
    [[nodiscard]] std::size_t slices() const noexcept { return m_slices; }
    /// Of all slices.
    [[nodiscard]] double bitOperations() const noexcept { return m_bitOperations; }
    /// SliceRun::waited of these.
    [[nodiscard]] const std::vector<double>& waited() const noexcept { return m_waited; }
    /// Predictor::description() of what ran.
    [[nodiscard]] const std::string& engine() const noexcept { return m_engine; }
    /// Without losses and peakRssBytes.
    [[nodiscard]] TradeoffPoint point() const;

private:
    /// Quality of the slice, as SliceProfile has it.
    double count(const SweepCase& item, int k, std::size_t index, const SliceRun& run,
                 const Comparison& with);

    const model::Model& m_model;
    std::vector<eval::Structure> m_structures;
    SweepScores m_scores;
    TradeoffPoint m_point;
    std::vector<double> m_milliseconds;
    std::vector<double> m_waited;
    double m_bitOperations = 0;
    std::size_t m_slices = 0;
    std::string m_engine;
};

} // namespace halftone::pipeline
