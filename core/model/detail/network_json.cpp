// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/detail/network_json.h"

#include <utility>

namespace halftone::model::detail {
namespace {

void putFields(Json& json, const Conv& conv)
{
    json["kernel"] = conv.kernel;
    json["in_channels"] = conv.inChannels;
    json["out_channels"] = conv.outChannels;
    json["relu"] = conv.relu;
    json["fixed8"] = conv.fixed8;
    if (conv.stride != 1) {
        json["stride"] = conv.stride;
    }
}
void putFields(Json&, const MaxPool2&) {}
void putFields(Json&, const Upsample2&) {}

void putFields(Json&, const MaxPool3&) {}
void putFields(Json&, const Bilinear2&) {}
void putFields(Json&, const Shuffle2&) {}
void putFields(Json& json, const Add& add)
{
    json["relu"] = add.relu;
}
void putFields(Json& json, const Opaque& opaque)
{
    json["channels"] = opaque.channels;
    json["stride"] = opaque.stride;
    json["radius"] = opaque.radius;
    json["macs_per_pixel"] = opaque.macsPerPixel;
    json["values_per_pixel"] = opaque.valuesPerPixel;
}

Json nodeToJson(const Node& node)
{
    Json json{{"name", node.name}, {"inputs", node.inputs}};
    std::visit(
        [&]<typename T>(const T& op) {
            json["op"] = T::kName;
            putFields(json, op);
        },
        node.op);
    return json;
}

void getFields(const Json& json, Conv& conv)
{
    conv.kernel = intField(json, "kernel", 1, 7);
    conv.inChannels = intField(json, "in_channels", 1, 4096);
    conv.outChannels = intField(json, "out_channels", 1, 4096);
    conv.relu = boolField(json, "relu");
    conv.fixed8 = boolField(json, "fixed8");
    conv.stride = json.contains("stride") ? intField(json, "stride", 1, 2) : 1;
}
void getFields(const Json& json, Add& add)
{
    add.relu = boolField(json, "relu");
}
void getFields(const Json& json, Opaque& opaque)
{
    opaque.channels = intField(json, "channels", 1, 255);
    opaque.stride = intField(json, "stride", 1, 1 << 16);
    opaque.radius = intField(json, "radius", 0, Opaque::kWholeImage);
    opaque.macsPerPixel = numberField(json, "macs_per_pixel");
    opaque.valuesPerPixel = numberField(json, "values_per_pixel");
}
template <typename T>
void getFields(const Json&, T&) // the others have none
{
}

template <std::size_t... kIndices>
Op opNamed(const std::string& name, std::index_sequence<kIndices...>)
{
    Op op;
    const bool known =
        ((name == std::variant_alternative_t<kIndices, Op>::kName ? (op.emplace<kIndices>(), true)
                                                                  : false)
         || ...);
    if (!known) {
        std::string names;
        ((names +=
          std::string(kIndices == 0 ? "" : ", ") + std::variant_alternative_t<kIndices, Op>::kName),
         ...);
        refuseField("op", "one of " + names + ", found '" + name + "'");
    }
    return op;
}

Op opFromJson(const Json& json)
{
    Op op = opNamed(stringField(json, "op"), std::make_index_sequence<std::variant_size_v<Op>>());
    std::visit([&](auto& fields) { getFields(json, fields); }, op);
    return op;
}

Node nodeFromJson(const Json& json)
{
    Node node;
    node.name = stringField(json, "name");
    for (const Json& input : arrayField(json, "inputs")) {
        node.inputs.push_back(asInt(input, "inputs", kInputValue, 4096));
    }
    node.op = opFromJson(json);
    return node;
}

} // namespace

Json networkToJson(const Network& network)
{
    Json nodes = Json::array();
    for (const Node& node : network.nodes) {
        nodes.push_back(nodeToJson(node));
    }
    return {{"input_channels", network.inputChannels}, {"nodes", nodes}};
}

Network networkFromJson(const Json& json)
{
    Network network;
    network.inputChannels = intField(json, "input_channels", 1, 4096);
    for (const Json& node : arrayField(json, "nodes")) {
        network.nodes.push_back(nodeFromJson(node));
    }
    validate(network);
    return network;
}

} // namespace halftone::model::detail
