// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/finding.h"
#include "core/base/stop_token.h"
#include "core/import/bioimage.h"
#include "core/model/float_graph.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// Models of other tools, from a file to what is known of them. What becomes of one is
/// import_model.h's business.
namespace halftone::pipeline {

struct ForeignOptions {
    std::string input;  ///< ONNX: name of the image's input; empty: the only one
    std::string output; ///< ONNX: name of the output that holds the mask; empty: the only one
    /// Whether the test tensors of a package are computed, which takes LibTorch and a run.
    bool runsTest = true;
};

/// What became of a package's own test tensors.
struct PackageTest {
    double largestDifference = 0; ///< of a value of the output
    double tolerance = 1e-3;

    [[nodiscard]] bool passed() const noexcept { return largestDifference <= tolerance; }
};

/// A network of one grey channel, as read. A plain value.
struct ForeignModel {
    std::filesystem::path file;
    std::string hash;     ///< SHA-256 of the file; of a folder that of its weights
    std::string kind;     ///< "ONNX", "TorchScript", "bioimage.io package (ONNX)"
    std::string producer; ///< "pytorch 2.1.0"; empty: not said
    std::shared_ptr<const model::graph::Graph> graph;
    model::graph::Facts facts; ///< of the graph
    std::string obstacle;      ///< why the integer engine cannot run it; empty: it can
    std::optional<PackageTest> test;
    Findings findings;

    // Of a package; else empty.
    std::string title;
    std::string description;
    std::string licence;
    /// What is done to the values of an image; empty: the file does not say.
    std::optional<std::vector<import::PackageStep>> steps;

    /// Foreground classes that a mask shows.
    [[nodiscard]] int labels() const noexcept;
};

/// Whether a file is of a kind that openForeign() takes or refuses with a reason, by its name and
/// its first bytes. Opens nothing else.
[[nodiscard]] bool isForeign(const std::filesystem::path& path);

/// Reads ONNX files, bioimage.io packages (zip, folder, or the description in it) and TorchScript
/// archives (script_process.h). Throws Error{FileNotFound}, Error{FileRead}, Error{FileFormat},
/// Error{Cancelled}, and Error{Unsupported} with the way to export for weights without a network,
/// files of TensorFlow and Keras, 3-D models and those of several channels. All name the file.
[[nodiscard]] ForeignModel openForeign(const std::filesystem::path& path,
                                       const ForeignOptions& options = {},
                                       const StopToken& stop = {});

/// What it is, in pairs of a word and a text: kind, origin, operations, classes, what will run how.
[[nodiscard]] std::vector<std::pair<std::string, std::string>>
describeForeign(const ForeignModel& foreign);

} // namespace halftone::pipeline
