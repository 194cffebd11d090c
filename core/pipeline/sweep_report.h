// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/model.h"
#include "core/pipeline/example_slice.h"
#include "core/pipeline/sweep.h"
#include "core/report/document/document.h"

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace halftone::pipeline {

/// What a report says beside the points.
struct ReportContext {
    model::ModelCard card;
    std::vector<std::pair<std::string, std::string>> facts; ///< "Images" -> "stack.tif", ...
    std::optional<report::Provenance> provenance;           ///< how the points came about
    Findings findings;                     ///< of images and references, and skipped pairs
    std::vector<ExampleSlice> examples;    ///< shown with their first and their last mask
    std::optional<quant::Precision> shown; ///< always among the profiles; empty: none is shown
    /// Profiles are Dice although none of the points has one: theirs is of a slice without labels.
    bool profilesAreDice = false;
    /// How slices are numbered: in profiles, in `examples` and in the origin of images.
    std::string numbering = "numbered from 0, as --slices counts them";
};

/// The report on a trade-off: charts of Dice, or where there is no reference of the agreement with
/// full precision, over the bytes of the weights and over the time of one slice; tables over
/// precisions, labels and cases; profiles over slices, pictures, origin and definitions. Says how
/// each number was measured, and that it is for research only. One for window and command line, and
/// for page and PDF (report::writeDocument()). Throws as outlinePicture().
[[nodiscard]] report::Document makeReport(std::span<const TradeoffPoint> points,
                                          const ReportContext& context);

} // namespace halftone::pipeline
