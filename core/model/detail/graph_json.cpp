// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/detail/graph_json.h"

#include <array>
#include <span>
#include <utility>

// Every operation's fields are listed once, by fields(), which a writer and a reader go through.
namespace halftone::model::detail {
namespace {

using namespace graph;

constexpr int kMostNodes = 1 << 16;
constexpr int kMost = 1 << 16; ///< of channels, pixels, groups

constexpr std::array kCurves{"relu", "leaky_relu", "prelu", "sigmoid",      "softmax", "tanh",
                             "elu",  "silu",       "gelu",  "hard_sigmoid", "clip"};
constexpr std::array kResizeModes{"nearest", "linear"};
constexpr std::array kCorners{"half_pixel", "aligned", "asymmetric"};
constexpr std::array kPadModes{"constant", "reflect", "edge"};
constexpr std::array kHeads{"sigmoid", "softmax", "none"};

class FieldWriter {
public:
    FieldWriter(Json& json, Safetensors& file, std::string prefix)
        : m_json(json), m_file(file), m_prefix(std::move(prefix))
    {
    }

    void number(const char* name, double value) { m_json[name] = value; }
    void number(const char* name, float value) { m_json[name] = value; }
    void integer(const char* name, int value, int /*low*/) { m_json[name] = value; }
    void flag(const char* name, bool value) { m_json[name] = value; }
    void integers(const char* name, std::initializer_list<const int*> values, int /*low*/)
    {
        Json list = Json::array();
        for (const int* value : values) {
            list.push_back(*value);
        }
        m_json[name] = list;
    }
    template <typename Choice, std::size_t N>
    void choice(const char* name, Choice value, const std::array<const char*, N>& words)
    {
        m_json[name] = words.at(static_cast<std::size_t>(value));
    }
    void values(const char* name, const std::vector<float>& values)
    {
        put(name, values, {static_cast<std::int64_t>(values.size())});
    }
    void weights(const std::vector<float>& values, const std::vector<std::int64_t>& shape)
    {
        put("weights", values, shape);
    }

private:
    void put(const char* name, const std::vector<float>& values,
             const std::vector<std::int64_t>& shape)
    {
        if (!values.empty()) {
            m_file.put<float>(m_prefix + name, shape, values);
        }
    }

    Json& m_json;
    Safetensors& m_file;
    std::string m_prefix;
};

class FieldReader {
public:
    FieldReader(const Json& json, const Safetensors& file, std::string prefix)
        : m_json(json), m_file(file), m_prefix(std::move(prefix))
    {
    }

