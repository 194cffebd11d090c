// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/script_graph.h"

#include <algorithm>
#include <limits>
#include <map>

/// What TorchScript does to maps beside layers: sums, joins, cuts, questions about their shape.
namespace halftone::nn {
namespace {

namespace graph = model::graph;

ScriptItem known(c10::IValue value)
{
    return {std::move(value)};
}

// A constant for each channel: of one number, [C], [C,1,1] or [1,C,1,1].
std::vector<float> perChannel(const ScriptCall& call, const char* argument, int channels)
{
    std::vector<float> values = call.values(argument);
    const std::vector<int> sizes = call.sizes(argument);
    const bool one = values.size() == 1;
    const bool byChannel = values.size() == static_cast<std::size_t>(channels) && sizes.size() >= 3
                           && sizes[sizes.size() - 3] == channels;
    if (!one && !byChannel) {
        throw call.refused("joins a map with a constant that is neither one number nor one for "
                           "each channel");
    }
    values.resize(static_cast<std::size_t>(channels), values.front());
    return values;
}

ScriptMap scaled(ScriptGraph& net, ScriptMap map, double scale, double offset)
{
    const auto channels = static_cast<std::size_t>(net.shapeOf(map).channels);
    return net.add(graph::Affine{std::vector<float>(channels, static_cast<float>(scale)),
                                 std::vector<float>(channels, static_cast<float>(offset))},
                   {map});
}

// self * selfFactor + alpha * other * otherFactor
ScriptItem sum(const ScriptCall& call, ScriptGraph& net, double selfFactor, double otherFactor)
{
    // alpha belongs to the second operand, of rsub to the first.
    const double alpha = call.number("alpha", 1);
    (selfFactor < 0 ? selfFactor : otherFactor) *= alpha;
    if (call.isMap("self") && call.isMap("other")) {
        ScriptMap first = call.map("self");
        ScriptMap second = call.map("other");
        first = selfFactor == 1 ? first : scaled(net, first, selfFactor, 0);
        second = otherFactor == 1 ? second : scaled(net, second, otherFactor, 0);
        return itemOf(net.add(graph::Add{}, {first, second}));
    }
    const bool mapFirst = call.isMap("self");
    const ScriptMap map = call.map(mapFirst ? "self" : "other");
    const double mapFactor = mapFirst ? selfFactor : otherFactor;
    const double constantFactor = mapFirst ? otherFactor : selfFactor;
    graph::Affine affine;
    affine.offset = perChannel(call, mapFirst ? "other" : "self", net.shapeOf(map).channels);
    for (float& value : affine.offset) {
        value = static_cast<float>(constantFactor * static_cast<double>(value));
    }
    affine.scale.assign(affine.offset.size(), static_cast<float>(mapFactor));
    return itemOf(net.add(std::move(affine), {map}));
}

ScriptItem addSum(const ScriptCall& call, ScriptGraph& net)
{
    return sum(call, net, 1, 1);
}

ScriptItem addDifference(const ScriptCall& call, ScriptGraph& net)
{
    return sum(call, net, 1, -1);
}

ScriptItem addReverseDifference(const ScriptCall& call, ScriptGraph& net)
{
    return sum(call, net, -1, 1);
}

ScriptItem addNegative(const ScriptCall& call, ScriptGraph& net)
{
    return itemOf(scaled(net, call.map("self"), -1, 0));
}

ScriptItem multiply(const ScriptCall& call, ScriptGraph& net, bool inverse)
{
    if (call.isMap("self") && call.isMap("other")) {
        if (inverse) {
            throw call.refused("divides by a map");
        }
        return itemOf(net.add(graph::Multiply{}, {call.map("self"), call.map("other")}));
    }
    const bool mapFirst = call.isMap("self");
    if (inverse && (!mapFirst || call.find("rounding_mode") != nullptr)) {
        throw call.refused("divides by a map, or rounds");
    }
    const ScriptMap map = call.map(mapFirst ? "self" : "other");
    graph::Affine affine;
    affine.scale = perChannel(call, mapFirst ? "other" : "self", net.shapeOf(map).channels);
    for (float& value : affine.scale) {
        value = inverse ? 1 / value : value;
    }
    affine.offset.assign(affine.scale.size(), 0);
    return itemOf(net.add(std::move(affine), {map}));
}

ScriptItem addProduct(const ScriptCall& call, ScriptGraph& net)
{
    return multiply(call, net, false);
}

ScriptItem addQuotient(const ScriptCall& call, ScriptGraph& net)
{
    return multiply(call, net, true);
}

ScriptItem addConcat(const ScriptCall& call, ScriptGraph& net)
{
    const ScriptItem* list = call.find("tensors");
    const std::int64_t axis = call.integer("dim", 0);
    if (list == nullptr || !list->isList() || (axis != 1 && axis != -3)) {
        throw call.refused("joins what are no maps, or not along the channels");
    }
    std::vector<ScriptMap> maps;
    for (const ScriptItem& element : *list->list()) {
        if (!element.isMap()) {
            throw call.refused("joins a map with a constant");
        }
        maps.push_back(element.map());
    }
    return itemOf(net.add(graph::Concat{}, maps));
}

// Negative sides of a Pad cut off.
ScriptMap padOrCut(ScriptGraph& net, ScriptMap map, graph::Pad pad)
{
    graph::Crop crop;
    const auto split = [](int& added, int& removed) {
        removed = std::max(-added, 0);
        added = std::max(added, 0);
    };
    split(pad.sides.top, crop.sides.top);
    split(pad.sides.left, crop.sides.left);
    split(pad.sides.bottom, crop.sides.bottom);
    split(pad.sides.right, crop.sides.right);
    if (crop.sides != graph::Sides{}) {
        map = net.add(crop, {map});
    }
    return pad.sides == graph::Sides{} ? map : net.add(pad, {map});
}

ScriptItem addPad(const ScriptCall& call, ScriptGraph& net)
{
    const char* const argument = call.find("pad") != nullptr ? "pad" : "padding";
    std::vector<double> sides = call.numbers(argument); // left, right, top, bottom, channels ...
    while (sides.size() > 4 && sides.back() == 0) {
        sides.pop_back();
    }
    if (sides.size() > 4) {
        throw call.refused("adds channels");
    }
    sides.resize(4, 0);
    graph::Pad pad;
    pad.sides = {static_cast<int>(sides[2]), static_cast<int>(sides[0]), static_cast<int>(sides[3]),
                 static_cast<int>(sides[1])};
    pad.value = static_cast<float>(call.number("value", 0));
    std::string mode = call.name();
    if (call.name() == "aten::pad") {
        mode = call.find("mode") != nullptr ? call.text("mode") : "constant";
    }
    if (mode.find("reflect") != std::string::npos) {
        pad.mode = graph::Pad::Mode::Reflect;
    } else if (mode.find("replicat") != std::string::npos) {
        pad.mode = graph::Pad::Mode::Edge;
    } else if (mode.find("constant") == std::string::npos) {
        throw call.refused("pads by the mode '" + mode + "'");
    }
    return itemOf(padOrCut(net, call.map("self"), pad));
}

// Part [begin, end) of an axis.
ScriptMap part(const ScriptCall& call, ScriptGraph& net, ScriptMap map, std::int64_t axis,
               std::int64_t begin, std::int64_t end)
{
    const graph::Shape shape = net.shapeOf(map);
    const std::int64_t sizes[] = {1, shape.channels, shape.height, shape.width};
    axis = axis < 0 ? axis + 4 : axis;
    if (axis < 0 || axis > 3) {
        throw call.refused("cuts along an axis that a map does not have");
    }
    const std::int64_t size = sizes[axis];
    const auto place = [size](std::int64_t at) {
        return std::clamp<std::int64_t>(at < 0 ? at + size : at, 0, size);
    };
    const auto from = static_cast<int>(place(begin));
    const auto to = static_cast<int>(place(end));
    if (from >= to) {
        throw call.refused("takes no pixel of a map");
    }
    if (from == 0 && to == size) {
        return map;
    }
    if (axis == 1) {
        return net.add(graph::Channels{from, to}, {map});
    }
    const auto behind = static_cast<int>(size) - to;
    const graph::Sides sides =
        axis == 2 ? graph::Sides{from, 0, behind, 0} : graph::Sides{0, from, 0, behind};
    return net.add(graph::Crop{sides}, {map});
}

ScriptItem addSlice(const ScriptCall& call, ScriptGraph& net)
{
    if (call.integer("step", 1) != 1) {
        throw call.refused("leaves out every second pixel");
    }
    return itemOf(part(call, net, call.map("self"), call.integer("dim", 0),
                       call.integer("start", 0),
                       call.integer("end", std::numeric_limits<int>::max() / 2)));
}

ScriptItem addNarrow(const ScriptCall& call, ScriptGraph& net)
{
    const std::int64_t start = call.integer("start", 0);
    return itemOf(part(call, net, call.map("self"), call.integer("dim", 0), start,
                       start + call.integer("length", 0)));
}

ScriptItem addParts(const ScriptCall& call, ScriptGraph& net)
{
    const ScriptMap map = call.map("self");
    const std::int64_t axis = call.integer("dim", 0);
    if (axis != 1 && axis != -3) {
        throw call.refused("splits a map along another axis than the channels");
    }
    const std::int64_t channels = net.shapeOf(map).channels;
    const std::int64_t chunks = call.integer("chunks", 1);
    const std::int64_t size = call.find("chunks") != nullptr && chunks > 0
                                  ? (channels + chunks - 1) / chunks
                                  : call.integer("split_size", 0);
    if (size <= 0) {
        throw call.refused("splits a map into parts of no channel");
    }
    auto parts = std::make_shared<std::vector<ScriptItem>>();
    for (std::int64_t begin = 0; begin < channels; begin += size) {
        parts->push_back(itemOf(part(call, net, map, 1, begin, std::min(channels, begin + size))));
    }
    return {parts};
}

ScriptItem addMean(const ScriptCall& call, ScriptGraph& net)
{
    std::vector<double> axes = call.numbers("dim");
    for (double& axis : axes) {
        axis = axis < 0 ? axis + 4 : axis;
    }
    std::sort(axes.begin(), axes.end());
    if (axes != std::vector<double>{2, 3} || !call.flag("keepdim")) {
        throw call.refused("is not over height and width with both kept");
    }
    return itemOf(net.add(graph::GlobalAverage{}, {call.map("self")}));
}

// Of inference, or of what changes the type or the place of numbers alone.
ScriptItem keep(const ScriptCall& call, ScriptGraph&)
{
    if (call.flag("train")) {
        throw call.refused("was traced while training: call model.eval() before the export");
    }
    if (call.arguments().empty() || !call.arguments().front().isMap()) {
        throw call.refused("is not of a map");
    }
    return call.arguments().front();
}

ScriptItem shapeOfMap(const ScriptCall& call, ScriptGraph& net)
{
    const graph::Shape shape = net.shapeOf(call.map("self"));
    const std::vector<std::int64_t> sizes{1, shape.channels, shape.height, shape.width};
    if (call.find("dim") == nullptr) {
        return known(c10::List<std::int64_t>(sizes));
    }
    const std::int64_t axis = call.integer("dim", 0);
    if (axis < -4 || axis > 3) {
        throw call.refused("asks for an axis that a map does not have");
    }
    return known(sizes[static_cast<std::size_t>(axis < 0 ? axis + 4 : axis)]);
}

ScriptItem dimensionsOf(const ScriptCall&, ScriptGraph&)
{
    return known(std::int64_t{4});
}

ScriptItem lengthOf(const ScriptCall&, ScriptGraph&)
{
    return known(std::int64_t{1}); // of the batch
}

ScriptItem isFloat(const ScriptCall&, ScriptGraph&)
{
    return known(true);
}

ScriptItem isNothing(const ScriptCall&, ScriptGraph&)
{
    return known(false); // nor a map the same as something else
}

ScriptItem isSomething(const ScriptCall&, ScriptGraph&)
{
    return known(true);
}

ScriptItem typeOf(const ScriptCall&, ScriptGraph&)
{
    return known(static_cast<std::int64_t>(at::kFloat));
}

ScriptItem deviceOf(const ScriptCall&, ScriptGraph&)
{
    return known(c10::Device(c10::kCPU));
}

} // namespace

ScriptOp findScriptArithmetic(const std::string& name)
{
    static const std::map<std::string, ScriptOp, std::less<>> kOperations{
        {"add", addSum},
        {"sub", addDifference},
        {"rsub", addReverseDifference},
        {"neg", addNegative},
        {"mul", addProduct},
        {"div", addQuotient},
        {"cat", addConcat},
        {"concat", addConcat},
        {"pad", addPad},
        {"constant_pad_nd", addPad},
        {"reflection_pad2d", addPad},
        {"replication_pad2d", addPad},
        {"slice", addSlice},
        {"narrow", addNarrow},
        {"chunk", addParts},
        {"split", addParts},
        {"mean", addMean},
        {"dropout", keep},
        {"dropout2d", keep},
        {"feature_dropout", keep},
        {"alpha_dropout", keep},
        {"contiguous", keep},
        {"detach", keep},
        {"clone", keep},
        {"alias", keep},
        {"to", keep},
        {"type_as", keep},
        {"float", keep},
        {"size", shapeOfMap},
        {"dim", dimensionsOf},
        {"len", lengthOf},
        {"is_floating_point", isFloat},
        {"__is__", isNothing},
        {"__isnot__", isSomething},
        {"dtype", typeOf},
        {"device", deviceOf},
    };
    const auto found = kOperations.find(name);
    return found == kOperations.end() ? nullptr : found->second;
}

} // namespace halftone::nn
