// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/import/detail/onnx_nodes.h"

#include "core/base/overloads.h"
#include "core/base/version.h"

#include <bit>
#include <cstddef>

// The numbers of fields and types are those of ONNX's own onnx.proto.
namespace halftone::import::detail {
namespace {

static_assert(std::endian::native == std::endian::little, "tensors are little-endian in the file");

constexpr std::int64_t kOpset = 13;
constexpr std::int64_t kIrVersion = 7; // of ONNX 1.8, which brought that opset

constexpr std::int64_t kFloat = 1; // TensorProto.DataType
std::int64_t typeOf(std::span<const float>)
{
    return kFloat;
}
std::int64_t typeOf(std::span<const std::uint8_t>)
{
    return 2;
}
std::int64_t typeOf(std::span<const std::int8_t>)
{
    return 3;
}
std::int64_t typeOf(std::span<const std::int32_t>)
{
    return 6;
}

MessageWriter attributeOf(const std::string& key, const OnnxAttribute& value)
{
    constexpr std::uint32_t kType = 20;
    MessageWriter attribute;
    attribute.text(1, key);
    std::visit(
        Overloads{[&](std::int64_t number) { attribute.number(3, number).number(kType, 2); },
                  [&](const std::vector<std::int64_t>& numbers) {
                      for (const std::int64_t number : numbers) {
                          attribute.number(8, number);
                      }
                      attribute.number(kType, 7);
                  },
                  [&](const std::string& text) { attribute.text(4, text).number(kType, 3); }},
        value);
    return attribute;
}

/// A float [1,channels,height,width].
MessageWriter valueInfo(const std::string& name, int channels)
{
    MessageWriter shape;
    for (const std::int64_t extent : {std::int64_t{1}, std::int64_t{channels}}) {
        shape.message(1, MessageWriter().number(1, extent));
    }
    for (const char* extent : {"height", "width"}) {
        shape.message(1, MessageWriter().text(2, extent));
    }
    const MessageWriter tensor = MessageWriter().number(1, kFloat).message(2, shape);
    return MessageWriter().text(1, name).message(2, MessageWriter().message(1, tensor));
}

} // namespace

std::string OnnxNodes::add(const std::string& op, const std::vector<std::string>& inputs,
                           const std::string& name, const OnnxAttributes& attributes)
{
    MessageWriter node;
    for (const std::string& input : inputs) {
        node.text(1, input);
    }
    node.text(2, name).text(3, name).text(4, op);
    for (const auto& [key, value] : attributes) {
        node.message(5, attributeOf(key, value));
    }
    m_nodes.message(1, node);
    return name;
}

std::string OnnxNodes::constant(const std::string& name, const std::vector<std::int64_t>& shape,
                                const OnnxNumbers& values)
{
    MessageWriter tensor;
    for (const std::int64_t extent : shape) {
        tensor.number(1, extent);
    }
    std::visit(
        [&](auto numbers) {
            const auto bytes = std::as_bytes(numbers);
            tensor.number(2, typeOf(numbers))
                .text(8, name)
                .text(9, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
        },
        values);
    m_tensors.message(5, tensor);
    return name;
}

std::string OnnxNodes::scalar(const std::string& name, float value)
{
    return constant(name, {}, std::span<const float>(&value, 1));
}

std::string OnnxNodes::scalar(const std::string& name, std::uint8_t value)
{
    return constant(name, {}, std::span<const std::uint8_t>(&value, 1));
}

std::string OnnxNodes::finish(int classes, const std::map<std::string, std::string>& texts) const
{
    MessageWriter graph;
    graph.text(2, "halftone");
    graph.message(11, valueInfo("image", 1)).message(12, valueInfo("probabilities", classes));
    MessageWriter model;
    model.number(1, kIrVersion).text(2, "Halftone").text(3, version());
    model.text(7, m_nodes.bytes() + m_tensors.bytes() + graph.bytes());
    model.message(8, MessageWriter().text(1, "").number(2, kOpset));
    for (const auto& [key, text] : texts) {
        model.message(14, MessageWriter().text(1, key).text(2, text));
    }
    return model.bytes();
}

} // namespace halftone::import::detail
