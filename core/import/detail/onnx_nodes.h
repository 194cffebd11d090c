// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/import/detail/message_writer.h"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace halftone::import::detail {

using OnnxAttribute = std::variant<std::int64_t, std::vector<std::int64_t>, std::string>;
using OnnxAttributes = std::map<std::string, OnnxAttribute>;
using OnnxNumbers = std::variant<std::span<const float>, std::span<const std::int32_t>,
                                 std::span<const std::int8_t>, std::span<const std::uint8_t>>;

/// An ONNX graph that grows node by node, from "image" to "probabilities". A node has one output,
/// which is its name.
class OnnxNodes {
public:
    /// Appends a node and gives its name back; an input "" is one that is left out.
    std::string add(const std::string& op, const std::vector<std::string>& inputs,
                    const std::string& name, const OnnxAttributes& attributes = {});

    /// Appends a tensor and gives its name back.
    std::string constant(const std::string& name, const std::vector<std::int64_t>& shape,
                         const OnnxNumbers& values);
    std::string scalar(const std::string& name, float value);
    std::string scalar(const std::string& name, std::uint8_t value);

    /// The whole file: with input "image" [1,1,height,width], output "probabilities"
    /// [1,classes,height,width], and texts by their key.
    [[nodiscard]] std::string finish(int classes,
                                     const std::map<std::string, std::string>& texts) const;

private:
    MessageWriter m_nodes; ///< fields of the graph, as m_tensors
    MessageWriter m_tensors;
};

} // namespace halftone::import::detail
