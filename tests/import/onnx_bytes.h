// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

/// ONNX files byte by byte, so that they can say what no exporter writes.
namespace halftone::test::onnx {

inline std::string varint(std::uint64_t value)
{
    std::string bytes;
    for (; value >= 0x80; value >>= 7) {
        bytes += static_cast<char>(0x80 | (value & 0x7F));
    }
    return bytes + static_cast<char>(value);
}

/// A field of bytes: a text or a message.
inline std::string field(unsigned number, const std::string& bytes)
{
    return varint(number << 3 | 2) + varint(bytes.size()) + bytes;
}

inline std::string number(unsigned number, std::int64_t value)
{
    return varint(number << 3) + varint(static_cast<std::uint64_t>(value));
}

inline std::string raw(const std::vector<float>& values)
{
    std::string bytes(values.size() * sizeof(float), '\0');
    std::memcpy(bytes.data(), values.data(), bytes.size());
    return bytes;
}

/// A TensorProto without its numbers.
inline std::string tensorHead(const std::string& name, const std::vector<std::int64_t>& dims,
                              int type = 1)
{
    std::string bytes;
    for (const std::int64_t dim : dims) {
        bytes += number(1, dim);
    }
    return bytes + number(2, type) + field(8, name);
}

inline std::string tensor(const std::string& name, const std::vector<std::int64_t>& dims,
                          const std::vector<float>& values)
{
    return tensorHead(name, dims) + field(9, raw(values));
}

inline std::string integers(const std::string& name, const std::vector<std::int64_t>& values)
{
    std::string list;
    for (const std::int64_t value : values) {
        list += varint(static_cast<std::uint64_t>(value));
    }
    return tensorHead(name, {static_cast<std::int64_t>(values.size())}, 7) + field(7, list);
}

/// AttributeProto of whole numbers.
inline std::string attribute(const std::string& name, const std::vector<std::int64_t>& values)
{
    std::string bytes = field(1, name);
    for (const std::int64_t value : values) {
        bytes += number(8, value);
    }
    return bytes;
}

inline std::string node(const std::string& type, const std::vector<std::string>& inputs,
                        const std::vector<std::string>& outputs,
                        const std::vector<std::string>& attributes = {})
{
    std::string bytes = field(4, type) + field(3, "the " + type);
    for (const std::string& name : inputs) {
        bytes += field(1, name);
    }
    for (const std::string& name : outputs) {
        bytes += field(2, name);
    }
    for (const std::string& one : attributes) {
        bytes += field(5, one);
    }
    return bytes;
}

/// ValueInfoProto of a tensor; 0 for open sides.
inline std::string value(const std::string& name, const std::vector<std::int64_t>& dims,
                         int type = 1)
{
    std::string shape;
    for (const std::int64_t dim : dims) {
        shape += field(1, dim == 0 ? field(2, "open") : number(1, dim));
    }
    return field(1, name) + field(2, field(1, number(1, type) + field(2, shape)));
}

/// A model in parts, to be changed before it is written.
struct Model {
    std::vector<std::string> nodes;
    std::vector<std::string> tensors;
    std::vector<std::string> inputs{value("image", {1, 1, 0, 0})};
    std::vector<std::string> outputs{value("mask", {1, 1, 0, 0})};
    std::int64_t opset = 13;
    std::string more; ///< fields of the ModelProto

    [[nodiscard]] std::string bytes() const
    {
        std::string graph;
        const auto add = [&graph](unsigned kind, const std::vector<std::string>& parts) {
            for (const std::string& part : parts) {
                graph += field(kind, part);
            }
        };
        add(1, nodes);
        add(5, tensors);
        add(11, inputs);
        add(12, outputs);
        return number(1, 8) + field(8, number(2, opset)) + field(7, graph) + more;
    }
};

/// Conv 3x3 with padding, Relu, Conv 1x1, Sigmoid: values a, b, c and mask.
inline Model smallModel()
{
    Model model;
    model.tensors = {tensor("w", {2, 1, 3, 3}, std::vector<float>(18, 0.1F)),
                     tensor("v", {1, 2, 1, 1}, {0.5F, -0.5F})};
    model.nodes = {node("Conv", {"image", "w"}, {"a"}, {attribute("pads", {1, 1, 1, 1})}),
                   node("Relu", {"a"}, {"b"}), node("Conv", {"b", "v"}, {"c"}),
                   node("Sigmoid", {"c"}, {"mask"})};
    return model;
}

} // namespace halftone::test::onnx
