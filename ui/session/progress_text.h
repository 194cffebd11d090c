// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pipeline/forecast.h"
#include "ui/session/result_store.h"

#include <QString>

#include <optional>

/// What is computed now, how far it is, and how long it will take.
namespace halftone::ui {

/// "820 ms", "about 3 s", "about 4 min": no more digits than a forecast has.
[[nodiscard]] QString aboutText(double milliseconds);

/// "computing W3A6", "computing FP32, about 3 s" where `told` says that it takes a second or more,
/// "FP32 failed".
[[nodiscard]] QString pendingText(quant::Precision precision, bool failed,
                                  const std::optional<pipeline::SliceForecast>& told);

/// "W4A6: 12 of 96 slices, about 3 s more": how many slices of what is shown are there; the time by
/// what its visible slice took, told from a second on. Empty once all are there.
[[nodiscard]] QString sliceProgressText(const ResultStore& store, const ResultKey& shown,
                                        int slices);

} // namespace halftone::ui
