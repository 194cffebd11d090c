// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pipeline/sweep.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace halftone::pipeline {

/// Overlap counts of one precision, pooled over the slices of each case.
class SweepScores {
public:
    explicit SweepScores(const model::Model& model);

    /// Counts one slice of a mask; `grid` tells how large a voxel is, if it is known.
    void addVolume(const std::string& caseName, std::span<const std::uint8_t> mask,
                   const Geometry& grid);
    /// Scores one slice against its reference; `scored` names the structures to count (empty: all).
    /// Mean Dice of the slice over what a point's Dice is a mean of; NaN where the
    /// reference holds none of it.
    double addReference(const std::string& caseName, std::span<const std::uint8_t> mask,
                        std::span<const std::uint8_t> reference,
                        const std::vector<std::string>& scored, const Geometry& grid);
    /// Compares one slice with the mask of full precision; the mean agreement, as above.
    double addFull(const std::string& caseName, std::span<const std::uint8_t> mask,
                   std::span<const std::uint8_t> full);

    /// Fills every Dice, agreement and volume of `point`, but no loss.
    void fill(TradeoffPoint& point) const;

private:
    using Counts = std::map<std::string, eval::OverlapCounts>; // by structure

    [[nodiscard]] const std::vector<std::string>& judgedBy(const Counts& counts) const;

    std::vector<eval::Structure> m_structures;
    std::vector<std::string> m_foreground;     // names of the labels
    std::vector<std::string> m_unions;         // names of their unions, without background
    std::map<std::string, Counts> m_reference; // by case
    std::map<std::string, Counts> m_full;
    std::map<std::string, std::map<std::string, CaseVolume>> m_volumes; // by case and structure
};

/// Sum over the convolutions of MAC * weight bits * activation bits, for one input of
/// height x width. The first convolution reads 8-bit image codes; fixed8 layers have 8-bit weights.
[[nodiscard]] double bitOperations(const model::Model& model, quant::Precision precision,
                                   int height, int width);
/// The same for one slice of an image, padded as segmentCodes() pads it.
[[nodiscard]] double bitOperations(const model::Model& model, quant::Precision precision,
                                   const image::PreparedImage& image, const NetworkReach& reach);

} // namespace halftone::pipeline
