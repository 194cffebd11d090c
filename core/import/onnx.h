// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/finding.h"
#include "core/base/stop_token.h"
#include "core/model/float_graph.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

/// Networks that other tools made.
namespace halftone::import {

/// What a file does not say.
struct OnnxOptions {
    std::string input;  ///< name of the image's input; empty: the only one
    std::string output; ///< name of the output that holds the mask; empty: the only one
};

/// A network as it was read.
struct Imported {
    /// Simplified: constants folded, normalization folded into convolutions, the file's last
    /// sigmoid or softmax taken off and named as the head.
    model::graph::Graph graph;
    model::graph::Facts facts; ///< of the graph, as check() gives them
    std::string inputName;
    std::string outputName;
    /// [N,C,H,W] as the file declares it; -1 for what it leaves open.
    std::vector<std::int64_t> inputShape;
    std::int64_t opset = 0;
    std::string producer;                        ///< of the file: "pytorch 2.1.0"
    Findings findings;                           ///< what was understood, and changed
    std::map<std::string, std::string> metadata; ///< as the file has them, texts of strangers
};

/// Reads an ONNX model of up to 2 GB into a float graph: 2-D, for inference. Nodes that the output
/// does not depend on are left out. A network without padding, whose mask would be smaller than the
/// image, gets a margin at its input that repeats the image's edge.
///
/// Weights may lie in files beside the model. Any number of input channels is taken; whether an
/// image has as many is the caller's to say. May be called by several threads at once.
///
/// Throws Error{FileFormat} for damaged files and for networks that do not segment, and
/// Error{Unsupported} naming operation and node for what a float graph cannot express, or listing
/// the inputs or outputs to choose from; both name the file. Error{FileNotFound}, Error{FileRead},
/// Error{Cancelled}.
[[nodiscard]] Imported readOnnx(const std::filesystem::path& path, const OnnxOptions& options = {},
                                const StopToken& stop = {});

} // namespace halftone::import
