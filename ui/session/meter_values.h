// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/session/active_case.h"
#include "ui/session/result_store.h"

#include <QString>

#include <cstddef>
#include <optional>

namespace halftone::ui {

enum class Trend { None, Better, Worse };

/// One card of the Precision panel: what, how much, and how that compares with full precision.
struct Meter {
    QString caption; ///< "Dice, membrane"
    QString value;   ///< "0.807"
    QString change;  ///< "6.1 x faster"
    QString detail;  ///< small, beside the value, two lines: "n 20", "6.5-7.4"
    Trend trend = Trend::None;
    QString explanation; ///< tooltip: what is meant and how it was obtained
};

struct MeterValues {
    Meter quality;
    Meter latency;
    Meter weights;
    Meter memory;
};

/// The four meters of one result, against full precision on the same slice. Values that are not
/// known (yet), and all of them where `key` is nothing, are an en dash; nothing is estimated.
[[nodiscard]] MeterValues computeMeters(const ResultStore& store, const ActiveCase* active,
                                        const std::optional<ResultKey>& key);

/// What is scored: "membrane", or "mean of 2 labels"; empty for nothing.
[[nodiscard]] QString scoredName(const ActiveCase& active);

/// Memory of a run: activations (arena) and the weights in the form the kernels read.
[[nodiscard]] std::size_t runMemory(const model::PredictionCost& cost) noexcept;

} // namespace halftone::ui
