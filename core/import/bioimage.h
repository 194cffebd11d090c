// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/finding.h"
#include "core/base/stop_token.h"
#include "core/import/npy.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace halftone::import {

/// What a package does with values before the network, or behind it.
struct PackageStep {
    enum class Kind {
        ScaleLinear,      ///< x * gain + offset; lists: one, or by channel
        Clip,             ///< into [low, high]
        Standardize,      ///< (x - mean) / (deviation + epsilon), of the image itself
        FixedStandardize, ///< (x - offset) / gain: mean and deviation are given
        ScaleRange,       ///< percentiles low and high become 0 and 1
        Sigmoid,
    };
    Kind kind = Kind::ScaleLinear;
    std::vector<double> gain{1};
    std::vector<double> offset{0};
    double low = 0;
    double high = 100;
    double epsilon = 1e-6;
    bool byChannel = false; ///< of Standardize and ScaleRange: each channel for itself
    friend bool operator==(const PackageStep&, const PackageStep&) = default;
};

/// A bioimage.io model package as its description (rdf.yaml, bioimageio.yaml) has it.
struct Package {
    enum class Weights { Onnx, TorchScript };

    std::string name; ///< texts of strangers, made visible
    std::string description;
    std::string licence;
    std::string formatVersion; ///< "0.4.10"
    Weights weights = Weights::Onnx;
    std::filesystem::path weightsFile; ///< in the package's folder, or unpacked
    std::string inputName;
    std::string outputName;
    std::vector<PackageStep> before; ///< on values as the image has them, in order
    std::vector<PackageStep> after;
    int halo = 0; ///< pixels at the border of the output that are not to be believed
    std::optional<NpyArray> testInput;  ///< [1,C,H,W], as before the steps
    std::optional<NpyArray> testOutput; ///< [1,C,H,W], as behind them
    Findings findings;
};

/// Reads a package, a folder or a zip file, for 2-D models of one input and one output with axes
/// bcyx. Of a zip file what the description names is unpacked into `scratch`, an empty folder.
/// Weights are ONNX where there are such, else TorchScript; their SHA-256 is checked where one is
/// given. Throws Error{FileNotFound}, Error{FileRead}, Error{FileFormat}, Error{FileWrite},
/// Error{Cancelled}, and Error{Unsupported} for 3-D models, for weights that are state dicts, and
/// for steps that are not covered.
[[nodiscard]] Package readPackage(const std::filesystem::path& path,
                                  const std::filesystem::path& scratch, const StopToken& stop = {});

/// Values [C,H,W], `pixels` of each channel, behind the steps.
void applySteps(const std::vector<PackageStep>& steps, std::size_t pixels,
                std::vector<float>& values);

} // namespace halftone::import
