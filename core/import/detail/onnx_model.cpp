// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/import/detail/onnx_model.h"

#include "core/base/error.h"
#include "core/base/visible_text.h"

namespace halftone::import::detail {
namespace {

// A message of two bytes becomes a struct of a hundred: what is counted here bounds the memory.
constexpr std::size_t kMostNodes = 5000;
constexpr std::size_t kMostInitializers = 20000;
constexpr std::size_t kMostAttributes = 64; ///< of a node
constexpr std::size_t kMostOutputs = 256;   ///< of a node
constexpr std::size_t kMostValues = 20000;  ///< inputs of the graph, outputs, and metadata
constexpr std::size_t kMostDimensions = 8;
constexpr std::size_t kMostText = 4096; ///< of metadata

[[noreturn]] void failTooMany(const char* what, std::size_t most)
{
    throw Error(ErrorCode::FileFormat,
                std::string("it has more than ") + std::to_string(most) + ' ' + what + '.');
}

template <typename T>
T& grow(std::vector<T>& list, std::size_t most, const char* what)
{
    if (list.size() == most) {
        failTooMany(what, most);
    }
    return list.emplace_back();
}

Attribute parseAttribute(Bytes message)
{
    Attribute attribute;
    Field field;
    for (MessageReader reader(message); reader.next(field);) {
        switch (field.number) {
        case 1: attribute.name = field.text(); break;
        case 2:
            attribute.number = field.number32();
            attribute.hasNumber = true;
            break;
        case 3:
            attribute.integer = field.integer();
            attribute.hasInteger = true;
            break;
        case 4:
            attribute.text = field.text();
            attribute.hasText = true;
            break;
        case 5:
            attribute.tensor = field.message();
            attribute.hasTensor = true;
            break;
        case 6:
        case 11: attribute.isGraph = true; break;
        case 7: append(field, attribute.numbers); break;
        case 8: append(field, attribute.integers); break;
        default: break;
        }
    }
    return attribute;
}

OnnxNode parseNode(Bytes message)
{
    OnnxNode node;
    Field field;
    for (MessageReader reader(message); reader.next(field);) {
        switch (field.number) {
        case 1: node.inputs.push_back(field.text()); break;
        case 2: grow(node.outputs, kMostOutputs, "outputs at one node") = field.text(); break;
        case 3: node.name = field.text(); break;
        case 4: node.type = field.text(); break;
        case 5:
            grow(node.attributes, kMostAttributes, "attributes at one node") =
                parseAttribute(field.message());
            break;
        case 7: node.domain = field.text(); break;
        default: break;
        }
    }
    return node;
}

std::int64_t parseDimension(Bytes message)
{
    std::int64_t side = -1;
    Field field;
    for (MessageReader reader(message); reader.next(field);) {
        if (field.number == 1) {
            side = field.integer();
        }
    }
    return side > 0 ? side : -1; // 0 and -1 are written for sides that are open, too
}

void parseShape(Bytes message, ValueInfo& value)
{
    Field field;
    for (MessageReader reader(message); reader.next(field);) {
        if (field.number == 1) {
            grow(value.dims, kMostDimensions, "dimensions at one value") =
                parseDimension(field.message());
        }
    }
}

ValueInfo parseValue(Bytes message)
{
    ValueInfo value;
    Field field;
    for (MessageReader reader(message); reader.next(field);) {
        if (field.number == 1) {
            value.name = field.text();
            continue;
        }
        Field type;
        for (MessageReader types(field.number == 2 ? field.message() : Bytes{});
             types.next(type);) {
            Field part;
            for (MessageReader parts(type.number == 1 ? type.message() : Bytes{});
                 parts.next(part);) {
                value.isTensor = true;
                if (part.number == 1) {
                    value.type = static_cast<DataType>(part.integer());
                } else if (part.number == 2) {
                    parseShape(part.message(), value);
                }
            }
        }
    }
    return value;
}

OnnxGraph parseGraph(Bytes message)
{
    OnnxGraph graph;
    Field field;
    for (MessageReader reader(message); reader.next(field);) {
        switch (field.number) {
        case 1: grow(graph.nodes, kMostNodes, "nodes") = parseNode(field.message()); break;
        case 5:
            grow(graph.initializers, kMostInitializers, "initializers") =
                parseTensor(field.message());
            break;
        case 11: grow(graph.inputs, kMostValues, "inputs") = parseValue(field.message()); break;
        case 12: grow(graph.outputs, kMostValues, "outputs") = parseValue(field.message()); break;
        case 15:
            throw Error(ErrorCode::Unsupported,
                        "it has sparse weights, which are not imported. Export it with dense "
                        "ones.");
        default: break;
        }
    }
    return graph;
}

/// The two texts of an OperatorSetIdProto, whose second one is a number, or a
/// StringStringEntryProto.
struct Entry {
    std::string_view key;
    std::string_view text;
    std::int64_t number = 0;
};

Entry parseEntry(Bytes message)
{
    Entry entry;
    Field field;
    for (MessageReader reader(message); reader.next(field);) {
        if (field.number == 1) {
            entry.key = field.text();
        } else if (field.number == 2 && field.kind == Field::Kind::Length) {
            entry.text = field.text();
        } else if (field.number == 2) {
            entry.number = field.integer();
        }
    }
    return entry;
}

} // namespace

Tensor parseTensor(Bytes message)
{
    Tensor tensor;
    tensor.message = message;
    Field field;
    for (MessageReader reader(message); reader.next(field);) {
        switch (field.number) {
        case 1: append(field, tensor.dims); break;
        case 2: tensor.type = static_cast<DataType>(field.integer()); break;
        case 8: tensor.name = field.text(); break;
        case 14: tensor.isExternal = field.integer() == 1; break;
        default: break;
        }
    }
    if (tensor.dims.size() > kMostDimensions) {
        failTooMany("dimensions at one tensor", kMostDimensions);
    }
    return tensor;
}

OnnxModel parseModel(Bytes file)
{
    OnnxModel model;
    std::string version;
    bool hasGraph = false;
    Field field;
    for (MessageReader reader(file); reader.next(field);) {
        switch (field.number) {
        case 2: model.producer = visible(field.text(), kMostText); break;
        case 3: version = visible(field.text(), kMostText); break;
        case 7:
            if (hasGraph) {
                throw Error(ErrorCode::FileFormat, "it has two graphs.");
            }
            hasGraph = true;
            model.graph = parseGraph(field.message());
            break;
        case 8: {
            const Entry entry = parseEntry(field.message());
            if (entry.key.empty() || entry.key == "ai.onnx") {
                model.opset = entry.number;
            }
            break;
        }
        case 14: {
            const Entry entry = parseEntry(field.message());
            if (model.metadata.size() == kMostValues) {
                failTooMany("metadata", kMostValues);
            }
            model.metadata[visible(entry.key, kMostText)] = std::string(entry.text);
            break;
        }
        default: break;
        }
    }
    if (!hasGraph) {
        throw Error(ErrorCode::FileFormat, "it is no ONNX model: it has no graph.");
    }
    model.producer += version.empty() ? "" : ' ' + version;
    return model;
}

} // namespace halftone::import::detail
