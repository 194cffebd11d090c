// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/model.h"
#include "core/pipeline/sweep_case.h"
#include "core/quant/precision.h"
#include "core/report/document/document.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace halftone::pipeline {

/// A slice of an image with its masks, as a report shows it. Pixels are [rows, columns].
struct ExampleSlice {
    struct Mask {
        quant::Precision precision;
        std::vector<std::uint8_t> labels;
    };
    std::string name; ///< of the case
    int slice = 0;    ///< from 0
    int columns = 0;
    int rows = 0;
    double columnSpacing = 1; ///< width and height of a pixel, in any unit
    double rowSpacing = 1;
    std::vector<double> grey;            ///< may hold NaN
    double low = 0;                      ///< shown black
    double high = 1;                     ///< shown white
    std::vector<std::uint8_t> reference; ///< empty: none
    std::vector<Mask> masks;
};

/// The slice that shows most: that with most foreground in the reference, or the middle one of
/// those that are run. Without masks. Grey values as the model's window has them.
[[nodiscard]] ExampleSlice beginExample(const SweepCase& item);

/// The part of it around what masks and reference label, with as much again on each side; all of it
/// where they label nothing. Throws Error{ShapeMismatch}.
[[nodiscard]] ExampleSlice cropped(const ExampleSlice& slice);

/// The image under the outline of a mask, in the colours of the card.
[[nodiscard]] report::Picture outlinePicture(const ExampleSlice& slice,
                                             std::span<const std::uint8_t> mask,
                                             const model::ModelCard& card);
/// The image under what a mask has too much and too little of the reference, which differ in
/// hatching as well as in colour: they can be told apart in grey print.
[[nodiscard]] report::Picture errorPicture(const ExampleSlice& slice,
                                           std::span<const std::uint8_t> mask);

/// What outlines and errors mean.
[[nodiscard]] report::Legend outlineLegend(const model::ModelCard& card);
[[nodiscard]] report::Legend errorLegend();

} // namespace halftone::pipeline
