// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/model.h"

#include <string>
#include <string_view>

namespace halftone::model {

/// The card as one JSON object, keys in snake_case; the same in model files and datasets, and what
/// a training task's card.json holds:
///     {"name","title","description","licence","training_data","non_commercial":bool,
///      "preprocess":{"modality":"CT"|"MR"|"EM"|"unknown","orientation","in_plane_spacing_mm",
///                    "assumed_spacing_mm" (0 where it is missing),
///                    "window":"range"|"percentile","low","high","expected_min","expected_max",
///                    "trained_spacing_mm","tile"},
///      "images":{"spacing_mm":[low,high],"slice_spacing_mm":[...],"extent_mm":[...],
///                "slices":[...],"body_parts":["abdomen"],"sequences":["T2*","T2star"],
///                "other_body_parts":["head"],"other_sequences":["scout"]}  (which images it is
///                for, see ImageRules; each may be missing),
///      "labels":[{"value","name","colour":[r,g,b]}], "background_name",
///      "unions":[{"name","values":[...]}],
///      "measured":[{"precision":"W4A6","dice":{"membrane":0.81},
///                   "sd":{"membrane":0.01},"cases":{"membrane":5}}]}  (the last two may be
///                   missing)
[[nodiscard]] std::string cardToJson(const ModelCard& card);

/// The inverse. Throws Error{FileFormat} naming the field; texts are checked (card_texts.h), values
/// by validate(Model).
[[nodiscard]] ModelCard cardFromJson(std::string_view text);

} // namespace halftone::model
