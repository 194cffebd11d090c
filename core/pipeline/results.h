// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/recipe.h"
#include "core/model/model.h"
#include "core/pipeline/sweep.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// What a model of ours reached on its validation images, and what it was meant to reach.
/// resources/models/make_readme.py reads the two CSV files.
namespace halftone::pipeline {

/// One precision and one label: mean over cases, counts pooled over a case's slices.
struct ResultRow {
    quant::Precision precision;
    std::string label;
    double mean = 0; ///< Dice
    double sd = 0;   ///< over cases; NaN for one case
    std::size_t cases = 0;
    std::optional<double> loss; ///< paired, against FP32; empty for FP32 and without it
    /// FP32: the least Dice wanted; others: the largest loss allowed. Empty: nothing was set.
    std::optional<double> goal;
    std::size_t weightBytes = 0;
    std::size_t arenaBytes = 0;
    std::optional<std::size_t> peakRssBytes;
    double latencyMsMedian = 0;         ///< one slice
    std::optional<double> latencyMsP95; ///< empty: too few runs
    bool trained = true;                ///< false: the table was only re-estimated

    /// Whether the goal is met; empty where there is none.
    [[nodiscard]] std::optional<bool> met() const;
};

/// Dice of one case.
struct CaseResult {
    std::string caseName;
    quant::Precision precision;
    std::string label;
    double dice = 0;
};

struct Results {
    std::vector<ResultRow> rows;
    std::vector<CaseResult> cases;
};

/// The precisions that are compared, full precision first.
[[nodiscard]] std::vector<quant::Precision> comparedPrecisions();

/// Rows by label (those with goals first), then in the order of the points. A label
/// that no case scores has none.
[[nodiscard]] Results resultsOf(std::span<const data::Goal> goals,
                                std::span<const TradeoffPoint> points);

[[nodiscard]] std::string rowsToCsv(const Results& results);
[[nodiscard]] std::string casesToCsv(const Results& results);
/// Reads rowsToCsv() back. Throws Error{FileNotFound | FileFormat} naming the file.
[[nodiscard]] std::vector<ResultRow> readRows(const std::filesystem::path& csv);

/// The same for a model's card.
[[nodiscard]] std::vector<model::MeasuredDice> measuredOf(std::span<const ResultRow> rows);

} // namespace halftone::pipeline
