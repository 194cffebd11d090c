// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/output.h"
#include "core/model/model.h"

#include <string>

/// Models as JSON and as text, for `info` and `models`.
namespace halftone::cli {

/// The card: name, title, description, licence, labels, preprocessing, measured Dice.
[[nodiscard]] Json toJson(const model::ModelCard& card);

/// The card, the network's figures and the sizes of every precision.
[[nodiscard]] Json toJson(const model::Model& model);

/// "W8A8 cell 0.9512 (sd 0.0040), membrane 0.8231 (sd ...); W4A6 ..."; empty if nothing was
/// measured.
[[nodiscard]] std::string measuredText(const model::ModelCard& card);

/// "1 membrane (background: cell)".
[[nodiscard]] std::string labelsText(const model::ModelCard& card);

/// "64 integer pairs, FP32".
[[nodiscard]] std::string precisionsText(const model::Model& model);

} // namespace halftone::cli
