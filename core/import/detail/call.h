// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/import/detail/onnx_tensor.h"
#include "core/import/detail/value.h"

#include <optional>
#include <set>
#include <unordered_map>

namespace halftone::import::detail {

/// The graph that is made, and what the file's values are.
struct Translation {
    const TensorReader& reader;
    std::int64_t opset = 0;
    /// Whether the file fixes the height and the width: then the first of the three images is of
    /// that size, and numbers that fit it alone are taken for what they are of it.
    bool isFixed = false;
    model::graph::Graph graph;
    std::vector<Map> maps; ///< by node: their shapes
    std::unordered_map<std::string_view, Value> values;
    std::set<std::string> names;
    std::size_t folded = 0; ///< numbers in Arrays made so far

    /// Appends a node with a name made of `name`. Throws Error{ShapeMismatch}.
    Map add(std::string_view name, model::graph::Op op, const std::vector<Map>& inputs);
};

/// A node of the file as its translation sees it. Everything throws Error{Unsupported} or
/// Error{FileFormat} in a sentence that names node and operation.
class Call {
public:
    Call(Translation& translation, const OnnxNode& node) : m_translation(translation), m_node(node)
    {
    }

    [[nodiscard]] const OnnxNode& node() const { return m_node; }
    [[nodiscard]] std::int64_t opset() const { return m_translation.opset; }
    [[nodiscard]] bool isFixed() const { return m_translation.isFixed; }
    [[nodiscard]] const std::vector<Map>& maps() const { return m_translation.maps; }

    /// Ends the import: what this node does is not covered.
    [[noreturn]] void refuse(const std::string& what) const;
    void require(bool holds, const char* otherwise) const
    {
        if (!holds) {
            refuse(otherwise);
        }
    }

    // Attributes.
    [[nodiscard]] std::int64_t integer(std::string_view name, std::int64_t otherwise) const;
    [[nodiscard]] double number(std::string_view name, double otherwise) const;
    [[nodiscard]] std::string_view text(std::string_view name, std::string_view otherwise) const;
    [[nodiscard]] std::optional<std::vector<std::int64_t>> integers(std::string_view name) const;
    [[nodiscard]] const Attribute* attribute(std::string_view name) const;

    // Inputs; ones that are left out have an empty name.
    [[nodiscard]] std::size_t inputCount() const { return m_node.inputs.size(); }
    [[nodiscard]] bool has(std::size_t input) const;
    [[nodiscard]] bool isMap(std::size_t input) const;
    [[nodiscard]] const Value& value(std::size_t input) const;
    /// A map in any order of its axes.
    [[nodiscard]] Map map(std::size_t input) const;
    /// A map as [N,C,H,W].
    [[nodiscard]] Map plainMap(std::size_t input) const;
    [[nodiscard]] Array array(std::size_t input) const;
    /// Weights and their dimensions.
    [[nodiscard]] std::vector<float> floats(std::size_t input) const;
    [[nodiscard]] std::vector<std::int64_t> dims(std::size_t input) const;
    /// Of a list that must not depend on the image's size.
    [[nodiscard]] std::vector<std::int64_t> constants(std::size_t input) const;
    /// An axis that counts from the end where negative, of `rank`.
    [[nodiscard]] std::size_t axis(std::int64_t axis, std::size_t rank) const;

    /// Counts numbers that are made, which bounds the memory.
    void countFolded(std::uint64_t count) const;
    Map add(model::graph::Op op, const std::vector<Map>& inputs) const;

private:
    Translation& m_translation;
    const OnnxNode& m_node;
};

/// "'conv1' (Conv)".
[[nodiscard]] std::string describe(const OnnxNode& node);

} // namespace halftone::import::detail
