// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/finding.h"
#include "core/base/preprocess_spec.h"
#include "core/import/bioimage.h"
#include "core/model/float_graph.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// How the values of an image become the numbers that a foreign network was trained on. A model's
/// preprocessing makes codes of them, of which a graph reads code/255; what is left to do is put in
/// front of the graph.
namespace halftone::pipeline {

/// What a person says of a network whose file does not.
struct InputScaling {
    enum class Target {
        Unit,          ///< 0 to 1
        SignedUnit,    ///< -1 to 1
        ZeroMean,      ///< mean 0 and deviation 1
        MeanDeviation, ///< (value - mean) / deviation, of the image's own values
    };
    /// Values that become 0 and 1; without it those of the rule: 0 and 255 of 8-bit greys, of
    /// others the percentiles 1 and 99.
    std::optional<std::pair<double, double>> window;
    Target target = Target::Unit;
    double mean = 0;
    double deviation = 1;

    friend bool operator==(const InputScaling&, const InputScaling&) = default;
};

/// Reads "0..1", "-1..1", "zero-mean", "MEAN,SD", "window LOW,HIGH", or a window and one of the
/// others behind it. Throws Error{InvalidArgument}.
[[nodiscard]] InputScaling parseInputScaling(std::string_view text);

/// What the images at hand tell.
struct InputFacts {
    bool isEightBit = true;
    /// The least and the largest value; empty: there is no image.
    std::function<std::pair<double, double>()> valueRange;
    /// Mean and deviation of code/255 under that preprocessing; empty: there is no image.
    std::function<std::pair<double, double>(const PreprocessSpec&)> codeMoments;
};

/// What was chosen.
struct ChosenInput {
    PreprocessSpec preprocess; ///< its window and expected values are set, the rest is as it was
    std::vector<model::graph::Op> before; ///< to be put in front of the graph, in order
    std::string sentence;                 ///< what was done, for the card
    Findings findings; ///< where that is not just what the network was trained on
};

/// By what a person said, or, where that is nothing, by the rule.
[[nodiscard]] ChosenInput chooseInput(const std::optional<InputScaling>& scaling,
                                      const InputFacts& facts);
/// By the steps of a package, which are all that it does. Throws Error{Unsupported} naming a step
/// that cannot be done, and Error{InvalidArgument} where an image has to tell the range of values.
[[nodiscard]] ChosenInput chooseInput(const std::vector<import::PackageStep>& steps,
                                      const InputFacts& facts);

} // namespace halftone::pipeline
