// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

/// Pictures of how a training run goes. Free of LibTorch.
namespace halftone::train {

/// Writes <runFolder>/curves.svg from its log.csv and evaluation.csv: the loss over time on a
/// logarithmic axis (smoothed, the values themselves pale behind it), and for every label the
/// validation Dice of every precision. Files that are absent, empty or end in half a line give what
/// they hold. Atomic; cheap enough to be called after every evaluation. Throws Error{FileWrite}.
void writeCurves(const std::filesystem::path& runFolder);

/// The picture of two tables with a header line. Columns are found by name: `minutes`, `step`
/// (optional: rows of a run that went on from an earlier step replace those they repeat), and in
/// the log `loss` and every `..._loss`; in the evaluation `precision`, `label`, `dice`.
[[nodiscard]] std::string curvesSvg(const std::string& log, const std::string& evaluation);

} // namespace halftone::train
