// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/model/slice_cache.h"
#include "ui/model/study.h"

#include <QString>

#include <cstddef>

namespace halftone::ui {

enum class Trend { None, Better, Worse };

/// One card of the Precision panel: what, how much, and how that compares with full precision.
struct Meter {
    QString caption; ///< "Dice, membrane"
    QString value;   ///< "0.807"
    QString change;  ///< "6.1 x faster"
    Trend trend = Trend::None;
    QString explanation; ///< tooltip: what is meant and how it was obtained
};

struct MeterValues {
    Meter quality;
    Meter latency;
    Meter weights;
    Meter memory;
};

/// The four meters of a slice at a precision, against full precision on the same slice.
/// Values that are not known yet are an en dash; nothing is estimated.
[[nodiscard]] MeterValues computeMeters(const SliceCache& cache, const Study& study,
                                        quant::Precision precision, int slice);

/// Memory of a run: activations (arena) and the weights in the form the kernels read.
[[nodiscard]] std::size_t runMemory(const model::PredictionCost& cost) noexcept;

/// Voxels of a slice by kind of error, over the model's labels.
struct ErrorCounts {
    std::size_t agree = 0;
    std::size_t onlyHere = 0; ///< labelled here, background or another label there
    std::size_t missed = 0;   ///< labelled there, background here
};
[[nodiscard]] ErrorCounts countErrors(std::span<const std::uint8_t> mask,
                                      std::span<const std::uint8_t> other);

} // namespace halftone::ui