    void number(const char* name, double& value) { value = numberField(m_json, name); }
    void number(const char* name, float& value)
    {
        value = static_cast<float>(numberField(m_json, name));
    }
    void integer(const char* name, int& value, int low)
    {
        value = intField(m_json, name, low, kMost);
    }
    void flag(const char* name, bool& value) { value = boolField(m_json, name); }
    void integers(const char* name, std::initializer_list<int*> values, int low)
    {
        const Json& list = arrayField(m_json, name);
        if (list.size() != values.size()) {
            refuseField(name, std::to_string(values.size()) + " numbers");
        }
        std::size_t i = 0;
        for (int* value : values) {
            *value = asInt(list.at(i++), name, low, kMost);
        }
    }
    template <typename Choice, std::size_t N>
    void choice(const char* name, Choice& value, const std::array<const char*, N>& words)
    {
        const std::string word = stringField(m_json, name);
        for (std::size_t i = 0; i < N; ++i) {
            if (word == words[i]) {
                value = static_cast<Choice>(i);
                return;
            }
        }
        refuseField(name, "another word than '" + word + "'");
    }
    /// Of any count; none where the file does not have the tensor.
    void values(const char* name, std::vector<float>& values)
    {
        const auto tensor = m_file.tensors.find(m_prefix + name);
        if (tensor != m_file.tensors.end()) {
            if (tensor->second.shape.size() != 1) {
                throw Error(ErrorCode::FileFormat,
                            "Tensor '" + m_prefix + name + "': expected one dimension.");
            }
            values = m_file.get<float>(m_prefix + name, tensor->second.shape);
        }
    }
    void weights(std::vector<float>& values, const std::vector<std::int64_t>& shape)
    {
        values = m_file.get<float>(m_prefix + "weights", shape);
    }

private:
    const Json& m_json;
    const Safetensors& m_file;
    std::string m_prefix;
};

template <typename Fields, typename T>
void sides(Fields& fields, const char* name, T& value)
{
    fields.integers(name, {&value.top, &value.left, &value.bottom, &value.right}, 0);
}

template <typename Fields, typename T>
void extent(Fields& fields, const char* name, T& value, int low = 1)
{
    fields.integers(name, {&value.height, &value.width}, low);
}

/// What both kinds of convolutions have but their weights.
template <typename Fields, typename T>
void convolution(Fields& fields, T& op)
{
    fields.integer("in_channels", op.inChannels, 1);
    fields.integer("out_channels", op.outChannels, 1);
    extent(fields, "kernel", op.kernel);
    extent(fields, "stride", op.stride);
    extent(fields, "dilation", op.dilation);
    sides(fields, "pad", op.pad);
    fields.integer("groups", op.groups, 1);
    fields.values("bias", op.bias);
}

/// The fields of an operation, by its name without const, which alone tells a reader from a writer.
template <typename T>
struct FieldsOf {
    static void list(auto&, auto&) {}
};
template <>
struct FieldsOf<graph::Conv> {
    static void list(auto& fields, auto& op)
    {
        convolution(fields, op);
        fields.weights(op.weights, {op.outChannels, op.inChannels / op.groups, op.kernel.height,
                                    op.kernel.width});
    }
};
template <>
struct FieldsOf<ConvTranspose> {
    static void list(auto& fields, auto& op)
    {
        convolution(fields, op);
        extent(fields, "output_pad", op.outputPad, 0);
        fields.weights(op.weights, {op.inChannels, op.outChannels / op.groups, op.kernel.height,
                                    op.kernel.width});
    }
};
template <>
struct FieldsOf<Affine> {
    static void list(auto& fields, auto& op)
    {
        fields.values("scale", op.scale);
        fields.values("offset", op.offset);
    }
};
template <>
struct FieldsOf<InstanceNorm> {
    static void list(auto& fields, auto& op)
    {
        fields.integer("groups", op.groups, 0);
        fields.number("epsilon", op.epsilon);
        fields.values("scale", op.scale);
        fields.values("offset", op.offset);
    }
};
template <>
struct FieldsOf<Activation> {
    static void list(auto& fields, auto& op)
    {
        fields.choice("curve", op.curve, kCurves);
        fields.values("slopes", op.slopes);
    }
};
template <>
struct FieldsOf<Pool> {
    static void list(auto& fields, auto& op)
    {
        fields.flag("average", op.average);
        extent(fields, "kernel", op.kernel);
        extent(fields, "stride", op.stride);
        sides(fields, "pad", op.pad);
        fields.flag("ceil", op.ceil);
        fields.flag("counts_pad", op.countsPad);
    }
};
template <>
struct FieldsOf<Resize> {
    static void list(auto& fields, auto& op)
    {
        fields.choice("mode", op.mode, kResizeModes);
        fields.choice("corners", op.corners, kCorners);
        fields.number("factor_height", op.factorHeight);
        fields.number("factor_width", op.factorWidth);
    }
};
template <>
struct FieldsOf<ResizeLike> {
    static void list(auto& fields, auto& op)
    {
        fields.choice("mode", op.mode, kResizeModes);
        fields.choice("corners", op.corners, kCorners);
    }
};
template <>
struct FieldsOf<Pad> {
    static void list(auto& fields, auto& op)
    {
        fields.choice("mode", op.mode, kPadModes);
        sides(fields, "sides", op.sides);
        fields.number("value", op.value);
    }
};
template <>
struct FieldsOf<Crop> {
    static void list(auto& fields, auto& op) { sides(fields, "sides", op.sides); }
};
template <>
struct FieldsOf<Channels> {
    static void list(auto& fields, auto& op)
    {
        fields.integer("begin", op.begin, 0);
        fields.integer("end", op.end, 0);
    }
};
template <>
struct FieldsOf<Shuffle> {
    static void list(auto& fields, auto& op) { fields.integer("factor", op.factor, 1); }
};

std::string prefixOf(std::size_t node)
{
    return "graph." + std::to_string(node) + ".";
}

template <std::size_t... kIndices>
graph::Op opNamed(const std::string& name, std::index_sequence<kIndices...>)
{
    graph::Op op;
    const bool known = ((name == std::variant_alternative_t<kIndices, graph::Op>::kName
                             ? (op.emplace<kIndices>(), true)
                             : false)
                        || ...);
    if (!known) {
        refuseField("op", "an operation of a float graph, found '" + name + "'");
    }
    return op;
}

graph::Node readNode(const Json& json, const Safetensors& file, std::size_t index)
{
    graph::Node node;
    node.name = stringField(json, "name");
    for (const Json& input : arrayField(json, "inputs")) {
        node.inputs.push_back(asInt(input, "inputs", graph::kInput, kMostNodes));
    }
    node.op = opNamed(stringField(json, "op"),
                      std::make_index_sequence<std::variant_size_v<graph::Op>>());
    FieldReader fields(json, file, prefixOf(index));
    std::visit([&]<typename T>(T& op) { FieldsOf<T>::list(fields, op); }, node.op);
    return node;
}

} // namespace

Json graphToJson(const graph::Graph& graph, Safetensors& file)
{
    Json nodes = Json::array();
    for (std::size_t n = 0; n < graph.nodes.size(); ++n) {
        const graph::Node& node = graph.nodes[n];
        Json json{{"name", node.name}, {"inputs", node.inputs}};
        FieldWriter fields(json, file, prefixOf(n));
        std::visit(
            [&]<typename T>(const T& op) {
                json["op"] = T::kName;
                FieldsOf<T>::list(fields, op);
            },
            node.op);
        nodes.push_back(std::move(json));
    }
    return {{"input_channels", graph.inputChannels},
            {"head", kHeads.at(static_cast<std::size_t>(graph.head))},
            {"nodes", nodes}};
}

graph::Graph graphFromJson(const Json& json, const Safetensors& file)
{
    graph::Graph graph;
    FieldReader fields(json, file, {});
    fields.integer("input_channels", graph.inputChannels, 1);
    fields.choice("head", graph.head, kHeads);
    const Json& nodes = arrayField(json, "nodes");
    if (nodes.size() > kMostNodes) {
        refuseField("nodes", "at most " + std::to_string(kMostNodes) + " nodes");
    }
    for (std::size_t n = 0; n < nodes.size(); ++n) {
        try {
            graph.nodes.push_back(readNode(nodes.at(n), file, n));
        } catch (const Error& fault) {
            throw Error(ErrorCode::FileFormat,
                        "Float graph, node " + std::to_string(n) + ": " + fault.what());
        }
    }
    return graph;
}

} // namespace halftone::model::detail
