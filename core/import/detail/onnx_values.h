// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/import/detail/onnx_nodes.h"
#include "core/model/model.h"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace halftone::import::detail {

/// How the values and weights of a network stand in an ONNX graph: as floats, or as codes between
/// QuantizeLinear and DequantizeLinear. Values are numbered as in the network.
class OnnxValues {
public:
    OnnxValues() = default;
    OnnxValues(const OnnxValues&) = delete;
    OnnxValues& operator=(const OnnxValues&) = delete;
    virtual ~OnnxValues() = default;

    /// Name of a value as floats, for one node that reads it.
    virtual std::string read(int value) = 0;
    /// `made`, floats, becomes a value.
    virtual void write(int value, const std::string& made) = 0;
    /// `joined`, floats, which are the inputs of a convolution one behind the other, for it to
    /// read.
    virtual std::string readJoined(const model::Node& node, const std::string& joined) = 0;
    /// Names of weights and bias of a convolution.
    virtual std::vector<std::string> weights(std::size_t conv, const model::Node& node) = 0;
    /// Names of what Add number `add` adds up.
    virtual std::vector<std::string> summands(std::size_t add, const model::Node& node) = 0;
    virtual std::string relu(const std::string& made) = 0;
};

/// The float path of a model with float weights. Both keep references to what they are given.
[[nodiscard]] std::unique_ptr<OnnxValues> floatValues(const model::Model& model, OnnxNodes& nodes);

/// One table of a model.
[[nodiscard]] std::unique_ptr<OnnxValues>
quantizedValues(const model::Model& model, const model::PrecisionTable& table, OnnxNodes& nodes);

} // namespace halftone::import::detail
